//! Projects: no endpoint of the contract manages them, keys and searches refer to them.

use super::sequences::{self, Sequence};
use super::session::params;
use super::{DbError, Row, Session};

/// A project.
#[derive(Clone, Debug)]
pub(crate) struct ProjectRow {
    pub(crate) id: i64,
    pub(crate) key: String,
    pub(crate) name: String,
    pub(crate) status: String,
    pub(crate) description: Option<String>,
    pub(crate) documentation: Option<String>,
    pub(crate) kind: String,
    pub(crate) schema: Option<String>,
    pub(crate) salt: String,
    pub(crate) created_by: Option<i64>,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
}

const COLUMNS: &str = "id, project_key, name, status, description, documentation, kind, schema_name, salt, created_by, \
    created_at, updated_at";

fn read(row: &Row<'_>) -> Result<ProjectRow, DbError> {
    Ok(ProjectRow {
        id: row.get(0)?,
        key: row.get(1)?,
        name: row.get(2)?,
        status: row.get(3)?,
        description: row.get(4)?,
        documentation: row.get(5)?,
        kind: row.get(6)?,
        schema: row.get(7)?,
        salt: row.get(8)?,
        created_by: row.get(9)?,
        created_at: row.get(10)?,
        updated_at: row.get(11)?,
    })
}

/// The project with this id.
pub(crate) fn by_id(session: &Session<'_>, id: i64) -> Result<Option<ProjectRow>, DbError> {
    session.query_one(&format!("SELECT {COLUMNS} FROM projects WHERE id = $1"), params![id], read)
}

/// Every project, in the order they were made.
pub(crate) fn all(session: &Session<'_>) -> Result<Vec<ProjectRow>, DbError> {
    session.query(&format!("SELECT {COLUMNS} FROM projects ORDER BY id"), &[], read)
}

/// Inserts a project under the next id, whatever id it carries.
pub(crate) fn insert(session: &Session<'_>, project: &ProjectRow) -> Result<i64, DbError> {
    let id = sequences::next(session, Sequence::Project)?;
    session.execute(
        &format!(
            "INSERT INTO projects ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
        ),
        params![
            id,
            &project.key,
            &project.name,
            &project.status,
            project.description.as_deref(),
            project.documentation.as_deref(),
            &project.kind,
            project.schema.as_deref(),
            &project.salt,
            project.created_by,
            project.created_at,
            project.updated_at,
        ],
    )?;
    Ok(id)
}

/// Makes a person a member of a project.
pub(crate) fn add_member(session: &Session<'_>, project: i64, user: i64) -> Result<(), DbError> {
    session.execute(
        "INSERT INTO project_members (project_id, user_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        params![project, user],
    )?;
    Ok(())
}

/// Ends a person's membership, and the keys and tokens that hung on it; whether there was one.
pub(crate) fn remove_member(session: &Session<'_>, project: i64, user: i64) -> Result<bool, DbError> {
    let ended = session.execute(
        "DELETE FROM project_members WHERE project_id = $1 AND user_id = $2",
        params![project, user],
    )?;
    for table in ["api_keys", "tokens"] {
        let statement = format!("DELETE FROM {table} WHERE project_id = $1 AND user_id = $2");
        session.execute(&statement, params![project, user])?;
    }
    Ok(ended > 0)
}

/// Whether a person is a member of a project; never of one that is not there.
pub(crate) fn has_member(session: &Session<'_>, project: i64, user: i64) -> Result<bool, DbError> {
    let member = session.query_one(
        "SELECT 1 FROM project_members WHERE project_id = $1 AND user_id = $2",
        params![project, user],
        |row| row.get::<i64>(0),
    )?;
    Ok(member.is_some())
}
