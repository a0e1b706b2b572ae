//! `bim-service project`.

use clap::{Args, Subcommand};

use super::store::StoreArgs;
use crate::service::{NewProject, PersonRef};

#[derive(Debug, Subcommand)]
pub(super) enum ProjectCommand {
    /// Creates a project and prints its id.
    Create(CreateArgs),
    /// Prints id and name of every project.
    List(ListArgs),
    /// Adds and removes members; API keys of a project are for its members.
    #[command(subcommand)]
    Member(MemberCommand),
}

#[derive(Debug, Subcommand)]
pub(super) enum MemberCommand {
    /// Makes somebody a member.
    Add(MemberArgs),
    /// Ends somebody's membership, and with it their API keys of the project.
    Remove(MemberArgs),
}

#[derive(Debug, Args)]
pub(super) struct CreateArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// The name.
    name: String,
    /// What it is for.
    #[arg(long)]
    description: Option<String>,
    /// The schema whose data sources it collects.
    #[arg(long)]
    schema: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct ListArgs {
    #[command(flatten)]
    store: StoreArgs,
}

#[derive(Debug, Args)]
pub(super) struct MemberArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// The project's id.
    #[arg(long, value_name = "ID")]
    project: i64,
    /// The identity provider of the member.
    #[arg(long, value_name = "ID", default_value = "bim")]
    iamid: String,
    /// The member's username.
    username: String,
}

impl MemberArgs {
    fn person(&self) -> PersonRef<'_> {
        PersonRef { iamid: &self.iamid, username: &self.username }
    }
}

impl ProjectCommand {
    pub(super) fn run(self) -> Result<(), String> {
        match self {
            Self::Create(args) => {
                let project =
                    NewProject { name: args.name, description: args.description, schema: args.schema };
                println!("{}", args.store.open()?.create_project(&project)?);
                Ok(())
            }
            Self::List(args) => {
                for (id, name) in args.store.open()?.projects()? {
                    println!("{id}  {name}");
                }
                Ok(())
            }
            Self::Member(MemberCommand::Add(args)) => {
                args.store.open()?.add_project_member(args.project, args.person())
            }
            Self::Member(MemberCommand::Remove(args)) => {
                args.store.open()?.remove_project_member(args.project, args.person())
            }
        }
    }
}
