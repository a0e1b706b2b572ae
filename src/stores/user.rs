//! One person: the record (row 17, or the profile of row 18 for whom that is closed), groups (row 19) with what
//! they hold (row 26), and API keys (row 34), each read when it is first shown. What changes a person stands in
//! `changes`, what goes with an account in `losses`.

mod changes;
mod losses;
mod whole;

pub use losses::{Losses, SoleValues};
pub use whole::WholePerson;

use std::cell::{Cell, RefCell};

use bim_api::endpoints::paths::{ProfilePath, UserPath, UserRefPath};
use bim_api::endpoints::{GetProfile, GetUser, GetUserApiKeys, GetUserGroups, SearchGroups};
use bim_api::wire::group::{GroupHit, GroupSearchQuery};
use bim_api::wire::key::ApiKeyInfo;
use bim_api::wire::profile::Profile;
use bim_api::wire::user::{UserDetails, UserGroup};
use bim_api::{ApiError, Call, GroupId, IamId, Username};
use leptos::prelude::*;
use reactive_stores::Store;

use super::lanes::in_lanes;
use super::users::is_fresh;
use super::{Journal, Latest, Remote, Session};
use crate::api::Client;
use crate::routes::UserKey;

/// How many names are looked for at once.
const LANES: usize = 4;

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
    group_hits: Remote<Vec<GroupHit>>,
    api_keys: Remote<Vec<ApiKeyInfo>>,
}

/// Handle of the person on screen.
#[derive(Clone, Copy)]
pub struct User {
    state: Store<UserState>,
    client: Client,
    session: Session,
    journal: Journal,
    reading: Latest,
    reading_groups: Latest,
    reading_keys: Latest,
    /// Who was turned to before their page was there, and when, in milliseconds since 1970.
    begun: StoredValue<Option<(UserKey, f64)>>,
}

impl User {
    /// Makes the store and provides it to the views below.
    pub fn provide(client: Client, session: Session) -> Self {
        let user = Self {
            state: Store::new(UserState::default()),
            client,
            session,
            journal: Journal::expect(),
            reading: Latest::default(),
            reading_groups: Latest::default(),
            reading_keys: Latest::default(),
            begun: StoredValue::new(None),
        };
        provide_context(user);
        user
    }

    /// The store of this app.
    pub fn expect() -> Self {
        expect_context()
    }

    /// [`Self::open`], before the page of this person is there to do it.
    pub fn begin(self, key: UserKey) {
        self.open(key.clone());
        self.begun.set_value(Some((key, js_sys::Date::now())));
    }

    /// Turns to this person. What is known of somebody else is forgotten; the record is read anew, unless it is being
    /// read for the first time already, or was there before its page.
    pub fn open(self, key: UserKey) {
        let begun = self.begun.try_update_value(Option::take).flatten();
        let is_begun = begun.is_some_and(|(begun, since)| begun == key && is_fresh(since));
        if self.key().as_ref() != Some(&key) {
            self.reading_groups.stop();
            self.reading_keys.stop();
            self.state.set(UserState { key: Some(key), ..UserState::default() });
        } else if self.state.part().with_untracked(|part| match part.is_blank() {
            true => part.is_loading,
            false => is_begun && part.error.is_none(),
        }) {
            return;
        }
        self.get_user();
    }

    /// Reads the record.
    pub fn get_user(self) {
        let Some(key) = self.key() else { return };
        self.state.part().update(Remote::begin);
        self.reading.run(async move {
            let outcome = self.read(key).await;
            self.state.part().update(|part| part.finish(outcome));
        });
    }

    /// Reads anybody's record, as far as the reader may.
    ///
    /// # Errors
    /// Everything of [`ApiError`]; 404 where there is no such person.
    pub async fn read(self, UserKey { iamid, userid }: UserKey) -> Result<Part, ApiError> {
        if self.session.may_untracked::<GetUser>() {
            let path = UserRefPath { iamid, id: (&userid).into() };
            let call = Call::<GetUser> { path, query: (), body: () };
            self.client.send(&call).await.map(|user| Part::Whole(Box::new(user)))
        } else {
            let path = ProfilePath { iamid, userid: (&userid).into() };
            let call = Call::<GetProfile> { path, query: (), body: () };
            self.client.send(&call).await.map(|profile| Part::ProfileOnly(Box::new(profile)))
        }
    }

    /// Reads the groups, and then what they hold: the person holds it through them.
    pub fn get_user_groups(self) {
        let Some(key) = self.key() else { return };
        self.state.groups().update(Remote::begin);
        self.reading_groups.run(async move {
            let outcome = self.read_groups(key).await;
            let ids = outcome.as_ref().map(|groups| groups.iter().map(|group| group.id).collect());
            let ids: Vec<GroupId> = ids.unwrap_or_default();
            let is_read = outcome.is_ok();
            self.state.groups().update(|groups| groups.finish(outcome));
            if is_read {
                self.state.group_hits().update(Remote::begin);
                let hits = self.read_group_hits(ids).await;
                self.state.group_hits().update(|groups| groups.finish(hits));
            }
        });
    }

    /// Reads anybody's groups (row 19).
    ///
    /// # Errors
    /// Everything of [`ApiError`].
    pub async fn read_groups(self, UserKey { iamid, userid }: UserKey) -> Result<Vec<UserGroup>, ApiError> {
        let path = UserPath { iamid, userid };
        let groups = self.client.send(&Call::<GetUserGroups> { path, query: (), body: () }).await?;
        groups.iter().for_each(|group| self.journal.meet_group(group.id, &group.name));
        Ok(groups)
    }

    /// Reads these groups with what they hold (row 26).
    ///
    /// # Errors
    /// Everything of [`ApiError`].
    pub async fn read_group_hits(self, ids: Vec<GroupId>) -> Result<Vec<GroupHit>, ApiError> {
        // No ids would mean all groups.
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let size = u32::try_from(ids.len()).ok();
        let query = GroupSearchQuery { ids, size, ..GroupSearchQuery::default() };
        Ok(self.client.send(&Call::<SearchGroups> { path: (), query, body: () }).await?.hits)
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

    /// The groups with what they hold.
    pub fn group_hits(self) -> Signal<Remote<Vec<GroupHit>>> {
        Signal::derive(move || self.state.group_hits().get())
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

    /// Looks for accounts of these names at the built-in provider, a few at a time: which of them there are. One that
    /// cannot be told counts as not there: whoever creates it will be told. `progress` hears how many of how many.
    pub async fn which_exist(self, names: Vec<String>, progress: impl Fn(u64, u64)) -> Vec<bool> {
        let total = names.len();
        let found = RefCell::new(vec![false; total]);
        let done = Cell::new(0);
        progress(0, total as u64);
        in_lanes(names.into_iter().enumerate(), LANES, async |(at, name)| {
            let exists = self.exists(&IamId::bim(), &Username::from(name.as_str())).await;
            found.borrow_mut()[at] = exists == Some(true);
            done.set(done.get() + 1);
            progress(done.get(), total as u64);
        })
        .await;
        found.into_inner()
    }

    /// Whether an error says that there is no such person.
    pub fn is_gone(error: &ApiError) -> bool {
        error.status() == Some(404)
    }
}
