//! `bim-service check`: what `serve` would be told, and by whom.

use std::ffi::OsStr;

use clap::{Args, CommandFactory};

use super::Cli;
use super::layers::{Layers, settings};
use super::serve::ServeArgs;

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    serve: ServeArgs,
}

impl CheckArgs {
    pub(super) fn run(self, layers: &Layers) -> Result<(), String> {
        let command = Cli::command();
        let Some((name, matches)) = layers.matches.subcommand() else { return Ok(()) };
        let of_check = command.find_subcommand(name).map(settings).unwrap_or_default();
        for (key, setting) in &of_check {
            let (value, origin) = match layers.origin(matches, setting) {
                None => ("-".to_owned(), "not set".to_owned()),
                Some(origin) if setting.is_hide_env_values_set() => ("(hidden)".to_owned(), origin),
                Some(origin) => {
                    let raw = matches.get_raw(setting.get_id().as_str()).into_iter().flatten();
                    (raw.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(", "), origin)
                }
            };
            println!("{key:<16}  {value:<32}  {origin}");
        }
        let known = settings(&command);
        for (variable, _) in std::env::vars_os() {
            let is_ours = variable.as_encoded_bytes().starts_with(b"BIM_") && variable != "BIM_CONFIG";
            if is_ours && known.values().all(|setting| setting.get_env() != Some(&variable)) {
                eprintln!("{} is no setting; nothing reads it", variable.to_string_lossy());
            }
        }
        self.serve.check()
    }
}
