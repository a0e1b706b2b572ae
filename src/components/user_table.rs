//! The table of people: one page of the list, its sorting, its cells.

use std::sync::Arc;

use bim_api::wire::SortOrder;
use bim_api::wire::user::UserHit;
use bim_api::wire::user_search::UserSort;
use leptos::prelude::*;

use super::selection_boxes::{SelectPage, pick, select_cell, show_selected};
use super::user_columns::column_name;
use crate::routes::{Column, Route, UsersView};
use crate::stores::{Iams, Selection, UserPage};
use crate::ui::dynamic::after_paint;
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
    let rows = move || {
        let columns = columns.get();
        page.with(|page| match page {
            None => {
                view! { <SkeletonRows rows=SKELETON columns=columns.len() + 2 selectable=true /> }.into_any()
            }
            Some(page) => {
                let hits = page.hits.iter().take(on_screen).enumerate();
                hits.map(|(at, hit)| row(at, hit, &columns, selection)).collect_view().into_any()
            }
        })
    };
    let rest = below_screen(page, on_screen);
    let rest_rows = move || {
        let columns = columns.get();
        rest.with(|page| {
            let hits = page.iter().flat_map(|page| page.hits.iter().enumerate().skip(on_screen));
            hits.map(|(at, hit)| row(at, hit, &columns, selection)).collect_view().into_any()
        })
    };
    let count = Signal::derive(move || Some(columns.with(Vec::len) + 2));
    let body = NodeRef::new();
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
                {rest_rows}
            </tbody>
        </Table>
    }
}

/// How many rows can be seen at once, however small they are.
fn rows_on_screen() -> usize {
    const LOWEST: f64 = 36.0;
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a screen is a few thousand high"
    )]
    let rows = (height / LOWEST).ceil() as usize;
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

fn row(at: usize, hit: &UserHit, columns: &[Column], selection: Selection<UserHit>) -> AnyView {
    let userid = hit.userid.to_string();
    let full_name = hit.profile.name.clone().filter(|name| !name.trim().is_empty());
    let name = full_name.clone().unwrap_or_else(|| userid.clone());
    let is_disabled = hit.disabled == Some(true);
    let is_selected = selection.holds(hit);
    let href = Route::user(&hit.iamid, &hit.userid).href();
    view! {
        <tr data-selected=is_selected.then_some("")>
            {select_cell(at, &name, is_selected)}
            <td data-card="title">
                <span class="who">
                    <Avatar name=name.clone() muted=is_disabled />
                    <span>
                        <a class="row-link" href=href dir="auto" title=name.clone()>
                            {name.clone()}
                        </a>
                        {full_name.map(|_| view! { <small dir="auto">{userid}</small> })}
                    </span>
                </span>
            </td>
            {columns.iter().map(|&column| cell(hit, column)).collect_view()}
        </tr>
    }
    .into_any()
}

fn cell(hit: &UserHit, column: Column) -> AnyView {
    let label = column_name(column);
    match column {
        Column::Email => {
            let email = hit.profile.email.clone().unwrap_or_default();
            // A username that is the address has said it already; a card has no room to say it twice.
            let card = (email == hit.userid.as_str()).then_some("none");
            view! {
                <td data-label=label data-secondary="" data-card=card dir="auto" title=email.clone()>
                    {email.clone()}
                </td>
            }
            .into_any()
        }
        Column::Provider => {
            let provider = Iams::expect().display_name(&hit.iamid);
            view! { <td data-label=label data-secondary="">{provider}</td> }.into_any()
        }
        Column::Status => {
            let badge = hit.disabled.map(|is_disabled| {
                let (label, tone) = if is_disabled {
                    (words::DISABLED, Tone::Neutral)
                } else {
                    (words::ENABLED, Tone::Success)
                };
                view! { <Badge label tone dot=true /> }
            });
            view! { <td data-card="corner">{badge}</td> }.into_any()
        }
        Column::Permissions => {
            let names: Vec<String> = hit.permissions.iter().flatten().map(ToString::to_string).collect();
            summary(label, names)
        }
        Column::Attributes => {
            let pairs = hit.authorizations.iter().flatten();
            let names =
                pairs.flat_map(|(key, values)| values.iter().map(move |v| [key, ": ", v].concat())).collect();
            summary(label, names)
        }
        Column::LastSignIn => {
            let time = match &hit.last_login {
                Some(time) => view! { <RelativeTime time=time.as_str() /> }.into_any(),
                None => words::NEVER.into_any(),
            };
            view! { <td data-label=label data-secondary="">{time}</td> }.into_any()
        }
        Column::Created => {
            let time = hit.created_at.as_ref().map(|time| view! { <RelativeTime time=time.as_str() /> });
            view! { <td data-label=label data-secondary="">{time}</td> }.into_any()
        }
    }
}

/// The first of several, how many more there are, and all of them where the pointer rests.
fn summary(label: &'static str, names: Vec<String>) -> AnyView {
    let first = names.first().cloned().unwrap_or_default();
    let more = (names.len() > 1).then(|| [" +", &(names.len() - 1).to_string()].concat());
    view! {
        <td data-label=label data-secondary="" dir="auto" title=names.join(", ")>
            {first}
            {more}
        </td>
    }
    .into_any()
}
