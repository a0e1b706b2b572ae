//! Acting as somebody else (row 32), in this tab alone: the own session waits, and is there again when it ends. The
//! token of the other person stands in the client and, while the page is reloaded, in the tab's storage (`reload`).

use std::sync::Arc;

use bim_api::endpoints::{Impersonate, LeaveSession};
use bim_api::wire::user::UserDetails;
use bim_api::{ApiError, Call, Token};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Session, SessionStateStoreFields};

/// Who acts as somebody else, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Acting {
    /// Who acts.
    pub by: Arc<UserDetails>,
    /// Why, in that person's words.
    pub reason: String,
    /// Since when, in milliseconds since 1970.
    pub since: f64,
    /// Whether changes were unlocked.
    pub may_write: bool,
}

impl Session {
    /// Who acts in the signed-in person's place, if somebody does.
    pub fn acting(self) -> Signal<Option<Acting>> {
        Signal::derive(move || self.state.acting().get())
    }

    pub(super) fn is_acting(self) -> bool {
        self.state.acting().with_untracked(Option::is_some)
    }

    /// Whether acting as somebody else ended without being asked to.
    pub fn lost_acting(self) -> Signal<bool> {
        Signal::derive(move || self.state.lost_acting().get())
    }

    /// That was said.
    pub fn forget_lost_acting(self) {
        self.state.lost_acting().set(false);
    }

    /// Starts to act as somebody else, without a right to change anything until that is unlocked. The answer is whether
    /// the API agreed.
    ///
    /// # Errors
    /// Everything of [`ApiError`]; 401 for a key that is not the person's own.
    pub async fn impersonate(self, call: &Call<Impersonate>, reason: String) -> Result<bool, ApiError> {
        let Some((own, _)) = self.tokens() else { return Ok(false) };
        // Outside the session, since a 401 is about the key.
        let opened = self.client.send_as(call, Some(&own)).await?;
        let Some(token) = opened.token.filter(|_| opened.authenticated) else { return Ok(false) };
        let person = self.whose(&token).await?;
        // Whoever acts as one person can go on to act as another; the first one's token is good for nothing then.
        self.end_impersonation();
        // Meanwhile another tab may have signed in as another person, who did not ask for this.
        if self.client.token() != Some(own) {
            self.end(Some(token));
            return Ok(false);
        }
        self.act(token, person, reason, js_sys::Date::now());
        Ok(true)
    }

    /// The own session steps back behind this one, in which nothing can be changed yet.
    pub(super) fn act(self, token: Token, person: UserDetails, reason: String, since: f64) {
        let Some(by) = untrack(|| self.person()) else { return };
        let own = self.client.token();
        self.own.set_value(own.clone());
        self.client.become_somebody(Some(token), true);
        self.state.acting().set(Some(Acting { by, reason, since, may_write: false }));
        self.state.lost_acting().set(false);
        self.enter_as(Arc::new(person));
        if let Some(own) = own {
            // The page that goes has no time to ask.
            spawn_local(async move {
                let ends_left = self.has_extension("leave", &own).await;
                self.ends_left.try_update_value(|known| *known = ends_left);
            });
        }
    }

    /// Lets the other person's token end soon, where the service can, unless this page comes back and uses it.
    pub(super) fn leave_behind(self, token: &Token) {
        if self.ends_left.get_value() {
            self.client.send_last(&Call::<LeaveSession> { path: (), query: (), body: () }, token);
        }
    }

    /// Lets changes through, as the person who is acted as.
    pub fn unlock(self) {
        self.client.lock(false);
        self.state.acting().update(|acting| {
            if let Some(acting) = acting {
                acting.may_write = true;
            }
        });
    }

    /// Ends it: the own session goes on.
    pub fn end_impersonation(self) {
        let token = self.stop_acting();
        self.end(token);
    }

    /// The own session takes over; the other person's token.
    pub(super) fn stop_acting(self) -> Option<Token> {
        let acting = self.state.acting().get_untracked()?;
        let token = self.client.token();
        let own = self.own.try_update_value(Option::take).flatten();
        self.client.become_somebody(own, false);
        self.state.acting().set(None);
        self.enter_as(acting.by);
        token
    }
}
