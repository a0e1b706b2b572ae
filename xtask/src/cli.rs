//! The command line: text to `Task`. Does nothing itself.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use lexopt::prelude::*;

/// Printed by `cargo xtask help` and after a mistake.
pub(crate) const HELP: &str = "\
Usage: cargo xtask TASK

  run   [--demo [N]] [--port P] [--data DIR] [--debug]
        builds the app and the service, then serves both on http://127.0.0.1:8080/
        --demo fills an empty data directory with N people (500)
  dev   [--demo [N]] [--port P] [--data DIR]
        the same from a debug build, rebuilt on every change
  test  [--full] [STEP...]
        all that CI checks, or only the named steps; --full adds doc tests and slow tests
  ci    the same as `test`
  dist  [--debug]
        builds the app into dist/, and what is handed out into target/dist/: an archive of its files, and the
        service with the app inside; the debug build into target/app/
  bench [pages | many | service]
        measures every budget beside its floor, or those of one of them (takes minutes; wants a quiet machine)
  docs  writes docs/api.md and the settings in docs/operations.md anew
  tidy  checks the rules of the house that no compiler knows";

/// The people that `--demo` makes when it names no number.
const DEMO: u32 = 500;

/// Whose budgets are measured.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Measured {
    All,
    Pages,
    Many,
    Service,
}

pub(crate) enum Task {
    Help,
    Run(Serving),
    Dev(Serving),
    Test(Selection),
    /// Whether the debug build is meant.
    Dist(bool),
    Bench(Measured),
    Docs,
    Tidy,
    /// What Trunk calls before it builds.
    Css,
}

/// How the console is served.
pub(crate) struct Serving {
    pub(crate) demo: Option<u32>,
    pub(crate) port: u16,
    pub(crate) data: PathBuf,
    pub(crate) debug: bool,
}

/// Which checks run.
#[derive(Default)]
pub(crate) struct Selection {
    pub(crate) full: bool,
    pub(crate) steps: Vec<String>,
}

pub(crate) fn parse() -> Result<Task> {
    parse_from(lexopt::Parser::from_env())
}

fn parse_from(mut parser: lexopt::Parser) -> Result<Task> {
    let task = match parser.next()? {
        None => return Ok(Task::Help),
        Some(Value(task)) => task.string()?,
        Some(Long("help") | Short('h')) => return Ok(Task::Help),
        Some(other) => return Err(other.unexpected().into()),
    };
    match task.as_str() {
        "help" => Ok(Task::Help),
        "run" => Ok(Task::Run(serving(&mut parser)?)),
        "dev" => Ok(Task::Dev(serving(&mut parser)?)),
        "test" | "ci" => Ok(Task::Test(selection(&mut parser)?)),
        "dist" => match parser.next()? {
            Some(Long("debug")) => nothing_more(&mut parser, Task::Dist(true)),
            None => Ok(Task::Dist(false)),
            Some(other) => Err(other.unexpected().into()),
        },
        "bench" => {
            let measured = match parser.next()? {
                Some(Value(part)) if part == "pages" => Measured::Pages,
                Some(Value(part)) if part == "many" => Measured::Many,
                Some(Value(part)) if part == "service" => Measured::Service,
                None => Measured::All,
                Some(other) => return Err(other.unexpected().into()),
            };
            nothing_more(&mut parser, Task::Bench(measured))
        }
        "docs" => nothing_more(&mut parser, Task::Docs),
        "tidy" => nothing_more(&mut parser, Task::Tidy),
        "css" => nothing_more(&mut parser, Task::Css),
        other => bail!("There is no task `{other}`."),
    }
}

fn serving(parser: &mut lexopt::Parser) -> Result<Serving> {
    let mut serving =
        Serving { demo: None, port: 8080, data: crate::place::root().join("data"), debug: false };
    while let Some(argument) = parser.next()? {
        match argument {
            Long("demo") => {
                serving.demo = Some(match parser.optional_value() {
                    Some(number) => number.parse()?,
                    None => match parser.clone().next()? {
                        Some(Value(number)) => {
                            parser.next()?;
                            number.parse().context("--demo takes the number of people")?
                        }
                        _ => DEMO,
                    },
                });
            }
            Long("port") => serving.port = parser.value()?.parse().context("--port takes 1 to 65535")?,
            Long("data") => serving.data = parser.value()?.into(),
            Long("debug") => serving.debug = true,
            Long("release") => serving.debug = false,
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(serving)
}

fn selection(parser: &mut lexopt::Parser) -> Result<Selection> {
    let mut selection = Selection::default();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("full") => selection.full = true,
            Value(step) => selection.steps.push(step.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(selection)
}

fn nothing_more(parser: &mut lexopt::Parser, task: Task) -> Result<Task> {
    match parser.next()? {
        None => Ok(task),
        Some(other) => Err(other.unexpected().into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(arguments: &[&str]) -> Result<Serving> {
        match parse_from(lexopt::Parser::from_args(arguments))? {
            Task::Run(serving) => Ok(serving),
            _ => bail!("not run"),
        }
    }

    #[test]
    fn demo_takes_a_number_or_none() {
        assert_eq!(run(&["run"]).expect("reads").demo, None);
        assert_eq!(run(&["run", "--demo"]).expect("reads").demo, Some(DEMO));
        assert_eq!(run(&["run", "--demo", "42", "--debug"]).expect("reads").demo, Some(42));
        let both = run(&["run", "--demo", "--port", "9"]).expect("reads");
        assert_eq!((both.demo, both.port), (Some(DEMO), 9));
    }

    #[test]
    fn mistakes_are_refused() {
        assert!(run(&["run", "--demo", "many"]).is_err());
        assert!(run(&["run", "--port", "70000"]).is_err());
        assert!(run(&["run", "--colour"]).is_err());
        assert!(parse_from(lexopt::Parser::from_args(["fly"])).is_err());
    }
}
