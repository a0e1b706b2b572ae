//! A message in its place: what happened, why, and what can be done. What failed says so to
//! assistive technology at once.
use leptos::prelude::*;

use super::{Button, Icon, Size, Tone, dynamic::optional, words};

/// A banner.
#[component]
pub fn Banner(
    /// What it is about.
    tone: Tone,
    /// What happened, in one line.
    #[prop(into)]
    title: Signal<String>,
    /// Why, and what to do.
    #[prop(optional, into)]
    detail: Signal<Option<String>>,
    /// What helps whoever is asked for help: a request's id, a status.
    #[prop(optional, into)]
    reference: Signal<Option<String>>,
    /// Tries again.
    #[prop(optional, into)]
    on_retry: Option<UnsyncCallback<()>>,
    /// The attempt is under way.
    #[prop(optional, into)]
    retrying: Signal<bool>,
    /// Further buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let role = if tone == Tone::Danger { "alert" } else { "status" };
    let has_actions = on_retry.is_some() || children.is_some();
    view! {
        <div class="banner" role=role data-tone=tone.name()>
            <Icon glyph=tone.glyph() />
            <div class="banner-body">
                <strong>{title}</strong>
                {optional(move || detail.get().map(|text| view! { <p dir="auto">{text}</p> }.into_any()))}
                {optional(move || reference.get().map(|text| view! { <small>{text}</small> }.into_any()))}
            </div>
            {has_actions
                .then(|| {
                    view! {
                        <div class="banner-actions">
                            {children.map(|children| children())}
                            {on_retry
                                .map(|retry| {
                                    view! {
                                        <Button
                                            label=words::RETRY
                                            size=Size::Small
                                            busy=retrying
                                            on_click=retry
                                        />
                                    }
                                })}
                        </div>
                    }
                })}
        </div>
    }
    .into_any()
}
