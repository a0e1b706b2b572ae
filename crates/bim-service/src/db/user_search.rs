//! Finds people: the one statement that is put together at run time.
//!
//! There are two ways to a page. *Walk*: follow the index of the wanted order and test each person, good when
//! many match. *Gather*: collect the matches from their own indexes and sort them, good when few match. The total
//! tells which is cheaper; it is needed anyway and known from earlier pages.

use super::user_filter::{Page, UserFilter, UserOrder};
use super::listed_user::{COLUMNS, ListedUser};
use super::{Database, DbError, Param, Session, sqlite};

/// How many entries of an index are walked in the time that one match is gathered and sorted.
const GATHERED: i64 = 3;

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
        let everybody = UserFilter { include_disabled: true, ..UserFilter::default() };
        let people = database.counts().get(generation, &everybody, || count(session, &everybody))?;
        let statement = page_statement(filter, page, way(filter, page, total, people));
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
struct Statement {
    sql: String,
    params: Vec<Param<'static>>,
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

fn count_statement(filter: &UserFilter) -> Statement {
    let way = if names_a_set(filter) { Way::Gather } else { Way::Walk };
    let mut statement = Statement::new(format!("SELECT count(*) FROM {} WHERE TRUE", people(way, index_for(filter))));
    conditions(&mut statement, filter, way);
    statement
}

/// The cheaper way to a page. Walking passes `people / total` entries for each match up to the page's end.
fn way(filter: &UserFilter, page: Page, total: i64, people: i64) -> Way {
    let walked = page.offset.saturating_add(page.size).min(total).saturating_mul(people) / total.max(1);
    if names_a_set(filter) && total.saturating_mul(GATHERED) < walked { Way::Gather } else { Way::Walk }
}

fn page_statement(filter: &UserFilter, page: Page, way: Way) -> Statement {
    let direction = if page.descending { "DESC" } else { "ASC" };
    let column = page.order.column();
    let key = if way == Way::Gather { sqlite::unindexed(column) } else { column.to_owned() };
    let mut statement = Statement::new(format!("SELECT u.id FROM {} WHERE TRUE", people(way, page.order.index())));
    conditions(&mut statement, filter, way);
    let size = sqlite::number_of_rows(&statement.bind(page.size));
    let offset = sqlite::number_of_rows(&statement.bind(page.offset));
    // The page's ids first, from the index alone; then their people. CROSS keeps SQLite to that order.
    statement.sql = format!(
        "SELECT {COLUMNS} FROM ({} ORDER BY {key} {direction}, u.id {direction} LIMIT {size} OFFSET {offset}) page \
         CROSS JOIN users u WHERE u.id = page.id ORDER BY {column} {direction}, u.id {direction}",
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo;

    /// Every filter by itself, and none.
    fn filters() -> Vec<UserFilter> {
        let none = UserFilter::default;
        let text = |text: &str| Some(text.to_owned());
        vec![
            none(),
            UserFilter { include_disabled: true, ..none() },
            UserFilter { include_disabled: true, exclude_enabled: true, ..none() },
            UserFilter { name: text("ann"), ..none() },
            UserFilter { name: text("an"), ..none() },
            UserFilter { email: text("example.org"), ..none() },
            UserFilter { userid: text("smith"), ..none() },
            UserFilter { iamids: vec!["bim".to_owned()], ..none() },
            UserFilter { profile_ids: vec![1_000_001, 1_000_002], ..none() },
            UserFilter { global_ids: vec!["x".to_owned()], ..none() },
            UserFilter { exclude_system_generated: true, exclude_bim: true, exclude_deleted_iams: true, ..none() },
            UserFilter { exclude_admin_and_governor: true, ..none() },
            UserFilter { permission: text("USER_ADMIN"), ..none() },
            UserFilter { domain: text("x"), domain_permission: text("y"), ..none() },
            UserFilter { group_names: vec!["x".to_owned()], ..none() },
            UserFilter { group_ids: vec![400_001], ..none() },
            UserFilter { attributes: vec![("Country".to_owned(), "US".to_owned())], ..none() },
        ]
    }

    /// The steps of SQLite's plan that read a whole table. Walking may read one index of people, once.
    fn whole_tables(session: &Session<'_>, statement: &Statement, mut walks: usize) -> Vec<String> {
        let sql = format!("EXPLAIN QUERY PLAN {}", statement.sql);
        let steps = session.query(&sql, &statement.params, |row| row.get::<String>(3)).expect("a plan");
        let mut is_whole = |step: &String| {
            if step.starts_with("SCAN u USING") && walks > 0 {
                walks -= 1;
                return false;
            }
            // A page, a handful of providers, and a table that is an index.
            let is_small = ["SCAN page", "SCAN iams", "SCAN users_text VIRTUAL TABLE"].iter().any(|fine| step.starts_with(fine));
            step.contains("AUTOMATIC") || step.starts_with("SCAN ") && !is_small
        };
        steps.into_iter().filter(|step| is_whole(step)).collect()
    }

    #[test]
    fn no_search_reads_all_people_without_an_index() {
        let folder = tempfile::tempdir().expect("a folder");
        let database = Database::open(folder.path()).expect("a database");
        demo::seed(&database, 50, 1_795_478_400_000).expect("demo people");
        database
            .read::<_, DbError>(|session| {
                for filter in filters() {
                    let walks = usize::from(!names_a_set(&filter));
                    assert_eq!(whole_tables(session, &count_statement(&filter), walks), Vec::<String>::new(), "{filter:?}");
                    for order in [UserOrder::Name, UserOrder::Email, UserOrder::CreatedAt, UserOrder::Iamid] {
                        let ways = if names_a_set(&filter) { &[Way::Walk, Way::Gather][..] } else { &[Way::Walk] };
                        for &way in ways {
                            let page = Page { order, descending: false, offset: 0, size: 50 };
                            let statement = page_statement(&filter, page, way);
                            let walks = usize::from(way == Way::Walk);
                            assert_eq!(whole_tables(session, &statement, walks), Vec::<String>::new(), "{}", statement.sql);
                        }
                    }
                }
                Ok(())
            })
            .expect("a reading");
    }

    #[test]
    fn a_page_without_filter_is_read_from_its_index_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let database = Database::open(folder.path()).expect("a database");
        database
            .read::<_, DbError>(|session| {
                for (order, index) in [
                    (UserOrder::Name, "users_by_name"),
                    (UserOrder::Email, "users_by_email"),
                    (UserOrder::CreatedAt, "users_by_created_at"),
                    (UserOrder::Iamid, "users_by_iamid"),
                ] {
                    for descending in [false, true] {
                        let page = Page { order, descending, offset: 0, size: 50 };
                        let statement = page_statement(&UserFilter::default(), page, Way::Walk);
                        let sql = format!("EXPLAIN QUERY PLAN {}", statement.sql);
                        let steps = session.query(&sql, &statement.params, |row| row.get::<String>(3))?;
                        let walk = format!("SCAN u USING COVERING INDEX {index}");
                        assert!(steps.contains(&walk), "{steps:?}");
                        let sorts = steps.iter().filter(|step| step.contains("TEMP B-TREE")).count();
                        assert_eq!(sorts, 1, "the page alone is sorted: {steps:?}");
                    }
                }
                Ok(())
            })
            .expect("a reading");
    }

    #[test]
    fn few_matches_are_gathered_and_many_walked() {
        let filter = UserFilter { permission: Some("AUDIT".to_owned()), ..UserFilter::default() };
        let page = |offset| Page { order: UserOrder::Name, descending: false, offset, size: 50 };
        assert!(way(&filter, page(0), 500, 100_000) == Way::Gather);
        assert!(way(&filter, page(0), 50_000, 100_000) == Way::Walk);
        assert!(way(&filter, page(4_900), 5_000, 100_000) == Way::Gather, "the end of a long walk");
        assert!(way(&UserFilter::default(), page(0), 10, 100_000) == Way::Walk, "there is nothing to gather from");
    }
}
