//! `bim-service key`.

use clap::{Args, Subcommand};

use super::store::StoreArgs;

#[derive(Debug, Subcommand)]
pub(super) enum KeyCommand {
    /// Prints a new API key of a person, once.
    Create(CreateArgs),
    /// Lists a person's API keys, never the keys themselves.
    List(ListArgs),
    /// Ends an API key, and with it every token that it made.
    Revoke(RevokeArgs),
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

#[derive(Debug, Args)]
pub(super) struct ListArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// The username.
    #[arg(long)]
    username: String,
}

#[derive(Debug, Args)]
pub(super) struct RevokeArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// The key's id, as `key list` tells it.
    id: i64,
}

impl KeyCommand {
    pub(super) fn run(self) -> Result<(), String> {
        match self {
            Self::Create(args) => {
                println!("{}", args.store.open()?.create_key(&args.username, &args.name)?);
            }
            Self::List(args) => {
                for key in args.store.open()?.keys(&args.username)? {
                    let used = key.last_used.as_deref().unwrap_or("never");
                    println!(
                        "{}  created {}  used {used}  {}",
                        key.id,
                        key.created,
                        key.name.unwrap_or_default()
                    );
                }
            }
            Self::Revoke(args) => {
                args.store.open()?.revoke_key(args.id)?;
                println!("revoked {}", args.id);
            }
        }
        Ok(())
    }
}
