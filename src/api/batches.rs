//! Calls that travel together: what a job sends waits until one of a few requests may leave, and then goes out with all
//! that waits (`POST /bim/ext/batch`, where the service announces it). A browser's own cost for each request is more than
//! the service's for most calls.

mod answers;

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use bim_api::endpoints::SendBatch;
use bim_api::wire::batch::MOST_CALLS;
use bim_api::{Endpoint, Request, Response, Token};
use futures_channel::oneshot;
use wasm_bindgen_futures::spawn_local;

use super::{Client, Lost, Pending, Transport};

/// What the service calls it among its extensions.
pub const EXTENSION: &str = "batch";
/// How many batches are under way at most: one is answered while the next is on its way.
const LANES: usize = 2;
/// How many requests are under way at most, batches and what travels alone. Browsers open six connections to a service that
/// speaks HTTP/1.1: the other one is for whoever works on beside a job.
const MOST_REQUESTS: usize = 5;
/// What the calls of a batch may weigh together; a larger one travels alone.
const MOST_BYTES: usize = 200_000;

/// A call that waits to leave.
struct Waiting {
    request: Request,
    token: Option<Token>,
    /// As whom it was begun.
    person: u32,
    answer: oneshot::Sender<Result<Response, Lost>>,
}

struct Shared {
    client: Client,
    transport: Rc<dyn Transport>,
    is_on: Cell<bool>,
    waiting: RefCell<VecDeque<Waiting>>,
    under_way: Cell<usize>,
    /// What travels alone, whatever waits beside it.
    alone: RefCell<VecDeque<Waiting>>,
    alone_under_way: Cell<usize>,
    /// Whether what waits is about to be looked at.
    is_due: Cell<bool>,
}

/// A transport for calls that may travel together. Until it is switched on, each goes out by itself at once.
#[derive(Clone)]
pub struct Batches(Rc<Shared>);

impl Batches {
    /// Over the client's own transport.
    pub fn new(client: Client) -> Self {
        Self(Rc::new(Shared {
            client,
            transport: client.transport(),
            is_on: Cell::default(),
            waiting: RefCell::default(),
            under_way: Cell::default(),
            alone: RefCell::default(),
            alone_under_way: Cell::default(),
            is_due: Cell::default(),
        }))
    }

    /// The service answers batches.
    pub fn switch_on(&self) {
        self.0.is_on.set(true);
    }

    /// Whether calls travel together.
    pub fn is_on(&self) -> bool {
        self.0.is_on.get()
    }

    /// Lets it wait among others, or sends it at once where nothing travels together: few are under way then.
    fn queue(
        &self,
        request: Request,
        token: Option<&Token>,
        queue: fn(&Shared) -> &RefCell<VecDeque<Waiting>>,
    ) -> Pending {
        if !self.is_on() {
            return self.0.transport.send(request, token);
        }
        let (answer, answered) = oneshot::channel();
        let person = self.0.client.person();
        let call = Waiting { request, token: token.cloned(), person, answer };
        queue(&self.0).borrow_mut().push_back(call);
        self.look_soon();
        Box::pin(
            async move { answered.await.unwrap_or_else(|_| Err(Lost { message: "not sent".to_owned() })) },
        )
    }

    /// Looks at what waits once everything has run that is ready to: it may send more.
    fn look_soon(&self) {
        if !self.0.is_due.replace(true) {
            let this = self.clone();
            spawn_local(async move {
                this.0.is_due.set(false);
                this.leave();
            });
        }
    }

    /// Sends what waits, as far as requests may leave: batches first, since there are never so many that nothing else
    /// may.
    fn leave(&self) {
        while let free = LANES.saturating_sub(self.0.under_way.get()).min(self.free())
            && free > 0
            && let batch = self.next(free)
            && !batch.is_empty()
        {
            self.begin(batch, |shared| &shared.under_way);
        }
        while self.free() > 0
            && let Some(call) = self.next_alone()
        {
            self.begin(vec![call], |shared| &shared.alone_under_way);
        }
    }

    /// How many requests more may be under way.
    fn free(&self) -> usize {
        MOST_REQUESTS.saturating_sub(self.0.under_way.get() + self.0.alone_under_way.get())
    }

    /// Sends these as one request, counted where `under_way` says.
    fn begin(&self, batch: Vec<Waiting>, under_way: fn(&Shared) -> &Cell<usize>) {
        under_way(&self.0).update(|count| count + 1);
        let this = self.clone();
        spawn_local(async move {
            this.carry(batch).await;
            under_way(&this.0).update(|count| count - 1);
            this.look_soon();
        });
    }

