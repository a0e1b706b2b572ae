//! What the operator decides about mail.

use std::path::PathBuf;
use std::time::Duration;

use bim_api::Password;

/// How mail leaves.
#[derive(Clone, Debug)]
pub struct MailSettings {
    /// The sender: `name@domain` or `Name <name@domain>`.
    pub from: String,
    /// Which way it leaves.
    pub way: MailWay,
}

/// Which way mail leaves.
#[derive(Clone, Debug)]
pub enum MailWay {
    /// Through a mail server.
    Smtp(SmtpSettings),
    /// Not at all: it is kept as files in this folder, for development.
    Outbox(PathBuf),
}

/// A mail server.
#[derive(Clone, Debug)]
pub struct SmtpSettings {
    /// Its name; its certificate must be for it.
    pub host: String,
    /// Its port; the usual one of the protection when absent.
    pub port: Option<u16>,
    /// How the connection is protected.
    pub protection: Protection,
    /// With what to sign in there, if at all.
    pub login: Option<(String, Password)>,
    /// A PEM file of authorities to trust beside the system's.
    pub authorities: Option<PathBuf>,
    /// How long the server may take for one mail.
    pub timeout: Duration,
}

/// How a connection to a mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Protection {
    /// Starts in the clear and must turn to TLS before anything is said (port 587).
    Starttls,
    /// TLS from the start (port 465).
    Tls,
    /// None: only to a server on this machine (port 25).
    None,
}

impl Protection {
    /// The port that is usual for it.
    pub(crate) fn port(self) -> u16 {
        match self {
            Self::Starttls => 587,
            Self::Tls => 465,
            Self::None => 25,
        }
    }
}
