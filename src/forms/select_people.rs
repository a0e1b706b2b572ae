//! Selecting people by a list of usernames or addresses: whoever is found is selected, the rest is named.

use std::collections::BTreeSet;

use bim_api::ApiError;
use bim_api::wire::user::UserHit;
use leptos::prelude::*;

use super::draft::Problems;
use super::name_list::entries;
use super::shell::{FormShell, Submission};
use crate::stores::{Selection, User};
use crate::ui::{Banner, Button, Progress, TextArea, Tone, Variant};
use crate::words;

/// The names, each once.
fn validate(text: &str) -> Result<Vec<String>, Problems> {
    let mut problems = Problems::default();
    problems.require("list", text);
    let names: BTreeSet<&str> = entries(text).collect();
    problems.or(names.into_iter().map(str::to_owned).collect())
}

/// The content of the dialog.
#[component]
pub fn SelectPeopleForm(
    /// Done, or given up.
    #[prop(into)]
    on_close: UnsyncCallback<()>,
) -> impl IntoView {
    let (selection, user) = (Selection::<UserHit>::expect(), User::expect());
    let text = RwSignal::new(String::new());
    let missing = RwSignal::new(None::<Vec<String>>);
    let failure = RwSignal::new(None::<ApiError>);
    let submission = Submission::new();
    let reading = selection.reading();
    let is_busy = Signal::derive(move || reading.with(Option::is_some));
    let submit = move || {
        let validated = text.with_untracked(|text| validate(text));
        submission.run(validated, &["list"], move |names| async move {
            // The dialog may be closed by then; what was found stays selected.
            selection.select_named(user, names, move |outcome| match outcome {
                Ok(unknown) => {
                    missing.try_set(Some(unknown));
                }
                Err(error) => {
                    failure.try_set(Some(error));
                }
            });
            Ok(())
        });
    };
    let input = move |typed: String| {
        submission.touch("list");
        missing.set(None);
        failure.set(None);
        text.set(typed);
    };
    let progress = move || {
        let reading = reading.get()?;
        let (done, total) = (Signal::stored(reading.done), Signal::stored(Some(reading.total)));
        Some(view! { <Progress label=words::LOOKING_UP done total /> })
    };
    let result = move || {
        let missing = missing.get()?;
        if missing.is_empty() {
            return Some(view! { <Banner tone=Tone::Success title=words::ALL_FOUND /> }.into_any());
        }
        let detail = missing.join(", ");
        Some(view! { <Banner tone=Tone::Warning title=words::NOT_FOUND detail /> }.into_any())
    };
    view! {
        <FormShell
            failed=words::USERS_FAILED
            failure=failure.into()
            pending=submission.pending()
            on_submit=submit
        >
            <div class="dialog-body">
                <TextArea
                    label=words::NAMES_OR_ADDRESSES
                    value=text
                    autofocus=true
                    help=words::NAMES_HELP.to_owned()
                    problem=submission.problem("list")
                    on_input=input
                />
                {progress}
                {result}
            </div>
            <footer class="dialog-footer">
                <Button label=words::CLOSE on_click=on_close />
                <Button label=words::SELECT variant=Variant::Primary submit=true busy=is_busy />
            </footer>
        </FormShell>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_is_looked_up_once() {
        assert_eq!(validate("b, a\nb").expect("names"), ["a", "b"]);
        assert!(validate("  ").is_err());
    }
}
