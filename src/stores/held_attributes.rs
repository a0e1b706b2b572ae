//! Attributes of one holder, a person or a group: giving and taking them (rows 10, 11 and 25), and which keys and
//! values are in use, read once from the first pages of rows 20 and 26 to be suggested.

mod rename;

use std::collections::{BTreeMap, BTreeSet};

use bim_api::endpoints::paths::{
    GroupAttributeKeyPath, GroupAttributePath, SetGroupAttributePath, SetUserAttributePath,
    UserAttributeKeyPath, UserAttributePath,
};
use bim_api::endpoints::{
    RemoveGroupAttribute, RemoveGroupAttributeKey, RemoveUserAttribute, RemoveUserAttributeKey, SearchGroups,
    SearchUsers, SetGroupAttribute, SetUserAttribute,
};
use bim_api::wire::Attributes;
use bim_api::wire::group::{Group, GroupRecord, GroupSearchQuery};
use bim_api::wire::user::{UserDetails, UserHit, UserRecord};
use bim_api::wire::user_search::UserSearch;
use bim_api::{ApiError, Call, GroupId, IamId};
use leptos::prelude::*;
use leptos::task::spawn_local;
use reactive_stores::Store;

use super::{Journal, Written};
use crate::api::Client;
use crate::routes::UserKey;

/// How many people and how many groups are looked through for keys and values in use.
const SAMPLE: u32 = 500;

/// Who holds attributes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holder {
    /// A person.
    User(UserKey),
    /// A group.
    Group {
        /// The provider that owns it.
        iamid: IamId,
        /// The group.
        id: GroupId,
    },
}

impl Holder {
    /// The username, which people are called by where nothing else is said; nothing for a group.
    pub fn username(&self) -> Option<&str> {
        match self {
            Self::User(key) => Some(key.userid.as_str()),
            Self::Group { .. } => None,
        }
    }
}

/// What somebody holds directly.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Given here; can be taken here.
    pub here: Attributes,
    /// Given by the identity provider; read-only.
    pub provider: Attributes,
}

impl From<&UserDetails> for Held {
    fn from(user: &UserDetails) -> Self {
        Self {
            here: user.bim_authorizations.clone().unwrap_or_default(),
            provider: user.iam_authorizations.clone().unwrap_or_default(),
        }
    }
}

impl From<&UserHit> for Held {
    fn from(hit: &UserHit) -> Self {
        let here = hit.bim_authorizations.clone().unwrap_or_default();
        // Row 20 tells what is given here, and everything together: the rest is the provider's.
        let provider = match (&hit.iam_authorizations, &hit.authorizations) {
            (Some(provider), _) => provider.clone(),
            (None, Some(together)) => without(together, &here),
            (None, None) => Attributes::new(),
        };
        // Nobody else gives anything to whoever belongs to the built-in provider.
        if hit.iamid.is_bim() && hit.bim_authorizations.is_none() {
            return Self { here: provider, ..Self::default() };
        }
        Self { here, provider }
    }
}

/// What of `all` is not among `some`.
fn without(all: &Attributes, some: &Attributes) -> Attributes {
    let others = all.iter().map(|(key, values)| {
        let is_other = |value: &&String| some.get(key).is_none_or(|held| !held.contains(value));
        (key.clone(), values.iter().filter(is_other).cloned().collect::<Vec<_>>())
    });
    others.filter(|(_, values)| !values.is_empty()).collect()
}

impl From<UserRecord> for Held {
    fn from(user: UserRecord) -> Self {
        Self {
            here: user.bim_authorizations.unwrap_or_default(),
            provider: user.iam_authorizations.unwrap_or_default(),
        }
    }
}

impl From<&Group> for Held {
    /// The contract tells one set, whoever owns the group, and rows 10 and 11 give and take it for each of them.
    fn from(group: &Group) -> Self {
        Self { here: group.authorizations.clone().unwrap_or_default(), ..Self::default() }
    }
}

impl From<GroupRecord> for Held {
    fn from(record: GroupRecord) -> Self {
        Self::from(&record.group)
    }
}

/// Keys in use, with their values.
pub type InUse = BTreeMap<String, BTreeSet<String>>;

/// What is known of attributes in use.
#[derive(Clone, Debug, Default, Store)]
pub struct HeldAttributesState {
    in_use: InUse,
    is_asked: bool,
}

/// Handle of the attributes of holders.
#[derive(Clone, Copy)]
pub struct HeldAttributes {
    state: Store<HeldAttributesState>,
    client: Client,
    journal: Journal,
}

impl HeldAttributes {
    /// Makes the store and provides it to the views below.
    pub fn provide(client: Client) -> Self {
        let state = Store::new(HeldAttributesState::default());
        let attributes = Self { state, client, journal: Journal::expect() };
        provide_context(attributes);
        attributes
    }

