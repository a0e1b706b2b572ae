//! Why a call has no answer, in words for whoever is on the page.

use bim_api::ApiError;
use leptos::prelude::*;

use crate::ui::{Banner, Tone};
use crate::words;

/// An [`ApiError`] for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// Why, and what to do.
    pub detail: String,
    /// What the operator needs to find it in the logs.
    pub reference: Option<String>,
}

/// Says why.
pub fn explain(error: &ApiError) -> Explained {
    match error {
        ApiError::NotSent(bad_path) => Explained { detail: bad_path.to_string(), reference: None },
        ApiError::ReadOnly => Explained { detail: words::LOCKED.to_owned(), reference: None },
        ApiError::Transport { message } => Explained {
            detail: words::NOT_REACHED.to_owned(),
            reference: Some(message.clone()).filter(|m| !m.is_empty()),
        },
        ApiError::Refused { problem, retry_after, request_id } => {
            let detail = match (problem.status, problem.message.as_str()) {
                (429, _) => wait(*retry_after),
                (403, "") => words::FORBIDDEN.to_owned(),
                (_, "") => problem.error.clone(),
                (_, message) => message.to_owned(),
            };
            Explained { detail, reference: reference(problem.status, request_id.as_deref(), "") }
        }
        ApiError::Unreadable { status, bytes, request_id } => {
            let start = beginning(bytes);
            let detail = if bytes.is_empty() { words::EMPTY_ANSWER } else { words::UNREADABLE };
            Explained {
                detail: detail.to_owned(),
                reference: reference(*status, request_id.as_deref(), &start),
            }
        }
    }
}

fn wait(retry_after: Option<u32>) -> String {
    match retry_after {
        Some(seconds) => [words::TOO_MANY, " ", &seconds.to_string(), " ", words::SECONDS, "."].concat(),
        None => words::TOO_MANY.to_owned(),
    }
}

fn reference(status: u16, request_id: Option<&str>, start: &str) -> Option<String> {
    let mut text = [words::HTTP_STATUS, " ", &status.to_string()].concat();
    if let Some(id) = request_id {
        text.extend([" · ", words::REQUEST, " ", id]);
    }
    if !start.is_empty() {
        text.extend([" · ", start]);
    }
    Some(text)
}

/// The first words of an answer that is not the API's, without its tags.
fn beginning(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]);
    let mut is_tag = false;
    let plain: String = text
        .chars()
        .filter(|&c| {
            let was_tag = is_tag;
            is_tag = (is_tag || c == '<') && c != '>';
            !is_tag && !was_tag
        })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(80).collect()
}

/// A failure where the data would stand, with Retry. Draws nothing while there is no error.
#[component]
pub fn ErrorBanner(
    /// What failed.
    #[prop(into)]
    title: Signal<String>,
    /// Why.
    #[prop(into)]
    error: Signal<Option<ApiError>>,
    /// Tries again; without, there is nothing to try.
    #[prop(optional, into)]
    on_retry: Option<UnsyncCallback<()>>,
    /// The try is under way.
    #[prop(optional, into)]
    retrying: Signal<bool>,
) -> impl IntoView {
    move || {
        let explained = explain(&error.get()?);
        let (detail, reference) = (explained.detail, explained.reference);
        let banner = match on_retry {
            Some(on_retry) => {
                view! { <Banner tone=Tone::Danger title detail reference on_retry retrying /> }.into_any()
            }
            None => view! { <Banner tone=Tone::Danger title detail reference /> }.into_any(),
        };
        Some(banner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bim_api::{BadPath, Problem};

    #[test]
    fn a_refusal_says_what_the_api_said() {
        let problem = Problem::new(422, "Too weak.");
        let error = ApiError::Refused { problem, retry_after: None, request_id: Some("r1".to_owned()) };
        let explained = explain(&error);
        assert_eq!(explained.detail, "Too weak.");
        assert_eq!(explained.reference.as_deref(), Some("Status 422 · Request r1"));
    }

    #[test]
    fn too_many_tries_say_how_long_to_wait() {
        let problem = Problem::new(429, "slow down");
        let error = ApiError::Refused { problem, retry_after: Some(30), request_id: None };
        assert!(explain(&error).detail.contains("30 seconds"));
    }

    #[test]
    fn a_proxys_page_is_shown_in_its_first_words() {
        let bytes =
            b"<html><head><title>502 Bad Gateway</title></head><body><h1>nginx</h1></body></html>".to_vec();
        let explained = explain(&ApiError::Unreadable { status: 502, bytes, request_id: None });
        assert_eq!(explained.detail, words::UNREADABLE);
        assert_eq!(explained.reference.as_deref(), Some("Status 502 · 502 Bad Gatewaynginx"));
        let empty = explain(&ApiError::Unreadable { status: 200, bytes: Vec::new(), request_id: None });
        assert_eq!(empty.detail, words::EMPTY_ANSWER);
    }

    #[test]
    fn what_was_not_sent_says_why() {
        let error = ApiError::NotSent(BadPath { parameter: "userid" });
        assert!(explain(&error).detail.contains("userid"));
    }
}
