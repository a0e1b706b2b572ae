//! A JSON value of any shape, as text: some systems have objects for ids, and preferences are the platform's own.

use serde_json::Value;

use crate::words;

/// The value as text.
pub fn plain(value: &Value) -> String {
    match value {
        Value::Null => words::NOT_SET.to_owned(),
        Value::Bool(true) => "true".to_owned(),
        Value::Bool(false) => "false".to_owned(),
        Value::String(text) => text.clone(),
        Value::Number(number) => match number.as_i64() {
            Some(whole) => whole.to_string(),
            None => js_sys::Number::from(number.as_f64().unwrap_or_default())
                .to_string_with_radix(10)
                .map(Into::into)
                .unwrap_or_default(),
        },
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(", "),
        Value::Object(fields) => fields
            .iter()
            .map(|(key, value)| [key, ": ", &plain(value)].concat())
            .collect::<Vec<_>>()
            .join(", "),
    }
}
