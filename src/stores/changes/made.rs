//! Tells whether a change was made, by reading what it would have changed.

use bim_api::endpoints::paths::{GroupPath, ProfilePath, UserPath, UserRefPath};
use bim_api::endpoints::{GetGroup, GetProfile, GetUser, GetUserApiKeys, GetUserGroups};
use bim_api::wire::user::UserDetails;
use bim_api::{ApiError, Call};

use super::send::{after, is_same};
use super::{Change, Tools};
use crate::routes::UserKey;
use crate::stores::{Held, Holder, KeyValue};

impl Change {
    /// Whether it was made already.
    pub(in crate::stores) async fn is_made(&self, tools: Tools, holder: &Holder) -> Result<bool, ApiError> {
        match (self, holder) {
            (Self::Give(pair), _) => Ok(has(&tools.held(holder).await?, pair)),
            (Self::Take(pair), _) => Ok(!has(&tools.held(holder).await?, pair)),
            (Self::Rename(old, new), _) => {
                let held = tools.held(holder).await?;
                Ok(has(&held, new) && !has(&held, old))
            }
            (Self::Delete, Holder::Group { id, .. }) => {
                let call = Call::<GetGroup> { path: GroupPath { group: *id }, query: (), body: () };
                is_gone(tools.client.send(&call).await.map(drop))
            }
            (change, Holder::User(key)) => change.is_made_for(tools, key).await,
            _ => Ok(false),
        }
    }

    async fn is_made_for(&self, tools: Tools, key: &UserKey) -> Result<bool, ApiError> {
        Ok(match self {
            Self::Permissions { give, take } => {
                let held = tools.user(key).await?.permissions;
                after(&held, give, take) == held
            }
            Self::Exactly(all) => is_same(&tools.user(key).await?.permissions, all),
            Self::Join(group, _) => tools.groups(key).await?.contains(&group.0),
            Self::Leave(group, ..) => !tools.groups(key).await?.contains(&group.0),
            Self::Disable => tools.user(key).await?.disabled,
            Self::Enable => !tools.user(key).await?.disabled,
            Self::Delete => !tools.exists(key).await?,
            Self::Revoke(id, _) => {
                let UserKey { iamid, userid } = key.clone();
                let call = Call::<GetUserApiKeys> { path: UserPath { iamid, userid }, query: (), body: () };
                tools.client.send(&call).await?.iter().all(|known| known.keyid != *id)
            }
            Self::CloneTo(..) | Self::Create(_) => tools.exists(key).await?,
            Self::Profile(update) => {
                let path = ProfilePath { iamid: key.iamid.clone(), userid: (&key.userid).into() };
                let now = tools.client.send(&Call::<GetProfile> { path, query: (), body: () }).await?;
                let is_name = update.name.as_ref().is_none_or(|name| *name == now.name);
                is_name && update.email.as_ref().is_none_or(|email| *email == now.email)
            }
            Self::Give(_) | Self::Take(_) | Self::Rename(..) => false,
        })
    }
}

impl Tools {
    async fn user(self, UserKey { iamid, userid }: &UserKey) -> Result<UserDetails, ApiError> {
        let path = UserRefPath { iamid: iamid.clone(), id: userid.into() };
        self.client.send(&Call::<GetUser> { path, query: (), body: () }).await
    }

    async fn groups(self, UserKey { iamid, userid }: &UserKey) -> Result<Vec<i64>, ApiError> {
        let path = UserPath { iamid: iamid.clone(), userid: userid.clone() };
        let groups = self.client.send(&Call::<GetUserGroups> { path, query: (), body: () }).await?;
        Ok(groups.into_iter().map(|group| group.id.0).collect())
    }

    async fn held(self, holder: &Holder) -> Result<Held, ApiError> {
        match holder {
            Holder::User(key) => self.user(key).await.map(|user| Held::from(&user)),
            Holder::Group { id, .. } => {
                let call = Call::<GetGroup> { path: GroupPath { group: *id }, query: (), body: () };
                self.client.send(&call).await.map(|group| Held::from(&group))
            }
        }
    }

    /// Whether there is such an account (row 18).
    pub(super) async fn exists(self, UserKey { iamid, userid }: &UserKey) -> Result<bool, ApiError> {
        let path = ProfilePath { iamid: iamid.clone(), userid: userid.into() };
        let call = Call::<GetProfile> { path, query: (), body: () };
        is_gone(self.client.send(&call).await.map(drop)).map(|is_gone| !is_gone)
    }
}

fn is_gone(outcome: Result<(), ApiError>) -> Result<bool, ApiError> {
    match outcome {
        Err(error) if error.status() == Some(404) => Ok(true),
        outcome => outcome.map(|()| false),
    }
}

fn has(held: &Held, (key, value): &KeyValue) -> bool {
    held.here.get(key).is_some_and(|values| values.contains(value))
}
