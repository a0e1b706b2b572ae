//! The list of people: search as you type, filters, sort, columns and page, all of it in the URL.

use std::sync::Arc;

use bim_api::endpoints::{CreateUser, SearchUsers, SetPermissions};
use bim_api::wire::SortOrder;
use bim_api::wire::user::UserHit;
use bim_api::wire::user_search::UserSort;
use leptos::prelude::*;

use super::list_dialogs::{DrawListDialogs, ListDialogs};
use super::list_tools::ListTools;
use crate::components::{
    BulkBar, BulkItem, BulkMenu, ColumnPicker, Copies, ErrorBanner, FilterChips, ListPages, ListSearch,
    ListTotal, ScanNote, Shown, UserFilters, UserTable, refusal as refusal_of,
};
use crate::forms::BulkKind;
use crate::navigation::{Navigator, scroll_to};
use crate::routes::{Column, ListView, Route, SearchIn, UsersView};
use crate::stores::{Iams, KeptColumns, Remote, Selection, Session, ToastKind, Toasts, UserPage, Users};
use crate::ui::first_paint::{is_painted, once_painted};
use crate::ui::{Banner, Button, ButtonLink, Choice, Empty, Glyph, InlineSelect, Tone, Variant};
use crate::words;

/// What can be copied of whoever is selected.
const COPIES: &[Copies<UserHit>] = &[
    (words::COPY_USERNAMES, |(_, userid), _| Some(userid.clone())),
    (words::COPY_ADDRESSES, |_, selected| selected.email.clone()),
];

/// What can be done to whoever is selected.
const ACTIONS: &[BulkItem<BulkKind>] = &[
    (BulkKind::Permissions, words::BULK_PERMISSIONS, Glyph::SHIELD, false),
    (BulkKind::Attributes, words::BULK_ATTRIBUTES, Glyph::TAG, false),
    (BulkKind::Groups, words::BULK_GROUPS, Glyph::USERS, false),
    (BulkKind::Clone, words::BULK_CLONE, Glyph::COPY, false),
    (BulkKind::Enable, words::BULK_ENABLE, Glyph::CHECK_CIRCLE, false),
    (BulkKind::Disable, words::BULK_DISABLE, Glyph::BAN, true),
    (BulkKind::Delete, words::BULK_DELETE, Glyph::TRASH, true),
];

