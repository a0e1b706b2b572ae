//! A filter in force, with a button that lifts it.
use leptos::prelude::*;

use super::{Glyph, Icon, words};

/// A chip: "Status: disabled" and a way to remove it.
#[component]
pub fn Chip(
    /// What is filtered.
    #[prop(into)]
    name: String,
    /// By what.
    #[prop(into)]
    value: String,
    /// Lifts it.
    #[prop(into)]
    on_remove: UnsyncCallback<()>,
) -> impl IntoView {
    let remove = [words::REMOVE, " ", &name, " ", &value].concat();
    view! {
        <span class="chip">
            <span dir="auto">
                <b>{name}": "</b>
                {value}
            </span>
            <button class="chip-remove" type="button" aria-label=remove on:click=move |_| on_remove.run(())>
                <Icon glyph=Glyph::CLOSE />
            </button>
        </span>
    }
    .into_any()
}
