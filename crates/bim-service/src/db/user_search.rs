//! Finds people: the one statement that is put together at run time.
//!
//! There are two ways to a page. *Walk*: follow the index of the wanted order and test each person, good when
//! many match. *Gather*: collect the matches from their own indexes and sort them, good when few match. The total
//! tells which; it is needed anyway and known from earlier pages.

use super::user_filter::{Page, UserFilter, UserOrder};
use super::listed_user::{COLUMNS, ListedUser};
use super::{Database, DbError, Param, Session, sqlite};

/// Below this many matches they are gathered and sorted.
const FEW: i64 = 1_500;

/// Raised by every write that can change what a search finds or its order.
pub(crate) fn bump_generation(session: &Session<'_>) -> Result<(), DbError> {
    session.execute("UPDATE search_generation SET value = value + 1", &[])?;
    Ok(())
}

/// Shows each person of the page that `filter` asks for; the total of all pages.
pub(crate) fn search(
    database: &Database,
    session: &Session<'_>,
    filter: &UserFilter,
    page: Page,
    mut show: impl FnMut(&ListedUser<'_>) -> Result<(), DbError>,
) -> Result<i64, DbError> {
    let generation = session
        .query_one("SELECT value FROM search_generation", &[], |row| row.get::<i64>(0))?
        .unwrap_or_default();
    let total = database.counts().get(generation, filter, || count(session, filter))?;
    if page.offset < total && page.size > 0 {
        let statement = page_statement(filter, page, total);
        session.each(&statement.sql, &statement.params, |row| show(&ListedUser::read(row)?))?;
    }
    Ok(total)
}

/// How the matches are found.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Walk,
    Gather,
}

/// SQL and the values of its placeholders.
pub(super) struct Statement {
    pub(super) sql: String,
    pub(super) params: Vec<Param<'static>>,
}

impl Statement {
    fn new(sql: String) -> Self {
        Self { sql, params: Vec::new() }
    }

    fn bind(&mut self, value: impl Into<Param<'static>>) -> String {
        self.params.push(value.into());
        format!("${}", self.params.len())
    }

    fn bind_all<T: Clone + Into<Param<'static>>>(&mut self, values: &[T]) -> String {
        values.iter().map(|value| self.bind(value.clone())).collect::<Vec<_>>().join(", ")
    }

    fn and(&mut self, condition: &str) {
        self.sql.push_str(" AND ");
        self.sql.push_str(condition);
    }

    /// `condition` selects `user_id`s from `table`; walking tests each person, gathering takes the set.
    fn and_in(&mut self, way: Way, table: &str, condition: &str) {
        self.and(&match way {
            Way::Walk => format!("EXISTS (SELECT 1 FROM {table} WHERE {condition} AND user_id = u.id)"),
            Way::Gather => format!("u.id IN (SELECT user_id FROM {table} WHERE {condition})"),
        });
    }
}

fn count(session: &Session<'_>, filter: &UserFilter) -> Result<i64, DbError> {
    let statement = count_statement(filter);
    Ok(session.query_one(&statement.sql, &statement.params, |row| row.get::<i64>(0))?.unwrap_or_default())
}

pub(super) fn count_statement(filter: &UserFilter) -> Statement {
    let way = if names_a_set(filter) { Way::Gather } else { Way::Walk };
    let mut statement = Statement::new(format!("SELECT count(*) FROM {} WHERE TRUE", people(way, index_for(filter))));
    conditions(&mut statement, filter, way);
    statement
}

pub(super) fn page_statement(filter: &UserFilter, page: Page, total: i64) -> Statement {
    let way = if names_a_set(filter) && total <= FEW { Way::Gather } else { Way::Walk };
    let direction = if page.descending { "DESC" } else { "ASC" };
    let column = page.order.column();
    let key = if way == Way::Gather { sqlite::unindexed(column) } else { column.to_owned() };
    let mut statement = Statement::new(format!("SELECT u.id FROM {} WHERE TRUE", people(way, page.order.index())));
    conditions(&mut statement, filter, way);
    let (size, offset) = (statement.bind(page.size), statement.bind(page.offset));
    // The page's ids first, from the index alone; then their people.
    statement.sql = format!(
        "SELECT {COLUMNS} FROM ({} ORDER BY {key} {direction}, u.id {direction} LIMIT {size} OFFSET {offset}) page \
         JOIN users u ON u.id = page.id ORDER BY {column} {direction}, u.id {direction}",
        statement.sql
    );
    statement
}

fn people(way: Way, index: &str) -> String {
    match way {
        Way::Walk => sqlite::users_through(index),
        Way::Gather => "users u".to_owned(),
    }
}

/// The index whose entries hold what a count without sets has to look at.
fn index_for(filter: &UserFilter) -> &'static str {
    match filter {
        UserFilter { userid: Some(_), .. } => "users_by_userid",
        UserFilter { email: Some(_), .. } => UserOrder::Email.index(),
        _ => UserOrder::Name.index(),
    }
}

