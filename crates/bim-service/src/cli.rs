//! The command line: what it takes, and which command it starts.

use std::io::{IsTerminal, Read};
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use bim_api::{Password, Permission};
use clap::{Args, Parser, Subcommand, ValueEnum};
use ipnet::IpNet;
use tracing_subscriber::fmt;

use crate::clock::{Clock, MINUTE};
use crate::commands::people::NewPerson;
use crate::commands::serve::{Serve, serve};
use crate::service::Service;
use crate::settings::{PublicUrl, Settings};

/// A complete BIM service: users, groups, attributes, permissions and API keys over an embedded database.
#[derive(Debug, Parser)]
#[command(version, about)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves the API, and the app when its folder is given.
    Serve(ServeArgs),
    /// Adds made-up people, groups, keys, projects and identity providers beside whoever is there.
    Seed(SeedArgs),
    /// Creates and invites people of the built-in identity provider.
    #[command(subcommand)]
    User(UserCommand),
    /// Creates API keys.
    #[command(subcommand)]
    Key(KeyCommand),
}

#[derive(Debug, Args)]
struct ServeArgs {
    /// The folder of the database; created when it is not there.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// The address to listen on; port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// The folder of the built app.
    #[arg(long, value_name = "DIR")]
    app: Option<PathBuf>,
    /// Where people reach the service, with the path it lives under; the only source of links.
    /// Default: the address it listens on.
    #[arg(long, value_name = "URL")]
    public_url: Option<PublicUrl>,
    /// A proxy (address or network) whose X-Forwarded-For counts; may be repeated.
    #[arg(long, value_name = "IP", value_parser = network)]
    trusted_proxy: Vec<IpNet>,
    /// How the log is written, to standard error.
    #[arg(long, value_enum, default_value_t = LogFormat::Text)]
    log: LogFormat,
    /// Whether the extensions under /bim/ext are served.
    #[arg(long, value_enum, default_value_t = Switch::On)]
    extensions: Switch,
    /// The username of the first user admin, created where nobody can sign in yet.
    #[arg(long, value_name = "USERNAME", default_value = "admin")]
    first_admin: String,
    /// Minutes after its last use that a session ends.
    #[arg(long, value_name = "MINUTES", default_value_t = 60, value_parser = clap::value_parser!(u32).range(2..=100_000))]
    session_idle: u32,
    /// Minutes after sign-in that a session ends, used or not.
    #[arg(long, value_name = "MINUTES", default_value_t = 720, value_parser = clap::value_parser!(u32).range(2..=100_000))]
    session_life: u32,
    /// Threads that answer requests.
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u16).range(1..=64))]
    threads: u16,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LogFormat {
    Text,
    Json,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Switch {
    On,
    Off,
}

#[derive(Debug, Args)]
struct SeedArgs {
    /// How many people.
    #[arg(long, value_name = "N", default_value_t = 500, value_parser = clap::value_parser!(u32).range(1..=350_000))]
    demo: u32,
    /// The folder of the database; created when it is not there.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
}

#[derive(Debug, Subcommand)]
enum UserCommand {
    /// Creates a person.
    Create(CreateArgs),
    /// Prints a new link with which a person sets a password; earlier links end.
    Invite(InviteArgs),
}

#[derive(Debug, Args)]
struct CreateArgs {
    /// The folder of the database.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
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
struct InviteArgs {
    /// The folder of the database.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Where people reach the service.
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8080/")]
    public_url: PublicUrl,
    /// The username.
    username: String,
}

#[derive(Debug, Subcommand)]
enum KeyCommand {
    /// Prints a new API key of a person, once.
    Create(KeyArgs),
}

#[derive(Debug, Args)]
struct KeyArgs {
    /// The folder of the database.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// The username.
    #[arg(long)]
    username: String,
    /// A name to know the key by.
    #[arg(long, default_value = "command line")]
    name: String,
}

fn network(text: &str) -> Result<IpNet, String> {
    text.parse::<IpNet>()
        .or_else(|_| text.parse::<IpAddr>().map(IpNet::from))
        .map_err(|_| "this is neither an IP address nor a network".to_owned())
}

/// Runs the command.
///
/// # Errors
/// What went wrong, in one line.
pub fn run(cli: Cli) -> Result<(), String> {
    match cli.command {
        Command::Serve(args) => run_serve(args),
        Command::Seed(args) => {
            let people = usize::try_from(args.demo).map_err(|error| error.to_string())?;
            match open(&args.data, None)?.seed(people)? {
                true => println!("added {people} people"),
                false => println!("the demo people are there already; nothing was added"),
            }
            Ok(())
        }
        Command::User(UserCommand::Create(args)) => create_user(args),
        Command::User(UserCommand::Invite(args)) => {
            println!("{}", open(&args.data, Some(args.public_url))?.invite(&args.username)?);
            Ok(())
        }
        Command::Key(KeyCommand::Create(args)) => {
            println!("{}", open(&args.data, None)?.create_key(&args.username, &args.name)?);
            Ok(())
        }
    }
}

/// The service's insides, for commands that serve nothing.
fn open(data: &std::path::Path, public_url: Option<PublicUrl>) -> Result<Service, String> {
    let url = match public_url {
        Some(url) => url,
        None => "http://127.0.0.1/".parse()?,
    };
    Service::open(data, Settings::new(url), Clock::system())
}

fn create_user(args: CreateArgs) -> Result<(), String> {
    let password = if args.password_stdin {
        let mut line = String::new();
        std::io::stdin()
            .read_to_string(&mut line)
            .map_err(|error| format!("cannot read the password: {error}"))?;
        Some(Password::new(line.trim_end_matches(['\r', '\n'])))
    } else {
        None
    };
    let mut permissions = args.permissions;
    if args.admin && !permissions.contains(&Permission::USER_ADMIN) {
        permissions.push(Permission::USER_ADMIN);
    }
    let person =
        NewPerson { username: args.username, name: args.name, email: args.email, permissions, password };
    open(&args.data, None)?.create_person(&person)?;
    println!("created {}", person.username);
    Ok(())
}

fn run_serve(args: ServeArgs) -> Result<(), String> {
    match args.log {
        LogFormat::Text => {
            fmt().with_ansi(std::io::stderr().is_terminal()).with_writer(std::io::stderr).init()
        }
        LogFormat::Json => fmt().json().flatten_event(true).with_writer(std::io::stderr).init(),
    }
    let mut settings = Settings::new("http://127.0.0.1/".parse()?);
    settings.trusted_proxies = args.trusted_proxy;
    settings.token_idle = i64::from(args.session_idle) * MINUTE;
    settings.token_life = i64::from(args.session_life) * MINUTE;
    settings.has_extensions = matches!(args.extensions, Switch::On);
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(usize::from(args.threads))
        .enable_all()
        .build()
        .map_err(|error| format!("cannot start: {error}"))?
        .block_on(serve(Serve {
            data: args.data,
            listen: args.listen,
            app: args.app,
            public_url: args.public_url,
            first_admin: args.first_admin,
            settings,
        }))
}
