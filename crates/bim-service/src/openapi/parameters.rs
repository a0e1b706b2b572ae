//! What stands in the path and in the query.

use bim_api::schema::CallSchemas;
use serde_json::{Value, json};

/// The parameters of a call, under the names that `path` spells.
pub(super) fn of(path: &str, call: &CallSchemas) -> Vec<Value> {
    let names = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let mut parameters: Vec<Value> = names
        .zip(&call.path)
        .map(|(name, schema)| {
            json!({ "name": name, "in": "path", "required": true, "schema": segment(schema.as_value()) })
        })
        .collect();
    let query = call.query.as_ref().and_then(|schema| schema.get("properties")?.as_object());
    parameters.extend(query.into_iter().flatten().map(|(name, schema)| {
        let mut parameter = json!({ "name": name, "in": "query", "schema": without_null(schema) });
        if let Some(description) = parameter["schema"].as_object_mut().and_then(|o| o.remove("description")) {
            parameter["description"] = description;
        }
        parameter
    }));
    parameters
}

/// A path cannot hold every text: empty segments and dots are collapsed on the way.
fn segment(schema: &Value) -> Value {
    json!({ "allOf": [schema, { "not": { "enum": ["", ".", ".."] } }] })
}

/// A query has no null: what is absent is left out.
fn without_null(schema: &Value) -> Value {
    let mut schema = schema.clone();
    let Some(object) = schema.as_object_mut() else { return schema };
    object.remove("default");
    if let Some(Value::Array(kinds)) = object.get_mut("type") {
        kinds.retain(|kind| kind != "null");
        if let [kind] = &kinds[..] {
            let kind = kind.clone();
            object.insert("type".to_owned(), kind);
        }
    }
    if let Some(Value::Array(choices)) = object.get_mut("anyOf") {
        choices.retain(|choice| choice["type"] != "null");
        if let [choice] = &choices[..] {
            let choice = choice.clone();
            object.remove("anyOf");
            object.extend(choice.as_object().cloned().unwrap_or_default());
        }
    }
    schema
}
