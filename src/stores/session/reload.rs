//! Acting as somebody else goes on after the page is reloaded, read-only again: whoever reloads in the midst of it would
//! otherwise do the next thing in their own name, and the other token would live on at the service. It stands in the
//! tab's storage only from the moment when the page goes to the moment when it is there again: a copy of the tab, which
//! the browser makes with all that it stores, acts as nobody. A page that goes cannot know whether it comes back: the
//! service is told that the token was left, and ends it soon unless it is used again.

use bim_api::{ApiError, Token};
use leptos::prelude::*;

use super::{Session, SessionStateStoreFields};

/// What is kept of it.
#[derive(Debug, PartialEq, Eq)]
struct Kept {
    token: Token,
    /// Seconds since 1970.
    since: u32,
    reason: String,
}

impl Kept {
    fn write(&self) -> String {
        [self.token.expose(), "\n", &self.since.to_string(), "\n", &self.reason].concat()
    }

    fn read(text: &str) -> Option<Self> {
        let (token, rest) = text.split_once('\n')?;
        let (since, reason) = rest.split_once('\n')?;
        Some(Self { token: Token::new(token), since: since.parse().ok()?, reason: reason.to_owned() })
    }
}

impl Session {
    /// Keeps what is needed when the page goes, and forgets it where the page itself comes back.
    pub(super) fn survive_reloads(self) {
        let going = window_event_listener_untyped("pagehide", move |_| {
            if let Some(kept) = self.kept_acting() {
                self.tabs.keep_acting(&kept.write());
                self.leave_behind(&kept.token);
            }
        });
        let back = window_event_listener_untyped("pageshow", move |_| {
            if self.is_acting() {
                self.tabs.forget_acting();
            }
        });
        on_cleanup(move || {
            going.remove();
            back.remove();
        });
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "in range until the year 2106"
    )]
    fn kept_acting(self) -> Option<Kept> {
        let acting = self.state.acting().get_untracked()?;
        let since = (acting.since / 1000.0) as u32;
        Some(Kept { token: self.client.token()?, since, reason: acting.reason })
    }

    /// Goes on after a reload: with the own session, and as the person who was acted as.
    pub(super) async fn resume(self, token: Token, by_key: bool) -> Result<(), ApiError> {
        let person = self.whose(&token).await?;
        let kept = self.tabs.acting().as_deref().and_then(Kept::read);
        let other = match &kept {
            None => None,
            Some(kept) => match self.whose(&kept.token).await {
                Ok(other) => Some(other),
                Err(error) if error.is_unauthorized() => None,
                Err(error) => return Err(error),
            },
        };
        self.tabs.forget_acting();
        self.take(token, by_key, person);
        match (kept, other) {
            (Some(kept), Some(other)) => {
                self.act(kept.token, other, kept.reason, f64::from(kept.since) * 1000.0);
            }
            (Some(_), None) => self.state.lost_acting().set(true),
            (None, _) => {}
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_reads_back_whatever_the_reason_says() {
        for reason in ["", "Ticket 7", "two\nlines\n"] {
            let kept = Kept { token: Token::new("t"), since: 7, reason: reason.to_owned() };
            assert_eq!(Kept::read(&kept.write()), Some(kept));
        }
        assert_eq!(Kept::read("t"), None);
        assert_eq!(Kept::read("t\nx\n"), None);
    }
}
