//! Names and values in rows.
use leptos::prelude::*;

/// The list of [`Fact`]s.
#[component]
pub fn FactList(
    /// The facts.
    children: Children,
) -> impl IntoView {
    view! { <dl class="fact-list">{children()}</dl> }.into_any()
}

/// One name with its value.
#[component]
pub fn Fact(
    /// What it is.
    #[prop(into)]
    name: String,
    /// The value, as a person typed it or as the caller draws it.
    children: Children,
) -> impl IntoView {
    view! {
        <div>
            <dt>{name}</dt>
            <dd>
                <div dir="auto">{children()}</div>
            </dd>
        </div>
    }
    .into_any()
}
