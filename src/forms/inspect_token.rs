//! Asking about a token (row 33).

use bim_api::Token;
use bim_api::wire::key::TokenInfo;
use leptos::prelude::*;

use super::pasted_secret::{Outcome, PastedSecretForm, Says};
use crate::stores::Lifetime;
use crate::words;

const SAYS: Says = Says {
    label: words::TOKEN,
    name: "token",
    help: Some(words::TOKEN_HELP),
    button: words::INSPECT,
    failed: words::INSPECT_FAILED,
};

/// The token, without what was copied along with it from a header.
fn read(text: &str) -> &str {
    let token = text.trim_start();
    token.strip_prefix("Bearer ").unwrap_or(token).trim()
}

/// The form.
#[component]
pub fn InspectTokenForm(
    /// What is known of it, or nothing any more.
    #[prop(into)]
    on_answer: UnsyncCallback<(Option<TokenInfo>,)>,
) -> impl IntoView {
    let lifetime = Lifetime::expect();
    let send = move |token: String| -> Outcome {
        Box::pin(async move {
            match lifetime.get_token(Token::new(token)).await {
                Ok(told) => on_answer.run((Some(told),)),
                Err(error) if error.status() == Some(404) => return Ok(Some(words::TOKEN_UNKNOWN)),
                Err(error) => return Err(error),
            }
            Ok(None)
        })
    };
    view! { <PastedSecretForm says=SAYS read send on_change=move || on_answer.run((None,)) /> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_may_be_pasted_with_its_header() {
        for text in ["t1", " t1\n", "Bearer t1"] {
            assert_eq!(read(text), "t1");
        }
        assert_eq!(read("Bearer "), "");
    }
}
