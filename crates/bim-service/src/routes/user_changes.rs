//! Rows 5 and 7: permissions, and disabling.

use bim_api::endpoints::{DisableUser, SetPermissions};
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

fn find(session: &Session<'_>, iamid: &IamId, username: &Username) -> Result<UserRow, ServiceError> {
    users::by_username(session, iamid.as_str(), username.as_str())?
        .ok_or_else(|| ServiceError::not_found("person in this identity provider"))
}

/// Refuses what would leave nobody who can manage people.
fn keep_an_admin(session: &Session<'_>, user: &UserRow) -> Result<(), ServiceError> {
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

/// Row 5.
pub(crate) async fn set_permissions(cx: Cx, call: Call<SetPermissions>) -> Result<UserRecord, ServiceError> {
    let (path, author) = (call.path, cx.author()?);
    let permissions = permission_names(&[], call.body.0)?;
    let user = cx
        .state
        .database
        .write::<_, ServiceError>(move |session| {
            let user = find(session, &path.iamid, &path.userid)?;
            if !permissions.iter().any(|name| name == Permission::USER_ADMIN.as_str()) {
                keep_an_admin(session, &user)?;
            }
            authorizations::set_permissions(session, user.id, &permissions, author.now)?;
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
