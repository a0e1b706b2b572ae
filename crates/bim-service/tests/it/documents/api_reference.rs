//! The OpenAPI document as pages for people.

use std::fmt::Write;

use serde_json::Value;

/// The whole reference.
pub(super) fn render(document: &Value) -> String {
    let mut text = String::from(
        "# API\n\nMade by `cargo xtask docs` from the endpoints that `crates/bim-api` declares; \
         `bim-service openapi` prints the same as an OpenAPI 3.1 document, with every schema and example.\n\n\
         `Authorization: Bearer T`, or the bare `T`, where T is a token or an API key. Bodies are JSON. A refusal is \
         `{\"statusCode\": 404, \"error\": \"Not Found\", \"message\": \"...\"}`, with \
         `\"validation\": {\"keys\": [..]}` where fields are concerned, and every answer has an `x-request-id`.\n",
    );
    refusals(&mut text, document);
    for tag in items(&document["tags"]) {
        let tag = tag["name"].as_str().unwrap_or_default();
        let _ = write!(text, "\n## {tag}\n");
        for (path, item) in entries(&document["paths"]) {
            for (method, operation) in entries(item) {
                if operation["tags"][0] == tag {
                    one(&mut text, document, &method.to_uppercase(), path, operation);
                }
            }
        }
    }
    text
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn refusals(text: &mut String, document: &Value) {
    *text += "\n| status | means |\n|---|---|\n";
    for (status, answer) in entries(&document["components"]["responses"]) {
        let meaning = answer["description"].as_str().unwrap_or_default();
        let _ = writeln!(text, "| {status} | {meaning} |");
    }
}

fn one(text: &mut String, document: &Value, method: &str, path: &str, operation: &Value) {
    let of = |key: &str| operation[key].as_str().unwrap_or_default();
    let _ = write!(
        text,
        "\n### {}\n`{method} {path}`\n\n{} {}\n",
        of("operationId"),
        of("summary"),
        of("description")
    );
    let queries: Vec<_> = items(&operation["parameters"]).filter(|one| one["in"] == "query").collect();
    if !queries.is_empty() {
        *text += "\n| query | type | |\n|---|---|---|\n";
        for query in queries {
            let name = query["name"].as_str().unwrap_or_default();
            let description = query["description"].as_str().unwrap_or_default();
            let _ = writeln!(text, "| `{name}` | {} | {description} |", kind(document, &query["schema"]));
        }
    }
    let body = &operation["requestBody"]["content"]["application/json"]["schema"];
    if !body.is_null() {
        fields(text, document, "body", body);
    }
    let mut answers = Vec::new();
    for (status, answer) in entries(&operation["responses"]) {
        let schema = &answer["content"]["application/json"]["schema"];
        match status.as_str() {
            "200" => answers.push(format!("200 {}", kind(document, schema))),
            _ => answers.push(status.clone()),
        }
    }
    let _ = write!(text, "\nAnswers: {}.\n", answers.join(", "));
}

/// The fields of an object, or what it is otherwise.
fn fields(text: &mut String, document: &Value, title: &str, schema: &Value) {
    let resolved = resolve(document, schema);
    if resolved["properties"].is_null() {
        let _ = write!(text, "\nThe {title}: {}.\n", kind(document, schema));
        return;
    }
    let _ = write!(text, "\n| {title} | type | |\n|---|---|---|\n");
    for (name, field) in entries(&resolved["properties"]) {
        let is_required = items(&resolved["required"]).any(|required| required == name);
        let needed = if is_required { ", required" } else { "" };
        let description = field["description"].as_str().unwrap_or_default().replace('\n', " ");
        let _ = writeln!(text, "| `{name}` | {}{needed} | {description} |", kind(document, field));
    }
}

fn resolve<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    let place = schema["$ref"].as_str().and_then(|place| place.strip_prefix('#'));
    place.and_then(|place| document.pointer(place)).unwrap_or(schema)
}

/// What a value is, in a few words.
fn kind(document: &Value, schema: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str().and_then(|place| place.rsplit('/').next()) {
        let plain = &resolve(document, schema)["type"];
        return match plain.as_str() {
            Some(plain @ ("string" | "integer" | "boolean")) => format!("{plain} ({name})"),
            _ => name.to_owned(),
        };
    }
    let any = items(&schema["anyOf"]).chain(items(&schema["oneOf"]));
    let choices: Vec<_> = any.map(|choice| kind(document, choice)).collect();
    if !choices.is_empty() {
        return choices.join(" or ");
    }
    match &schema["type"] {
        Value::String(kind) if kind == "array" => format!("list of {}", kind_of_items(document, schema)),
        Value::String(kind) => kind.clone(),
        Value::Array(kinds) if kinds.iter().any(|kind| kind == "array") => {
            format!("list of {} or null", kind_of_items(document, schema))
        }
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" or "),
        _ => "anything".to_owned(),
    }
}

fn kind_of_items(document: &Value, schema: &Value) -> String {
    kind(document, &schema["items"])
}
