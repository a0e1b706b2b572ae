//! Members of a group: who they are, in the order of their names (row 28), and how they come and go.

use super::audit::Person;
use super::sequences::{self, Sequence};
use super::session::params;
use super::user_filter::{Page, UserFilter};
use super::user_search::{Wanted, bump_generation, read_page};
use super::users::{COLUMNS, UserRow, read_user};
use super::{Database, DbError, Session, groups};

/// A person, and since when they are a member.
#[derive(Clone, Debug)]
pub(crate) struct MemberRow {
    pub(crate) id: i64,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
    pub(crate) user: UserRow,
}

/// One page of a group's members, disabled ones too, and the total.
pub(crate) fn of_group(
    database: &Database,
    session: &Session<'_>,
    group: i64,
    page: Page,
) -> Result<(i64, Vec<MemberRow>), DbError> {
    let filter = UserFilter { group_ids: vec![group], include_disabled: true, ..UserFilter::default() };
    let columns = format!("m.id, m.created_at, m.updated_at, {COLUMNS}");
    let wanted = Wanted { columns: &columns, membership: Some(group) };
    let mut members = Vec::new();
    let total = read_page(database, session, &filter, page, wanted, |row| {
        let (id, created_at, updated_at) = (row.get(0)?, row.get(1)?, row.get(2)?);
        members.push(MemberRow { id, created_at, updated_at, user: read_user(row, 3)? });
        Ok(())
    })?;
    Ok((total, members))
}

/// Makes a person a member; the membership's id. [`DbError::Duplicate`] when they are one.
pub(crate) fn add(session: &Session<'_>, group: i64, user: i64, now: i64) -> Result<i64, DbError> {
    let id = sequences::next(session, Sequence::Membership)?;
    groups::insert_member_as(session, id, group, user, now)?;
    bump_generation(session);
    Ok(id)
}

/// Ends a membership of this group; whose it was.
pub(crate) fn remove(session: &Session<'_>, group: i64, membership: i64) -> Result<Option<Person>, DbError> {
    let member = session.query_one(
        "SELECT u.id, u.iamid, u.userid FROM group_members m JOIN users u ON u.id = m.user_id
         WHERE m.id = $1 AND m.group_id = $2",
        params![membership, group],
        |row| Ok(Person { id: row.get(0)?, iamid: row.get(1)?, userid: row.get(2)? }),
    )?;
    if member.is_some() {
        end(session, membership)?;
        bump_generation(session);
    }
    Ok(member)
}

/// Ends a membership; whoever ends many raises the generation once.
pub(crate) fn end(session: &Session<'_>, membership: i64) -> Result<(), DbError> {
    session.execute("DELETE FROM group_members WHERE id = $1", params![membership])?;
    Ok(())
}

/// Some members of a group, with the membership's id.
pub(crate) fn some(session: &Session<'_>, group: i64, most: usize) -> Result<Vec<(i64, Person)>, DbError> {
    session.query(
        "SELECT m.id, u.id, u.iamid, u.userid FROM group_members m JOIN users u ON u.id = m.user_id
         WHERE m.group_id = $1 ORDER BY m.user_id LIMIT $2",
        params![group, i64::try_from(most).unwrap_or(i64::MAX)],
        |row| Ok((row.get(0)?, Person { id: row.get(1)?, iamid: row.get(2)?, userid: row.get(3)? })),
    )
}
