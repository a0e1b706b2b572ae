//! `cargo xtask bench`: every budget beside its floor, measured in one run. The measuring itself is in `bench/`.

mod floors;
mod load;
mod many;
mod measure;
mod pages;
mod reads;
mod server;
mod service_side;
mod table;
mod writes;

use std::fs;
use std::process::ExitCode;

use anyhow::Result;

use crate::cli::Measured;
use crate::{app, place, process, service, size, tools};
use server::Data;
use table::Table;

/// Events of the audit log before anything is measured.
const EVENTS: u32 = 300_000;

/// Everything, or a part of it.
pub(crate) fn run(measured: Measured) -> Result<ExitCode> {
    tools::ensure_load_tools()?;
    process::require_space(&place::root(), 3000)?;
    fs::create_dir_all(directory())?;
    let program = service::build(false)?;
    let large = Data::prepare(&program, 100_000, EVENTS)?;
    let mut table = Table::default();
    let app = if measured == Measured::Service { None } else { Some(app::build(false)?) };
    if let Some(app) = &app {
        tools::ensure_page_tools()?;
        let small = Data::prepare(&program, 10_000, 0)?;
        table.at_most("sign-in page, brotli -11", size::total(app)? as f64, "B", size::BUDGET as f64);
        if measured != Measured::Many {
            pages::measure(&mut table, &program, app, &floors::sites()?, &small, &large)?;
        }
        if measured != Measured::Pages {
            many::measure(&mut table, &program, app, &small, &large)?;
        }
    }
    if matches!(measured, Measured::All | Measured::Service) {
        service_side::measure(&mut table, &program, app.as_deref(), &large)?;
    }
    println!("\n{table}");
    Ok(if table.holds() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Databases and floors, kept from run to run.
fn directory() -> std::path::PathBuf {
    place::target().join("bench")
}
