//! The table: a scroller around native rows, and headers that sort. Rows are the caller's.
use leptos::prelude::*;

use super::{
    Glyph, Icon,
    dynamic::{state, text, word},
};

/// A sorted column's direction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Order {
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

/// A table with a header that stays in sight. `children` are `<thead>` and `<tbody>`.
#[component]
pub fn Table(
    /// Its accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// Newer rows are on their way; the old ones stay, paler.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// How many columns there are, where many may have to scroll sideways.
    #[prop(optional, into)]
    columns: Signal<Option<usize>>,
    /// Under 640 px each row becomes a card (see `style/ui/table.css`).
    #[prop(default = true)]
    cards: bool,
    /// Values are read in full, over several lines.
    #[prop(optional)]
    wrap: bool,
    /// Nothing in its rows takes the focus: the scroller does, so that keys can scroll it.
    #[prop(optional)]
    focusable: bool,
    /// Where the scroll position can be read and set.
    #[prop(optional)]
    node_ref: NodeRef<leptos::html::Div>,
    /// `<thead>` and `<tbody>`.
    children: Children,
) -> impl IntoView {
    view! {
        <div
            class="table-scroll"
            tabindex=focusable.then_some("0")
            role=focusable.then_some("group")
            aria-label=text(move || focusable.then(|| label.get()))
            data-scroller=""
            data-busy=word(move || busy.get().then_some(""))
            node_ref=node_ref
        >
            <table
                class="table"
                aria-label=label
                aria-busy=state(move || busy.get())
                data-columns=text(move || columns.get().map(|count| count.to_string()))
                data-cards=cards.then_some("")
                data-wrap=wrap.then_some("")
            >
                {children()}
            </table>
        </div>
    }
    .into_any()
}

/// A column's header that sorts by it.
#[component]
pub fn SortHeader(
    /// The column's name.
    #[prop(into)]
    label: Signal<String>,
    /// How the column is sorted, if it is.
    #[prop(into)]
    order: Signal<Option<Order>>,
    /// Called with the direction asked for: the other one, or ascending.
    #[prop(into)]
    on_sort: UnsyncCallback<Order>,
    /// The column holds numbers.
    #[prop(optional)]
    numeric: bool,
    /// How wide the column is: `short`, `medium`, `long`; without, it shares what is left.
    #[prop(optional)]
    width: &'static str,
) -> impl IntoView {
    let sort = move || match order.get() {
        Some(Order::Ascending) => Some("ascending"),
        Some(Order::Descending) => Some("descending"),
        None => None,
    };
    let press = move |_| {
        let next = match order.get_untracked() {
            Some(Order::Ascending) => Order::Descending,
            _ => Order::Ascending,
        };
        on_sort.run(next);
    };
    view! {
        <th scope="col" aria-sort=word(sort) data-numeric=numeric.then_some("") data-width=(!width.is_empty()).then_some(width)>
            <button class="table-sort" type="button" on:click=press>
                {label}
                <Icon glyph=Glyph::ARROW_DOWN />
            </button>
        </th>
    }
    .into_any()
}
