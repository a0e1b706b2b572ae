//! The table of people: one page of the list, its sorting, its cells.

use std::sync::Arc;

use bim_api::wire::user::UserHit;
use bim_api::wire::user_search::UserSort;
use bim_api::wire::{SortOrder, Timestamp};
use leptos::prelude::*;
use web_sys::PointerEvent;

use super::selection_boxes::{SelectPage, pick, select_cell, show_selected};
use super::user_columns::column_name;
use crate::routes::{Column, Route, UserKey, UsersView};
use crate::stores::{Iams, Selection, User, UserPage};
use crate::ui::dynamic::{after_paint, optional, part, word};
use crate::ui::first_paint::{is_painted, once_painted};
use crate::ui::{Avatar, Badge, Order, RelativeTime, SkeletonRows, SortHeader, Table, Tone};
use crate::words;

/// How many skeleton rows stand in for a page: about a screenful.
const SKELETON: usize = 12;

/// What a column can be sorted by, where the API sorts by it.
fn sort_of(column: Column) -> Option<UserSort> {
    match column {
        Column::Email => Some(UserSort::Email),
        Column::Provider => Some(UserSort::Iamid),
        Column::Created => Some(UserSort::CreatedAt),
        Column::Status | Column::Permissions | Column::Attributes | Column::LastSignIn => None,
    }
}

/// How wide a column is; the name has what is left.
fn width_of(column: Column) -> &'static str {
    match column {
        Column::Status => "short",
        Column::Provider | Column::LastSignIn | Column::Created => "medium",
        Column::Email | Column::Permissions | Column::Attributes => "long",
    }
}

/// The table.
#[component]
pub fn UserTable(
    /// The page; skeleton rows while there is none.
    #[prop(into)]
    page: Signal<Option<Arc<UserPage>>>,
    /// The list's state in the URL.
    #[prop(into)]
    view: Signal<UsersView>,
    /// A newer page is on its way.
    #[prop(into)]
    busy: Signal<bool>,
    /// Takes another sorting.
    #[prop(into)]
    on_sort: UnsyncCallback<(UserSort, SortOrder)>,
    /// The scrolling part.
    node_ref: NodeRef<leptos::html::Div>,
) -> impl IntoView {
    let columns = Memo::new(move |_| view.with(|view| view.columns().to_vec()));
    let sort_header = move |label: &'static str, sort: UserSort, width: &'static str| {
        let order = move || {
            view.with(|view| (view.sort == sort).then_some(view.order)).map(|order| match order {
                SortOrder::Asc => Order::Ascending,
                SortOrder::Desc => Order::Descending,
            })
        };
        let sorted = move |order: Order| {
            let order = if order == Order::Ascending { SortOrder::Asc } else { SortOrder::Desc };
            on_sort.run((sort, order));
        };
        view! { <SortHeader label order=Signal::derive(order) on_sort=sorted width /> }.into_any()
    };
    let header = move |column: Column| match sort_of(column) {
        Some(sort) => sort_header(column_name(column), sort, width_of(column)),
        None => view! { <th scope="col" data-width=width_of(column)>{column_name(column)}</th> }.into_any(),
    };
    let on_screen = rows_on_screen();
    let selection = Selection::<UserHit>::expect();
    // Rows stay where they are, and what stands in them changes: rebuilt ones would lose every attribute and get it
    // anew, and be styled and laid out from scratch.
    let has_page = Memo::new(move |_| page.with(Option::is_some));
    let rest = below_screen(page, on_screen);
    let body = NodeRef::new();
    let rows = move || {
        let columns = StoredValue::new(columns.get());
        if !has_page.get() {
            let columns = columns.with_value(Vec::len) + 2;
            return view! { <SkeletonRows rows=SKELETON columns selectable=true /> }.into_any();
        }
        let first = Memo::new(move |_| rows_of(page).min(on_screen));
        let all = Memo::new(move |_| rows_of(rest.into()).max(on_screen));
        let row = move |page: Signal<Option<Arc<UserPage>>>, is_below: bool| {
            move |at: usize| {
                // Each for itself: a row may come long after the first of them.
                let is_late = is_below && !untrack(is_painted);
                columns.with_value(|columns| row(Place { at, page }, columns, selection, is_late))
            }
        };
        once_painted(move || show_late(body));
        view! {
            <For each=move || 0..first.get() key=|at| *at children=row(page, false) />
            <For each=move || on_screen..all.get() key=|at| *at children=row(rest.into(), true) />
        }
        .into_any()
    };
    let count = Signal::derive(move || Some(columns.with(Vec::len) + 2));
    show_selected(selection, body, page);
    let picked = pick(selection, page);
    view! {
        <Table label=words::USERS busy columns=count node_ref>
            <thead>
                <tr>
                    <SelectPage selection page />
                    {sort_header(words::NAME, UserSort::Name, "")}
                    {move || columns.get().into_iter().map(header).collect_view()}
                </tr>
            </thead>
            <tbody node_ref=body on:click=picked>
                {rows}
            </tbody>
        </Table>
    }
}

