//! One address at a time: whether an account of its name is there, and cloning to it (row 12), also after an answer
//! was lost. An address is a call of its own, so that a reason belongs to one of them and stopping stops at once.

use bim_api::{ApiError, IamId, Problem, Username};

use crate::routes::UserKey;
use crate::stores::{Done, User};
use crate::words;

/// Whether there is an account of this name; nothing where it cannot be told.
pub(super) async fn exists(user: User, address: &str) -> Option<bool> {
    user.exists(&IamId::bim(), &Username::from(address)).await
}

/// Clones to an address. Whoever has an account already needs none.
///
/// # Errors
/// Everything of [`ApiError`]. The API does not say why it made no account: only a look-up can prove a reason.
pub(super) async fn clone_to(user: User, key: &UserKey, address: &str) -> Result<Done, ApiError> {
    match user.clone_user(key, vec![address.to_owned()]).await {
        Ok(outcome) if outcome.failed_emails.is_empty() => Ok(Done::Done),
        Ok(_) if exists(user, address).await == Some(true) => Ok(Done::Unneeded),
        Ok(_) => {
            let problem = Problem::new(422, words::CLONE_NO_REASON);
            Err(ApiError::Refused { problem, retry_after: None, request_id: None })
        }
        // The answer was lost, the account may be there: it is looked for before anything is sent again.
        Err(error) if error.is_outcome_unknown() => match exists(user, address).await {
            Some(true) => Ok(Done::Done),
            Some(false) | None => Err(error),
        },
        Err(error) => Err(error),
    }
}
