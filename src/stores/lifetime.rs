//! How long the session lasts if nothing more is asked of the API: what row 33 tells, counted on from each use. Only uses
//! lead to asking row 33, so that asking never keeps a session alive that nobody uses.

mod expiry;

use std::time::Duration;

use bim_api::endpoints::GetToken;
use bim_api::wire::key::{ApiKeyInfo, Project, TokenInfo, TokenQuestion};
use bim_api::{ApiError, Call, ProjectId, Token};
use js_sys::Date;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Session;
use crate::api::Client;
use expiry::Expiry;

/// How often the time left is counted.
const TICK: Duration = Duration::from_secs(1);
/// How old what row 33 told may be when the API is used again.
const FRESH: f64 = 60_000.0;
/// How late a service may note that a key was used, beside making a session of it.
const NOTED_LATE: f64 = 2_000.0;

/// What is known of the session's token beside the token.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Facts {
    expiry: Expiry,
    read: f64,
    created: f64,
    project: Option<ProjectId>,
}

/// Handle of the session's lifetime.
#[derive(Clone, Copy)]
pub struct Lifetime {
    client: Client,
    session: Session,
    facts: RwSignal<Option<Facts>>,
    left: RwSignal<Option<u32>>,
}

impl Lifetime {
    /// Makes the store and provides it to the views below.
    pub fn provide(client: Client, session: Session) -> Self {
        let lifetime = Self { client, session, facts: RwSignal::new(None), left: RwSignal::new(None) };
        provide_context(lifetime);
        // Another token has another end.
        Effect::new(move |_| {
            session.opened().get();
            lifetime.facts.set(None);
            lifetime.left.set(None);
            lifetime.read();
        });
        Effect::new(move |_| {
            if let Some(used) = session.last_use().get() {
                lifetime.note_use(used);
            }
        });
        if let Ok(ticking) = set_interval_with_handle(move || lifetime.count(), TICK) {
            on_cleanup(move || ticking.clear());
        }
        lifetime
    }

    /// The store of this app.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Seconds until the session ends; nothing where that is not known.
    pub fn left(self) -> Signal<Option<u32>> {
        self.left.into()
    }

    /// Whether this key may be the one that the session was opened with: the API does not say which one it was.
    pub fn may_be_opened_with(self, key: &ApiKeyInfo) -> bool {
        if !self.session.is_by_key() {
            return false;
        }
        let Some(facts) = self.facts.get() else { return true };
        let used = key.last_used.as_ref().map_or(f64::NEG_INFINITY, |time| Date::parse(time.as_str()));
        key.project.as_ref().and_then(Project::id) == facts.project && used >= facts.created - NOTED_LATE
    }

    /// What is known of any token (row 33). Asking does not extend it, and it is not kept.
    ///
    /// # Errors
    /// Everything of [`ApiError`]; 404 for a token that is not known, or has expired.
    pub async fn get_token(self, token: Token) -> Result<TokenInfo, ApiError> {
        let call = Call::<GetToken> { path: (), query: (), body: TokenQuestion { token } };
        self.client.send(&call).await
    }

    /// By how many milliseconds the API's clock is ahead of this machine's; 0 where that is not known.
    pub fn clock_ahead(self) -> f64 {
        self.client.clock_ahead()
    }

    fn note_use(self, used: f64) {
        let Some(mut facts) = self.facts.get_untracked() else { return };
        facts.expiry.used(used);
        self.facts.set(Some(facts));
        self.count();
        if used - facts.read > FRESH {
            self.read();
        }
    }

    /// Asks row 33 about the token in use, on the account of the person's own.
    fn read(self) {
        let Some((own, acting)) = self.session.tokens() else { return };
        spawn_local(async move {
            let body = TokenQuestion { token: acting.clone() };
            let call = Call::<GetToken> { path: (), query: (), body };
            // Where the API does not tell, there is no countdown.
            let Ok(told) = self.client.send_as(&call, Some(&own)).await else { return };
            let is_current = self.session.tokens().is_some_and(|(_, now)| now == acting);
            if is_current {
                self.learn(&told);
            }
        });
    }

    fn learn(self, told: &TokenInfo) {
        let ahead = self.clock_ahead();
        // On this machine's clock.
        let time = |time: &bim_api::wire::Timestamp| Date::parse(time.as_str()) - ahead;
        let created = Date::parse(told.created.as_str());
        let Some(expiration) = told.expiration.as_ref().map(time) else { return };
        let last_used = told.last_used.as_ref().map_or(created - ahead, time);
        // The store may be gone with its person.
        let Some(before) = self.facts.try_get_untracked() else { return };
        let (before, now) = (before.map(|facts| facts.expiry), Date::now());
        let expiry = Expiry::told(before, last_used, expiration, now);
        let facts = expiry.map(|expiry| Facts { expiry, read: now, created, project: told.project });
        self.facts.set(facts);
        self.count();
    }

    fn count(self) {
        let Some(facts) = self.facts.try_get_untracked() else { return };
        let left = facts.map(|facts| facts.expiry.left(Date::now()));
        if left != self.left.get_untracked() {
            self.left.set(left);
        }
        if left == Some(0) {
            self.facts.set(None);
            self.session.run_out();
        }
    }
}
