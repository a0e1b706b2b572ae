//! Rows 4, 5 and 7: permissions, and disabling.

use bim_api::endpoints::{DisableUser, RemovePermission, SetPermissions};
use bim_api::wire::user::{DisableOutcome, UserRecord};
use bim_api::{Call, IamId, Permission, Username};
use serde_json::json;

use crate::db::audit::{Change, Event, Target};
use crate::db::tokens::{self, TokenKind};
use crate::db::users::{self, UserRow};
use crate::db::{Session, authorizations};
use crate::http::caller::Cx;
use crate::http::error::ServiceError;
use crate::routes::user_records::record;
use crate::routes::users::permission_names;

/// The person, or 404.
pub(super) fn find(
    session: &Session<'_>,
    iamid: &IamId,
    username: &Username,
) -> Result<UserRow, ServiceError> {
    users::by_username(session, iamid.as_str(), username.as_str())?
        .ok_or_else(|| ServiceError::not_found("person in this identity provider"))
}

/// Refuses what would leave nobody who can manage people.
pub(super) fn keep_an_admin(session: &Session<'_>, user: &UserRow) -> Result<(), ServiceError> {
    let is_admin =
        !user.disabled && user.permissions.iter().any(|held| held == Permission::USER_ADMIN.as_str());
    if is_admin && users::is_last_admin(session, user.id)? {
        return Err(ServiceError::new(
            409,
            format!(
                "{} is the last enabled person with USER_ADMIN: give it to somebody else first.",
                user.userid
            ),
        ));
    }
    Ok(())
}

/// Row 4.
pub(crate) async fn remove_permission(
    cx: Cx,
    call: Call<RemovePermission>,
) -> Result<UserRecord, ServiceError> {
    let path = call.path;
    let taken = path.permission;
    change_permissions(&cx, path.iamid, path.userid, move |user| {
        let mut left = user.permissions.clone();
        left.retain(|held| held != taken.as_str());
        if left.len() == user.permissions.len() {
            let message = format!("{} does not hold the permission {taken}.", user.userid);
            return Err(ServiceError::new(404, message));
        }
        Ok(left)
    })
    .await
}

/// Row 5.
pub(crate) async fn set_permissions(cx: Cx, call: Call<SetPermissions>) -> Result<UserRecord, ServiceError> {
    let path = call.path;
    let permissions = permission_names(&[], call.body.0)?;
    change_permissions(&cx, path.iamid, path.userid, move |_| Ok(permissions)).await
}

async fn change_permissions(
    cx: &Cx,
    iamid: IamId,
    username: Username,
    wanted: impl FnOnce(&UserRow) -> Result<Vec<String>, ServiceError> + Send + 'static,
) -> Result<UserRecord, ServiceError> {
    let author = cx.author()?;
    let user = cx
        .state
        .database
        .write::<_, ServiceError>(move |session| {
            let user = find(session, &iamid, &username)?;
            let permissions = wanted(&user)?;
            if permissions == user.permissions {
                return Ok(user);
            }
            if !permissions.iter().any(|name| name == Permission::USER_ADMIN.as_str()) {
                keep_an_admin(session, &user)?;
            }
            authorizations::set_permissions(session, user.id, &user.permissions, &permissions, author.now)?;
            let change =
                Change::of(json!({ "permissions": user.permissions }), json!({ "permissions": permissions }));
            author.record(session, Event::PermissionsUpdated, &[Target::user(&user)], change)?;
            Ok(UserRow { permissions, updated_at: author.now, ..user })
        })
        .await?;
    Ok(record(user))
}

/// Row 7.
pub(crate) async fn disable_user(cx: Cx, call: Call<DisableUser>) -> Result<DisableOutcome, ServiceError> {
    let (path, author) = (call.path, cx.author()?);
    if !path.iamid.is_bim() {
        return Err(ServiceError::refused(
            "iamid",
            format!("This account belongs to its identity provider, {}: disable it there.", path.iamid),
        ));
    }
    let disabled = path.disable;
    let userid = cx
        .state
        .database
        .write::<_, ServiceError>(move |session| {
            let user = find(session, &path.iamid, &path.userid)?;
            if disabled {
                keep_an_admin(session, &user)?;
                // Requests stop at once anyway; a later enabling must not revive old sessions.
                tokens::delete_of_user(session, user.id, TokenKind::Session, None)?;
                tokens::delete_of_user(session, user.id, TokenKind::Invitation, None)?;
            }
            if user.disabled != disabled {
                users::set_disabled(session, user.id, disabled, author.now)?;
                let event = if disabled { Event::UserDisabled } else { Event::UserEnabled };
                let change = Change::of(json!({ "disabled": !disabled }), json!({ "disabled": disabled }));
                author.record(session, event, &[Target::user(&user)], change)?;
            }
            Ok(user.userid)
        })
        .await?;
    Ok(DisableOutcome { userid: Username(userid), disabled })
}
