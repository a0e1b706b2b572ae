//! Trying an API key (row 31): it is masked, sent once, and gone with the form.

use bim_api::{ApiError, ApiKey};
use leptos::prelude::*;

use super::draft::Problems;
use super::shell::{FormShell, Submission};
use crate::stores::ApiKeys;
use crate::ui::{Banner, Button, PasswordField, Tone, Variant};
use crate::words;

fn validate(key: &str) -> Result<ApiKey, Problems> {
    let mut problems = Problems::default();
    problems.require("apikey", key);
    problems.or(ApiKey::new(key.trim()))
}

/// The form.
#[component]
pub fn TestApiKeyForm() -> impl IntoView {
    let keys = ApiKeys::expect();
    let (key, is_good) = (RwSignal::new(String::new()), RwSignal::new(false));
    let submission = Submission::new();
    let submit = move || {
        let validated = key.with_untracked(|key| validate(key));
        is_good.set(false);
        submission.run(validated, &["apikey"], move |apikey| async move {
            if keys.authenticate_api_key(apikey).await? {
                is_good.try_set(true);
            } else {
                submission.object("apikey", words::WRONG_KEY);
            }
            Ok::<(), ApiError>(())
        });
    };
    let input = move |text: String| {
        submission.touch("apikey");
        is_good.set(false);
        key.set(text);
    };
    view! {
        <FormShell
            failed=words::TEST_FAILED
            failure=submission.failure()
            pending=submission.pending()
            on_submit=submit
        >
            <PasswordField
                label=words::API_KEY
                name="apikey"
                autocomplete="off"
                value=key
                required=true
                autofocus=true
                problem=submission.problem("apikey")
                on_input=input
            />
            <Show when=move || is_good.get()>
                <Banner
                    tone=Tone::Success
                    title=words::KEY_WORKS
                    detail=words::KEY_WORKS_DETAIL.to_owned()
                />
            </Show>
            <Button
                label=words::TEST_KEY
                variant=Variant::Primary
                submit=true
                busy=submission.pending()
            />
        </FormShell>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_sent_without_what_pasting_added() {
        assert_eq!(validate(" k\n").expect("a key").expose(), "k");
        assert!(validate(" \n").is_err());
    }
}
