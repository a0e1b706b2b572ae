//! Finds people: the one statement that is put together at run time.
//!
//! There are two ways to a page. *Walk*: follow the index of the wanted order and test each person, good when
//! many match. *Gather*: collect the matches from their own indexes and sort them, good when few match. The total
//! tells which is cheaper; it is needed anyway and known from earlier pages.

use super::dialect::Dialect;
use super::listed_user::{self, ListedUser};
use super::statement::{Statement, Way};
use super::user_conditions::{conditions, names_a_set};
use super::user_filter::{Page, UserFilter, UserOrder};
use super::{Database, DbError, Row, Session};

/// What it costs to gather and sort one match, in entries of an index that are walked (0.46 and 0.03 microseconds).
const GATHERED: i64 = 14;
/// What it costs to test a person in another table while walking.
const PROBED: i64 = 8;

/// Called by every write that can change what a search finds or its order: its transaction ends with a new generation.
pub(crate) fn bump_generation(session: &Session<'_>) {
    session.note_changed_searches();
}

/// The last statement of a transaction: raises the generation once, however many of its writes ask for it.
pub(super) fn end_generation(session: &Session<'_>) -> Result<(), DbError> {
    if session.changes_searches() {
        session.execute("UPDATE search_generation SET value = value + 1", &[])?;
    }
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
    let wanted = Wanted { columns: listed_user::COLUMNS, membership: None };
    read_page(database, session, filter, page, wanted, |row| show(&ListedUser::read(row)?))
}

/// The filter that finds all.
pub(super) fn everybody() -> UserFilter {
    UserFilter { include_disabled: true, ..UserFilter::default() }
}

/// What is read of each person of a page: columns of `users u` and, for the members of a group, of `group_members m`.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'a> {
    pub(super) columns: &'a str,
    pub(super) membership: Option<i64>,
}

