//! Groups and memberships.

use super::authorizations::{Attributes, attributes_json};
use super::sequences::{self, Sequence};
use super::session::params;
use super::{DbError, Row, Session, user_search};
use crate::fold::{fold, name_key};

/// A group.
#[derive(Clone, Debug)]
pub(crate) struct GroupRow {
    pub(crate) id: i64,
    pub(crate) iamid: String,
    pub(crate) name: String,
    pub(crate) gid: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) authorizations: Option<Attributes>,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
}

/// The columns of [`GroupRow`].
pub(super) const COLUMNS: &str =
    "g.id, g.iamid, g.name, g.gid, g.email, g.description, g.authorizations, g.created_at, g.updated_at";

pub(super) fn read_group(row: &Row<'_>) -> Result<GroupRow, DbError> {
    let authorizations = row
        .text_or_null(6)?
        .map(serde_json::from_str)
        .transpose()
        .map_err(|error| DbError::Engine(format!("a group's attributes cannot be read: {error}")))?;
    Ok(GroupRow {
        id: row.get(0)?,
        iamid: row.get(1)?,
        name: row.get(2)?,
        gid: row.get(3)?,
        email: row.get(4)?,
        description: row.get(5)?,
        authorizations,
        created_at: row.get(7)?,
        updated_at: row.get(8)?,
    })
}

/// The group with this id.
pub(crate) fn by_id(session: &Session<'_>, id: i64) -> Result<Option<GroupRow>, DbError> {
    session.query_one(&format!("SELECT {COLUMNS} FROM \"groups\" g WHERE g.id = $1"), params![id], read_group)
}

/// A person's groups, each with the membership's id, by name.
pub(crate) fn of_user(session: &Session<'_>, user: i64) -> Result<Vec<(GroupRow, i64)>, DbError> {
    session.query(
        &format!(
            "SELECT {COLUMNS}, m.id FROM group_members m JOIN \"groups\" g ON g.id = m.group_id
             WHERE m.user_id = $1 ORDER BY g.name_key, g.id"
        ),
        params![user],
        |row| Ok((read_group(row)?, row.get(9)?)),
    )
}

/// A group to insert.
#[derive(Clone, Debug, Default)]
pub(crate) struct NewGroupRow {
    pub(crate) iamid: String,
    pub(crate) name: String,
    pub(crate) gid: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) authorizations: Attributes,
    pub(crate) created_at: i64,
}

/// Inserts a group; [`DbError::Duplicate`] when the provider has one of that name.
pub(crate) fn insert(session: &Session<'_>, group: &NewGroupRow) -> Result<i64, DbError> {
    let id = sequences::next(session, Sequence::Group)?;
    session.execute(
        "INSERT INTO \"groups\" (id, iamid, name, name_folded, name_key, gid, email, description, authorizations,
             created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)",
        params![
            id,
            &group.iamid,
            &group.name,
            fold(&group.name),
            name_key(&group.name),
            group.gid.as_deref(),
            group.email.as_deref(),
            group.description.as_deref(),
            attributes_json(&group.authorizations)?,
            group.created_at,
        ],
    )?;
    for (key, values) in &group.authorizations {
        for value in values {
            session.execute(
                "INSERT INTO group_attributes (group_id, key, value) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                params![id, key, value],
            )?;
        }
    }
    Ok(id)
}

/// Writes a group's name, email and description; [`DbError::Duplicate`] when the provider has one of that name.
pub(crate) fn update(session: &Session<'_>, group: &GroupRow) -> Result<(), DbError> {
    session.execute(
        "UPDATE \"groups\" SET name = $2, name_folded = $3, name_key = $4, email = $5, description = $6, updated_at = $7
         WHERE id = $1",
        params![
            group.id,
            &group.name,
            fold(&group.name),
            name_key(&group.name),
            group.email.as_deref(),
            group.description.as_deref(),
            group.updated_at,
        ],
    )?;
    user_search::bump_generation(session);
    Ok(())
}

/// Deletes a group with its memberships and attributes.
pub(crate) fn delete(session: &Session<'_>, group: i64) -> Result<(), DbError> {
    session.execute("DELETE FROM \"groups\" WHERE id = $1", params![group])?;
    user_search::bump_generation(session);
    Ok(())
}

/// Makes a person a member under an id that was reserved before: for bulk loads.
pub(crate) fn insert_member_as(
    session: &Session<'_>,
    id: i64,
    group: i64,
    user: i64,
    now: i64,
) -> Result<(), DbError> {
    session.execute(
        "INSERT INTO group_members (id, group_id, user_id, created_at, updated_at) VALUES ($1, $2, $3, $4, $4)",
        params![id, group, user, now],
    )?;
    Ok(())
}
