//! The list of one's own keys: search and order in the URL, and what can be done with each.

use bim_api::KeyId;
use bim_api::wire::SortOrder;
use bim_api::wire::key::ApiKeyInfo;
use leptos::prelude::*;

use super::revoke::RevokeDialog;
use super::test::TestDialog;
use crate::components::{
    BulkBar, ErrorBanner, KeySorting, KeyTable, ListPages, ListSearch, ListTotal, Shown, arranged, key_name,
};
use crate::forms::RevokeKeysDialog;
use crate::navigation::{Navigator, scroll_to};
use crate::routes::{ApiKeysView, KeySort, ListView, Route};
use crate::stores::{ApiKeys, Remote, Selection};
use crate::ui::popover::Trigger;
use crate::ui::{Align, Banner, Button, ButtonLink, Empty, Glyph, Icon, Menu, MenuItem, Size, Tone, Variant};
use crate::words;

/// The least number of rows that can be chosen for a page.
const SMALLEST_PAGE: u64 = 25;

/// Which key a dialog is about; found in context by the rows' menus.
#[derive(Clone, Copy)]
struct Chosen {
    revoking: RwSignal<Option<KeyId>>,
    is_testing: RwSignal<bool>,
}

/// The page.
#[component]
pub fn ApiKeysPage(
    /// Search and order, from the URL.
    view: Signal<ApiKeysView>,
) -> impl IntoView {
    let (navigator, store) = (Navigator::expect(), ApiKeys::expect());
    store.get_user_api_keys();
    let keys = store.keys();
    let chosen = Chosen { revoking: RwSignal::new(None), is_testing: RwSignal::new(false) };
    provide_context(chosen);

    // Of this page alone: what is selected here is meant for here.
    let selection = Selection::<ApiKeyInfo>::provide();
    let is_revoking = RwSignal::new(false);

    let total = Signal::derive(move || keys.with(|keys| keys.value.as_ref().map(|keys| keys.len() as u64)));
    let found = Memo::new(move |_| {
        keys.with(|keys| keys.value.as_ref().map(|keys| view.with(|view| arranged(keys, view))))
    });
    let shown =
        Memo::new(move |_| found.with(|found| found.as_ref().map(|found| page_of(found, &view.get()))));
    let go = move |view: ApiKeysView| navigator.go(&Route::ApiKeys(Box::new(view)));
    let searched = move |q: String| {
        let view = view.with_untracked(|view| view.changed(|view| view.q = q));
        navigator.replace(&Route::ApiKeys(Box::new(view)));
    };
    let sorted = move |sort: KeySort, order: SortOrder| {
        go(view.with_untracked(|view| view.changed(|view| (view.sort, view.order) = (sort, order))));
    };
    let resized = move |size: u32| go(view.with_untracked(|view| view.changed(|view| view.size = size)));
    // Another page of the list is read from its top.
    Effect::new(move |before: Option<u32>| {
        let now = view.with(|view| view.paging().page());
        if found.with(Option::is_some)
            && !navigator.restore_scroll()
            && before.is_some_and(|before| before != now)
        {
            scroll_to(0);
        }
        now
    });
    let sorting = KeySorting {
        by: Signal::derive(move || view.with(|view| (view.sort, view.order))),
        on_sort: UnsyncCallback::from(sorted),
    };
    let busy = Signal::derive(move || keys.with(|keys| keys.is_loading));
    let has_table = Memo::new(move |_| {
        shown.with(|shown| shown.as_ref().is_none_or(|keys| !keys.is_empty()))
            && keys.with(|keys| keys.value.is_some() || keys.error.is_none())
    });
    let is_empty = Memo::new(move |_| shown.with(|shown| shown.as_ref().is_some_and(Vec::is_empty)));
    // Whoever has none is led to the first one below; there is nothing to search.
    let has_none = Memo::new(move |_| total.get() == Some(0));
    let on_screen = Signal::derive(move || Shown {
        offset: view.with(|view| view.paging().offset()),
        rows: shown.with(|shown| shown.as_ref().map_or(0, Vec::len)),
        total: found.with(|found| found.as_ref().map(|found| found.len() as u64)),
    });
    // Nobody chooses pages of what fits into the smallest one.
    let has_pages = Memo::new(move |_| on_screen.get().total.is_some_and(|total| total > SMALLEST_PAGE));
    let (unexpected, refusal) = (store.unexpected(), super::refusal());
    view! {
        <header class="page-header">
            <div class="page-heading">
                <h1 tabindex="-1">{words::API_KEYS}</h1>
                <ListTotal total />
            </div>
            <div class="page-actions">
                {more(chosen)}
                <Show when=move || !has_none.get()>
                    <ButtonLink
                        label=words::NEW_API_KEY
                        href=Route::NewApiKey.href()
                        icon=Glyph::PLUS
                        variant=Variant::Primary
                        refusal
                    />
                </Show>
            </div>
        </header>
        <Show when=move || !has_none.get()>
            <div class="toolbar">
                <ListSearch
                    label=words::SEARCH_KEYS
                    q=Signal::derive(move || view.with(|view| view.q.clone()))
                    on_search=searched
                />
            </div>
        </Show>
        {failure(keys, busy)}
        <Show when=move || !unexpected.with(Vec::is_empty)>
            <div class="page-notice">
                <Banner
                    tone=Tone::Warning
                    title=words::UNEXPECTED_KEY
                    detail=words::UNEXPECTED_KEY_DETAIL.to_owned()
                />
            </div>
        </Show>
        <Show when=move || has_table.get()>
            {move || match refusal.with(Option::is_some) {
                true => view! { <KeyTable keys=shown busy sorting new=unexpected /> }.into_any(),
                false => view! { <KeyTable keys=shown busy sorting new=unexpected actions selection /> }.into_any(),
            }}
        </Show>
        <Show when=move || is_empty.get()>
            {move || empty(has_none.get(), on_screen.get().total, &view.get(), refusal)}
        </Show>
        <Show when=move || has_pages.get() && !is_empty.get()>
            <ListPages
                shown=on_screen
                paging=Signal::derive(move || view.with(ApiKeysView::paging))
                href=move |page: u32| Route::ApiKeys(Box::new(view.with(|view| view.at(page)))).href()
                on_size=resized
            />
        </Show>
        <BulkBar
            selection
            total=Signal::derive(move || on_screen.get().total)
            on_all=move |_: u64| found.with_untracked(|found| selection.set(found.iter().flatten(), true))
            copies=&[]
            actions=move || {
                view! {
                    <Button
                        label=words::REVOKE_SELECTED
                        size=Size::Small
                        variant=Variant::Danger
                        refusal
                        on_click=move || is_revoking.set(true)
                    />
                }
            }
        />
        <RevokeKeysDialog open=is_revoking selection />
        <RevokeDialog key=chosen.revoking />
        <TestDialog open=chosen.is_testing />
    }
}

