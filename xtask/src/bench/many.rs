//! The budgets of changing many at once: scrolling through whoever is selected, planning, and the job.

use std::path::Path;

use anyhow::Result;

use super::load::{self, ToAll};
use super::measure::number;
use super::pages::signed_in;
use super::server::{Data, Server};
use super::table::Table;

/// How many calls the native client has under way: as many as a page has, where each is a request (src/stores/jobs/pace.rs).
const ABREAST: u32 = 5;
/// Of what that client is answered.
const OF_NATIVE: f64 = 0.8;
/// The longest that anybody's press may have to wait; milliseconds.
const TASK: f64 = 50.0;
const MEGABYTE: f64 = 1e6;
const FEW: [&str; 2] = ["--runs", "3"];

pub(super) fn measure(
    table: &mut Table,
    program: &Path,
    app: &Path,
    small: &Data,
    large: &Data,
) -> Result<()> {
    table.part("a job's rate", |table| rate(table, program, app, small));
    table.part("a job's memory", |table| memory(table, program, app, large));
    let server = Server::ours(program, Some(app), small)?;
    table.part("planning", |table| planning(table, &server, small.people));
    table.part("scrolling", |table| scrolling(table, &server, small.people));
    Ok(())
}

/// The same calls from the page and from a native client, which is asked before and after.
fn rate(table: &mut Table, program: &Path, app: &Path, data: &Data) -> Result<()> {
    let data = data.copy()?;
    let server = Server::ours(program, Some(app), &data)?;
    let token = load::sign_in(&server)?;
    let (people, count) = load::everybody(&server, &token, data.people)?;
    let native = |value| load::send_all(&server, &token, ToAll::Give(value), (&people, count), ABREAST);
    let before = native("before")?;
    let job = signed_in(
        &server,
        "users?status=all",
        "job.mjs",
        &[&FEW[..], &["--timeout", "120000", "--limit", "600"]].concat(),
    )?;
    let after = native("after")?;
    let ours = number(&job, "/summary/job/perSecond/med")?;
    let what = format!("a job of {}, beside a native client", data.people);
    table.times_at_least(&what, ours, f64::midpoint(before, after), "/s", OF_NATIVE);
    // What no page can be faster than.
    let bare = number(&job, "/summary/job/barePerSecond/med")?;
    table.told("  the browser's fetch alone, in the same page", bare, "/s");
    table.told("  its longest task", number(&job, "/summary/job/longestTask/med")?, "ms");
    drop(server);
    data.discard()
}

/// All that the page holds while a large job runs, from its first item to its last; then what that gave to everybody is
/// taken at once.
fn memory(table: &mut Table, program: &Path, app: &Path, data: &Data) -> Result<()> {
    let data = data.copy()?;
    let server = Server::ours(program, Some(app), &data)?;
    let options = ["--once", "--timeout", "900000", "--limit", "1200"];
    let job = signed_in(&server, "users?status=all", "job.mjs", &options)?;
    let megabytes =
        |what: &str| Ok::<_, anyhow::Error>(number(&job, &format!("/summary/job/{what}/max"))? / MEGABYTE);
    table.at_most(&format!("a job of {}, memory", data.people), megabytes("memory")?, "MB", 100.0);
    table.told("  of it WebAssembly", megabytes("wasmMemory")?, "MB");
    table.told("  of it JavaScript, at its peak", megabytes("jsHeapPeak")?, "MB");
    let removed = signed_in(&server, "users?status=all", "remove.mjs", &options)?;
    for (step, what) in [("told", "told who loses an attribute"), ("remove", "removed everywhere")] {
        let longest = number(&removed, &format!("/summary/{step}/longestTask/max"))?;
        table.at_most(&format!("{what}, {} people, longest task", data.people), longest, "ms", TASK);
    }
    drop(server);
    data.discard()
}

/// Everybody is read anew, and what would change is shown.
fn planning(table: &mut Table, server: &Server, people: u32) -> Result<()> {
    let plan = signed_in(server, "users?status=all", "plan.mjs", &FEW)?;
    let what = format!("{people} changes planned");
    table.at_most(&what, number(&plan, "/summary/plan/ready/med")?, "ms", 1000.0);
    table.at_most("  the longest task", number(&plan, "/summary/plan/longestTask/med")?, "ms", TASK);
    Ok(())
}

fn scrolling(table: &mut Table, server: &Server, people: u32) -> Result<()> {
    let all = signed_in(server, "users?status=all&size=200", "selection.mjs", &FEW)?;
    let dropped = number(&all, "/summary/select/droppedPercent/med")?;
    table.at_most(&format!("{people} selected, dropped frames in scrolling"), dropped, "%", 1.0);
    Ok(())
}
