//! The list of groups: search as you type, providers, sort and page, all of it in the URL.

use bim_api::IamId;
use bim_api::endpoints::{CreateGroup, DeleteGroup, GetGroup};
use bim_api::wire::SortOrder;
use bim_api::wire::group::{GroupHit, GroupSort};
use leptos::prelude::*;

use crate::components::{
    BulkBar, BulkItem, BulkMenu, Copies, ErrorBanner, GroupTable, ListPages, ListSearch, ListTotal,
    ProviderBoxes, Shown, refusal as refusal_of,
};
use crate::forms::{BulkDialog, BulkKind};
use crate::navigation::{Navigator, scroll_to};
use crate::routes::{GroupsView, ListView, Route};
use crate::stores::{Groups, Iams, Selection, Session};
use crate::ui::popover::Trigger;
use crate::ui::{Badge, Button, ButtonLink, Chip, Empty, Glyph, Icon, Popover, Size, Variant};
use crate::words;

/// Goes to another state of the list.
type Go = UnsyncCallback<(GroupsView,)>;

/// What can be copied of the groups that are selected.
const COPIES: &[Copies<GroupHit>] = &[
    (words::COPY_NAMES, |_, selected| selected.name.clone()),
    (words::COPY_ADDRESSES, |_, selected| selected.email.clone()),
];

/// What can be done to the groups that are selected.
const ACTIONS: &[BulkItem<BulkKind>] = &[
    (BulkKind::Attributes, words::BULK_ATTRIBUTES, Glyph::TAG, false),
    (BulkKind::Delete, words::BULK_DELETE, Glyph::TRASH, true),
];

/// The page.
#[component]
pub fn GroupsPage(
    /// The list's state in the URL.
    view: Signal<GroupsView>,
) -> impl IntoView {
    let (navigator, session, groups) = (Navigator::expect(), Session::expect(), Groups::expect());
    let (page, selection) = (groups.page(), Selection::<GroupHit>::expect());
    let changing = RwSignal::new(None::<BulkKind>);
    let may_change = refusal_of::<DeleteGroup>();
    Iams::expect().list_iams();
    let wanted = Memo::new(move |_| view.get());
    Effect::new(move |_| groups.search_groups(wanted.get()));
    let on_screen = Memo::new(move |_| page.with(|page| page.value.as_ref().map(|page| page.view.clone())));
    Effect::new(move |before: Option<Option<GroupsView>>| {
        let now = on_screen.get();
        let stands = now.as_ref() == Some(&wanted.get_untracked());
        // Another page of the list is read from its top.
        if stands && !navigator.restore_scroll() && before.flatten().is_some_and(|old| Some(old) != now) {
            scroll_to(0);
        }
        now
    });

    let go: Go = (move |view: GroupsView| navigator.go(&Route::Groups(Box::new(view)))).into();
    let retune = move |q: String| {
        let view = view.with_untracked(|view| view.changed(|view| view.q = q));
        navigator.replace(&Route::Groups(Box::new(view)));
    };
    let sorted = move |sort: GroupSort, order: SortOrder| {
        go.run((view.with_untracked(|view| view.changed(|view| (view.sort, view.order) = (sort, order))),));
    };
    let value = Memo::new(move |_| page.with(|page| page.value.clone()));
    let total = Signal::derive(move || value.with(|page| page.as_ref().map(|page| page.total)));
    let busy = Signal::derive(move || page.with(|page| page.is_loading));
    let error = Signal::derive(move || page.with(|page| page.error.clone()));
    let failed = Signal::derive(move || {
        let is_older = value.with(Option::is_some);
        if is_older { words::USERS_STALE } else { words::GROUPS_LIST_FAILED }.to_owned()
    });
    let is_empty = Memo::new(move |_| value.with(|page| page.as_ref().is_some_and(|p| p.hits.is_empty())));
    let has_table =
        Memo::new(move |_| !is_empty.get() && (value.with(Option::is_some) || error.with(Option::is_none)));
    let has_attributes = Signal::derive(move || session.may::<GetGroup>());
    let refusal =
        Signal::derive(move || (!session.may::<CreateGroup>()).then(|| words::NEEDS_USER_ADMIN.to_owned()));
    view! {
        <header class="page-header">
            <div class="page-heading">
                <h1 tabindex="-1">{words::GROUPS}</h1>
                <ListTotal total />
            </div>
            <div class="page-actions">
                <ButtonLink
                    label=words::NEW_GROUP
                    href=Route::NewGroup.href()
                    icon=Glyph::PLUS
                    variant=Variant::Primary
                    refusal
                />
            </div>
        </header>
        <div class="toolbar">
            <ListSearch
                label=words::SEARCH_GROUPS
                q=Signal::derive(move || view.with(|view| view.q.clone()))
                on_search=retune
            />
            {provider_filter(view, go)}
        </div>
        {move || provider_chips(view, go)}
        <Show when=move || !has_attributes.get()>
            <div class="page-notice">
                <p class="note">
                    <Icon glyph=Glyph::LOCK />
                    <span>{words::GROUP_ATTRIBUTES_NEED_ADMIN}</span>
                </p>
            </div>
        </Show>
        <Show when=move || error.with(Option::is_some)>
            <div class="page-notice">
                <ErrorBanner
                    title=failed
                    error
                    retrying=busy
                    on_retry=move || groups.search_groups(wanted.get_untracked())
                />
            </div>
        </Show>
        <Show when=move || has_table.get()>
            <GroupTable page=value view busy has_attributes on_sort=sorted />
        </Show>
        <Show when=move || is_empty.get()>{move || empty(view.get(), total.get(), refusal)}</Show>
        <BulkBar
            selection
            total
            on_all=move |total: u64| selection.select_all(groups, &view.get_untracked(), total)
            copies=COPIES
            actions=move || {
                let choose = move |kind: BulkKind| changing.set(Some(kind));
                view! { <BulkMenu items=ACTIONS refusal=may_change on_choose=choose /> }
            }
        />
        <BulkDialog kind=changing selection />
        <Show when=move || has_table.get()>{move || pages(value, view, go)}</Show>
    }
}

