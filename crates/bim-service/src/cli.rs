//! The command line: what it takes, and which command it starts. One module per group of commands; what they do
//! stands in `commands`.

mod check;
mod config_file;
mod database;
mod domain;
mod key;
mod layers;
mod mail;
mod openapi;
mod project;
mod seed;
mod serve;
mod store;
mod sync;
mod user;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{FromArgMatches, Parser, Subcommand};

use check::CheckArgs;
use database::{BackupArgs, MigrateArgs, RestoreArgs};
use domain::DomainCommand;
use key::KeyCommand;
use layers::Layers;
use openapi::OpenapiArgs;
use project::ProjectCommand;
use seed::SeedArgs;
use serve::ServeArgs;
use user::UserCommand;

/// A complete BIM service: users, groups, attributes, permissions and API keys over an embedded database.
///
/// Settings are flags, environment variables, or keys of a configuration file that are named as the flags; flags
/// come first, the file last.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Cli {
    /// A TOML file of settings, such as `listen = "127.0.0.1:8080"`.
    #[arg(long, global = true, value_name = "FILE", env = "BIM_CONFIG")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves the API, and the app when its folder is given.
    Serve(ServeArgs),
    /// Checks the configuration of `serve`, and says where each value comes from.
    Check(CheckArgs),
    /// Creates the database, or brings its schema up to date; `serve` does so itself.
    Migrate(MigrateArgs),
    /// Copies the database to a file, also while it is served.
    Backup(BackupArgs),
    /// Puts a backup in the place of the database, while it is not served.
    Restore(RestoreArgs),
    /// Adds made-up people, groups, keys, projects and identity providers beside whoever is there.
    Seed(SeedArgs),
    /// Manages people of the built-in identity provider.
    #[command(subcommand)]
    User(UserCommand),
    /// Manages API keys.
    #[command(subcommand)]
    Key(KeyCommand),
    /// Creates projects, and says who their members are.
    #[command(subcommand)]
    Project(ProjectCommand),
    /// Creates domains, and says who may do what in them.
    #[command(subcommand)]
    Domain(DomainCommand),
    /// Prints the API as an OpenAPI document.
    Openapi(OpenapiArgs),
}

/// Runs the command that the arguments name; the first is the program's own name.
///
/// # Errors
/// What went wrong, in one line.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Result<(), String> {
    let arguments: Vec<_> = arguments.into_iter().collect();
    let layers = Layers::read(&arguments)?;
    let cli = Cli::from_arg_matches(&layers.matches).map_err(|error| error.to_string())?;
    match cli.command {
        Command::Serve(args) => args.run(),
        Command::Check(args) => args.run(&layers),
        Command::Migrate(args) => args.run(),
        Command::Backup(args) => args.run(),
        Command::Restore(args) => args.run(),
        Command::Seed(args) => args.run(),
        Command::User(command) => command.run(),
        Command::Key(command) => command.run(),
        Command::Project(command) => command.run(),
        Command::Domain(command) => command.run(),
        Command::Openapi(args) => args.run(),
    }
}
