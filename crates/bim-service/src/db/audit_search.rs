//! Finds events of the audit log, newest first.
//!
//! The most telling filter leads: a target, then an actor, then one event, then the time. Its index holds what the
//! other filters ask for, or they are looked up event by event.

use serde_json::Value;

use super::audit::{self, Person, Target};
use super::dialect::Dialect;
use super::session::params;
use super::statement::Statement;
use super::{Database, DbError, Row, Session};

/// So many names of a target are put into the statement, where each index entry of the one name that most have is in the
/// wanted order. Whoever had more is found by a subquery: engines take a limited number of values.
const MOST_NAMES: usize = 100;

/// By whom or for whom.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Reference {
    /// Usernames, group names or key names, folded; any of these.
    pub(crate) names: Vec<String>,
    pub(crate) iamid: Option<String>,
    pub(crate) id: Option<i64>,
}

impl Reference {
    /// Whether it names anybody; a provider alone does not.
    pub(crate) fn is_given(&self) -> bool {
        !self.names.is_empty() || self.id.is_some()
    }
}

/// What an event must meet to be found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct AuditFilter {
    pub(crate) actor: Reference,
    pub(crate) target: Reference,
    /// Any of these; all when empty.
    pub(crate) events: Vec<String>,
    /// Not before this time.
    pub(crate) from: Option<i64>,
    /// Before this time.
    pub(crate) to: Option<i64>,
}

/// An event.
#[derive(Clone, Debug)]
pub(crate) struct AuditRow {
    pub(crate) id: i64,
    pub(crate) at: i64,
    pub(crate) event: String,
    pub(crate) means: String,
    pub(crate) key: Option<i64>,
    pub(crate) actor: Option<Person>,
    pub(crate) impersonator: Option<Person>,
    pub(crate) targets: Vec<Target>,
    pub(crate) before: Option<Value>,
    pub(crate) after: Option<Value>,
    pub(crate) request: Option<String>,
}

const COLUMNS: &str = "a.id, a.at, a.event, a.means, a.key_id, a.actor, a.impersonator, a.targets, a.before_json, \
    a.after_json, a.request_id";

fn json<T: serde::de::DeserializeOwned>(text: Option<&str>) -> Result<Option<T>, DbError> {
    text.map(serde_json::from_str)
        .transpose()
        .map_err(|error| DbError::Engine(format!("an audit event cannot be read: {error}")))
}

fn read(row: &Row<'_>) -> Result<AuditRow, DbError> {
    Ok(AuditRow {
        id: row.get(0)?,
        at: row.get(1)?,
        event: row.get(2)?,
        means: row.get(3)?,
        key: row.get(4)?,
        actor: json(row.text_or_null(5)?)?,
        impersonator: json(row.text_or_null(6)?)?,
        targets: json(row.text_or_null(7)?)?.unwrap_or_default(),
        before: json(row.text_or_null(8)?)?,
        after: json(row.text_or_null(9)?)?,
        request: row.get(10)?,
    })
}

/// One page of events, and the total.
pub(crate) fn search(
    database: &Database,
    session: &Session<'_>,
    filter: &AuditFilter,
    offset: i64,
    size: i64,
) -> Result<(i64, Vec<AuditRow>), DbError> {
    let last = session
        .query_one("SELECT max(id) FROM audit", &[], |row| row.get::<Option<i64>>(0))?
        .flatten()
        .unwrap_or_default();
    let Some(named) = with_names(session, filter)? else { return Ok((0, Vec::new())) };
    let total = database.audit_counts().get(filter, last, |after| count_after(session, &named, after))?;
    if offset >= total || size == 0 {
        return Ok((total, Vec::new()));
    }
    let page = page(session.dialect(), &named, offset, size);
    Ok((total, session.query(&page.sql, &page.params, read)?))
}

/// The filter with the names of a target whose id alone is given, since events are found by names, or without, when they
/// are too many; none when it was never a target.
fn with_names(session: &Session<'_>, filter: &AuditFilter) -> Result<Option<AuditFilter>, DbError> {
    let mut filter = filter.clone();
    let target = &mut filter.target;
    if let (Some(id), true) = (target.id, target.names.is_empty()) {
        let names = audit::names_of(session, id, MOST_NAMES + 1)?;
        if names.is_empty() {
            return Ok(None);
        }
        if names.len() <= MOST_NAMES {
            target.names = names;
        }
    }
    Ok(Some(filter))
}

