//! Who is signed in, in this tab and in all tabs: signing in (rows 2, 6, 16, 31), signing out, and signing in
//! again when the session has ended under an open page. The token stays in here and in the client.

mod idle;
mod tabs;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use bim_api::endpoints::{
    Authenticate, AuthenticateApiKey, ChangePassword, CurrentUserInfo, ListExtensions, SignOut,
};
use bim_api::wire::user::UserDetails;
use bim_api::{ApiError, Call, Endpoint, Permission, Token};
use futures_channel::oneshot;
use leptos::prelude::*;
use leptos::task::spawn_local;
use reactive_stores::Store;

use crate::api::{Client, Renewal};
use crate::routes::{LoginLink, UserKey};
use tabs::{Message, Tabs};

/// Where the session stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Phase {
    /// Not known yet: a kept token is being checked, or other tabs are being asked.
    #[default]
    Starting,
    /// Nobody is signed in.
    SignedOut,
    /// This person is.
    SignedIn(Arc<UserDetails>),
}

/// What the sign-in page says first.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// The person signed out, here or in another tab.
    SignedOut,
    /// The kept session had ended.
    Ended,
    /// The kept session could not be checked.
    Unchecked(ApiError),
}

/// What a try to sign in came to, where the API answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInOutcome {
    /// The person who was asked for is signed in.
    SignedIn,
    /// Somebody else is now; what waited for the first person was dropped.
    SomebodyElse,
    /// The API refused without saying more.
    Refused,
}

/// The session as the views may see it: never the token.
#[derive(Clone, Debug, Default, Store)]
pub struct SessionState {
    phase: Phase,
    notice: Option<Notice>,
    is_expired: bool,
}

/// Handle of the session.
#[derive(Clone, Copy)]
pub struct Session {
    state: Store<SessionState>,
    client: Client,
    tabs: Tabs,
    waiting: StoredValue<Rc<RefCell<Vec<oneshot::Sender<bool>>>>, LocalStorage>,
}

impl Session {
    /// Makes the store and provides it to the views below. `scope` tells apps on one origin apart.
    pub fn provide(client: Client, scope: &str) -> Self {
        let session = Self {
            state: Store::new(SessionState::default()),
            client,
            tabs: Tabs::open(scope),
            waiting: StoredValue::new_local(Rc::default()),
        };
        provide_context(session);
        let renewal: Renewal = Rc::new(move || Box::pin(session.renew()));
        client.on_expiry(renewal);
        session.tabs.on_message(move |message| session.hear(message));
        session
    }

    /// The store of this app.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Where the session stands.
    pub fn phase(self) -> Signal<Phase> {
        Signal::derive(move || self.state.phase().get())
    }

    /// What the sign-in page says first.
    pub fn notice(self) -> Signal<Option<Notice>> {
        Signal::derive(move || self.state.notice().get())
    }

    /// Whether the person must sign in again before anything goes on.
    pub fn is_expired(self) -> Signal<bool> {
        Signal::derive(move || self.state.is_expired().get())
    }

    /// The signed-in person.
    pub fn person(self) -> Option<Arc<UserDetails>> {
        self.state.phase().with(|phase| match phase {
            Phase::SignedIn(person) => Some(Arc::clone(person)),
            Phase::Starting | Phase::SignedOut => None,
        })
    }

    /// Whether the signed-in person's permissions open this endpoint. The service decides; this is courtesy.
    pub fn may<E: Endpoint>(self) -> bool {
        self.person().is_some_and(|person| E::ACCESS.allows(&person.permissions))
    }

    /// [`Self::may`], for callers that are not views.
    pub fn may_untracked<E: Endpoint>(self) -> bool {
        untrack(|| self.may::<E>())
    }

    /// Whether this account is the signed-in person's own.
    pub fn is_self(self, key: &UserKey) -> bool {
        self.person().is_some_and(|person| person.iamid == key.iamid && person.userid == key.userid)
    }

    /// The permissions of the signed-in person.
    pub fn permissions(self) -> Vec<Permission> {
        self.person().map(|person| person.permissions.clone()).unwrap_or_default()
    }

    /// Whether there may be a session to find: this tab's own, or that of another tab.
    pub fn may_resume(self) -> bool {
        self.tabs.kept().is_some() || self.tabs.has_others()
    }

    /// Finds the session of this tab, or of another one; `fresh` forgets what is there, for an invitation.
    pub fn start(self, fresh: bool) {
        spawn_local(async move {
            if fresh {
                return self.state.phase().set(Phase::SignedOut);
            }
            let token = match self.tabs.kept() {
                Some(token) => Some(token),
                None => self.tabs.ask().await,
            };
            let Some(token) = token else { return self.state.phase().set(Phase::SignedOut) };
            match self.adopt(token).await {
                Ok(()) => {}
                Err(error) => {
                    let ended = error.is_unauthorized();
                    if ended {
                        self.tabs.forget();
                    }
                    self.state.notice().set(Some(if ended {
                        Notice::Ended
                    } else {
                        Notice::Unchecked(error)
                    }));
                    self.state.phase().set(Phase::SignedOut);
                }
            }
        });
    }

    /// Signs in with username and password (row 2).
    ///
    /// # Errors
    /// Everything of [`ApiError`]; 401 for a wrong password or an unknown username, 429 after too many tries.
    pub async fn authenticate(self, call: &Call<Authenticate>) -> Result<SignInOutcome, ApiError> {
        let outcome = self.client.send_as(call, None).await?;
        self.enter(outcome.token.filter(|_| outcome.authenticated)).await
    }

