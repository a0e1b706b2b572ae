//! What travels, as JSON schemas (draft 2020-12, as OpenAPI 3.1 takes them). What a caller sends and what is
//! answered differ: a field that may be missing in the one is always written in the other.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value};
use std::borrow::Cow;

use crate::Permission;
use crate::endpoint::{Endpoint, PathParams, is_unit};
use crate::wire::Count;
use crate::wire::user::{CloneEmails, PermissionSet};

/// The schemas of one endpoint.
pub struct CallSchemas {
    /// One for each placeholder of the path, in its order.
    pub path: Vec<Schema>,
    /// An object whose properties are the query's parameters.
    pub query: Option<Schema>,
    /// The body.
    pub body: Option<Schema>,
    /// The answer.
    pub response: Option<Schema>,
}

/// Collects the schemas that several endpoints share.
pub struct Schemas {
    sent: SchemaGenerator,
    answered: SchemaGenerator,
}

/// Where a document keeps shared schemas.
pub const SHARED: &str = "/components/schemas";

impl Default for Schemas {
    fn default() -> Self {
        let settings = || {
            SchemaSettings::draft2020_12().with(|settings| {
                settings.definitions_path = SHARED.into();
                settings.meta_schema = None;
            })
        };
        Self {
            sent: settings().for_deserialize().into_generator(),
            answered: settings().for_serialize().into_generator(),
        }
    }
}

impl Schemas {
    /// The schemas of `E`.
    pub fn of<E: Endpoint>(&mut self) -> CallSchemas {
        CallSchemas {
            path: E::Path::schemas(&mut self.sent),
            // Not a shared one: its properties become parameters.
            query: (!is_unit::<E::Query>()).then(|| E::Query::json_schema(&mut self.sent)),
            body: (!is_unit::<E::Body>()).then(|| self.sent.subschema_for::<E::Body>()),
            response: (!is_unit::<E::Response>()).then(|| self.answered.subschema_for::<E::Response>()),
        }
    }

    /// A schema of what is answered that belongs to no endpoint.
    pub fn answer<T: JsonSchema>(&mut self) -> Schema {
        self.answered.subschema_for::<T>()
    }

    /// The shared schemas by name.
    ///
    /// # Errors
    /// The name of a type that is sent in one form and answered in another.
    pub fn shared(mut self) -> Result<Map<String, Value>, String> {
        let mut shared = self.sent.take_definitions(true);
        for (name, schema) in self.answered.take_definitions(true) {
            if shared.get(&name).is_some_and(|known| *known != schema) {
                return Err(name);
            }
            shared.insert(name, schema);
        }
        Ok(shared)
    }
}

impl JsonSchema for Count {
    fn schema_name() -> Cow<'static, str> {
        "Count".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A total: text in rows 15, 20 and 26, a number in row 28.",
            "type": ["integer", "string"],
            "minimum": 0,
            "pattern": "^[0-9]+$",
        })
    }
}

/// A bare array, or an object with the array in its one field.
fn bare_or_field<T: JsonSchema>(generator: &mut SchemaGenerator, field: &str) -> Schema {
    let array = generator.subschema_for::<Vec<T>>();
    json_schema!({
        "anyOf": [array, { "type": "object", "required": [field], "properties": { field: array } }],
    })
}

impl JsonSchema for PermissionSet {
    fn schema_name() -> Cow<'static, str> {
        "PermissionSet".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        bare_or_field::<Permission>(generator, "permissions")
    }
}

impl JsonSchema for CloneEmails {
    fn schema_name() -> Cow<'static, str> {
        "CloneEmails".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        bare_or_field::<String>(generator, "email")
    }
}
