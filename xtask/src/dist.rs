//! `cargo xtask dist`: what is handed out. The app as plain files, ready for any web server, in an archive with the
//! recipes for servers; one program that serves API and app; bills of their materials; and the sums of all. The same commit makes the same bytes.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::{app, archive, place, process, sbom, service, size};

pub(crate) fn dist(debug: bool) -> Result<()> {
    let app = app::build(debug)?;
    if debug {
        println!("{}", app.display());
        return Ok(());
    }
    size::check(&app)?;
    let to = place::target().join("dist");
    // Nothing of an earlier version is handed out with this one.
    let _ = fs::remove_dir_all(&to);
    fs::create_dir_all(&to).with_context(|| to.display().to_string())?;
    let time = time()?;
    let mut made = vec![archived(&app, &to, time)?, program(&app, &to)?];
    made.extend(sbom::write(&to, time)?);
    let mut sums = String::new();
    for path in &made {
        let content = fs::read(path).with_context(|| path.display().to_string())?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let sum: String = Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect();
        writeln!(sums, "{sum}  {name}")?;
    }
    fs::write(to.join("SHA256SUMS"), &sums)?;
    print!("{}\n{sums}", to.display());
    Ok(())
}

fn archived(app: &Path, to: &Path, time: u64) -> Result<PathBuf> {
    let name = concat!("bim-admin-", env!("CARGO_PKG_VERSION"));
    let path = to.join(format!("{name}.tar.gz"));
    let deploy = place::root().join("deploy");
    archive::write(&path, name, &[("www", app), ("deploy", &deploy)], time)?;
    Ok(path)
}

fn program(app: &Path, to: &Path) -> Result<PathBuf> {
    let path = to.join("bim-service");
    fs::copy(service::build_with_app(app)?, &path).with_context(|| path.display().to_string())?;
    Ok(path)
}

/// The time of all files in the archive: that of the commit, so that another version has another one. Servers tell by
/// time and size whether a file changed, and index.html of two versions has one size.
fn time() -> Result<u64> {
    let told = std::env::var("SOURCE_DATE_EPOCH").ok();
    let mut log = Command::new("git");
    log.args(["log", "-1", "--format=%ct"]).current_dir(place::root());
    let time =
        told.or_else(|| process::output(&mut log)).context("git tells no time: set SOURCE_DATE_EPOCH")?;
    time.trim().parse().context("SOURCE_DATE_EPOCH is seconds since 1970")
}
