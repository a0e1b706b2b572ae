//! What holds for a text of any kind, and for every Rust file.

use super::{File, Finding, rust};

const LONGEST: usize = 400;
/// Told in halves, so that this file holds none of them.
const MACHINE: [&str; 4] =
    [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/"), concat!("/fa", "rm/")];
const SCRATCH: &str = concat!("/tm", "p/");
const UNFINISHED: [&str; 3] = [concat!("to", "do!"), concat!("unimple", "mented!"), concat!("db", "g!")];
const MARKS: [&str; 2] = [concat!("FIX", "ME"), concat!("XX", "X")];

pub(super) fn check(file: &File) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut find = |line, what: &str, how| {
        findings.push(Finding { path: file.path.clone(), line, what: what.to_owned(), how });
    };
    for (number, line) in file.text.lines().enumerate().map(|(at, line)| (at + 1, line)) {
        if line.ends_with([' ', '\t']) {
            find(number, "trailing whitespace", "remove it");
        }
        if names_machine(line) && !file.path.ends_with(".lock") {
            find(number, "a path of one machine", "name it relative to the repository");
        }
    }
    if !file.text.is_empty() && !file.text.ends_with('\n') {
        find(file.text.lines().count(), "no newline at the end", "add one");
    }
    if file.is_rust() {
        rust_file(file, &mut find);
    }
    findings
}

fn rust_file(file: &File, find: &mut impl FnMut(usize, &str, &'static str)) {
    let lines = file.text.lines().count();
    if lines > LONGEST && !is_test(&file.path) {
        find(
            lines,
            &format!("{lines} lines"),
            "split it by what its parts own: 400 lines at most, 150 to aim for",
        );
    }
    let first = file.text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with("#!["));
    if !first.is_some_and(|line| line.starts_with("//!")) {
        find(1, "no `//!` at the top", "say what the module owns and what it must not know");
    }
    for (number, line) in rust::read(&file.text).code.lines().enumerate().map(|(at, line)| (at + 1, line)) {
        if UNFINISHED.iter().any(|mark| line.contains(mark)) {
            find(number, "unfinished code", "finish it, or take it out");
        }
    }
    for (number, line) in file.text.lines().enumerate().map(|(at, line)| (at + 1, line)) {
        if MARKS.iter().any(|mark| line.contains(mark)) {
            find(number, "a mark of unfinished work", "finish it, or open an issue");
        }
    }
}

fn is_test(path: &str) -> bool {
    path.split('/').any(|part| matches!(part, "tests" | "fixtures" | "migrations"))
}

fn names_machine(line: &str) -> bool {
    let starts_path = |at: usize| {
        !line[..at].ends_with(|before: char| before.is_alphanumeric() || "./_-}>".contains(before))
    };
    let scratch = line.match_indices(SCRATCH).any(|(at, found)| {
        starts_path(at) && line[at + found.len()..].starts_with(|next: char| next.is_ascii_lowercase())
    });
    scratch || MACHINE.iter().any(|path| line.match_indices(path).any(|(at, _)| starts_path(at)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(path: &str, text: &str) -> Vec<String> {
        check(&File { path: path.to_owned(), text: text.to_owned() })
            .into_iter()
            .map(|finding| finding.what)
            .collect()
    }

    #[test]
    fn texts_are_clean() {
        assert!(findings("a.md", "fine\n").is_empty());
        assert_eq!(findings("a.md", "space \nno end"), ["trailing whitespace", "no newline at the end"]);
        assert_eq!(findings("a.md", &format!("see {}place\n", MACHINE[0])), ["a path of one machine"]);
        assert!(findings("a.md", &format!("see https://x.example{}place\n", MACHINE[2])).is_empty());
    }

    #[test]
    fn rust_files_are_documented_short_and_finished() {
        assert!(findings("src/a.rs", "#![cfg(unix)]\n//! Owns a.\n").is_empty());
        assert_eq!(findings("src/a.rs", "fn a() {}\n"), ["no `//!` at the top"]);
        let long = format!("//! Long.\n{}", "\n".repeat(LONGEST));
        assert_eq!(findings("src/a.rs", &long), ["401 lines"]);
        assert!(findings("tests/a.rs", &long).is_empty());
        let unfinished = format!("//! A.\nfn a() {{ {}() }} // \"{}\"\n", UNFINISHED[0], MARKS[0]);
        assert_eq!(findings("src/a.rs", &unfinished), ["unfinished code", "a mark of unfinished work"]);
    }
}
