//! Deleting a group (row 29), after saying who loses what; the name is typed, so that no other group is meant.

use std::sync::Arc;

use bim_api::wire::group::Group as GroupDetails;
use bim_api::{ApiError, GroupId};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::draft::Problems;
use super::shell::{FormShell, Submission};
use crate::components::{ErrorBanner, GroupLossList};
use crate::stores::{Group, GroupLosses, Groups, ToastKind, Toasts};
use crate::ui::{Button, TextField, Variant};
use crate::words;

/// Whether what was typed is this name.
fn validate(typed: &str, name: &str) -> Result<(), Problems> {
    let mut problems = Problems::default();
    problems.require("name", typed);
    if typed.trim() != name.trim() {
        problems.add("name", words::OTHER_NAME);
    }
    problems.or(())
}

/// The content of the dialog.
#[component]
pub fn DeleteGroupForm(
    /// Which group.
    id: GroupId,
    /// What is known of it.
    group: Arc<GroupDetails>,
    /// The group is gone.
    #[prop(into)]
    on_deleted: UnsyncCallback<()>,
    /// Given up.
    #[prop(into)]
    on_close: UnsyncCallback<()>,
) -> impl IntoView {
    let (store, groups, toasts) = (Group::expect(), Groups::expect(), Toasts::expect());
    let typed = RwSignal::new(String::new());
    let submission = Submission::new();
    let losses = RwSignal::new(None::<Result<GroupLosses, ApiError>>);
    let held = group.authorizations.clone().unwrap_or_default();
    let look = move || {
        let held = held.clone();
        losses.set(None);
        spawn_local(async move {
            let found = store.losses(id, &held).await;
            // The dialog may be closed by now.
            losses.try_set(Some(found));
        });
    };
    look();
    let unread = Signal::derive(move || losses.with(|losses| losses.as_ref()?.as_ref().err().cloned()));
    let name = group.name.clone();
    let submit = move || {
        let name = name.clone();
        let validated = typed.with_untracked(|typed| validate(typed, &name));
        submission.run(validated, &["name"], move |()| async move {
            match store.delete_group(id).await {
                // Gone is gone, whoever did it.
                Err(error) if !Group::is_gone(&error) => return Err(error),
                Ok(()) | Err(_) => {}
            }
            groups.refresh();
            toasts.show(ToastKind::Success, [&name, " ", words::GROUP_DELETED].concat());
            on_deleted.run(());
            Ok(())
        });
    };
    let input = move |text: String| {
        submission.touch("name");
        typed.set(text);
    };
    let help = [words::TYPE_NAME, " ", &group.name].concat();
    view! {
        <FormShell
            failed=words::GROUP_NOT_DELETED
            failure=submission.failure()
            pending=submission.pending()
            on_submit=submit
        >
            <div class="dialog-body stack">
                <p>{words::DELETE_GROUP_DETAIL}</p>
                <ErrorBanner title=words::LOSSES_FAILED error=unread on_retry=look />
                <GroupLossList losses=Signal::derive(move || losses.with(|losses| losses.clone()?.ok())) />
                <TextField
                    label=words::CONFIRM_NAME
                    value=typed
                    required=true
                    autofocus=true
                    help
                    problem=submission.problem("name")
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
    fn only_this_name_deletes() {
        assert!(validate(" Payroll ", "Payroll").is_ok());
        for wrong in ["", "payroll", "Payrol"] {
            assert!(validate(wrong, "Payroll").is_err(), "{wrong}");
        }
    }
}