/// The page.
#[component]
pub fn UsersPage(
    /// The list's state in the URL.
    view: Signal<UsersView>,
) -> impl IntoView {
    let (navigator, session, users) = (Navigator::expect(), Session::expect(), Users::expect());
    // A memo: signing in again must not draw the panel of filters anew, where something may be typed.
    let is_admin = Memo::new(move |_| session.may::<SearchUsers>());
    let selection = Selection::<UserHit>::expect();
    let page = users.page();
    // Their names fill in what stands.
    let iams = Iams::expect();
    once_painted(move || iams.list_iams());
    // Columns that the address names come first, then those that the person chose last.
    let kept = KeptColumns::expect();
    let chosen = kept.all();
    let view = Signal::derive(move || {
        let view = view.get();
        let columns = if view.columns.is_empty() { chosen.get() } else { view.columns.clone() };
        UsersView { columns, ..view }
    });

    // What the API is asked depends on all of the state but the columns.
    let wanted = Memo::new(move |_| view.with(UsersView::asked));
    Effect::new(move |before: Option<UsersView>| {
        let wanted = wanted.get();
        // A list that was come back to is on screen already; it is read again behind it.
        if before.as_ref() != Some(&wanted) {
            users.open(wanted.clone());
        }
        wanted
    });
    let shown = Memo::new_with_compare(move |_| page.with(|page| page.value.clone()), is_other_page);
    Effect::new(move |before: Option<Option<UsersView>>| {
        let now = page.with(|page| page.value.as_ref().map(|page| page.view.clone()));
        let stands = now.as_ref() == Some(&wanted.get_untracked());
        if let (true, Some(list)) = (stands, &now) {
            users.keep_ahead(list);
        }
        // Another page of the list is read from its top.
        if stands && !navigator.restore_scroll() && before.flatten().is_some_and(|old| Some(old) != now) {
            scroll_to(0);
        }
        now
    });

    let go = move |view: UsersView| navigator.go(&Route::Users(Box::new(view)));
    let retune = move |view: UsersView| navigator.replace(&Route::Users(Box::new(view)));
    let sorted = move |sort: UserSort, order: SortOrder| {
        go(view.with_untracked(|view| view.changed(|view| (view.sort, view.order) = (sort, order))));
    };
    let search = move |q: String| retune(view.with_untracked(|view| view.changed(|view| view.q = q)));
    let rearrange = move |columns: Vec<Column>| {
        kept.set(columns.clone());
        retune(UsersView { columns, ..view.get_untracked() });
    };
    let total = users.total();
    let busy = Signal::derive(move || page.with(|page| page.is_loading));
    let error = Signal::derive(move || page.with(|page| page.error.clone()));
    let failed = move || {
        page.with(|p| if p.value.is_some() { words::USERS_STALE } else { words::USERS_FAILED }.to_owned())
    };
    let is_empty =
        Memo::new(move |_| page.with(|p| p.value.as_ref().is_some_and(|page| page.hits.is_empty())));
    let has_table =
        Memo::new(move |_| !is_empty.get() && page.with(|p| p.value.is_some() || p.error.is_none()));
    let refusal =
        Signal::derive(move || (!session.may::<CreateUser>()).then(|| words::NEEDS_USER_ADMIN.to_owned()));
    let dialogs = ListDialogs::new(view);
    let DrawListDialogs { draw, is_missing, fetch } = expect_context();
    // Whoever opens one before its code is there waits for it, or is told that it does not come.
    Effect::new(move |_| {
        if dialogs.is_one_open() && draw.with_untracked(Option::is_none) {
            fetch.run(());
        }
    });
    let toasts = Toasts::expect();
    Effect::new(move |_| {
        if is_missing.get() && dialogs.close() {
            toasts.show(ToastKind::Danger, words::CODE_MISSING_NOW);
        }
    });
    let may_change = refusal_of::<SetPermissions>();
    let scroller = NodeRef::new();
    let columns = Signal::derive(move || view.with(|view| view.columns().to_vec()));

    view! {
        <header class="page-header">
            <div class="page-heading">
                <h1 tabindex="-1">{words::USERS}</h1>
                <ListTotal total />
            </div>
            <div class="page-actions">
                <ButtonLink
                    label=words::IMPORT_CSV
                    href=Route::ImportUsers.href()
                    icon=Glyph::UPLOAD
                    refusal
                />
                <ButtonLink
                    label=words::NEW_USER
                    href=Route::NewUser.href()
                    icon=Glyph::PLUS
                    variant=Variant::Primary
                    refusal
                />
            </div>
        </header>
        <div class="toolbar">
            <ListSearch
                label=words::SEARCH_USERS
                q=Signal::derive(move || view.with(|view| view.q.clone()))
                on_search=search
            />
            {search_places(view, retune)}
            <UserFilters view on_change=go is_admin />
            <div class="toolbar-end">
                <ListTools dialogs />
                <ColumnPicker columns on_change=rearrange />
            </div>
        </div>
        <FilterChips view on_change=go />
        <ScanNote />
        <Show when=move || !is_admin.get() && view.with(UsersView::needs_admin)>
            <div class="page-notice">
                <Banner tone=Tone::Warning title=words::NEEDS_ADMIN_FILTERS />
            </div>
        </Show>
        <Show when=move || error.with(Option::is_some)>
            <div class="page-notice">
                <ErrorBanner
                    title=Signal::derive(failed)
                    error
                    retrying=busy
                    on_retry=move || users.search_users(wanted.get_untracked())
                />
            </div>
        </Show>
        <Show when=move || has_table.get()>
            <UserTable page=shown view busy on_sort=sorted node_ref=scroller />
        </Show>
        <Show when=move || is_empty.get()>{move || empty(view, total, go)}</Show>
        <BulkBar
            selection
            total
            on_all=move |total: u64| selection.select_all(users, &view.get_untracked(), total)
            copies=COPIES
            actions=move || {
                let choose = move |kind: BulkKind| dialogs.changing.set(Some(kind));
                view! { <BulkMenu items=ACTIONS refusal=may_change on_choose=choose /> }
            }
        />
        {move || draw.get().map(|draw| draw(dialogs))}
        // Below every row.
        <Show when=move || has_table.get() && is_painted()>{move || pages(view, page, total, go)}</Show>
    }
}

