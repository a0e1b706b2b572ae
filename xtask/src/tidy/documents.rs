//! A path that a document names exists.

use super::{File, Finding, style};

const HOW: &str = "name the path that exists now";
/// What a path of the repository starts with when it has folders.
const FOLDERS: [&str; 12] = [
    ".cargo/", ".ci/", "bench/", "crates/", "deploy/", "docs/", "src/", "style/", "tests/", "xtask/",
    "data/", "dist/",
];
/// Made by a build or a run.
const MADE: [&str; 3] = ["target", "dist", "data"];

pub(super) fn check(file: &File, files: &[File]) -> Vec<Finding> {
    if !file.path.ends_with(".md") {
        return Vec::new();
    }
    let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut findings = Vec::new();
    let mut fenced = false;
    for (number, line) in file.text.lines().enumerate().map(|(at, line)| (at + 1, line)) {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        let named = in_backticks(line).filter_map(repository_path).map(str::to_owned);
        let linked = links(line).map(|link| style::resolve(folder, link));
        for path in named.chain(linked) {
            if !exists(&path, files) {
                findings.push(Finding {
                    path: file.path.clone(),
                    line: number,
                    what: format!("there is no {path}"),
                    how: HOW,
                });
            }
        }
    }
    findings
}

fn in_backticks(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

/// Relative targets of `[text](target)`.
fn links(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|rest| {
        let target = rest.split([')', '#', ' ']).next()?;
        (!target.is_empty() && !target.contains(':')).then_some(target)
    })
}

fn repository_path(text: &str) -> Option<&str> {
    let plain =
        !text.contains([' ', '*', '<', '{', '$', '(', '…']) && !text.contains("::") && !text.contains("//");
    let path = text.split(':').next().unwrap_or(text).trim_end_matches('/');
    let in_folder = FOLDERS.iter().any(|folder| text.starts_with(folder));
    let at_root = !text.contains('/')
        && [".toml", ".md", ".html", ".js", ".lock"].iter().any(|extension| path.ends_with(extension))
        && path.starts_with(|first: char| first.is_ascii_alphabetic());
    (plain && (in_folder || at_root)).then_some(path)
}

fn exists(path: &str, files: &[File]) -> bool {
    let first = path.split('/').next().unwrap_or(path);
    let folder = format!("{path}/");
    MADE.contains(&first)
        || files.iter().any(|file| file.path == path || file.path.starts_with(&folder))
        || crate::place::root().join(path).exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_are_gone_are_found() {
        let file = |path: &str, text: &str| File { path: path.to_owned(), text: text.to_owned() };
        let files = [file("src/pages/users.rs", "")];
        let findings = |text: &str| {
            let document = file("docs/guide.md", text);
            check(&document, &files).into_iter().map(|finding| finding.what).collect::<Vec<_>>()
        };
        assert!(
            findings("`src/pages/users.rs:12`, `src/pages/`, `src/{a,b}.rs`, `cargo xtask run`, `data/`")
                .is_empty()
        );
        assert_eq!(findings("see `src/pages/people.rs`"), ["there is no src/pages/people.rs"]);
        assert_eq!(
            findings("`Nothing.toml` and [x](../src/gone.rs#a)"),
            ["there is no Nothing.toml", "there is no src/gone.rs"]
        );
        assert!(findings("```\n`src/not-yet.rs`\n```").is_empty());
    }
}
