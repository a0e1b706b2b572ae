//! Asks a service as many clients do, and reads what came of it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use super::measure::{json, number, script};
use super::server::{PASSWORD, Server, USERNAME};
use super::{directory, measure};
use crate::{place, process};

/// What the clients saw.
pub(super) struct Load(Value);

impl Load {
    fn of(mut command: Command, what: &str) -> Result<Self> {
        let report = json(&mut command)?;
        let refused = number(&report, "/connections/32/non2xx")?;
        anyhow::ensure!(refused == 0.0, "{what}: {refused} requests were refused");
        Ok(Self(report))
    }

    /// Answers per second.
    pub(super) fn rate(&self) -> Result<f64> {
        number(&self.0, "/connections/32/rps")
    }

    /// Milliseconds that 99 of 100 answers took at most.
    pub(super) fn p99(&self) -> Result<f64> {
        number(&self.0, "/connections/32/p99")
    }
}

fn of_32_clients(url: &str, token: Option<&str>) -> Command {
    let mut load = script("load.mjs");
    load.arg(url).args(["--c", "32"]);
    if let Some(token) = token {
        load.args(["--header", &format!("Authorization: Bearer {token}")]);
    }
    load
}

/// Reads one address.
pub(super) fn read(url: &str, token: Option<&str>) -> Result<Load> {
    let mut load = of_32_clients(url, token);
    load.args(["--d", "3", "--runs", "3"]);
    Load::of(load, url)
}

/// For some seconds, requests that differ: a kind of `bench/requests.lua`, over a list of people.
pub(super) fn send(
    server: &Server,
    token: Option<&str>,
    kind: &str,
    people: &Path,
    seconds: u32,
) -> Result<Load> {
    let mut load = of_32_clients(&server.url, token);
    load.arg("--script").arg(place::root().join("bench/requests.lua"));
    load.args(["--arg", kind, "--arg"]).arg(people).args(["--runs", "1", "--d", &seconds.to_string()]);
    Load::of(load, kind)
}

/// What everybody is sent once.
#[derive(Clone, Copy)]
pub(super) enum ToAll<'a> {
    /// Row 10, this value.
    Give(&'a str),
    /// Row 24, into this group.
    Join(&'a str),
}

/// Sends this to so many people, with so many calls under way. Answers how many were answered in a second.
pub(super) fn send_all(
    server: &Server,
    token: &str,
    what: ToAll<'_>,
    (people, count): (&Path, usize),
    abreast: u32,
) -> Result<f64> {
    let (option, value) = match what {
        ToAll::Give(value) => ("--give", value),
        ToAll::Join(group) => ("--join", group),
    };
    let mut send = script("send.mjs");
    send.arg(&server.url).args(["--token", token, option, value, "--people"]).arg(people);
    send.args(["--count", &count.to_string(), "--abreast", &abreast.to_string()]);
    number(&json(&mut send)?, "/perSecond")
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
