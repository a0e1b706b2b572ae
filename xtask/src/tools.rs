//! The tools that the build and the tests call: found on the machine at a fitting version, or installed under
//! `target/tools`. Every install says what it does; nothing outside that directory changes, save for what only
//! rustup and the system's package manager can bring.

mod browser;
mod ldap;
mod node;
mod postgres;
mod python;
mod rust;
mod system;
mod web;

pub(crate) use browser::{axe, ensure_browser, ensure_firefox, ensure_webkit};
pub(crate) use ldap::ensure_ldap;
pub(crate) use postgres::ensure_postgres;
pub(crate) use python::{linter, mail_server, schemathesis};
pub(crate) use rust::{ensure_cyclonedx, ensure_deny, ensure_lints, ensure_wasm_target};
pub(crate) use web::ensure_web_servers;

use std::env;
use std::ffi::OsString;
use std::process::Command;

use anyhow::Result;

use crate::{place, process};

/// What Trunk needs to build the app.
pub(crate) fn ensure_app_tools() -> Result<()> {
    ensure_wasm_target()?;
    rust::ensure_trunk()?;
    rust::ensure_wasm_bindgen()?;
    rust::ensure_wasm_split()?;
    node::ensure_esbuild()?;
    node::ensure_wasm_opt()
}

/// What the browser tests need.
pub(crate) fn ensure_browser_test_tools() -> Result<()> {
    ensure_wasm_target()?;
    rust::ensure_wasm_bindgen()?;
    ensure_browser()
}

/// What measuring a page needs.
pub(crate) fn ensure_page_tools() -> Result<()> {
    ensure_app_tools()?;
    ensure_browser()?;
    node::ensure_playwright()
}

/// What measuring the service needs.
pub(crate) fn ensure_load_tools() -> Result<()> {
    node::ensure_node()?;
    system::ensure(&["wrk", "curl"])
}

/// A command that finds the tools of `target/tools` before those of the machine.
pub(crate) fn command(program: &str) -> Command {
    let mut command = Command::new(program);
    command.env("PATH", path());
    command
}

fn path() -> OsString {
    let tools = place::tools();
    let own = [tools.join("bin"), tools.join("node_modules/.bin")];
    let machine = env::var_os("PATH").unwrap_or_default();
    env::join_paths(own.into_iter().chain(env::split_paths(&machine))).unwrap_or(machine)
}

/// The version that `program --version` tells: its first word that starts with a digit.
fn version(program: &str) -> Option<String> {
    let answer = process::output(command(program).arg("--version"))?;
    version_in(&answer).map(str::to_owned)
}

fn version_in(answer: &str) -> Option<&str> {
    answer
        .split_whitespace()
        .map(|word| word.trim_start_matches('v'))
        .find(|word| word.starts_with(|first: char| first.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read() {
        assert_eq!(version_in("trunk 0.21.14"), Some("0.21.14"));
        assert_eq!(version_in("wasm-opt version 132 (version_132)"), Some("132"));
        assert_eq!(version_in("v20.20.2"), Some("20.20.2"));
        assert_eq!(version_in("nothing"), None);
    }
}
