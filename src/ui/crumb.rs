//! The way back to the page above this one.
use leptos::prelude::*;

use super::{Glyph, Icon};

/// A link to the page above, before the page's header.
#[component]
pub fn Crumb(
    /// The part of the console that both belong to.
    part: &'static str,
    /// Where it leads.
    href: String,
    /// What is there, where that is not the part's own page.
    #[prop(optional, into)]
    label: Option<Signal<String>>,
) -> impl IntoView {
    let label = label.unwrap_or_else(|| Signal::stored(part.to_owned()));
    view! {
        <nav class="crumbs" aria-label=part>
            <a href=href dir="auto">
                <Icon glyph=Glyph::CHEVRON_LEFT mirror=true />
                {label}
            </a>
        </nav>
    }
    .into_any()
}
