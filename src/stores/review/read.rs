//! Reads who holds what is reviewed: people by what the search can be narrowed to (row 20), members with their
//! memberships (row 28), and for an attribute the groups that give it (row 26).

use std::cell::RefCell;
use std::collections::BTreeMap;

use bim_api::endpoints::paths::{GroupPath, UserPath};
use bim_api::endpoints::{GetUserApiKeys, SearchGroups, SearchMembers, SearchUsers};
use bim_api::wire::Attributes;
use bim_api::wire::group::{GroupSearchQuery, GroupSort, MemberSearchQuery};
use bim_api::wire::user::UserHit;
use bim_api::wire::user_search::{AttributeFilter, UserSearch, UserSort};
use bim_api::{ApiError, Call, GroupId, IamId};

use super::{Grant, Reviewed, Tools, Way};
use crate::routes::{ReviewOf, UserKey};
use crate::stores::Held;
use crate::stores::lanes::in_lanes;

/// How many are read at once.
const PAGE: u32 = 1000;
/// How many groups are read at once.
const LANES: usize = 4;

/// Everybody who holds it, by account.
type Found = BTreeMap<UserKey, Grant>;

impl Tools {
    /// What is reviewed, and everybody who holds it. `progress` hears how many were read, and of how many.
    pub(super) async fn read(
        self,
        of: &ReviewOf,
        progress: &impl Fn(u64, u64),
    ) -> Result<(Reviewed, Vec<Grant>), ApiError> {
        let (name, provider, found) = match of {
            ReviewOf::Permission(permission) => {
                let search = UserSearch { permission: Some(permission.clone()), ..UserSearch::default() };
                let mut found = Found::new();
                self.people(search, progress, |hit| note(&mut found, &hit, [Way::Here])).await?;
                (permission.as_str().to_owned(), IamId::bim(), found)
            }
            ReviewOf::Attribute(key, value) => {
                let found = self.holders(key, value, progress).await?;
                ([key, ": ", value].concat(), IamId::bim(), found)
            }
            ReviewOf::Group(group) => {
                let record = self.group.read(*group).await?;
                (record.name, record.iamid, self.members(*group, progress).await?)
            }
        };
        Ok((Reviewed { of: of.clone(), name, provider }, found.into_values().collect()))
    }

    /// How many API keys somebody has (row 34).
    pub(super) async fn count_keys(self, UserKey { iamid, userid }: UserKey) -> Result<usize, ApiError> {
        let call = Call::<GetUserApiKeys> { path: UserPath { iamid, userid }, query: (), body: () };
        Ok(self.client.send(&call).await?.len())
    }

    async fn holders(self, key: &str, value: &str, progress: &impl Fn(u64, u64)) -> Result<Found, ApiError> {
        let groups = self.giving(key, value).await?;
        let has = |held: &Attributes| held.get(key).is_some_and(|all| all.iter().any(|one| one == value));
        let filter = AttributeFilter { key: key.to_owned(), value: value.to_owned() };
        let search = UserSearch { user_attributes: vec![filter], ..UserSearch::default() };
        let found = RefCell::new(Found::new());
        self.people(search, progress, |hit| {
            let held = Held::from(&hit);
            let ways = [has(&held.here).then_some(Way::Here), has(&held.provider).then_some(Way::Provider)];
            note(&mut found.borrow_mut(), &hit, ways.into_iter().flatten());
        })
        .await?;
        let failure = RefCell::new(None);
        in_lanes(groups, LANES, async |(id, name): (GroupId, String)| {
            if failure.borrow().is_some() {
                return;
            }
            let search = UserSearch { group_ids: vec![id], ..UserSearch::default() };
            let take = |hit: UserHit| {
                note(&mut found.borrow_mut(), &hit, [Way::Group(id, name.clone())]);
            };
            if let Err(error) = self.people(search, progress, take).await {
                *failure.borrow_mut() = Some(error);
            }
        })
        .await;
        if let Some(error) = failure.into_inner() {
            return Err(error);
        }
        let mut found = found.into_inner();
        for grant in found.values_mut().filter(|grant| grant.ways.is_empty()) {
            grant.ways.push(Way::Untold);
        }
        Ok(found)
    }

