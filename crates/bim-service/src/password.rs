//! Passwords: what makes a good one, and argon2id.
//!
//! A check costs 19 MiB and some 20 ms by design, so it runs off the runtime's threads, few at a time.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use bim_api::Password;
use tokio::sync::Semaphore;

use crate::fold::fold;

/// The fewest characters of a password.
pub(crate) const MIN_LENGTH: usize = 12;
/// The most characters of a password.
pub(crate) const MAX_LENGTH: usize = 256;

/// Checks at a time: each takes a core.
const AT_ONCE: usize = 2;

/// Makes and checks password hashes.
#[derive(Clone)]
pub(crate) struct Passwords {
    permits: Arc<Semaphore>,
    /// The hash of no password: checked where there is none, so that both take the same time.
    dummy: Arc<str>,
}

/// Hashing failed; the library's words.
#[derive(Debug)]
pub(crate) struct HashError(pub(crate) String);

/// OWASP's parameters for argon2id: 19 MiB, two passes, one lane.
fn argon2() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::DEFAULT)
}

/// The hash of `password`, as a PHC string.
pub(crate) fn hash_here(password: &str) -> Result<String, HashError> {
    argon2()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|e| HashError(e.to_string()))
}

impl Passwords {
    pub(crate) fn new() -> Result<Self, HashError> {
        // A hash of the same parameters whose password nobody knows; computing one takes 20 ms of the start.
        let output = "A".repeat(43);
        let dummy = format!(
            "$argon2id$v=19$m={},t={},p={}$bm8tcGFzc3dvcmQtaGFzaA${output}",
            Params::DEFAULT_M_COST,
            Params::DEFAULT_T_COST,
            Params::DEFAULT_P_COST
        );
        PasswordHash::new(&dummy).map_err(|error| HashError(error.to_string()))?;
        Ok(Self { permits: Arc::new(Semaphore::new(AT_ONCE)), dummy: dummy.into() })
    }

    /// The hash of `password`.
    pub(crate) async fn hash(&self, password: Password) -> Result<String, HashError> {
        self.off_the_runtime(move || hash_here(password.expose())).await?
    }

    /// Whether `password` is the one of `hash`; takes as long when there is no hash.
    pub(crate) async fn is_right(&self, password: Password, hash: Option<String>) -> Result<bool, HashError> {
        let is_known = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.dummy.to_string());
        self.off_the_runtime(move || {
            let parsed = PasswordHash::new(&hash).map_err(|error| HashError(error.to_string()))?;
            Ok(argon2().verify_password(password.expose().as_bytes(), &parsed).is_ok() && is_known)
        })
        .await?
    }

    async fn off_the_runtime<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, HashError> {
        let permit = Arc::clone(&self.permits).acquire_owned().await.map_err(|e| HashError(e.to_string()))?;
        tokio::task::spawn_blocking(move || {
            let _permit = permit;
            work()
        })
        .await
        .map_err(|error| HashError(error.to_string()))
    }
}

/// What is wrong with a new password, for the person who chose it.
///
/// # Errors
/// The rule that it breaks.
pub(crate) fn check(password: &str, username: &str) -> Result<(), String> {
    let length = password.chars().count();
    if length < MIN_LENGTH {
        return Err(format!("A password needs at least {MIN_LENGTH} characters."));
    }
    if length > MAX_LENGTH {
        return Err(format!("A password has at most {MAX_LENGTH} characters."));
    }
    let username = fold(username);
    let local_part = username.split('@').next().unwrap_or_default();
    if local_part.chars().count() >= 3 && fold(password).contains(local_part) {
        return Err("A password must not contain the username.".to_owned());
    }
    let first = password.chars().next().unwrap_or_default();
    if password.chars().all(|c| c == first) {
        return Err("A password must not be one character repeated.".to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn rules_are_told() {
        assert!(check("correct horse battery", "jane").is_ok());
        assert!(check("eleven char", "jane").is_err_and(|m| m.contains("12")));
        assert!(check(&"ab".repeat(129), "jane").is_err_and(|m| m.contains("256")));
        assert!(check("my JANE is long", "Jane@example.com").is_err_and(|m| m.contains("username")));
        assert!(check("aaaaaaaaaaaaaa", "jane").is_err());
        assert!(check("пароль-подлиннее", "jane").is_ok());
    }
}
