//! What goes with a group, asked before it goes: how many members it has (row 28), and for each of its attribute
//! values how many of them hold it directly as well (row 20) and which other groups give it (row 26).

use bim_api::endpoints::paths::GroupPath;
use bim_api::endpoints::{SearchGroups, SearchMembers, SearchUsers};
use bim_api::wire::Attributes;
use bim_api::wire::group::{GroupHit, GroupSearchQuery, MemberSearchQuery};
use bim_api::wire::user_search::{AttributeFilter, UserSearch};
use bim_api::{ApiError, Call, GroupId};
use futures_util::future::join_all;

use super::Group;

/// How many values are asked for; one request each.
const MOST: usize = 24;
/// How many groups are looked through for the same values.
const GROUPS: u32 = 1000;

/// One attribute value that a group gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostValue {
    /// The key.
    pub key: String,
    /// The value.
    pub value: String,
    /// How many members hold it directly too, and keep it; nothing where it was not asked.
    pub direct: Option<u64>,
    /// Other groups that give it, by name.
    pub elsewhere: Vec<String>,
}

/// What goes with a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupLosses {
    /// How many people are members.
    pub members: u64,
    /// What the group gives them.
    pub values: Vec<LostValue>,
}

impl Group {
    /// What goes with the group, which holds these attributes.
    ///
    /// # Errors
    /// Everything of [`ApiError`].
    pub async fn losses(self, group: GroupId, held: &Attributes) -> Result<GroupLosses, ApiError> {
        let query = MemberSearchQuery { size: Some(1), ..MemberSearchQuery::default() };
        let members = Call::<SearchMembers> { path: GroupPath { group }, query, body: () };
        let members = self.client.send(&members).await?.count.get();
        let pairs: Vec<(String, String)> = held
            .iter()
            .flat_map(|(key, values)| values.iter().map(move |value| (key.clone(), value.clone())))
            .collect();
        if pairs.is_empty() || members == 0 {
            let value = |(key, value)| LostValue { key, value, direct: Some(0), elsewhere: Vec::new() };
            return Ok(GroupLosses { members, values: pairs.into_iter().map(value).collect() });
        }
        let query = GroupSearchQuery { size: Some(GROUPS), ..GroupSearchQuery::default() };
        let groups = self.client.send(&Call::<SearchGroups> { path: (), query, body: () }).await?.hits;
        let direct =
            join_all(pairs.iter().take(MOST).map(|(key, value)| self.count_direct(group, key, value)));
        let mut direct = direct.await.into_iter();
        let mut values = Vec::new();
        for (key, value) in pairs {
            let direct = direct.next().transpose()?;
            let elsewhere = giving(&groups, group, &key, &value);
            values.push(LostValue { key, value, direct, elsewhere });
        }
        Ok(GroupLosses { members, values })
    }

    async fn count_direct(self, group: GroupId, key: &str, value: &str) -> Result<u64, ApiError> {
        let body = UserSearch {
            size: Some(1),
            include_disabled: Some(true),
            group_ids: vec![group],
            user_attributes: vec![AttributeFilter { key: key.to_owned(), value: value.to_owned() }],
            ..UserSearch::default()
        };
        Ok(self.client.send(&Call::<SearchUsers> { path: (), query: (), body }).await?.count.get())
    }
}

/// The names of other groups that give a value.
fn giving(groups: &[GroupHit], own: GroupId, key: &str, value: &str) -> Vec<String> {
    let gives = |attributes: &Attributes| {
        attributes.get(key).is_some_and(|values| values.iter().any(|held| held == value))
    };
    let others = groups.iter().filter(|group| group.id != Some(own));
    others
        .filter(|group| group.authorizations.iter().flatten().any(gives))
        .map(|group| group.name.clone())
        .collect()
}
