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
    files.sort_by(|one, other| other.cmp(one));
    for (compressed, raw, name) in &files {
        println!("{compressed:>9} B of {raw:>9} B  {name}");
    }
    let total: usize = files.iter().map(|(compressed, ..)| compressed).sum();
    println!("{total:>9} B, budget {BUDGET} B");
    if total > BUDGET {
        bail!("The app is {} B over its budget of {BUDGET} B", total - BUDGET);
    }
    Ok(())
}

/// What all files cost together.
pub(crate) fn total(app: &Path) -> Result<usize> {
    Ok(files(app)?.iter().map(|(compressed, ..)| compressed).sum())
}

/// Each file: compressed, as it is, its name.
fn files(app: &Path) -> Result<Vec<(usize, usize, String)>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(app).with_context(|| app.display().to_string())? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.ends_with(".br") && !name.ends_with(".gz") {
            let content = fs::read(entry.path()).with_context(|| name.clone())?;
            files.push((compress::brotli(&content)?.len(), content.len(), name));
        }
    }
    Ok(files)
}
