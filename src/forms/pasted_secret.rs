//! A secret that somebody pastes, an API key or a token: masked, sent once, and gone with the form.

use std::future::Future;
use std::pin::Pin;

use bim_api::ApiError;
use leptos::prelude::*;

use super::draft::Problems;
use super::shell::{FormShell, Submission};
use crate::ui::{Button, PasswordField, Variant};

/// What sending it came to: what is wrong with the secret, or nothing.
pub(super) type Outcome = Pin<Box<dyn Future<Output = Result<Option<&'static str>, ApiError>>>>;

/// What a form for a secret says.
#[derive(Clone, Copy)]
pub(super) struct Says {
    /// What is pasted.
    pub(super) label: &'static str,
    /// The name under which the API has it.
    pub(super) name: &'static str,
    /// What happens to it.
    pub(super) help: Option<&'static str>,
    /// The button.
    pub(super) button: &'static str,
    /// What stands above the form when the call failed.
    pub(super) failed: &'static str,
}

/// What of a pasted text is the secret.
fn validate(name: &'static str, text: &str, read: fn(&str) -> &str) -> Result<String, Problems> {
    let mut problems = Problems::default();
    let secret = read(text);
    problems.require(name, secret);
    problems.or(secret.to_owned())
}

/// The form.
#[component]
pub(super) fn PastedSecretForm(
    /// Its texts.
    says: Says,
    /// Takes away what was copied along.
    #[prop(default = str::trim)]
    read: fn(&str) -> &str,
    /// The button fills the line.
    #[prop(optional)]
    wide: bool,
    /// Sends it.
    #[prop(into)]
    send: UnsyncCallback<(String,), Outcome>,
    /// Another secret is being typed: what was said of the last one is old.
    #[prop(optional, into)]
    on_change: Option<UnsyncCallback<()>>,
    /// Stands between the field and the button.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let secret = RwSignal::new(String::new());
    let submission = Submission::new();
    let changed = move || {
        if let Some(on_change) = on_change {
            on_change.run(());
        }
    };
    let submit = move || {
        changed();
        let validated = secret.with_untracked(|text| validate(says.name, text, read));
        submission.run(validated, &[], move |secret| async move {
            if let Some(problem) = send.run((secret,)).await? {
                submission.object(says.name, problem);
            }
            Ok::<(), ApiError>(())
        });
    };
    let input = move |text: String| {
        submission.touch(says.name);
        changed();
        secret.set(text);
    };
    view! {
        <FormShell
            class="stack"
            failed=says.failed
            failure=submission.failure()
            pending=submission.pending()
            on_submit=submit
        >
            <PasswordField
                label=says.label
                name=says.name
                autocomplete="off"
                value=secret
                required=true
                autofocus=true
                help=says.help.map(str::to_owned)
                problem=submission.problem(says.name)
                on_input=input
            />
            {children.map(|children| children())}
            <div class="cluster">
                <Button
                    label=says.button
                    variant=Variant::Primary
                    wide
                    submit=true
                    busy=submission.pending()
                />
            </div>
        </FormShell>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words;

    #[test]
    fn a_secret_is_sent_without_what_pasting_added() {
        assert_eq!(validate("apikey", " k\n", str::trim), Ok("k".to_owned()));
        let problems = validate("apikey", " \n", str::trim).expect_err("nothing was pasted");
        assert_eq!(problems.of("apikey").as_deref(), Some(words::REQUIRED));
    }
}
