//! `bim-service serve`: binds, says so, and stops when asked.

use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;

use axum::Router;
use bim_api::Permission;
use tokio::net::TcpListener;

use crate::clock::Clock;
use crate::commands::people::NewPerson;
use crate::service::Service;
use crate::settings::{PublicUrl, Settings};

/// What `serve` is told.
pub(crate) struct Serve {
    pub(crate) data: PathBuf,
    pub(crate) listen: SocketAddr,
    pub(crate) app: Option<PathBuf>,
    pub(crate) public_url: Option<PublicUrl>,
    pub(crate) first_admin: String,
    pub(crate) settings: Settings,
}

/// Serves until the process is asked to stop.
pub(crate) async fn serve(serve: Serve) -> Result<(), String> {
    // Bound first: the port may be chosen here, and links need it.
    let listener = TcpListener::bind(serve.listen)
        .await
        .map_err(|error| format!("cannot listen on {}: {error}", serve.listen))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let here = format!("http://{address}/");
    let mut settings = serve.settings;
    settings.public_url = match serve.public_url {
        Some(url) => url,
        None => here.parse()?,
    };
    let base = settings.public_url.path().trim_start_matches('/').to_owned();
    let service = Service::open(&serve.data, settings, Clock::system())?;
    let router = service.router(serve.app.as_deref())?;
    if service.is_empty()? {
        first_admin(&service, &serve.first_admin)?;
    }
    say(&format!("listening on {here}{base}"));
    run(listener, router).await
}

/// On an empty database: a user admin without a password, and the one-time link to set it.
fn first_admin(service: &Service, username: &str) -> Result<(), String> {
    let permissions = vec![
        Permission::APPLICATION_ADMIN,
        Permission::USER_ADMIN,
        Permission::AUDIT,
        Permission::GOVERNANCE,
        Permission::CREATE_PROJECT,
    ];
    let person = NewPerson { username: username.to_owned(), permissions, ..NewPerson::default() };
    service.create_person(&person)?;
    let link = service.invite(username)?;
    say(&format!(
        "The database is new. The first user admin is {username}; set a password within 72 hours, once, here:\n{link}"
    ));
    Ok(())
}

/// A line for whoever started the service; nobody listening is no reason to stop.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

async fn run(listener: TcpListener, router: Router) -> Result<(), String> {
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service)
        .with_graceful_shutdown(asked_to_stop())
        .await
        .map_err(|error| format!("cannot serve: {error}"))
}

async fn asked_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut terminate) => tokio::select! {
            _ = interrupted => {}
            _ = terminate.recv() => {}
        },
        Err(error) => {
            tracing::warn!(%error, "cannot listen for SIGTERM");
            let _ = interrupted.await;
        }
    }
    tracing::info!("stopping");
}