fn names_a_set(filter: &UserFilter) -> bool {
    let is_indexed = |text: &Option<String>| text.as_deref().is_some_and(|t| sqlite::text_match("", t).is_some());
    filter.permission.is_some()
        || filter.domain.is_some()
        || filter.domain_permission.is_some()
        || !filter.profile_ids.is_empty()
        || !filter.global_ids.is_empty()
        || !filter.group_ids.is_empty()
        || !filter.group_names.is_empty()
        || !filter.attributes.is_empty()
        || is_indexed(&filter.name)
        || is_indexed(&filter.email)
        || is_indexed(&filter.userid)
}

fn conditions(statement: &mut Statement, filter: &UserFilter, way: Way) {
    sets(statement, filter, way);
    texts(statement, filter, way);
    flags(statement, filter);
}

fn flags(statement: &mut Statement, filter: &UserFilter) {
    if !filter.include_disabled {
        statement.and("NOT u.disabled");
    }
    if filter.exclude_enabled {
        statement.and("u.disabled");
    }
    if filter.exclude_system_generated {
        statement.and("NOT u.system_generated");
    }
    let iamid = sqlite::unindexed("u.iamid");
    if !filter.iamids.is_empty() {
        let list = statement.bind_all(&filter.iamids);
        statement.and(&format!("{iamid} IN ({list})"));
    }
    if filter.exclude_bim {
        statement.and(&format!("{iamid} <> 'bim'"));
    }
    if filter.exclude_deleted_iams {
        statement.and(&format!("{iamid} IN (SELECT id FROM iams)"));
    }
    if filter.exclude_admin_and_governor {
        let admins = "SELECT user_id FROM user_permissions WHERE permission IN ('APPLICATION_ADMIN', 'GOVERNANCE')";
        statement.and(&format!("u.id NOT IN ({admins})"));
    }
}

fn texts(statement: &mut Statement, filter: &UserFilter, way: Way) {
    let texts = [
        ("name", "u.name_key", &filter.name),
        ("email", "u.email_key", &filter.email),
        ("userid", "u.userid_folded", &filter.userid),
    ];
    for (field, column, text) in texts {
        let Some(text) = text else { continue };
        let condition = match sqlite::text_match(field, text) {
            Some(query) if way == Way::Gather => sqlite::users_with_text(&statement.bind(query)),
            _ => sqlite::contains(column, &statement.bind(text.clone())),
        };
        statement.and(&condition);
    }
}

fn sets(statement: &mut Statement, filter: &UserFilter, way: Way) {
    if !filter.profile_ids.is_empty() {
        let list = statement.bind_all(&filter.profile_ids);
        statement.and(&format!("u.id IN (SELECT id FROM users WHERE profile_id IN ({list}))"));
    }
    if !filter.global_ids.is_empty() {
        let list = statement.bind_all(&filter.global_ids);
        statement.and(&format!("u.id IN (SELECT id FROM users WHERE global_id IN ({list}))"));
    }
    for (key, value) in &filter.attributes {
        let (key, value) = (statement.bind(key.clone()), statement.bind(value.clone()));
        statement.and_in(way, "user_attributes", &format!("key = {key} AND value = {value}"));
    }
    if !filter.group_ids.is_empty() {
        let list = statement.bind_all(&filter.group_ids);
        statement.and_in(way, "group_members", &format!("group_id IN ({list})"));
    }
    if !filter.group_names.is_empty() {
        let list = statement.bind_all(&filter.group_names);
        let groups = format!("group_id IN (SELECT id FROM \"groups\" WHERE name IN ({list}))");
        statement.and_in(way, "group_members", &groups);
    }
    if filter.domain.is_some() || filter.domain_permission.is_some() {
        domains(statement, filter, way);
    }
    if let Some(permission) = &filter.permission {
        let permission = statement.bind(permission.clone());
        statement.and_in(way, "user_permissions", &format!("permission = {permission}"));
    }
}

/// A domain permission is held by a person or by one of their groups.
fn domains(statement: &mut Statement, filter: &UserFilter, way: Way) {
    let mut conditions = Vec::new();
    if let Some(domain) = &filter.domain {
        conditions.push(format!("domain_id = {}", statement.bind(domain.clone())));
    }
    if let Some(permission) = &filter.domain_permission {
        conditions.push(format!("permission = {}", statement.bind(permission.clone())));
    }
    let granted = conditions.join(" AND ");
    let by_group = format!("group_id IN (SELECT group_id FROM domain_permissions WHERE {granted})");
    statement.and(&match way {
        Way::Walk => format!(
            "(EXISTS (SELECT 1 FROM domain_permissions WHERE {granted} AND user_id = u.id)
              OR EXISTS (SELECT 1 FROM group_members WHERE {by_group} AND user_id = u.id))"
        ),
        Way::Gather => format!(
            "u.id IN (SELECT user_id FROM domain_permissions WHERE {granted} AND user_id IS NOT NULL
              UNION SELECT user_id FROM group_members WHERE {by_group})"
        ),
    });
}
