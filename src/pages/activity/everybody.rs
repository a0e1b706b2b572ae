//! Everybody's writes: the service's audit log, filtered by who did it, to whom, what and when.

use bim_api::endpoints::SearchAudit;
use bim_api::wire::audit::AuditEvent;
use leptos::prelude::*;

use crate::components::{
    AuditFilters, AuditTable, ErrorBanner, ListPages, ListSearch, Shown, audit_actor, audit_parts,
    audit_target, change_table,
};
use crate::navigation::{Navigator, scroll_to};
use crate::routes::{AuditView, ListView, Route};
use crate::stores::{Audit, Session};
use crate::ui::{Button, ButtonLink, Dialog, Empty, Fact, FactList, Glyph, RelativeTime};
use crate::words;

/// The page.
#[component]
pub fn AuditPage(
    /// Filters and page, from the URL.
    view: Signal<AuditView>,
) -> impl IntoView {
    let (navigator, session, audit) = (Navigator::expect(), Session::expect(), Audit::expect());
    let may = Memo::new(move |_| session.may::<SearchAudit>());
    let wanted = Memo::new(move |_| view.get());
    Effect::new(move |before: Option<AuditView>| {
        let wanted = wanted.get();
        audit.search_audit(wanted.clone());
        if before.is_some_and(|before| before.page != wanted.page) && !navigator.restore_scroll() {
            scroll_to(0);
        }
        wanted
    });
    let page = audit.page();
    let opened = RwSignal::new(None::<AuditEvent>);
    let events =
        Signal::derive(move || page.with(|page| page.value.as_ref().map(|page| page.events.clone())));
    let busy = Signal::derive(move || page.with(|page| page.is_loading));
    let error = Signal::derive(move || page.with(|page| page.error.clone()));
    let total = Signal::derive(move || page.with(|page| page.value.as_ref().map(|page| page.total)));
    let seen = Signal::derive(move || {
        events.with(|events| events.iter().flatten().map(|event| event.event.clone()).collect())
    });
    let failed = move || {
        page.with(|page| {
            if page.value.is_some() { words::AUDIT_STALE } else { words::AUDIT_FAILED }.to_owned()
        })
    };
    let go = move |view: AuditView| navigator.go(&view.route());
    let search = move |actor: String| {
        let view = view.with_untracked(|view| view.changed(|view| view.actor = actor));
        navigator.replace(&view.route());
    };
    let is_missing = Memo::new(move |_| audit.is_kept().get() == Some(false));
    let is_open = Memo::new(move |_| may.get() && !is_missing.get());
    let is_empty = Memo::new(move |_| events.with(|events| events.as_ref().is_some_and(Vec::is_empty)));
    let has_table = Memo::new(move |_| {
        is_open.get() && !is_empty.get() && (error.with(Option::is_none) || total.get().is_some())
    });
    let shown = Signal::derive(move || Shown {
        offset: page.with(|page| page.value.as_ref().map_or(0, |page| page.view.paging().offset())),
        rows: events.with(|events| events.as_ref().map_or(0, Vec::len)),
        total: total.get(),
    });
    view! {
        {super::head(total, ().into_any())}
        <Show when=move || is_open.get()>
            <div class="toolbar">
                <ListSearch
                    label=words::ACTOR
                    q=Signal::derive(move || view.with(|view| view.actor.clone()))
                    on_search=search
                />
                <AuditFilters view seen on_change=go />
            </div>
            <Show when=move || error.with(Option::is_some)>
                <div class="page-notice">
                    <ErrorBanner
                        title=Signal::derive(failed)
                        error
                        retrying=busy
                        on_retry=move || audit.search_audit(wanted.get_untracked())
                    />
                </div>
            </Show>
        </Show>
        <Show when=move || has_table.get()>
            <AuditTable events busy on_open=move |event: AuditEvent| opened.set(Some(event)) />
            <ListPages
                shown
                paging=Signal::derive(move || view.with(ListView::paging))
                href=move |page: u32| view.with(|view| view.at(page)).route().href()
                on_size=move |size: u32| go(view.with_untracked(|view| view.changed(|view| view.size = size)))
            />
        </Show>
        <Show when=move || is_open.get() && is_empty.get()>{move || empty(&view.get(), total.get())}</Show>
        {move || closed(may.get(), is_missing.get())}
        <EventDialog event=opened />
    }
}

/// Why there is no log to read.
fn closed(may: bool, is_missing: bool) -> Option<AnyView> {
    let (icon, title) = match (is_missing, may) {
        (true, _) => (Glyph::ACTIVITY, words::NO_AUDIT),
        (false, false) => (Glyph::LOCK, words::NEEDS_AUDIT),
        (false, true) => return None,
    };
    let view = view! {
        <Empty icon title detail=words::NO_AUDIT_DETAIL>
            <ButtonLink label=words::THIS_SESSION href=Route::activity().href() />
        </Empty>
    };
    Some(view.into_any())
}

/// Why there is nothing, and the next step.
fn empty(view: &AuditView, total: Option<u64>) -> AnyView {
    if total.unwrap_or_default() > 0 {
        let first = view.at(1).route().href();
        return view! {
            <Empty icon=Glyph::ACTIVITY title=words::BEYOND_END detail=words::BEYOND_END_DETAIL>
                <ButtonLink label=words::FIRST_PAGE href=first />
            </Empty>
        }
        .into_any();
    }
    if !view.is_filtered() {
        return view! { <Empty icon=Glyph::ACTIVITY title=words::NO_EVENTS detail=words::NO_EVENTS_DETAIL /> }
            .into_any();
    }
    view! {
        <Empty icon=Glyph::SEARCH title=words::NO_EVENT_MATCHES detail=words::NO_EVENT_MATCHES_DETAIL>
            <ButtonLink label=words::CLEAR_FILTERS href=Route::audit().href() />
        </Empty>
    }
    .into_any()
}

/// One event in full.
#[component]
fn EventDialog(event: RwSignal<Option<AuditEvent>>) -> impl IntoView {
    let close = move || event.set(None);
    let content = move || {
        let told = event.get()?;
        let targets = told.targets.iter().map(audit_target);
        let targets =
            targets.enumerate().map(|(at, target)| ((at > 0).then_some(", "), target)).collect_view();
        let request = told.request_id.clone();
        let request = request.map(|id| view! { <Fact name=words::REQUEST_ID><code>{id}</code></Fact> });
        let (at, parts) = (told.created_at.as_str().to_owned(), change_table(&audit_parts(&told)));
        let (actor, means) = (audit_actor(&told), told.means);
        Some(view! {
            <div class="dialog-body">
                <FactList>
                    <Fact name=words::BY>{actor}</Fact>
                    <Fact name=words::MEANS>{means}</Fact>
                    <Fact name=words::DONE_TO>{targets}</Fact>
                    <Fact name=words::WHEN><RelativeTime time=at /></Fact>
                    {request}
                </FactList>
                {parts}
            </div>
            <footer class="dialog-footer">
                <Button label=words::CLOSE on_click=close />
            </footer>
        })
    };
    let title =
        move || event.with(|event| event.as_ref().map(|event| event.event.clone())).unwrap_or_default();
    view! {
        <Dialog
            open=Signal::derive(move || event.with(Option::is_some))
            on_close=close
            title=Signal::derive(title)
            wide=true
        >
            {content}
        </Dialog>
    }
}
