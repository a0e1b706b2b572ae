//! This session's writes: search, what was not done, what each was, and taking it back.

use std::sync::Arc;

use js_sys::JsString;
use leptos::prelude::*;

use super::details::DetailsDialog;
use crate::components::{
    JournalTable, ListPages, ListSearch, Shown, ToldChange, journal_report, sent_at, told_actor,
};
use crate::forms::UndoDialog;
use crate::navigation::Navigator;
use crate::routes::{ActivityView, ListView, Route};
use crate::stores::{Entry, Journal, WriteOutcome};
use crate::ui::popover::Trigger;
use crate::ui::segmented::Segment;
use crate::ui::{
    Align, Button, ButtonLink, Empty, Glyph, Icon, Menu, MenuItem, Segmented, Size, Variant, download,
};
use crate::words;

const ALL: &str = "all";
const FAILED: &str = "failed";

/// Which writes are shown.
static SHOWN: [Segment; 2] = [
    Segment { value: ALL, label: words::ALL_CHANGES, icon: None },
    Segment { value: FAILED, label: words::NOT_DONE, icon: None },
];

/// Which write a dialog is about; found in context by the rows' menus.
#[derive(Clone, Copy)]
struct Chosen {
    details: RwSignal<Option<u32>>,
    undo: RwSignal<Option<u32>>,
}

/// The page.
#[component]
pub fn ActivityPage(
    /// Search and page, from the URL.
    view: Signal<ActivityView>,
) -> impl IntoView {
    let (navigator, journal) = (Navigator::expect(), Journal::expect());
    let chosen = Chosen { details: RwSignal::new(None), undo: RwSignal::new(None) };
    provide_context(chosen);
    let entries = journal.entries();
    let total = Signal::derive(move || Some(entries.with(Vec::len) as u64));
    let found = Memo::new(move |_| entries.with(|entries| view.with(|view| arranged(entries, view))));
    let shown = Memo::new(move |_| {
        let paging = view.with(ListView::paging);
        found.with(|found| {
            let page = found.iter().skip(paging.offset() as usize).take(paging.size() as usize);
            page.cloned().collect::<Vec<_>>()
        })
    });
    let retune = move |view: ActivityView| navigator.replace(&view.route());
    let search = move |q: String| retune(view.with_untracked(|view| view.changed(|view| view.q = q)));
    let choose = move |which: &'static str| {
        retune(view.with_untracked(|view| view.changed(|view| view.failed = which == FAILED)));
    };
    let on_screen = Signal::derive(move || Shown {
        offset: view.with(|view| view.paging().offset()),
        rows: shown.with(Vec::len),
        total: Some(found.with(Vec::len) as u64),
    });
    let resized = move |size: u32| {
        let view = view.with_untracked(|view| view.changed(|view| view.size = size));
        navigator.go(&view.route());
    };
    let has_none = Memo::new(move |_| entries.with(Vec::is_empty));
    let is_empty = Memo::new(move |_| shown.with(Vec::is_empty));
    let has_pages =
        Memo::new(move |_| found.with(Vec::len) > view.with(|view| view.paging().size() as usize));
    let which = Signal::derive(move || if view.with(|view| view.failed) { FAILED } else { ALL });
    let save = move || {
        let file = found.with_untracked(|found| journal_report(found.iter().map(|entry| &**entry), sent_at));
        download::save("bim-activity.csv", &[file]);
    };
    let export = view! {
        <Show when=move || !found.with(Vec::is_empty)>
            <Button label=words::EXPORT_CSV icon=Glyph::DOWNLOAD on_click=save />
        </Show>
    };
    view! {
        {super::head(total, export.into_any())}
        <Show when=move || !has_none.get()>
            <div class="toolbar">
                <ListSearch
                    label=words::SEARCH_ACTIVITY
                    q=Signal::derive(move || view.with(|view| view.q.clone()))
                    on_search=search
                />
                <Segmented label=words::OUTCOME segments=&SHOWN value=which on_change=choose />
            </div>
            <p class="page-notice note">
                <Icon glyph=Glyph::INFO />
                <span>{words::ACTIVITY_LASTS}</span>
            </p>
        </Show>
        <Show when=move || !is_empty.get()>
            <JournalTable entries=shown actions />
        </Show>
        <Show when=move || is_empty.get()>{move || empty(has_none.get())}</Show>
        <Show when=move || has_pages.get()>
            <ListPages
                shown=on_screen
                paging=Signal::derive(move || view.with(ListView::paging))
                href=move |page: u32| view.with(|view| view.at(page)).route().href()
                on_size=resized
            />
        </Show>
        <DetailsDialog id=chosen.details on_undo=move |id: u32| chosen.undo.set(Some(id)) />
        <UndoDialog id=chosen.undo />
    }
}

/// Those that match, the latest first.
fn arranged(entries: &[Arc<Entry>], view: &ActivityView) -> Vec<Arc<Entry>> {
    let sought = folded(view.q.trim());
    let is_sought = !view.q.trim().is_empty();
    let matches = |entry: &&Arc<Entry>| {
        let is_failed = matches!(entry.outcome, WriteOutcome::Failed(_));
        let text = || [&ToldChange::of(&entry.change).text(), " ", &told_actor(entry)].concat();
        (is_failed || !view.failed) && (!is_sought || folded(&text()).contains(&sought))
    };
    entries.iter().rev().filter(matches).cloned().collect()
}

/// The browser's own lower case: ours would bring tables of all scripts along.
fn folded(text: &str) -> String {
    JsString::from(text).to_lower_case().into()
}

/// The menu at the end of a row.
fn actions(entry: &Entry) -> AnyView {
    let Some(chosen) = use_context::<Chosen>() else { return ().into_any() };
    let id = entry.id;
    let told = ToldChange::of(&entry.change);
    let look = Trigger { variant: Variant::Ghost, size: Size::Small, icon_only: true, class: None };
    let refusal = Signal::stored(super::details::undo_refusal(entry).map(str::to_owned));
    view! {
        <Menu
            label=[words::ACTIVITY_ACTIONS, " ", told.what, " ", &told.whom].concat()
            trigger=|| view! { <Icon glyph=Glyph::MORE /> }
            look
            align=Align::End
        >
            <MenuItem label=words::DETAILS icon=Glyph::INFO on_select=move || chosen.details.set(Some(id)) />
            <MenuItem
                label=words::UNDO
                icon=Glyph::UNDO
                refusal
                on_select=move || chosen.undo.set(Some(id))
            />
        </Menu>
    }
    .into_any()
}

/// Why there is nothing, and the next step.
fn empty(has_none: bool) -> AnyView {
    if has_none {
        return view! {
            <Empty icon=Glyph::ACTIVITY title=words::NO_ACTIVITY detail=words::NO_ACTIVITY_DETAIL>
                <ButtonLink label=words::TO_USERS href=Route::users().href() />
            </Empty>
        }
        .into_any();
    }
    view! {
        <Empty icon=Glyph::SEARCH title=words::NO_ACTIVITY_MATCHES detail=words::NO_ACTIVITY_MATCHES_DETAIL>
            <ButtonLink label=words::CLEAR_SEARCH href=Route::activity().href() />
        </Empty>
    }
    .into_any()
}
