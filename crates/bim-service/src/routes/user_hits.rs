//! One hit of rows 15 and 20, written from the row's own text: `UserHit` of `bim-api` without the detour of reading
//! each JSON column and writing it again. A test compares it with that type.

use bim_api::wire::Attributes;
use serde::Serialize;
use serde_json::value::RawValue;

use crate::clock::Written as Time;
use crate::db::DbError;
use crate::db::authorizations::merged;
use crate::db::listed_user::ListedUser;

/// Which list, and how much of a person the caller may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum View {
    /// Row 15 for a USER_ADMIN.
    List,
    /// Row 15 for everybody else.
    ListWithoutAttributes,
    /// Row 20.
    Search,
}

/// What is `None` is left out, as in the examples.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Hit<'a> {
    id: i64,
    iamid: &'a str,
    userid: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    global_user_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bim_authorizations: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    iam_authorizations: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    authorizations: Option<&'a RawValue>,
    permissions: &'a RawValue,
    profile: Profile<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    authentication: Option<i64>,
    system_generated: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_login: Option<Time>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_external_refresh: Option<Time>,
    disabled: bool,
    created_at: Time,
    updated_at: Time,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Profile<'a> {
    name: &'a str,
    email: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    preferences: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_user_ids: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    system_generated: Option<bool>,
    id: i64,
    created_at: Time,
    updated_at: Time,
}

fn raw(text: &str) -> Result<&RawValue, DbError> {
    serde_json::from_str(text).map_err(unreadable)
}

fn unreadable(error: serde_json::Error) -> DbError {
    DbError::Engine(format!("a JSON column cannot be read: {error}"))
}

/// Appends one hit.
pub(crate) fn write_hit(out: &mut Vec<u8>, user: &ListedUser<'_>, view: View) -> Result<(), DbError> {
    let is_search = view == View::Search;
    let sees_attributes = view != View::ListWithoutAttributes;
    let here = user.bim_authorizations.filter(|_| sees_attributes).map(raw).transpose()?;
    let external = user.iam_authorizations.filter(|_| sees_attributes).map(raw).transpose()?;
    // One source's text stands as it is; two are put together.
    let both = match (here, external) {
        (Some(here), Some(external)) => Some(together(here, external)?),
        _ => None,
    };
    let profile = &user.profile;
    let hit = Hit {
        id: user.id,
        iamid: user.iamid,
        userid: user.userid,
        global_user_id: is_search.then_some(user.global_id),
        bim_authorizations: here,
        iam_authorizations: external.filter(|_| !is_search),
        authorizations: match both.as_deref().or(here).or(external) {
            // Row 20 writes an empty object, row 15 leaves it out.
            None if is_search => Some(raw("{}")?),
            own => own,
        },
        permissions: raw(user.permissions)?,
        profile: Profile {
            name: profile.name,
            email: profile.email,
            preferences: profile.preferences.filter(|_| !is_search).map(raw).transpose()?,
            external_user_ids: is_search.then(|| raw(profile.external_user_ids)).transpose()?,
            system_generated: is_search.then_some(user.system_generated),
            id: profile.id,
            created_at: Time::new(profile.created_at),
            updated_at: Time::new(profile.updated_at),
        },
        authentication: user.authentication,
        system_generated: user.system_generated,
        last_login: user.last_login.map(Time::new),
        last_external_refresh: user.last_external_refresh.filter(|_| is_search).map(Time::new),
        disabled: user.disabled,
        created_at: Time::new(user.created_at),
        updated_at: Time::new(user.updated_at),
    };
    serde_json::to_writer(out, &hit).map_err(unreadable)
}

fn together(here: &RawValue, external: &RawValue) -> Result<Box<RawValue>, DbError> {
    let read = |text: &RawValue| serde_json::from_str::<Attributes>(text.get()).map_err(unreadable);
    serde_json::value::to_raw_value(&merged(read(here)?, &read(external)?)).map_err(unreadable)
}
