//! The budgets of reading: rates and latencies under load, on both engines; the start, idle memory.

use std::path::Path;

use anyhow::Result;

use super::load::{self, Load};
use super::measure::{json, number, script};
use super::server::{Server, USERNAME, free_port};
use super::table::Table;
use crate::service;

/// A third of what the floor does.
const OF_FLOOR: f64 = 1.0 / 3.0;

/// Half of what SQLite does.
const OF_SQLITE: f64 = 0.5;

/// Lists, one person, and a search.
pub(super) struct Reads {
    pub(super) list: Load,
    one: Load,
    search: Load,
}

impl Reads {
    fn of(server: &Server, token: &str) -> Result<Self> {
        let read = |path: &str| load::read(&format!("{}{path}", server.url), Some(token));
        Ok(Self {
            list: read("bim/user?size=50")?,
            one: read(&format!("bim/iam/bim/user/{USERNAME}"))?,
            search: read("bim/user?size=50&name=mar")?,
        })
    }
}

/// SQLite, beside the floor.
pub(super) fn measure(table: &mut Table, server: &Server, token: &str, floor: &Server) -> Result<Reads> {
    let list = load::read(&format!("{}api/users?limit=50", floor.url), None)?;
    let one = load::read(&format!("{}api/users/user050000", floor.url), None)?;
    let ours = Reads::of(server, token)?;
    let rate = "list of 50, 32 connections";
    table.times_at_least(rate, ours.list.rate()?, list.rate()?, "/s", OF_FLOOR);
    table.at_most("list of 50, p99", ours.list.p99()?, "ms", 20.0);
    table.times_at_least("one user, 32 connections", ours.one.rate()?, one.rate()?, "/s", OF_FLOOR);
    table.at_most("search by 3 letters, p99", ours.search.p99()?, "ms", 50.0);
    Ok(ours)
}

/// PostgreSQL, beside SQLite.
pub(super) fn compare(table: &mut Table, server: &Server, token: &str, sqlite: &Reads) -> Result<()> {
    let ours = Reads::of(server, token)?;
    for (what, ours, sqlite) in [
        ("list of 50", &ours.list, &sqlite.list),
        ("one user", &ours.one, &sqlite.one),
        ("search by 3 letters", &ours.search, &sqlite.search),
    ] {
        let what = format!("PostgreSQL against SQLite, {what}");
        table.times_at_least(&what, ours.rate()?, sqlite.rate()?, "/s", OF_SQLITE);
    }
    Ok(())
}

/// A start on a database that is there, and the memory a second later.
pub(super) fn start(table: &mut Table, program: &Path, app: Option<&Path>, data: &Path) -> Result<()> {
    let port = free_port()?;
    let serve = service::serve(program, data, app, port);
    let mut startup = script("startup.mjs");
    startup.arg(format!("http://127.0.0.1:{port}/bim/iam")).arg("--").arg(program).args(serve.get_args());
    let start = json(&mut startup)?;
    table.at_most("start on 100,000 people", number(&start, "/startMs")?, "ms", 50.0);
    table.at_most("idle memory", number(&start, "/idleRssMiB")?, "MiB", 25.0);
    Ok(())
}
