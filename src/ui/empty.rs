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
    /// The next step: buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Icon glyph=icon />
            <h2>{title}</h2>
            <p>{detail}</p>
            {children.map(|children| view! { <div class="cluster">{children()}</div> })}
        </div>
    }
    .into_any()
}
