//! Attributes and permissions: the JSON beside each person and the tables that make it searchable, which change
//! together in one transaction. Single attribute values are given and taken by `attributes.rs`.

use std::collections::BTreeMap;

use super::session::params;
use super::{DbError, Session, tokens, user_search};

/// Attribute keys with their values.
pub(crate) type Attributes = BTreeMap<String, Vec<String>>;

fn json<T: serde::Serialize>(value: &T) -> Result<String, DbError> {
    serde_json::to_string(value).map_err(|error| DbError::Engine(error.to_string()))
}

/// The column for attributes: nothing where there are none.
pub(crate) fn attributes_json(attributes: &Attributes) -> Result<Option<String>, DbError> {
    if attributes.is_empty() { Ok(None) } else { json(attributes).map(Some) }
}

/// Replaces a person's permissions, which were `held`.
pub(crate) fn set_permissions(
    session: &Session<'_>,
    user: i64,
    held: &[String],
    permissions: &[String],
    now: i64,
) -> Result<(), DbError> {
    session.execute(
        "UPDATE users SET permissions = $2, updated_at = $3 WHERE id = $1",
        params![user, json(&permissions)?, now],
    )?;
    for lost in held.iter().filter(|name| !permissions.contains(name)) {
        session.execute(
            "DELETE FROM user_permissions WHERE permission = $2 AND user_id = $1",
            params![user, lost],
        )?;
        if lost == "IMPERSONATE_USER" {
            // Ended, not suspended: giving the permission back later must not revive them.
            tokens::delete_of_impersonator(session, user)?;
        }
    }
    index_permissions(session, user, permissions.iter().filter(|name| !held.contains(name)))?;
    user_search::bump_generation(session);
    Ok(())
}

/// Makes a person findable by permission.
pub(crate) fn index_permissions<'a>(
    session: &Session<'_>,
    user: i64,
    permissions: impl IntoIterator<Item = &'a String>,
) -> Result<(), DbError> {
    for permission in permissions {
        session.execute(
            "INSERT INTO user_permissions (user_id, permission) VALUES ($1, $2) ON CONFLICT DO NOTHING",
            params![user, permission],
        )?;
    }
    Ok(())
}

/// Makes a person findable by attribute.
pub(crate) fn index_attributes(
    session: &Session<'_>,
    user: i64,
    attributes: &Attributes,
    is_external: bool,
) -> Result<(), DbError> {
    for (key, values) in attributes {
        for value in values {
            session.execute(
                "INSERT INTO user_attributes (user_id, is_external, key, value) VALUES ($1, $2, $3, $4)
                 ON CONFLICT DO NOTHING",
                params![user, is_external, key, value],
            )?;
        }
    }
    Ok(())
}

/// Two sets of attributes as one; a value that both hold stands once.
pub(crate) fn merged(mut one: Attributes, other: &Attributes) -> Attributes {
    for (key, values) in other {
        let all = one.entry(key.clone()).or_default();
        for value in values {
            if !all.contains(value) {
                all.push(value.clone());
            }
        }
    }
    one
}
