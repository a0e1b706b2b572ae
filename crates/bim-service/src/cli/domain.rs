//! `bim-service domain`.

use clap::{Args, Subcommand};

use super::store::StoreArgs;
use crate::service::{Holder, PersonRef};

#[derive(Debug, Subcommand)]
pub(super) enum DomainCommand {
    /// Creates a domain and prints its id.
    Create(CreateArgs),
    /// Prints id and name of every domain.
    List(ListArgs),
    /// Gives a person or a group a permission within a domain.
    Grant(GrantArgs),
    /// Takes a permission within a domain from a person or a group.
    Revoke(GrantArgs),
}

#[derive(Debug, Args)]
pub(super) struct CreateArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// The name.
    name: String,
}

#[derive(Debug, Args)]
pub(super) struct ListArgs {
    #[command(flatten)]
    store: StoreArgs,
}

#[derive(Debug, Args)]
pub(super) struct GrantArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// The domain's id.
    #[arg(long, value_name = "ID")]
    domain: String,
    /// The permission, such as "Manage Policies".
    #[arg(long)]
    permission: String,
    /// The person's username.
    #[arg(long, value_name = "USERNAME", required_unless_present = "group", conflicts_with = "group")]
    user: Option<String>,
    /// The person's identity provider.
    #[arg(long, value_name = "ID", default_value = "bim")]
    iamid: String,
    /// The group's id.
    #[arg(long, value_name = "ID")]
    group: Option<i64>,
}

impl GrantArgs {
    fn holder(&self) -> Result<Holder<'_>, String> {
        match (&self.user, self.group) {
            (Some(username), _) => Ok(Holder::Person(PersonRef { iamid: &self.iamid, username })),
            (None, Some(group)) => Ok(Holder::Group(group)),
            (None, None) => Err("name a user or a group".to_owned()),
        }
    }
}

impl DomainCommand {
    pub(super) fn run(self) -> Result<(), String> {
        match self {
            Self::Create(args) => {
                println!("{}", args.store.open()?.create_domain(&args.name)?);
                Ok(())
            }
            Self::List(args) => {
                for (id, name) in args.store.open()?.domains()? {
                    println!("{id}  {name}");
                }
                Ok(())
            }
            Self::Grant(args) => args.store.open()?.grant(&args.domain, &args.permission, args.holder()?),
            Self::Revoke(args) => args.store.open()?.revoke(&args.domain, &args.permission, args.holder()?),
        }
    }
}
