//! `cargo xtask test`: every check that CI makes, one after the other, each with its time; a failed step does not
//! keep the others from being made. The last line sums up.

mod conformance;
mod deploy;
mod steps;
mod supply;
mod tally;

use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::cli::Selection;
use crate::process;
use steps::STEPS;
use tally::Tally;

pub(crate) fn run(selection: &Selection) -> Result<ExitCode> {
    if let Some(unknown) = selection.steps.iter().find(|name| STEPS.iter().all(|step| step.name != **name)) {
        let known: Vec<_> = STEPS.iter().map(|step| step.name).collect();
        bail!("There is no step `{unknown}`; there are {}.", known.join(", "));
    }
    let mut sum = Tally::default();
    let mut report = Vec::new();
    for step in STEPS {
        if !selection.steps.is_empty() && !selection.steps.iter().any(|name| name == step.name) {
            continue;
        }
        println!("\n== {}: {}", step.name, step.what);
        let started = Instant::now();
        let tally = (step.run)(selection.full).unwrap_or_else(|error| {
            eprintln!("error: {}", process::plain(&error));
            Tally::failure()
        });
        report.push(format!("{:>7.1} s  {:<8} {tally}", started.elapsed().as_secs_f32(), step.name));
        sum += tally;
    }
    println!("\n{}\n{sum}", report.join("\n"));
    Ok(if sum.failed == 0 && sum.passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
