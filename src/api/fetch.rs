//! The browser's fetch as a [`Transport`].

use bim_api::{Method, Request, Response, Token};
use gloo_net::http::{RequestBuilder, Response as FetchResponse};
use web_sys::{AbortController, RequestCredentials};

use super::{Lost, Pending, Transport, ahead};

/// Sends through `fetch`, to an API at this base.
pub struct Fetch {
    base: String,
}

impl Fetch {
    /// `base` is absolute and has no trailing slash.
    pub fn new(base: String) -> Self {
        Self { base }
    }
}

impl Transport for Fetch {
    fn address(&self) -> &str {
        &self.base
    }

    fn send(&self, request: Request, token: Option<&Token>) -> Pending {
        let url = format!("{}{}", self.base, request.target);
        let bearer = token.map(|token| format!("Bearer {}", token.expose()));
        Box::pin(async move {
            let early = ahead::answer(&url, bearer.as_deref().unwrap_or_default(), &request).await;
            if let Some(early) = early {
                return read(&early.into()).await;
            }
            let abort = AbortOnDrop::new();
            let method = match request.method {
                Method::Get => gloo_net::http::Method::GET,
                Method::Post => gloo_net::http::Method::POST,
                Method::Put => gloo_net::http::Method::PUT,
                Method::Delete => gloo_net::http::Method::DELETE,
            };
            let mut builder = RequestBuilder::new(&url)
                .method(method)
                .credentials(RequestCredentials::Omit)
                .header("accept", "application/json")
                .abort_signal(abort.0.as_ref().map(AbortController::signal).as_ref());
            if let Some(bearer) = &bearer {
                builder = builder.header("authorization", bearer);
            }
            let sent = match request.body {
                Some(body) => {
                    let text = js_sys::Uint8Array::from(body.as_slice());
                    builder.header("content-type", "application/json").body(text)
                }
                None => builder.build(),
            };
            let answer = sent.map_err(lost)?.send().await.map_err(lost)?;
            let response = read(&answer).await?;
            abort.done();
            Ok(response)
        })
    }

    fn keep_ahead(&self, request: &Request) {
        ahead::keep(&self.base, request);
    }
}

async fn read(answer: &FetchResponse) -> Result<Response, Lost> {
    Ok(Response {
        status: answer.status(),
        retry_after: answer.headers().get("retry-after").and_then(|s| s.trim().parse().ok()),
        request_id: answer.headers().get("x-request-id"),
        body: answer.binary().await.map_err(lost)?,
    })
}

fn lost(error: gloo_net::Error) -> Lost {
    let message = match error {
        gloo_net::Error::JsError(error) => error.message,
        _ => String::new(),
    };
    Lost { message }
}

/// Aborts the request when nobody waits for its answer any more.
struct AbortOnDrop(Option<AbortController>);

impl AbortOnDrop {
    fn new() -> Self {
        Self(AbortController::new().ok())
    }

    fn done(mut self) {
        self.0 = None;
    }
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}
