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
) -> impl IntoView {
    let is_shown = RwSignal::new(false);
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
