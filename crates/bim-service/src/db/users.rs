//! People, one row each: account and profile.

use super::authorizations::{Attributes, attributes_json, index_attributes, index_permissions};
use super::question::Question;
use super::sequences::{self, Sequence};
use super::session::params;
use super::{DbError, Row, Session, user_search};
use crate::fold::{fold, name_key};

/// A person with everything.
#[derive(Clone, Debug)]
pub(crate) struct UserRow {
    pub(crate) id: i64,
    pub(crate) iamid: String,
    pub(crate) userid: String,
    pub(crate) authentication: Option<i64>,
    pub(crate) disabled: bool,
    pub(crate) system_generated: bool,
    pub(crate) data_source_owner: bool,
    pub(crate) permissions: Vec<String>,
    pub(crate) bim_authorizations: Option<Attributes>,
    pub(crate) iam_authorizations: Option<Attributes>,
    pub(crate) last_login: Option<i64>,
    pub(crate) last_external_refresh: Option<i64>,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
    pub(crate) profile: ProfileRow,
}

/// A person's profile. The JSON columns are as the API wrote them.
#[derive(Clone, Debug)]
pub(crate) struct ProfileRow {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) email: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) about: Option<String>,
    pub(crate) location: Option<String>,
    pub(crate) organization: Option<String>,
    pub(crate) position: Option<String>,
    /// Written through row 3, told by none.
    pub(crate) sql_user: Option<String>,
    pub(crate) preferences: Option<serde_json::Value>,
    pub(crate) external_user_ids: serde_json::Map<String, serde_json::Value>,
    pub(crate) scim: Option<serde_json::Value>,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
}

/// The columns of [`UserRow`], in the order that [`read_user`] takes them.
pub(super) const COLUMNS: &str = "u.id, u.iamid, u.userid, u.authentication, u.disabled, \
    u.system_generated, u.data_source_owner, u.permissions, u.bim_authorizations, u.iam_authorizations, \
    u.last_login, u.last_external_refresh, u.created_at, u.updated_at, u.profile_id, u.name, u.email, u.phone, \
    u.about, u.location, u.organization, u.\"position\", u.sql_user, u.preferences, u.external_user_ids, u.scim, \
    u.profile_created_at, u.profile_updated_at";

fn json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, DbError> {
    serde_json::from_str(text)
        .map_err(|error| DbError::Engine(format!("a JSON column cannot be read: {error}")))
}

fn json_or_null<T: serde::de::DeserializeOwned>(text: Option<&str>) -> Result<Option<T>, DbError> {
    text.map(json).transpose()
}

/// A person from [`COLUMNS`], of which the first is column `first`.
pub(super) fn read_user(row: &Row<'_>, first: usize) -> Result<UserRow, DbError> {
    Ok(UserRow {
        id: row.get(first)?,
        iamid: row.get(first + 1)?,
        userid: row.get(first + 2)?,
        authentication: row.get(first + 3)?,
        disabled: row.get(first + 4)?,
        system_generated: row.get(first + 5)?,
        data_source_owner: row.get(first + 6)?,
        permissions: json(row.text(first + 7)?)?,
        bim_authorizations: json_or_null(row.text_or_null(first + 8)?)?,
        iam_authorizations: json_or_null(row.text_or_null(first + 9)?)?,
        last_login: row.get(first + 10)?,
        last_external_refresh: row.get(first + 11)?,
        created_at: row.get(first + 12)?,
        updated_at: row.get(first + 13)?,
        profile: ProfileRow {
            id: row.get(first + 14)?,
            name: row.get(first + 15)?,
            email: row.get(first + 16)?,
            phone: row.get(first + 17)?,
            about: row.get(first + 18)?,
            location: row.get(first + 19)?,
            organization: row.get(first + 20)?,
            position: row.get(first + 21)?,
            sql_user: row.get(first + 22)?,
            preferences: json_or_null(row.text_or_null(first + 23)?)?,
            external_user_ids: json(row.text(first + 24)?)?,
            scim: json_or_null(row.text_or_null(first + 25)?)?,
            created_at: row.get(first + 26)?,
            updated_at: row.get(first + 27)?,
        },
    })
}

