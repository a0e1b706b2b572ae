//! What a search should find, worked out the slow way: everybody is read, and tested one by one.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};

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

/// A row of `users`, as it is read.
type Read = (
    i64,
    i64,
    String,
    String,
    String,
    String,
    Option<String>,
    bool,
    bool,
    i64,
    String,
    Option<String>,
    Option<String>,
);

/// Everybody.
pub(crate) fn everybody(world: &World) -> Vec<Person> {
    let mut groups = HashMap::<i64, Vec<(i64, String)>>::new();
    for (user, id, name) in world.store.rows::<(i64, i64, String)>(
        "SELECT m.user_id, g.id, g.name FROM group_members m JOIN \"groups\" g ON g.id = m.group_id",
    ) {
        groups.entry(user).or_default().push((id, name));
    }
    let mut domains = HashMap::<i64, Vec<(String, String)>>::new();
    for (user, domain, permission) in world.store.rows::<(i64, String, String)>(
        "SELECT user_id, domain_id, permission FROM domain_permissions WHERE user_id IS NOT NULL
         UNION ALL SELECT m.user_id, p.domain_id, p.permission FROM domain_permissions p
         JOIN group_members m ON m.group_id = p.group_id",
    ) {
        domains.entry(user).or_default().push((domain, permission));
    }
    let people = world.store.rows::<Read>(
        "SELECT id, profile_id, global_id, iamid, userid, name, email, disabled, system_generated, created_at,
             permissions, bim_authorizations, iam_authorizations FROM users",
    );
    people
        .into_iter()
        .map(
            |(
                id,
                profile,
                global,
                iamid,
                userid,
                name,
                email,
                disabled,
                system,
                created_at,
                held,
                here,
                there,
            )| Person {
                id,
                profile,
                global,
                iamid,
                userid,
                name,
                email,
                disabled,
                system,
                created_at,
                permissions: serde_json::from_str(&held).expect("permissions"),
                attributes: [here, there].into_iter().flatten().flat_map(|json| pairs(&json)).collect(),
                groups: groups.remove(&id).unwrap_or_default(),
                domains: domains.remove(&id).unwrap_or_default(),
            },
        )
        .collect()
}

/// Every value of a column of attributes, with its key.
fn pairs(json: &str) -> Vec<(String, String)> {
    let map: BTreeMap<String, Vec<String>> = serde_json::from_str(json).expect("attributes");
    let flat =
        |(key, values): (String, Vec<String>)| values.into_iter().map(move |value| (key.clone(), value));
    map.into_iter().flat_map(flat).collect()
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
