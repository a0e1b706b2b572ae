//! The OpenAPI document: it describes what is mounted, and every answer that tests see is in it.

use std::collections::BTreeSet;

use bim_service::service::openapi;
use serde_json::Value;

use crate::world::World;

fn document() -> Value {
    openapi(true).expect("a document")
}

/// Every operation with its path and method.
fn operations(document: &Value) -> Vec<(&str, &str, &Value)> {
    let paths = document["paths"].as_object().expect("paths").iter();
    paths
        .flat_map(|(path, item)| {
            let item = item.as_object().expect("methods").iter();
            item.map(move |(method, operation)| (path.as_str(), method.as_str(), operation))
        })
        .collect()
}

#[test]
fn every_mounted_endpoint_is_in_it_and_no_other() {
    let document = document();
    let described: BTreeSet<_> =
        operations(&document).iter().filter_map(|(_, _, o)| o["operationId"].as_str()).collect();
    let mounted: BTreeSet<_> = World::new().service.mounted().into_iter().collect();
    assert_eq!(described, mounted);
    let without = openapi(false).expect("a document");
    assert!(!without["paths"].as_object().expect("paths").keys().any(|path| path.starts_with("/bim/ext")));
}

#[test]
fn every_reference_leads_somewhere() {
    fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
        match value {
            Value::Object(object) => {
                found.extend(object.get("$ref").and_then(Value::as_str));
                object.values().for_each(|value| references(value, found));
            }
            Value::Array(items) => items.iter().for_each(|value| references(value, found)),
            _ => {}
        }
    }
    let document = document();
    let mut found = Vec::new();
    references(&document, &mut found);
    assert!(found.len() > 100, "{}", found.len());
    for reference in found {
        let pointer = reference.strip_prefix('#').expect("a place in the document");
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
}

#[test]
fn placeholders_are_declared_and_one_shape_is_one_path() {
    let document = document();
    let mut shapes = BTreeSet::new();
    for path in document["paths"].as_object().expect("paths").keys() {
        let shape: Vec<_> = path.split('/').map(|s| if s.starts_with('{') { "{}" } else { s }).collect();
        assert!(shapes.insert(shape), "{path}");
    }
    for (path, method, operation) in operations(&document) {
        let placeholders: Vec<_> =
            path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect();
        let parameters = operation["parameters"].as_array().expect("parameters");
        let declared: Vec<_> =
            parameters.iter().filter(|p| p["in"] == "path").filter_map(|p| p["name"].as_str()).collect();
        assert_eq!(placeholders, declared, "{method} {path}");
    }
}

#[test]
fn access_and_answers_are_told() {
    let document = document();
    let operation = |path: &str, method: &str| &document["paths"][path][method];
    let login = operation("/bim/iam/{iamid}/user/authenticate", "post");
    assert_eq!(login["security"], serde_json::json!([]));
    assert!(login["requestBody"]["content"]["application/x-www-form-urlencoded"].is_object(), "{login}");
    assert!(login["responses"]["429"].is_object() && login["responses"]["415"].is_null(), "{login}");
    let list = operation("/bim/user", "get");
    assert_eq!(list["security"].as_array().map(Vec::len), Some(2), "token, bare token");
    let statuses: Vec<_> = list["responses"].as_object().expect("answers").keys().collect();
    assert_eq!(statuses, ["200", "400", "401", "413", "422"], "{list}");
    assert!(list["responses"]["200"]["content"]["application/json"]["example"]["hits"].is_array(), "{list}");
    let size = list["parameters"].as_array().and_then(|all| all.iter().find(|p| p["name"] == "size"));
    assert_eq!(size.map(|size| &size["schema"]["type"]), Some(&"integer".into()), "a query has no null");
}

#[test]
fn what_is_answered_is_always_written_what_is_sent_may_be_left_out() {
    let document = document();
    let required = |name: &str| document["components"]["schemas"][name]["required"].to_string();
    assert!(required("UserDetails").contains("lastLogin"), "null, but there");
    assert!(required("NewUser").contains("userid") && !required("NewUser").contains("permissions"));
}