/// The person with this id.
pub(crate) fn with_id(id: i64) -> Question<'static, UserRow> {
    Question {
        sql: format!("SELECT {COLUMNS} FROM users u WHERE u.id = $1").into(),
        params: params![id].to_vec(),
        read: |row| read_user(row, 0),
    }
}

/// The person with this username, in any letter case.
pub(crate) fn with_username<'a>(iamid: &'a str, username: &str) -> Question<'a, UserRow> {
    Question {
        sql: format!("SELECT {COLUMNS} FROM users u WHERE u.iamid = $1 AND u.userid_folded = $2").into(),
        params: params![iamid, fold(username)].to_vec(),
        read: |row| read_user(row, 0),
    }
}

/// [`with_id`], within a transaction.
pub(crate) fn by_id(session: &Session<'_>, id: i64) -> Result<Option<UserRow>, DbError> {
    with_id(id).within(session)
}

/// [`with_username`], within a transaction.
pub(crate) fn by_username(
    session: &Session<'_>,
    iamid: &str,
    username: &str,
) -> Result<Option<UserRow>, DbError> {
    with_username(iamid, username).within(session)
}

/// A person to insert.
#[derive(Clone, Debug, Default)]
pub(crate) struct NewUserRow {
    pub(crate) iamid: String,
    pub(crate) userid: String,
    pub(crate) global_id: String,
    pub(crate) name: String,
    pub(crate) email: Option<String>,
    pub(crate) permissions: Vec<String>,
    pub(crate) bim_authorizations: Attributes,
    pub(crate) iam_authorizations: Attributes,
    pub(crate) disabled: bool,
    pub(crate) system_generated: bool,
    pub(crate) data_source_owner: bool,
    pub(crate) phone: Option<String>,
    pub(crate) about: Option<String>,
    pub(crate) location: Option<String>,
    pub(crate) organization: Option<String>,
    pub(crate) position: Option<String>,
    pub(crate) preferences: Option<serde_json::Value>,
    pub(crate) external_user_ids: serde_json::Map<String, serde_json::Value>,
    pub(crate) last_login: Option<i64>,
    pub(crate) last_external_refresh: Option<i64>,
    pub(crate) created_at: i64,
}

/// Inserts a person; [`DbError::Duplicate`] when the username is taken, in whatever letter case.
pub(crate) fn insert(session: &Session<'_>, user: &NewUserRow) -> Result<i64, DbError> {
    let id = sequences::next(session, Sequence::User)?;
    let profile = sequences::next(session, Sequence::Profile)?;
    insert_as(session, user, id, profile, None)?;
    user_search::bump_generation(session);
    Ok(id)
}

/// Inserts a person under ids that were reserved before: for bulk loads, which raise the generation once.
pub(crate) fn insert_as(
    session: &Session<'_>,
    user: &NewUserRow,
    id: i64,
    profile: i64,
    authentication: Option<i64>,
) -> Result<(), DbError> {
    let folded = fold(&user.userid);
    let key = name_key(&user.name);
    let email_key = user.email.as_deref().map(fold).unwrap_or_default();
    let text = |value: &serde_json::Value| value.to_string();
    let permissions = serde_json::json!(user.permissions).to_string();
    let external_user_ids =
        serde_json::to_string(&user.external_user_ids).unwrap_or_else(|_| "{}".to_owned());
    session.execute(
        "INSERT INTO users (id, iamid, userid, userid_folded, global_id, authentication, disabled, system_generated,
             data_source_owner, permissions, bim_authorizations, iam_authorizations, last_login,
             last_external_refresh, created_at, updated_at, profile_id, name, name_key, email, email_key, phone, about,
             location, organization, \"position\", preferences, external_user_ids, profile_created_at,
             profile_updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15, $16, $17, $18, $19, $20, $21,
             $22, $23, $24, $25, $26, $27, $15, $15)",
        params![
            id,
            &user.iamid,
            &user.userid,
            &folded,
            &user.global_id,
            authentication,
            user.disabled,
            user.system_generated,
            user.data_source_owner,
            permissions,
            attributes_json(&user.bim_authorizations)?,
            attributes_json(&user.iam_authorizations)?,
            user.last_login,
            user.last_external_refresh,
            user.created_at,
            profile,
            &user.name,
            &key,
            user.email.as_deref(),
            &email_key,
            user.phone.as_deref(),
            user.about.as_deref(),
            user.location.as_deref(),
            user.organization.as_deref(),
            user.position.as_deref(),
            user.preferences.as_ref().map(text),
            external_user_ids,
        ],
    )?;
    index_permissions(session, id, &user.permissions)?;
    index_attributes(session, id, &user.bim_authorizations, false)?;
    index_attributes(session, id, &user.iam_authorizations, true)?;
    session.dialect().index_text(session, id, &key, &email_key, &folded)
}

