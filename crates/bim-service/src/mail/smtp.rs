//! Mail through a server, over a small pool of connections.

use std::sync::OnceLock;
use std::time::Duration;

use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{AsyncSmtpTransportBuilder, PoolConfig};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use super::settings::{Protection, SmtpSettings};
use super::{AT_ONCE, MailError};
use crate::settings::is_loopback;

/// An idle connection is kept this long for the next mail.
const IDLE: Duration = Duration::from_secs(30);

/// A mail server.
pub(super) struct Smtp {
    builder: AsyncSmtpTransportBuilder,
    /// Made for the first mail: its pool needs a running runtime.
    transport: OnceLock<AsyncSmtpTransport<Tokio1Executor>>,
    timeout: Duration,
}

impl Smtp {
    /// Prepares to speak to a server as `hello`.
    ///
    /// # Errors
    /// What is wrong with the settings, in one line.
    pub(super) fn new(settings: &SmtpSettings, hello: &str) -> Result<Self, String> {
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(settings.host.clone())
            .port(settings.port.unwrap_or(settings.protection.port()))
            .tls(protection(settings)?)
            .hello_name(ClientId::Domain(hello.to_owned()))
            .timeout(Some(settings.timeout))
            .pool_config(PoolConfig::new().max_size(AT_ONCE as u32).idle_timeout(IDLE));
        if let Some((user, password)) = &settings.login {
            builder = builder.credentials(Credentials::new(user.clone(), password.expose().to_owned()));
        }
        Ok(Self { builder, transport: OnceLock::new(), timeout: settings.timeout })
    }

    pub(super) async fn send(&self, message: Message) -> Result<(), MailError> {
        let transport = self.transport.get_or_init(|| self.builder.clone().build());
        // The library's timeout is for each step; a slow server must not add them up.
        match tokio::time::timeout(self.timeout, transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) if error.is_permanent() || error.is_transient() => {
                Err(MailError::Refused(error.to_string()))
            }
            Ok(Err(error)) => Err(MailError::Unreachable(chain(&error))),
            Err(_) => Err(MailError::Unreachable(format!("no answer in {} s", self.timeout.as_secs()))),
        }
    }
}

/// The error and what is behind it: "Connection error" alone helps nobody.
fn chain(error: &dyn std::error::Error) -> String {
    let behind = std::iter::successors(error.source(), |error| error.source());
    let mut text = error.to_string();
    for cause in behind.map(ToString::to_string) {
        if !text.contains(&cause) {
            text = format!("{text}: {cause}");
        }
    }
    text
}

fn protection(settings: &SmtpSettings) -> Result<Tls, String> {
    if settings.protection == Protection::None {
        return match is_loopback(&settings.host) {
            true => Ok(Tls::None),
            false => Err(format!(
                "mail to {} must be protected: invitations are credentials, and only a server on this machine may take \
                 them in the clear",
                settings.host
            )),
        };
    }
    let mut parameters = TlsParameters::builder(settings.host.clone());
    if let Some(path) = &settings.authorities {
        let wrong = |why: String| format!("cannot use {} for mail: {why}", path.display());
        let pem = std::fs::read(path).map_err(|error| wrong(error.to_string()))?;
        if !pem.windows(27).any(|text| text == b"-----BEGIN CERTIFICATE-----") {
            return Err(wrong("it holds no certificate in PEM".to_owned()));
        }
        let authority = Certificate::from_pem(&pem).map_err(|error| wrong(error.to_string()))?;
        parameters = parameters.add_root_certificate(authority);
    }
    let parameters = parameters.build().map_err(|error| format!("cannot prepare TLS for mail: {error}"))?;
    Ok(match settings.protection {
        Protection::Tls => Tls::Wrapper(parameters),
        _ => Tls::Required(parameters),
    })
}
