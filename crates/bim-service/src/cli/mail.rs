//! How invitations are mailed, as `serve` is told.

use std::path::{Path, PathBuf};
use std::time::Duration;

use bim_api::Password;
use clap::Args;

use crate::settings::{MailSettings, MailWay, Protection, SmtpSettings};

/// The sender where mails are kept instead of sent.
const OUTBOX_SENDER: &str = "BIM <bim@localhost.localdomain>";

/// How invitations are mailed; without a server or an outbox they are not.
#[derive(Debug, Args)]
#[command(next_help_heading = "Mail")]
pub(super) struct MailArgs {
    /// The mail server that invitations leave through.
    #[arg(long, env = "BIM_MAIL_HOST", value_name = "HOST")]
    mail_host: Option<String>,
    /// The mail server's port. Default: 587 with starttls, 465 with tls, 25 with none.
    #[arg(long, env = "BIM_MAIL_PORT", value_name = "PORT", value_parser = clap::value_parser!(u16).range(1..))]
    mail_port: Option<u16>,
    /// How the connection to the mail server is protected; none only to a server on this machine.
    #[arg(long, env = "BIM_MAIL_PROTECTION", value_enum, default_value_t = Protection::Starttls)]
    mail_protection: Protection,
    /// The sender: name@domain, or Name <name@domain>.
    #[arg(long, env = "BIM_MAIL_FROM", value_name = "ADDRESS")]
    mail_from: Option<String>,
    /// The username at the mail server.
    #[arg(long, env = "BIM_MAIL_USER", value_name = "NAME")]
    mail_user: Option<String>,
    /// A file whose first line is the password at the mail server.
    #[arg(long, env = "BIM_MAIL_PASSWORD_FILE", value_name = "FILE", hide_env_values = true)]
    mail_password_file: Option<PathBuf>,
    /// A PEM file of authorities that the mail server's certificate may come from, beside the system's.
    #[arg(long, env = "BIM_MAIL_AUTHORITIES", value_name = "FILE")]
    mail_authorities: Option<PathBuf>,
    /// Seconds that the mail server may take for one mail.
    #[arg(long, env = "BIM_MAIL_TIMEOUT", value_name = "SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=60))]
    mail_timeout: u16,
    /// Keeps mails in this folder instead of sending them, and shows them under /bim/ext/outbox to this machine
    /// alone: for trying things out. Needs a public URL that is this machine's.
    #[arg(long, env = "BIM_MAIL_OUTBOX", value_name = "DIR")]
    mail_outbox: Option<PathBuf>,
}

impl MailArgs {
    /// The settings, if mail is set up. What needs what is asked here, since a value may come from any layer.
    ///
    /// # Errors
    /// Settings that do not go together, or a file that cannot be read.
    pub(super) fn settings(&self) -> Result<Option<MailSettings>, String> {
        if let Some(folder) = &self.mail_outbox {
            if self.mail_host.is_some() {
                return Err("mail-outbox and mail-host cannot both be set".to_owned());
            }
            let from = self.mail_from.clone().unwrap_or_else(|| OUTBOX_SENDER.to_owned());
            return Ok(Some(MailSettings { from, way: MailWay::Outbox(folder.clone()) }));
        }
        let Some(host) = self.mail_host.clone() else {
            return match self.of_a_server() {
                Some(setting) => Err(format!("{setting} is set, but no mail-host")),
                None => Ok(None),
            };
        };
        let from = self.mail_from.clone().ok_or("mail-host is set, but no mail-from")?;
        let login = match (&self.mail_user, &self.mail_password_file) {
            (Some(user), Some(file)) => Some((user.clone(), password(file)?)),
            (None, None) => None,
            (Some(_), None) => return Err("mail-user is set, but no mail-password-file".to_owned()),
            (None, Some(_)) => return Err("mail-password-file is set, but no mail-user".to_owned()),
        };
        let smtp = SmtpSettings {
            host,
            port: self.mail_port,
            protection: self.mail_protection,
            login,
            authorities: self.mail_authorities.clone(),
            timeout: Duration::from_secs(u64::from(self.mail_timeout)),
        };
        Ok(Some(MailSettings { from, way: MailWay::Smtp(smtp) }))
    }

    /// A setting that means nothing without a server.
    fn of_a_server(&self) -> Option<&'static str> {
        let set = [
            ("mail-from", self.mail_from.is_some()),
            ("mail-port", self.mail_port.is_some()),
            ("mail-user", self.mail_user.is_some()),
            ("mail-password-file", self.mail_password_file.is_some()),
            ("mail-authorities", self.mail_authorities.is_some()),
        ];
        set.into_iter().find(|(_, is_set)| *is_set).map(|(name, _)| name)
    }
}

fn password(file: &Path) -> Result<Password, String> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| format!("cannot read the mail password from {}: {error}", file.display()))?;
    match text.lines().next().filter(|line| !line.is_empty()) {
        Some(line) => Ok(Password::new(line)),
        None => Err(format!("the mail password's file {} is empty", file.display())),
    }
}
