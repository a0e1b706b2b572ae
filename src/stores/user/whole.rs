//! Whole people, read to be set side by side: the record (row 17), groups (row 19) and what these hold (row 26).

use bim_api::endpoints::{GetUserGroups, ListUsers, SearchUsers};
use bim_api::wire::group::GroupHit;
use bim_api::wire::user::{UserDetails, UserGroup, UserHit};
use bim_api::wire::user_search::{UserSearch, UserSearchQuery};
use bim_api::{ApiError, Call};

use super::{Part, User};
use crate::routes::UserKey;

/// How many people are suggested at once.
const SUGGESTED: u32 = 12;
/// Among how many people who contain a text one is looked for who is exactly that.
const EXACT: u32 = 500;

/// Everything that can be known of a person.
#[derive(Clone, Debug, PartialEq)]
pub struct WholePerson {
    /// Who it is.
    pub key: UserKey,
    /// The record.
    pub details: UserDetails,
    /// Memberships; nothing where the reader may not see them.
    pub groups: Option<Vec<UserGroup>>,
    /// What the groups hold.
    pub group_hits: Vec<GroupHit>,
}

impl User {
    /// Reads all of a person that the reader may see.
    ///
    /// # Errors
    /// Everything of [`ApiError`]; 403 where the record is closed to the reader.
    pub async fn read_whole(self, key: UserKey) -> Result<WholePerson, ApiError> {
        let details = match self.read(key.clone()).await? {
            Part::Whole(details) => *details,
            Part::ProfileOnly(_) => {
                let problem = bim_api::Problem::new(403, "");
                return Err(ApiError::Refused { problem, retry_after: None, request_id: None });
            }
        };
        if !self.session.may_untracked::<GetUserGroups>() {
            return Ok(WholePerson { key, details, groups: None, group_hits: Vec::new() });
        }
        let groups = self.read_groups(key.clone()).await?;
        let group_hits = self.read_group_hits(groups.iter().map(|group| group.id).collect()).await?;
        Ok(WholePerson { key, details, groups: Some(groups), group_hits })
    }

    /// People whose full name or, where nobody's is like it, whose username contains this.
    ///
    /// # Errors
    /// Everything of [`ApiError`].
    pub async fn find_people(self, text: &str) -> Result<Vec<UserHit>, ApiError> {
        let by_name = self.find_by(SUGGESTED, Some(text.to_owned()), None, None).await?;
        if by_name.is_empty() {
            self.find_by(SUGGESTED, None, Some(text.to_owned()), None).await
        } else {
            Ok(by_name)
        }
    }

    /// The accounts of exactly this username or address, whatever the letters' case.
    ///
    /// # Errors
    /// Everything of [`ApiError`].
    pub async fn find_account(self, text: &str) -> Result<Vec<UserHit>, ApiError> {
        let mut found = self.find_by(EXACT, None, Some(text.to_owned()), None).await?;
        found.retain(|hit| hit.userid.as_str().eq_ignore_ascii_case(text));
        if found.is_empty() && text.contains('@') {
            found = self.find_by(EXACT, None, None, Some(text.to_owned())).await?;
            let is_of = |email: &String| email.eq_ignore_ascii_case(text);
            found.retain(|hit| hit.profile.email.as_ref().is_some_and(is_of));
        }
        Ok(found)
    }

    async fn find_by(
        self,
        size: u32,
        name: Option<String>,
        userid: Option<String>,
        email: Option<String>,
    ) -> Result<Vec<UserHit>, ApiError> {
        let (size, include_disabled) = (Some(size), Some(true));
        if self.session.may_untracked::<SearchUsers>() {
            let body = UserSearch { size, name, userid, email, include_disabled, ..UserSearch::default() };
            Ok(self.client.send(&Call::<SearchUsers> { path: (), query: (), body }).await?.hits)
        } else {
            let query =
                UserSearchQuery { size, name, userid, email, include_disabled, ..UserSearchQuery::default() };
            Ok(self.client.send(&Call::<ListUsers> { path: (), query, body: () }).await?.hits)
        }
    }
}
