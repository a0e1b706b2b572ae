//! Selecting lines of a table. The boxes of a page are plain elements: one listener hears them all, and one effect
//! shows what is selected, so that a page costs no more for being selectable.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, MouseEvent};

use crate::stores::{Selectable, Selection};
use crate::ui::Checkbox;
use crate::words;

/// The cell with the box of one row.
pub(super) fn select_cell(at: usize, name: Signal<String>, is_selected: bool) -> impl IntoView {
    let label = Signal::derive(move || name.with(|name| [words::SELECT, " ", name].concat()));
    view! {
        <td data-narrow="" data-card="select">
            <input class="checkbox" type="checkbox" aria-label=label data-row=at.to_string() checked=is_selected />
        </td>
    }
}

/// The header's box: the whole page, or none of it.
#[component]
pub(super) fn SelectPage<T: Selectable>(
    /// What is selected.
    selection: Selection<T>,
    /// The page on screen.
    page: Signal<Option<Arc<T::Page>>>,
) -> impl IntoView {
    let chosen = selection.chosen();
    // How many of the page are selected, and how many there are.
    let count = Memo::new(move |_| {
        chosen.track();
        page.with(|page| {
            let hits = page.as_deref().map(T::on).unwrap_or_default();
            (hits.iter().filter(|hit| selection.holds(hit)).count(), hits.len())
        })
    });
    let all = Signal::derive(move || matches!(count.get(), (selected, all) if all > 0 && selected == all));
    let some =
        Signal::derive(move || matches!(count.get(), (selected, all) if selected > 0 && selected < all));
    let select = move |is_on: bool| {
        page.with_untracked(|page| selection.set(page.iter().flat_map(|page| T::on(page)), is_on));
    };
    view! {
        <th scope="col" data-narrow="">
            <Checkbox label=words::SELECT_PAGE label_hidden=true checked=all mixed=some on_change=select />
        </th>
    }
}

/// Hears the boxes of all rows; with Shift, everything since the last one is set alike.
pub(super) fn pick<T: Selectable>(
    selection: Selection<T>,
    page: Signal<Option<Arc<T::Page>>>,
) -> impl Fn(MouseEvent) + 'static {
    let last = StoredValue::new(None::<usize>);
    move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let at = target.as_ref().and_then(|input| input.get_attribute("data-row")?.parse::<usize>().ok());
        let Some((input, at)) = target.zip(at) else { return };
        let from = last.get_value().filter(|_| event.shift_key()).unwrap_or(at);
        last.set_value(Some(at));
        let range = from.min(at)..=from.max(at);
        page.with_untracked(|page| {
            let hits = page.as_ref().and_then(|page| T::on(page).get(range));
            selection.set(hits.unwrap_or_default(), input.checked());
        });
    }
}

/// Shows in the rows what is selected.
pub(super) fn show_selected<T: Selectable>(
    selection: Selection<T>,
    body: NodeRef<leptos::html::Tbody>,
    page: Signal<Option<Arc<T::Page>>>,
) {
    let chosen = selection.chosen();
    Effect::new(move |_| {
        chosen.track();
        page.track();
        let Some(body) = body.get() else { return };
        // The rows of a new page are drawn first.
        queue_microtask(move || {
            let Ok(boxes) = body.query_selector_all("input[data-row]") else { return };
            let _ = page.try_with_untracked(|page| {
                let hits = page.iter().flat_map(|page| T::on(page));
                for (at, hit) in (0..boxes.length()).zip(hits) {
                    if let Some(input) = boxes.item(at).and_then(|input| input.dyn_into().ok()) {
                        mark(&input, selection.holds(hit));
                    }
                }
            });
        });
    });
}

fn mark(input: &HtmlInputElement, is_on: bool) {
    input.set_checked(is_on);
    let Some(row) = input.closest("tr").ok().flatten() else { return };
    let row: Element = row;
    // The browser refuses neither on an element.
    let _ =
        if is_on { row.set_attribute("data-selected", "") } else { row.remove_attribute("data-selected") };
}
