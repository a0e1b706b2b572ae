//! Starts the bim service.

use std::process::ExitCode;

use bim_service::cli::{Cli, run};
use clap::Parser;

fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("bim-service: {message}");
            ExitCode::FAILURE
        }
    }
}
