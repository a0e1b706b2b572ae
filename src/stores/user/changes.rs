//! What changes the person on screen: rows 3 to 7, 12, 23, 24 and 36. Each verb names what it reads again.

use bim_api::endpoints::paths::{BimUserPath, DisablePath, GroupPath, MembershipPath, UserPath};
use bim_api::endpoints::{
    AddMember, ChangePassword, CloneUser, DeleteUser, DisableUser, RemoveMember, RemovePermission,
    SearchGroups, SetPermissions, UpdateProfile,
};
use bim_api::wire::group::{GroupHit, GroupSearchQuery, NewMember};
use bim_api::wire::profile::Profile;
use bim_api::wire::session::PasswordChange;
use bim_api::wire::user::{CloneEmails, CloneOutcome, PermissionSet, UserDetails, UserRecord};
use bim_api::{ApiError, Call, GroupId, IamId, MembershipId, Password, Permission, Problem};
use leptos::prelude::*;

use super::{Part, User, UserStateStoreFields};
use crate::routes::UserKey;
use crate::stores::{Held, Remote};
use crate::words;

impl User {
    /// Reads the record on screen again and waits for it: what is about to be changed must be known as it is now.
    ///
    /// # Errors
    /// Everything of [`ApiError`]; after 404 the page says that the person is gone.
    pub async fn reread(self, key: &UserKey) -> Result<Part, ApiError> {
        let outcome = self.read(key.clone()).await;
        if self.key().as_ref() == Some(key) {
            self.state.part().update(|part| part.finish(outcome.clone()));
        }
        outcome
    }

    /// Changes the profile (row 3).
    ///
    /// # Errors
    /// Everything of [`ApiError`].
    pub async fn update_profile(self, call: &Call<UpdateProfile>) -> Result<Profile, ApiError> {
        self.settled(self.client.send(call).await)
    }

    /// Takes one permission (row 4).
    ///
    /// # Errors
    /// Everything of [`ApiError`]; 409 for the last USER_ADMIN.
    pub async fn remove_permission(self, call: &Call<RemovePermission>) -> Result<Vec<Permission>, ApiError> {
        self.settled(self.client.send(call).await).map(|record: UserRecord| record.permissions)
    }

    /// Replaces all permissions (row 5).
    ///
    /// # Errors
    /// Everything of [`ApiError`]; 409 for the last USER_ADMIN.
    pub async fn set_permissions(
        self,
        key: &UserKey,
        permissions: Vec<Permission>,
    ) -> Result<Vec<Permission>, ApiError> {
        let call = Call::<SetPermissions> { path: path(key), query: (), body: PermissionSet(permissions) };
        self.settled(self.client.send(&call).await).map(|record: UserRecord| record.permissions)
    }

    /// Sets a password (row 6); `original` is asked for oneself alone.
    ///
    /// # Errors
    /// Everything of [`ApiError`]; 422 for a password that is refused.
    pub async fn change_password(
        self,
        key: &UserKey,
        original: Option<Password>,
        password: Password,
    ) -> Result<bool, ApiError> {
        let body = PasswordChange { original_password: original, password };
        let call = Call::<ChangePassword> { path: path(key), query: (), body };
        self.settled(self.client.send(&call).await).map(|changed| changed.success)
    }

    /// Disables or enables the account (row 7).
    ///
    /// # Errors
    /// Everything of [`ApiError`]; 409 for the last USER_ADMIN.
    pub async fn disable_user(self, key: &UserKey, disable: bool) -> Result<bool, ApiError> {
        let UserKey { iamid, userid } = key.clone();
        let call = Call::<DisableUser> { path: DisablePath { iamid, userid, disable }, query: (), body: () };
        self.settled(self.client.send(&call).await).map(|outcome| outcome.disabled)
    }