/// How many matches came after an event; all when there is none.
fn count_after(session: &Session<'_>, filter: &AuditFilter, after: i64) -> Result<i64, DbError> {
    let mut since = None;
    if after > 0 {
        // Indexes are in the order of time, which a clock that was set back does not keep: the id decides.
        let earliest = format!("SELECT min({}) FROM audit WHERE id > $1", session.dialect().unindexed("at"));
        since = session.query_one(&earliest, params![after], |row| row.get::<Option<i64>>(0))?.flatten();
    }
    let count = count(session.dialect(), filter, since.map(|earliest| (earliest, after)));
    Ok(session.query_one(&count.sql, &count.params, |row| row.get::<i64>(0))?.unwrap_or_default())
}

/// Counts the matches; with a time and an id, those since the one and after the other.
fn count(dialect: Dialect, filter: &AuditFilter, since: Option<(i64, i64)>) -> Statement {
    let is_by_reference = filter.target.is_given() || filter.actor.is_given();
    let (first, last) = match is_by_reference {
        true => ("SELECT count(*) FROM (SELECT DISTINCT e.at, e.id", ") found"),
        false => ("SELECT count(*)", ""),
    };
    let mut statement = Statement::new(dialect, first.to_owned());
    matches(&mut statement, filter);
    if let Some((earliest, after)) = since {
        let (earliest, after) = (statement.bind(earliest), statement.bind(after));
        statement.and(&format!("e.at >= {earliest} AND e.id > {after}"));
    }
    statement.sql.push_str(last);
    statement
}

/// Finds the page in the index, then reads its events. CROSS keeps SQLite to that order.
fn page(dialect: Dialect, filter: &AuditFilter, offset: i64, size: i64) -> Statement {
    // Somebody may be named twice by one event, hence DISTINCT; the order of the index makes it cheap.
    let mut statement = Statement::new(dialect, format!("SELECT {COLUMNS} FROM (SELECT DISTINCT e.at, e.id"));
    matches(&mut statement, filter);
    let (size, offset) = (statement.bind(size), statement.bind(offset));
    statement.sql.push_str(&format!(
        " ORDER BY e.at DESC, e.id DESC LIMIT {size} OFFSET {offset}) page CROSS JOIN audit a
         WHERE a.id = page.id ORDER BY page.at DESC, page.id DESC"
    ));
    statement
}

/// Where the matches are, and what makes them.
fn matches(statement: &mut Statement, filter: &AuditFilter) {
    let AuditFilter { actor, target, .. } = filter;
    let lead = match (target.is_given(), actor.is_given()) {
        (true, _) => Some(("target", target)),
        (false, true) => Some(("actor", actor)),
        (false, false) => None,
    };
    match lead {
        Some((role, reference)) => {
            statement.sql.push_str(" FROM audit_refs e WHERE ");
            refers(statement, "e", role, reference);
        }
        None => statement.sql.push_str(" FROM audit e WHERE TRUE"),
    }
    if target.is_given() && actor.is_given() {
        statement.and("EXISTS (SELECT 1 FROM audit_refs x WHERE ");
        refers(statement, "x", "actor", actor);
        statement.sql.push_str(" AND x.at = e.at AND x.id = e.id)");
    }
    match &filter.events[..] {
        [] => {}
        [event] => {
            let event = statement.bind(event.clone());
            statement.and(&format!("e.event = {event}"));
        }
        // Several ranges of the events' own index would have to be sorted: the index of the time holds the event.
        events => {
            let list = statement.bind_all(events);
            let event = statement.dialect.unindexed("e.event");
            statement.and(&format!("{event} IN ({list})"));
        }
    }
    if let Some(from) = filter.from {
        let from = statement.bind(from);
        statement.and(&format!("e.at >= {from}"));
    }
    if let Some(to) = filter.to {
        let to = statement.bind(to);
        statement.and(&format!("e.at < {to}"));
    }
}

