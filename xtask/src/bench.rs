//! `cargo xtask bench`: every budget beside its floor, measured in one run. The measuring itself is in `bench/`.

mod floors;
mod measure;
mod pages;
mod server;
mod service_load;
mod table;

use std::fs;
use std::process::ExitCode;

use anyhow::Result;

use crate::{app, place, process, service, size, tools};
use table::Table;

pub(crate) fn run() -> Result<ExitCode> {
    tools::ensure_bench_tools()?;
    process::require_space(&place::root(), 3000)?;
    fs::create_dir_all(directory())?;
    let app = app::build(false)?;
    let program = service::build(false)?;
    let floors = floors::build()?;
    let small = server::Data::prepare(&program, 10_000)?;
    let large = server::Data::prepare(&program, 100_000)?;

    let mut table = Table::default();
    table.at_most("sign-in page, brotli -11", size::total(&app)? as f64, "B", size::BUDGET as f64);
    pages::measure(&mut table, &program, &app, &floors, &small, &large)?;
    service_load::measure(&mut table, &program, &app, &floors, &large)?;
    println!("\n{table}");
    Ok(if table.holds() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Databases and floors, kept from run to run.
fn directory() -> std::path::PathBuf {
    place::target().join("bench")
}
