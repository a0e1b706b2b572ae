//! What changes the person on screen: rows 3 to 7, 23, 24 and 36. Each verb names what it reads again.

use bim_api::endpoints::paths::UserPath;
use bim_api::endpoints::{ChangePassword, SearchGroups};
use bim_api::wire::group::{GroupHit, GroupSearchQuery};
use bim_api::wire::profile::{Profile, ProfileUpdate};
use bim_api::wire::session::PasswordChange;
use bim_api::wire::user::UserDetails;
use bim_api::{ApiError, Call, GroupId, IamId, MembershipId, Password, Permission, Problem};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Part, User, UserStateStoreFields};
use crate::routes::UserKey;
use crate::stores::{Deed, Held, Remote, Subject, Written};
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

    /// Changes the profile (row 3), which was like `before`.
    ///
    /// # Errors
    /// Everything of [`ApiError`].
    pub async fn update_profile(
        self,
        key: &UserKey,
        before: &Profile,
        body: ProfileUpdate,
    ) -> Result<Profile, ApiError> {
        self.settled_for(key, self.journal.update_profile(key, before, body).await)
    }

    /// Takes one permission (row 4).
    ///
    /// # Errors
    /// Everything of [`ApiError`]; 409 for the last USER_ADMIN.
    pub async fn remove_permission(
        self,
        key: &UserKey,
        permission: Permission,
    ) -> Result<Vec<Permission>, ApiError> {
        let outcome = self.journal.remove_permission(key, permission).await;
        self.settled_for(key, outcome).map(|record| record.permissions)
    }

    /// Replaces all permissions (row 5), which were these `before`.
    ///
    /// # Errors
    /// Everything of [`ApiError`]; 409 for the last USER_ADMIN.
    pub async fn set_permissions(
        self,
        key: &UserKey,
        before: &[Permission],
        permissions: Vec<Permission>,
    ) -> Result<Vec<Permission>, ApiError> {
        let outcome = self.journal.set_permissions(key, before, permissions).await;
        self.settled_for(key, outcome).map(|record| record.permissions)
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
        let path = UserPath { iamid: key.iamid.clone(), userid: key.userid.clone() };
        let call = Call::<ChangePassword> { path, query: (), body };
        let change = Written::Deed(Deed::SetPassword, Subject::User(key.clone()));
        self.settled(self.journal.write(&call, change).await).map(|changed| changed.success)
    }

    /// Disables or enables the account (row 7).
    ///
    /// # Errors
    /// Everything of [`ApiError`]; 409 for the last USER_ADMIN.
    pub async fn disable_user(self, key: &UserKey, disable: bool) -> Result<bool, ApiError> {
        self.settled(self.journal.disable_user(key, disable).await)
    }

    /// Deletes the account (row 36). It is no longer read: the page is about to be left.
    ///
    /// # Errors
    /// Everything of [`ApiError`]; 409 for the last USER_ADMIN.
    pub async fn delete_user(self, key: &UserKey) -> Result<(), ApiError> {
        let Err(error) = self.journal.delete_user(key).await else { return Ok(()) };
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
        let outcome = self.journal.add_member(key, group).await;
        self.get_user_groups();
        self.settled(outcome)
    }

    /// Takes the person out of a group (row 23).
    ///
    /// # Errors
    /// Everything of [`ApiError`].
    pub async fn remove_member(
        self,
        key: &UserKey,
        group: GroupId,
        membership: MembershipId,
    ) -> Result<(), ApiError> {
        let outcome = self.journal.remove_member(key, group, membership).await;
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
        let hits = self.client.send(&Call::<SearchGroups> { path: (), query, body: () }).await?.hits;
        for hit in &hits {
            if let Some(id) = hit.id {
                self.journal.meet_group(id, &hit.name);
            }
        }
        Ok(hits)
    }

    /// [`Self::settled`]; of one's own name and permissions the whole app knows.
    fn settled_for<T>(self, key: &UserKey, outcome: Result<T, ApiError>) -> Result<T, ApiError> {
        if outcome.is_ok() && untrack(|| self.session.is_self(key)) {
            spawn_local(async move {
                // What is known of oneself stays as it was until it can be read.
                let _ = self.session.current_user_info().await;
            });
        }
        self.settled(outcome)
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