/// Shows the wanted columns of each person of the page; the total of all pages.
pub(super) fn read_page(
    database: &Database,
    session: &Session<'_>,
    filter: &UserFilter,
    page: Page,
    wanted: Wanted<'_>,
    show: impl FnMut(&Row<'_>) -> Result<(), DbError>,
) -> Result<i64, DbError> {
    let dialect = session.dialect();
    let generation = session
        .query_one("SELECT value FROM search_generation", &[], |row| row.get::<i64>(0))?
        .unwrap_or_default();
    let total = database.counts().get(generation, filter, || count(session, filter))?;
    if page.offset < total && page.size > 0 {
        let everybody = everybody();
        let people = database.counts().get(generation, &everybody, || count(session, &everybody))?;
        let (way, _) = way(dialect, filter, page, total, people);
        let statement = page_statement(dialect, filter, page, way, wanted);
        session.each(&statement.sql, &statement.params, show)?;
    }
    Ok(total)
}

fn count(session: &Session<'_>, filter: &UserFilter) -> Result<i64, DbError> {
    let statement = count_statement(session.dialect(), filter);
    Ok(session.query_one(&statement.sql, &statement.params, |row| row.get::<i64>(0))?.unwrap_or_default())
}

fn count_statement(dialect: Dialect, filter: &UserFilter) -> Statement {
    let (way, index) = match names_a_set(dialect, filter) {
        true => (Way::Gather, "users_flags"),
        false => (Way::Walk, index_for(filter)),
    };
    let mut statement =
        Statement::new(dialect, format!("SELECT count(*) FROM {} WHERE TRUE", dialect.users_through(index)));
    conditions(&mut statement, filter, way);
    statement
}

/// The cheaper way to a page, and its cost in walked entries. Walking passes `people / total` entries for each match up to the page's end.
pub(super) fn way(dialect: Dialect, filter: &UserFilter, page: Page, total: i64, people: i64) -> (Way, i64) {
    let walked = page.offset.saturating_add(page.size).min(total).saturating_mul(people) / total.max(1);
    let cost = if probes(dialect, filter, page.order) { walked.saturating_mul(PROBED) } else { walked };
    let gathered = total.saturating_mul(GATHERED);
    if names_a_set(dialect, filter) && gathered < cost { (Way::Gather, gathered) } else { (Way::Walk, cost) }
}

/// Whether walking has to look beyond the index of the order.
fn probes(dialect: Dialect, filter: &UserFilter, order: UserOrder) -> bool {
    let UserFilter { name, email, userid, .. } = filter;
    let mut others = filter.clone();
    (others.name, others.email, others.userid) = (None, None, None);
    names_a_set(dialect, &others)
        || userid.is_some()
        || (name.is_some() && order != UserOrder::Name)
        || (email.is_some() && order != UserOrder::Email)
}

pub(super) fn page_statement(
    dialect: Dialect,
    filter: &UserFilter,
    page: Page,
    way: Way,
    wanted: Wanted<'_>,
) -> Statement {
    let has_texts = filter.name.is_some() || filter.email.is_some() || filter.userid.is_some();
    match way {
        Way::Walk if dialect.walks_ahead(page.offset, has_texts) => {
            ids_first(dialect, filter, page, Way::Walk, wanted)
        }
        Way::Walk => walk(dialect, filter, page, wanted),
        Way::Gather => ids_first(dialect, filter, page, Way::Gather, wanted),
    }
}

/// Follows the index of the order. It holds what most filters ask for, so whoever is passed by is not read.
fn walk(dialect: Dialect, filter: &UserFilter, page: Page, wanted: Wanted<'_>) -> Statement {
    let people = dialect.users_through(page.order.index());
    let mut statement = Statement::new(dialect, format!("SELECT {} FROM {people}", wanted.columns));
    statement.join_membership(wanted.membership, "TRUE");
    conditions(&mut statement, filter, Way::Walk);
    statement.order_by(page, page.order.column());
    statement
}

/// Finds the ids of the page, by sorting the matches' alone when they are gathered, then reads its people, who stay in
/// that order: PostgreSQL knows it by the key. CROSS keeps SQLite to it.
fn ids_first(dialect: Dialect, filter: &UserFilter, page: Page, way: Way, wanted: Wanted<'_>) -> Statement {
    let (column, direction) = (page.order.column(), page.direction());
    let key = match way {
        Way::Walk => column.to_owned(),
        Way::Gather => dialect.unindexed(column),
    };
    let mut statement = Statement::new(
        dialect,
        format!("SELECT {} FROM (SELECT u.id, {key} AS key FROM users u WHERE TRUE", wanted.columns),
    );
    conditions(&mut statement, filter, way);
    statement.order_by(page, &key);
    statement.sql.push_str(") page CROSS JOIN users u");
    statement.join_membership(wanted.membership, "u.id = page.id");
    statement.sql.push_str(&format!(" ORDER BY page.key {direction}, page.id {direction}"));
    statement
}

impl Statement {
    /// Begins the conditions, with each person's membership beside them when it is wanted.
    fn join_membership(&mut self, group: Option<i64>, first: &str) {
        let Some(group) = group else {
            self.sql.push_str(&format!(" WHERE {first}"));
            return;
        };
        let group = self.bind(group);
        self.sql.push_str(&format!(
            " CROSS JOIN group_members m WHERE {first} AND m.user_id = u.id AND m.group_id = {group}"
        ));
    }

    fn order_by(&mut self, page: Page, key: &str) {
        let direction = page.direction();
        let (size, offset) = (self.bind(page.size), self.bind(page.offset));
        self.sql
            .push_str(&format!(" ORDER BY {key} {direction}, u.id {direction} LIMIT {size} OFFSET {offset}"));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::Place;
    use crate::demo;

    fn ids_of(filter: &UserFilter, page: Page, way: Way) -> Statement {
        page_statement(
            Dialect::Sqlite,
            filter,
            page,
            way,
            Wanted { columns: listed_user::COLUMNS, membership: None },
        )
    }

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
            UserFilter {
                exclude_system_generated: true,
                exclude_bim: true,
                exclude_deleted_iams: true,
                ..none()
            },
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
            let is_small = ["SCAN page", "SCAN iams", "SCAN users_text VIRTUAL TABLE"]
                .iter()
                .any(|fine| step.starts_with(fine));
            step.contains("AUTOMATIC") || step.starts_with("SCAN ") && !is_small
        };
        steps.into_iter().filter(|step| is_whole(step)).collect()
    }

    #[test]
    fn no_search_reads_all_people_without_an_index() {
        let folder = tempfile::tempdir().expect("a folder");
        let database = Database::open(Place::Folder(folder.path().to_owned())).expect("a database");
        demo::seed(&database, 50, 1_795_478_400_000).expect("demo people");
        database
            .read::<_, DbError>(|session| {
                for filter in filters() {
                    let walks = usize::from(!names_a_set(Dialect::Sqlite, &filter));
                    assert_eq!(
                        whole_tables(session, &count_statement(Dialect::Sqlite, &filter), walks),
                        Vec::<String>::new(),
                        "{filter:?}"
                    );
                    for order in [UserOrder::Name, UserOrder::Email, UserOrder::CreatedAt, UserOrder::Iamid] {
                        let ways = if names_a_set(Dialect::Sqlite, &filter) {
                            &[Way::Walk, Way::Gather][..]
                        } else {
                            &[Way::Walk]
                        };
                        for &way in ways {
                            let page = Page { order, descending: false, offset: 0, size: 50 };
                            let statement = ids_of(&filter, page, way);
                            let walks = usize::from(way == Way::Walk);
                            assert_eq!(
                                whole_tables(session, &statement, walks),
                                Vec::<String>::new(),
                                "{}",
                                statement.sql
                            );
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
        let database = Database::open(Place::Folder(folder.path().to_owned())).expect("a database");
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
                        let statement = ids_of(&UserFilter::default(), page, Way::Walk);
                        let sql = format!("EXPLAIN QUERY PLAN {}", statement.sql);
                        let steps = session.query(&sql, &statement.params, |row| row.get::<String>(3))?;
                        let walk = format!("SCAN u USING INDEX {index}");
                        assert!(steps.contains(&walk), "{steps:?}");
                        assert!(
                            !steps.iter().any(|step| step.contains("TEMP B-TREE")),
                            "sorted already: {steps:?}"
                        );
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
        assert!(way(Dialect::Sqlite, &filter, page(0), 500, 100_000).0 == Way::Gather);
        assert!(way(Dialect::Sqlite, &filter, page(0), 50_000, 100_000).0 == Way::Walk);
        assert!(
            way(Dialect::Sqlite, &filter, page(4_900), 5_000, 100_000).0 == Way::Gather,
            "the end of a long walk"
        );
        let named = UserFilter { name: Some("ann".to_owned()), ..UserFilter::default() };
        assert!(
            way(Dialect::Sqlite, &named, page(0), 1_000, 100_000).0 == Way::Walk,
            "the index holds the name"
        );
        assert!(way(Dialect::Sqlite, &named, page(0), 300, 100_000).0 == Way::Gather);
        assert!(
            way(Dialect::Sqlite, &UserFilter::default(), page(0), 10, 100_000).0 == Way::Walk,
            "there is nothing to gather from"
        );
    }
}
