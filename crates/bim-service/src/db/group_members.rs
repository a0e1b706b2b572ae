//! Members of a group, in the order of their names (row 28).

use super::user_filter::{Page, UserFilter};
use super::user_search::{Wanted, read_page};
use super::users::{COLUMNS, UserRow, read_user};
use super::{Database, DbError, Session};

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
