//! The table of a person's API keys, and what is known of a single one: never the keys themselves, which the API tells
//! once.

use std::sync::Arc;

use bim_api::KeyId;
use bim_api::wire::SortOrder;
use bim_api::wire::key::ApiKeyInfo;
use leptos::prelude::*;

use super::key_list::{Standing, is_old, key_name, project_name};
use super::selection_boxes::{SelectPage, pick, select_cell, show_selected};
use crate::routes::KeySort;
use crate::stores::Selection;
use crate::ui::{Badge, Fact, FactList, Order, RelativeTime, SkeletonRows, SortHeader, Table, Tone};
use crate::words;

/// How many skeleton rows stand in for a list.
const SKELETON: usize = 4;

/// The columns: what each is called, what it is sorted by, how wide it is.
const COLUMNS: [(&str, KeySort, &str); 4] = [
    (words::NAME, KeySort::Name, ""),
    (words::PROJECT, KeySort::Project, "long"),
    (words::CREATED, KeySort::Created, "long"),
    (words::LAST_USED, KeySort::LastUsed, "long"),
];

/// How a list of keys is sorted, and who takes another sorting.
#[derive(Clone, Copy)]
pub struct KeySorting {
    /// By what, and which way.
    pub by: Signal<(KeySort, SortOrder)>,
    /// Takes another.
    pub on_sort: UnsyncCallback<(KeySort, SortOrder)>,
}

/// The table.
#[component]
pub fn KeyTable(
    /// The keys in their order; skeleton rows while there are none.
    #[prop(into)]
    keys: Signal<Option<Vec<ApiKeyInfo>>>,
    /// Newer ones are on their way.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Its columns can be sorted by.
    #[prop(optional)]
    sorting: Option<KeySorting>,
    /// Keys to be pointed out as new.
    #[prop(optional, into)]
    new: Signal<Vec<KeyId>>,
    /// What can be done with a key: buttons at the end of its row.
    #[prop(optional)]
    actions: Option<fn(&ApiKeyInfo) -> AnyView>,
    /// Its rows can be selected.
    #[prop(optional)]
    selection: Option<Selection<ApiKeyInfo>>,
) -> impl IntoView {
    let page = Signal::derive(move || keys.get().map(Arc::new));
    let body = NodeRef::new();
    if let Some(selection) = selection {
        show_selected(selection, body, page);
    }
    let picked = selection.map(|selection| pick(selection, page));
    let select_page = selection.map(|selection| view! { <SelectPage selection page /> });
    let header = COLUMNS
        .into_iter()
        .map(|(label, sort, width)| match sorting {
            Some(sorting) => sort_header(label, sort, width, sorting),
            None => {
                let width = (!width.is_empty()).then_some(width);
                view! { <th scope="col" data-width=width>{label}</th> }.into_any()
            }
        })
        .collect_view();
    let menu = actions.map(|_| {
        view! { <th scope="col" data-narrow=""><span class="visually-hidden">{words::ACTIONS}</span></th> }
    });
    let columns = COLUMNS.len() + usize::from(actions.is_some());
    let is_selectable = selection.is_some();
    let rows = move || {
        keys.with(|keys| match keys {
            None => view! { <SkeletonRows rows=SKELETON columns selectable=is_selectable /> }.into_any(),
            Some(keys) => {
                let row = |(at, key): (usize, &ApiKeyInfo), new: &[KeyId]| {
                    let is_selected = selection.map(|selection| selection.holds(key));
                    row(key, new, actions, is_selected.map(|is_selected| (at, is_selected)))
                };
                new.with(|new| keys.iter().enumerate().map(|one| row(one, new)).collect_view()).into_any()
            }
        })
    };
    view! {
        <Table label=words::API_KEYS busy>
            <thead>
                <tr>{select_page} {header} {menu}</tr>
            </thead>
            <tbody node_ref=body on:click=move |event| picked.iter().for_each(|picked| picked(event.clone()))>
                {rows}
            </tbody>
        </Table>
    }
}