    /// The groups that hold a value, and so give it to their members.
    async fn giving(self, key: &str, value: &str) -> Result<Vec<(GroupId, String)>, ApiError> {
        let (mut giving, mut offset) = (Vec::new(), 0);
        loop {
            let query = GroupSearchQuery {
                size: Some(PAGE),
                offset: Some(offset),
                sort_field: Some(GroupSort::CreatedAt),
                ..GroupSearchQuery::default()
            };
            let page = self.client.send(&Call::<SearchGroups> { path: (), query, body: () }).await?;
            offset += u32::try_from(page.hits.len()).unwrap_or(PAGE);
            let is_last = page.hits.is_empty() || u64::from(offset) >= page.count.get();
            giving.extend(page.hits.into_iter().filter_map(|group| {
                let held = group.authorizations.flatten()?;
                held.get(key)?.iter().any(|one| one == value).then_some((group.id?, group.name))
            }));
            if is_last {
                return Ok(giving);
            }
        }
    }

    async fn members(self, group: GroupId, progress: &impl Fn(u64, u64)) -> Result<Found, ApiError> {
        let mut found = Found::new();
        let search = UserSearch { group_ids: vec![group], ..UserSearch::default() };
        self.people(search, progress, |hit| note(&mut found, &hit, [])).await?;
        let mut offset = 0;
        loop {
            let query =
                MemberSearchQuery { offset: Some(offset), size: Some(PAGE), ..MemberSearchQuery::default() };
            let call = Call::<SearchMembers> { path: GroupPath { group }, query, body: () };
            let page = self.client.send(&call).await?;
            offset += u32::try_from(page.hits.len()).unwrap_or(PAGE);
            for member in &page.hits {
                if let Some(grant) = Grant::of_member(member) {
                    let known = found.entry(grant.key.clone()).or_insert(grant);
                    known.ways.extend(member.id.map(Way::Member));
                    known.since.clone_from(&member.created_at);
                }
            }
            if page.hits.is_empty() || u64::from(offset) >= page.count.get() {
                break;
            }
        }
        // Whoever left in between is no member.
        found.retain(|_, grant| !grant.ways.is_empty());
        Ok(found)
    }

    /// Everybody whom this search finds, disabled people too. In the order of creation: whoever comes meanwhile comes
    /// last, and moves nobody to another page.
    async fn people(
        self,
        search: UserSearch,
        progress: &impl Fn(u64, u64),
        mut take: impl FnMut(UserHit),
    ) -> Result<(), ApiError> {
        let mut offset = 0;
        loop {
            let body = UserSearch {
                size: Some(PAGE),
                offset: Some(offset),
                include_disabled: Some(true),
                sort_field: Some(UserSort::CreatedAt),
                ..search.clone()
            };
            let page = self.client.send(&Call::<SearchUsers> { path: (), query: (), body }).await?;
            offset += u32::try_from(page.hits.len()).unwrap_or(PAGE);
            let total = page.count.get();
            progress(u64::from(offset), total);
            let is_last = page.hits.is_empty() || u64::from(offset) >= total;
            page.hits.into_iter().for_each(&mut take);
            if is_last {
                return Ok(());
            }
        }
    }
}

/// Somebody holds it in these ways, too; none of them counts twice.
fn note(found: &mut Found, hit: &UserHit, ways: impl IntoIterator<Item = Way>) {
    let grant = Grant::of_hit(hit);
    let known = found.entry(grant.key.clone()).or_insert(grant);
    for way in ways {
        if !known.ways.contains(&way) {
            known.ways.push(way);
        }
    }
}
