//! Rows 1, 16, 17 and 19: creating and reading people.

use bim_api::endpoints::{CreateUser, CurrentUserInfo, GetUser, GetUserGroups};
use bim_api::wire::profile::Entitlements;
use bim_api::wire::user::{CreatedUser, NewUser, UserDetails, UserGroup};
use bim_api::wire::{Attributes, Extra};
use bim_api::{Call, GroupId, IamId, MembershipId, Permission, ProjectId, UserRef};
use serde_json::json;

use crate::clock::timestamp;
use crate::credentials;
use crate::db::audit::{Change, Event, Target};
use crate::db::authorizations::merged;
use crate::db::domains::DomainPermissionRow;
use crate::db::groups::GroupRow;
use crate::db::tokens::NewToken;
use crate::db::users::{NewUserRow, UserRow};
use crate::db::{Database, DbError, domains, groups, passwords, tokens, users};
use crate::http::caller::Cx;
use crate::http::error::ServiceError;
use crate::password;
use crate::routes::invitations::{self, NewInvitation};
use crate::routes::limits::{MAX_LIST, check_email, check_name, check_username};
use crate::routes::user_records::{account, details, own_attributes};

/// Row 1.
pub(crate) async fn create_user(cx: Cx, call: Call<CreateUser>) -> Result<CreatedUser, ServiceError> {
    let now = cx.state.clock.now();
    let NewUser { iamid, userid, password, profile, permissions } = call.body;
    if iamid.is_some_and(|iamid| !iamid.is_bim()) {
        return Err(ServiceError::refused(
            "iamid",
            "People of other identity providers are created there; this creates people of bim.",
        ));
    }
    check_username("userid", userid.as_str())?;
    let (name, email) = profile.map(|profile| (profile.name, profile.email)).unwrap_or_default();
    if let Some(name) = &name {
        check_name("profile.name", name)?;
    }
    if let Some(email) = &email {
        check_email("profile.email", email)?;
    }
    let hash = match password {
        Some(password) => {
            password::check(password.expose(), userid.as_str())
                .map_err(|message| ServiceError::refused("password", message))?;
            Some(cx.state.passwords.hash(password).await?)
        }
        None => None,
    };
    let row = NewUserRow {
        iamid: IamId::BIM.to_owned(),
        name: name.map_or_else(|| userid.0.clone(), |name| name.trim().to_owned()),
        userid: userid.0,
        global_id: credentials::random_uuid()?,
        email,
        permissions: permission_names(&cx.state.settings.default_permissions, permissions)?,
        last_external_refresh: Some(now),
        created_at: now,
        ..NewUserRow::default()
    };
    let username = row.userid.clone();
    // A person with a password needs no invitation; the field stays, as in the example.
    let invitation = if hash.is_none() { Some(NewInvitation::new()?) } else { None };
    let token_hash = invitation.as_ref().map(NewInvitation::hash);
    let author = cx.author()?;
    let write = cx.state.database.write::<_, DbError>(move |session| {
        let id = users::insert(session, &row)?;
        if let Some(hash) = hash {
            passwords::set(session, id, &hash, now)?;
        }
        if let Some(hash) = token_hash {
            let token = NewToken::invitation(&hash, id, now);
            tokens::insert(session, &token)?;
        }
        let user = users::by_id(session, id)?;
        if let Some(user) = &user {
            author.record(session, Event::UserCreated, &[Target::user(user)], Change::new(created(user)))?;
        }
        Ok(user)
    });
    let user = match write.await {
        Ok(user) => user.ok_or_else(|| ServiceError::internal("the new person is not there"))?,
        Err(DbError::Duplicate) => {
            return Err(ServiceError::conflict("userid", format!("The username {username} is taken.")));
        }
        Err(error) => return Err(error.into()),
    };
    let link = invitation.as_ref().map(|new| new.link(&cx.state, &user.userid, &user.profile.name));
    let mailed = match &invitation {
        Some(invitation) => mail(&cx, invitation, &user).await,
        None => None,
    };
    Ok(CreatedUser {
        new_user: account(user),
        new_user_link: link,
        email_failed: mailed == Some(false),
        email_sent: mailed == Some(true),
    })
}

/// Mails a new person's invitation; whether it left, where there was a way and an address.
async fn mail(cx: &Cx, invitation: &NewInvitation, user: &UserRow) -> Option<bool> {
    cx.state.mail.as_ref()?;
    let to = user.profile.email.as_deref()?;
    let sent = invitations::send(&cx.state, invitation, to, &user.userid, &user.profile.name).await;
    if let Err(error) = &sent {
        tracing::warn!(user = user.id, %error, "an invitation could not be mailed");
    }
    Some(sent.is_ok())
}

/// What the audit log is told of a new person.
pub(crate) fn created(user: &UserRow) -> serde_json::Value {
    json!({ "name": user.profile.name, "email": user.profile.email, "permissions": user.permissions })
}

