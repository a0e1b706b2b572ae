//! What a [`UserFilter`] means in SQL, for people called `u`.

use super::dialect::{Dialect, TextField};
use super::statement::{Statement, Way};
use super::user_filter::UserFilter;

/// Whether the filter asks for a set that an index lists.
pub(super) fn names_a_set(dialect: Dialect, filter: &UserFilter) -> bool {
    let is_indexed = |(field, text): (TextField, Option<&str>)| {
        text.is_some_and(|text| dialect.text_match(field, text).is_some())
    };
    filter.permission.is_some()
        || filter.domain.is_some()
        || filter.domain_permission.is_some()
        || !filter.profile_ids.is_empty()
        || !filter.global_ids.is_empty()
        || !filter.group_ids.is_empty()
        || !filter.group_names.is_empty()
        || !filter.attributes.is_empty()
        || texts_of(filter).into_iter().any(is_indexed)
}

/// Adds every condition of the filter.
pub(super) fn conditions(statement: &mut Statement, filter: &UserFilter, way: Way) {
    sets(statement, filter, way);
    texts(statement, filter, way);
    flags(statement, filter);
}

fn flags(statement: &mut Statement, filter: &UserFilter) {
    // Not `NOT`, which PostgreSQL takes for a range of the index and looks up in each entry by itself.
    if !filter.include_disabled {
        statement.and("u.disabled IS NOT TRUE");
    }
    if filter.exclude_enabled {
        statement.and("u.disabled");
    }
    if filter.exclude_system_generated {
        statement.and("u.system_generated IS NOT TRUE");
    }
    let iamid = statement.dialect.unindexed("u.iamid");
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
        let admins =
            "SELECT user_id FROM user_permissions WHERE permission IN ('APPLICATION_ADMIN', 'GOVERNANCE')";
        statement.and(&format!("u.id NOT IN ({admins})"));
    }
}

fn texts_of(filter: &UserFilter) -> [(TextField, Option<&str>); 3] {
    [
        (TextField::Name, filter.name.as_deref()),
        (TextField::Email, filter.email.as_deref()),
        (TextField::Userid, filter.userid.as_deref()),
    ]
}

fn texts(statement: &mut Statement, filter: &UserFilter, way: Way) {
    let dialect = statement.dialect;
    for (field, text) in texts_of(filter) {
        let Some(text) = text else { continue };
        let condition = match dialect.text_match(field, text) {
            Some(query) if way == Way::Gather => dialect.has_text(field, &statement.bind(query)),
            _ => dialect.contains(field.column(), &statement.bind(text.to_owned())),
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
        let (key, value) =
            (statement.dialect.is_long_text("key", &key), statement.dialect.is_long_text("value", &value));
        statement.and_in(way, "user_attributes", &format!("{key} AND {value}"));
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
    let dialect = statement.dialect;
    let granted = conditions.join(" AND ");
    let by_group = format!("group_id IN (SELECT group_id FROM domain_permissions WHERE {granted})");
    statement.and(&match way {
        Way::Walk => format!(
            "({} OR {})",
            dialect.exists(&format!("SELECT 1 FROM domain_permissions WHERE {granted} AND user_id = u.id")),
            dialect.exists(&format!("SELECT 1 FROM group_members WHERE {by_group} AND user_id = u.id")),
        ),
        Way::Gather => format!(
            "u.id IN (SELECT user_id FROM domain_permissions WHERE {granted} AND user_id IS NOT NULL
              UNION SELECT user_id FROM group_members WHERE {by_group})"
        ),
    });
}
