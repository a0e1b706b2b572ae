//! `cargo xtask tidy`: the rules of the house that no compiler knows. Every finding is one line that says how to
//! mend it.

mod documents;
mod layers;
mod rust;
mod style;
mod text;
mod urls;

use std::fmt;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};

use crate::{place, process};

/// A text file of the repository, by its path in it.
struct File {
    path: String,
    text: String,
}

impl File {
    fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }
}

/// What is wrong, where, and how to mend it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    path: String,
    line: usize,
    what: String,
    how: &'static str,
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}: {}: {}", self.path, self.line, self.what, self.how)
    }
}

pub(crate) fn run() -> Result<ExitCode> {
    check()?;
    println!("Tidy.");
    Ok(ExitCode::SUCCESS)
}

/// Prints every finding; fails when there is one.
pub(crate) fn check() -> Result<()> {
    let files = files(&place::root())?;
    let mut findings: Vec<_> = files
        .iter()
        .flat_map(|file| {
            let mut findings = text::check(file);
            findings.extend(layers::check(file));
            findings.extend(urls::check(file));
            findings.extend(documents::check(file, &files));
            findings
        })
        .collect();
    findings.extend(style::check(&files));
    findings.sort();
    for finding in &findings {
        println!("{finding}");
    }
    if !findings.is_empty() {
        bail!("{} to mend", findings.len());
    }
    Ok(())
}

/// What the repository holds or is about to hold, save for binary files.
fn files(root: &Path) -> Result<Vec<File>> {
    let mut git = Command::new("git");
    git.args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"]).current_dir(root);
    let listed = process::output(&mut git).context("git could not list the files")?;
    let mut files = Vec::new();
    for path in listed.split('\0').filter(|path| !path.is_empty()) {
        // A path that is gone from disk, and one whose content is no text, have nothing to read.
        if let Ok(text) = fs::read_to_string(root.join(path)) {
            files.push(File { path: path.to_owned(), text });
        }
    }
    Ok(files)
}
