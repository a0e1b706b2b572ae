//! Running programs, and saying in one line why one could not run.

use std::io::{self, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

/// Runs a program with its output passed through; it reads no input.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let name = name(command);
    let status =
        command.stdin(Stdio::null()).status().with_context(|| format!("`{name}` could not start"))?;
    if !status.success() {
        bail!("`{}` failed ({status})", shown(command));
    }
    Ok(())
}

/// Runs a program that says in one line why it fails; that line becomes the error.
pub(crate) fn run_to_the_point(command: &mut Command) -> Result<()> {
    let name = name(command);
    let child = command.stdin(Stdio::null()).stderr(Stdio::piped()).spawn();
    let output =
        child.and_then(Child::wait_with_output).with_context(|| format!("`{name}` could not start"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        bail!("{}", said.lines().last().unwrap_or("it said nothing").trim());
    }
    eprint!("{said}");
    Ok(())
}

/// Runs a program that reads one text and prints nothing that matters.
pub(crate) fn feed(command: &mut Command, text: &str) -> Result<()> {
    let name = name(command);
    let mut child =
        command.stdin(Stdio::piped()).spawn().with_context(|| format!("`{name}` could not start"))?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(text.as_bytes())?;
    }
    let status = child.wait()?;
    if !status.success() {
        bail!("`{}` failed ({status})", shown(command));
    }
    Ok(())
}

/// What a program writes, or `None` when it is missing or fails.
pub(crate) fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The command as a person would type it.
pub(crate) fn shown(command: &Command) -> String {
    let arguments = command.get_args().map(|argument| argument.to_string_lossy());
    std::iter::once(name(command).into()).chain(arguments).collect::<Vec<_>>().join(" ")
}

fn name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

/// An error as one line, a full disk by its name.
pub(crate) fn plain(error: &anyhow::Error) -> String {
    let full = error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| matches!(cause.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded));
    if full { format!("The disk is full: {error:#}") } else { format!("{error:#}") }
}

/// Refuses to start work that the disk cannot hold.
pub(crate) fn require_space(directory: &Path, megabytes: u64) -> Result<()> {
    let report = output(Command::new("df").arg("-Pk").arg(directory));
    let Some(free) = report.as_deref().and_then(free_megabytes) else { return Ok(()) };
    if free < megabytes {
        bail!(
            "The disk is full: {} has {free} MB free and this needs about {megabytes} MB. Free some, or point \
             CARGO_TARGET_DIR at another disk.",
            directory.display()
        );
    }
    Ok(())
}

fn free_megabytes(report: &str) -> Option<u64> {
    let kilobytes: u64 = report.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()?;
    Some(kilobytes / 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn free_space_is_read_from_df() {
        let report = "Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/a 100 60 40960 60% /";
        assert_eq!(free_megabytes(report), Some(40));
        assert_eq!(free_megabytes("nonsense"), None);
    }

    #[test]
    fn a_full_disk_is_named() {
        let error = anyhow::Error::new(io::Error::from(io::ErrorKind::StorageFull)).context("writing x");
        assert!(plain(&error).starts_with("The disk is full: writing x"));
    }

    #[test]
    fn a_missing_program_is_named() {
        let error = run(&mut Command::new("no-such-program")).expect_err("there is none");
        assert!(error.to_string().contains("no-such-program"));
    }
}
