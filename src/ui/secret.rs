//! A value that is shown once: masked until asked, with Copy. It keeps the value in the page only
//! while it is revealed, and never writes it anywhere else.
use leptos::prelude::*;

use super::{
    CopyButton,
    dynamic::{state, word},
    field::reveal,
};

/// A secret.
#[component]
pub fn Secret(
    /// What it is, for assistive technology: "Invitation link".
    #[prop(into)]
    label: String,
    /// The secret.
    #[prop(into)]
    value: Signal<String>,
    /// Whether it is shown, where a [`SecretInside`] follows it.
    #[prop(optional)]
    is_shown: Option<RwSignal<bool>>,
) -> impl IntoView {
    let is_shown = is_shown.unwrap_or_default();
    let shown = move || {
        if is_shown.get() { value.get() } else { "\u{2022}".repeat(24) }
    };
    view! {
        <div class="secret" role="group" aria-label=label data-wrap=word(move || is_shown.get().then_some(""))>
            <code dir="ltr" aria-hidden=state(move || !is_shown.get())>{shown}</code>
            {reveal(is_shown)}
            <CopyButton value />
        </div>
    }
    .into_any()
}

/// A text that holds a secret which stands on the page already: its secret part is masked as long as that one is.
#[component]
pub fn SecretInside(
    /// What it is: "Command".
    #[prop(into)]
    label: String,
    /// The whole text, which is copied.
    value: String,
    /// The text with something else in the secret's place.
    masked: String,
    /// Whether the secret is shown.
    is_shown: RwSignal<bool>,
    /// What its button says: "Copy command".
    #[prop(into)]
    copy: String,
) -> impl IntoView {
    let copied = Signal::stored(value.clone());
    let shown = move || if is_shown.get() { value.clone() } else { masked.clone() };
    view! {
        <div class="secret" role="group" aria-label=label data-kind="text">
            <code dir="ltr">{shown}</code>
            <CopyButton value=copied label=copy />
        </div>
    }
    .into_any()
}

/// A text to take elsewhere, without a secret in it: a command, a part of a configuration.
#[component]
pub fn Snippet(
    /// What it is: "Command".
    #[prop(into)]
    label: String,
    /// The text.
    value: String,
    /// What its button says: "Copy command".
    #[prop(into)]
    copy: String,
) -> impl IntoView {
    view! {
        <div class="secret" role="group" aria-label=label data-kind="text">
            <code dir="ltr">{value.clone()}</code>
            <CopyButton value=Signal::stored(value) label=copy />
        </div>
    }
    .into_any()
}
