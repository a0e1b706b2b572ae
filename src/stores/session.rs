//! Who is signed in, in this tab and in all tabs: signing in, signing out, signing in again when the session has ended
//! under an open page, acting as somebody else. The token stays in here and in the client.

mod idle;
mod impersonation;
mod leaving;
mod reload;
mod sign_in;
mod tabs;
mod uses;

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use bim_api::endpoints::{CurrentUserInfo, ListExtensions, SignOut};
use bim_api::wire::user::UserDetails;
use bim_api::{ApiError, Call, Endpoint, Permission, Token};
use futures_channel::oneshot;
use leptos::prelude::*;
use leptos::task::spawn_local;
use reactive_stores::Store;

use crate::api::{Client, Renewal};
use crate::routes::UserKey;
pub use impersonation::Acting;
use leaving::Leaving;
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
    acting: Option<Acting>,
    lost_acting: bool,
    opened: u32,
    last_use: Option<f64>,
}

/// Whose it is, and what lasts as long as they are signed in.
type Lasting = (UserKey, Box<dyn Any>);

/// Handle of the session.
#[derive(Clone, Copy)]
pub struct Session {
    state: Store<SessionState>,
    client: Client,
    tabs: Tabs,
    waiting: StoredValue<Rc<RefCell<Vec<oneshot::Sender<bool>>>>, LocalStorage>,
    /// The person's own token, while they act as somebody else.
    own: StoredValue<Option<Token>, LocalStorage>,
    /// Whether the service ends by itself what a page leaves behind.
    ends_left: StoredValue<bool, LocalStorage>,
    lasting: StoredValue<Option<Lasting>, LocalStorage>,
    leaving: Leaving,
}

impl Session {
    /// Makes the store and provides it to the views below. `scope` tells apps on one origin apart.
    pub fn provide(client: Client, scope: &str) -> Self {
        let session = Self {
            state: Store::new(SessionState::default()),
            client,
            tabs: Tabs::open(scope),
            waiting: StoredValue::new_local(Rc::default()),
            own: StoredValue::new_local(None),
            ends_left: StoredValue::new_local(false),
            lasting: StoredValue::new_local(None),
            leaving: Leaving::new(),
        };
        provide_context(session);
        let renewal: Renewal = Rc::new(move || Box::pin(session.renew()));
        client.on_expiry(renewal);
        client.on_use(Rc::new(move || session.note_use()));
        session.tabs.on_message(move |message| session.hear(message));
        session.survive_reloads();
        on_cleanup(move || session.tabs.close());
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

    /// What lasts as long as a person is signed in in this tab, also while they act as somebody else; made when it is
    /// first asked for.
    pub(super) fn lasting<T: Clone + 'static>(self, make: impl FnOnce() -> T) -> T {
        let person = self.state.acting().get_untracked().map(|acting| acting.by);
        let person = person.or_else(|| untrack(|| self.person()));
        let key = person.map(|person| UserKey { iamid: person.iamid.clone(), userid: person.userid.clone() });
        let kept = self.lasting.with_value(|lasting| {
            let (owner, kept) = lasting.as_ref()?;
            (Some(owner) == key.as_ref()).then(|| kept.downcast_ref::<T>().cloned()).flatten()
        });
        kept.unwrap_or_else(|| {
            let made = make();
            self.lasting.set_value(key.map(|key| (key, Box::new(made.clone()) as _)));
            made
        })
    }

