//! `bim-service serve`: every setting of the running service.

use std::io::IsTerminal;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use ipnet::IpNet;
use tracing_subscriber::fmt;

use super::mail::MailArgs;
use super::store::StoreArgs;
use super::sync::SyncArgs;
use crate::clock::MINUTE;
use crate::commands::serve::{Serve, serve};
use crate::http::app_files::AppFiles;
use crate::mail::Mailer;
use crate::settings::{Origin, PublicUrl, Settings};

#[derive(Debug, Args)]
pub(super) struct ServeArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// The address to listen on; port 0 takes a free one.
    #[arg(long, env = "BIM_LISTEN", value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// An address for /metrics, /healthz and /readyz alone, which the operator alone should reach.
    #[arg(long, env = "BIM_METRICS_LISTEN", value_name = "ADDRESS:PORT")]
    metrics_listen: Option<SocketAddr>,
    /// The folder of the built app. Default: the app inside the program, where it was made with one.
    #[arg(long, env = "BIM_APP", value_name = "DIR")]
    app: Option<PathBuf>,
    /// A file in the place of the app's config.json; read at start.
    #[arg(long, env = "BIM_APP_CONFIG", value_name = "FILE")]
    app_config: Option<PathBuf>,
    /// Where people reach the service, with the path it lives under; the only source of links.
    /// Default: the address it listens on.
    #[arg(long, env = "BIM_PUBLIC_URL", value_name = "URL")]
    public_url: Option<PublicUrl>,
    /// A proxy (address or network) whose X-Forwarded-For counts; may be repeated,
    /// or listed with commas.
    #[arg(long, env = "BIM_TRUSTED_PROXY", value_name = "IP", value_delimiter = ',', value_parser = network)]
    trusted_proxy: Vec<IpNet>,
    /// How the log is written, to standard error.
    #[arg(long, env = "BIM_LOG", value_enum, default_value_t = LogFormat::Text)]
    log: LogFormat,
    /// Whether the extensions under /bim/ext are served.
    #[arg(long, env = "BIM_EXTENSIONS", value_enum, default_value_t = Switch::On)]
    extensions: Switch,
    /// Whether people can be deleted (row 36, which not every BIM API has).
    #[arg(long, env = "BIM_USER_DELETION", value_enum, default_value_t = Switch::On)]
    user_deletion: Switch,
    /// An origin, such as https://console.example.com, whose pages may call the API from a browser; may be
    /// repeated, or listed with commas.
    #[arg(long, env = "BIM_ALLOW_ORIGIN", value_name = "ORIGIN", value_delimiter = ',')]
    allow_origin: Vec<Origin>,
    /// The username of the first user admin, created where nobody can sign in yet.
    #[arg(long, env = "BIM_FIRST_ADMIN", value_name = "USERNAME", default_value = "admin")]
    first_admin: String,
    /// Minutes after its last use that a session ends.
    #[arg(long, env = "BIM_SESSION_IDLE", value_name = "MINUTES", default_value_t = 60, value_parser = clap::value_parser!(u32).range(2..=100_000))]
    session_idle: u32,
    /// Minutes after sign-in that a session ends, used or not.
    #[arg(long, env = "BIM_SESSION_LIFE", value_name = "MINUTES", default_value_t = 720, value_parser = clap::value_parser!(u32).range(2..=100_000))]
    session_life: u32,
    /// Threads that answer requests.
    #[arg(long, env = "BIM_THREADS", value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u16).range(1..=64))]
    threads: u16,
    #[command(flatten)]
    mail: MailArgs,
    #[command(flatten)]
    sync: SyncArgs,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LogFormat {
    Text,
    Json,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Switch {
    On,
    Off,
}

fn network(text: &str) -> Result<IpNet, String> {
    text.parse::<IpNet>()
        .or_else(|_| text.parse::<IpAddr>().map(IpNet::from))
        .map_err(|_| "this is neither an IP address nor a network".to_owned())
}

impl LogFormat {
    fn start(self) {
        let log = fmt().with_writer(std::io::stderr);
        match self {
            Self::Text => log.with_ansi(std::io::stderr().is_terminal()).init(),
            Self::Json => log.json().flatten_event(true).init(),
        }
    }
}

impl ServeArgs {
    /// What the service is told; its address is known when it listens.
    fn settings(&self) -> Result<Settings, String> {
        let url = self.public_url.clone().map_or_else(|| "http://127.0.0.1/".parse(), Ok)?;
        let mut settings = Settings::new(url);
        settings.trusted_proxies = self.trusted_proxy.clone();
        settings.token_idle = i64::from(self.session_idle) * MINUTE;
        settings.token_life = i64::from(self.session_life) * MINUTE;
        settings.has_extensions = matches!(self.extensions, Switch::On);
        settings.app_config = self.app_config.clone();
        settings.has_deletion = matches!(self.user_deletion, Switch::On);
        settings.allowed_origins = self.allow_origin.clone();
        settings.mail = self.mail.settings()?;
        settings.sync = self.sync.settings()?;
        Ok(settings)
    }

    /// Whether it could be served so, as far as can be told without starting.
    pub(super) fn check(&self) -> Result<(), String> {
        let settings = self.settings()?;
        if let Some(mail) = &settings.mail {
            Mailer::new(mail, &settings.public_url)?;
        }
        AppFiles::open(self.app.as_deref(), settings.public_url.path(), self.app_config.as_deref()).map(drop)
    }

    pub(super) fn run(self) -> Result<(), String> {
        self.log.start();
        let settings = self.settings()?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(usize::from(self.threads))
            .enable_all()
            .build()
            .map_err(|error| format!("cannot start: {error}"))?;
        let served = runtime.block_on(serve(Serve {
            place: self.store.place()?,
            listen: self.listen,
            metrics_listen: self.metrics_listen,
            app: self.app,
            public_url: self.public_url,
            first_admin: self.first_admin,
            settings,
        }));
        // Whatever still runs had its time: no write of it was acknowledged, and none is made by half.
        runtime.shutdown_background();
        served
    }
}
