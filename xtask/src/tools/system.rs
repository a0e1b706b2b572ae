//! What only the system's package manager brings.

use std::process::Command;

use anyhow::{Result, bail};

use crate::process;

/// Installs the programs that are missing; each is named like its package.
pub(super) fn ensure(programs: &[&str]) -> Result<()> {
    let missing: Vec<_> = programs
        .iter()
        .copied()
        .filter(|program| Command::new(program).arg("--version").output().is_err())
        .collect();
    if missing.is_empty() { Ok(()) } else { install(&missing) }
}

/// Installs Debian packages as root; anybody else is told the command.
pub(super) fn install(packages: &[&str]) -> Result<()> {
    let named = packages.join(" ");
    let is_root = process::output(Command::new("id").arg("-u")).as_deref() == Some("0");
    let has_apt = process::output(Command::new("apt-get").arg("--version")).is_some();
    if !is_root || !has_apt {
        let how = if has_apt { format!(": sudo apt-get install {named}") } else { String::new() };
        bail!("{named} must be installed first{how}");
    }
    println!("Installing {named} (apt-get)");
    apt(&["update", "-qq"])?;
    apt(&[&["install", "-y", "-qq", "--no-install-recommends"], packages].concat())
}

fn apt(arguments: &[&str]) -> Result<()> {
    process::run(Command::new("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive"))
}
