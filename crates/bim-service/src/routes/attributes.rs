//! Rows 10, 11, 13 and 25: attributes of people and groups. Those that came from an identity provider are read-only.

use bim_api::endpoints::{
    RemoveAttribute, RemoveAttributeKey, RemoveGroupAttribute, RemoveGroupAttributeKey, RemoveUserAttribute,
    RemoveUserAttributeKey, SetGroupAttribute, SetUserAttribute,
};
use bim_api::wire::Attributes;
use bim_api::wire::group::GroupRecord;
use bim_api::wire::user::UserRecord;
use bim_api::{Call, GroupId, IamId, Username};
use serde_json::{Value, json};

use crate::db::attributes::{self, Model};
use crate::db::audit::{Author, Change, Event, Target};
use crate::db::groups::GroupRow;
use crate::db::unfinished::Work;
use crate::db::{Session, iams};
use crate::http::caller::Cx;
use crate::http::error::ServiceError;
use crate::routes::limits::check_attribute;
use crate::routes::user_changes::find;
use crate::routes::user_records::record;
use crate::routes::{by_parts, groups};

/// A key and one of its values; all of them without one.
struct Attribute {
    key: String,
    value: Option<String>,
}

impl Attribute {
    fn told<'a>(&self, values: impl IntoIterator<Item = &'a String>) -> Value {
        json!({ "key": self.key, "values": values.into_iter().collect::<Vec<_>>() })
    }
}

/// Row 10 for a person.
pub(crate) async fn set_user_attribute(
    cx: Cx,
    call: Call<SetUserAttribute>,
) -> Result<UserRecord, ServiceError> {
    let (path, author) = (call.path, cx.author()?);
    check_attribute("attributeName", &path.key)?;
    check_attribute("attributeValue", &path.value)?;
    let write = cx.state.database.write::<_, ServiceError>(move |session| {
        let mut user = find(session, &path.iamid, &path.userid)?;
        let (model, target) = (Model::User(user.id), Target::user(&user));
        if give(session, &author, model, target, &mut user.bim_authorizations, (&path.key, &path.value))? {
            user.updated_at = author.now;
        }
        Ok(user)
    });
    write.await.map(record)
}

/// Row 10 for a group, which is row 25.
pub(crate) async fn set_group_attribute(
    cx: Cx,
    call: Call<SetGroupAttribute>,
) -> Result<GroupRecord, ServiceError> {
    let (path, author) = (call.path, cx.author()?);
    check_attribute("attributeName", &path.key)?;
    check_attribute("attributeValue", &path.value)?;
    let write = cx.state.database.write::<_, ServiceError>(move |session| {
        let mut group = find_group(session, &path.iamid, path.group)?;
        let (model, target) = (Model::Group(group.id), Target::group(&group));
        if give(session, &author, model, target, &mut group.authorizations, (&path.key, &path.value))? {
            group.updated_at = author.now;
        }
        Ok(group)
    });
    write.await.map(groups::record)
}

fn find_group(session: &Session<'_>, iamid: &IamId, group: GroupId) -> Result<GroupRow, ServiceError> {
    let group = groups::find(session, group)?;
    if group.iamid == iamid.as_str() {
        return Ok(group);
    }
    Err(ServiceError::not_found("group in this identity provider"))
}

/// Whether it was not held before.
fn give(
    session: &Session<'_>,
    author: &Author,
    model: Model,
    target: Target,
    held: &mut Option<Attributes>,
    (key, value): (&str, &str),
) -> Result<bool, ServiceError> {
    let all = held.get_or_insert_default();
    let is_new = attributes::give(session, model, all, key, value, author.now)?;
    if is_new {
        let change = Change::new(json!({ "key": key, "values": [value] }));
        author.record(session, Event::AttributeApplied, &[target], change)?;
    }
    Ok(is_new)
}

/// Row 11 for a person.
pub(crate) async fn remove_user_attribute(
    cx: Cx,
    call: Call<RemoveUserAttribute>,
) -> Result<UserRecord, ServiceError> {
    let path = call.path;
    take_from_user(&cx, path.iamid, path.userid, Attribute { key: path.key, value: Some(path.value) }).await
}

/// Row 11 for a person, without a value.
pub(crate) async fn remove_user_attribute_key(
    cx: Cx,
    call: Call<RemoveUserAttributeKey>,
) -> Result<UserRecord, ServiceError> {
    let path = call.path;
    take_from_user(&cx, path.iamid, path.userid, Attribute { key: path.key, value: None }).await
}

