//! Starts the bim service.

use std::process::ExitCode;

fn main() -> ExitCode {
    match bim_service::cli::run(std::env::args_os()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("bim-service: {message}");
            ExitCode::FAILURE
        }
    }
}
