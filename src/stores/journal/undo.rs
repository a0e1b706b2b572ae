//! Taking a write back: reads what is there now, says what that comes to, and does it through the same verbs, so that it
//! is a write like any other and can be taken back itself.

use bim_api::endpoints::UpdateGroup;
use bim_api::endpoints::paths::GroupPath;
use bim_api::{ApiError, Call};

use super::inverse::{
    Inverse, Plan, of_attribute, of_disabled, of_group, of_membership, of_permissions, of_profile,
};
use super::{GroupName, Written};
use crate::routes::UserKey;
use crate::stores::{Group, HeldAttributes, Holder, Part, User};

/// Handle of what takes writes back.
#[derive(Clone, Copy)]
pub struct Undo {
    user: User,
    group: Group,
    attributes: HeldAttributes,
}

impl Undo {
    /// Over the stores of this app.
    pub fn expect() -> Self {
        Self { user: User::expect(), group: Group::expect(), attributes: HeldAttributes::expect() }
    }

    /// What taking this back comes to, as things are now. `disabled` is what the state of an account is called.
    ///
    /// # Errors
    /// Everything of [`ApiError`]; 404 for somebody who is gone.
    pub async fn plan(self, change: &Written, disabled: &str) -> Result<Option<Plan>, ApiError> {
        Ok(Some(match change {
            Written::Permissions { user, added, removed } => {
                let now = self.read(user).await?;
                let Some(now) = now.details() else { return Ok(None) };
                of_permissions(user, (added, removed), &now.permissions)
            }
            Written::Attribute { holder: holder @ Holder::User(user), key, values, is_given, .. } => {
                let now = self.read(user).await?;
                let Some(now) = now.details() else { return Ok(None) };
                let held = now.bim_authorizations.clone().unwrap_or_default();
                of_attribute(holder, (key, values), *is_given, &held)
            }
            Written::Attribute {
                holder: holder @ Holder::Group { id, .. }, key, values, is_given, ..
            } => {
                let held = self.group.read(*id).await?.authorizations.unwrap_or_default();
                of_attribute(holder, (key, values), *is_given, &held)
            }
            Written::Membership { user, group: GroupName { id, name }, is_joined } => {
                let now = self.user.read_groups(user.clone()).await?;
                let name = name.clone().unwrap_or_else(|| id.to_string());
                of_membership(user, (*id, &name), *is_joined, &now)
            }
            Written::Disabled { user, is_disabled } => {
                let now = self.read(user).await?;
                let Some(now) = now.details() else { return Ok(None) };
                of_disabled(user, *is_disabled, (disabled, now.disabled))
            }
            Written::Profile { user, fields } => of_profile(user, fields, self.read(user).await?.profile()),
            Written::Group { group, fields } => of_group(fields, &self.group.read(group.id).await?),
            Written::Deed(..) => return Ok(None),
        }))
    }

    async fn read(self, user: &UserKey) -> Result<Part, ApiError> {
        self.user.read(user.clone()).await
    }

    /// Does it.
    ///
    /// # Errors
    /// Everything of [`ApiError`].
    pub async fn run(self, inverse: Inverse) -> Result<(), ApiError> {
        match inverse {
            Inverse::SetPermissions(user, before, all) => {
                self.user.set_permissions(&user, &before, all).await.map(drop)
            }
            Inverse::Give(holder, key, values) => {
                for value in values {
                    self.attributes.set_attribute(&holder, &key, &value).await?;
                }
                Ok(())
            }
            Inverse::Take(holder, key, values) => {
                for value in values {
                    self.attributes.remove_attribute(&holder, &key, &value).await?;
                }
                Ok(())
            }
            Inverse::Join(user, group) => self.user.add_member(&user, group).await,
            Inverse::Leave(user, group, membership) => {
                self.user.remove_member(&user, group, membership).await
            }
            Inverse::Disable(user, disable) => self.user.disable_user(&user, disable).await.map(drop),
            Inverse::Profile(user, before, update) => {
                self.user.update_profile(&user, &before, *update).await.map(drop)
            }
            Inverse::Group(before, body) => {
                let call = Call::<UpdateGroup> { path: GroupPath { group: before.id }, query: (), body };
                self.group.update_group(&before, &call).await.map(drop)
            }
        }
    }
}
