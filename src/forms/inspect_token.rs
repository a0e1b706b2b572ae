//! Asking about a token (row 33): it is masked, sent once, and gone with the form.

use bim_api::wire::key::TokenInfo;
use bim_api::{ApiError, Token};
use leptos::prelude::*;

use super::draft::Problems;
use super::shell::{FormShell, Submission};
use crate::stores::Lifetime;
use crate::ui::{Button, PasswordField, Variant};
use crate::words;

/// The token, without what was copied along with it from a header.
fn validate(text: &str) -> Result<Token, Problems> {
    let mut problems = Problems::default();
    let token = text.trim_start();
    let token = token.strip_prefix("Bearer ").unwrap_or(token).trim();
    problems.require("token", token);
    problems.or(Token::new(token))
}

/// The form.
#[component]
pub fn InspectTokenForm(
    /// What is known of it, or nothing any more.
    #[prop(into)]
    on_answer: UnsyncCallback<(Option<TokenInfo>,)>,
) -> impl IntoView {
    let lifetime = Lifetime::expect();
    let token = RwSignal::new(String::new());
    let submission = Submission::new();
    let submit = move || {
        let validated = token.with_untracked(|token| validate(token));
        submission.run(validated, &["token"], move |token| async move {
            match lifetime.get_token(token).await {
                Ok(told) => on_answer.run((Some(told),)),
                Err(error) => {
                    on_answer.run((None,));
                    if error.status() != Some(404) {
                        return Err(error);
                    }
                    submission.object("token", words::TOKEN_UNKNOWN);
                }
            }
            Ok::<(), ApiError>(())
        });
    };
    let input = move |text: String| {
        submission.touch("token");
        token.set(text);
    };
    view! {
        <FormShell
            class="stack"
            failed=words::INSPECT_FAILED
            failure=submission.failure()
            pending=submission.pending()
            on_submit=submit
        >
            <PasswordField
                label=words::TOKEN
                name="token"
                autocomplete="off"
                value=token
                required=true
                autofocus=true
                help=Some(words::TOKEN_HELP.to_owned())
                problem=submission.problem("token")
                on_input=input
            />
            <div class="cluster">
                <Button
                    label=words::INSPECT
                    variant=Variant::Primary
                    submit=true
                    busy=submission.pending()
                />
            </div>
        </FormShell>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_may_be_pasted_with_its_header() {
        for text in ["t1", " t1\n", "Bearer t1"] {
            assert_eq!(validate(text).expect("a token").expose(), "t1");
        }
        assert!(validate("Bearer ").is_err());
    }
}
