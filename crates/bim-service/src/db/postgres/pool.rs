//! Connections for reading: few, and lent out one request at a time.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use super::connection::{Connection, Server};
use crate::db::DbError;

/// Connections that read at the same time. More of them than the server has processors make it slower, not faster.
const MOST: usize = 8;

/// How long a request waits for a connection.
const PATIENCE: Duration = Duration::from_secs(10);

#[derive(Default)]
struct Kept {
    idle: Vec<Connection>,
    lent: usize,
}

#[derive(Default)]
pub(super) struct Pool {
    kept: Mutex<Kept>,
    returned: Condvar,
}

/// A place in the pool, given back when it is dropped; the connection itself must be put back.
pub(super) struct Place<'a>(&'a Pool);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let mut kept = self.0.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.lent -= 1;
        drop(kept);
        self.0.returned.notify_one();
    }
}

impl Pool {
    /// A connection, and the place that it takes.
    pub(super) fn lend(&self, server: &Server) -> Result<(Place<'_>, Connection), DbError> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut kept, waited) = self
            .returned
            .wait_timeout_while(kept, PATIENCE, |kept| kept.lent >= MOST)
            .unwrap_or_else(PoisonError::into_inner);
        if waited.timed_out() {
            return Err(DbError::Engine("every connection to the database is busy".to_owned()));
        }
        kept.lent += 1;
        let idle = kept.idle.pop();
        drop(kept);
        let place = Place(self);
        let connection = match idle {
            Some(connection) => connection,
            None => server.connect()?,
        };
        Ok((place, connection))
    }

    /// Keeps a connection that is fit for the next request.
    pub(super) fn put_back(&self, connection: Connection) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).idle.push(connection);
    }
}