    /// Finds the session of this tab, or of another one; `fresh` forgets what is there, for an invitation.
    pub fn start(self, fresh: bool) {
        spawn_local(async move {
            if fresh {
                return self.state.phase().set(Phase::SignedOut);
            }
            let found = match self.tabs.kept() {
                Some(token) => Some((token, self.tabs.is_by_key())),
                None => self.tabs.ask().await,
            };
            let Some((token, by_key)) = found else { return self.state.phase().set(Phase::SignedOut) };
            match self.resume(token, by_key).await {
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

    /// Takes a token as this tab's session, if the API says whose it is (row 16).
    async fn adopt(self, token: Token, by_key: bool) -> Result<(), ApiError> {
        let person = self.whose(&token).await?;
        self.take(token, by_key, person);
        Ok(())
    }

    /// Whom the API takes the holder of this token for (row 16).
    async fn whose(self, token: &Token) -> Result<UserDetails, ApiError> {
        self.client.send_as(&Call::<CurrentUserInfo> { path: (), query: (), body: () }, Some(token)).await
    }

    fn take(self, token: Token, by_key: bool, person: UserDetails) {
        self.end_impersonation();
        let key = UserKey { iamid: person.iamid.clone(), userid: person.userid.clone() };
        if untrack(|| self.is_self(&key)) {
            self.client.set_token(Some(token.clone()));
        } else {
            self.client.become_somebody(Some(token.clone()), false);
        }
        self.tabs.keep(&token, by_key);
        self.state.notice().set(None);
        self.enter_as(Arc::new(person));
    }

    /// Shows this person as signed in, from a token that was not in use before.
    fn enter_as(self, person: Arc<UserDetails>) {
        self.state.opened().update(|opened| *opened += 1);
        let same = untrack(|| self.person()).is_some_and(|old| old == person);
        if !same {
            self.state.phase().set(Phase::SignedIn(person));
        }
    }

    /// Reads the signed-in person anew (row 16): after a change of their own, and as a sign that somebody is there.
    ///
    /// # Errors
    /// Everything of [`ApiError`].
    pub async fn current_user_info(self) -> Result<(), ApiError> {
        let call = Call::<CurrentUserInfo> { path: (), query: (), body: () };
        let person = Arc::new(self.client.send(&call).await?);
        let is_same = |old: &UserDetails| (&old.iamid, &old.userid) == (&person.iamid, &person.userid);
        // Somebody else may have signed in meanwhile.
        if untrack(|| self.person()).is_some_and(|old| is_same(&old) && old != person) {
            self.state.phase().set(Phase::SignedIn(person));
        }
        Ok(())
    }

    /// Asks the person to sign in again; every call that waits gets the same answer.
    async fn renew(self) -> bool {
        // Only whoever began it can go on acting as somebody else.
        if self.stop_acting().is_some() {
            self.state.lost_acting().set(true);
            return false;
        }
        let (sender, receiver) = oneshot::channel();
        self.waiting.with_value(|waiting| waiting.borrow_mut().push(sender));
        self.expire();
        receiver.await.unwrap_or(false)
    }

    /// The session has ended under the open page: the token goes, the page stays.
    pub fn expire(self) {
        self.end_impersonation();
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
        self.end_impersonation();
        let token = self.tabs.kept();
        self.leave(Notice::SignedOut);
        self.tabs.tell(&Message::SignedOut);
        self.end(token);
    }

    /// Ends a token at the service, where it has the extension; elsewhere it ends by itself.
    fn end(self, token: Option<Token>) {
        let Some(token) = token else { return };
        spawn_local(async move {
            if self.has_extension("sign-out", &token).await {
                // Gone from here in any case; a token that could not be ended ends by itself.
                let _ = self
                    .client
                    .send_as(&Call::<SignOut> { path: (), query: (), body: () }, Some(&token))
                    .await;
            }
        });
    }

    /// Whether the service has this extension; where it does not say, it has none.
    async fn has_extension(self, name: &str, token: &Token) -> bool {
        let ask = Call::<ListExtensions> { path: (), query: (), body: () };
        let known = self.client.send_as(&ask, Some(token)).await;
        known.is_ok_and(|known| known.extensions.iter().any(|known| known == name))
    }

    fn leave(self, notice: Notice) {
        self.leaving.is_over();
        self.end_impersonation();
        self.client.become_somebody(None, false);
        self.lasting.set_value(None);
        self.tabs.forget();
        self.settle(false);
        self.state.notice().set(Some(notice));
        self.state.phase().set(Phase::SignedOut);
    }

    fn hear(self, message: Message) {
        let is_signed_in = untrack(|| self.person()).is_some();
        match message {
            Message::Ask => {
                if let Some(token) = self.tabs.kept().filter(|_| is_signed_in) {
                    self.tabs.tell(&Message::Session { token, by_key: self.tabs.is_by_key() });
                }
            }
            Message::SignedOut if is_signed_in => self.leave(Notice::SignedOut),
            Message::Used if !self.is_acting() => self.state.last_use().set(Some(js_sys::Date::now())),
            Message::Session { token, by_key } => {
                let is_needed = !is_signed_in || self.state.is_expired().get_untracked();
                let is_other = self.tabs.kept().is_none_or(|kept| kept != token);
                if is_needed || is_other {
                    spawn_local(async move {
                        // A tab that cannot take the session over stays as it was.
                        let _ = self.follow(token, by_key).await;
                    });
                }
            }
            Message::SignedOut | Message::Used => {}
        }
    }

    /// Takes over what another tab signed in to.
    async fn follow(self, token: Token, by_key: bool) -> Result<(), ApiError> {
        let before = untrack(|| self.person());
        self.adopt(token, by_key).await?;
        let now = untrack(|| self.person());
        let user =
            |person: &Option<Arc<UserDetails>>| person.as_ref().map(|p| (p.iamid.clone(), p.userid.clone()));
        self.settle(before.is_none() || user(&before) == user(&now));
        Ok(())
    }
}
