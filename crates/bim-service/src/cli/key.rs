//! `bim-service key`.

use clap::{Args, Subcommand};

use super::store::StoreArgs;

#[derive(Debug, Subcommand)]
pub(super) enum KeyCommand {
    /// Prints a new API key of a person, once.
    Create(CreateArgs),
}

#[derive(Debug, Args)]
pub(super) struct CreateArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// The username.
    #[arg(long)]
    username: String,
    /// A name to know the key by.
    #[arg(long, default_value = "command line")]
    name: String,
}

impl KeyCommand {
    pub(super) fn run(self) -> Result<(), String> {
        match self {
            Self::Create(args) => {
                println!("{}", args.store.open()?.create_key(&args.username, &args.name)?);
                Ok(())
            }
        }
    }
}
