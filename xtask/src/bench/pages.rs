//! The budgets of pages: how soon they are usable, what they hold, how fast they answer.

use std::path::Path;

use anyhow::Result;
use serde_json::Value;

use super::floors::Sites;
use super::measure::{json, number, script};
use super::server::{Data, PASSWORD, Server, USERNAME};
use super::table::Table;

/// How long the list waits for the next key before it searches (src/pages/users).
const DEBOUNCE: f64 = 120.0;
const RUNS: [&str; 2] = ["--runs", "7"];
const ROWS: [&str; 4] = ["--ready", "tbody a.row-link", "--count", "50"];

pub(super) fn measure(
    table: &mut Table,
    program: &Path,
    app: &Path,
    floors: &Sites,
    small: &Data,
    large: &Data,
) -> Result<()> {
    let (tens, hundreds) =
        (Server::ours(program, Some(app), small)?, Server::ours(program, Some(app), large)?);
    let (leptos, plain) = (Server::site(&floors.leptos)?, Server::site(&floors.page)?);
    for (throttle, limit) in [("1", 1.6), ("4", 1.6)] {
        let ready = ["--ready", "form button[type=submit]", "--throttle", throttle];
        let ours = page(&format!("{}login", tens.url), &ready)?;
        let floor = page(&leptos.url, &["--ready", "#go", "--throttle", throttle])?;
        let what = format!("sign-in usable, cold, {throttle}x CPU");
        table.times_at_most(&what, usable(&ours)?, usable(&floor)?, "ms", limit);
        if throttle == "1" {
            table.at_most("sign-in page, requests", number(&ours, "/summary/load/requests/max")?, "", 8.0);
        }
    }
    let floor = usable(&page(&format!("{}?n=25", plain.url), &["--ready", "tr.user", "--count", "25"])?)?;
    let mut times = Vec::new();
    for (server, data) in [(&tens, small), (&hundreds, large)] {
        let list = signed_in(server, "users", "users.mjs", &RUNS)?;
        let people = data.people;
        times.push(usable(&list)?);
        table.times_at_most(&format!("Users, 50 rows of {people}"), usable(&list)?, floor, "ms", 2.5);
        let elements = number(&list, "/summary/load/domNodes/max")?;
        table.at_most(&format!("Users of {people}, elements"), elements, "", 1500.0);
        let memory = number(&list, "/summary/load/wasmMemory/max")? / f64::from(1 << 20);
        table.at_most(&format!("Users of {people}, wasm memory"), memory, "MiB", 8e6 / f64::from(1 << 20));
    }
    table.times_at_most("Users, 100,000 against 10,000", times[1], times[0], "ms", 1.2);
    for (throttle, limit) in [("1", 50.0), ("4", 150.0)] {
        let options = [&RUNS[..], &["--throttle", throttle]].concat();
        let steps = signed_in(&hundreds, "users", "users.mjs", &options)?;
        for (step, waits) in [("keystroke", DEBOUNCE), ("page", 0.0), ("sort", 0.0)] {
            let took = number(&steps, &format!("/summary/{step}/ready/med"))? - waits;
            table.at_most(&format!("Users of 100,000, {step}, {throttle}x CPU"), took, "ms", limit);
        }
    }
    let person = signed_in(&hundreds, "users", "person.mjs", &RUNS)?;
    for (step, what, limit) in [("open", "a person's page", 60.0), ("save", "a saved change", 100.0)] {
        let took = number(&person, &format!("/summary/{step}/ready/med"))?;
        table.at_most(&format!("{what} of 100,000, visible"), took, "ms", limit);
    }
    let catalogue =
        signed_in(&hundreds, "users", "attributes.mjs", &[&ROWS[..], &["--timeout", "300000"]].concat())?;
    for (step, what) in [("gather", "gathered"), ("search", "searched"), ("holders", "holders shown")] {
        let longest = number(&catalogue, &format!("/summary/{step}/longestTask/max"))?;
        table.at_most(&format!("Attributes of 100,000, {what}, longest task"), longest, "ms", 50.0);
    }
    let memory = number(&catalogue, "/summary/holders/wasmMemory/max")? / f64::from(1 << 20);
    table.at_most("Attributes of 100,000, wasm memory", memory, "MiB", 150e6 / f64::from(1 << 20));
    Ok(())
}

fn page(url: &str, options: &[&str]) -> Result<Value> {
    json(script("measure.mjs").arg(url).args(RUNS).args(options))
}

/// A list, seen by somebody who is signed in, and the steps of a scenario on it.
pub(super) fn signed_in(server: &Server, list: &str, scenario: &str, options: &[&str]) -> Result<Value> {
    let scenario = crate::place::root().join("bench/scenarios").join(scenario);
    let (username, password) = (format!("username={USERNAME}"), format!("password={PASSWORD}"));
    let mut measure = script("measure.mjs");
    measure.arg(format!("{}{list}", server.url)).args(["--arg", &username, "--arg", &password]);
    json(measure.arg("--scenario").arg(scenario).args(ROWS).args(options))
}

fn usable(report: &Value) -> Result<f64> {
    number(report, "/summary/load/ready/med")
}
