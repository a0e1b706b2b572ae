//! Sends typed calls with the session's token, and asks for a new session when the old one has ended.

use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::rc::Rc;

use bim_api::{Access, ApiError, Call, Endpoint, Method, Request, Response, Token};
use leptos::prelude::{LocalStorage, StoredValue, WithValue};

use super::curl::curl;
use super::{Lost, Transport};

/// Asks the person to sign in again; the answer is whether the same person did.
pub type Renewal = Rc<dyn Fn() -> Pin<Box<dyn Future<Output = bool>>>>;

/// What came of a write, with what a log of writes needs.
pub struct Told<T> {
    /// The answer, or why there is none.
    pub outcome: Result<T, ApiError>,
    /// The HTTP status, where an answer came.
    pub status: Option<u16>,
    /// The `x-request-id` of the answer.
    pub request_id: Option<String>,
}

impl<T> Told<T> {
    fn nothing(error: ApiError) -> Self {
        Self {
            status: error.status(),
            request_id: error.request_id().map(str::to_owned),
            outcome: Err(error),
        }
    }
}

/// An answer the API gave, or why there is none.
type Answer = Pin<Box<dyn Future<Output = Result<Response, ApiError>>>>;

struct Inner {
    transport: Rc<dyn Transport>,
    /// What carries the calls of the future that runs at this moment.
    carrier: RefCell<Rc<dyn Transport>>,
    token: RefCell<Option<Token>>,
    renewal: RefCell<Option<Renewal>>,
    used: RefCell<Option<Rc<dyn Fn()>>>,
    /// Counts the people that calls went out as.
    people: Cell<u32>,
    is_read_only: Cell<bool>,
}

/// The network door, to be copied wherever calls are made.
#[derive(Clone, Copy)]
pub struct Client(StoredValue<Rc<Inner>, LocalStorage>);

impl Client {
    /// A client over this transport, signed out.
    pub fn new(transport: impl Transport + 'static) -> Self {
        let transport: Rc<dyn Transport> = Rc::new(transport);
        Self(StoredValue::new_local(Rc::new(Inner {
            carrier: RefCell::new(Rc::clone(&transport)),
            transport,
            token: RefCell::default(),
            renewal: RefCell::default(),
            used: RefCell::default(),
            people: Cell::default(),
            is_read_only: Cell::default(),
        })))
    }

    fn inner(self) -> Rc<Inner> {
        self.0.with_value(Rc::clone)
    }

    pub(super) fn transport(self) -> Rc<dyn Transport> {
        Rc::clone(&self.inner().transport)
    }

    /// Runs a future whose calls travel over `carrier`, together as far as they may.
    pub async fn over<F: Future>(self, carrier: Rc<dyn Transport>, future: F) -> F::Output {
        let mut future = pin!(future);
        poll_fn(|context| {
            // It runs bit by bit, between others whose calls go out by themselves.
            let before = self.inner().carrier.replace(Rc::clone(&carrier));
            let polled = future.as_mut().poll(context);
            self.inner().carrier.replace(before);
            polled
        })
        .await
    }

    /// A call as a command for a shell, to be run elsewhere with this credential; empty where it cannot be sent.
    pub fn curl<E: Endpoint>(self, call: &Call<E>, secret: &str) -> String {
        call.encode().map(|request| self.command(&request, secret)).unwrap_or_default()
    }

    /// A request as a command for a shell, to be run elsewhere with this credential.
    pub fn command(self, request: &Request, secret: &str) -> String {
        curl(self.inner().transport.address(), request, secret)
    }

    /// The credential of all later calls.
    pub fn set_token(self, token: Option<Token>) {
        *self.inner().token.borrow_mut() = token;
    }

    /// The credential of all later calls, of somebody else than that of the earlier ones: none of those goes out again
    /// with it.
    pub fn become_somebody(self, token: Option<Token>, is_read_only: bool) {
        let inner = self.inner();
        inner.people.set(inner.people.get() + 1);
        inner.is_read_only.set(is_read_only);
        *inner.token.borrow_mut() = token;
    }

    /// Counts the people that calls went out as: work of one of them is not gone on with as another.
    pub fn person(self) -> u32 {
        self.inner().people.get()
    }

    /// Lets nothing through that changes anything, or everything again.
    pub fn lock(self, is_read_only: bool) {
        self.inner().is_read_only.set(is_read_only);
    }

    /// The credential of all later calls.
    pub fn token(self) -> Option<Token> {
        self.inner().token.borrow().clone()
    }

    /// Whom to tell that the session was used.
    pub fn on_use(self, used: Rc<dyn Fn()>) {
        *self.inner().used.borrow_mut() = Some(used);
    }

