//! The configuration file: TOML, one key per setting, named as its flag. What no setting takes is an error that
//! names the line.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue};
use clap::{Arg, ArgAction, Command};
use toml::de::{DeTable, DeValue};

/// What a file says.
pub(super) struct ConfigFile {
    path: PathBuf,
    entries: BTreeMap<String, Entry>,
}

/// One key of a file.
pub(super) struct Entry {
    line: usize,
    is_list: bool,
    /// Its values, as they would stand on a command line.
    pub(super) texts: Vec<String>,
}

impl ConfigFile {
    /// Reads the file.
    ///
    /// # Errors
    /// There is none, or it is no TOML of plain keys.
    pub(super) fn read(path: PathBuf) -> Result<Self, String> {
        let text = std::fs::read_to_string(&path)
            .map_err(|error| format!("cannot read the configuration {}: {error}", path.display()))?;
        let line = |start: usize| text.bytes().take(start).filter(|byte| *byte == b'\n').count() + 1;
        let at = |line: usize| format!("{}, line {line}", path.display());
        let table = DeTable::parse(&text).map_err(|error| {
            let place = at(line(error.span().map_or(0, |span| span.start)));
            format!("{place}: {}", error.message().replace('\n', ", "))
        })?;
        let mut entries = BTreeMap::new();
        for (key, value) in table.get_ref() {
            let line = line(key.span().start);
            let Some(texts) = texts(value.get_ref()) else {
                return Err(format!(
                    "{}: {} must be a text, a whole number, true or false, or a list of them",
                    at(line),
                    key.get_ref()
                ));
            };
            let is_list = value.get_ref().is_array();
            entries.insert(key.get_ref().clone().into_owned(), Entry { line, is_list, texts });
        }
        Ok(Self { path, entries })
    }

    /// Whether every key is a setting with values that it takes.
    ///
    /// # Errors
    /// The first that is not, with its line.
    pub(super) fn check(&self, settings: &BTreeMap<String, Arg>) -> Result<(), String> {
        for (key, entry) in &self.entries {
            let refusal = match settings.get(key) {
                None => Some("there is no such setting".to_owned()),
                Some(setting) => refusal(setting, entry),
            };
            if let Some(refusal) = refusal {
                return Err(format!("{}: {key}: {refusal}", self.place(entry)));
            }
        }
        Ok(())
    }

    /// What the file says of a setting.
    pub(super) fn entry_of(&self, argument: &Arg) -> Option<&Entry> {
        argument.get_env()?;
        self.entries.get(argument.get_long()?)
    }

    /// Where the file says it.
    pub(super) fn place_of(&self, argument: &Arg) -> Option<String> {
        self.entry_of(argument).map(|entry| self.place(entry))
    }

    fn place(&self, entry: &Entry) -> String {
        format!("{}, line {}", self.path.display(), entry.line)
    }
}

fn texts(value: &DeValue<'_>) -> Option<Vec<String>> {
    match value {
        DeValue::Array(items) => items.iter().map(|item| text(item.get_ref())).collect(),
        value => Some(vec![text(value)?]),
    }
}

fn text(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.clone().into_owned()),
        DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str().to_owned()),
        DeValue::Boolean(flag) => Some(flag.to_string()),
        _ => None,
    }
}

/// Why a setting does not take what the file says; never with the value, which may be a secret.
fn refusal(setting: &Arg, entry: &Entry) -> Option<String> {
    if entry.is_list && !matches!(setting.get_action(), ArgAction::Append) {
        return Some("this takes one value, not a list".to_owned());
    }
    let flag = setting.get_long()?;
    let probe = Command::new("probe").no_binary_name(true).arg(setting.clone().required(false));
    let error =
        probe.try_get_matches_from(entry.texts.iter().map(|text| format!("--{flag}={text}"))).err()?;
    Some(match (error.source(), error.get(ContextKind::ValidValue)) {
        (Some(source), _) => source.to_string(),
        (None, Some(ContextValue::Strings(known))) => format!("choose one of {}", known.join(", ")),
        (None, _) => "this value cannot be read".to_owned(),
    })
}