    /// The store of this app.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Gives a value (row 10 for a person, row 25 for a group).
    ///
    /// # Errors
    /// Everything of [`ApiError`].
    pub async fn set_attribute(self, holder: &Holder, key: &str, value: &str) -> Result<Held, ApiError> {
        let change = self.change(holder, key, vec![value.to_owned()], true);
        let (key, value) = (key.to_owned(), value.to_owned());
        self.see(&key, &value);
        match holder.clone() {
            Holder::User(UserKey { iamid, userid }) => {
                let path = SetUserAttributePath { iamid, userid, key, value };
                let call = Call::<SetUserAttribute> { path, query: (), body: () };
                self.journal.write(&call, change).await.map(Held::from)
            }
            Holder::Group { iamid, id } => {
                let path = SetGroupAttributePath { iamid, group: id, key, value };
                let call = Call::<SetGroupAttribute> { path, query: (), body: () };
                self.journal.write(&call, change).await.map(Held::from)
            }
        }
    }

    /// Takes one value (row 11).
    ///
    /// # Errors
    /// Everything of [`ApiError`].
    pub async fn remove_attribute(self, holder: &Holder, key: &str, value: &str) -> Result<Held, ApiError> {
        let change = self.change(holder, key, vec![value.to_owned()], false);
        let (key, value) = (key.to_owned(), value.to_owned());
        match holder.clone() {
            Holder::User(UserKey { iamid, userid }) => {
                let path = UserAttributePath { iamid, userid, key, value };
                let call = Call::<RemoveUserAttribute> { path, query: (), body: () };
                self.journal.write(&call, change).await.map(Held::from)
            }
            Holder::Group { iamid, id } => {
                let path = GroupAttributePath { iamid, group: id, key, value };
                let call = Call::<RemoveGroupAttribute> { path, query: (), body: () };
                self.journal.write(&call, change).await.map(Held::from)
            }
        }
    }

    /// Takes a key with all its values (row 11 without a value), which were these.
    ///
    /// # Errors
    /// Everything of [`ApiError`].
    pub async fn remove_attribute_key(
        self,
        holder: &Holder,
        key: &str,
        values: Vec<String>,
    ) -> Result<Held, ApiError> {
        let change = self.change(holder, key, values, false);
        let key = key.to_owned();
        match holder.clone() {
            Holder::User(UserKey { iamid, userid }) => {
                let path = UserAttributeKeyPath { iamid, userid, key };
                let call = Call::<RemoveUserAttributeKey> { path, query: (), body: () };
                self.journal.write(&call, change).await.map(Held::from)
            }
            Holder::Group { iamid, id } => {
                let path = GroupAttributeKeyPath { iamid, group: id, key };
                let call = Call::<RemoveGroupAttributeKey> { path, query: (), body: () };
                self.journal.write(&call, change).await.map(Held::from)
            }
        }
    }

    fn change(self, holder: &Holder, key: &str, values: Vec<String>, is_given: bool) -> Written {
        let group = match holder {
            Holder::User(_) => None,
            Holder::Group { id, .. } => self.journal.group(*id).name,
        };
        Written::Attribute { holder: holder.clone(), group, key: key.to_owned(), values, is_given }
    }

    /// Keys and values seen so far.
    pub fn in_use(self) -> Signal<InUse> {
        Signal::derive(move || self.state.in_use().get())
    }

    /// Reads which keys and values are in use, once. Without them nothing is suggested, and nothing is lost.
    pub fn look_around(self) {
        if self.state.is_asked().get_untracked() {
            return;
        }
        self.state.is_asked().set(true);
        spawn_local(async move {
            let body = UserSearch { size: Some(SAMPLE), ..UserSearch::default() };
            if let Ok(people) = self.client.send(&Call::<SearchUsers> { path: (), query: (), body }).await {
                self.see_all(people.hits.iter().filter_map(|hit| hit.authorizations.as_ref()));
            }
            let query = GroupSearchQuery { size: Some(SAMPLE), ..GroupSearchQuery::default() };
            if let Ok(groups) = self.client.send(&Call::<SearchGroups> { path: (), query, body: () }).await {
                self.see_all(groups.hits.iter().filter_map(|hit| hit.authorizations.as_ref()?.as_ref()));
            }
        });
    }

    fn see_all<'a>(self, all: impl Iterator<Item = &'a Attributes>) {
        let mut seen = InUse::new();
        for (key, values) in all.flatten() {
            seen.entry(key.clone()).or_default().extend(values.iter().cloned());
        }
        // Whoever signed out in the meantime needs it no more.
        let _ = self.state.in_use().try_update(|in_use| {
            for (key, values) in seen {
                in_use.entry(key).or_default().extend(values);
            }
        });
    }

    fn see(self, key: &str, value: &str) {
        let is_known = |in_use: &InUse| in_use.get(key).is_some_and(|values| values.contains(value));
        // Who looks at it is told of news alone: a job gives one value to many.
        if self.state.in_use().try_with_untracked(is_known) == Some(true) {
            return;
        }
        // A job may end after the stores of its person.
        let _ = self.state.in_use().try_update(|in_use| {
            in_use.entry(key.to_owned()).or_default().insert(value.to_owned());
        });
    }
}
