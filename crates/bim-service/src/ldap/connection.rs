//! A connection to a directory: protected, with a limit on every wait, and searches that are whole or fail.

use std::sync::Arc;
use std::time::Duration;

use ldap3::adapters::{Adapter, EntriesOnly, PagedResults};
use ldap3::{Ldap, LdapConnAsync, LdapConnSettings, LdapError, LdapResult, Scope, SearchEntry};

use super::Failure;
use super::settings::{LdapSettings, Place};
use crate::mail::settings::Protection;
use crate::tls;

/// Entries that are asked for at a time.
const PAGE: i32 = 500;

/// LDAP: the names of results that have a meaning of their own here (RFC 4511, 4.1.9).
const SIZE_LIMIT: u32 = 4;
const CONSTRAINT_VIOLATION: u32 = 19;
const NO_SUCH_OBJECT: u32 = 32;
const INVALID_DN_SYNTAX: u32 = 34;
const INAPPROPRIATE_AUTHENTICATION: u32 = 48;
const INVALID_CREDENTIALS: u32 = 49;
const INSUFFICIENT_ACCESS_RIGHTS: u32 = 50;
const UNWILLING_TO_PERFORM: u32 = 53;

/// What directories answer about a name alone: unknown, locked, expired, or without a password.
const ABOUT_THE_NAME: [u32; 7] = [
    CONSTRAINT_VIOLATION,
    NO_SUCH_OBJECT,
    INVALID_DN_SYNTAX,
    INAPPROPRIATE_AUTHENTICATION,
    INVALID_CREDENTIALS,
    INSUFFICIENT_ACCESS_RIGHTS,
    UNWILLING_TO_PERFORM,
];

/// A directory that listens.
pub(super) struct Connection {
    ldap: Ldap,
    timeout: Duration,
    place: Place,
    driver: tokio::task::JoinHandle<()>,
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.driver.abort();
    }
}

impl Connection {
    /// Connects, and turns to TLS where the place says so.
    pub(super) async fn open(settings: &LdapSettings) -> Result<Self, Failure> {
        let place = settings.place.clone();
        let (scheme, starttls) = match place.protection {
            Protection::Tls => ("ldaps", false),
            Protection::Starttls => ("ldap", true),
            Protection::None => ("ldap", false),
        };
        let mut how = LdapConnSettings::new().set_conn_timeout(settings.timeout).set_starttls(starttls);
        if place.protection != Protection::None {
            let config = tls::client_config(settings.authorities.as_deref()).map_err(Failure::Unreachable)?;
            how = how.set_config(Arc::new(config));
        }
        let host = if place.host.contains(':') { format!("[{}]", place.host) } else { place.host.clone() };
        let url = format!("{scheme}://{host}:{}", place.port);
        let opening = LdapConnAsync::with_settings(how, &url);
        let (connection, ldap) = match tokio::time::timeout(settings.timeout, opening).await {
            Ok(opened) => opened.map_err(|error| unreachable(&place, settings.timeout, &error))?,
            Err(_) => return Err(slow(&place, settings.timeout)),
        };
        let driver = tokio::spawn(async move {
            if let Err(error) = connection.drive().await {
                tracing::debug!(%error, "the connection to a directory ended");
            }
        });
        Ok(Self { ldap, timeout: settings.timeout, place, driver })
    }

    fn lost(&self, error: &LdapError) -> Failure {
        unreachable(&self.place, self.timeout, error)
    }

    async fn bound(&mut self, dn: &str, password: &str) -> Result<LdapResult, Failure> {
        let bound = self.ldap.with_timeout(self.timeout).simple_bind(dn, password).await;
        bound.map_err(|error| self.lost(&error))
    }

    /// Whether the directory takes this name with this password.
    pub(super) async fn bind(&mut self, dn: &str, password: &str) -> Result<bool, Failure> {
        let result = self.bound(dn, password).await?;
        match result.rc {
            0 => Ok(true),
            INVALID_CREDENTIALS => Ok(false),
            _ => Err(Failure::Answer(refusal(&self.place, &result))),
        }
    }

    /// The same for somebody who signs in: why their name is refused is nobody's business.
    pub(super) async fn bind_person(&mut self, dn: &str, password: &str) -> Result<bool, Failure> {
        let result = self.bound(dn, password).await?;
        match result.rc {
            0 => Ok(true),
            code if ABOUT_THE_NAME.contains(&code) => Ok(false),
            _ => Err(Failure::Answer(refusal(&self.place, &result))),
        }
    }

    /// Every entry below `base` that a filter finds. An answer that is not whole is a failure: what is missing would
    /// be taken for gone.
    pub(super) async fn search(
        &mut self,
        base: &str,
        filter: &str,
        attributes: Vec<String>,
        mut take: impl FnMut(SearchEntry) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let adapters: Vec<Box<dyn Adapter<'_, String, Vec<String>>>> =
            vec![Box::new(EntriesOnly::new()), Box::new(PagedResults::new(PAGE))];
        let (place, timeout) = (self.place.clone(), self.timeout);
        let lost = |error: &LdapError| unreachable(&place, timeout, error);
        let search = self.ldap.with_timeout(timeout).streaming_search_with(
            adapters,
            base,
            Scope::Subtree,
            filter,
            attributes,
        );
        let mut stream = search.await.map_err(|error| lost(&error))?;
        loop {
            match tokio::time::timeout(timeout, stream.next()).await {
                Ok(Ok(Some(entry))) => take(SearchEntry::construct(entry))?,
                Ok(Ok(None)) => break,
                Ok(Err(error)) => return Err(lost(&error)),
                Err(_) => return Err(slow(&place, timeout)),
            }
        }
        let result = stream.finish().await;
        match result.rc {
            0 => Ok(()),
            NO_SUCH_OBJECT => {
                Err(Failure::Answer(format!("{} has no entry {base}: check the search base.", place)))
            }
            SIZE_LIMIT => Err(Failure::Answer(format!(
                "{place} does not tell everybody at once, even in pages: raise its size limit for the account that searches."
            ))),
            _ => Err(Failure::Answer(refusal(&place, &result))),
        }
    }
}

fn slow(place: &Place, timeout: Duration) -> Failure {
    Failure::Unreachable(format!("{place} did not answer within {} s.", timeout.as_secs()))
}

fn unreachable(place: &Place, timeout: Duration, error: &LdapError) -> Failure {
    let text = error.to_string();
    match error {
        LdapError::Timeout { .. } => slow(place, timeout),
        LdapError::FilterParsing => Failure::Answer("A search filter cannot be read.".to_owned()),
        LdapError::LdapResult { result } => Failure::Answer(refusal(place, result)),
        LdapError::EndOfStream | LdapError::ResultRecv { .. } | LdapError::OpSend { .. } => {
            Failure::Unreachable(format!("{place} went away in the middle of its answer."))
        }
        _ if text.contains("certificate") => {
            Failure::Unreachable(format!("The certificate of {place} is not trusted: {text}."))
        }
        _ => Failure::Unreachable(format!("{place} cannot be reached: {text}.")),
    }
}

fn refusal(place: &Place, result: &LdapResult) -> String {
    let text = if result.text.is_empty() { String::new() } else { format!(": {}", result.text) };
    format!("{place} refuses the request (LDAP result {}{text}).", result.rc)
}
