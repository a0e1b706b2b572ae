//! Asks a service as many clients do, and reads what came of it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use super::measure::{json, number, script};
use super::server::{PASSWORD, Server, USERNAME};
use super::{directory, measure};
use crate::{place, process};

/// How many connections there are, where nothing else is said.
const CONNECTIONS: u32 = 32;

/// What the clients saw.
pub(super) struct Load {
    report: Value,
    connections: u32,
}

impl Load {
    fn of(mut command: Command, connections: u32, what: &str) -> Result<Self> {
        let load = Self { report: json(&mut command)?, connections };
        let refused = load.number("non2xx")?;
        anyhow::ensure!(refused == 0.0, "{what}: {refused} requests were refused");
        Ok(load)
    }

    fn number(&self, what: &str) -> Result<f64> {
        number(&self.report, &format!("/connections/{}/{what}", self.connections))
    }

    /// Answers per second.
    pub(super) fn rate(&self) -> Result<f64> {
        self.number("rps")
    }

    /// Milliseconds that 99 of 100 answers took at most.
    pub(super) fn p99(&self) -> Result<f64> {
        self.number("p99")
    }
}

fn of_clients(url: &str, connections: u32, token: Option<&str>) -> Command {
    let mut load = script("load.mjs");
    load.arg(url).args(["--c", &connections.to_string()]);
    if let Some(token) = token {
        load.args(["--header", &format!("Authorization: Bearer {token}")]);
    }
    load
}

/// Reads one address.
pub(super) fn read(url: &str, token: Option<&str>) -> Result<Load> {
    let mut load = of_clients(url, CONNECTIONS, token);
    load.args(["--d", "3", "--runs", "3"]);
    Load::of(load, CONNECTIONS, url)
}

/// Sends requests that differ: a kind of `bench/requests.lua`, over a list of people.
pub(super) struct Requests<'a> {
    kind: &'a str,
    people: &'a Path,
    of: Option<&'a str>,
    connections: u32,
}

impl<'a> Requests<'a> {
    pub(super) fn new(kind: &'a str, people: &'a Path) -> Self {
        Self { kind, people, of: None, connections: CONNECTIONS }
    }

    /// The group that they join, or the value that they hold.
    pub(super) fn of(self, of: &'a str) -> Self {
        Self { of: Some(of), ..self }
    }

    pub(super) fn connections(self, connections: u32) -> Self {
        Self { connections, ..self }
    }

    fn command(&self, server: &Server, token: Option<&str>) -> Command {
        let mut load = of_clients(&server.url, self.connections, token);
        load.arg("--script").arg(place::root().join("bench/requests.lua"));
        load.args(["--arg", self.kind, "--arg"]).arg(self.people);
        if let Some(of) = self.of {
            load.args(["--arg", of]);
        }
        load
    }

    /// For some seconds.
    pub(super) fn send(&self, server: &Server, token: Option<&str>, seconds: u32) -> Result<Load> {
        let mut load = self.command(server, token);
        load.args(["--runs", "1", "--d", &seconds.to_string()]);
        Load::of(load, self.connections, self.kind)
    }

    /// So many.
    pub(super) fn send_all(&self, server: &Server, token: &str, count: usize) -> Result<Load> {
        let mut load = self.command(server, Some(token));
        load.args(["--runs", "1", "--d", "600"]).env("BIM_BENCH_LIMIT", count.to_string());
        Load::of(load, self.connections, self.kind)
    }
}

/// A session's token, as the app gets one.
pub(super) fn sign_in(server: &Server) -> Result<String> {
    let mut curl = Command::new("curl");
    curl.args(["--silent", "--fail", "--data-urlencode", &format!("username={USERNAME}")]);
    curl.args(["--data-urlencode", &format!("password={PASSWORD}")]);
    let answer = process::output(curl.arg(format!("{}bim/iam/bim/user/authenticate", server.url)));
    let answer: Value = serde_json::from_str(&answer.context("signing in failed")?)?;
    Ok(answer["token"].as_str().context("signing in gave no token")?.to_owned())
}

/// An answer of the API.
pub(super) fn ask(server: &Server, token: &str, path: &str, body: Option<&str>) -> Result<Value> {
    let mut curl = Command::new("curl");
    curl.args(["--silent", "--fail", "--header", &format!("Authorization: Bearer {token}")]);
    if let Some(body) = body {
        curl.args(["--header", "Content-Type: application/json", "--data", body]);
    }
    measure::json(curl.arg(format!("{}{path}", server.url)))
}

/// Writes the paths of everybody, but for whom it is measured with, to a file; how many they are.
pub(super) fn everybody(server: &Server, token: &str, people: u32) -> Result<(PathBuf, usize)> {
    const PAGE: usize = 1_000;
    let mut paths = Vec::new();
    for offset in (0..people as usize + PAGE).step_by(PAGE) {
        let list = format!("bim/user?includeDisabled=true&size={PAGE}&offset={offset}");
        let list = ask(server, token, &list, None)?;
        for hit in list["hits"].as_array().context("no list of people")? {
            let (iamid, name) = (hit["iamid"].as_str(), hit["userid"].as_str());
            let (iamid, name) = iamid.zip(name).context("a person without a name")?;
            if name != USERNAME {
                paths.push(format!("/bim/iam/{}/user/{}\n", encoded(iamid), encoded(name)));
            }
        }
    }
    let file = directory().join("people");
    std::fs::write(&file, paths.concat())?;
    Ok((file, paths.len()))
}

/// Text as a segment of a path.
fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let one = |byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(one).collect()
}
