//! The budgets of writing: what is acknowledged is on the disk, and others go on meanwhile.

use std::path::Path;
use std::process::Command;
use std::thread;

use anyhow::{Context, Result};

use super::load::{self, ToAll};
use super::measure::{json, number, script};
use super::server::{Floor, Server};
use super::table::Table;
use crate::process;

/// Of what bare SQLite makes durable.
const OF_FLOOR: f64 = 0.6;

/// How much slower a list may be while people sign in.
const WHILE_SIGNING_IN: f64 = 3.0;

/// How long anybody may wait for somebody else; milliseconds.
const WAIT: f64 = 100.0;

/// Where writes are sent.
pub(super) struct Writes<'a> {
    pub(super) server: &'a Server,
    pub(super) token: &'a str,
    /// The paths of everybody.
    pub(super) people: &'a Path,
    pub(super) count: usize,
}

impl Writes<'_> {
    /// Rows 3, 5 and 10 from 32 clients, each beside bare SQLite that writes one after the other.
    pub(super) fn durable(&self, table: &mut Table, floor: &Floor) -> Result<()> {
        let mut before = floor.commits()?;
        for (row, kind) in [(3, "profile"), (5, "permissions"), (10, "attribute")] {
            let ours = load::send(self.server, Some(self.token), kind, self.people, 5)?.rate()?;
            let after = floor.commits()?;
            let what = format!("durable writes, row {row} ({kind})");
            table.times_at_least(&what, ours, f64::midpoint(before, after), "/s", OF_FLOOR);
            before = after;
        }
        Ok(())
    }

    /// The list while 32 clients sign in, beside the list alone.
    pub(super) fn signing_in(&self, table: &mut Table, names: &Path) -> Result<()> {
        let list = || load::read(&format!("{}bim/user?size=50", self.server.url), Some(self.token));
        let quiet = list()?.p99()?;
        let (busy, signed_in) = thread::scope(|scope| {
            // As long as the list is read: a warm-up of 2 seconds, and three runs of 3.
            let signing_in = scope.spawn(|| load::send(self.server, None, "sign-in", names, 12));
            let busy = list();
            (busy, signing_in.join())
        });
        let signed_in = signed_in.ok().context("signing in broke off")??.rate()?;
        let what = format!("list, p99, while 32 clients sign in ({signed_in:.0}/s)");
        table.times_at_most(&what, busy?.p99()?, quiet, "ms", WHILE_SIGNING_IN);
        Ok(())
    }

    /// How long others wait while one request does much.
    pub(super) fn waits(&self, table: &mut Table) -> Result<()> {
        for (what, path) in [
            ("searching two letters", "bim/user?size=50&userid=ma&includeDisabled=true"),
            ("reading the last page", "bim/user?size=1000&offset=90000"),
            ("counting the audit log", "bim/ext/audit?size=1000"),
            ("reading deep in the audit log", "bim/ext/audit?size=50&offset=100000"),
        ] {
            self.wait_for(table, what, &["--seconds", "3"], "GET", path, None)?;
        }
        let addresses: Vec<_> = (0..500).map(|number| format!("clone-{number}@example.com")).collect();
        let path = format!("{}/clone", self.someone()?);
        let body = serde_json::to_string(&addresses)?;
        self.wait_for(table, "cloning to 500 addresses", &[], "POST", &path, Some(&body))?;

        self.send_all(ToAll::Give("by-all"))?;
        let what = format!("removing an attribute from {}", self.count);
        self.wait_for(table, &what, &[], "DELETE", "bim/iam/bim/authorizations/Held/by-all", None)?;

        let group = r#"{"iamid": "bim", "name": "Everybody at once"}"#;
        let group = load::ask(self.server, self.token, "bim/group", Some(group))?;
        let group = group["id"].as_u64().context("no group")?.to_string();
        self.send_all(ToAll::Join(&group))?;
        let what = format!("deleting a group of {}", self.count);
        self.wait_for(table, &what, &[], "DELETE", &format!("bim/group/{group}"), None)
    }

    /// To everybody, for what is measured afterwards.
    fn send_all(&self, what: ToAll<'_>) -> Result<()> {
        load::send_all(self.server, self.token, what, (self.people, self.count), 32).map(drop)
    }

    /// The path of one person, without its first slash.
    fn someone(&self) -> Result<String> {
        let people = std::fs::read_to_string(self.people)?;
        let mut of_bim = people.lines().filter(|path| path.starts_with("/bim/iam/bim/"));
        Ok(of_bim.nth(99).context("nobody")?.trim_start_matches('/').to_owned())
    }

    fn wait_for(
        &self,
        table: &mut Table,
        what: &str,
        options: &[&str],
        method: &str,
        path: &str,
        body: Option<&str>,
    ) -> Result<()> {
        let mut waits = script("waits.mjs");
        let someone = format!("/{}", self.someone()?);
        waits.arg(self.server.url.trim_end_matches('/')).args(["--token", self.token]);
        waits.args(["--read", &someone, "--write", &format!("{someone}/profile")]).args(options);
        waits.args([method, &format!("/{path}")]).args(body);
        let waited = json(&mut waits)?;
        table.told(&format!("{what}: takes"), number(&waited, "/done/ms")?, "ms");
        table.at_most("  the longest that a read waits", number(&waited, "/reads/max")?, "ms", WAIT);
        table.at_most("  the longest that a write waits", number(&waited, "/writes/max")?, "ms", WAIT);
        Ok(())
    }
}

/// Accounts that sign in at the same time; a file of their names.
pub(super) fn accounts(program: &Path, store: &[&str], count: usize) -> Result<std::path::PathBuf> {
    let names: Vec<_> = (0..count).map(|number| format!("signer{number}\n")).collect();
    for name in &names {
        let mut create = Command::new(program);
        create.args(["user", "create", "--username", name.trim_end(), "--password-stdin"]).args(store);
        process::feed(&mut create, super::server::PASSWORD)?;
    }
    let file = super::directory().join("signers");
    std::fs::write(&file, names.concat())?;
    Ok(file)
}
