//! The mark: a keyhole that is also a person.
use leptos::prelude::*;

/// The ground, and the keyhole cut out of it.
const MARK: &str = "M9 1h14a8 8 0 0 1 8 8v14a8 8 0 0 1-8 8H9a8 8 0 0 1-8-8V9a8 8 0 0 1 8-8zM16 6.5a5 5 0 0 0-3.1 8.9l-3.3 8.2a1.4 1.4 0 0 0 1.3 1.9h10.2a1.4 1.4 0 0 0 1.3-1.9l-3.3-8.2A5 5 0 0 0 16 6.5z";

/// The mark alone.
#[component]
pub fn BrandMark() -> impl IntoView {
    view! {
        <svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true">
            <path d=MARK></path>
        </svg>
    }
    .into_any()
}

/// The mark, or the operator's own picture, with the console's name; a link where `href` is given.
#[component]
pub fn Brand(
    /// The console's name.
    #[prop(into)]
    name: Signal<String>,
    /// The address of a picture in the mark's place; empty for the mark.
    #[prop(optional, into)]
    logo: String,
    /// Where it leads.
    #[prop(optional, into)]
    href: Option<String>,
) -> impl IntoView {
    let mark = match logo.is_empty() {
        true => view! { <BrandMark /> }.into_any(),
        false => view! { <img class="brand-mark" src=logo alt="" /> }.into_any(),
    };
    let content = view! {
        {mark}
        <span dir="auto">{name}</span>
    };
    match href {
        Some(href) => view! { <a class="brand" href=href>{content}</a> }.into_any(),
        None => view! { <span class="brand">{content}</span> }.into_any(),
    }
}
