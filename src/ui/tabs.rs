//! Tabs as links: each has a URL of its own, so Back, reload and a new window work.
use leptos::prelude::*;

use super::dynamic::{bring_into_view, optional, word};

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
    let tab = NodeRef::<leptos::html::A>::new();
    // On a narrow screen the row is longer than what is seen of it.
    Effect::new(move |_| {
        if let Some(tab) = tab.get().filter(|_| current.get()) {
            request_animation_frame(move || bring_into_view(&tab));
        }
    });
    view! {
        <a
            class="tab"
            node_ref=tab
            href=href
            aria-current=word(move || current.get().then_some("page"))
        >
            {label}
            {optional(move || count.get().map(|count| view! { <span class="badge">{count}</span> }.into_any()))}
        </a>
    }
    .into_any()
}