/// Whether there is something new to draw: a list that is read again is the same until its answer is there.
fn is_other_page(old: Option<&Option<Arc<UserPage>>>, new: Option<&Option<Arc<UserPage>>>) -> bool {
    match (old, new) {
        (Some(Some(old)), Some(Some(new))) => !Arc::ptr_eq(old, new) && old != new,
        _ => old != new,
    }
}

/// Where the search looks.
fn search_places(view: Signal<UsersView>, retune: impl Fn(UsersView) + Copy + 'static) -> impl IntoView {
    let places = || {
        vec![
            Choice::new("name", words::IN_NAME),
            Choice::new("username", words::IN_USERNAME),
            Choice::new("email", words::IN_EMAIL),
        ]
    };
    let place = move || {
        view.with(|view| match view.search_in {
            SearchIn::Name => "name",
            SearchIn::Username => "username",
            SearchIn::Email => "email",
        })
        .to_owned()
    };
    let choose = move |place: String| {
        let search_in = match place.as_str() {
            "username" => SearchIn::Username,
            "email" => SearchIn::Email,
            _ => SearchIn::Name,
        };
        retune(view.with_untracked(|view| view.changed(|view| view.search_in = search_in)));
    };
    view! {
        <InlineSelect
            label=words::SEARCH_IN
            value=Signal::derive(place)
            choices=Signal::stored(places())
            on_change=choose
        />
    }
}

/// Why the list is empty, and the next step.
fn empty(
    view: Signal<UsersView>,
    total: Signal<Option<u64>>,
    go: impl Fn(UsersView) + Copy + 'static,
) -> AnyView {
    let now = view.get();
    let elsewhere = move |label: &'static str, place: SearchIn| {
        let to = view.with_untracked(|view| view.changed(|view| view.search_in = place));
        view! { <ButtonLink label href=Route::Users(Box::new(to)).href() /> }.into_any()
    };
    if total.get().unwrap_or_default() > 0 {
        let first = Route::Users(Box::new(now.changed(|_| ()))).href();
        return view! {
            <Empty icon=Glyph::USERS title=words::BEYOND_END detail=words::BEYOND_END_DETAIL>
                <ButtonLink label=words::FIRST_PAGE href=first variant=Variant::Primary />
            </Empty>
        }
        .into_any();
    }
    if !now.is_narrowed() {
        return view! {
            <Empty icon=Glyph::USERS title=words::NO_USERS detail=words::NO_USERS_DETAIL>
                <ButtonLink label=words::NEW_USER href=Route::NewUser.href() variant=Variant::Primary />
            </Empty>
        }
        .into_any();
    }
    let mut steps: Vec<AnyView> = Vec::new();
    if !now.q.is_empty() {
        let places = [
            (words::SEARCH_NAMES, SearchIn::Name),
            (words::SEARCH_USERNAMES, SearchIn::Username),
            (words::SEARCH_EMAILS, SearchIn::Email),
        ];
        steps.extend(
            places.into_iter().filter(|(_, p)| *p != now.search_in).map(|(label, p)| elsewhere(label, p)),
        );
    }
    if now.filter_count() > 0 {
        let clear = move || go(view.with_untracked(UsersView::without_filters));
        steps.push(view! { <Button label=words::CLEAR_FILTERS on_click=clear /> }.into_any());
    }
    view! {
        <Empty icon=Glyph::SEARCH title=words::NO_MATCH detail=words::NO_MATCH_DETAIL>
            {steps}
        </Empty>
    }
    .into_any()
}

fn pages(
    view: Signal<UsersView>,
    page: Signal<Remote<Arc<UserPage>>>,
    total: Signal<Option<u64>>,
    go: impl Fn(UsersView) + Copy + 'static,
) -> impl IntoView {
    let shown = Signal::derive(move || {
        page.with(|page| {
            page.value.as_ref().map_or_else(Shown::default, |page| Shown {
                offset: page.view.offset(),
                rows: page.hits.len(),
                total: total.get(),
            })
        })
    });
    let href = move |number: u32| Route::Users(Box::new(view.with(|view| view.at(number)))).href();
    let resize = move |size: u32| go(view.with_untracked(|view| view.changed(|view| view.size = size)));
    let paging = Signal::derive(move || view.with(UsersView::paging));
    let users = Users::expect();
    let near = move |number: u32| users.expect_page(&view.with_untracked(|view| view.at(number)));
    view! { <ListPages shown paging href on_size=resize on_near=near /> }
}
