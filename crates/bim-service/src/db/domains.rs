//! Domains and the permissions within them: no endpoint of the contract manages them, rows 16 and 20 show them.

use super::session::params;
use super::{DbError, Session};

/// A permission within a domain, given to a person or to a group of theirs.
#[derive(Clone, Debug)]
pub(crate) struct DomainPermissionRow {
    pub(crate) id: String,
    pub(crate) domain: String,
    pub(crate) permission: String,
    pub(crate) group: Option<i64>,
    pub(crate) created_at: i64,
}

/// What a person may do in which domain, directly and through groups.
pub(crate) fn permissions_of(session: &Session<'_>, user: i64) -> Result<Vec<DomainPermissionRow>, DbError> {
    session.query(
        "SELECT id, domain_id, permission, group_id, created_at FROM domain_permissions WHERE user_id = $1
         UNION ALL
         SELECT p.id, p.domain_id, p.permission, p.group_id, p.created_at FROM group_members m
         JOIN domain_permissions p ON p.group_id = m.group_id WHERE m.user_id = $1
         ORDER BY 2, 3, 1",
        params![user],
        |row| {
            Ok(DomainPermissionRow {
                id: row.get(0)?,
                domain: row.get(1)?,
                permission: row.get(2)?,
                group: row.get(3)?,
                created_at: row.get(4)?,
            })
        },
    )
}

/// A domain.
#[derive(Clone, Debug)]
pub(crate) struct DomainRow {
    pub(crate) id: String,
    pub(crate) name: String,
}

/// Every domain, by name.
pub(crate) fn all(session: &Session<'_>) -> Result<Vec<DomainRow>, DbError> {
    session.query("SELECT id, name FROM domains ORDER BY name, id", &[], |row| {
        Ok(DomainRow { id: row.get(0)?, name: row.get(1)? })
    })
}

/// Adds a domain unless it is there.
pub(crate) fn add(session: &Session<'_>, id: &str, name: &str) -> Result<(), DbError> {
    session.execute(
        "INSERT INTO domains (id, name) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        params![id, name],
    )?;
    Ok(())
}

/// Who is given a domain permission.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Grantee {
    User(i64),
    Group(i64),
}

/// Gives a permission within a domain.
pub(crate) fn grant(
    session: &Session<'_>,
    id: &str,
    domain: &str,
    permission: &str,
    to: Grantee,
    now: i64,
) -> Result<(), DbError> {
    let (user, group) = match to {
        Grantee::User(user) => (Some(user), None),
        Grantee::Group(group) => (None, Some(group)),
    };
    session.execute(
        "INSERT INTO domain_permissions (id, domain_id, permission, user_id, group_id, created_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        params![id, domain, permission, user, group, now],
    )?;
    Ok(())
}

/// Takes a permission within a domain; whether it was held.
pub(crate) fn revoke(
    session: &Session<'_>,
    domain: &str,
    permission: &str,
    from: Grantee,
) -> Result<bool, DbError> {
    let (column, id) = match from {
        Grantee::User(user) => ("user_id", user),
        Grantee::Group(group) => ("group_id", group),
    };
    let ended = session.execute(
        &format!("DELETE FROM domain_permissions WHERE domain_id = $1 AND permission = $2 AND {column} = $3"),
        params![domain, permission, id],
    )?;
    Ok(ended > 0)
}
