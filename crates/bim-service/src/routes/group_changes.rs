//! Rows 21 to 24 and 29: groups and memberships come, change and go.

use bim_api::endpoints::{AddMember, CreateGroup, DeleteGroup, RemoveMember, UpdateGroup};
use bim_api::wire::Patch;
use bim_api::wire::group::{GroupChange, GroupRecord, Membership, NewGroup};
use bim_api::{Call, GroupId, MembershipId, Problem, ProfileId};
use serde_json::json;

use crate::clock::timestamp;
use crate::db::audit::{Author, Change, Event, Target};
use crate::db::groups::{self, GroupRow, NewGroupRow};
use crate::db::unfinished::Work;
use crate::db::{DbError, Session, group_members, iams, users};
use crate::http::caller::Cx;
use crate::http::error::ServiceError;
use crate::routes::by_parts;
use crate::routes::groups::{find, record};
use crate::routes::limits::{check_email, check_text, check_username};

/// Names of groups are checked like usernames: they stand in the app's addresses and in lists.
fn name(name: &str) -> Result<String, ServiceError> {
    let name = name.trim();
    check_username("name", name)?;
    Ok(name.to_owned())
}

/// An empty text is none.
fn email(email: Option<String>) -> Result<Option<String>, ServiceError> {
    let email = email.filter(|email| !email.trim().is_empty());
    email.as_deref().map_or(Ok(()), |email| check_email("email", email))?;
    Ok(email)
}

fn description(text: Option<String>) -> Result<Option<String>, ServiceError> {
    let text = text.filter(|text| !text.trim().is_empty());
    text.as_deref().map_or(Ok(()), |text| check_text("description", text))?;
    Ok(text)
}

fn taken(name: &str, iamid: &str) -> impl FnOnce(DbError) -> ServiceError {
    let message = format!("{iamid} has a group called {name} already.");
    move |error| match error {
        DbError::Duplicate => ServiceError::conflict("name", message),
        other => other.into(),
    }
}

pub(super) fn told(group: &GroupRow) -> serde_json::Value {
    json!({ "name": group.name, "email": group.email, "description": group.description })
}

/// Row 21.
pub(crate) async fn create_group(cx: Cx, call: Call<CreateGroup>) -> Result<GroupRecord, ServiceError> {
    let author = cx.author()?;
    let NewGroup { iamid, name: wanted, email: address, description: text } = call.body;
    let row = NewGroupRow {
        iamid: iamid.0,
        name: name(&wanted)?,
        email: email(address)?,
        description: description(text)?,
        created_at: author.now,
        ..NewGroupRow::default()
    };
    let write = cx.state.database.write::<_, ServiceError>(move |session| {
        if !iams::all(session)?.iter().any(|iam| iam.id == row.iamid) {
            return Err(ServiceError::refused("iamid", "There is no such identity provider."));
        }
        let id = groups::insert(session, &row).map_err(taken(&row.name, &row.iamid))?;
        let group = find(session, GroupId(id))?;
        let change = Change::new(told(&group));
        author.record(session, Event::GroupCreated, &[Target::group(&group)], change)?;
        Ok(group)
    });
    write.await.map(record)
}

/// Row 22. What is absent stays, null clears.
pub(crate) async fn update_group(cx: Cx, call: Call<UpdateGroup>) -> Result<GroupRecord, ServiceError> {
    let (path, author) = (call.path, cx.author()?);
    let GroupChange { name: wanted, email: address, description: text } = call.body;
    let wanted = wanted.as_deref().map(name).transpose()?;
    let address: Patch<String> = address.map(email).transpose()?;
    let text: Patch<String> = text.map(description).transpose()?;
    let write = cx.state.database.write::<_, ServiceError>(move |session| {
        let mut group = find(session, path.group)?;
        let before = told(&group);
        group.name = wanted.unwrap_or(group.name);
        group.email = address.unwrap_or(group.email);
        group.description = text.unwrap_or(group.description);
        let after = told(&group);
        if before != after {
            group.updated_at = author.now;
            groups::update(session, &group).map_err(taken(&group.name, &group.iamid))?;
            let change = Change::between(before, after);
            author.record(session, Event::GroupUpdated, &[Target::group(&group)], change)?;
        }
        Ok(group)
    });
    write.await.map(record)
}

/// Row 24. People of any provider can be members.
pub(crate) async fn add_member(cx: Cx, call: Call<AddMember>) -> Result<Membership, ServiceError> {
    let (path, whom, author) = (call.path, call.body, cx.author()?);
    let write = cx.state.database.write::<_, ServiceError>(move |session| {
        let group = find(session, path.group)?;
        let user =
            users::by_username(session, whom.iamid.as_str(), whom.userid.as_str())?.ok_or_else(|| {
                let message = format!("There is no person {} in {}.", whom.userid, whom.iamid);
                ServiceError::from(Problem::new(404, message).about("userid"))
            })?;
        let id = group_members::add(session, group.id, user.id, author.now).map_err(|error| match error {
            DbError::Duplicate => ServiceError::conflict(
                "userid",
                format!("{} is a member of {} already.", user.userid, group.name),
            ),
            other => other.into(),
        })?;
        let targets = [Target::user(&user), Target::group(&group)];
        let change = Change::new(json!({ "groupUser": id }));
        author.record(session, Event::GroupMemberAdded, &targets, change)?;
        Ok(Membership {
            id: MembershipId(id),
            group: GroupId(group.id),
            profile: ProfileId(user.profile.id),
            created_at: timestamp(author.now),
            updated_at: timestamp(author.now),
        })
    });
    write.await
}

/// Row 23.
pub(crate) async fn remove_member(cx: Cx, call: Call<RemoveMember>) -> Result<(), ServiceError> {
    let (path, author) = (call.path, cx.author()?);
    let write = cx.state.database.write::<_, ServiceError>(move |session| {
        let group = find(session, path.group)?;
        let member = group_members::remove(session, group.id, path.membership.0)?
            .ok_or_else(|| ServiceError::not_found("membership in this group"))?;
        Ok(left(session, &author, path.membership.0, [Target::person(member), Target::group(&group)])?)
    });
    write.await
}

pub(super) fn left(
    session: &Session<'_>,
    author: &Author,
    membership: i64,
    targets: [Target; 2],
) -> Result<(), DbError> {
    let change = Change::gone(json!({ "groupUser": membership }));
    author.record(session, Event::GroupMemberRemoved, &targets, change)
}

/// Row 29. Each member's own history tells that they left.
pub(crate) async fn delete_group(cx: Cx, call: Call<DeleteGroup>) -> Result<(), ServiceError> {
    let (path, author) = (call.path, cx.author()?);
    let write = cx.state.database.write::<_, ServiceError>(move |session| {
        let group = find(session, path.group)?.id;
        Ok(by_parts::begin(session, Work::DeleteGroup { group }, author)?.1)
    });
    by_parts::finish(&cx.state, write.await?).await
}
