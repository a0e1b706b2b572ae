//! Tells whether anything that a build reads has changed since it last succeeded.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The content of files and directories (relative to the repository), as one number.
pub(crate) fn of(root: &Path, inputs: &[&str]) -> Result<String> {
    let mut files = Vec::new();
    for input in inputs {
        collect(&root.join(input), &mut files)?;
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.strip_prefix(root).unwrap_or(&file).hash(&mut hasher);
        fs::read(&file).with_context(|| file.display().to_string())?.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(path).with_context(|| path.display().to_string())? {
        collect(&entry?.path(), files)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_or_added_file_changes_it() {
        let root = std::env::temp_dir().join(format!("xtask-fingerprint-{}", std::process::id()));
        fs::create_dir_all(root.join("src")).expect("a directory");
        let write = |name: &str, text: &str| fs::write(root.join(name), text).expect("a file");
        let now = || of(&root, &["src", "Cargo.toml"]).expect("a fingerprint");
        write("Cargo.toml", "");
        write("src/a.rs", "one");
        let first = now();
        assert_eq!(now(), first);
        write("src/a.rs", "two");
        let second = now();
        assert_ne!(second, first);
        write("src/b.rs", "");
        assert_ne!(now(), second);
        fs::remove_dir_all(&root).expect("removed");
    }
}
