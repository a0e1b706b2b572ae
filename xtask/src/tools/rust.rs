//! What Cargo and rustup bring.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use super::version;
use crate::{place, process};

const WASM: &str = "wasm32-unknown-unknown";
const TRUNK: &str = "0.21.14";
const WASM_SPLIT: &str = "0.2.4";
const GECKODRIVER: &str = "0.37.1";
const DENY: &str = "0.20.2";
const CYCLONEDX: &str = "0.5.9";

pub(crate) fn ensure_wasm_target() -> Result<()> {
    let libraries = process::output(
        Command::new("rustc").args(["--print", "target-libdir", "--target", WASM]).current_dir(place::root()),
    );
    if libraries.is_some_and(|directory| fs::exists(directory).unwrap_or(false)) {
        return Ok(());
    }
    println!("Installing the {WASM} target");
    process::run(Command::new("rustup").args(["target", "add", WASM]).current_dir(place::root()))
}

/// rustup's minimal profile leaves out what formats and lints.
pub(crate) fn ensure_lints() -> Result<()> {
    for (tool, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        let found =
            process::output(Command::new("cargo").args([tool, "--version"]).current_dir(place::root()));
        if found.is_none() {
            println!("Installing {component}");
            let mut rustup = Command::new("rustup");
            process::run(rustup.args(["component", "add", component]).current_dir(place::root()))?;
        }
    }
    Ok(())
}

pub(super) fn ensure_trunk() -> Result<()> {
    if version("trunk").as_deref() == Some(TRUNK) {
        return Ok(());
    }
    install(&["trunk"], TRUNK, true, "about 6 minutes, once")
}

/// The command line tool must be of exactly the version that the app is compiled with.
pub(super) fn ensure_wasm_bindgen() -> Result<()> {
    let lock = fs::read_to_string(place::root().join("Cargo.lock")).context("Cargo.lock")?;
    let wanted = locked_version(&lock, "wasm-bindgen").context("Cargo.lock names no wasm-bindgen")?;
    let fits = |tool| version(tool).as_deref() == Some(wanted);
    if fits("wasm-bindgen") && fits("wasm-bindgen-test-runner") {
        return Ok(());
    }
    // Not --locked: its own lock file names crates that newer compilers refuse.
    install(&["wasm-bindgen-cli"], wanted, false, "about 3 minutes, once")
}

/// Drives Firefox.
pub(super) fn ensure_geckodriver() -> Result<()> {
    if version("geckodriver").as_deref() == Some(GECKODRIVER) {
        return Ok(());
    }
    install(&["geckodriver"], GECKODRIVER, true, "about 2 minutes, once")
}

/// Judges licences, sources and known weaknesses.
pub(crate) fn ensure_deny() -> Result<()> {
    if version("cargo-deny").as_deref() == Some(DENY) {
        return Ok(());
    }
    install(&["cargo-deny", "--no-default-features"], DENY, true, "about 2 minutes, once")
}

/// Writes bills of materials.
pub(crate) fn ensure_cyclonedx() -> Result<()> {
    let mut asked = super::command("cargo");
    let told = process::output(asked.args(["cyclonedx", "--version"]));
    if told.as_deref().and_then(super::version_in) == Some(CYCLONEDX) {
        return Ok(());
    }
    install(&["cargo-cyclonedx"], CYCLONEDX, true, "about 2 minutes, once")
}

/// It tells no version: what stands in `target/tools` was installed here, what stands elsewhere is not known.
pub(super) fn ensure_wasm_split() -> Result<()> {
    let receipt = place::tools().join(format!("wasm-split-{WASM_SPLIT}"));
    if receipt.exists() {
        return Ok(());
    }
    install(
        &["wasm_split_cli_support", "--features", "build-binary"],
        WASM_SPLIT,
        true,
        "about a minute, once",
    )?;
    fs::write(&receipt, "").with_context(|| receipt.display().to_string())
}

fn install(package: &[&str], version: &str, locked: bool, takes: &str) -> Result<()> {
    println!("Installing {} {version} ({takes})", package[0]);
    let mut cargo = Command::new("cargo");
    cargo.arg("install").args(package).args(["--version", version, "--root"]).arg(place::tools());
    if locked {
        cargo.arg("--locked");
    }
    // A tool is built once and runs for seconds: cheap to compile beats fast to run.
    cargo.env("CARGO_TARGET_DIR", place::tools().join("build"));
    cargo.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1").env("CARGO_PROFILE_RELEASE_LTO", "off");
    cargo.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16").env("CARGO_PROFILE_RELEASE_DEBUG", "0");
    process::run(cargo.current_dir(place::root()))?;
    let _ = fs::remove_dir_all(place::tools().join("build"));
    Ok(())
}

fn locked_version<'lock>(lock: &'lock str, package: &str) -> Option<&'lock str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locked_version_is_that_of_the_package_itself() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"1.0.0\"\n\n[[package]]\n\
                    name = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(lock, "leptos"), None);
    }
}
