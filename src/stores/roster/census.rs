//! Whoever a file names, as they are now, and what else must be known to judge its lines.

use std::collections::{HashMap, HashSet};

use bim_api::endpoints::SearchUsers;
use bim_api::wire::user::UserHit;
use bim_api::wire::user_search::{UserSearch, UserSort};
use bim_api::{ApiError, Call, GroupId, IamId, Permission};
use leptos::prelude::*;

use super::memberships::Memberships;
use super::row::Person;
use super::{Field, Mapping, PAGE, Roster};
use crate::csv::Record;
use crate::routes::UserKey;

/// What lines are judged by.
#[derive(Clone, Debug, Default)]
pub(super) struct Census {
    /// People by username in lower case: a file may spell one otherwise.
    people: HashMap<String, Vec<Person>>,
    memberships: Memberships,
    pub(super) groups: HashMap<String, GroupId>,
    pub(super) providers: Vec<IamId>,
    pub(super) own: Option<UserKey>,
    /// Everybody, where it is asked who is not in the file.
    pub(super) everybody: Vec<Present>,
}

/// Somebody who may be missing from a file.
#[derive(Clone, Debug)]
pub(super) struct Present {
    pub(super) key: UserKey,
    pub(super) is_enabled: bool,
    pub(super) is_admin: bool,
}

impl Present {
    fn of(hit: &UserHit) -> Self {
        Self {
            key: UserKey { iamid: hit.iamid.clone(), userid: hit.userid.clone() },
            is_enabled: hit.disabled != Some(true),
            is_admin: hit.permissions.iter().flatten().any(|one| *one == Permission::USER_ADMIN),
        }
    }
}

impl Census {
    /// Knows these.
    pub(super) fn new(
        people: impl IntoIterator<Item = Person>,
        memberships: Memberships,
        providers: Vec<IamId>,
        own: Option<UserKey>,
    ) -> Self {
        let groups = memberships.by_name().into_iter().map(|(name, id)| (name.to_owned(), id)).collect();
        let mut census =
            Self { people: HashMap::new(), memberships, groups, providers, own, everybody: Vec::new() };
        for person in people {
            census.people.entry(folded(person.key.userid.as_str())).or_default().push(person);
        }
        census
    }

    /// The person of exactly this name.
    pub(super) fn person(&self, key: &UserKey) -> Option<&Person> {
        let found = self.people.get(&folded(key.userid.as_str()))?;
        found.iter().find(|person| person.key == *key)
    }

    /// People of this provider whose name is the same but for the letters' case.
    pub(super) fn alike<'a>(&'a self, key: &'a UserKey) -> impl Iterator<Item = &'a Person> {
        let found = self.people.get(&folded(key.userid.as_str())).into_iter().flatten();
        found.filter(|person| person.key.iamid == key.iamid)
    }

    /// The name of a group of the built-in provider; nothing for one of another.
    pub(super) fn own_group(&self, id: GroupId) -> Option<&str> {
        let (iamid, name) = self.memberships.group(id)?;
        iamid.is_bim().then_some(name.as_str())
    }
}

impl Roster {
    /// Reads whoever the file names.
    pub(super) async fn census(
        self,
        records: &[Record],
        mapping: &Mapping,
        providers: Vec<IamId>,
        asks_absent: bool,
        progress: &impl Fn(u64, u64),
    ) -> Result<Census, ApiError> {
        let wanted: HashSet<String> =
            records.iter().filter_map(|record| mapping.cell(record, Field::Username)).map(folded).collect();
        let (mut hits, mut everybody, mut offset) = (Vec::new(), Vec::new(), 0);
        loop {
            // In the order of creation: whoever comes meanwhile comes last, and moves nobody to another page.
            let body = UserSearch {
                size: Some(PAGE),
                offset: Some(offset),
                include_disabled: Some(true),
                sort_field: Some(UserSort::CreatedAt),
                ..UserSearch::default()
            };
            let page = self.client.send(&Call::<SearchUsers> { path: (), query: (), body }).await?;
            offset += u32::try_from(page.hits.len()).unwrap_or(PAGE);
            let total = page.count.get();
            let is_last = page.hits.is_empty() || u64::from(offset) >= total;
            if asks_absent {
                everybody.extend(page.hits.iter().map(Present::of));
            }
            hits.extend(page.hits.into_iter().filter(|hit| wanted.contains(&folded(hit.userid.as_str()))));
            progress(u64::from(offset), total);
            if is_last {
                break;
            }
        }
        let memberships = if mapping.has(Field::Groups) {
            let keys = hits.iter().map(|hit| Person::from(hit).key).collect();
            Memberships::read(self.client, keys, progress).await?
        } else {
            Memberships::default()
        };
        let people: Vec<Person> =
            hits.iter().map(|hit| Person { groups: memberships.of(hit), ..Person::from(hit) }).collect();
        let own = untrack(|| self.session.person());
        let own = own.map(|own| UserKey { iamid: own.iamid.clone(), userid: own.userid.clone() });
        Ok(Census { everybody, ..Census::new(people, memberships, providers, own) })
    }
}

/// Names are compared without regard to the case of plain letters; services fold no more than that alike.
pub(super) fn folded(name: &str) -> String {
    name.trim().to_ascii_lowercase()
}
