//! Mail: what an invitation says, and which way it leaves. Knows no table and no endpoint.
//!
//! The link in an invitation is a credential: no text of a mail reaches a log.

mod invitation;
pub(crate) mod outbox;
pub(crate) mod settings;
mod smtp;

use std::fmt;
use std::time::Duration;

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

/// A mail waits for its turn as long as so many before it may take: with its own it is given up after three times what
/// one mail may take, however many wait for a server that hangs.
const TURNS: u32 = 2;

/// How long a mail waits for its turn to become a file.
const OUTBOX_WAIT: Duration = Duration::from_secs(20);

/// Sends invitations.
pub(crate) struct Mailer {
    from: Mailbox,
    way: Way,
    permits: Semaphore,
    /// How long a mail waits for its turn.
    wait: Duration,
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
        let (way, wait) = match &settings.way {
            MailWay::Smtp(smtp) => {
                (Way::Smtp(Box::new(Smtp::new(smtp, public_url.host())?)), smtp.timeout * TURNS)
            }
            MailWay::Outbox(folder) => (Way::Outbox(Outbox::open(folder, public_url)?), OUTBOX_WAIT),
        };
        Ok(Self { from, way, permits: Semaphore::new(AT_ONCE), wait })
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
        let _permit = match tokio::time::timeout(self.wait, self.permits.acquire()).await {
            Ok(permit) => permit.map_err(|closed| MailError::Unreachable(closed.to_string()))?,
            Err(_) => return Err(self.no_turn()),
        };
        match &self.way {
            Way::Smtp(smtp) => smtp.send(message).await,
            Way::Outbox(outbox) => outbox.put(message).await,
        }
    }

    fn no_turn(&self) -> MailError {
        MailError::Unreachable(format!("{AT_ONCE} mails before it took more than {} s", self.wait.as_secs()))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::settings::{Protection, SmtpSettings};
    use super::*;

    /// How long nobody waits, whatever the machine is busy with.
    const FOR_GOOD: Duration = Duration::from_secs(60);

    #[tokio::test]
    async fn nobody_waits_without_end_for_a_server_that_hangs() {
        let server = std::net::TcpListener::bind("127.0.0.1:0").expect("a port that never answers");
        let timeout = Duration::from_millis(50);
        let settings = MailSettings {
            from: "bim@example.com".to_owned(),
            way: MailWay::Smtp(SmtpSettings {
                host: "127.0.0.1".to_owned(),
                port: Some(server.local_addr().expect("an address").port()),
                protection: Protection::None,
                login: None,
                authorities: None,
                timeout,
            }),
        };
        let mailer =
            Mailer::new(&settings, &"https://bim.example.com/".parse().expect("a URL")).expect("a mailer");
        let invitation =
            Invitation { place: "e.com", name: "ann", username: "ann", link: "https://e.com/", hours: 1 };
        let invite = async || {
            let invited = tokio::time::timeout(FOR_GOOD, mailer.invite("ann@example.com", &invitation));
            invited.await.expect("an end")
        };
        let mails_before = mailer.permits.acquire_many(AT_ONCE as u32).await.expect("all turns");
        let begun = Instant::now();
        assert_eq!(invite().await, Err(mailer.no_turn()));
        assert!(begun.elapsed() >= TURNS * timeout, "it waited for its turn");
        drop(mails_before);
        let late = invite().await;
        assert!(matches!(late, Err(MailError::Unreachable(_))) && late != Err(mailer.no_turn()), "{late:?}");
    }
}
