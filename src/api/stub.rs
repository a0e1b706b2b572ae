//! A transport for tests: answers come from a script, and what was sent can be asserted on.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use bim_api::{Endpoint, Problem, Request, Response, Token};
use futures_channel::oneshot;

use super::{Lost, Pending, Transport};

type Answerer = Box<dyn FnMut(&Sent) -> Option<Reply>>;

/// One request as it left the app.
#[derive(Clone)]
pub struct Sent {
    /// The request.
    pub request: Request,
    /// Its credential.
    pub token: Option<Token>,
}

/// What a stub does with a request.
pub enum Reply {
    /// Answers at once.
    Now(Response),
    /// Answers when the test says so.
    Later(oneshot::Receiver<Response>),
    /// Loses it.
    Lost,
}

#[derive(Default)]
struct Script {
    rules: VecDeque<Answerer>,
    sent: Vec<Sent>,
    clock_ahead: f64,
}

/// A scripted transport. Later rules come first; a request that no rule takes is lost.
#[derive(Clone, Default)]
pub struct Stub(Rc<RefCell<Script>>);

impl Stub {
    /// Answers every call of `E` with this.
    pub fn answer<E: Endpoint>(&self, response: &E::Response) {
        let body = serde_json::to_vec(response).unwrap_or_default();
        self.rule::<E>(move |_| Reply::Now(Self::response(200, body.clone())));
    }

    /// Refuses every call of `E` with this.
    pub fn refuse<E: Endpoint>(&self, problem: &Problem) {
        let (status, body) = (problem.status, serde_json::to_vec(problem).unwrap_or_default());
        self.rule::<E>(move |_| Reply::Now(Self::response(status, body.clone())));
    }

    /// Does this with every call of `E`.
    pub fn rule<E: Endpoint>(&self, mut rule: impl FnMut(&Sent) -> Reply + 'static) {
        let answerer: Answerer = Box::new(move |sent| is_of::<E>(&sent.request).then(|| rule(sent)));
        self.0.borrow_mut().rules.push_front(answerer);
    }

    /// The API's clock is this many milliseconds ahead.
    pub fn set_clock_ahead(&self, by: f64) {
        self.0.borrow_mut().clock_ahead = by;
    }

    /// A response with this JSON.
    pub fn response(status: u16, body: Vec<u8>) -> Response {
        Response { status, body, retry_after: None, request_id: Some("stub-1".to_owned()) }
    }

    /// Everything sent so far.
    pub fn sent(&self) -> Vec<Sent> {
        self.0.borrow().sent.clone()
    }

    /// The bodies of this endpoint's calls so far, oldest first.
    pub fn bodies<E: Endpoint>(&self) -> Vec<E::Body> {
        let bodies = self.0.borrow();
        bodies
            .sent
            .iter()
            .filter(|sent| is_of::<E>(&sent.request))
            .filter_map(|sent| serde_json::from_slice(sent.request.body.as_deref()?).ok())
            .collect()
    }
}

/// Whether a request is a call of `E`.
fn is_of<E: Endpoint>(request: &Request) -> bool {
    let path = request.target.split('?').next().unwrap_or_default();
    let shape = |template: &str, segment: &str| template.starts_with('{') || template == segment;
    request.method == E::METHOD
        && path.split('/').count() == E::PATH.split('/').count()
        && E::PATH.split('/').zip(path.split('/')).all(|(template, segment)| shape(template, segment))
}

impl Transport for Stub {
    fn address(&self) -> &str {
        "https://bim.example"
    }

    fn send(&self, request: Request, token: Option<&Token>) -> Pending {
        let sent = Sent { request, token: token.cloned() };
        let mut script = self.0.borrow_mut();
        script.sent.push(sent.clone());
        let reply = script.rules.iter_mut().find_map(|rule| rule(&sent)).unwrap_or(Reply::Lost);
        Box::pin(async move {
            let lost = || Lost { message: "no rule".to_owned() };
            match reply {
                Reply::Now(response) => Ok(response),
                Reply::Later(answer) => answer.await.map_err(|_| lost()),
                Reply::Lost => Err(lost()),
            }
        })
    }

    fn send_last(&self, request: Request, token: Option<&Token>) {
        self.0.borrow_mut().sent.push(Sent { request, token: token.cloned() });
    }

    fn clock_ahead(&self) -> f64 {
        self.0.borrow().clock_ahead
    }

    fn keep_ahead(&self, _: &Request) {}
}
