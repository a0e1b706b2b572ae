//! The documents that are made of the program: `docs/api.md` of the declared endpoints, the table of settings in
//! `docs/operations.md` of the declared arguments. `cargo xtask docs` writes them, everything else compares.

mod api_reference;

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::Value;

use crate::command_line::program::{printed, program};

/// Set by `cargo xtask docs`.
const WRITE: &str = "BIM_WRITE_DOCS";

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name)
}

/// Whether the document is what it should be; it is made so when that is asked for.
fn compare(name: &str, wanted: &str) {
    let path = path(name);
    if std::env::var_os(WRITE).is_some() {
        std::fs::write(&path, wanted).expect("a document");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == wanted, "docs/{name} is out of date: cargo xtask docs");
}

#[test]
fn the_api_reference_is_that_of_the_endpoints() {
    let document = bim_service::service::openapi(true).expect("a document");
    compare("api.md", &api_reference::render(&document));
}

/// The rows of the table. `--help` has paragraphs for each setting: its flag, what it is, and what is known of its values.
fn rows(help: &str) -> Vec<String> {
    help.split("\n      --")
        .filter(|setting| setting.contains("[env: ") && !setting.starts_with("config "))
        .map(row)
        .collect()
}

/// Flag, what it is, default.
fn row(setting: &str) -> String {
    let bracketed = |name: &str| {
        let (_, rest) = setting.split_once(&format!("[{name}: "))?;
        rest.split_once(']').map(|(value, _)| value.to_owned())
    };
    let mut lines = setting.lines().map(str::trim);
    let (flag, what) = lines.next().zip(lines.next()).expect("a flag, and what it is");
    // Values that are explained have a line each.
    let explained = lines.filter_map(|line| line.strip_prefix("- ")?.split_once(": "));
    let explained: Vec<_> = explained.map(|(value, _)| value).collect();
    let choices = match bracketed("possible values") {
        None if explained.is_empty() => String::new(),
        None => format!(": {}", explained.join(", ")),
        Some(choices) => format!(": {choices}"),
    };
    let default = bracketed("default").map(|value| format!("`{value}`")).unwrap_or_default();
    format!("| `--{flag}` | {}{choices} | {default} |\n", what.replace('|', "\\|"))
}

const BEGIN: &str = "<!-- settings: cargo xtask docs -->\n";
const END: &str = "<!-- end of settings -->\n";

#[test]
fn the_table_of_settings_is_that_of_the_help() {
    let help = printed(&program(&["serve", "--help"]).output().expect("an end"));
    let rows = rows(&help);
    assert!(rows.len() > 10, "{help}");
    let table = format!("| flag | what it is | default |\n|---|---|---|\n{}", rows.concat());
    let kept = std::fs::read_to_string(path("operations.md")).expect("docs/operations.md");
    let (before, rest) = kept.split_once(BEGIN).expect("where the table begins");
    let (_, after) = rest.split_once(END).expect("where it ends");
    compare("operations.md", &format!("{before}{BEGIN}{table}{END}{after}"));
}

/// The secrets among the fields of a schema.
fn secret_fields(schema: &Value, all: &Value, found: &mut BTreeSet<String>) {
    let resolve = |schema: &Value| -> Value {
        let name = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next().map(str::to_owned));
        name.map_or_else(|| schema.clone(), |name| all[&name].clone())
    };
    let is_secret = |schema: &Value| {
        let choices = schema["anyOf"].as_array().into_iter().flatten();
        choices.chain([schema]).any(|choice| resolve(choice)["format"] == "password")
    };
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        if is_secret(field) {
            found.insert(name.clone());
        }
    }
}

#[test]
fn every_secret_has_a_name_under_which_it_is_hidden() {
    let document: Value =
        serde_json::to_value(bim_service::service::openapi(true).expect("a document")).expect("JSON");
    let all = &document["components"]["schemas"];
    let mut found = BTreeSet::new();
    for schema in all.as_object().expect("schemas").values() {
        secret_fields(schema, all, &mut found);
    }
    assert!(found.contains("password") && found.contains("originalPassword"), "{found:?}");
    let unhidden: Vec<_> =
        found.iter().filter(|name| !bim_api::secret::SECRET_FIELDS.contains(&name.as_str())).collect();
    assert!(unhidden.is_empty(), "{unhidden:?} would be shown in the list of changes");
}
