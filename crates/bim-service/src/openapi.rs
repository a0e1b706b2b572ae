//! The API as an OpenAPI 3.1 document, made of what `bim-api` declares: nothing in it is written twice.

mod answers;
mod examples;
mod parameters;

use std::collections::{BTreeMap, BTreeSet};

use bim_api::endpoints::{PARTS, SendBatch};
use bim_api::schema::Schemas;
use bim_api::{Access, Declaration, Endpoint, Permission, Problem};
use serde_json::{Map, Value, json};

/// The endpoints in `mounted`, with the schemas of all that travels.
///
/// # Errors
/// A type that is sent in one form and answered in another under the same name.
pub(crate) fn document(mounted: &[&str]) -> Result<Value, String> {
    let mut schemas = Schemas::default();
    let mut paths = Paths::default();
    let mut refusals = BTreeSet::new();
    for (part, declared) in PARTS {
        for endpoint in declared.iter().filter(|endpoint| mounted.contains(&endpoint.name)) {
            refusals.extend(endpoint.refusals());
            let path = paths.spelt(endpoint.path);
            let mut operation = operation(part, endpoint, &path, &mut schemas);
            if endpoint.is_together && mounted.contains(&SendBatch::NAME) {
                operation["description"] = format!("{} May travel in a batch.", description(endpoint)).into();
            }
            paths.add(path, endpoint, operation);
        }
    }
    let problem = schemas.answer::<Problem>().to_value();
    let shared = schemas
        .shared()
        .map_err(|name| format!("the type {name} is sent in one form and answered in another"))?;
    Ok(json!({
        "openapi": "3.1.0",
        "info": {
            "title": "BIM",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Users, groups, attributes, permissions and API keys. Rows are those of the BIM API's \
                reference; what stands under `/bim/ext` is an extension of this service.",
        },
        "servers": [{ "url": "/" }],
        "tags": PARTS.map(|(part, _)| json!({ "name": part })),
        "paths": paths.written,
        "components": {
            "schemas": shared,
            "responses": answers::shared(refusals, &problem),
            "securitySchemes": {
                "bearer": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "A token or an API key.",
                },
                "bare": {
                    "type": "apiKey",
                    "in": "header",
                    "name": "Authorization",
                    "description": "The same, without the word Bearer before it.",
                },
            },
        },
    }))
}

/// The paths of the document. Rows spell one placeholder differently; a document must not, so the first spelling
/// stands for all.
#[derive(Default)]
struct Paths {
    spellings: BTreeMap<String, &'static str>,
    written: Map<String, Value>,
}

impl Paths {
    fn spelt(&mut self, path: &'static str) -> String {
        let shape = path.split('/').map(|part| if part.starts_with('{') { "{}" } else { part });
        let shape = shape.collect::<Vec<_>>().join("/");
        (*self.spellings.entry(shape).or_insert(path)).to_owned()
    }

    fn add(&mut self, path: String, endpoint: &Declaration, operation: Value) {
        let item = self.written.entry(path).or_insert_with(|| json!({}));
        item[endpoint.method.as_str().to_ascii_lowercase()] = operation;
    }
}

fn operation(part: &str, endpoint: &Declaration, path: &str, schemas: &mut Schemas) -> Value {
    let call = (endpoint.schemas)(schemas);
    let mut operation = json!({
        "operationId": endpoint.name,
        "tags": [part],
        "summary": endpoint.summary,
        "description": description(endpoint),
        "security": match endpoint.access {
            Access::Anyone => json!([]),
            _ => json!([{ "bearer": [] }, { "bare": [] }]),
        },
        "parameters": parameters::of(path, &call),
        "responses": answers::of(endpoint, &call),
    });
    if let Some(body) = call.body {
        let mut kinds = vec!["application/json"];
        if endpoint.is_form {
            kinds.push("application/x-www-form-urlencoded");
        }
        let mut content = json!({ "schema": body });
        if let Some(example) = examples::request(endpoint.name) {
            content["example"] = example;
        }
        let content: Map<_, _> = kinds.into_iter().map(|kind| (kind.to_owned(), content.clone())).collect();
        operation["requestBody"] = json!({ "required": true, "content": content });
    }
    operation
}

fn description(endpoint: &Declaration) -> String {
    let rows = match endpoint.rows {
        [] => "An extension.".to_owned(),
        [row] => format!("Row {row}."),
        rows => format!("Rows {}.", rows.iter().map(u8::to_string).collect::<Vec<_>>().join(" and ")),
    };
    format!("{rows} {}", who(&endpoint.access))
}

/// Who may call it, in words.
fn who(access: &Access) -> String {
    match access {
        Access::Anyone => "Needs no credential.".to_owned(),
        Access::SignedIn => "For everybody who is signed in.".to_owned(),
        Access::Holds(any) => {
            format!("Needs {}.", any.iter().map(Permission::as_str).collect::<Vec<_>>().join(" or "))
        }
        Access::SelfOr(permission) => format!("For the person concerned, or with {permission}."),
        Access::ProjectMember => "For members of the project that the body names.".to_owned(),
        Access::KeyOwner => "For the key's owner.".to_owned(),
    }
}
