//! Sends one change.

use bim_api::endpoints::paths::{
    BimUserPath, DisablePath, GroupPath, KeyPath, MembershipPath, ProfilePath, UserPath, UserPermissionPath,
    UserRefPath,
};
use bim_api::endpoints::{
    AddMember, CloneUser, CreateUser, DeleteApiKey, DeleteGroup, DeleteUser, DisableUser, GetProfile,
    GetUser, RemoveMember, RemovePermission, SetPermissions, UpdateProfile,
};
use bim_api::wire::group::NewMember;
use bim_api::wire::profile::ProfileUpdate;
use bim_api::wire::user::{CloneEmails, PermissionSet};
use bim_api::{ApiError, Call, GroupId, IamId, KeyId, MembershipId, Permission, Problem};

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
            (Self::Delete, Holder::Group { id, .. }) => tools.delete_group(*id).await,
            (change, Holder::User(key)) => change.send_for(tools, key).await,
            _ => Err(misplaced()),
        }
    }

    async fn send_for(&self, tools: Tools, key: &UserKey) -> Result<Made, ApiError> {
        match self {
            Self::Permissions { give, take } => tools.change_permissions(key, give, take).await,
            Self::Exactly(all) => {
                let held = tools.permissions(key).await?;
                if is_same(&held, all) {
                    return Ok(Made::Unneeded);
                }
                tools.set_permissions(key, &held, all.clone()).await
            }
            Self::Join(group, _) => tools.add_member(key, *group).await,
            Self::Leave(group, membership, _) => tools.remove_member(key, *group, *membership).await,
            Self::Disable => tools.disable_user(key, true).await,
            Self::Enable => tools.disable_user(key, false).await,
            Self::Delete => tools.delete_user(key).await,
            Self::Revoke(id, name) => tools.revoke_key(*id, name).await,
            Self::CloneTo(model, address) => tools.clone_user(model, address).await,
            Self::Create(user) => {
                let call = Call::<CreateUser> { path: (), query: (), body: (**user).clone() };
                let written = Written::Deed(Deed::CreatedUser, Subject::User(key.clone()));
                let created = tools.journal.write(&call, written).await?;
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
        let UserKey { iamid, userid } = key.clone();
        if let ([], [permission]) = (give, take) {
            let path = UserPermissionPath { iamid, userid, permission: permission.clone() };
            let call = Call::<RemovePermission> { path, query: (), body: () };
            let written = Written::permissions(key, take, &[]);
            return self.journal.write(&call, written).await.map(|_| Made::Done);
        }
        let held = self.permissions(key).await?;
        let wanted = after(&held, give, take);
        if wanted == held {
            return Ok(Made::Unneeded);
        }
        self.set_permissions(key, &held, wanted).await
    }

    async fn permissions(self, UserKey { iamid, userid }: &UserKey) -> Result<Vec<Permission>, ApiError> {
        let path = UserRefPath { iamid: iamid.clone(), id: userid.into() };
        Ok(self.client.send(&Call::<GetUser> { path, query: (), body: () }).await?.permissions)
    }

    async fn set_permissions(
        self,
        key: &UserKey,
        held: &[Permission],
        all: Vec<Permission>,
    ) -> Result<Made, ApiError> {
        let path = UserPath { iamid: key.iamid.clone(), userid: key.userid.clone() };
        let written = Written::permissions(key, held, &all);
        let call = Call::<SetPermissions> { path, query: (), body: PermissionSet(all) };
        self.journal.write(&call, written).await.map(|_| Made::Done)
    }

    async fn add_member(self, key: &UserKey, group: GroupId) -> Result<Made, ApiError> {
        let body = NewMember { userid: key.userid.clone(), iamid: key.iamid.clone() };
        let call = Call::<AddMember> { path: GroupPath { group }, query: (), body };
        let written =
            Written::Membership { user: key.clone(), group: self.journal.group(group), is_joined: true };
        unneeded_at(409, self.journal.write(&call, written).await.map(drop))
    }

    async fn remove_member(
        self,
        key: &UserKey,
        group: GroupId,
        membership: MembershipId,
    ) -> Result<Made, ApiError> {
        let path = MembershipPath { group, membership };
        let written =
            Written::Membership { user: key.clone(), group: self.journal.group(group), is_joined: false };
        let call = Call::<RemoveMember> { path, query: (), body: () };
        unneeded_at(404, self.journal.write(&call, written).await)
    }

    async fn disable_user(self, key: &UserKey, disable: bool) -> Result<Made, ApiError> {
        let UserKey { iamid, userid } = key.clone();
        let call = Call::<DisableUser> { path: DisablePath { iamid, userid, disable }, query: (), body: () };
        let written = Written::Disabled { user: key.clone(), is_disabled: disable };
        self.journal.write(&call, written).await.map(|_| Made::Done)
    }

    async fn delete_user(self, key: &UserKey) -> Result<Made, ApiError> {
        let path = UserPath { iamid: key.iamid.clone(), userid: key.userid.clone() };
        let written = Written::Deed(Deed::DeletedUser, Subject::User(key.clone()));
        let call = Call::<DeleteUser> { path, query: (), body: () };
        unneeded_at(404, self.journal.write(&call, written).await)
    }

    async fn delete_group(self, group: GroupId) -> Result<Made, ApiError> {
        let call = Call::<DeleteGroup> { path: GroupPath { group }, query: (), body: () };
        let written = Written::Deed(Deed::DeletedGroup, Subject::Group(self.journal.group(group)));
        unneeded_at(404, self.journal.write(&call, written).await)
    }

    async fn revoke_key(self, key: KeyId, name: &str) -> Result<Made, ApiError> {
        let call = Call::<DeleteApiKey> { path: KeyPath { key }, query: (), body: () };
        let written = Written::Deed(Deed::RevokedKey, Subject::Named(name.to_owned()));
        match self.journal.write(&call, written).await {
            Err(error) if error.status() == Some(404) => Ok(Made::Unneeded),
            outcome => outcome.map(|revoked| Made::Ended(revoked.revoked_tokens)),
        }
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
        let written = Written::profile(key, &now, &body);
        let call = Call::<UpdateProfile> { path: UserPath { iamid, userid }, query: (), body };
        self.journal.write(&call, written).await.map(|_| Made::Done)
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