fn pages(
    value: Memo<Option<std::sync::Arc<crate::stores::GroupPage>>>,
    view: Signal<GroupsView>,
    go: Go,
) -> impl IntoView {
    let shown = Signal::derive(move || {
        value.with(|page| {
            page.as_ref().map_or_else(Shown::default, |page| Shown {
                offset: page.view.paging().offset(),
                rows: page.hits.len(),
                total: Some(page.total),
            })
        })
    });
    let href = move |number: u32| Route::Groups(Box::new(view.with(|view| view.at(number)))).href();
    let resize =
        move |size: u32| go.run((view.with_untracked(|view| view.changed(|view| view.size = size)),));
    let paging = Signal::derive(move || view.with(GroupsView::paging));
    view! { <ListPages shown paging href on_size=resize /> }
}

fn choose(view: Signal<GroupsView>, go: Go, provider: Vec<IamId>) {
    go.run((view.with_untracked(|view| view.changed(|view| view.provider = provider)),));
}

fn provider_filter(view: Signal<GroupsView>, go: Go) -> impl IntoView {
    let trigger = move || {
        let count = move || view.with(|view| view.provider.len());
        view! {
            <Icon glyph=Glyph::FILTER />
            <span>{words::PROVIDER}</span>
            {move || (count() > 0).then(|| view! { <Badge label=count().to_string() /> })}
        }
    };
    let chosen = Signal::derive(move || view.with(|view| view.provider.clone()));
    let changed = move |chosen: Vec<IamId>| choose(view, go, chosen);
    view! {
        <Popover label=words::PROVIDER trigger look=Trigger::default()>
            <div class="panel-body">
                <ProviderBoxes chosen on_change=changed />
            </div>
        </Popover>
    }
}

fn provider_chips(view: Signal<GroupsView>, go: Go) -> Option<AnyView> {
    let chosen = view.with(|view| view.provider.clone());
    if chosen.is_empty() {
        return None;
    }
    let chips = chosen
        .into_iter()
        .map(|id| {
            let value = Iams::expect().display_name(&id);
            let lift = move || {
                let mut rest = view.with_untracked(|view| view.provider.clone());
                rest.retain(|other| *other != id);
                choose(view, go, rest);
            };
            view! { <Chip name=words::PROVIDER value on_remove=lift /> }
        })
        .collect_view();
    let clear = move || choose(view, go, Vec::new());
    let row = view! {
        <div class="chips">
            {chips}
            <Button label=words::CLEAR_ALL size=Size::Small variant=Variant::Ghost on_click=clear />
        </div>
    };
    Some(row.into_any())
}

/// Why the list is empty, and the next step.
fn empty(view: GroupsView, total: Option<u64>, refusal: Signal<Option<String>>) -> AnyView {
    let to = |view: GroupsView| Route::Groups(Box::new(view)).href();
    if total.unwrap_or_default() > 0 {
        return view! {
            <Empty icon=Glyph::USERS title=words::BEYOND_END detail=words::BEYOND_END_DETAIL>
                <ButtonLink label=words::FIRST_PAGE href=to(view.at(1)) variant=Variant::Primary />
            </Empty>
        }
        .into_any();
    }
    if view.is_narrowed() {
        let everything = to(view.changed(|view| {
            view.q.clear();
            view.provider.clear();
        }));
        return view! {
            <Empty icon=Glyph::SEARCH title=words::NO_GROUP_MATCHES detail=words::NO_GROUP_MATCHES_DETAIL>
                <ButtonLink label=words::CLEAR_ALL href=everything />
            </Empty>
        }
        .into_any();
    }
    view! {
        <Empty icon=Glyph::USERS title=words::NO_GROUPS_HERE detail=words::NO_GROUPS_HERE_DETAIL>
            <ButtonLink
                label=words::NEW_GROUP
                href=Route::NewGroup.href()
                variant=Variant::Primary
                refusal
            />
        </Empty>
    }
    .into_any()
}
