//! One session in several tabs: each keeps the token in its own `sessionStorage`; a new tab asks the open ones
//! over a `BroadcastChannel`. What stands in `localStorage` is only the hint that somebody may be asked.

use std::cell::RefCell;
use std::rc::Rc;

use bim_api::Token;
use futures_channel::oneshot;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::{LocalStorage, StoredValue, WithValue, window};
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{BroadcastChannel, MessageEvent, Storage};

use crate::api::forget_ahead;

/// Where the session stands: a key that ends with the API's address, as `boot.js` knows it.
const PLACE: &str = "bim-session:";

/// How long a new tab waits for an answer, in milliseconds.
const PATIENCE: u32 = 400;

/// What tabs tell each other.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Message {
    /// A new tab asks for the session.
    Ask,
    /// The session of the tab that speaks.
    Session {
        token: Token,
        #[serde(default)]
        by_key: bool,
    },
    /// Somebody signed out.
    SignedOut,
    /// The session was used: it lasts longer in every tab.
    Used,
}

struct Inner {
    channel: Option<BroadcastChannel>,
    key: String,
    asked: RefCell<Option<oneshot::Sender<(Token, bool)>>>,
}

/// This tab among the others.
#[derive(Clone, Copy)]
pub(super) struct Tabs(StoredValue<Rc<Inner>, LocalStorage>);

fn local() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

fn session() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

impl Tabs {
    pub(super) fn open(scope: &str) -> Self {
        let key = [PLACE, scope].concat();
        let channel = BroadcastChannel::new(&key).ok();
        Self(StoredValue::new_local(Rc::new(Inner { channel, key, asked: RefCell::default() })))
    }

    /// Hears nothing any more.
    pub(super) fn close(self) {
        self.0.try_with_value(|inner| inner.channel.as_ref().map(BroadcastChannel::close));
    }

    fn inner(self) -> Rc<Inner> {
        self.0.with_value(Rc::clone)
    }

    /// The token of this tab.
    pub(super) fn kept(self) -> Option<Token> {
        session()?.get_item(&self.inner().key).ok().flatten().map(Token::new)
    }

    /// Whether that token was made with an API key.
    pub(super) fn is_by_key(self) -> bool {
        session().is_some_and(|storage| storage.get_item(&self.by_key()).ok().flatten().is_some())
    }

    fn by_key(self) -> String {
        [&self.inner().key, ":by-key"].concat()
    }

    pub(super) fn keep(self, token: &Token, by_key: bool) {
        let key = &self.inner().key;
        // A browser that keeps nothing signs in anew after a reload; nothing else depends on it.
        let _ = session().map(|storage| storage.set_item(key, token.expose()));
        let mark = self.by_key();
        let _ = session().map(|storage| match by_key {
            true => storage.set_item(&mark, "yes"),
            false => storage.remove_item(&mark),
        });
        let _ = local().map(|storage| storage.set_item(key, "open"));
    }

    pub(super) fn forget(self) {
        let key = &self.inner().key;
        // As above: storage that cannot be written holds nothing to remove.
        let _ = session().map(|storage| storage.remove_item(key));
        let _ = session().map(|storage| storage.remove_item(&self.by_key()));
        forget_ahead(key.trim_start_matches(PLACE));
        self.forget_acting();
        let _ = local().map(|storage| storage.remove_item(key));
    }

    /// What [`Self::keep_acting`] kept.
    pub(super) fn acting(self) -> Option<String> {
        session()?.get_item(&self.acting_key()).ok().flatten()
    }

    /// Keeps the session of somebody else over a reload.
    pub(super) fn keep_acting(self, text: &str) {
        // As above: without storage a reload ends it.
        let _ = session().map(|storage| storage.set_item(&self.acting_key(), text));
    }

    pub(super) fn forget_acting(self) {
        let _ = session().map(|storage| storage.remove_item(&self.acting_key()));
    }

    fn acting_key(self) -> String {
        [&self.inner().key, ":acting"].concat()
    }

    pub(super) fn tell(self, message: &Message) {
        if let (Some(channel), Ok(text)) = (&self.inner().channel, serde_json::to_string(message)) {
            // A channel that is closed has nobody left to tell.
            let _ = channel.post_message(&text.into());
        }
    }

    /// Whether another tab may have a session.
    pub(super) fn has_others(self) -> bool {
        local().is_some_and(|storage| storage.get_item(&self.inner().key).ok().flatten().is_some())
    }

    /// Asks the other tabs for their session, if there may be one.
    pub(super) async fn ask(self) -> Option<(Token, bool)> {
        let inner = self.inner();
        if !self.has_others() {
            return None;
        }
        let (sender, receiver) = oneshot::channel();
        *inner.asked.borrow_mut() = Some(sender);
        self.tell(&Message::Ask);
        match futures_util::future::select(receiver, TimeoutFuture::new(PATIENCE)).await {
            futures_util::future::Either::Left((found, _)) => found.ok(),
            futures_util::future::Either::Right(_) => {
                inner.asked.borrow_mut().take();
                // Nobody is there any more: the next visit need not wait, and has its form before the app.
                let _ = local().map(|storage| storage.remove_item(&inner.key));
                None
            }
        }
    }

    /// Calls back with what other tabs say, except the answer to this tab's own question.
    pub(super) fn on_message(self, heard: impl Fn(Message) + 'static) {
        let inner = self.inner();
        let Some(channel) = inner.channel.clone() else { return };
        let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let Some(Ok(message)) = event.data().as_string().map(|text| serde_json::from_str(&text)) else {
                return;
            };
            let asked = inner.asked.borrow_mut().take();
            match (message, asked) {
                // Whoever waits takes it; the receiver may have stopped waiting just now.
                (Message::Session { token, by_key }, Some(sender)) => drop(sender.send((token, by_key))),
                (message, asked) => {
                    *inner.asked.borrow_mut() = asked;
                    heard(message);
                }
            }
        });
        channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        // Lives as long as the page.
        listener.forget();
    }
}
