//! A form in a dialog: what it says and asks, then Cancel and the button that sends it.

use leptos::prelude::*;

use super::shell::{FormShell, Submission};
use crate::ui::{Button, Variant};
use crate::words;

/// The content of the dialog.
#[component]
pub(super) fn DialogForm(
    /// What the banner says failed.
    failed: &'static str,
    /// Its way to the answer.
    submission: Submission,
    /// What the button says that sends it.
    label: &'static str,
    /// How much that button weighs.
    variant: Variant,
    /// Sends.
    #[prop(into)]
    on_submit: UnsyncCallback<()>,
    /// Given up.
    #[prop(into)]
    on_close: UnsyncCallback<()>,
    /// What it says and asks.
    children: Children,
) -> impl IntoView {
    view! {
        <FormShell failed failure=submission.failure() pending=submission.pending() on_submit>
            <div class="dialog-body">{children()}</div>
            <footer class="dialog-footer">
                <Button label=words::CANCEL on_click=on_close />
                <Button label variant submit=true busy=submission.pending() />
            </footer>
        </FormShell>
    }
}
