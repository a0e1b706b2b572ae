//! Compares an answer with a documented example: the same keys, the same JSON types.

use serde_json::Value;

/// The documented answer of a row.
pub(crate) fn example(file: &str) -> Value {
    let path = format!("{}/../../tests/fixtures/contract/{file}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).expect("a fixture")).expect("JSON")
}

/// Fails unless `actual` has exactly the keys and types of `documented`. `null` agrees with any type; `free` names
/// objects whose keys are data; `optional` names keys that either side may lack.
pub(crate) fn assert_same(documented: &Value, actual: &Value, free: &[&str], optional: &[&str]) {
    compare("$", documented, actual, free, optional);
}

fn compare(at: &str, documented: &Value, actual: &Value, free: &[&str], optional: &[&str]) {
    match (documented, actual) {
        (Value::Null, _) | (_, Value::Null) => {}
        (Value::Object(documented), Value::Object(actual)) => {
            if free.iter().any(|name| at.ends_with(&format!(".{name}"))) {
                return;
            }
            for key in documented.keys().chain(actual.keys()) {
                match (documented.get(key), actual.get(key)) {
                    (Some(documented), Some(actual)) => {
                        compare(&format!("{at}.{key}"), documented, actual, free, optional)
                    }
                    _ if optional.contains(&key.as_str()) => {}
                    (None, _) => panic!("{at}.{key} is not in the example"),
                    (_, None) => panic!("{at}.{key} is missing"),
                }
            }
        }
        (Value::Array(documented), Value::Array(actual)) => {
            if let Some(first) = documented.first() {
                for item in actual {
                    compare(&format!("{at}[]"), first, item, free, optional);
                }
            }
        }
        (Value::Bool(_), Value::Bool(_)) | (Value::Number(_), Value::Number(_)) => {}
        (Value::String(documented), Value::String(actual)) => {
            let is_time = |text: &str| text.len() == 24 && text.ends_with('Z') && text.as_bytes()[10] == b'T';
            assert_eq!(is_time(documented), is_time(actual), "{at}: {documented:?} and {actual:?}");
        }
        _ => panic!("{at}: the example has {documented}, the answer {actual}"),
    }
}
