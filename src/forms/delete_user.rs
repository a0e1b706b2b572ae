//! Deleting an account (row 36), after saying what goes with it; the username is typed, so that no other account is
//! meant.

use bim_api::Username;
use bim_api::wire::Attributes;
use leptos::prelude::*;

use super::draft::Problems;
use super::shell::{FormShell, Submission};
use crate::components::{Fate, LossList};
use crate::routes::UserKey;
use crate::stores::{ToastKind, Toasts, User};
use crate::ui::{Banner, Button, TextField, Tone, Variant};
use crate::words;

/// Whether what was typed is this username.
fn validate(typed: &str, username: &Username) -> Result<(), Problems> {
    let mut problems = Problems::default();
    problems.require("userid", typed);
    if typed.trim() != username.as_str().trim() {
        problems.add("userid", words::OTHER_USERNAME);
    }
    problems.or(())
}

/// The content of the dialog.
#[component]
pub fn DeleteUserForm(
    /// Whose account.
    key: UserKey,
    /// The attributes that go with it.
    held: Attributes,
    /// The account is gone.
    #[prop(into)]
    on_deleted: UnsyncCallback<()>,
    /// Given up.
    #[prop(into)]
    on_close: UnsyncCallback<()>,
) -> impl IntoView {
    let (user, toasts) = (User::expect(), Toasts::expect());
    let typed = RwSignal::new(String::new());
    let submission = Submission::new();
    let username = key.userid.to_string();
    let is_foreign = !key.iamid.is_bim();
    let whose = key.clone();
    let submit = move || {
        let key = key.clone();
        let validated = typed.with_untracked(|typed| validate(typed, &key.userid));
        submission.run(validated, &["userid"], move |()| async move {
            match user.delete_user(&key).await {
                // Gone is gone, whoever did it.
                Err(error) if !User::is_gone(&error) => return Err(error),
                Ok(()) | Err(_) => {}
            }
            toasts.show(ToastKind::Success, [key.userid.as_str(), " ", words::DELETED_DONE].concat());
            on_deleted.try_run(());
            Ok(())
        });
    };
    let input = move |text: String| {
        submission.touch("userid");
        typed.set(text);
    };
    let help = [words::TYPE_USERNAME, " ", &username].concat();
    view! {
        <FormShell
            failed=words::NOT_DELETED
            failure=submission.failure()
            pending=submission.pending()
            on_submit=submit
        >
            <div class="dialog-body">
                <p>
                    <strong dir="auto">{username}</strong>
                    " "
                    {words::DELETE_DETAIL}
                </p>
                <LossList key=whose fate=Fate::Deleted(held) />
                {is_foreign.then(|| view! { <Banner tone=Tone::Warning title=words::SYNC_BRINGS_BACK /> })}
                <TextField
                    label=words::USERNAME
                    value=typed
                    required=true
                    autofocus=true
                    help
                    problem=submission.problem("userid")
                    on_input=input
                />
            </div>
            <footer class="dialog-footer">
                <Button label=words::CANCEL on_click=on_close />
                <Button
                    label=words::DELETE
                    variant=Variant::Danger
                    submit=true
                    busy=submission.pending()
                />
            </footer>
        </FormShell>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_username_deletes() {
        let username = Username::from("Jane@example.com");
        assert!(validate(" Jane@example.com ", &username).is_ok());
        for wrong in ["", "jane@example.com", "Jane"] {
            assert!(validate(wrong, &username).is_err(), "{wrong}");
        }
    }
}