    /// The next call that travels alone.
    fn next_alone(&self) -> Option<Waiting> {
        let mut alone = self.0.alone.borrow_mut();
        let person = self.0.client.person();
        alone.retain(|call| is_wanted(call, person));
        alone.pop_front()
    }

    /// The calls of one request: a fair part of those that wait, all with one credential.
    fn next(&self, free: usize) -> Vec<Waiting> {
        let mut waiting = self.0.waiting.borrow_mut();
        let person = self.0.client.person();
        waiting.retain(|call| is_wanted(call, person));
        let most = if self.is_on() { waiting.len().div_ceil(free).min(MOST_CALLS) } else { 1 };
        let (mut batch, mut bytes) = (Vec::<Waiting>::with_capacity(most), 0);
        while batch.len() < most
            && let Some(call) = waiting.front()
            && batch.first().is_none_or(|first| first.token == call.token)
            && (batch.is_empty() || bytes + weight(call) <= MOST_BYTES)
        {
            bytes += weight(call);
            batch.extend(waiting.pop_front());
        }
        batch
    }

    /// Sends these and hands out what they are answered with.
    async fn carry(&self, batch: Vec<Waiting>) {
        if let [_] = batch.as_slice() {
            return self.each_alone(batch).await;
        }
        let request = Request {
            method: SendBatch::METHOD,
            target: SendBatch::PATH.to_owned(),
            body: Some(answers::written(batch.iter().map(|call| &call.request))),
        };
        let token = batch.first().and_then(|call| call.token.clone());
        match self.0.transport.send(request, token.as_ref()).await {
            Ok(answer) if (200..300).contains(&answer.status) => {
                match answers::read(&answer.body, batch.len()) {
                    Some(answers) => {
                        for (call, answer) in batch.into_iter().zip(answers) {
                            hand(call, Ok(answer));
                        }
                    }
                    // Any of them may have run.
                    None => hand_all(batch, &Err(Lost { message: String::new() })),
                }
            }
            // The batch itself is refused, and says nothing of what is in it.
            Ok(answer) if is_unfit(answer.status) => {
                self.0.is_on.set(false);
                self.each_alone(batch).await;
            }
            outcome => {
                // Who is asked to wait sends nothing that waits already.
                let is_busy = outcome.as_ref().is_ok_and(|answer| answer.status == 429);
                let waiting = if is_busy { self.0.waiting.take() } else { VecDeque::new() };
                hand_all(batch.into_iter().chain(waiting), &outcome);
            }
        }
    }

    async fn each_alone(&self, batch: Vec<Waiting>) {
        for call in batch {
            let outcome = self.0.transport.send(call.request.clone(), call.token.as_ref()).await;
            hand(call, outcome);
        }
    }
}

/// Refusals of a request that nobody who sent one of its calls could meet: it is unknown, too large, or kept out by
/// something before the service. A credential that has ended and a service that is busy or fails concern each call.
fn is_unfit(status: u16) -> bool {
    (400..500).contains(&status) && !matches!(status, 401 | 408 | 425 | 429)
}

/// Whether somebody waits for it, and whoever began it is not gone: dropped, it is answered as lost.
fn is_wanted(call: &Waiting, person: u32) -> bool {
    !call.answer.is_canceled() && call.person == person
}

fn weight(call: &Waiting) -> usize {
    64 + call.request.target.len() + call.request.body.as_ref().map_or(0, Vec::len)
}

fn hand(call: Waiting, outcome: Result<Response, Lost>) {
    // Whoever gave it up needs no answer.
    let _ = call.answer.send(outcome);
}

fn hand_all(batch: impl IntoIterator<Item = Waiting>, outcome: &Result<Response, Lost>) {
    batch.into_iter().for_each(|call| hand(call, outcome.clone()));
}

impl Transport for Batches {
    fn address(&self) -> &str {
        self.0.transport.address()
    }

    fn send(&self, request: Request, token: Option<&Token>) -> Pending {
        self.queue(request, token, |shared| &shared.waiting)
    }

    fn send_alone(&self, request: Request, token: Option<&Token>) -> Pending {
        self.queue(request, token, |shared| &shared.alone)
    }

    fn send_last(&self, request: Request, token: Option<&Token>) {
        self.0.transport.send_last(request, token);
    }

    fn clock_ahead(&self) -> f64 {
        self.0.transport.clock_ahead()
    }

    fn keep_ahead(&self, request: &Request) {
        self.0.transport.keep_ahead(request);
    }
}
