//! Sends one change.

use bim_api::endpoints::paths::{BimUserPath, ProfilePath, UserRefPath};
use bim_api::endpoints::{CloneUser, CreateUser, GetProfile, GetUser};
use bim_api::wire::profile::ProfileUpdate;
use bim_api::wire::user::CloneEmails;
use bim_api::{ApiError, Call, IamId, Permission, Problem};

use super::{Change, Made, Tools, misplaced};
use crate::routes::UserKey;
use crate::stores::{Deed, Holder, Subject, Written};
use crate::words;

impl Change {
    /// Does it.
    pub(in crate::stores) async fn send(&self, tools: Tools, holder: &Holder) -> Result<Made, ApiError> {
        match (self, holder) {
            (Self::Give((key, value)), _) => {
                tools.attributes.set_attribute(holder, key, value).await.map(|_| Made::Done)
            }
            (Self::Take((key, value)), _) => {
                let outcome = tools.attributes.remove_attribute(holder, key, value).await;
                unneeded_at(404, outcome.map(drop))
            }
            (Self::Rename(old, new), _) => tools.attributes.rename_attribute(holder, old, new).await,
            (Self::Delete, Holder::Group { id, .. }) => {
                unneeded_at(404, tools.journal.delete_group(*id).await)
            }
            (change, Holder::User(key)) => change.send_for(tools, key).await,
            _ => Err(misplaced()),
        }
    }

    async fn send_for(&self, tools: Tools, key: &UserKey) -> Result<Made, ApiError> {
        let journal = tools.journal;
        match self {
            Self::Permissions { give, take } => tools.change_permissions(key, give, take).await,
            Self::Exactly(all) => {
                let held = tools.permissions(key).await?;
                if is_same(&held, all) {
                    return Ok(Made::Unneeded);
                }
                journal.set_permissions(key, &held, all.clone()).await.map(|_| Made::Done)
            }
            Self::Join(group, _) => unneeded_at(409, journal.add_member(key, *group).await),
            Self::Leave(group, membership, _) => {
                unneeded_at(404, journal.remove_member(key, *group, *membership).await)
            }
            Self::Disable => journal.disable_user(key, true).await.map(|_| Made::Done),
            Self::Enable => journal.disable_user(key, false).await.map(|_| Made::Done),
            Self::Delete => unneeded_at(404, journal.delete_user(key).await),
            Self::Revoke(id, name) => match journal.revoke_key(*id, name).await {
                Err(error) if error.status() == Some(404) => Ok(Made::Unneeded),
                outcome => outcome.map(Made::Ended),
            },
            Self::CloneTo(model, address) => tools.clone_user(model, address).await,
            Self::Create(user) => {
                let call = Call::<CreateUser> { path: (), query: (), body: (**user).clone() };
                let written = Written::Deed(Deed::CreatedUser, Subject::User(key.clone()));
                let created = journal.write(&call, written).await?;
                // Whoever got it by mail needs no other way to it.
                let link = created.new_user_link.filter(|_| !created.email_sent);
                Ok(link.map_or(Made::Done, Made::Invited))
            }
            Self::Profile(update) => tools.update_profile(key, update).await,
            Self::Give(_) | Self::Take(_) | Self::Rename(..) => Err(misplaced()),
        }
    }
}

impl Tools {
    async fn change_permissions(
        self,
        key: &UserKey,
        give: &[Permission],
        take: &[Permission],
    ) -> Result<Made, ApiError> {
        if let ([], [permission]) = (give, take) {
            return self.journal.remove_permission(key, permission.clone()).await.map(|_| Made::Done);
        }
        let held = self.permissions(key).await?;
        let wanted = after(&held, give, take);
        if wanted == held {
            return Ok(Made::Unneeded);
        }
        self.journal.set_permissions(key, &held, wanted).await.map(|_| Made::Done)
    }

    async fn permissions(self, UserKey { iamid, userid }: &UserKey) -> Result<Vec<Permission>, ApiError> {
        let path = UserRefPath { iamid: iamid.clone(), id: userid.into() };
        Ok(self.client.send(&Call::<GetUser> { path, query: (), body: () }).await?.permissions)
    }

    /// An address is a call of its own, so that a reason belongs to one of them. The API does not say why it made no
    /// account: only a look-up can prove a reason.
    async fn clone_user(self, key: &UserKey, address: &str) -> Result<Made, ApiError> {
        let path = BimUserPath { userid: key.userid.clone() };
        let body = CloneEmails(vec![address.to_owned()]);
        let written = Written::Deed(Deed::ClonedUser, Subject::User(key.clone()));
        let outcome = self.journal.write(&Call::<CloneUser> { path, query: (), body }, written).await?;
        if outcome.failed_emails.is_empty() {
            return Ok(Made::Done);
        }
        let new = UserKey { iamid: IamId::bim(), userid: address.into() };
        if self.exists(&new).await == Ok(true) {
            return Ok(Made::Unneeded);
        }
        let problem = Problem::new(422, words::CLONE_NO_REASON);
        Err(ApiError::Refused { problem, retry_after: None, request_id: None })
    }

    async fn update_profile(self, key: &UserKey, update: &ProfileUpdate) -> Result<Made, ApiError> {
        let UserKey { iamid, userid } = key.clone();
        let path = ProfilePath { iamid: iamid.clone(), userid: (&userid).into() };
        let now = self.client.send(&Call::<GetProfile> { path, query: (), body: () }).await?;
        let whole = ProfileUpdate::from(&now);
        let email = update.email.clone().or(whole.email);
        let body = ProfileUpdate { name: update.name.clone(), email, ..whole };
        self.journal.update_profile(key, &now, body).await.map(|_| Made::Done)
    }
}

/// The set after a change; what it does not name stays, in its order.
pub(super) fn after(held: &[Permission], give: &[Permission], take: &[Permission]) -> Vec<Permission> {
    let kept = held.iter().filter(|one| !take.contains(one));
    let new = give.iter().filter(|one| !held.contains(one));
    kept.chain(new).cloned().collect()
}

/// Whether both hold the same, in whichever order.
pub(super) fn is_same(held: &[Permission], wanted: &[Permission]) -> bool {
    held.len() == wanted.len() && held.iter().all(|one| wanted.contains(one))
}

/// A refusal that says that there is nothing to do is none.
fn unneeded_at(status: u16, outcome: Result<(), ApiError>) -> Result<Made, ApiError> {
    match outcome {
        Err(error) if error.status() == Some(status) => Ok(Made::Unneeded),
        outcome => outcome.map(|()| Made::Done),
    }
}
