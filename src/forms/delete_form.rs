//! Deleting something for good: what goes with it is said first, and its name is typed, so that nothing else is meant.

use std::future::Future;

use bim_api::ApiError;
use leptos::prelude::*;

use super::dialog_form::DialogForm;
use super::draft::Problems;
use super::shell::Submission;
use crate::ui::{TextField, Variant};
use crate::words;

const FIELDS: &[&str] = &["name"];

/// What the form says of its kind of thing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Says {
    /// Before the reason of a failure.
    pub(super) failed: &'static str,
    /// What the field for the name is called.
    pub(super) label: &'static str,
    /// Before the name that is to be typed.
    pub(super) help: &'static str,
    /// When another name was typed.
    pub(super) other: &'static str,
}

/// Whether what was typed is this name.
fn validate(typed: &str, name: &str, other: &'static str) -> Result<(), Problems> {
    let mut problems = Problems::default();
    problems.require("name", typed);
    if typed.trim() != name.trim() {
        problems.add("name", other);
    }
    problems.or(())
}

/// The content of the dialog.
#[component]
pub(super) fn DeleteForm<D, F>(
    /// Its words.
    says: Says,
    /// The name that is to be typed.
    name: String,
    /// Deletes.
    delete: D,
    /// Given up.
    #[prop(into)]
    on_close: UnsyncCallback<()>,
    /// What is lost.
    children: Children,
) -> impl IntoView
where
    D: Fn() -> F + 'static,
    F: Future<Output = Result<(), ApiError>> + 'static,
{
    let typed = RwSignal::new(String::new());
    let submission = Submission::new();
    let help = [says.help, " ", &name].concat();
    let submit = move || {
        let validated = typed.with_untracked(|typed| validate(typed, &name, says.other));
        submission.run(validated, FIELDS, |()| delete());
    };
    let input = move |text: String| {
        submission.touch("name");
        typed.set(text);
    };
    view! {
        <DialogForm
            failed=says.failed
            submission
            label=words::DELETE
            variant=Variant::Danger
            on_submit=submit
            on_close
        >
            {children()}
            <TextField
                label=says.label
                value=typed
                required=true
                autofocus=true
                help
                problem=submission.problem("name")
                on_input=input
            />
        </DialogForm>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_name_deletes() {
        assert!(validate(" Jane@example.com ", "Jane@example.com", "other").is_ok());
        for wrong in ["", "jane@example.com", "Jane"] {
            assert!(validate(wrong, "Jane@example.com", "other").is_err(), "{wrong}");
        }
    }
}
