//! Rows 3 and 18: profiles.

use bim_api::endpoints::{GetProfile, UpdateProfile};
use bim_api::wire::Patch;
use bim_api::wire::profile::{Profile, ProfileUpdate};
use bim_api::{Call, Username};
use serde_json::{Value, json};

use crate::db::audit::{Change, Event, Target};
use crate::db::users::{self, ProfileRow, UserRow};
use crate::fold::fold;
use crate::http::caller::Cx;
use crate::http::error::ServiceError;
use crate::routes::limits::{check_email, check_name, check_text};
use crate::routes::user_records::profile;
use crate::routes::users::by_reference;

/// The most bytes of a JSON field, such as `preferences`.
const MAX_JSON: usize = 65_536;

/// Row 18.
pub(crate) async fn get_profile(cx: Cx, call: Call<GetProfile>) -> Result<Profile, ServiceError> {
    let path = call.path;
    let user = by_reference(&cx.state.database, &path.iamid, &path.userid).await?;
    Ok(profile(user.profile, user.system_generated))
}

/// Row 3. What is absent stays, null clears.
pub(crate) async fn update_profile(cx: Cx, call: Call<UpdateProfile>) -> Result<Profile, ServiceError> {
    let (path, change, author) = (call.path, call.body, cx.author()?);
    if change.iamid.as_ref().is_some_and(|iamid| *iamid != path.iamid) {
        return Err(ServiceError::refused(
            "iamid",
            "The body names another identity provider than the path.",
        ));
    }
    let is_other = |username: &Username| fold(username.as_str()) != fold(path.userid.as_str());
    if change.userid.as_ref().is_some_and(is_other) {
        return Err(ServiceError::refused("userid", "The body names another person than the path."));
    }
    let user = cx
        .state
        .database
        .write::<_, ServiceError>(move |session| {
            let mut user = users::by_username(session, path.iamid.as_str(), path.userid.as_str())?
                .ok_or_else(|| ServiceError::not_found("person in this identity provider"))?;
            let before = user.profile.clone();
            apply(change, &mut user.profile)?;
            users::set_profile(session, user.id, &user.userid, &before, &user.profile, author.now)?;
            user.profile.updated_at = author.now;
            let change = changed(&before, &user.profile);
            author.record(session, Event::ProfileUpdated, &[Target::user(&user)], change)?;
            Ok(user)
        })
        .await?;
    let UserRow { profile: row, system_generated, .. } = user;
    Ok(profile(row, system_generated))
}

/// The fields that changed. `sqlUser` is told by no endpoint, so the log tells no more than that it changed.
fn changed(before: &ProfileRow, after: &ProfileRow) -> Change {
    let told = |row: &ProfileRow, sql_user: Option<&str>| {
        json!({
            "name": row.name,
            "email": row.email,
            "phone": row.phone,
            "about": row.about,
            "location": row.location,
            "organization": row.organization,
            "position": row.position,
            "preferences": row.preferences,
            "externalUserIds": row.external_user_ids,
            "scim": row.scim,
            "sqlUser": sql_user,
        })
    };
    let sql_user = (before.sql_user != after.sql_user).then_some("changed");
    Change::between(told(before, None), told(after, sql_user))
}

fn apply(change: ProfileUpdate, profile: &mut ProfileRow) -> Result<(), ServiceError> {
    match change.name {
        None => {}
        Some(None) => return Err(ServiceError::refused("name", "A name can be changed, not removed.")),
        Some(Some(name)) => {
            check_name("name", &name)?;
            name.trim().clone_into(&mut profile.name);
        }
    }
    text("email", change.email, &mut profile.email)?;
    if let Some(email) = &profile.email {
        check_email("email", email)?;
    }
    text("phone", change.phone, &mut profile.phone)?;
    text("about", change.about, &mut profile.about)?;
    text("location", change.location, &mut profile.location)?;
    text("organization", change.organization, &mut profile.organization)?;
    text("position", change.position, &mut profile.position)?;
    text("sqlUser", change.sql_user, &mut profile.sql_user)?;
    if let Some(ids) = change.external_user_ids {
        let ids = ids.unwrap_or_default();
        check_json("externalUserIds", &Value::Object(ids.clone()))?;
        profile.external_user_ids = ids;
    }
    if let Some(preferences) = change.preferences {
        profile.preferences = json_field("preferences", preferences)?;
    }
    if let Some(scim) = change.scim {
        profile.scim = json_field("scim", scim)?;
    }
    Ok(())
}

/// An empty text clears, as `position` in row 3's example.
fn text(field: &str, change: Patch<String>, value: &mut Option<String>) -> Result<(), ServiceError> {
    let Some(text) = change else { return Ok(()) };
    let text = text.filter(|text| !text.trim().is_empty());
    if let Some(text) = &text {
        check_text(field, text)?;
    }
    *value = text;
    Ok(())
}

fn json_field(field: &str, value: Option<Value>) -> Result<Option<Value>, ServiceError> {
    if let Some(value) = &value {
        check_json(field, value)?;
    }
    Ok(value)
}

fn check_json(field: &str, value: &Value) -> Result<(), ServiceError> {
    if value.to_string().len() > MAX_JSON {
        return Err(ServiceError::refused(field, format!("The field {field} has at most {MAX_JSON} bytes.")));
    }
    Ok(())
}