/// The defaults, then what was asked for; each once.
pub(super) fn permission_names(
    defaults: &[Permission],
    asked: Vec<Permission>,
) -> Result<Vec<String>, ServiceError> {
    if asked.len() > MAX_LIST {
        return Err(ServiceError::refused(
            "permissions",
            format!("A person holds at most {MAX_LIST} permissions."),
        ));
    }
    let mut names = Vec::<String>::new();
    for permission in defaults.iter().chain(&asked) {
        check_name("permissions", permission.as_str())?;
        if !names.iter().any(|name| name == permission.as_str()) {
            names.push(permission.as_str().to_owned());
        }
    }
    Ok(names)
}

/// A person of a provider by id or username; digits are an id first (rows 17 and 18).
pub(super) async fn by_reference(
    database: &Database,
    iamid: &IamId,
    reference: &UserRef,
) -> Result<UserRow, ServiceError> {
    if let Some(id) = reference.id()
        && let Some(user) = database.ask(users::with_id(id.0)).await?
        && user.iamid == iamid.as_str()
    {
        return Ok(user);
    }
    database
        .ask(users::with_username(iamid.as_str(), reference.as_str()))
        .await?
        .ok_or_else(|| ServiceError::not_found("person in this identity provider"))
}

/// Row 17.
pub(crate) async fn get_user(cx: Cx, call: Call<GetUser>) -> Result<UserDetails, ServiceError> {
    let path = call.path;
    by_reference(&cx.state.database, &path.iamid, &path.id).await.map(details)
}

/// Row 19.
pub(crate) async fn get_user_groups(
    cx: Cx,
    call: Call<GetUserGroups>,
) -> Result<Vec<UserGroup>, ServiceError> {
    let path = call.path;
    let groups = cx.state.database.read::<_, ServiceError>(|session| {
        let user = users::by_username(session, path.iamid.as_str(), path.userid.as_str())?
            .ok_or_else(|| ServiceError::not_found("person in this identity provider"))?;
        Ok(groups::of_user(session, user.id)?)
    })?;
    let shape = |(group, membership): (GroupRow, i64)| UserGroup {
        id: GroupId(group.id),
        name: group.name,
        iamid: IamId(group.iamid),
        group_user: MembershipId(membership),
    };
    Ok(groups.into_iter().map(shape).collect())
}

/// Row 16.
pub(crate) async fn current_user_info(cx: Cx, _: Call<CurrentUserInfo>) -> Result<UserDetails, ServiceError> {
    let caller = cx.caller()?;
    let id = caller.holder.user;
    let (user, groups, granted) = cx.state.database.read::<_, ServiceError>(|session| {
        let user = users::by_id(session, id)?.ok_or_else(ServiceError::unauthorized)?;
        Ok((user, groups::of_user(session, id)?, domains::permissions_of(session, id)?))
    })?;
    let is_data_source_owner = user.data_source_owner;
    let effective = entitlements(own_attributes(&user), &groups);
    let profile_id = user.profile.id;
    let mut user = details(user);
    user.profile.entitlement_hash = Some(entitlement_hash(&effective)?);
    user.profile.entitlement_json = Some(effective);
    Ok(UserDetails {
        collection_permissions: Some(collection_permissions(granted, profile_id)),
        groups: Some(groups.iter().map(|(group, _)| GroupId(group.id)).collect()),
        is_data_source_owner: Some(is_data_source_owner),
        project_id: caller.project.map(ProjectId),
        ..user
    })
}

/// The effective set: what the person holds and what their groups hold.
fn entitlements(own: Attributes, groups: &[(GroupRow, i64)]) -> Entitlements {
    let of_groups = groups.iter().filter_map(|(group, _)| group.authorizations.as_ref());
    Entitlements {
        authorizations: of_groups.fold(own, merged),
        groups: groups.iter().map(|(group, _)| group.name.clone()).collect(),
    }
}

/// A hash of the effective set, in the form of a serialised Node.js buffer that the example shows.
fn entitlement_hash(effective: &Entitlements) -> Result<serde_json::Value, ServiceError> {
    let text = serde_json::to_string(effective).map_err(|error| ServiceError::internal(error.to_string()))?;
    Ok(json!({ "type": "Buffer", "data": credentials::hash(&text) }))
}

fn collection_permissions(granted: Vec<DomainPermissionRow>, profile: i64) -> Extra {
    let mut by_domain = Extra::new();
    for grant in granted {
        let entry = json!({
            "collectionId": grant.domain,
            "permission": grant.permission,
            "profileId": grant.group.is_none().then_some(profile),
            "createdAt": timestamp(grant.created_at),
            "id": grant.id,
            "groupId": grant.group,
        });
        if let Some(list) = by_domain.entry(grant.domain).or_insert_with(|| json!([])).as_array_mut() {
            list.push(entry);
        }
    }
    by_domain
}
