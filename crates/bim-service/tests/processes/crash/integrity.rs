//! Whether the database agrees with itself.

use std::collections::{BTreeMap, BTreeSet};

use crate::store::Store;

/// A person's attributes: key, value, and whether a provider gave it.
type Pairs = BTreeSet<(i64, String, String, bool)>;

pub(super) fn check(store: &Store, when: &str) {
    permissions(store, when);
    attributes(store, when);
    sequences(store, when);
    invitations(store, when);
    searches(store, when);
    audit(store, when);
}

/// Every write tells of itself in its own transaction: one event for each person who came.
fn audit(store: &Store, when: &str) {
    let (people,): (i64,) = store.row("SELECT count(*) FROM users WHERE userid LIKE 'crash-%'");
    let (events,): (i64,) = store.row(
        "SELECT count(*) FROM audit_refs WHERE role = 'target' AND event = 'UserCreated' AND name_folded LIKE 'crash-%'",
    );
    assert_eq!(events, people, "{when}");
    let alone: Vec<(i64,)> =
        store.rows("SELECT id FROM audit a WHERE NOT EXISTS (SELECT 1 FROM audit_refs r WHERE r.id = a.id)");
    assert_eq!(alone, Vec::new(), "{when}");
    let unnamed: Vec<(i64,)> = store.rows(
        "SELECT id FROM audit_refs r WHERE role = 'target' AND ref_id <> 0 AND NOT EXISTS
         (SELECT 1 FROM audit_names n WHERE n.ref_id = r.ref_id AND n.name_folded = r.name_folded)",
    );
    assert_eq!(unnamed, Vec::new(), "{when}");
}

/// The JSON beside each person, and the table that makes it searchable.
fn permissions(store: &Store, when: &str) {
    let mut told = BTreeSet::new();
    for (user, json) in store.rows::<(i64, String)>("SELECT id, permissions FROM users") {
        let names: Vec<String> = serde_json::from_str(&json).expect("permissions");
        told.extend(names.into_iter().map(|name| (user, name)));
    }
    let indexed: BTreeSet<(i64, String)> =
        store.rows("SELECT user_id, permission FROM user_permissions").into_iter().collect();
    assert_eq!(told, indexed, "{when}");
}

fn attributes(store: &Store, when: &str) {
    let mut told = Pairs::new();
    for (user, here, there) in store.rows::<(i64, Option<String>, Option<String>)>(
        "SELECT id, bim_authorizations, iam_authorizations FROM users",
    ) {
        for (json, is_external) in [(here, false), (there, true)] {
            let Some(json) = json else { continue };
            let map: BTreeMap<String, Vec<String>> = serde_json::from_str(&json).expect("attributes");
            for (key, values) in map {
                told.extend(values.into_iter().map(|value| (user, key.clone(), value, is_external)));
            }
        }
    }
    let indexed: Pairs =
        store.rows("SELECT user_id, key, value, is_external FROM user_attributes").into_iter().collect();
    assert_eq!(told, indexed, "{when}");
}

/// No number is given twice.
fn sequences(store: &Store, when: &str) {
    for (name, table, column) in [
        ("user", "users", "id"),
        ("profile", "users", "profile_id"),
        ("group", "\"groups\"", "id"),
        ("membership", "group_members", "id"),
        ("key", "api_keys", "id"),
        ("token", "tokens", "id"),
    ] {
        let (last,): (i64,) = store.row(&format!("SELECT last FROM sequences WHERE name = '{name}'"));
        let (most,): (Option<i64>,) = store.row(&format!("SELECT max({column}) FROM {table}"));
        assert!(most.is_none_or(|most| most <= last), "{when}: {name} is at {last}, {most:?} is taken");
    }
}

/// A person and the invitation to them are made together.
fn invitations(store: &Store, when: &str) {
    let alone: Vec<(String,)> = store.rows(
        "SELECT userid FROM users u WHERE userid LIKE 'crash-%'
         AND (SELECT count(*) FROM tokens t WHERE t.user_id = u.id AND t.kind = 'invitation') <> 1",
    );
    assert_eq!(alone, Vec::new(), "{when}");
}

/// What is searched is what is shown.
fn searches(store: &Store, when: &str) {
    let people: Vec<(String, String, String, String)> =
        store.rows("SELECT name, name_key, userid, userid_folded FROM users");
    for (name, key, userid, folded) in people {
        assert_eq!(key, bim_service::fold::name_key(&name), "{when}");
        assert_eq!(folded, bim_service::fold::fold(&userid), "{when}");
    }
}

/// What only SQLite can be asked: its own check of the file, and the substring index, which stands apart.
pub(super) fn check_file(store: &Store) {
    let (verdict,): (String,) = store.row("PRAGMA integrity_check");
    assert_eq!(verdict, "ok");
    let broken: Vec<(String, i64, String, i64)> = store.rows("PRAGMA foreign_key_check");
    assert_eq!(broken, Vec::new());
    let people: Vec<(i64, String)> =
        store.rows("SELECT id, userid_folded FROM users WHERE userid LIKE 'crash-%'");
    for (id, userid) in people {
        let found: Vec<(i64,)> = store
            .rows(&format!("SELECT rowid FROM users_text WHERE users_text MATCH 'userid : \"{userid}\"'"));
        assert!(found.contains(&(id,)), "{userid} is not found by a part of it");
    }
}
