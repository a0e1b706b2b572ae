//! Trying a key that somebody has: pasted, sent once, forgotten with the dialog.

use leptos::prelude::*;

use crate::forms::TestApiKeyForm;
use crate::ui::Dialog;
use crate::words;

/// The dialog.
#[component]
pub(super) fn TestDialog(
    /// Whether it stands open.
    open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <Dialog open on_close=move || open.set(false) title=words::TEST_TITLE>
            <div class="dialog-body">
                <p>{words::TEST_DETAIL}</p>
                <TestApiKeyForm />
            </div>
        </Dialog>
    }
}