fn refers(statement: &mut Statement, alias: &str, role: &str, reference: &Reference) {
    statement.sql.push_str(&format!("{alias}.role = '{role}'"));
    let id = reference.id.map(|id| statement.bind(id));
    // Of whoever was renamed, the events of all names are put in order.
    match (&reference.names[..], &id) {
        ([], Some(id)) => {
            let names = format!("SELECT name_folded FROM audit_names WHERE ref_id = {id}");
            statement.and(&format!("{alias}.name_folded IN ({names})"));
        }
        ([], None) => {}
        (names, _) => {
            let list = statement.bind_all(names);
            statement.and(&format!("{alias}.name_folded IN ({list})"));
        }
    }
    if let Some(id) = id {
        statement.and(&format!("{alias}.ref_id = {id}"));
    }
    if let Some(iamid) = &reference.iamid {
        let iamid = statement.bind(iamid.clone());
        statement.and(&format!("{alias}.iamid = {iamid}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::{Database, Place};

    fn named(name: &str) -> Reference {
        Reference { names: vec![name.to_owned()], ..Reference::default() }
    }

    /// Every filter by itself, none, and pairs.
    fn filters() -> Vec<AuditFilter> {
        let none = AuditFilter::default;
        let events = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let iamid = Some("bim".to_owned());
        vec![
            none(),
            AuditFilter { actor: named("anna"), ..none() },
            AuditFilter { actor: Reference { iamid: iamid.clone(), ..named("anna") }, ..none() },
            AuditFilter { target: named("anna"), ..none() },
            AuditFilter { target: Reference { iamid, ..named("anna") }, ..none() },
            AuditFilter { target: Reference { id: Some(7), ..named("anna") }, ..none() },
            AuditFilter {
                target: Reference { names: events(&["anna", "bert"]), id: Some(7), iamid: None },
                ..none()
            },
            AuditFilter { target: Reference { id: Some(7), ..Reference::default() }, ..none() },
            AuditFilter { events: events(&["UserCreated"]), ..none() },
            AuditFilter { events: events(&["UserCreated", "SignedIn"]), ..none() },
            AuditFilter { from: Some(5), ..none() },
            AuditFilter { to: Some(5), ..none() },
            AuditFilter { events: events(&["SignedIn"]), from: Some(5), to: Some(9), ..none() },
            AuditFilter { actor: named("anna"), target: named("bert"), ..none() },
            AuditFilter { actor: named("anna"), events: events(&["SignedIn"]), from: Some(5), ..none() },
        ]
    }

    #[test]
    fn every_filter_is_answered_from_indexes_in_their_order() {
        let folder = tempfile::tempdir().expect("a folder");
        let database = Database::open(Place::Folder(folder.path().to_owned())).expect("a database");
        database
            .read::<_, DbError>(|session| {
                for filter in filters() {
                    for (statement, is_page) in [
                        (page(Dialect::Sqlite, &filter, 0, 50), true),
                        (count(Dialect::Sqlite, &filter, None), false),
                        (count(Dialect::Sqlite, &filter, Some((5, 7))), false),
                    ] {
                        let sql = format!("EXPLAIN QUERY PLAN {}", statement.sql);
                        let steps = session.query(&sql, &statement.params, |row| row.get::<String>(3))?;
                        let is_slow = |step: &String| {
                            let reads_all = step.starts_with("SCAN e");
                            let is_unfiltered = filter.from.is_none() && filter.to.is_none();
                            let may_read_all = !filter.actor.is_given()
                                && !filter.target.is_given()
                                && filter.events.len() != 1
                                && is_unfiltered;
                            let is_renamed = filter.target.is_given() && filter.target.names.len() != 1;
                            (step.contains("TEMP B-TREE") && !is_renamed)
                                || step.contains("AUTOMATIC")
                                || (reads_all && !(may_read_all && step.contains("COVERING INDEX")))
                                || (!is_page
                                    && step.contains(" e ")
                                    && !step.contains("COVERING")
                                    && !step.contains("PRIMARY KEY"))
                        };
                        let slow: Vec<_> = steps.iter().filter(|step| is_slow(step)).collect();
                        assert!(slow.is_empty(), "{filter:?}: {steps:#?}");
                    }
                }
                Ok(())
            })
            .expect("a reading");
    }
}
