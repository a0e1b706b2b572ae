//! Nothing here: why, and the next step.
use leptos::prelude::*;

use super::{Glyph, Icon};

/// An empty state.
#[component]
pub fn Empty(
    /// What would be here.
    icon: Glyph,
    /// That there is nothing.
    #[prop(into)]
    title: Signal<String>,
    /// Why.
    #[prop(into)]
    detail: Signal<String>,
    /// It is all that the page holds: its heading is the page's own.
    #[prop(optional)]
    whole_page: bool,
    /// The next step: buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let heading = if whole_page {
        view! { <h1 tabindex="-1">{title}</h1> }.into_any()
    } else {
        view! { <h2>{title}</h2> }.into_any()
    };
    view! {
        <div class="empty">
            <Icon glyph=icon />
            {heading}
            <p>{detail}</p>
            {children.map(|children| view! { <div class="cluster">{children()}</div> })}
        </div>
    }
    .into_any()
}