    /// What to do when the API says that the session has ended.
    pub fn on_expiry(self, renewal: Renewal) {
        *self.inner().renewal.borrow_mut() = Some(renewal);
    }

    /// Asks something in the session; what changes something goes through [`Self::write`], which this does not compile
    /// for. When the API's own 401 proves that nothing ran, the person is asked to sign in again, and the call goes out
    /// once more if the same person did.
    ///
    /// # Errors
    /// Everything of [`ApiError`].
    pub async fn send<E: Endpoint>(self, call: &Call<E>) -> Result<E::Response, ApiError> {
        const { assert!(E::READS, "writes go through `write`, and the journal that calls it") };
        let request = call.encode().map_err(ApiError::NotSent)?;
        Call::<E>::read(self.in_session(request, E::ACCESS == Access::Anyone, E::TOGETHER).await?)
    }

    /// Changes something in the session, as [`Self::send`] asks.
    pub async fn write<E: Endpoint>(self, call: &Call<E>) -> Told<E::Response> {
        if self.inner().is_read_only.get() {
            return Told::nothing(ApiError::ReadOnly);
        }
        let answer = match call.encode() {
            Ok(request) => self.in_session(request, E::ACCESS == Access::Anyone, E::TOGETHER).await,
            Err(bad_path) => Err(ApiError::NotSent(bad_path)),
        };
        match answer {
            Ok(answer) => Told {
                status: Some(answer.status),
                request_id: answer.request_id.clone(),
                outcome: Call::<E>::read(answer),
            },
            Err(error) => Told::nothing(error),
        }
    }

    /// Sends a call with a credential of its own, outside the session: an invitation, a token being checked.
    ///
    /// # Errors
    /// Everything of [`ApiError`].
    pub async fn send_as<E: Endpoint>(
        self,
        call: &Call<E>,
        token: Option<&Token>,
    ) -> Result<E::Response, ApiError> {
        let request = call.encode().map_err(ApiError::NotSent)?;
        Call::<E>::read(self.exchange(request, token.cloned(), false).await?)
    }

    /// Sends a call of a page that is about to go, with a credential of its own: nobody waits for the answer.
    pub fn send_last<E: Endpoint>(self, call: &Call<E>, token: &Token) {
        if let Ok(request) = call.encode() {
            self.inner().transport.send_last(request, Some(token));
        }
    }

    /// By how many milliseconds the API's clock is ahead of this machine's; 0 where that is not known.
    pub fn clock_ahead(self) -> f64 {
        self.inner().transport.clock_ahead()
    }

    /// Keeps a call that the open address begins with: it is made sooner when that is loaded again.
    pub fn keep_ahead<E: Endpoint>(self, call: &Call<E>) {
        if let Ok(request) = call.encode() {
            self.inner().transport.keep_ahead(&request);
        }
    }

    // Boxed and free of the endpoint's type: there is one of each in the app's code, not one per endpoint.

    fn in_session(self, request: Request, is_open: bool, is_together: bool) -> Answer {
        Box::pin(async move {
            let inner = self.inner();
            let (token, person) = (inner.token.borrow().clone(), inner.people.get());
            let outcome = self.exchange(request.clone(), token.clone(), is_together).await;
            let is_expired =
                !is_open && token.is_some() && outcome.as_ref().is_err_and(ApiError::is_unauthorized);
            if person != inner.people.get() {
                return outcome;
            }
            if !is_expired {
                let used = inner.used.borrow().clone();
                if let Some(used) = used.filter(|_| !matches!(outcome, Err(ApiError::Transport { .. }))) {
                    used();
                }
                return outcome;
            }
            // Another call may have renewed the session while this one was under way.
            let current = inner.token.borrow().clone();
            if current.is_some() && current != token {
                return self.exchange(request, current, is_together).await;
            }
            let renewal = inner.renewal.borrow().clone();
            match renewal {
                Some(renewal) if renewal().await => {
                    let token = inner.token.borrow().clone();
                    self.exchange(request, token, is_together).await
                }
                _ => outcome,
            }
        })
    }

    fn exchange(self, request: Request, token: Option<Token>, is_together: bool) -> Answer {
        Box::pin(async move {
            let inner = self.inner();
            let carrier = inner.carrier.borrow().clone();
            drop(inner);
            let send = |request| match is_together {
                true => carrier.send(request, token.as_ref()),
                false => carrier.send_alone(request, token.as_ref()),
            };
            let is_read = request.method == Method::Get;
            let mut answer = send(request.clone()).await;
            // A read may be asked twice: a connection that a proxy closed while idle fails on first use.
            if answer.is_err() && is_read {
                answer = send(request).await;
            }
            answer.map_err(|Lost { message }| ApiError::Transport { message })?.accepted()
        })
    }
}
