//! One person: the record (row 17, or the profile of row 18 for whom that is closed), groups (row 19) and API
//! keys (row 34), each read when it is first shown.

use bim_api::endpoints::paths::{ProfilePath, UserPath, UserRefPath};
use bim_api::endpoints::{GetProfile, GetUser, GetUserApiKeys, GetUserGroups};
use bim_api::wire::key::ApiKeyInfo;
use bim_api::wire::profile::Profile;
use bim_api::wire::user::{UserDetails, UserGroup};
use bim_api::{ApiError, Call, IamId, Username};
use leptos::prelude::*;
use reactive_stores::Store;

use super::{Latest, Remote, Session};
use crate::api::Client;
use crate::routes::UserKey;

/// What may be known of a person, by what the reader holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// Everything of row 17.
    Whole(Box<UserDetails>),
    /// The profile alone (row 18).
    ProfileOnly(Box<Profile>),
}

impl Part {
    /// The profile, which both have.
    pub fn profile(&self) -> &Profile {
        match self {
            Self::Whole(user) => &user.profile,
            Self::ProfileOnly(profile) => profile,
        }
    }

    /// The whole record, where it may be read.
    pub fn details(&self) -> Option<&UserDetails> {
        match self {
            Self::Whole(user) => Some(user),
            Self::ProfileOnly(_) => None,
        }
    }
}

/// What is known of the person on screen.
#[derive(Clone, Debug, Default, Store)]
pub struct UserState {
    key: Option<UserKey>,
    part: Remote<Part>,
    groups: Remote<Vec<UserGroup>>,
    api_keys: Remote<Vec<ApiKeyInfo>>,
}

/// Handle of the person on screen.
#[derive(Clone, Copy)]
pub struct User {
    state: Store<UserState>,
    client: Client,
    session: Session,
    reading: Latest,
    reading_groups: Latest,
    reading_keys: Latest,
}

impl User {
    /// Makes the store and provides it to the views below.
    pub fn provide(client: Client, session: Session) -> Self {
        let user = Self {
            state: Store::new(UserState::default()),
            client,
            session,
            reading: Latest::default(),
            reading_groups: Latest::default(),
            reading_keys: Latest::default(),
        };
        provide_context(user);
        user
    }

    /// The store of this app.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Turns to this person. What is known of somebody else is forgotten; the record is read anew.
    pub fn open(self, key: UserKey) {
        if self.state.key().get_untracked().as_ref() != Some(&key) {
            self.reading_groups.stop();
            self.reading_keys.stop();
            self.state.set(UserState { key: Some(key), ..UserState::default() });
        }
        self.get_user();
    }

    /// Reads the record.
    pub fn get_user(self) {
        let Some(UserKey { iamid, userid }) = self.state.key().get_untracked() else { return };
        self.state.part().update(Remote::begin);
        self.reading.run(async move {
            let outcome = if self.session.may_untracked::<GetUser>() {
                let path = UserRefPath { iamid, id: (&userid).into() };
                let call = Call::<GetUser> { path, query: (), body: () };
                self.client.send(&call).await.map(|user| Part::Whole(Box::new(user)))
            } else {
                let path = ProfilePath { iamid, userid: (&userid).into() };
                let call = Call::<GetProfile> { path, query: (), body: () };
                self.client.send(&call).await.map(|profile| Part::ProfileOnly(Box::new(profile)))
            };
            self.state.part().update(|part| part.finish(outcome));
        });
    }

    /// Reads the groups.
    pub fn get_user_groups(self) {
        let Some(path) = self.path() else { return };
        self.state.groups().update(Remote::begin);
        self.reading_groups.run(async move {
            let outcome = self.client.send(&Call::<GetUserGroups> { path, query: (), body: () }).await;
            self.state.groups().update(|groups| groups.finish(outcome));
        });
    }

    /// Reads what is known of the API keys.
    pub fn get_user_api_keys(self) {
        let Some(path) = self.path() else { return };
        self.state.api_keys().update(Remote::begin);
        self.reading_keys.run(async move {
            let outcome = self.client.send(&Call::<GetUserApiKeys> { path, query: (), body: () }).await;
            self.state.api_keys().update(|keys| keys.finish(outcome));
        });
    }

    fn path(self) -> Option<UserPath> {
        let UserKey { iamid, userid } = self.state.key().get_untracked()?;
        Some(UserPath { iamid, userid })
    }

    /// The record.
    pub fn part(self) -> Signal<Remote<Part>> {
        Signal::derive(move || self.state.part().get())
    }

    /// The groups.
    pub fn groups(self) -> Signal<Remote<Vec<UserGroup>>> {
        Signal::derive(move || self.state.groups().get())
    }

    /// The API keys.
    pub fn api_keys(self) -> Signal<Remote<Vec<ApiKeyInfo>>> {
        Signal::derive(move || self.state.api_keys().get())
    }

    /// Whom the store is about.
    pub fn key(self) -> Option<UserKey> {
        self.state.key().get_untracked()
    }

    /// Looks whether a person exists, after an answer was lost; nothing where that cannot be told either.
    pub async fn exists(self, iamid: &IamId, userid: &Username) -> Option<bool> {
        let path = ProfilePath { iamid: iamid.clone(), userid: userid.into() };
        match self.client.send(&Call::<GetProfile> { path, query: (), body: () }).await {
            Ok(_) => Some(true),
            Err(error) if Self::is_gone(&error) => Some(false),
            Err(_) => None,
        }
    }

    /// Whether an error says that there is no such person.
    pub fn is_gone(error: &ApiError) -> bool {
        error.status() == Some(404)
    }
}
