//! Mail: what an invitation says, and which way it leaves. Knows no table and no endpoint.
//!
//! The link in an invitation is a credential: no text of a mail reaches a log.

mod invitation;
pub(crate) mod outbox;
pub(crate) mod settings;
mod smtp;

use std::fmt;

use lettre::Address;
use lettre::message::Mailbox;
use tokio::sync::Semaphore;

pub(crate) use invitation::Invitation;
use outbox::Outbox;
use settings::{MailSettings, MailWay};
use smtp::Smtp;

use crate::settings::PublicUrl;

/// Mails on their way at a time: what a mail server takes from one client without slowing it down.
pub(crate) const AT_ONCE: usize = 8;

/// Sends invitations.
pub(crate) struct Mailer {
    from: Mailbox,
    way: Way,
    permits: Semaphore,
}

enum Way {
    Smtp(Box<Smtp>),
    Outbox(Outbox),
}

/// Why a mail did not leave.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum MailError {
    /// Nobody can be written to at this address.
    Address,
    /// The server answered, and refused it; its words.
    Refused(String),
    /// The server, or the folder, could not be reached; why.
    Unreachable(String),
}

impl fmt::Display for MailError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address => f.write_str("this is no address that mail can be sent to"),
            Self::Refused(words) => write!(f, "refused: {words}"),
            Self::Unreachable(why) => write!(f, "cannot be reached: {why}"),
        }
    }
}

impl Mailer {
    /// Prepares what the operator set up; connects to nothing yet.
    ///
    /// # Errors
    /// What is wrong with the settings, in one line.
    pub(crate) fn new(settings: &MailSettings, public_url: &PublicUrl) -> Result<Self, String> {
        let from = settings
            .from
            .parse()
            .map_err(|_| format!("mail cannot come from {}: write name@domain", settings.from))?;
        let way = match &settings.way {
            MailWay::Smtp(smtp) => Way::Smtp(Box::new(Smtp::new(smtp, public_url.host())?)),
            MailWay::Outbox(folder) => Way::Outbox(Outbox::open(folder, public_url)?),
        };
        Ok(Self { from, way, permits: Semaphore::new(AT_ONCE) })
    }

    /// The outbox, where mails are kept instead of sent.
    pub(crate) fn outbox(&self) -> Option<&Outbox> {
        match &self.way {
            Way::Outbox(outbox) => Some(outbox),
            Way::Smtp(_) => None,
        }
    }

    /// Sends an invitation; done when the server has taken it.
    ///
    /// # Errors
    /// It did not leave.
    pub(crate) async fn invite(&self, to: &str, invitation: &Invitation<'_>) -> Result<(), MailError> {
        let to: Address = to.parse().map_err(|_| MailError::Address)?;
        let message = invitation.message(&self.from, to)?;
        let _permit = self.permits.acquire().await.map_err(|e| MailError::Unreachable(e.to_string()))?;
        match &self.way {
            Way::Smtp(smtp) => smtp.send(message).await,
            Way::Outbox(outbox) => outbox.put(message).await,
        }
    }
}
