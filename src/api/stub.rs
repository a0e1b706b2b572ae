//! A transport for tests: answers come from a script, and what was sent can be asserted on.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use bim_api::endpoints::SendBatch;
use bim_api::wire::batch::{BatchAnswer, BatchCalls};
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

/// What becomes of a batch.
pub enum Fate {
    /// Its calls are made, each as its rule says.
    Answered,
    /// They are not made, and it is answered this.
    Instead(Response),
    /// They are made, and the answer is lost.
    Lost,
    /// They are made, and half of the answer arrives.
    Half,
}

type Judge = Box<dyn FnMut(usize) -> Fate>;

#[derive(Default)]
struct Script {
    judge: Option<Judge>,
    batches: Vec<usize>,
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

    /// Answers batches; `judge` is given how many came before.
    pub fn answer_batches(&self, judge: impl FnMut(usize) -> Fate + 'static) {
        self.0.borrow_mut().judge = Some(Box::new(judge));
    }

    /// How many calls each batch held so far. The calls themselves are among what was sent.
    pub fn batches(&self) -> Vec<usize> {
        self.0.borrow().batches.clone()
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

impl Script {
    fn reply(&mut self, sent: Sent) -> Reply {
        self.sent.push(sent.clone());
        self.rules.iter_mut().find_map(|rule| rule(&sent)).unwrap_or(Reply::Lost)
    }

    /// What becomes of a batch, and the replies to its calls where they are made.
    fn batch(&mut self, sent: &Sent) -> Option<(Fate, Vec<Reply>)> {
        if !is_of::<SendBatch>(&sent.request) {
            return None;
        }
        let judge = self.judge.as_mut()?;
        let fate = judge(self.batches.len());
        let calls: BatchCalls = serde_json::from_slice(sent.request.body.as_deref()?).ok()?;
        self.batches.push(calls.0.len());
        if matches!(fate, Fate::Instead(_)) {
            return Some((fate, Vec::new()));
        }
        let calls = calls.0.into_iter().map(|call| {
            let body = call.body.map(|body| body.to_string().into_bytes());
            let request = Request { method: call.method, target: call.target, body };
            self.reply(Sent { request, token: sent.token.clone() })
        });
        let replies = calls.collect();
        Some((fate, replies))
    }
}

async fn come(reply: Reply) -> Result<Response, Lost> {
    let lost = || Lost { message: "no rule".to_owned() };
    match reply {
        Reply::Now(response) => Ok(response),
        Reply::Later(answer) => answer.await.map_err(|_| lost()),
        Reply::Lost => Err(lost()),
    }
}

/// The answer to a batch with these.
async fn together(fate: Fate, replies: Vec<Reply>) -> Result<Response, Lost> {
    if let Fate::Instead(response) = fate {
        return Ok(response);
    }
    let mut items = Vec::new();
    for reply in replies {
        // Within a batch nothing gets lost: the service tells that it failed.
        let lost = Stub::response(500, Vec::new());
        let Response { status, body, retry_after, request_id } = come(reply).await.unwrap_or(lost);
        let body = serde_json::from_slice(&body).ok();
        items.push(BatchAnswer { status, retry_after, request_id, body });
    }
    let mut body = serde_json::to_vec(&items).unwrap_or_default();
    match fate {
        Fate::Lost => return come(Reply::Lost).await,
        Fate::Half => body.truncate(body.len() / 2),
        Fate::Answered | Fate::Instead(_) => {}
    }
    Ok(Stub::response(200, body))
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
        if let Some((fate, replies)) = script.batch(&sent) {
            return Box::pin(together(fate, replies));
        }
        Box::pin(come(script.reply(sent)))
    }

    fn send_last(&self, request: Request, token: Option<&Token>) {
        self.0.borrow_mut().sent.push(Sent { request, token: token.cloned() });
    }

    fn clock_ahead(&self) -> f64 {
        self.0.borrow().clock_ahead
    }

    fn keep_ahead(&self, _: &Request) {}
}
