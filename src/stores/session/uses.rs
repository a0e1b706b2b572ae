//! How a session is used and how it ends unused: what the countdown and the idle limit go by.

use bim_api::Token;
use leptos::prelude::*;

use super::tabs::Message;
use super::{Session, SessionStateStoreFields, idle};

/// How often other tabs are told at most that the session is in use, in milliseconds.
const TELL_USE: f64 = 10_000.0;

impl Session {
    /// Counts the tokens that this tab has had: another one, another end.
    pub fn opened(self) -> Signal<u32> {
        Signal::derive(move || self.state.opened().get())
    }

    /// When the session was last used, in this tab or another, in milliseconds since 1970.
    pub fn last_use(self) -> Signal<Option<f64>> {
        Signal::derive(move || self.state.last_use().get())
    }

    /// Whether the session was opened with an API key, and would end with it.
    pub fn is_by_key(self) -> bool {
        self.tabs.is_by_key()
    }

    /// The person's own token and the one in use, which differ while somebody acts as somebody else.
    pub(in crate::stores) fn tokens(self) -> Option<(Token, Token)> {
        let used = self.client.token()?;
        let own = self.own.try_get_value().flatten().unwrap_or_else(|| used.clone());
        Some((own, used))
    }

    pub(super) fn note_use(self) {
        let now = js_sys::Date::now();
        let before = self.state.last_use().try_get_untracked().flatten();
        self.state.last_use().set(Some(now));
        // Acting as somebody else, another token is used than the one that all tabs have.
        if !self.is_acting() && before.is_none_or(|before| now - before > TELL_USE) {
            self.tabs.tell(&Message::Used);
        }
    }

    /// Ends the session here after this many minutes without a key or a click; 0 for never.
    pub fn limit_idle(self, minutes: u32) {
        idle::watch(minutes, move || {
            if untrack(|| self.person()).is_some() && !self.state.is_expired().get_untracked() {
                self.give_up();
            }
        });
    }

    /// Ends the session here and at the service; the page stays, and asks to sign in again.
    fn give_up(self) {
        let token = self.tabs.kept();
        self.expire();
        self.end(token);
    }

    /// The time of the token in use is over, as far as is known here.
    pub(in crate::stores) fn run_out(self) {
        if self.is_acting() {
            self.state.lost_acting().set(true);
            self.end_impersonation();
        } else if !self.state.is_expired().get_untracked() {
            self.give_up();
        }
    }
}
