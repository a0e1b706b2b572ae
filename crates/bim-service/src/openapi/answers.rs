//! What a call is answered with: its result, and every refusal that it may meet.

use std::collections::BTreeSet;

use bim_api::Declaration;
use bim_api::problem::reason;
use bim_api::schema::CallSchemas;
use serde_json::{Map, Value, json};

use super::examples;

/// The answers of one endpoint by status.
pub(super) fn of(endpoint: &Declaration, call: &CallSchemas) -> Value {
    let mut answers = Map::new();
    match &call.response {
        Some(schema) => {
            let mut content = json!({ "schema": schema });
            if let Some(example) = examples::response(endpoint.name) {
                content["example"] = example;
            }
            let answer = json!({ "description": "Done.", "content": { "application/json": content } });
            answers.insert("200".to_owned(), answer);
        }
        None => {
            answers.insert("204".to_owned(), json!({ "description": "Done; there is nothing to tell." }));
        }
    }
    for status in endpoint.refusals() {
        let shared = format!("#/components/responses/{status}");
        answers.insert(status.to_string(), json!({ "$ref": shared }));
    }
    Value::Object(answers)
}

/// The refusals that endpoints share, by status.
pub(super) fn shared(statuses: BTreeSet<u16>, problem: &Value) -> Value {
    let mut answers = Map::new();
    for status in statuses {
        let mut answer = json!({
            "description": format!("{}. {}", reason(status), meaning(status)),
            "content": { "application/json": { "schema": problem } },
        });
        match status {
            401 => answer["headers"]["WWW-Authenticate"] = json!({ "schema": { "type": "string" } }),
            429 => {
                answer["headers"]["Retry-After"] = json!({
                    "description": "Seconds until another try may be made.",
                    "schema": { "type": "integer", "minimum": 1 },
                });
            }
            _ => {}
        }
        answers.insert(status.to_string(), answer);
    }
    Value::Object(answers)
}

/// What a status says in this API (contract: errors).
fn meaning(status: u16) -> &'static str {
    match status {
        400 => "The call cannot be read.",
        401 => "The credential is missing, unknown or expired, or a secret is wrong.",
        403 => "A permission is missing.",
        404 => "What the call names is not there.",
        409 => "It exists already, or the change would break a rule that holds for all.",
        413 => "The body is larger than 1 MB.",
        415 => "The body is in another format than JSON.",
        422 => "A value is read, but refused.",
        429 => "Too many wrong passwords.",
        _ => "Refused.",
    }
}
