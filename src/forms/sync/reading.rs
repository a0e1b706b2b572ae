//! An `iamConfig` as JSON: what of it the form can hold, what it cannot, and where something is wrong.

use serde_json::Value;

use super::draft::SyncDraft;
use crate::words;

/// What the form took, and the fields that it has no place for.
pub(super) struct Read {
    pub(super) draft: SyncDraft,
    pub(super) left_out: Vec<String>,
}

/// What a field has to be.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    Port,
    Switch,
    /// Texts.
    List,
    /// Texts by name.
    Map,
}

/// The fields that the form has.
const KNOWN: [(&str, Kind); 17] = [
    ("options.host", Kind::Text),
    ("options.port", Kind::Port),
    ("options.useSSL", Kind::Switch),
    ("options.startTLS", Kind::Switch),
    ("options.userSearchBase", Kind::Text),
    ("options.userSearchFilter", Kind::Text),
    ("options.groupSearchFilter", Kind::Text),
    ("options.userGroupSearchFilter", Kind::Text),
    ("credentials.bind_dn", Kind::Text),
    ("schema.profile.email", Kind::Text),
    ("schema.profile.name", Kind::Text),
    ("schema.profile.phone", Kind::Text),
    ("schema.group.name", Kind::Text),
    ("schema.authorizations", Kind::Map),
    ("schema.externalUserIds", Kind::Map),
    ("defaultPermissions", Kind::List),
    ("supportedActions", Kind::List),
];

/// Fields that say nothing to the form, or that it leaves out on purpose.
const UNSAID: [&str; 7] = [
    "id",
    "displayName",
    "type",
    "plugin",
    "credentials.bind_password",
    "credentials.bind_password_file",
    "options.caFile",
];

/// Reads an `iamConfig`, or a whole request of row 9; a password in it is left out.
///
/// # Errors
/// A sentence that tells where something is wrong.
pub(super) fn read(text: &str) -> Result<Read, String> {
    let whole: Value = serde_json::from_str(text).map_err(|error| {
        let why = error.to_string();
        let why = why.split(" at line ").next().unwrap_or_default();
        [&place(error.line()), ", ", words::SYNC_COLUMN, " ", &error.column().to_string(), ": ", why, "."]
            .concat()
    })?;
    let config = whole.get("iamConfig").unwrap_or(&whole);
    if !config.is_object() {
        return Err(words::SYNC_NOT_JSON.to_owned());
    }
    for (path, kind) in KNOWN {
        let wrong = at(config, path).filter(|value| !value.is_null()).and_then(|value| wants(value, kind));
        if let Some(wants) = wrong {
            return Err([&place(line_of(text, path)), ", ", path, ": ", wants].concat());
        }
    }
    let mut left_out = Vec::new();
    unknown(config, "", &mut left_out);
    Ok(Read { draft: SyncDraft::of(config), left_out })
}

fn place(line: usize) -> String {
    [words::SYNC_LINE, " ", &line.to_string()].concat()
}

fn at<'a>(config: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(config, |value, name| value.get(name))
}

/// What is wanted instead of this value, if it is not that.
fn wants(value: &Value, kind: Kind) -> Option<&'static str> {
    let is_port = || value.as_u64().is_some_and(|port| (1..=65_535).contains(&port));
    let (fits, wants) = match kind {
        Kind::Text => (value.is_string(), words::SYNC_WANTS_TEXT),
        Kind::Port => (is_port(), words::SYNC_NOT_A_PORT),
        Kind::Switch => (value.is_boolean(), words::SYNC_WANTS_SWITCH),
        Kind::List => {
            (value.as_array().is_some_and(|list| list.iter().all(Value::is_string)), words::SYNC_WANTS_LIST)
        }
        Kind::Map => {
            (value.as_object().is_some_and(|map| map.values().all(Value::is_string)), words::SYNC_WANTS_MAP)
        }
    };
    (!fits).then_some(wants)
}

/// The line where a field stands: each of its names is looked for after the one before.
fn line_of(text: &str, path: &str) -> usize {
    let place = path.split('.').fold(0, |start, name| {
        let key = ["\"", name, "\""].concat();
        text.get(start..).and_then(|rest| rest.find(&key)).map_or(start, |found| start + found)
    });
    text.get(..place).map_or(1, |before| before.matches('\n').count() + 1)
}

fn unknown(value: &Value, path: &str, found: &mut Vec<String>) {
    if KNOWN.iter().any(|(known, _)| *known == path) || UNSAID.contains(&path) {
        return;
    }
    match value {
        Value::Null => {}
        Value::Object(map) => {
            for (name, value) in map {
                let path = if path.is_empty() { name.clone() } else { [path, ".", name].concat() };
                unknown(value, &path, found);
            }
        }
        _ => found.push(path.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(text: &str) -> String {
        read(text).map(|_| ()).expect_err("wrong")
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        assert_eq!(problem("{\n  \"options\": {\n    \"port\" 1\n}}"), "Line 3, column 12: expected `:`.");
        let port = "{\n  \"id\": \"a\",\n  \"options\": {\n    \"port\": \"636\"\n  }\n}";
        assert_eq!(problem(port), ["Line 4, options.port: ", words::SYNC_NOT_A_PORT].concat());
        let name = "{\"schema\": {\n\"group\": {\"name\": \"cn\"},\n\"profile\": {\n\"name\": 3}}}";
        assert_eq!(problem(name), ["Line 4, schema.profile.name: ", words::SYNC_WANTS_TEXT].concat());
        let ssl = r#"{"options":{"useSSL":"yes"}}"#;
        assert_eq!(problem(ssl), ["Line 1, options.useSSL: ", words::SYNC_WANTS_SWITCH].concat());
        assert_eq!(problem("[1]"), words::SYNC_NOT_JSON);
        assert!(problem("{").starts_with("Line 1, column 1: "));
    }

    #[test]
    fn what_the_form_cannot_hold_is_named() {
        let text = r#"{"id":"a","options":{"host":"h","timeout":3},"credentials":{"bind_password":"x"},
            "schema":{"profile":{"location":"l","name":"cn"},"authorizations":{"Office":"o"}}}"#;
        let read = read(text).unwrap_or_else(|why| panic!("{why}"));
        assert_eq!(read.left_out, ["options.timeout", "schema.profile.location"]);
        assert_eq!(read.draft.host, "h");
    }
}
