//! The budgets of the service: rates and latencies under load, the start, idle memory.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use super::floors::Floors;
use super::measure::{json, number, script};
use super::server::{Data, PASSWORD, Server, USERNAME, free_port};
use super::table::Table;
use crate::{process, service};

/// A third of what the floor does.
const SHARE: f64 = 1.0 / 3.0;

pub(super) fn measure(
    table: &mut Table,
    program: &Path,
    app: &Path,
    floors: &Floors,
    data: &Data,
) -> Result<()> {
    {
        let ours = Server::ours(program, app, data)?;
        let floor = Server::floor(&floors.service, data.people)?;
        let token = sign_in(&ours)?;
        let our_list = load(&format!("{}bim/user?size=50", ours.url), Some(&token))?;
        let list = load(&format!("{}api/users?limit=50", floor.url), None)?;
        table.times_at_least("list of 50, 32 connections", rate(&our_list)?, rate(&list)?, "/s", SHARE);
        table.at_most("list of 50, p99", p99(&our_list)?, "ms", 20.0);
        let our_one = load(&format!("{}bim/iam/bim/user/{USERNAME}", ours.url), Some(&token))?;
        let one = load(&format!("{}api/users/user050000", floor.url), None)?;
        table.times_at_least("one user, 32 connections", rate(&our_one)?, rate(&one)?, "/s", SHARE);
        let search = load(&format!("{}bim/user?size=50&name=mar", ours.url), Some(&token))?;
        table.at_most("search by 3 letters, p99", p99(&search)?, "ms", 50.0);
    }
    let port = free_port()?;
    let serve = service::serve(program, &data.directory, app, port);
    let mut startup = script("startup.mjs");
    startup.arg(format!("http://127.0.0.1:{port}/bim/iam")).arg("--").arg(program).args(serve.get_args());
    let start = json(&mut startup)?;
    table.at_most("start on 100,000 people", number(&start, "/startMs")?, "ms", 50.0);
    table.at_most("idle memory", number(&start, "/idleRssMiB")?, "MiB", 25.0);
    Ok(())
}

/// A session's token, as the app gets one.
fn sign_in(server: &Server) -> Result<String> {
    let mut curl = Command::new("curl");
    curl.args(["--silent", "--fail", "--data-urlencode", &format!("username={USERNAME}")]);
    curl.args(["--data-urlencode", &format!("password={PASSWORD}")]);
    let answer = process::output(curl.arg(format!("{}bim/iam/bim/user/authenticate", server.url)));
    let answer: Value = serde_json::from_str(&answer.context("signing in failed")?)?;
    Ok(answer["token"].as_str().context("signing in gave no token")?.to_owned())
}

fn load(url: &str, token: Option<&str>) -> Result<Value> {
    let mut load = script("load.mjs");
    load.arg(url).args(["--c", "32", "--d", "5", "--runs", "3"]);
    if let Some(token) = token {
        load.args(["--header", &format!("Authorization: Bearer {token}")]);
    }
    let report = json(&mut load)?;
    let refused = number(&report, "/connections/32/non2xx")?;
    anyhow::ensure!(refused == 0.0, "{url} refused {refused} requests");
    Ok(report)
}

fn rate(report: &Value) -> Result<f64> {
    number(report, "/connections/32/rps")
}

fn p99(report: &Value) -> Result<f64> {
    number(report, "/connections/32/p99")
}