    /// Copies the person to new accounts (row 12).
    ///
    /// # Errors
    /// Everything of [`ApiError`]; 422 where the service sends no mail.
    pub async fn clone_user(self, key: &UserKey, emails: Vec<String>) -> Result<CloneOutcome, ApiError> {
        let path = BimUserPath { userid: key.userid.clone() };
        self.client.send(&Call::<CloneUser> { path, query: (), body: CloneEmails(emails) }).await
    }

    /// Deletes the account (row 36). It is no longer read: the page is about to be left.
    ///
    /// # Errors
    /// Everything of [`ApiError`]; 409 for the last USER_ADMIN.
    pub async fn delete_user(self, key: &UserKey) -> Result<(), ApiError> {
        let outcome = self.client.send(&Call::<DeleteUser> { path: path(key), query: (), body: () }).await;
        let Err(error) = outcome else { return Ok(()) };
        if !matches!(error.status(), Some(404 | 405 | 501)) {
            return Err(error);
        }
        match self.exists(&key.iamid, &key.userid).await {
            // Gone is gone, whoever did it.
            Some(false) => Ok(()),
            // Not every API has row 36.
            Some(true) => Err(ApiError::Refused {
                problem: Problem::new(405, words::NO_DELETION),
                retry_after: None,
                request_id: None,
            }),
            None => Err(error),
        }
    }

    /// Adds the person to a group (row 24).
    ///
    /// # Errors
    /// Everything of [`ApiError`]; 409 for a member.
    pub async fn add_member(self, key: &UserKey, group: GroupId) -> Result<(), ApiError> {
        let body = NewMember { userid: key.userid.clone(), iamid: key.iamid.clone() };
        let call = Call::<AddMember> { path: GroupPath { group }, query: (), body };
        let outcome = self.client.send(&call).await;
        self.get_user_groups();
        self.settled(outcome).map(drop)
    }

    /// Takes the person out of a group (row 23).
    ///
    /// # Errors
    /// Everything of [`ApiError`].
    pub async fn remove_member(self, group: GroupId, membership: MembershipId) -> Result<(), ApiError> {
        let path = MembershipPath { group, membership };
        let outcome = self.client.send(&Call::<RemoveMember> { path, query: (), body: () }).await;
        // Also after a failure: the membership may be gone already.
        self.get_user_groups();
        self.settled(outcome)
    }

    /// Groups of these providers, or of all, whose name contains this (row 26).
    ///
    /// # Errors
    /// Everything of [`ApiError`].
    pub async fn find_groups(self, name: &str, iamid: Vec<IamId>) -> Result<Vec<GroupHit>, ApiError> {
        let query = GroupSearchQuery {
            name: Some(name.to_owned()).filter(|name| !name.is_empty()),
            iamid,
            size: Some(20),
            ..GroupSearchQuery::default()
        };
        Ok(self.client.send(&Call::<SearchGroups> { path: (), query, body: () }).await?.hits)
    }

    /// The record is read again behind every change, and after a 404 too: the person may be gone.
    fn settled<T>(self, outcome: Result<T, ApiError>) -> Result<T, ApiError> {
        let concerns = outcome.as_ref().err().is_none_or(User::is_gone);
        if concerns {
            self.get_user();
        }
        outcome
    }

    /// Takes what a change of permissions answered, before the record is read again.
    pub fn adopt_permissions(self, permissions: Vec<Permission>) {
        self.adopt(|user| user.permissions = permissions);
    }

    /// Takes what a change of attributes answered, and reads the record again.
    pub fn adopt_attributes(self, held: Held) {
        self.adopt(|user| {
            user.bim_authorizations = Some(held.here);
            user.iam_authorizations = Some(held.provider);
        });
        self.get_user();
    }

    fn adopt(self, change: impl FnOnce(&mut UserDetails)) {
        self.state.part().update(|part: &mut Remote<Part>| {
            if let Some(Part::Whole(user)) = &mut part.value {
                change(user);
            }
        });
    }
}

fn path(UserKey { iamid, userid }: &UserKey) -> UserPath {
    UserPath { iamid: iamid.clone(), userid: userid.clone() }
}
