//! An archive of files that is the same, byte for byte, whenever it is made of the same files: sorted, without owners, and
//! with one time for all.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use flate2::{Compression, GzBuilder};
use tar::{Builder, EntryType, Header};

/// Writes the folders, each under its name in `root`, to a `.tar.gz`; `time` is in seconds since 1970.
pub(crate) fn write(to: &Path, root: &str, folders: &[(&str, &Path)], time: u64) -> Result<()> {
    let file = File::create(to).with_context(|| to.display().to_string())?;
    // Without a name and a time of its own.
    let gzip = GzBuilder::new().write(file, Compression::best());
    let mut archive = Builder::new(gzip);
    for (name, folder) in folders {
        for path in files(folder)? {
            let within = path.strip_prefix(folder).unwrap_or(&path);
            let content = fs::read(&path).with_context(|| path.display().to_string())?;
            let mut header = Header::new_ustar();
            header.set_entry_type(EntryType::Regular);
            header.set_mode(0o644);
            header.set_uid(0);
            header.set_gid(0);
            header.set_mtime(time);
            header.set_size(content.len() as u64);
            archive.append_data(&mut header, Path::new(root).join(name).join(within), content.as_slice())?;
        }
    }
    archive.into_inner()?.finish()?.flush()?;
    Ok(())
}

/// Every file below a folder, in the order of their names.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() { found.extend(files(&path)?) } else { found.push(path) }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;
    use std::time::{Duration, SystemTime};

    use super::*;

    #[test]
    fn the_same_files_make_the_same_archive() {
        let scratch = std::env::temp_dir().join(format!("xtask-archive-{}", std::process::id()));
        let made = |name: &str, order: &[&str], age: u64, mode: u32| {
            let folder = scratch.join(name);
            fs::create_dir_all(folder.join("self-test")).expect("a folder");
            for file in order {
                fs::write(folder.join(file), file).expect("a file");
                let opened = File::open(folder.join(file)).expect("the file");
                opened.set_modified(SystemTime::now() - Duration::from_secs(age)).expect("a time");
                opened.set_permissions(fs::Permissions::from_mode(mode)).expect("a mode");
            }
            let to = scratch.join(format!("{name}.tar.gz"));
            write(&to, "bim-admin-1", &[("www", &folder)], 1_700_000_000).expect("an archive");
            fs::read(to).expect("the archive")
        };
        let one = made("one", &["index.html", "self-test/page.js", "b.js"], 0, 0o600);
        let two = made("two", &["b.js", "self-test/page.js", "index.html"], 9_000, 0o644);
        assert_eq!(one, two);
        let other = made("three", &["b.js", "self-test/page.js", "index.html", "c.js"], 0, 0o644);
        assert_ne!(one, other);
        let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(one.as_slice()));
        let entries = archive.entries().expect("entries").map(|entry| entry.expect("an entry"));
        let told: Vec<_> = entries
            .map(|entry| {
                let header = entry.header();
                let times = (header.mtime().expect("a time"), header.mode().expect("a mode"));
                (entry.path().expect("a path").display().to_string(), times, header.uid().expect("an owner"))
            })
            .collect();
        let names = ["b.js", "index.html", "self-test/page.js"];
        let wanted = names.map(|name| (format!("bim-admin-1/www/{name}"), (1_700_000_000, 0o644), 0));
        assert_eq!(told, wanted);
        fs::remove_dir_all(&scratch).expect("removed");
    }
}
