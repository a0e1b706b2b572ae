//! Tabs as links: each has a URL of its own, so Back, reload and a new window work.
use leptos::prelude::*;

use super::dynamic::{optional, word};

/// The row of tabs.
#[component]
pub fn Tabs(
    /// Its accessible name.
    #[prop(into)]
    label: String,
    /// The [`Tab`]s.
    children: Children,
) -> impl IntoView {
    view! {
        <nav class="tabs" aria-label=label>
            {children()}
        </nav>
    }
    .into_any()
}

/// One tab.
#[component]
pub fn Tab(
    /// Where it leads.
    #[prop(into)]
    href: Signal<String>,
    /// What it says.
    #[prop(into)]
    label: Signal<String>,
    /// It is the one shown.
    #[prop(into)]
    current: Signal<bool>,
    /// How many things stand behind it.
    #[prop(optional, into)]
    count: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <a
            class="tab"
            href=href
            aria-current=word(move || current.get().then_some("page"))
        >
            {label}
            {optional(move || count.get().map(|count| view! { <span class="badge">{count}</span> }.into_any()))}
        </a>
    }
    .into_any()
}