/// The keys of the page that the URL asks for.
fn page_of(found: &[ApiKeyInfo], view: &ApiKeysView) -> Vec<ApiKeyInfo> {
    let (offset, size) = (view.paging().offset() as usize, view.paging().size() as usize);
    found.iter().skip(offset).take(size).cloned().collect()
}

fn failure(keys: Signal<Remote<Vec<ApiKeyInfo>>>, busy: Signal<bool>) -> impl IntoView {
    let store = ApiKeys::expect();
    let error = Signal::derive(move || keys.with(|keys| keys.error.clone()));
    let title = move || {
        keys.with(|keys| if keys.value.is_some() { words::KEYS_STALE } else { words::KEYS_FAILED }.to_owned())
    };
    view! {
        <Show when=move || error.with(Option::is_some)>
            <div class="page-notice">
                <ErrorBanner
                    title=Signal::derive(title)
                    error
                    retrying=busy
                    on_retry=move || store.get_user_api_keys()
                />
            </div>
        </Show>
    }
}

/// What can be done with a secret that somebody has.
fn more(chosen: Chosen) -> AnyView {
    let look = Trigger { variant: Variant::Secondary, size: Size::Medium, icon_only: true, class: None };
    view! {
        <Menu
            label=words::MORE_ACTIONS
            trigger=|| view! { <Icon glyph=Glyph::MORE /> }
            look
            align=Align::End
        >
            <MenuItem
                label=words::TEST_TITLE
                icon=Glyph::CHECK_CIRCLE
                on_select=move || chosen.is_testing.set(true)
            />
            <MenuItem label=words::INSPECT_TOKEN icon=Glyph::SEARCH href=Route::Token.href() />
        </Menu>
    }
    .into_any()
}

/// The menu at the end of a row.
fn actions(key: &ApiKeyInfo) -> AnyView {
    let Some(chosen) = use_context::<Chosen>() else { return ().into_any() };
    let (id, rotate) = (key.keyid, Route::RotateApiKey(key.keyid).href());
    let look = Trigger { variant: Variant::Ghost, size: Size::Small, icon_only: true, class: None };
    view! {
        <Menu
            label=[words::KEY_ACTIONS, " ", &key_name(key)].concat()
            trigger=|| view! { <Icon glyph=Glyph::MORE /> }
            look
            align=Align::End
        >
            <MenuItem label=words::ROTATE icon=Glyph::REFRESH href=rotate.clone() />
            <hr class="menu-divider" />
            <MenuItem
                label=words::REVOKE
                icon=Glyph::TRASH
                danger=true
                on_select=move || chosen.revoking.set(Some(id))
            />
        </Menu>
    }
    .into_any()
}

/// Why there is nothing, and the next step.
fn empty(has_none: bool, found: Option<u64>, view: &ApiKeysView, refusal: Signal<Option<String>>) -> AnyView {
    let to = |view: ApiKeysView| Route::ApiKeys(Box::new(view)).href();
    if has_none {
        return view! {
            <Empty icon=Glyph::KEY title=words::NO_OWN_KEYS detail=words::NO_OWN_KEYS_DETAIL>
                <ButtonLink
                    label=words::NEW_API_KEY
                    href=Route::NewApiKey.href()
                    icon=Glyph::PLUS
                    variant=Variant::Primary
                    refusal
                />
            </Empty>
        }
        .into_any();
    }
    let (first, everything) = (to(view.at(1)), to(view.changed(|view| view.q.clear())));
    if found.unwrap_or_default() > 0 {
        return view! {
            <Empty icon=Glyph::KEY title=words::BEYOND_END detail=words::BEYOND_END_DETAIL>
                <ButtonLink label=words::FIRST_PAGE href=first variant=Variant::Primary />
            </Empty>
        }
        .into_any();
    }
    view! {
        <Empty icon=Glyph::SEARCH title=words::NO_KEY_MATCHES detail=words::NO_KEY_MATCHES_DETAIL>
            <ButtonLink label=words::CLEAR_SEARCH href=everything />
        </Empty>
    }
    .into_any()
}
