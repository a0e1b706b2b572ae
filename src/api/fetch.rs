//! The browser's fetch as a [`Transport`].

use std::cell::Cell;
use std::rc::Rc;

use bim_api::{Method, Request, Response, Token};
use gloo_net::http::{RequestBuilder, Response as FetchResponse};
use js_sys::{Date, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AbortController, RequestCredentials, window};

use super::{Lost, Pending, Transport, ahead};

/// Sends through `fetch`, to an API at this base.
pub struct Fetch {
    base: String,
    clock_ahead: Rc<Cell<f64>>,
}

impl Fetch {
    /// `base` is absolute and has no trailing slash.
    pub fn new(base: String) -> Self {
        Self { base, clock_ahead: Rc::default() }
    }
}

impl Transport for Fetch {
    fn address(&self) -> &str {
        &self.base
    }

    fn send(&self, request: Request, token: Option<&Token>) -> Pending {
        let url = format!("{}{}", self.base, request.target);
        let bearer = token.map(bearer);
        let clock_ahead = Rc::clone(&self.clock_ahead);
        Box::pin(async move {
            let early = ahead::answer(&url, bearer.as_deref().unwrap_or_default(), &request).await;
            if let Some((answer, body)) = early {
                return Ok(read(&answer.into(), body));
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
            if let Some(ahead) = ahead_by(&answer) {
                clock_ahead.set(ahead);
            }
            let body = answer.binary().await.map_err(lost)?;
            let response = read(&answer, body);
            abort.done();
            Ok(response)
        })
    }

    fn send_last(&self, request: Request, token: Option<&Token>) {
        let (init, headers) = (Object::new(), Object::new());
        let set = |object: &Object, name: &str, value: JsValue| {
            // An object of our own takes whatever it is given.
            let _ = Reflect::set(object, &name.into(), &value);
        };
        if let Some(token) = token {
            set(&headers, "authorization", bearer(token).into());
        }
        set(&init, "method", request.method.as_str().into());
        set(&init, "headers", headers.into());
        set(&init, "credentials", "omit".into());
        // The request outlives the page.
        set(&init, "keepalive", true.into());
        if let Some(window) = window() {
            let url = [self.base.as_str(), &request.target].concat();
            drop(window.fetch_with_str_and_init(&url, init.unchecked_ref()));
        }
    }

    fn clock_ahead(&self) -> f64 {
        self.clock_ahead.get()
    }

    fn keep_ahead(&self, request: &Request) {
        ahead::keep(&self.base, request);
    }
}

fn bearer(token: &Token) -> String {
    ["Bearer ", token.expose()].concat()
}

/// What an answer that has just come tells of the API's clock: the header is cut to the second, half a one on average.
fn ahead_by(answer: &FetchResponse) -> Option<f64> {
    let date = Date::parse(&answer.headers().get("date")?);
    (!date.is_nan()).then(|| date + 500.0 - Date::now())
}

fn read(answer: &FetchResponse, body: Vec<u8>) -> Response {
    Response {
        status: answer.status(),
        retry_after: answer.headers().get("retry-after").and_then(|s| s.trim().parse().ok()),
        request_id: answer.headers().get("x-request-id"),
        body,
    }
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
