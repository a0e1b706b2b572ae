//! The one door for people: `cargo xtask run`, `test`, `dev`, `dist`, `bench`, `tidy`. Knows how the parts are
//! built and started; knows nothing of what is in them.

mod app;
mod archive;
mod bench;
mod cli;
mod compress;
mod css;
mod dev;
mod dist;
mod docs;
mod fingerprint;
mod minify;
mod place;
mod process;
mod run;
mod sbom;
mod service;
mod size;
mod split;
mod stamp;
mod suite;
mod tidy;
mod tools;

use std::process::ExitCode;

use cli::Task;

fn main() -> ExitCode {
    let task = match cli::parse() {
        Ok(task) => task,
        Err(error) => {
            eprintln!("{error}\n\n{}", cli::HELP);
            return ExitCode::from(2);
        }
    };
    match perform(task) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {}", process::plain(&error));
            ExitCode::FAILURE
        }
    }
}

fn perform(task: Task) -> anyhow::Result<ExitCode> {
    match task {
        Task::Help => println!("{}", cli::HELP),
        Task::Run(options) => run::run(&options)?,
        Task::Dev(options) => dev::dev(&options)?,
        Task::Test(selection) => return suite::run(&selection),
        Task::Dist(debug) => dist::dist(debug)?,
        Task::Bench(measured) => return bench::run(measured),
        Task::Docs => docs::write()?,
        Task::Tidy => return tidy::run(),
        Task::Css => css::bundle(std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release"))?,
    }
    Ok(ExitCode::SUCCESS)
}
