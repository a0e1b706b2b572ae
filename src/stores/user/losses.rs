//! What goes with an account, asked before it goes: API keys (row 34), memberships (row 19), and attribute values
//! that nobody else holds (rows 20 and 26).

use bim_api::endpoints::paths::UserPath;
use bim_api::endpoints::{GetUserApiKeys, SearchGroups, SearchUsers};
use bim_api::wire::Attributes;
use bim_api::wire::group::GroupSearchQuery;
use bim_api::wire::key::ApiKeyInfo;
use bim_api::wire::user::UserGroup;
use bim_api::wire::user_search::{AttributeFilter, UserSearch};
use bim_api::{ApiError, Call};
use futures_util::future::{join, join_all};

use super::User;
use crate::routes::UserKey;

/// How many values are asked for; one request each.
const MOST: usize = 24;
/// How many groups are looked through for holders.
const GROUPS: u32 = 1000;

/// What goes with an account. Each part is read by itself, and says so where it could not be.
#[derive(Clone, Debug, PartialEq)]
pub struct Losses {
    /// The API keys.
    pub api_keys: Result<Vec<ApiKeyInfo>, ApiError>,
    /// The memberships.
    pub groups: Result<Vec<UserGroup>, ApiError>,
    /// The attribute values that nobody else holds; nothing where they do not go.
    pub sole: Option<Result<SoleValues, ApiError>>,
}

/// Attribute values that nobody else holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SoleValues {
    /// Key and value.
    pub values: Vec<(String, String)>,
    /// How many values were not asked for, being too many.
    pub unasked: usize,
}

impl User {
    /// What goes with the account; `held` are the attributes that would go, where they would.
    pub async fn losses(self, key: &UserKey, held: Option<Attributes>) -> Losses {
        let path = UserPath { iamid: key.iamid.clone(), userid: key.userid.clone() };
        let keys = Call::<GetUserApiKeys> { path, query: (), body: () };
        let (api_keys, groups) = join(self.client.send(&keys), self.read_groups(key.clone())).await;
        let sole = match held {
            Some(held) => Some(self.sole_values(&held).await),
            None => None,
        };
        Losses { api_keys, groups, sole }
    }

    async fn sole_values(self, held: &Attributes) -> Result<SoleValues, ApiError> {
        let pairs: Vec<(&String, &String)> =
            held.iter().flat_map(|(key, values)| values.iter().map(move |value| (key, value))).collect();
        if pairs.is_empty() {
            return Ok(SoleValues::default());
        }
        let query = GroupSearchQuery { size: Some(GROUPS), ..GroupSearchQuery::default() };
        let groups = self.client.send(&Call::<SearchGroups> { path: (), query, body: () }).await?.hits;
        let in_group = |key: &String, value: &String| {
            let of = |attributes: &Attributes| attributes.get(key).is_some_and(|held| held.contains(value));
            groups.iter().any(|group| group.authorizations.iter().flatten().any(of))
        };
        let (asked, rest) = pairs.split_at(pairs.len().min(MOST));
        let asked: Vec<_> = asked.iter().filter(|(key, value)| !in_group(key, value)).collect();
        let holders = join_all(asked.iter().map(|(key, value)| self.count_holders(key, value))).await;
        let mut values = Vec::new();
        for ((key, value), holders) in asked.into_iter().zip(holders) {
            if holders? <= 1 {
                values.push(((*key).clone(), (*value).clone()));
            }
        }
        Ok(SoleValues { values, unasked: rest.len() })
    }

    async fn count_holders(self, key: &str, value: &str) -> Result<u64, ApiError> {
        let filter = AttributeFilter { key: key.to_owned(), value: value.to_owned() };
        let body = UserSearch {
            size: Some(1),
            include_disabled: Some(true),
            user_attributes: vec![filter],
            ..UserSearch::default()
        };
        Ok(self.client.send(&Call::<SearchUsers> { path: (), query: (), body }).await?.count.get())
    }
}
