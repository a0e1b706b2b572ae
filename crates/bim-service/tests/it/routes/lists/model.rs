//! What a search should find, worked out the slow way: everybody is read, and tested one by one.

use std::cmp::Ordering;

use bim_service::fold::{fold, name_key};

use crate::world::World;

/// A person, as far as searches care.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) id: i64,
    pub(crate) profile: i64,
    pub(crate) global: String,
    pub(crate) iamid: String,
    pub(crate) userid: String,
    pub(crate) name: String,
    pub(crate) email: Option<String>,
    pub(crate) disabled: bool,
    pub(crate) system: bool,
    pub(crate) created_at: i64,
    pub(crate) permissions: Vec<String>,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) groups: Vec<(i64, String)>,
    pub(crate) domains: Vec<(String, String)>,
}

impl Person {
    pub(crate) fn holds(&self, permission: &str) -> bool {
        self.permissions.iter().any(|held| held == permission)
    }

    pub(crate) fn name_has(&self, part: &str) -> bool {
        name_key(&self.name).contains(&name_key(part))
    }

    pub(crate) fn email_has(&self, part: &str) -> bool {
        self.email.as_deref().is_some_and(|email| fold(email).contains(&fold(part)))
    }

    pub(crate) fn userid_has(&self, part: &str) -> bool {
        fold(&self.userid).contains(&fold(part))
    }
}

/// Everybody.
pub(crate) fn everybody(world: &World) -> Vec<Person> {
    let sqlite = rusqlite::Connection::open(world.folder.path().join("bim.sqlite3")).expect("the database");
    let pairs = |sql: &str, id: i64| -> Vec<(rusqlite::types::Value, String)> {
        let mut statement = sqlite.prepare(sql).expect("a statement");
        let rows = statement.query_map([id], |row| Ok((row.get(0)?, row.get(1)?))).expect("rows");
        rows.collect::<Result<_, _>>().expect("rows")
    };
    let text = |value: rusqlite::types::Value| match value {
        rusqlite::types::Value::Text(text) => text,
        other => panic!("{other:?}"),
    };
    let mut statement = sqlite
        .prepare(
            "SELECT id, profile_id, global_id, iamid, userid, name, email, disabled, system_generated, created_at, permissions,
             bim_authorizations, iam_authorizations FROM users",
        )
        .expect("a statement");
    let people = statement
        .query_map([], |row| {
            let mut attributes = Vec::new();
            for column in [11, 12] {
                let Some(json) = row.get::<_, Option<String>>(column)? else { continue };
                let map: std::collections::BTreeMap<String, Vec<String>> =
                    serde_json::from_str(&json).expect("attributes");
                attributes.extend(
                    map.into_iter()
                        .flat_map(|(key, values)| values.into_iter().map(move |value| (key.clone(), value))),
                );
            }
            Ok(Person {
                id: row.get(0)?,
                profile: row.get(1)?,
                global: row.get(2)?,
                iamid: row.get(3)?,
                userid: row.get(4)?,
                name: row.get(5)?,
                email: row.get(6)?,
                disabled: row.get(7)?,
                system: row.get(8)?,
                created_at: row.get(9)?,
                permissions: serde_json::from_str(&row.get::<_, String>(10)?).expect("permissions"),
                attributes,
                groups: Vec::new(),
                domains: Vec::new(),
            })
        })
        .expect("rows");
    people
        .map(|person| {
            let mut person = person.expect("a person");
            person.groups = pairs(
                "SELECT g.id, g.name FROM group_members m JOIN \"groups\" g ON g.id = m.group_id WHERE m.user_id = ?1",
                person.id,
            )
            .into_iter()
            .map(|(id, name)| match id {
                rusqlite::types::Value::Integer(id) => (id, name),
                other => panic!("{other:?}"),
            })
            .collect();
            person.domains = pairs("SELECT domain_id, permission FROM domain_permissions WHERE user_id = ?1", person.id)
                .into_iter()
                .map(|(domain, permission)| (text(domain), permission))
                .collect();
            for (group, _) in person.groups.clone() {
                let granted = pairs("SELECT domain_id, permission FROM domain_permissions WHERE group_id = ?1", group);
                person.domains.extend(granted.into_iter().map(|(domain, permission)| (text(domain), permission)));
            }
            person
        })
        .collect()
}

/// How rows 15 and 20 order people.
pub(crate) fn compare(field: &str, one: &Person, other: &Person) -> Ordering {
    let email = |person: &Person| person.email.as_deref().map(fold).unwrap_or_default();
    let first = match field {
        "name" => name_key(&one.name).cmp(&name_key(&other.name)),
        "email" => email(one).cmp(&email(other)),
        "iamid" => one.iamid.cmp(&other.iamid),
        "createdAt" => one.created_at.cmp(&other.created_at),
        _ => panic!("{field}"),
    };
    first.then(one.id.cmp(&other.id))
}