/// Notes that the person signed in; lists show it, no search depends on it.
pub(crate) fn note_login(session: &Session<'_>, user: i64, now: i64) -> Result<(), DbError> {
    session.execute("UPDATE users SET last_login = $2 WHERE id = $1", params![user, now])?;
    Ok(())
}

/// Replaces a person's profile, which was `before`. Of it searches find and order by name and address alone.
pub(crate) fn set_profile(
    session: &Session<'_>,
    user: i64,
    userid: &str,
    before: &ProfileRow,
    profile: &ProfileRow,
    now: i64,
) -> Result<(), DbError> {
    let external_user_ids =
        serde_json::to_string(&profile.external_user_ids).unwrap_or_else(|_| "{}".to_owned());
    session.execute(
        "UPDATE users SET phone = $2, about = $3, location = $4, organization = $5, \"position\" = $6, sql_user = $7,
             preferences = $8, external_user_ids = $9, scim = $10, profile_updated_at = $11 WHERE id = $1",
        params![
            user,
            profile.phone.as_deref(),
            profile.about.as_deref(),
            profile.location.as_deref(),
            profile.organization.as_deref(),
            profile.position.as_deref(),
            profile.sql_user.as_deref(),
            profile.preferences.as_ref().map(serde_json::Value::to_string),
            external_user_ids,
            profile.scim.as_ref().map(serde_json::Value::to_string),
            now,
        ],
    )?;
    // Apart: an index of a column that a statement sets is written, whether or not the value is another.
    if (&before.name, &before.email) == (&profile.name, &profile.email) {
        return Ok(());
    }
    let key = name_key(&profile.name);
    let email_key = profile.email.as_deref().map(fold).unwrap_or_default();
    session.execute(
        "UPDATE users SET name = $2, name_key = $3, email = $4, email_key = $5 WHERE id = $1",
        params![user, &profile.name, &key, profile.email.as_deref(), &email_key],
    )?;
    session.dialect().index_text(session, user, &key, &email_key, &fold(userid))?;
    user_search::bump_generation(session);
    Ok(())
}

/// Deletes a person; what belongs to them goes with them.
pub(crate) fn delete(session: &Session<'_>, user: i64) -> Result<(), DbError> {
    session.dialect().unindex_text(session, user)?;
    session.execute("DELETE FROM users WHERE id = $1", params![user])?;
    user_search::bump_generation(session);
    Ok(())
}

/// Whether no other enabled person holds USER_ADMIN.
pub(crate) fn is_last_admin(session: &Session<'_>, user: i64) -> Result<bool, DbError> {
    let other = session.query_one(
        "SELECT 1 FROM user_permissions p JOIN users u ON u.id = p.user_id
         WHERE p.permission = 'USER_ADMIN' AND NOT u.disabled AND u.id <> $1 LIMIT 1",
        params![user],
        |row| row.get::<i64>(0),
    )?;
    Ok(other.is_none())
}

/// Disables or enables a person.
pub(crate) fn set_disabled(
    session: &Session<'_>,
    user: i64,
    disabled: bool,
    now: i64,
) -> Result<(), DbError> {
    session.execute(
        "UPDATE users SET disabled = $2, updated_at = $3 WHERE id = $1",
        params![user, disabled, now],
    )?;
    user_search::bump_generation(session);
    Ok(())
}