/// How many rows can be seen at once: what stands above them takes some of the screen (`--row` in style/tokens.css).
fn rows_on_screen() -> usize {
    const ABOVE: f64 = 112.0;
    const ROW: f64 = 44.0;
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a screen is a few thousand high"
    )]
    let rows = ((height - ABOVE) / ROW).ceil().max(0.0) as usize;
    rows
}

/// The page of the rows below the screen. When another one comes they follow what is seen, once that is painted:
/// to set the text of fifty rows takes a browser most of the time between a key and its result.
fn below_screen(page: Signal<Option<Arc<UserPage>>>, on_screen: usize) -> ReadSignal<Option<Arc<UserPage>>> {
    let below = RwSignal::new(page.get_untracked());
    Effect::new(move |_| {
        let new = page.get();
        let old = below.get_untracked();
        if old.as_ref().map(Arc::as_ptr) == new.as_ref().map(Arc::as_ptr) {
            return;
        }
        let is_short = new.as_ref().is_none_or(|page| page.hits.len() <= on_screen);
        if is_short || old.is_none() {
            below.set(new);
        } else {
            // Gone with the table, or overtaken by a newer page: both are fine.
            after_paint(move || drop(below.try_set(page.try_get_untracked().flatten())));
        }
    });
    below.read_only()
}

/// Rows below the screen are not laid out before those on it are painted for the first time.
fn show_late(body: NodeRef<leptos::html::Tbody>) {
    let Some(body) = body.try_get_untracked().flatten() else { return };
    while let Ok(Some(row)) = body.query_selector("tr[hidden]") {
        // Refused only to a name that is none.
        let _ = row.remove_attribute("hidden");
    }
}

fn rows_of(page: Signal<Option<Arc<UserPage>>>) -> usize {
    page.with(|page| page.as_ref().map_or(0, |page| page.hits.len()))
}

/// A row: whoever stands there in the page on screen.
#[derive(Clone, Copy)]
struct Place {
    at: usize,
    page: Signal<Option<Arc<UserPage>>>,
}

impl Place {
    fn read<T: Default>(self, of: impl FnOnce(&UserHit) -> T) -> T {
        self.page.with(|page| page.as_ref()?.hits.get(self.at).map(of)).unwrap_or_default()
    }

    fn text(self, of: fn(&UserHit) -> String) -> Signal<String> {
        Signal::derive(move || self.read(of))
    }

    /// A moment, where there is one.
    fn time(self, of: fn(&UserHit) -> Option<&Timestamp>, otherwise: &'static str) -> AnyView {
        let is_known = Memo::new(move |_| self.read(|hit| of(hit).is_some()));
        let time = Signal::derive(move || {
            self.read(|hit| of(hit).map(|time| time.as_str().to_owned()).unwrap_or_default())
        });
        part(move || match is_known.get() {
            true => view! { <RelativeTime time /> }.into_any(),
            false => otherwise.into_any(),
        })
    }
}

fn full_name(hit: &UserHit) -> Option<&String> {
    hit.profile.name.as_ref().filter(|name| !name.trim().is_empty())
}

fn name(hit: &UserHit) -> String {
    full_name(hit).map_or_else(|| hit.userid.to_string(), Clone::clone)
}

/// The username, where it is not the name.
fn second_line(hit: &UserHit) -> String {
    full_name(hit).map(|_| hit.userid.to_string()).unwrap_or_default()
}