async fn take_from_user(
    cx: &Cx,
    iamid: IamId,
    username: Username,
    attribute: Attribute,
) -> Result<UserRecord, ServiceError> {
    let author = cx.author()?;
    let write = cx.state.database.write::<_, ServiceError>(move |session| {
        let mut user = find(session, &iamid, &username)?;
        let (model, target) = (Model::User(user.id), Target::user(&user));
        if !take(session, &author, model, target, &mut user.bim_authorizations, &attribute)? {
            return Err(not_taken(&user.userid, &iamid, user.iam_authorizations.as_ref(), &attribute));
        }
        user.updated_at = author.now;
        Ok(user)
    });
    write.await.map(record)
}

/// Row 11 for a group.
pub(crate) async fn remove_group_attribute(
    cx: Cx,
    call: Call<RemoveGroupAttribute>,
) -> Result<GroupRecord, ServiceError> {
    let path = call.path;
    take_from_group(&cx, path.iamid, path.group, Attribute { key: path.key, value: Some(path.value) }).await
}

/// Row 11 for a group, without a value.
pub(crate) async fn remove_group_attribute_key(
    cx: Cx,
    call: Call<RemoveGroupAttributeKey>,
) -> Result<GroupRecord, ServiceError> {
    let path = call.path;
    take_from_group(&cx, path.iamid, path.group, Attribute { key: path.key, value: None }).await
}

async fn take_from_group(
    cx: &Cx,
    iamid: IamId,
    group: GroupId,
    attribute: Attribute,
) -> Result<GroupRecord, ServiceError> {
    let author = cx.author()?;
    let write = cx.state.database.write::<_, ServiceError>(move |session| {
        let mut group = find_group(session, &iamid, group)?;
        let (model, target) = (Model::Group(group.id), Target::group(&group));
        if !take(session, &author, model, target, &mut group.authorizations, &attribute)? {
            return Err(not_taken(&group.name, &iamid, None, &attribute));
        }
        group.updated_at = author.now;
        Ok(group)
    });
    write.await.map(groups::record)
}

/// Whether it was held.
fn take(
    session: &Session<'_>,
    author: &Author,
    model: Model,
    target: Target,
    held: &mut Option<Attributes>,
    attribute: &Attribute,
) -> Result<bool, ServiceError> {
    let mut all = held.take().unwrap_or_default();
    let taken =
        attributes::take(session, model, &mut all, &attribute.key, attribute.value.as_deref(), author.now)?;
    *held = Some(all).filter(|all| !all.is_empty());
    if !taken.is_empty() {
        let change = Change::gone(attribute.told(&taken));
        author.record(session, Event::AttributeRemoved, &[target], change)?;
    }
    Ok(!taken.is_empty())
}

/// Why nothing was taken: the provider gave it, or nobody did.
fn not_taken(
    holder: &str,
    iamid: &IamId,
    external: Option<&Attributes>,
    attribute: &Attribute,
) -> ServiceError {
    let Attribute { key, value } = attribute;
    let is_external = external.and_then(|all| all.get(key)).is_some_and(|values| match value {
        Some(value) => values.contains(value),
        None => true,
    });
    let what = value.as_ref().map_or_else(|| key.clone(), |value| format!("{key}: {value}"));
    if is_external {
        let message =
            format!("{holder} holds {what} through {iamid}, which is read-only here: change it there.");
        return ServiceError::refused(if value.is_some() { "value" } else { "key" }, message);
    }
    ServiceError::new(404, format!("{holder} does not hold {what}."))
}

/// Row 13.
pub(crate) async fn remove_attribute(cx: Cx, call: Call<RemoveAttribute>) -> Result<(), ServiceError> {
    let path = call.path;
    take_everywhere(&cx, path.iamid, Attribute { key: path.key, value: Some(path.value) }).await
}

/// Row 13 without a value.
pub(crate) async fn remove_attribute_key(cx: Cx, call: Call<RemoveAttributeKey>) -> Result<(), ServiceError> {
    let path = call.path;
    take_everywhere(&cx, path.iamid, Attribute { key: path.key, value: None }).await
}

/// The provider says in which set the attribute stands, not whose accounts are meant: people of other providers
/// hold attributes of `bim`, too.
async fn take_everywhere(cx: &Cx, iamid: IamId, attribute: Attribute) -> Result<(), ServiceError> {
    let author = cx.author()?;
    let write = cx.state.database.write::<_, ServiceError>(move |session| {
        if !iamid.is_bim() {
            return Err(match iams::all(session)?.into_iter().find(|iam| iam.id == iamid.as_str()) {
                Some(iam) => {
                    let name = iam.display_name;
                    ServiceError::refused("iamid", format!("{name} gives its attributes: remove them there."))
                }
                None => ServiceError::not_found("identity provider"),
            });
        }
        let Attribute { key, value } = attribute;
        let (part, rest) = by_parts::begin(session, Work::RemoveAttribute { key, value }, author)?;
        if part.done == 0 {
            return Err(ServiceError::not_found("attribute: nobody holds it"));
        }
        Ok(rest)
    });
    by_parts::finish(&cx.state, write.await?).await
}
