//! What can be done with the people who are selected, and how far reading more of them is.

use leptos::prelude::*;

use super::ErrorBanner;
use crate::routes::UsersView;
use crate::stores::Selection;
use crate::ui::number::grouped;
use crate::ui::{Button, CopyButton, Progress, Size, Variant};
use crate::words;

/// The bar; draws nothing while nobody is selected.
#[component]
pub fn BulkBar(
    /// The list on screen.
    #[prop(into)]
    view: Signal<UsersView>,
    /// How many people it has.
    #[prop(into)]
    total: Signal<Option<u64>>,
) -> impl IntoView {
    let selection = Selection::expect();
    let (chosen, reading) = (selection.chosen(), selection.reading());
    let count = Memo::new(move |_| chosen.with(|chosen| chosen.len() as u64));
    let is_shown = Memo::new(move |_| count.get() > 0 || reading.with(Option::is_some));
    let usernames = Signal::derive(move || {
        count.track();
        selection.listed(|key, _| Some(key.userid.to_string()))
    });
    let addresses = Signal::derive(move || {
        count.track();
        selection.listed(|_, selected| selected.email.clone())
    });
    let all = move || {
        let total = total.get().filter(|total| *total > count.get())?;
        let label = [words::SELECT_ALL, " ", &grouped(total), " ", words::THAT_MATCH].concat();
        let press = move || selection.select_all(&view.get_untracked(), total);
        Some(view! { <Button label size=Size::Small on_click=press /> })
    };
    let idle = move || {
        view! {
            <strong role="status">{move || [&grouped(count.get()), " ", words::SELECTED].concat()}</strong>
            <div class="bulk-bar-actions">
                {all}
                <CopyButton value=usernames label=words::COPY_USERNAMES variant=Variant::Secondary />
                <CopyButton value=addresses label=words::COPY_ADDRESSES variant=Variant::Secondary />
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
