//! Passwords: what makes a good one, and argon2id.
//!
//! A check costs 19 MiB and some 20 ms by design, so it runs on threads of its own, few at a time.

mod hashers;

use std::sync::Arc;

use argon2::password_hash::PasswordHasher;
use argon2::password_hash::phc::{Output, PasswordHash};
use argon2::{ARGON2ID_IDENT, Algorithm, Argon2, Block, Params, Version};
use bim_api::Password;

use crate::fold::fold;
use hashers::{Hashers, Memory};

/// The fewest characters of a password.
pub(crate) const MIN_LENGTH: usize = 12;
/// The most characters of a password.
pub(crate) const MAX_LENGTH: usize = 256;

/// Makes and checks password hashes.
#[derive(Clone)]
pub(crate) struct Passwords {
    hashers: Hashers,
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

/// Whether `password` is the one of `hash`, with what memory there is.
fn verify(password: &Password, hash: &str, memory: &mut Memory) -> Result<bool, HashError> {
    let unreadable = || HashError("a hash cannot be read".to_owned());
    let hash = PasswordHash::new(hash).map_err(|_| unreadable())?;
    let params = Params::try_from(&hash).map_err(|_| unreadable())?;
    let (Some(salt), Some(expected)) = (&hash.salt, &hash.hash) else { return Err(unreadable()) };
    if hash.algorithm != ARGON2ID_IDENT || hash.version != Some(Version::V0x13.into()) {
        return Err(unreadable());
    }
    memory.resize(params.block_count(), Block::default());
    let mut output = vec![0; expected.len()];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into_with_memory(password.expose().as_bytes(), salt, &mut output, &mut memory[..])
        .map_err(|error| HashError(error.to_string()))?;
    // Compared in constant time.
    Ok(Output::new(&output).is_ok_and(|output| output == *expected))
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
        Ok(Self { hashers: Hashers::default(), dummy: dummy.into() })
    }

    /// The hash of `password`.
    pub(crate) async fn hash(&self, password: Password) -> Result<String, HashError> {
        self.hashers.run(move |_| hash_here(password.expose())).await?
    }

    /// Whether `password` is the one of `hash`; takes as long when there is no hash.
    pub(crate) async fn is_right(&self, password: Password, hash: Option<String>) -> Result<bool, HashError> {
        let is_known = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.dummy.to_string());
        self.hashers.run(move |memory| Ok(verify(&password, &hash, memory)? && is_known)).await?
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
    use super::*;

    #[test]
    fn the_memory_of_one_hash_serves_the_next() {
        let mut memory = Memory::new();
        for password in ["correct horse battery", "another battery"] {
            let hash = hash_here(password).expect("a hash");
            let mut is_right =
                |password| verify(&Password::new(password), &hash, &mut memory).expect("a check");
            assert!(is_right(password));
            assert!(!is_right("wrong horse battery"));
        }
        for foreign in ["", "$argon2i$v=19$m=19456,t=2,p=1$bm8tcGFzc3dvcmQ$AAAAAAAAAAAAAAAAAAAAAA"] {
            assert!(verify(&Password::new("x"), foreign, &mut memory).is_err());
        }
    }

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
