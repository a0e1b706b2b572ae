//! A link that looks like a button, for what leads to another page. The router takes plain left
//! clicks; every other click is the browser's.
use leptos::prelude::*;

use super::{Glyph, Icon, Size, Variant};

/// A link in the shape of a button.
#[component]
pub fn ButtonLink(
    /// Where it leads.
    #[prop(into)]
    href: Signal<String>,
    /// What it says.
    #[prop(into)]
    label: Signal<String>,
    /// How much it weighs.
    #[prop(optional)]
    variant: Variant,
    /// How large it is.
    #[prop(optional)]
    size: Size,
    /// Stands before the label.
    #[prop(optional, into)]
    icon: Option<Glyph>,
) -> impl IntoView {
    view! {
        <a
            class="button"
            href=href
            data-variant=variant.name()
            data-size=size.name()
        >
            {icon.map(|glyph| view! { <Icon glyph /> })}
            <span>{label}</span>
        </a>
    }
    .into_any()
}
