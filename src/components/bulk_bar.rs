//! What can be done with the lines of a list that are selected, and how far reading more of them is.

use leptos::prelude::*;

use super::ErrorBanner;
use crate::stores::{Selectable, Selected, Selection};
use crate::ui::number::grouped;
use crate::ui::{Button, CopyButton, Progress, Size, Variant};
use crate::words;

/// A button's label, and what it copies of each that is selected.
pub type Copies<T> = (&'static str, fn(&<T as Selectable>::Key, &Selected) -> Option<String>);

/// The bar; draws nothing while nothing is selected.
#[component]
pub fn BulkBar<T: Selectable>(
    /// What is selected.
    selection: Selection<T>,
    /// How many lines the list has.
    #[prop(into)]
    total: Signal<Option<u64>>,
    /// Selects all of them.
    #[prop(into)]
    on_all: UnsyncCallback<(u64,)>,
    /// What can be copied.
    copies: &'static [Copies<T>],
    /// What can be done to them.
    #[prop(into)]
    actions: ViewFn,
) -> impl IntoView {
    let (chosen, reading) = (selection.chosen(), selection.reading());
    let count = Memo::new(move |_| chosen.with(|chosen| chosen.len() as u64));
    let is_shown = Memo::new(move |_| count.get() > 0 || reading.with(Option::is_some));
    let copy = move |&(label, of): &Copies<T>| {
        let value = Signal::derive(move || {
            count.track();
            selection.listed(of)
        });
        view! { <CopyButton value label variant=Variant::Secondary /> }
    };
    let all = move || {
        let total = total.get().filter(|total| *total > count.get())?;
        let label = [words::SELECT_ALL, " ", &grouped(total), " ", words::THAT_MATCH].concat();
        let press = move || on_all.run((total,));
        Some(view! { <Button label size=Size::Small on_click=press /> })
    };
    let actions = StoredValue::new(actions);
    let idle = move || {
        view! {
            <strong role="status">{move || [&grouped(count.get()), " ", words::SELECTED].concat()}</strong>
            <div class="bulk-bar-actions">
                {actions.with_value(ViewFn::run)}
                {all}
                {copies.iter().map(copy).collect_view()}
            </div>
            <Button
                label=words::CLEAR_SELECTION
                size=Size::Small
                variant=Variant::Ghost
                on_click=move || selection.clear()
            />
        }
        .into_any()
    };
    let busy = move || {
        let done = Signal::derive(move || reading.get().map_or(0, |reading| reading.done));
        let total = Signal::derive(move || reading.get().map(|reading| reading.total));
        let detail = move || {
            let reading = reading.get()?;
            Some([&grouped(reading.done), " ", words::OF, " ", &grouped(reading.total)].concat())
        };
        view! {
            <Progress label=words::READING_LIST done total detail=Signal::derive(detail) />
            <Button label=words::STOP size=Size::Small on_click=move || selection.stop() />
        }
        .into_any()
    };
    let is_busy = Memo::new(move |_| reading.with(Option::is_some));
    view! {
        <ErrorBanner title=words::SELECTION_FAILED error=selection.error() />
        {move || {
            is_shown
                .get()
                .then(|| {
                    view! {
                        <div class="bulk-bar" role="region" aria-label=words::SELECTED>
                            {move || if is_busy.get() { busy() } else { idle() }}
                        </div>
                    }
                })
        }}
    }
}
