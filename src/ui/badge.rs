//! A word or two about a state.
use leptos::prelude::*;

use super::Tone;

/// A badge.
#[component]
pub fn Badge(
    /// What it says.
    #[prop(into)]
    label: String,
    /// What it is about.
    #[prop(optional)]
    tone: Tone,
    /// A dot before the word, for the state of a thing.
    #[prop(optional)]
    dot: bool,
) -> impl IntoView {
    view! {
        <span class="badge" data-tone=tone.name() data-dot=dot.then_some("")>
            {label}
        </span>
    }
    .into_any()
}
