//! The ways in: username and password (row 2), an API key (row 31), a first password (row 6).

use bim_api::endpoints::{Authenticate, AuthenticateApiKey, ChangePassword};
use bim_api::{ApiError, Call, Token};
use leptos::prelude::*;

use super::tabs::Message;
use super::{Session, SessionStateStoreFields, SignInOutcome};
use crate::routes::LoginLink;

impl Session {
    /// Signs in with username and password (row 2).
    ///
    /// # Errors
    /// Everything of [`ApiError`]; 401 for a wrong password or an unknown username, 429 after too many tries.
    pub async fn authenticate(self, call: &Call<Authenticate>) -> Result<SignInOutcome, ApiError> {
        let outcome = self.client.send_as(call, None).await?;
        self.enter(outcome.token.filter(|_| outcome.authenticated), false).await
    }

    /// Signs in with an API key, which is exchanged for a token and dropped (row 31).
    ///
    /// # Errors
    /// Everything of [`ApiError`]; 401 for a key that is not known.
    pub async fn authenticate_api_key(
        self,
        call: &Call<AuthenticateApiKey>,
    ) -> Result<SignInOutcome, ApiError> {
        let outcome = self.client.send_as(call, None).await?;
        self.enter(outcome.token.filter(|_| outcome.authenticated), true).await
    }

    /// Sets a first password as the holder of an invitation (row 6).
    ///
    /// # Errors
    /// Everything of [`ApiError`]; 401 for a link that was used or is too old, 422 for a password that is refused.
    pub async fn create_password(
        self,
        link: &LoginLink,
        call: &Call<ChangePassword>,
    ) -> Result<bool, ApiError> {
        self.client.send_as(call, Some(&link.token)).await.map(|changed| changed.success)
    }

    async fn enter(self, token: Option<Token>, by_key: bool) -> Result<SignInOutcome, ApiError> {
        let Some(token) = token else { return Ok(SignInOutcome::Refused) };
        let before = untrack(|| self.person());
        let expected = self.state.is_expired().get_untracked();
        self.adopt(token.clone(), by_key).await?;
        let now = untrack(|| self.person());
        let is_same = match (&before, &now) {
            (Some(before), Some(now)) => (&before.iamid, &before.userid) == (&now.iamid, &now.userid),
            _ => !expected,
        };
        self.settle(is_same);
        self.tabs.tell(&Message::Session { token, by_key });
        Ok(if is_same { SignInOutcome::SignedIn } else { SignInOutcome::SomebodyElse })
    }
}
