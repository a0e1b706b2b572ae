//! `bim-service serve`: binds, says so, and stops when asked.

use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use axum::Router;
use axum::serve::ListenerExt;
use bim_api::Permission;
use sd_notify::NotifyState;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::clock::Clock;
use crate::commands::people::NewPerson;
use crate::service::{Place, Service};
use crate::settings::{PublicUrl, Settings};

/// What `serve` is told.
pub(crate) struct Serve {
    pub(crate) place: Place,
    pub(crate) listen: SocketAddr,
    pub(crate) metrics_listen: Option<SocketAddr>,
    pub(crate) app: Option<PathBuf>,
    pub(crate) public_url: Option<PublicUrl>,
    pub(crate) first_admin: String,
    pub(crate) settings: Settings,
}

/// Serves until the process is asked to stop.
pub(crate) async fn serve(serve: Serve) -> Result<(), String> {
    // Bound first: the port may be chosen here, and links need it.
    let (listener, address) = bind(serve.listen).await?;
    // Nobody can open the address that means all of them.
    let host = if address.ip().is_unspecified() { "localhost".to_owned() } else { host_of(address) };
    let here = format!("http://{host}:{}/", address.port());
    let mut settings = serve.settings;
    settings.public_url = match serve.public_url {
        Some(url) => url,
        None => here.parse()?,
    };
    let base = settings.public_url.path().trim_start_matches('/').to_owned();
    let service = Service::open(serve.place, settings, Clock::system())?;
    service.begin()?;
    let router = service.router(serve.app.as_deref())?;
    if service.nobody_signs_in()? {
        first_admin(&service, &serve.first_admin)?;
    }
    if let Some((folder, page)) = service.outbox() {
        let shown = page.map(|page| format!(", and shown at {page}")).unwrap_or_default();
        say(&format!("Mails are not sent: they are kept in {}{shown}", folder.display()));
    }
    if let Some(address) = serve.metrics_listen {
        let (listener, address) = bind(address).await?;
        say(&format!("metrics on http://{address}/metrics"));
        let metrics = service.metrics_router();
        // Ends with the process: whoever scrapes then has nothing to wait for.
        tokio::spawn(async move { axum::serve(listener, metrics).await });
    }
    let left = service.clone();
    tokio::spawn(async move { left.finish_what_was_left().await });
    let signals = Signals::catch()?;
    notify(NotifyState::Ready);
    say(&format!("listening on {here}{base}"));
    let served = run(listener, router, signals).await;
    service.end();
    served
}

async fn bind(address: SocketAddr) -> Result<(TcpListener, SocketAddr), String> {
    let listener =
        TcpListener::bind(address).await.map_err(|error| format!("cannot listen on {address}: {error}"))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    Ok((listener, address))
}

/// Tells systemd, where it started this process and wants to know.
fn notify(state: NotifyState<'_>) {
    if let Err(error) = sd_notify::notify(&[state]) {
        tracing::warn!(%error, "the supervisor could not be told");
    }
}

fn host_of(address: SocketAddr) -> String {
    match address {
        SocketAddr::V4(v4) => v4.ip().to_string(),
        SocketAddr::V6(v6) => format!("[{}]", v6.ip()),
    }
}

/// Where nobody can sign in yet: a user admin without a password, and the one-time link to set it. The account is
/// there already when an earlier link was never used and has been swept away.
fn first_admin(service: &Service, username: &str) -> Result<(), String> {
    let permissions = vec![
        Permission::APPLICATION_ADMIN,
        Permission::USER_ADMIN,
        Permission::AUDIT,
        Permission::GOVERNANCE,
        Permission::CREATE_PROJECT,
    ];
    let person = NewPerson { username: username.to_owned(), permissions, ..NewPerson::default() };
    if !service.has_person(username)? {
        service.create_person(&person)?;
    }
    let link = service.invite(username)?;
    say(&format!(
        "Nobody can sign in yet. The first user admin is {username}; set a password within 72 hours, once, here:\n{link}"
    ));
    Ok(())
}

/// A line for whoever started the service; nobody listening is no reason to stop.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

/// How long requests that run when the service is asked to stop may take.
const LAST_REQUESTS: Duration = Duration::from_secs(10);

async fn run(listener: TcpListener, router: Router, signals: Signals) -> Result<(), String> {
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    // An answer of several parts does not wait until its first ones are acknowledged, up to 40 ms each (RFC 896, 1122).
    let listener = listener.tap_io(|connection| {
        if let Err(error) = connection.set_nodelay(true) {
            tracing::debug!(%error, "a connection sends no sooner");
        }
    });
    let serving = axum::serve(listener, service).with_graceful_shutdown(async {
        signals.asked_to_stop().await;
        // Nobody receives it when serving ended by itself.
        let _ = stop.send(());
    });
    let patience = async {
        if stopped.await.is_ok() {
            tokio::time::sleep(LAST_REQUESTS).await;
        } else {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        served = serving => served.map_err(|error| format!("cannot serve: {error}")),
        () = patience => {
            tracing::warn!("stopped before every request was answered");
            Ok(())
        }
    }
}

/// SIGTERM and SIGINT, caught from the moment this is made.
struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    fn catch() -> Result<Self, String> {
        let catch = |kind| signal(kind).map_err(|error| format!("cannot catch signals: {error}"));
        Ok(Self { terminate: catch(SignalKind::terminate())?, interrupt: catch(SignalKind::interrupt())? })
    }

    async fn asked_to_stop(mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
        notify(NotifyState::Stopping);
        tracing::info!("stopping");
    }
}
