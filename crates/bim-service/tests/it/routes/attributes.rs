//! Rows 10, 11, 13 and 25: attributes of people and groups.

mod everywhere;
mod groups;
mod people;

use serde_json::{Value, json};

use crate::actors::UserAdmin;
use crate::world::{Answer, World};

/// Every byte of a path segment, encoded.
fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// The path of an attribute of somebody, or of a whole key.
fn attribute(holder: &str, key: &str, value: &str) -> String {
    let value = if value.is_empty() { String::new() } else { format!("/{}", encoded(value)) };
    format!("/bim/iam/{holder}/authorizations/{}{value}", encoded(key))
}

async fn put(world: &World, holder: &str, key: &str, value: &str) -> Answer {
    world.ask(&UserAdmin, "PUT", &attribute(holder, key, value), None).await
}

async fn delete(world: &World, holder: &str, key: &str, value: &str) -> Answer {
    world.ask(&UserAdmin, "DELETE", &attribute(holder, key, value), None).await
}

/// The usernames that a search for an attribute finds (row 20), by name.
async fn holders(world: &World, key: &str, value: &str) -> Vec<Value> {
    let body = json!({ "userAttributes": [{ "key": key, "value": value }], "size": 1000 }).to_string();
    let found = world.ask(&UserAdmin, "POST", "/bim/user/search", Some(&body)).await.json();
    let hits = found["hits"].as_array().unwrap_or_else(|| panic!("{found}"));
    assert_eq!(found["count"], hits.len().to_string());
    hits.iter().map(|hit| hit["userid"].clone()).collect()
}

/// Keys and values that a careless path, query or pattern would spoil.
const AWKWARD: &[&str] = &[
    "a/b\\c",
    "100% %2F %",
    "\"quoted\" 'it''s'",
    "?#&=;+ plus",
    "🙂👩‍👩‍👧",
    "مرحبا\u{202e}abc",
    "Ünïcödé",
    "e\u{301}",
    "$1 NULL -- DROP",
    "...",
    "{\"json\":[]}",
];