    /// Signs in with an API key, which is exchanged for a token and dropped (row 31).
    ///
    /// # Errors
    /// Everything of [`ApiError`]; 401 for a key that is not known.
    pub async fn authenticate_api_key(
        self,
        call: &Call<AuthenticateApiKey>,
    ) -> Result<SignInOutcome, ApiError> {
        let outcome = self.client.send_as(call, None).await?;
        self.enter(outcome.token.filter(|_| outcome.authenticated)).await
    }

    /// Sets a first password as the holder of an invitation (row 6).
    ///
    /// # Errors
    /// Everything of [`ApiError`]; 401 for a link that was used or is too old, 422 for a password that is refused.
    pub async fn create_password(
        self,
        link: &LoginLink,
        call: &Call<ChangePassword>,
    ) -> Result<bool, ApiError> {
        self.client.send_as(call, Some(&link.token)).await.map(|changed| changed.success)
    }

    async fn enter(self, token: Option<Token>) -> Result<SignInOutcome, ApiError> {
        let Some(token) = token else { return Ok(SignInOutcome::Refused) };
        let before = untrack(|| self.person());
        let expected = self.state.is_expired().get_untracked();
        self.adopt(token.clone()).await?;
        let now = untrack(|| self.person());
        let is_same = match (&before, &now) {
            (Some(before), Some(now)) => (&before.iamid, &before.userid) == (&now.iamid, &now.userid),
            _ => !expected,
        };
        self.settle(is_same);
        self.tabs.tell(&Message::Session { token });
        Ok(if is_same { SignInOutcome::SignedIn } else { SignInOutcome::SomebodyElse })
    }

    /// Takes a token as this tab's session, if the API says whose it is (row 16).
    async fn adopt(self, token: Token) -> Result<(), ApiError> {
        let call = Call::<CurrentUserInfo> { path: (), query: (), body: () };
        let person = self.client.send_as(&call, Some(&token)).await?;
        self.client.set_token(Some(token.clone()));
        self.tabs.keep(&token);
        self.state.notice().set(None);
        let same = untrack(|| self.person()).is_some_and(|old| *old == person);
        if !same {
            self.state.phase().set(Phase::SignedIn(Arc::new(person)));
        }
        Ok(())
    }

    /// Asks the person to sign in again; every call that waits gets the same answer.
    async fn renew(self) -> bool {
        let (sender, receiver) = oneshot::channel();
        self.waiting.with_value(|waiting| waiting.borrow_mut().push(sender));
        self.expire();
        receiver.await.unwrap_or(false)
    }

    /// The session has ended under the open page: the token goes, the page stays.
    pub fn expire(self) {
        self.client.set_token(None);
        self.tabs.forget();
        self.state.is_expired().set(true);
    }

    fn settle(self, is_same: bool) {
        let waiting = self.waiting.with_value(|waiting| std::mem::take(&mut *waiting.borrow_mut()));
        for call in waiting {
            // A caller that gave up in the meantime needs no answer.
            let _ = call.send(is_same);
        }
        self.state.is_expired().set(false);
    }

    /// Signs out, here and in all tabs.
    pub fn sign_out(self) {
        let token = self.tabs.kept();
        self.leave(Notice::SignedOut);
        self.tabs.tell(&Message::SignedOut);
        self.end(token);
    }

    /// Ends a token at the service, where it has the extension; elsewhere it ends by itself.
    fn end(self, token: Option<Token>) {
        let Some(token) = token else { return };
        spawn_local(async move {
            let ask = Call::<ListExtensions> { path: (), query: (), body: () };
            let Ok(known) = self.client.send_as(&ask, Some(&token)).await else { return };
            if known.extensions.iter().any(|name| name == "sign-out") {
                // Gone from here in any case; a token that could not be ended ends by itself.
                let _ = self
                    .client
                    .send_as(&Call::<SignOut> { path: (), query: (), body: () }, Some(&token))
                    .await;
            }
        });
    }

    fn leave(self, notice: Notice) {
        self.client.set_token(None);
        self.tabs.forget();
        self.settle(false);
        self.state.notice().set(Some(notice));
        self.state.phase().set(Phase::SignedOut);
    }

    /// Ends the session here after this many minutes without a key or a click; 0 for never.
    pub fn limit_idle(self, minutes: u32) {
        idle::watch(minutes, move || {
            if untrack(|| self.person()).is_some() && !self.state.is_expired().get_untracked() {
                let token = self.tabs.kept();
                self.expire();
                self.end(token);
            }
        });
    }

    fn hear(self, message: Message) {
        let is_signed_in = untrack(|| self.person()).is_some();
        match message {
            Message::Ask => {
                if let Some(token) = self.tabs.kept().filter(|_| is_signed_in) {
                    self.tabs.tell(&Message::Session { token });
                }
            }
            Message::SignedOut if is_signed_in => self.leave(Notice::SignedOut),
            Message::Session { token } => {
                let is_needed = !is_signed_in || self.state.is_expired().get_untracked();
                let is_other = self.tabs.kept().is_none_or(|kept| kept != token);
                if is_needed || is_other {
                    spawn_local(async move {
                        // A tab that cannot take the session over stays as it was.
                        let _ = self.follow(token).await;
                    });
                }
            }
            Message::SignedOut => {}
        }
    }

    /// Takes over what another tab signed in to.
    async fn follow(self, token: Token) -> Result<(), ApiError> {
        let before = untrack(|| self.person());
        self.adopt(token).await?;
        let now = untrack(|| self.person());
        let user =
            |person: &Option<Arc<UserDetails>>| person.as_ref().map(|p| (p.iamid.clone(), p.userid.clone()));
        self.settle(before.is_none() || user(&before) == user(&now));
        Ok(())
    }
}
