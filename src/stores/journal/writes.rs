//! Rows that both a page and a job send: each with what it changes, once.

use bim_api::endpoints::paths::{
    DisablePath, GroupPath, KeyPath, MembershipPath, UserPath, UserPermissionPath,
};
use bim_api::endpoints::{
    AddMember, DeleteApiKey, DeleteGroup, DeleteUser, DisableUser, RemoveMember, RemovePermission,
    SetPermissions, UpdateProfile,
};
use bim_api::wire::group::NewMember;
use bim_api::wire::profile::{Profile, ProfileUpdate};
use bim_api::wire::user::{PermissionSet, UserRecord};
use bim_api::{ApiError, Call, GroupId, KeyId, MembershipId, Permission};

use super::{Deed, Journal, Subject, Written};
use crate::routes::UserKey;

impl Journal {
    /// Row 3; the profile was like `before`.
    pub(in crate::stores) async fn update_profile(
        self,
        key: &UserKey,
        before: &Profile,
        body: ProfileUpdate,
    ) -> Result<Profile, ApiError> {
        let change = Written::profile(key, before, &body);
        self.write(&Call::<UpdateProfile> { path: path(key), query: (), body }, change).await
    }

    /// Row 4.
    pub(in crate::stores) async fn remove_permission(
        self,
        key: &UserKey,
        permission: Permission,
    ) -> Result<UserRecord, ApiError> {
        let change = Written::permissions(key, std::slice::from_ref(&permission), &[]);
        let UserKey { iamid, userid } = key.clone();
        let path = UserPermissionPath { iamid, userid, permission };
        self.write(&Call::<RemovePermission> { path, query: (), body: () }, change).await
    }

    /// Row 5; they were these `before`.
    pub(in crate::stores) async fn set_permissions(
        self,
        key: &UserKey,
        before: &[Permission],
        all: Vec<Permission>,
    ) -> Result<UserRecord, ApiError> {
        let change = Written::permissions(key, before, &all);
        let call = Call::<SetPermissions> { path: path(key), query: (), body: PermissionSet(all) };
        self.write(&call, change).await
    }

    /// Row 7. Answers whether it is disabled.
    pub(in crate::stores) async fn disable_user(
        self,
        key: &UserKey,
        disable: bool,
    ) -> Result<bool, ApiError> {
        let UserKey { iamid, userid } = key.clone();
        let call = Call::<DisableUser> { path: DisablePath { iamid, userid, disable }, query: (), body: () };
        let change = Written::Disabled { user: key.clone(), is_disabled: disable };
        self.write(&call, change).await.map(|outcome| outcome.disabled)
    }

    /// Row 36.
    pub(in crate::stores) async fn delete_user(self, key: &UserKey) -> Result<(), ApiError> {
        let change = Written::Deed(Deed::DeletedUser, Subject::User(key.clone()));
        self.write(&Call::<DeleteUser> { path: path(key), query: (), body: () }, change).await
    }

    /// Row 24.
    pub(in crate::stores) async fn add_member(self, key: &UserKey, group: GroupId) -> Result<(), ApiError> {
        let body = NewMember { userid: key.userid.clone(), iamid: key.iamid.clone() };
        let change = Written::Membership { user: key.clone(), group: self.group(group), is_joined: true };
        let call = Call::<AddMember> { path: GroupPath { group }, query: (), body };
        self.write(&call, change).await.map(drop)
    }

    /// Row 23.
    pub(in crate::stores) async fn remove_member(
        self,
        key: &UserKey,
        group: GroupId,
        membership: MembershipId,
    ) -> Result<(), ApiError> {
        let change = Written::Membership { user: key.clone(), group: self.group(group), is_joined: false };
        let path = MembershipPath { group, membership };
        self.write(&Call::<RemoveMember> { path, query: (), body: () }, change).await
    }

    /// Row 29.
    pub(in crate::stores) async fn delete_group(self, group: GroupId) -> Result<(), ApiError> {
        let change = Written::Deed(Deed::DeletedGroup, Subject::Group(self.group(group)));
        self.write(&Call::<DeleteGroup> { path: GroupPath { group }, query: (), body: () }, change).await
    }

    /// Row 35. Answers how many sessions ended with it.
    pub(in crate::stores) async fn revoke_key(self, key: KeyId, name: &str) -> Result<u64, ApiError> {
        let change = Written::Deed(Deed::RevokedKey, Subject::Named(name.to_owned()));
        let call = Call::<DeleteApiKey> { path: KeyPath { key }, query: (), body: () };
        self.write(&call, change).await.map(|revoked| revoked.revoked_tokens)
    }
}

fn path(UserKey { iamid, userid }: &UserKey) -> UserPath {
    UserPath { iamid: iamid.clone(), userid: userid.clone() }
}
