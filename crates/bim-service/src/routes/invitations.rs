//! Invitations: the one-time links of rows 1 and 12, and how they reach people.

use crate::clock::HOUR;
use crate::credentials;
use crate::mail::{Invitation, MailError};
use crate::state::State;

/// A one-time credential that is not stored yet.
pub(crate) struct NewInvitation {
    token: String,
}

impl NewInvitation {
    pub(crate) fn new() -> Result<Self, getrandom::Error> {
        Ok(Self { token: credentials::random_secret()? })
    }

    /// What the database knows it by.
    pub(crate) fn hash(&self) -> [u8; 32] {
        credentials::hash(&self.token)
    }

    /// The link that is the credential.
    pub(crate) fn link(&self, state: &State, username: &str, name: &str) -> String {
        state.settings.invitation_link(&self.token, username, name)
    }
}

/// Mails an invitation. Without a mail server there is nothing to reach.
pub(crate) async fn send(
    state: &State,
    invitation: &NewInvitation,
    to: &str,
    username: &str,
    name: &str,
) -> Result<(), MailError> {
    let Some(mailer) = &state.mail else {
        return Err(MailError::Unreachable("no mail server is set up".to_owned()));
    };
    let text = Invitation {
        place: &state.settings.public_url.to_string(),
        name,
        username,
        link: &invitation.link(state, username, name),
        hours: state.settings.invitation_life / HOUR,
    };
    let sent = mailer.invite(to, &text).await;
    state.metrics.mailed(match &sent {
        Ok(()) => "sent",
        Err(MailError::Address) => "address",
        Err(MailError::Refused(_)) => "refused",
        Err(MailError::Unreachable(_)) => "unreachable",
    });
    sent
}
