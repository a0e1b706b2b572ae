//! The table of groups: one page of the list, its sorting, its cells.

use std::sync::Arc;

use bim_api::wire::SortOrder;
use bim_api::wire::group::{GroupHit, GroupSort};
use leptos::prelude::*;

use super::selection_boxes::{SelectPage, pick, select_cell, show_selected};
use crate::routes::{GroupsView, Route};
use crate::stores::{GroupPage, Groups, Iams, Selection};
use crate::ui::number::grouped;
use crate::ui::{Avatar, Order, RelativeTime, SkeletonRows, SortHeader, Table};
use crate::words;

/// How many skeleton rows stand in for a page: about a screenful.
const SKELETON: usize = 12;

/// The table.
#[component]
pub fn GroupTable(
    /// The page; skeleton rows while there is none.
    #[prop(into)]
    page: Signal<Option<Arc<GroupPage>>>,
    /// The list's state in the URL.
    #[prop(into)]
    view: Signal<GroupsView>,
    /// A newer page is on its way.
    #[prop(into)]
    busy: Signal<bool>,
    /// Whether the reader is told the groups' attributes.
    #[prop(into)]
    has_attributes: Signal<bool>,
    /// Takes another sorting.
    #[prop(into)]
    on_sort: UnsyncCallback<(GroupSort, SortOrder)>,
) -> impl IntoView {
    let sort_header = move |label: &'static str, sort: GroupSort, width: &'static str| {
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
        view! { <SortHeader label order=Signal::derive(order) on_sort=sorted width /> }
    };
    let (groups, selection) = (Groups::expect(), Selection::<GroupHit>::expect());
    let body = NodeRef::new();
    show_selected(selection, body, page);
    let picked = pick(selection, page);
    let rows = move || {
        let has_attributes = has_attributes.get();
        page.with(|page| match page {
            None => {
                let columns = if has_attributes { 6 } else { 5 };
                view! { <SkeletonRows rows=SKELETON columns selectable=true /> }.into_any()
            }
            Some(page) => {
                let hits = page.hits.iter().enumerate();
                hits.map(|(at, hit)| {
                    let cell = select_cell(at, Signal::stored(hit.name.clone()), selection.holds(hit));
                    row(groups, hit, has_attributes, cell.into_any())
                })
                .collect_view()
                .into_any()
            }
        })
    };
    view! {
        <Table label=words::GROUPS busy>
            <thead>
                <tr>
                    <SelectPage selection page />
                    {sort_header(words::NAME, GroupSort::Name, "")}
                    <th scope="col" data-numeric="" data-width="short">{words::MEMBERS}</th>
                    {move || {
                        has_attributes
                            .get()
                            .then(|| view! { <th scope="col" data-width="half">{words::ATTRIBUTES}</th> })
                    }}
                    {sort_header(words::PROVIDER, GroupSort::Iamid, "medium")}
                    {sort_header(words::CREATED, GroupSort::CreatedAt, "medium")}
                </tr>
            </thead>
            <tbody node_ref=body on:click=picked>
                {rows}
            </tbody>
        </Table>
    }
}

fn row(groups: Groups, hit: &GroupHit, has_attributes: bool, select: AnyView) -> AnyView {
    let name = hit.name.clone();
    let described = hit.description.clone().flatten().filter(|text| !text.trim().is_empty());
    let link = match hit.id {
        Some(id) => view! {
            <a class="row-link" href=Route::group(id).href() dir="auto" title=name.clone()>
                {name.clone()}
            </a>
        }
        .into_any(),
        None => view! { <strong dir="auto">{name.clone()}</strong> }.into_any(),
    };
    let id = hit.id;
    let members = move || id.and_then(|id| groups.member_count(id)).map(grouped);
    let attributes = has_attributes.then(|| {
        let pairs = hit.authorizations.iter().flatten().flatten();
        let names: Vec<String> =
            pairs.flat_map(|(key, values)| values.iter().map(move |v| [key, ": ", v].concat())).collect();
        let first = names.first().cloned().unwrap_or_default();
        let more = (names.len() > 1).then(|| [" +", &(names.len() - 1).to_string()].concat());
        view! {
            <td data-label=words::ATTRIBUTES data-secondary="" dir="auto" title=names.join(", ")>
                {first}
                {more}
            </td>
        }
    });
    let provider = hit.iamid.clone().map(|iamid| move || Iams::expect().display_name(&iamid));
    let created = hit.created_at.as_ref().map(|time| view! { <RelativeTime time=time.as_str() /> });
    view! {
        <tr>
            {select}
            <td data-card="title">
                <span class="who">
                    <Avatar name=name.clone() square=true />
                    <span>
                        {link}
                        {described.map(|text| view! { <small dir="auto" title=text.clone()>{text.clone()}</small> })}
                    </span>
                </span>
            </td>
            <td data-label=words::MEMBERS data-numeric="">{members}</td>
            {attributes}
            <td data-label=words::PROVIDER data-secondary="">{provider}</td>
            <td data-label=words::CREATED data-secondary="">{created}</td>
        </tr>
    }
    .into_any()
}
