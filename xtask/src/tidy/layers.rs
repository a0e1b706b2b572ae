//! Who may know whom inside the app: `app -> pages -> forms -> components -> stores -> api`; `ui` knows no sibling;
//! `routes` knows ids and words.

use super::{File, Finding, rust};

/// From the top down: each may know those after it.
const LAYERS: [&str; 6] = ["app", "pages", "forms", "components", "stores", "api"];
const DOWN: &str =
    "knowledge flows app -> pages -> forms -> components -> stores -> api: hand it down, or move it down";
const DOOR: &str = "ask a store instead: only stores and app talk to api";
const ALONE: &str = "ui knows no sibling: pass the value in as a prop";
const ADDRESSES: &str = "routes knows only ids and words: move what needs more to its caller";
const LEAF: &str = "it stands below the layers: pass the value in, or make it part of a layer";

pub(super) fn check(file: &File) -> Vec<Finding> {
    let Some(module) = module(&file.path) else { return Vec::new() };
    let code = rust::read(&file.text).code;
    let mut findings = Vec::new();
    let mut find =
        |line, what: String, how| findings.push(Finding { path: file.path.clone(), line, what, how });
    for (line, known) in siblings(&code, module.len()) {
        if let Some(how) = refusal(module[0], &known) {
            find(line, format!("{} knows {known}", module[0]), how);
        }
    }
    if module[0] == "routes" {
        for wide in ["bim_api::endpoints", "leptos::"] {
            if let Some(at) = code.find(wide) {
                find(line_of(&code, at), format!("routes knows {wide}"), ADDRESSES);
            }
        }
    }
    findings
}

/// `src/pages/users/list.rs` is `[pages, users, list]`; the roots of the crate are in no layer.
fn module(path: &str) -> Option<Vec<&str>> {
    let path = path.strip_prefix("src/")?.strip_suffix(".rs")?;
    (!matches!(path, "main" | "lib")).then(|| path.split('/').collect())
}

fn refusal(from: &str, to: &str) -> Option<&'static str> {
    if from == to {
        return None;
    }
    let layer = |name: &str| LAYERS.iter().position(|layer| *layer == name);
    match (layer(from), layer(to)) {
        _ if from == "ui" => Some(ALONE),
        _ if from == "routes" => (to != "words").then_some(ADDRESSES),
        (Some(own), Some(other)) if other < own => Some(DOWN),
        (Some(1..=3), Some(5)) => Some(DOOR),
        (None, Some(_)) => Some(LEAF),
        _ => None,
    }
}

/// The modules of the crate that the code names, through `crate::` or enough `super::`, with their lines.
fn siblings(code: &str, depth: usize) -> Vec<(usize, String)> {
    let up = "super::".repeat(depth);
    let mut found = Vec::new();
    for root in ["crate::", up.as_str()] {
        let mut from = 0;
        while let Some(at) = code[from..].find(root).map(|at| from + at) {
            from = at + root.len();
            let before = code[..at].chars().next_back();
            if before.is_some_and(|before| before.is_alphanumeric() || before == '_' || before == '$') {
                continue;
            }
            let names = first_names(&code[from..]);
            found.extend(names.into_iter().map(|(within, name)| (line_of(code, from + within), name)));
        }
    }
    found
}

/// The first segment of the path that goes on here, or of each path of a `{a::b, c}` group.
fn first_names(rest: &str) -> Vec<(usize, String)> {
    let name_at = |at: usize| {
        let name: String =
            rest[at..].chars().take_while(|next| next.is_alphanumeric() || *next == '_').collect();
        (!name.is_empty() && name != "self").then_some((at, name))
    };
    if !rest.starts_with('{') {
        return name_at(0).into_iter().collect();
    }
    let (mut depth, mut expects, mut names) = (0, false, Vec::new());
    for (at, next) in rest.char_indices() {
        match next {
            '{' => {
                depth += 1;
                expects = depth == 1;
            }
            '}' if depth == 1 => break,
            '}' => depth -= 1,
            ',' if depth == 1 => expects = true,
            _ if next.is_whitespace() => {}
            _ if expects => {
                expects = false;
                names.extend(name_at(at));
            }
            _ => {}
        }
    }
    names
}

fn line_of(code: &str, at: usize) -> usize {
    code[..at].matches('\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(path: &str, text: &str) -> Vec<String> {
        let file = File { path: path.to_owned(), text: text.to_owned() };
        check(&file).into_iter().map(|finding| format!("{} {}", finding.line, finding.what)).collect()
    }

    #[test]
    fn knowledge_flows_down() {
        assert!(findings("src/pages/a.rs", "use crate::{forms::b, stores, ui, words};").is_empty());
        assert_eq!(findings("src/stores/a.rs", "\nuse crate::pages::x;"), ["2 stores knows pages"]);
        assert_eq!(
            findings("src/forms/a.rs", "use crate::{\n  stores::{self, api},\n  api::x,\n};"),
            ["3 forms knows api"]
        );
        assert_eq!(findings("src/stores/a.rs", "fn f() { super::super::app::x() }"), ["1 stores knows app"]);
    }

    #[test]
    fn ui_and_routes_stand_alone() {
        assert_eq!(findings("src/ui/a.rs", "use crate::words;"), ["1 ui knows words"]);
        assert!(findings("src/ui.rs", "use crate::ui::x; // crate::stores").is_empty());
        assert!(findings("src/routes.rs", "use bim_api::UserId; use crate::words;").is_empty());
        assert_eq!(
            findings("src/routes/a.rs", "use bim_api::endpoints::users;"),
            ["1 routes knows bim_api::endpoints"]
        );
        assert_eq!(findings("src/words.rs", "use crate::stores::x;"), ["1 words knows stores"]);
    }

    #[test]
    fn the_top_and_other_crates_are_free() {
        assert!(findings("src/app.rs", "use crate::{api, pages};").is_empty());
        assert!(findings("src/lib.rs", "pub use crate::api;").is_empty());
        assert!(findings("crates/bim-api/src/a.rs", "use crate::pages;").is_empty());
    }
}
