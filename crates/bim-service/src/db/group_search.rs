//! Finds groups (row 26). There are far fewer groups than people: one statement, counted each time.

use super::dialect::Dialect;
use super::groups::{COLUMNS, GroupRow, read_group};
use super::statement::Statement;
use super::{DbError, Session};

/// What a group must meet to be found. The text is folded already.
#[derive(Clone, Debug, Default)]
pub(crate) struct GroupFilter {
    pub(crate) name: Option<String>,
    pub(crate) ids: Vec<i64>,
    pub(crate) member: Option<i64>,
    pub(crate) iamids: Vec<String>,
}

/// What groups are sorted by; the id decides between equals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GroupOrder {
    Name,
    CreatedAt,
    Iamid,
}

/// Which part of the result is wanted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct GroupPage {
    pub(crate) order: GroupOrder,
    pub(crate) descending: bool,
    pub(crate) offset: i64,
    pub(crate) size: i64,
}

impl GroupPage {
    fn direction(self) -> &'static str {
        if self.descending { "DESC" } else { "ASC" }
    }
}

fn select(dialect: Dialect, what: &str, filter: &GroupFilter) -> Statement {
    let mut statement = Statement::new(dialect, format!("SELECT {what} FROM \"groups\" g WHERE TRUE"));
    if let Some(name) = &filter.name {
        let name = statement.bind(name.clone());
        statement.and(&dialect.contains("g.name_key", &name));
    }
    if !filter.ids.is_empty() {
        let list = statement.bind_all(&filter.ids);
        statement.and(&format!("g.id IN ({list})"));
    }
    if let Some(member) = filter.member {
        let member = statement.bind(member);
        statement.and(&format!("g.id IN (SELECT group_id FROM group_members WHERE user_id = {member})"));
    }
    if !filter.iamids.is_empty() {
        let list = statement.bind_all(&filter.iamids);
        statement.and(&format!("g.iamid IN ({list})"));
    }
    statement
}

fn count(session: &Session<'_>, what: &str, filter: &GroupFilter) -> Result<i64, DbError> {
    let statement = select(session.dialect(), &format!("count({what})"), filter);
    Ok(session.query_one(&statement.sql, &statement.params, |row| row.get::<i64>(0))?.unwrap_or_default())
}

fn page(statement: &mut Statement, order: &str, page: GroupPage) {
    let (size, offset) = (statement.bind(page.size), statement.bind(page.offset));
    statement.sql.push_str(&format!(" ORDER BY {order} LIMIT {size} OFFSET {offset}"));
}

/// One page of groups, and the total.
pub(crate) fn search(
    session: &Session<'_>,
    filter: &GroupFilter,
    wanted: GroupPage,
) -> Result<(i64, Vec<GroupRow>), DbError> {
    let total = count(session, "*", filter)?;
    let column = match wanted.order {
        GroupOrder::Name => "g.name_key",
        GroupOrder::CreatedAt => "g.created_at",
        GroupOrder::Iamid => "g.iamid",
    };
    let direction = wanted.direction();
    let mut statement = select(session.dialect(), COLUMNS, filter);
    page(&mut statement, &format!("{column} {direction}, g.id {direction}"), wanted);
    Ok((total, session.query(&statement.sql, &statement.params, read_group)?))
}

/// One page of distinct names, and how many there are; always by name.
pub(crate) fn search_names(
    session: &Session<'_>,
    filter: &GroupFilter,
    wanted: GroupPage,
) -> Result<(i64, Vec<String>), DbError> {
    let total = count(session, "DISTINCT g.name", filter)?;
    let direction = wanted.direction();
    let mut statement = select(session.dialect(), "g.name", filter);
    statement.sql.push_str(" GROUP BY g.name, g.name_key");
    page(&mut statement, &format!("g.name_key {direction}, g.name {direction}"), wanted);
    Ok((total, session.query(&statement.sql, &statement.params, |row| row.get(0))?))
}
