//! Disabling an account, or enabling it again (row 7), after saying what that means for its keys and groups.

use leptos::prelude::*;

use super::dialog_form::DialogForm;
use super::shell::Submission;
use crate::components::{Fate, LossList};
use crate::routes::UserKey;
use crate::stores::{ToastKind, Toasts, User};
use crate::ui::Variant;
use crate::words;

/// The content of the dialog.
#[component]
pub fn DisableUserForm(
    /// Whose account.
    key: UserKey,
    /// Disable it, or enable it.
    disable: bool,
    /// Done, or given up.
    #[prop(into)]
    on_close: UnsyncCallback<()>,
) -> impl IntoView {
    let (user, toasts) = (User::expect(), Toasts::expect());
    let submission = Submission::new();
    let (fate, detail, label, variant, done) = if disable {
        (Fate::Disabled, words::DISABLE_DETAIL, words::DISABLE, Variant::Danger, words::DISABLED_DONE)
    } else {
        (Fate::Enabled, words::ENABLE_DETAIL, words::ENABLE, Variant::Primary, words::ENABLED_DONE)
    };
    let username = key.userid.to_string();
    let whose = key.clone();
    let submit = move || {
        let key = key.clone();
        submission.run(Ok(()), &[], move |()| async move {
            user.disable_user(&key, disable).await?;
            toasts.show(ToastKind::Success, [key.userid.as_str(), " ", done].concat());
            on_close.try_run(());
            Ok(())
        });
    };
    view! {
        <DialogForm failed=words::NOT_CHANGED submission label variant on_submit=submit on_close>
            <p>
                <strong dir="auto">{username}</strong>
                " "
                {detail}
            </p>
            <LossList key=whose fate />
        </DialogForm>
    }
}
