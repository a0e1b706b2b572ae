//! Sends typed calls with the session's token, and asks for a new session when the old one has ended.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use bim_api::{Access, ApiError, Call, Endpoint, Method, Request, Token};
use leptos::prelude::{LocalStorage, StoredValue, WithValue};

use super::{Lost, Transport};

/// Asks the person to sign in again; the answer is whether the same person did.
pub type Renewal = Rc<dyn Fn() -> Pin<Box<dyn Future<Output = bool>>>>;

struct Inner {
    transport: Rc<dyn Transport>,
    token: RefCell<Option<Token>>,
    renewal: RefCell<Option<Renewal>>,
}

/// The network door, to be copied wherever calls are made.
#[derive(Clone, Copy)]
pub struct Client(StoredValue<Rc<Inner>, LocalStorage>);

impl Client {
    /// A client over this transport, signed out.
    pub fn new(transport: impl Transport + 'static) -> Self {
        Self(StoredValue::new_local(Rc::new(Inner {
            transport: Rc::new(transport),
            token: RefCell::default(),
            renewal: RefCell::default(),
        })))
    }

    fn inner(self) -> Rc<Inner> {
        self.0.with_value(Rc::clone)
    }

    /// The credential of all later calls.
    pub fn set_token(self, token: Option<Token>) {
        *self.inner().token.borrow_mut() = token;
    }

    /// What to do when the API says that the session has ended.
    pub fn on_expiry(self, renewal: Renewal) {
        *self.inner().renewal.borrow_mut() = Some(renewal);
    }

    /// Sends a call in the session. When the API's own 401 proves that nothing ran, the person is asked to sign
    /// in again, and the call goes out once more if the same person did.
    ///
    /// # Errors
    /// Everything of [`ApiError`].
    pub async fn send<E: Endpoint>(self, call: &Call<E>) -> Result<E::Response, ApiError> {
        let request = call.encode().map_err(ApiError::NotSent)?;
        let inner = self.inner();
        let token = inner.token.borrow().clone();
        let outcome = self.exchange::<E>(request.clone(), token.as_ref()).await;
        let Err(error) = &outcome else { return outcome };
        if E::ACCESS == Access::Anyone || token.is_none() || !error.is_unauthorized() {
            return outcome;
        }
        // Another call may have renewed the session while this one was under way.
        let current = inner.token.borrow().clone();
        if current.is_some() && current != token {
            return self.exchange::<E>(request, current.as_ref()).await;
        }
        let renewal = inner.renewal.borrow().clone();
        let Some(renewal) = renewal else { return outcome };
        if !renewal().await {
            return outcome;
        }
        let token = inner.token.borrow().clone();
        self.exchange::<E>(request, token.as_ref()).await
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
        self.exchange::<E>(request, token).await
    }

    async fn exchange<E: Endpoint>(
        self,
        request: Request,
        token: Option<&Token>,
    ) -> Result<E::Response, ApiError> {
        let transport = Rc::clone(&self.inner().transport);
        let mut answer = transport.send(request.clone(), token).await;
        // A read may be asked twice: a connection that a proxy closed while idle fails on first use.
        if answer.is_err() && E::METHOD == Method::Get {
            answer = transport.send(request, token).await;
        }
        let response = answer.map_err(|Lost { message }| ApiError::Transport { message })?;
        Call::<E>::read(response)
    }
}
