//! How many checks passed and failed, read from what test programs print.

use std::fmt;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::ops::AddAssign;
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::process;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) passed: u32,
    pub(super) failed: u32,
}

impl Tally {
    pub(super) const fn success() -> Self {
        Self { passed: 1, failed: 0 }
    }

    pub(super) const fn failure() -> Self {
        Self { passed: 0, failed: 1 }
    }

    /// Runs a test program, shows what it prints and counts its results. One that fails without a failed test (it
    /// does not compile, or broke off) counts as one failure.
    pub(super) fn of(command: &mut Command) -> Result<Self> {
        let shown = process::shown(command);
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("`{shown}` could not start"))?;
        let mut tally = Self::default();
        if let Some(output) = child.stdout.take() {
            tally = Self::read(output, &mut std::io::stdout().lock())?;
        }
        let finished = child.wait()?.success();
        if !finished && tally.failed == 0 {
            eprintln!("error: `{shown}` failed");
            tally += Self::failure();
        }
        Ok(tally)
    }

    fn read(output: impl Read, shown: &mut impl Write) -> io::Result<Self> {
        let mut tally = Self::default();
        for line in BufReader::new(output).split(b'\n') {
            let line = line?;
            shown.write_all(&line)?;
            shown.write_all(b"\n")?;
            tally += Self::in_line(&String::from_utf8_lossy(&line));
        }
        Ok(tally)
    }

    fn in_line(line: &str) -> Self {
        let Some(result) = line.trim_start().strip_prefix("test result: ") else { return Self::default() };
        let count = |what: &str| {
            let words: Vec<_> = result.split([' ', ';', '.']).filter(|word| !word.is_empty()).collect();
            words.windows(2).find(|pair| pair[1] == what).and_then(|pair| pair[0].parse().ok()).unwrap_or(0)
        };
        Self { passed: count("passed"), failed: count("failed") }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_of_test_programs_are_counted() {
        let line =
            "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out; finished in 1s";
        assert_eq!(Tally::in_line(line), Tally { passed: 12, failed: 3 });
        assert_eq!(Tally::in_line("test result: ok. 2 passed; 0 failed"), Tally { passed: 2, failed: 0 });
        assert_eq!(Tally::in_line("test one ... ok"), Tally::default());
    }

    #[test]
    fn all_programs_of_one_run_are_summed() {
        let output = "test result: ok. 2 passed; 0 failed\nother\ntest result: ok. 3 passed; 0 failed\n";
        let mut shown = Vec::new();
        let tally = Tally::read(output.as_bytes(), &mut shown).expect("reads");
        assert_eq!(tally, Tally { passed: 5, failed: 0 });
        assert_eq!(shown, output.as_bytes());
    }

    #[test]
    fn a_program_that_breaks_off_is_a_failure() {
        assert_eq!(Tally::of(&mut Command::new("false")).expect("runs"), Tally::failure());
    }
}
