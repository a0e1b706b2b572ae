//! Where what is built in comes from: licences, sources, twins, known weaknesses. In the full run alone: it asks for
//! tools that take minutes to build.

use anyhow::Result;

use super::steps::cargo;
use super::tally::Tally;
use crate::{place, process, sbom, tools};

pub(super) fn run(full: bool) -> Result<Tally> {
    if !full {
        println!("Only with --full.");
        return Ok(Tally::default());
    }
    tools::ensure_deny()?;
    process::run(&mut cargo(&[
        "deny",
        "--workspace",
        "check",
        "--hide-inclusion-graph",
        "licenses",
        "bans",
        "sources",
    ]))?;
    let mut tally = Tally::success();
    if process::output(&mut cargo(&["deny", "--workspace", "fetch", "db"])).is_some() {
        process::run(&mut cargo(&["deny", "--workspace", "check", "advisories"]))?;
        tally += Tally::success();
    } else {
        println!("The database of known weaknesses cannot be reached from here: they were not looked for.");
    }
    let scratch = place::target().join("sbom");
    std::fs::create_dir_all(&scratch)?;
    for document in sbom::write(&scratch, 0)? {
        let read: serde_json::Value = serde_json::from_slice(&std::fs::read(&document)?)?;
        let parts = read["components"].as_array().map_or(0, Vec::len);
        anyhow::ensure!(parts > 50, "{} names {parts} parts", document.display());
        tally += Tally::success();
    }
    Ok(tally)
}
