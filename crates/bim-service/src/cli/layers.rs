//! Where settings come from: a file, above it the environment, above that the flags.
//!
//! A setting is declared once, as an argument with a `BIM_` variable. Its key in the file is the name of its flag,
//! and what the file says stands in for the argument's default.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;

use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Command, CommandFactory};

use super::Cli;
use super::config_file::{ConfigFile, Entry};

/// The command line as it was understood, and the file below it.
pub(super) struct Layers {
    pub(super) matches: ArgMatches,
    file: Option<ConfigFile>,
}

impl Layers {
    /// Reads the arguments over the file that they, or the environment, name. Ends the process after printing help,
    /// and after a mistake in the arguments.
    ///
    /// # Errors
    /// The file cannot be read, or says what no setting takes.
    pub(super) fn read(arguments: &[OsString]) -> Result<Self, String> {
        let command = Cli::command();
        // Asks for the file alone; help and mistakes are for the second reading, which knows what it says.
        let first = command.clone().ignore_errors(true).try_get_matches_from(arguments).ok();
        let path = first.and_then(|matches| matches.get_one::<PathBuf>("config").cloned());
        let file = path.map(ConfigFile::read).transpose()?;
        let command = match &file {
            Some(file) => {
                file.check(&settings(&command))?;
                over(command, file)
            }
            None => command,
        };
        Ok(Self { matches: command.get_matches_from(arguments), file })
    }

    /// Where the value of a setting comes from, in words, when it has one.
    pub(super) fn origin(&self, matches: &ArgMatches, setting: &Arg) -> Option<String> {
        Some(match (matches.value_source(setting.get_id().as_str())?, setting.get_env()) {
            (ValueSource::CommandLine, _) => "flag".to_owned(),
            (ValueSource::EnvVariable, Some(variable)) => variable.to_string_lossy().into_owned(),
            _ => match self.file.as_ref().and_then(|file| file.place_of(setting)) {
                Some(place) => place,
                None => "default".to_owned(),
            },
        })
    }
}

/// The command with the file's values as defaults.
fn over(command: Command, file: &ConfigFile) -> Command {
    command
        .mut_args(|argument| match file.entry_of(&argument) {
            Some(Entry { texts, .. }) => argument.required(false).default_values(texts.clone()),
            None => argument,
        })
        .mut_subcommands(|subcommand| over(subcommand, file))
}

/// The settings of a command and of those below it, by the name of their flag.
pub(super) fn settings(command: &Command) -> BTreeMap<String, Arg> {
    let mut found: BTreeMap<_, _> = command.get_subcommands().flat_map(settings).collect();
    let own = command.get_arguments().filter(|argument| argument.get_env().is_some());
    found.extend(own.filter_map(|argument| Some((argument.get_long()?.to_owned(), argument.clone()))));
    // It cannot name itself.
    found.remove("config");
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_declared_arguments_fit_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_setting_has_the_variable_of_its_flag() {
        let settings = settings(&Cli::command());
        assert!(settings.len() > 10, "{settings:?}");
        for (key, argument) in settings {
            let variable = format!("BIM_{}", key.to_uppercase().replace('-', "_"));
            assert_eq!(argument.get_env().and_then(|name| name.to_str()), Some(variable.as_str()));
            assert!(argument.get_help().is_some(), "{key} says what it is");
        }
    }

    #[test]
    fn a_secret_is_hidden_wherever_it_can_be_given() {
        for (key, argument) in settings(&Cli::command()) {
            let is_secret = ["password", "database-url", "secret"].iter().any(|word| key.contains(word));
            assert_eq!(argument.is_hide_env_values_set(), is_secret, "{key}");
        }
    }
}