fn row(place: Place, columns: &[Column], selection: Selection<UserHit>, is_late: bool) -> AnyView {
    let name = place.text(name);
    let is_disabled = Memo::new(move |_| place.read(|hit| hit.disabled));
    let is_muted = Signal::derive(move || is_disabled.get() == Some(true));
    let href = place.text(|hit| Route::user(&hit.iamid, &hit.userid).href());
    // A button that goes down is about to open the page: the answer is on its way when it comes up. A finger may be
    // about to scroll.
    let about_to_open = move |event: PointerEvent| {
        if event.button() != 0 || event.pointer_type() != "mouse" {
            return;
        }
        let key = |hit: &UserHit| UserKey { iamid: hit.iamid.clone(), userid: hit.userid.clone() };
        if let Some(key) = untrack(|| place.read(|hit| Some(key(hit)))) {
            User::expect().begin(key);
        }
    };
    // From now on `show_selected` keeps it.
    let is_selected = untrack(|| place.read(|hit| selection.holds(hit)));
    view! {
        <tr data-selected=is_selected.then_some("") hidden=is_late>
            {select_cell(place.at, name, is_selected)}
            <td data-card="title">
                <span class="who">
                    <Avatar name muted=is_muted />
                    <span>
                        <a class="row-link" href=href dir="auto" title=name on:pointerdown=about_to_open>
                            {name}
                        </a>
                        <small dir="auto">{place.text(second_line)}</small>
                    </span>
                </span>
            </td>
            {columns.iter().map(|&column| cell(place, is_disabled, column)).collect_view()}
        </tr>
    }
    .into_any()
}

fn cell(place: Place, is_disabled: Memo<Option<bool>>, column: Column) -> AnyView {
    let label = column_name(column);
    match column {
        Column::Email => {
            let email = place.text(|hit| hit.profile.email.clone().unwrap_or_default());
            // A username that is the address has said it already; a card has no room to say it twice.
            let is_said = move || place.read(|hit| hit.profile.email.as_deref() == Some(hit.userid.as_str()));
            view! {
                <td
                    data-label=label
                    data-secondary=""
                    data-card=word(move || is_said().then_some("none"))
                    dir="auto"
                    title=email
                >
                    {email}
                </td>
            }
            .into_any()
        }
        Column::Provider => {
            let provider = place.text(|hit| Iams::expect().display_name(&hit.iamid));
            view! { <td data-label=label data-secondary="">{provider}</td> }.into_any()
        }
        Column::Status => {
            let badge = move || {
                let (label, tone) = match is_disabled.get()? {
                    true => (words::DISABLED, Tone::Neutral),
                    false => (words::ENABLED, Tone::Success),
                };
                Some(view! { <Badge label tone dot=true /> }.into_any())
            };
            view! { <td data-card="corner">{optional(badge)}</td> }.into_any()
        }
        Column::Permissions => {
            summary(label, place, |hit| hit.permissions.iter().flatten().map(ToString::to_string).collect())
        }
        Column::Attributes => summary(label, place, |hit| {
            let pairs = hit.authorizations.iter().flatten();
            pairs.flat_map(|(key, values)| values.iter().map(move |v| [key, ": ", v].concat())).collect()
        }),
        Column::LastSignIn => {
            let time = place.time(|hit| hit.last_login.as_ref(), words::NEVER);
            view! { <td data-label=label data-secondary="">{time}</td> }.into_any()
        }
        Column::Created => {
            let time = place.time(|hit| hit.created_at.as_ref(), "");
            view! { <td data-label=label data-secondary="">{time}</td> }.into_any()
        }
    }
}

/// The first of several, how many more there are, and all of them where the pointer rests.
fn summary(label: &'static str, place: Place, names: fn(&UserHit) -> Vec<String>) -> AnyView {
    let short = move || {
        let names = place.read(names);
        let first = names.first().cloned().unwrap_or_default();
        if names.len() > 1 { [&first, " +", &(names.len() - 1).to_string()].concat() } else { first }
    };
    let all = Signal::derive(move || place.read(names).join(", "));
    view! {
        <td data-label=label data-secondary="" dir="auto" title=all>
            {Signal::derive(short)}
        </td>
    }
    .into_any()
}
