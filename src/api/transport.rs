//! What carries a request: the browser's fetch, or a stub in tests.

use std::future::Future;
use std::pin::Pin;

use bim_api::{Request, Response, Token};

/// An answer on its way. Dropping it gives the request up.
pub type Pending = Pin<Box<dyn Future<Output = Result<Response, Lost>>>>;

/// The request or its answer was lost; whether the call ran is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// What the platform said.
    pub message: String,
}

/// Carries requests.
pub trait Transport {
    /// Where the API is, without a trailing slash.
    fn address(&self) -> &str;

    /// Sends one request with this credential.
    fn send(&self, request: Request, token: Option<&Token>) -> Pending;

    /// Sends one that never travels together with others: what carries the calls of jobs lets few of these out at once.
    fn send_alone(&self, request: Request, token: Option<&Token>) -> Pending {
        self.send(request, token)
    }

    /// Sends a request of a page that is about to go: nobody waits for the answer.
    fn send_last(&self, request: Request, token: Option<&Token>);

    /// By how many milliseconds the API's clock is ahead of this machine's, from its latest answer; 0 where no answer told.
    fn clock_ahead(&self) -> f64;

    /// Keeps what the open address begins with, so that it can be asked for sooner when it is loaded again.
    fn keep_ahead(&self, request: &Request);
}
