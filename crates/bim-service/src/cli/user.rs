//! `bim-service user`.

use std::io::Read;

use bim_api::{Password, Permission};
use clap::{Args, Subcommand};

use super::store::StoreArgs;
use crate::commands::people::NewPerson;
use crate::settings::PublicUrl;

#[derive(Debug, Subcommand)]
pub(super) enum UserCommand {
    /// Creates a person.
    Create(CreateArgs),
    /// Disables a person: sessions and invitations end, keys stop.
    Disable(DisableArgs),
    /// Enables a person.
    Enable(NameArgs),
    /// Ends a person's password and sessions, and prints a link with which a new password is set.
    Reset(ResetArgs),
    /// Prints a new link with which a person sets a password; earlier links end.
    Invite(InviteArgs),
}

#[derive(Debug, Args)]
pub(super) struct CreateArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// The username.
    #[arg(long)]
    username: String,
    /// The full name; the username when absent.
    #[arg(long)]
    name: Option<String>,
    /// The email address.
    #[arg(long)]
    email: Option<String>,
    /// A permission; may be repeated.
    #[arg(long = "permission", value_name = "PERMISSION")]
    permissions: Vec<Permission>,
    /// Makes the person a user admin: short for --permission USER_ADMIN.
    #[arg(long)]
    admin: bool,
    /// Reads the password from standard input; without it the person has none.
    #[arg(long)]
    password_stdin: bool,
}

#[derive(Debug, Args)]
pub(super) struct NameArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// The username.
    username: String,
}

#[derive(Debug, Args)]
pub(super) struct DisableArgs {
    #[command(flatten)]
    person: NameArgs,
    /// Disables the last user admin, too.
    #[arg(long)]
    force: bool,
}

#[derive(Debug, Args)]
pub(super) struct ResetArgs {
    #[command(flatten)]
    invite: InviteArgs,
    /// Reads the new password from standard input instead of printing a link.
    #[arg(long)]
    password_stdin: bool,
}

#[derive(Debug, Args)]
pub(super) struct InviteArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// Where people reach the service.
    #[arg(long, env = "BIM_PUBLIC_URL", value_name = "URL", default_value = "http://127.0.0.1:8080/")]
    public_url: PublicUrl,
    /// The username.
    username: String,
}

impl UserCommand {
    pub(super) fn run(self) -> Result<(), String> {
        match self {
            Self::Create(args) => create(args),
            Self::Disable(args) => set_disabled(&args.person, true, args.force),
            Self::Enable(args) => set_disabled(&args, false, false),
            Self::Reset(args) => reset(args),
            Self::Invite(args) => {
                println!("{}", args.store.open_for(args.public_url)?.invite(&args.username)?);
                Ok(())
            }
        }
    }
}

fn create(args: CreateArgs) -> Result<(), String> {
    let password = if args.password_stdin { Some(password_from_stdin()?) } else { None };
    let mut permissions = args.permissions;
    if args.admin && !permissions.contains(&Permission::USER_ADMIN) {
        permissions.push(Permission::USER_ADMIN);
    }
    let person =
        NewPerson { username: args.username, name: args.name, email: args.email, permissions, password };
    args.store.open()?.create_person(&person)?;
    println!("created {}", person.username);
    Ok(())
}

fn set_disabled(person: &NameArgs, disabled: bool, is_told: bool) -> Result<(), String> {
    person.store.open()?.set_disabled(&person.username, disabled, is_told)?;
    println!("{} {}", if disabled { "disabled" } else { "enabled" }, person.username);
    Ok(())
}

fn reset(args: ResetArgs) -> Result<(), String> {
    let password = if args.password_stdin { Some(password_from_stdin()?) } else { None };
    let InviteArgs { store, public_url, username } = args.invite;
    match store.open_for(public_url)?.reset(&username, password.as_ref())? {
        Some(link) => println!("{link}"),
        None => println!("reset {username}"),
    }
    Ok(())
}

fn password_from_stdin() -> Result<Password, String> {
    let mut line = String::new();
    std::io::stdin()
        .read_to_string(&mut line)
        .map_err(|error| format!("cannot read the password: {error}"))?;
    Ok(Password::new(line.trim_end_matches(['\r', '\n'])))
}
