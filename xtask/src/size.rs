//! The size budget: what a visitor downloads before the sign-in page is usable.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::compress;

/// All that the sign-in page loads from a release build, brotli -11. The list of providers that the API answers
/// comes on top: a few hundred bytes.
pub(crate) const BUDGET: usize = 230_000;

/// Prints what each file costs; fails over the budget.
pub(crate) fn check(app: &Path) -> Result<()> {
    let mut files = files(app)?;
    files.sort_by_key(|file| std::cmp::Reverse(file.compressed));
    for file in &files {
        let when = if file.is_later() { "later, if at all" } else { "" };
        println!("{:>9} B of {:>9} B  {}  {when}", file.compressed, file.raw, file.name);
    }
    let total = sum(&files);
    println!("{total:>9} B for the sign-in page, budget {BUDGET} B");
    if total > BUDGET {
        bail!("The sign-in page is {} B over its budget of {BUDGET} B", total - BUDGET);
    }
    Ok(())
}

/// What the sign-in page loads.
pub(crate) fn total(app: &Path) -> Result<usize> {
    Ok(sum(&files(app)?))
}

struct File {
    name: String,
    raw: usize,
    compressed: usize,
}

impl File {
    /// A part that is cut off (split.rs) comes when somebody signs in, the version file later still, and the schema
    /// when config.json is wrong; the end-to-end tests count the requests before.
    fn is_later(&self) -> bool {
        let is_part = ["split_", "chunk_", "inside-"].iter().any(|part| self.name.starts_with(part));
        is_part || ["config.schema.json", "version.json"].contains(&&*self.name)
    }
}

fn sum(files: &[File]) -> usize {
    files.iter().filter(|file| !file.is_later()).map(|file| file.compressed).sum()
}

fn files(app: &Path) -> Result<Vec<File>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(app).with_context(|| app.display().to_string())? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        // A folder holds what the self-test loads, by itself.
        let is_counted = entry.file_type()?.is_file() && !name.ends_with(".br") && !name.ends_with(".gz");
        if is_counted {
            let content = fs::read(entry.path()).with_context(|| name.clone())?;
            files.push(File { compressed: compress::brotli(&content)?.len(), raw: content.len(), name });
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_after_signing_in_is_not_counted() {
        let file = |name: &str| File { name: name.to_owned(), raw: 10, compressed: 5 };
        let files =
            ["index.html", "app.wasm", "split_inside-0a.wasm", "chunk_1-0b.wasm", "inside-0c.css"].map(file);
        assert_eq!(sum(&files), 10);
    }
}
