//! Directories that people come from: how they are configured, asked and read.
//!
//! Speaks LDAP, and knows neither the database nor HTTP. Nothing here writes to a directory.

mod connection;
pub(crate) mod directory;
mod dn;
mod filter;
mod settings;

pub use settings::{LdapSettings, Mapping, Place, Provider, Wrong};

pub(crate) use directory::{Directory, Person, read, sign_in};
pub(crate) use settings::merged;

/// Why a directory did not answer as it should; a sentence that the person who asked can act on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// It cannot be reached, is slow, went away, or its certificate is not trusted.
    Unreachable(String),
    /// It refuses the credentials to search with.
    Credentials(String),
    /// It answers, but not with what was asked for: a filter or search base that is wrong, or too much at once.
    Answer(String),
}