fn sort_header(label: &'static str, sort: KeySort, width: &'static str, sorting: KeySorting) -> AnyView {
    let KeySorting { by, on_sort } = sorting;
    let order = move || {
        let (now, order) = by.get();
        (now == sort).then_some(match order {
            SortOrder::Asc => Order::Ascending,
            SortOrder::Desc => Order::Descending,
        })
    };
    let sorted = move |order: Order| {
        on_sort.run((sort, if order == Order::Ascending { SortOrder::Asc } else { SortOrder::Desc }));
    };
    view! { <SortHeader label order=Signal::derive(order) on_sort=sorted width /> }.into_any()
}

fn row(
    key: &ApiKeyInfo,
    new: &[KeyId],
    actions: Option<fn(&ApiKeyInfo) -> AnyView>,
    place: Option<(usize, bool)>,
) -> AnyView {
    let (name, project) = (key_name(key), project_name(key).unwrap_or_default());
    let is_new = new.contains(&key.keyid);
    let select = place.map(|(at, is_selected)| select_cell(at, Signal::stored(name.clone()), is_selected));
    let end = actions.map(|actions| view! { <td data-narrow="" data-card="corner">{actions(key)}</td> });
    view! {
        <tr>
            {select}
            <th scope="row" data-card="title" title=name.clone()>
                <span class="cluster">
                    <span class="truncate" dir="auto">{name.clone()}</span>
                    {is_new.then(|| view! { <Badge label=words::NEW_KEY_BADGE tone=Tone::Accent /> })}
                </span>
            </th>
            <td data-label=words::PROJECT data-secondary="" dir="auto" title=project.clone()>
                {project.clone()}
            </td>
            <td data-label=words::CREATED data-secondary="">{created(key)}</td>
            <td data-label=words::LAST_USED data-secondary="">{last_use(key)}</td>
            {end}
        </tr>
    }
    .into_any()
}

/// When it was made, and whether that is long ago.
fn created(key: &ApiKeyInfo) -> AnyView {
    let old = is_old(key).then(|| view! { <Badge label=words::OLD tone=Tone::Warning /> });
    view! { <span class="cluster"><RelativeTime time=key.created.as_str() /> {old}</span> }.into_any()
}

/// How many were never used, and how many were used within 90 days: what decides whether somebody misses them.
pub fn key_uses(keys: &[ApiKeyInfo]) -> (usize, usize) {
    let count = |standing| keys.iter().filter(|key| Standing::of(key) == standing).count();
    (count(Standing::Unused), count(Standing::InUse))
}

/// When it was last used, and whether that says that nobody needs it.
fn last_use(key: &ApiKeyInfo) -> AnyView {
    let used = key.last_used.as_ref().map(|time| view! { <RelativeTime time=time.as_str() /> });
    let remark = match Standing::of(key) {
        Standing::InUse => None,
        Standing::Stale => Some(view! { <Badge label=words::STALE tone=Tone::Warning /> }),
        Standing::Unused => Some(view! { <Badge label=words::NEVER_USED /> }),
    };
    view! { <span class="cluster">{used} {remark}</span> }.into_any()
}

/// What tells a single key from others, which may have the same name.
#[component]
pub fn KeyFacts(
    /// The key.
    key: ApiKeyInfo,
) -> impl IntoView {
    let project = project_name(&key).map(|name| view! { <Fact name=words::PROJECT>{name}</Fact> });
    let (name, created, last_use) = (key_name(&key), created(&key), last_use(&key));
    view! {
        <FactList>
            <Fact name=words::NAME>
                <strong>{name}</strong>
            </Fact>
            {project}
            <Fact name=words::CREATED>{created}</Fact>
            <Fact name=words::LAST_USED>{last_use}</Fact>
        </FactList>
    }
    .into_any()
}

/// Some of a person's keys at a glance: names, and when they were used.
#[component]
pub fn KeyBrief(
    /// The keys, in their order.
    keys: Vec<ApiKeyInfo>,
) -> impl IntoView {
    let fact = |key: &ApiKeyInfo| {
        let last_use = last_use(key);
        view! { <Fact name=key_name(key)>{last_use}</Fact> }
    };
    let facts = keys.iter().map(fact).collect_view();
    view! { <FactList>{facts}</FactList> }.into_any()
}
