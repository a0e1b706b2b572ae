//! Why a statement had no answer, or a connection was not made.

use std::fmt;
use std::io;

use tokio_postgres::Error;
use tokio_postgres::error::SqlState;

use crate::db::DbError;

/// What went wrong between this program and the server.
pub(super) enum Failure {
    /// The connection is gone, or the server is going or coming: another one may do, perhaps in a moment.
    Lost(String),
    /// It would be the same again.
    Refused(DbError),
}

impl Failure {
    pub(super) fn because(why: impl fmt::Display) -> Self {
        Self::Refused(DbError::Engine(why.to_string()))
    }

    /// The connection ended while something was asked.
    pub(super) fn ended() -> Self {
        Self::Lost("the connection has ended".to_owned())
    }
}

impl From<Failure> for DbError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Lost(why) => Self::Engine(format!("the database cannot be reached: {why}")),
            Failure::Refused(error) => error,
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        use io::ErrorKind::{ConnectionRefused, ConnectionReset, NotFound};
        match error.kind() {
            ConnectionRefused | ConnectionReset | NotFound => Self::Lost(error.to_string()),
            _ => Self::because(error),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        if let Some(said) = error.as_db_error() {
            return match *said.code() {
                SqlState::UNIQUE_VIOLATION => Self::Refused(DbError::Duplicate),
                SqlState::ADMIN_SHUTDOWN
                | SqlState::CRASH_SHUTDOWN
                | SqlState::CANNOT_CONNECT_NOW
                | SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT => Self::Lost(said.message().to_owned()),
                // The message alone: the detail may repeat values.
                _ => Self::because(format!("{} ({})", said.message(), said.code().code())),
            };
        }
        let cause = std::error::Error::source(&error);
        let is_of_the_wire = cause.is_some_and(|cause| cause.is::<io::Error>());
        let words = cause.map_or_else(|| error.to_string(), |cause| format!("{error}: {cause}"));
        if error.is_closed() || is_of_the_wire { Self::Lost(words) } else { Self::because(words) }
    }
}
