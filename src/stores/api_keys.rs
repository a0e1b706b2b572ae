//! The signed-in person's own API keys: listing them (row 34), making one (row 30), trying one (row 31) and revoking
//! one (row 35). A key itself passes through and is never kept here.

use bim_api::endpoints::paths::UserPath;
use bim_api::endpoints::{AuthenticateApiKey, CreateApiKey, CurrentUserInfo, GetUserApiKeys};
use bim_api::wire::key::{ApiKeyInfo, CreatedApiKey, KeyLogin};
use bim_api::{ApiError, ApiKey, Call, KeyId};
use leptos::prelude::*;
use reactive_stores::Store;

use super::{Deed, Journal, Latest, Remote, Session, Subject, Written};
use crate::api::Client;

/// What is known of the keys.
#[derive(Clone, Debug, Default, Store)]
pub struct ApiKeysState {
    keys: Remote<Vec<ApiKeyInfo>>,
    made: Vec<KeyId>,
    unexpected: Vec<KeyId>,
}

/// What revoking a key came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revoked {
    /// How many sessions ended with it; unknown where the answer was lost.
    pub sessions: Option<u64>,
    /// Keys that are in the list now and were not before.
    pub unexpected: Vec<KeyId>,
}

/// Handle of the keys.
#[derive(Clone, Copy)]
pub struct ApiKeys {
    state: Store<ApiKeysState>,
    client: Client,
    journal: Journal,
    session: Session,
    latest: Latest,
}

impl ApiKeys {
    /// Makes the store and provides it to the views below.
    pub fn provide(client: Client, session: Session) -> Self {
        let (state, journal) = (Store::new(ApiKeysState::default()), Journal::expect());
        let keys = Self { state, client, journal, session, latest: Latest::default() };
        provide_context(keys);
        keys
    }

    /// The store of this app.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The keys.
    pub fn keys(self) -> Signal<Remote<Vec<ApiKeyInfo>>> {
        Signal::derive(move || self.state.keys().get())
    }

    /// The key of this id, if it is in the list.
    pub fn key(self, id: KeyId) -> Option<ApiKeyInfo> {
        self.state.keys().with(|keys| keys.value.iter().flatten().find(|key| key.keyid == id).cloned())
    }

    /// Keys that appeared while another one was being revoked: the reference speaks of such (row 35).
    pub fn unexpected(self) -> Signal<Vec<KeyId>> {
        Signal::derive(move || self.state.unexpected().get())
    }

    /// A command for elsewhere that asks the API whose this key is (row 16).
    pub fn command(self, apikey: &ApiKey) -> String {
        self.client.curl(&Call::<CurrentUserInfo> { path: (), query: (), body: () }, apikey.expose())
    }

    /// Reads the list.
    pub fn get_user_api_keys(self) {
        self.state.keys().update(Remote::begin);
        self.latest.run(async move {
            let outcome = self.read().await;
            self.state.keys().update(|keys| keys.finish(outcome));
        });
    }

    /// Makes a key; the answer is the only one that ever holds it.
    ///
    /// # Errors
    /// Everything of [`ApiError`]; 403 for a project whose member the person is not.
    pub async fn create_api_key(self, call: &Call<CreateApiKey>) -> Result<CreatedApiKey, ApiError> {
        let name = call.body.name.clone().unwrap_or_default();
        let change = Written::Deed(Deed::CreatedKey, Subject::Named(name));
        let created = self.journal.write(call, change).await?;
        self.state.made().update(|made| made.push(created.keyid));
        self.get_user_api_keys();
        Ok(created)
    }

    /// The keys that are in the list now and were not before, after an answer was lost; nothing where that cannot be
    /// told either.
    pub async fn appeared(self) -> Option<Vec<ApiKeyInfo>> {
        let before = self.ids()?;
        let mut now = self.reread().await.ok()?;
        now.retain(|key| !before.contains(&key.keyid));
        Some(now)
    }

