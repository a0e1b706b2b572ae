//! Starts the bim service.

use std::process::ExitCode;

/// Gives back what another thread took without waiting for it, which the writer does for every request.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match bim_service::cli::run(std::env::args_os()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("bim-service: {message}");
            ExitCode::FAILURE
        }
    }
}
