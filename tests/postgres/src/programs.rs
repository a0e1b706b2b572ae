//! Where PostgreSQL's programs are.

use std::path::{Path, PathBuf};

/// The folder of `initdb` and `postgres`: the newest that Debian installed, or one on the path.
pub fn programs() -> Option<PathBuf> {
    let has_server = |folder: &Path| folder.join("postgres").exists() && folder.join("initdb").exists();
    let version = |folder: &Path| folder.file_name()?.to_str()?.parse::<u32>().ok();
    let installed = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut versions: Vec<_> =
        installed.map(|entry| entry.path()).filter(|path| version(path).is_some()).collect();
    versions.sort_by_key(|path| version(path));
    let newest = versions.into_iter().rev().map(|path| path.join("bin")).find(|folder| has_server(folder));
    newest.or_else(|| {
        let path = std::env::var_os("PATH")?;
        std::env::split_paths(&path).find(|folder| has_server(folder))
    })
}