    /// Tries a key: whether it opens a session. That session is not kept here; it ends with the key.
    ///
    /// # Errors
    /// Everything of [`ApiError`], except the refusal of the key.
    pub async fn authenticate_api_key(self, apikey: ApiKey) -> Result<bool, ApiError> {
        let call = Call::<AuthenticateApiKey> { path: (), query: (), body: KeyLogin { apikey } };
        let is_good = match self.client.send_as(&call, None).await {
            Ok(opened) => opened.authenticated,
            Err(error) if error.is_unauthorized() => false,
            Err(error) => return Err(error),
        };
        if is_good {
            // Its last use has changed.
            self.get_user_api_keys();
        }
        Ok(is_good)
    }

    /// Revokes a key, then reads the list again: a lost answer is settled by it, and a key that nobody asked for shows.
    ///
    /// # Errors
    /// Everything of [`ApiError`], except a lost answer to a call that ran.
    pub async fn delete_api_key(self, key: KeyId) -> Result<Revoked, ApiError> {
        let before = self.ids();
        let outcome = self.journal.revoke_key(key, &self.name(key)).await;
        if outcome.as_ref().is_err_and(|error| !error.is_outcome_unknown()) {
            return outcome.map(|_| Revoked { sessions: None, unexpected: Vec::new() });
        }
        let now = self.reread().await;
        let is_gone = now.as_ref().is_ok_and(|keys| keys.iter().all(|known| known.keyid != key));
        let sessions = match outcome {
            Ok(sessions) => Some(sessions),
            Err(_) if is_gone => None,
            Err(error) => return Err(error),
        };
        let unexpected = match (before, now) {
            (Some(before), Ok(now)) => {
                now.iter().map(|known| known.keyid).filter(|id| !before.contains(id)).collect()
            }
            _ => Vec::new(),
        };
        self.state.unexpected().set(unexpected.clone());
        Ok(Revoked { sessions, unexpected })
    }

    /// Reads the list again after some were revoked elsewhere than in [`Self::delete_api_key`], and points out keys that
    /// nobody asked for. `before` are those that were known.
    pub async fn look_for_unexpected(self, before: &[KeyId]) {
        if let Ok(now) = self.reread().await {
            let made = self.state.made().get_untracked();
            let is_new = |id: &KeyId| !before.contains(id) && !made.contains(id);
            self.state.unexpected().set(now.iter().map(|known| known.keyid).filter(is_new).collect());
        }
    }

    /// What a key is called, or its number.
    fn name(self, key: KeyId) -> String {
        let name = self.state.keys().with_untracked(|keys| {
            keys.value.iter().flatten().find(|known| known.keyid == key).and_then(|known| known.name.clone())
        });
        name.unwrap_or_else(|| key.to_string())
    }

    /// The keys that are known of, those made here included; nothing before the list was read.
    fn ids(self) -> Option<Vec<KeyId>> {
        let mut ids = self.state.made().get_untracked();
        self.state.keys().with_untracked(|keys| {
            let listed = keys.value.as_ref()?;
            ids.extend(listed.iter().map(|key| key.keyid));
            Some(ids)
        })
    }

    async fn reread(self) -> Result<Vec<ApiKeyInfo>, ApiError> {
        self.latest.stop();
        let outcome = self.read().await;
        self.state.keys().update(|keys| keys.finish(outcome.clone()));
        outcome
    }

    async fn read(self) -> Result<Vec<ApiKeyInfo>, ApiError> {
        // Nobody is asked about once nobody is signed in: the store goes with the person.
        let person = untrack(|| self.session.person());
        let Some(person) = person else { return Ok(Vec::new()) };
        let path = UserPath { iamid: person.iamid.clone(), userid: person.userid.clone() };
        self.client.send(&Call::<GetUserApiKeys> { path, query: (), body: () }).await
    }
}
