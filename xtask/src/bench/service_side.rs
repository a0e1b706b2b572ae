//! Everything of the service in one run, on a copy of the data that may be written to.

use std::path::Path;

use anyhow::{Context, Result};
use bim_postgres::Cluster;

use super::reads::{self, Reads};
use super::server::{Data, Floor, Server};
use super::table::Table;
use super::writes::{Writes, accounts};
use super::{floors, load};
use crate::tools;

/// The most that the service may hold of memory; MiB.
const MEMORY: f64 = 150.0;

/// How long a page of the audit log may take, for 99 of 100 who ask at once; milliseconds, as for a list.
const PAGE: f64 = 20.0;

pub(super) fn measure(table: &mut Table, program: &Path, app: Option<&Path>, data: &Data) -> Result<()> {
    tools::ensure_postgres()?;
    let floor = Floor::new(floors::service()?, data.people);
    let data = data.copy()?;
    reads::start(table, program, app, &data.directory)?;
    let names = accounts(program, &["--data", &data.directory.to_string_lossy()], 64)?;
    let server = Server::ours(program, app, &data)?;
    let token = load::sign_in(&server)?;
    let sqlite = reads::measure(table, &server, &token, &floor.serve()?)?;
    postgres(table, program, data.people, &sqlite)?;
    let (people, count) = load::everybody(&server, &token, data.people)?;
    let writes = Writes { server: &server, token: &token, people: &people, count };
    writes.durable(table, &floor)?;
    writes.signing_in(table, &names)?;
    writes.waits(table)?;
    let count = load::ask(&server, &token, "bim/ext/audit?size=0", None)?;
    let count = count["count"].as_f64().context("no count of the audit log")?;
    table.at_least("events in the audit log", count, "", f64::from(super::EVENTS));
    let audit = load::read(&format!("{}bim/ext/audit?size=50", server.url), Some(&token))?;
    table.at_most("a page of the audit log, p99", audit.p99()?, "ms", PAGE);
    table.at_most("peak memory", server.peak_memory()?, "MiB", MEMORY);
    data.discard()
}

/// The same people on PostgreSQL.
fn postgres(table: &mut Table, program: &Path, people: u32, sqlite: &Reads) -> Result<()> {
    let cluster = Cluster::start(true).map_err(anyhow::Error::msg)?;
    let url = cluster.url("postgres");
    Data::fill(program, &["--database-url", &url], people, 0)?;
    let server = Server::on_postgres(program, &url)?;
    let token = load::sign_in(&server)?;
    reads::compare(table, &server, &token, sqlite)
}
