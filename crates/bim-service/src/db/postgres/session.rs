//! One transaction on PostgreSQL.

use std::cell::RefCell;
use std::sync::Arc;

use super::connection::{Connection, Server};
use super::failure::Failure;
use super::values::PostgresRow;
use crate::db::session::RowOf;
use crate::db::{DbError, Param, Row};

/// All statements of a reading see one moment.
const BEGIN_READING: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY";

/// Writers take turns, whichever process they are in, so that what a handler checked stays true until its commit. The
/// lock is held before the first statement looks, and until the commit is on the disk.
pub(super) const BEGIN_WRITING: &str =
    "BEGIN ISOLATION LEVEL READ COMMITTED, READ WRITE; SELECT pg_advisory_xact_lock(4344141)";

/// How statements hang together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bond {
    /// Each is of its own moment.
    None,
    /// They are about to be of one.
    Announced,
    /// They are of one transaction.
    Transaction,
}

/// A transaction in progress.
pub(crate) struct PostgresSession(RefCell<State>);

struct State {
    connection: Connection,
    server: Arc<Server>,
    bond: Bond,
    /// Whether the server has answered in this session: until then, a connection that is gone is replaced.
    is_used: bool,
    /// Whether a statement failed, which ends the transaction.
    has_failed: bool,
}

impl PostgresSession {
    fn new(connection: Connection, server: Arc<Server>, bond: Bond) -> Self {
        Self(RefCell::new(State { connection, server, bond, is_used: false, has_failed: false }))
    }

    /// Begins with the first statement, which saves a way to the server and back.
    pub(super) fn reading(connection: Connection, server: Arc<Server>) -> Self {
        Self::new(connection, server, Bond::Announced)
    }

    /// Statements that need not see the same moment.
    pub(super) fn glancing(connection: Connection, server: Arc<Server>) -> Self {
        Self::new(connection, server, Bond::None)
    }

    pub(super) fn writing(connection: Connection, server: Arc<Server>) -> Result<Self, DbError> {
        let session = Self::new(connection, server, Bond::None);
        session.ask(|connection| connection.command(BEGIN_WRITING))?;
        session.0.borrow_mut().bond = Bond::Transaction;
        Ok(session)
    }

    /// Ends a reading; the connection, if it can be used again.
    pub(super) fn end(self) -> Option<Connection> {
        let mut state = self.0.into_inner();
        match state.bond {
            _ if state.has_failed => return None,
            Bond::Transaction => state.connection.dismiss("COMMIT"),
            Bond::None | Bond::Announced => {}
        }
        Some(state.connection)
    }

    /// Makes what was written last.
    pub(super) fn commit(self) -> Result<Connection, DbError> {
        let mut state = self.0.into_inner();
        if state.has_failed {
            return Err(undone());
        }
        // A transaction that a mere announcement has broken would be undone by its COMMIT without a word.
        state.connection.command("SELECT 1; COMMIT")?;
        Ok(state.connection)
    }

    /// Undoes what was written; the connection, if it can be used again.
    pub(super) fn roll_back(self) -> Option<Connection> {
        let mut state = self.0.into_inner();
        state.connection.command("ROLLBACK").ok()?;
        Some(state.connection)
    }

    /// Begins and ends with the statements before and after it, which saves two ways to the server and back.
    pub(in crate::db) fn part(&self, part: impl FnOnce() -> bool) -> Result<(), DbError> {
        self.0.borrow().connection.announce("SAVEPOINT part");
        let stands = part();
        let mut state = self.0.borrow_mut();
        if stands {
            if state.has_failed {
                return Err(undone());
            }
            state.connection.announce("RELEASE part");
            return Ok(());
        }
        state.connection.command("ROLLBACK TO part; RELEASE part")?;
        state.has_failed = false;
        Ok(())
    }

    fn ask<T>(&self, mut ask: impl FnMut(&mut Connection) -> Result<T, Failure>) -> Result<T, DbError> {
        let mut state = self.0.borrow_mut();
        if state.has_failed && state.bond != Bond::None {
            return Err(DbError::Engine("a statement of this transaction has failed before".to_owned()));
        }
        let is_first = !std::mem::replace(&mut state.is_used, true);
        let mut answer = state.ask_once(&mut ask);
        if is_first && matches!(answer, Err(Failure::Lost(_))) {
            // It ended while it was idle: the server was restarted, or a proxy thought it was not needed.
            state.connection = state.server.connect()?;
            answer = state.ask_once(&mut ask);
        }
        if state.bond == Bond::Announced {
            state.bond = Bond::Transaction;
        }
        state.has_failed |= answer.is_err();
        Ok(answer?)
    }

    pub(in crate::db) fn each(
        &self,
        sql: &str,
        params: &[Param<'_>],
        mut visit: impl FnMut(Row<'_>) -> Result<bool, DbError>,
    ) -> Result<(), DbError> {
        let rows = self.ask(|connection| connection.query(sql, params))?;
        for row in rows {
            if !visit(Row(RowOf::Postgres(PostgresRow(row))))? {
                break;
            }
        }
        Ok(())
    }

    pub(in crate::db) fn execute(&self, sql: &str, params: &[Param<'_>]) -> Result<u64, DbError> {
        self.ask(|connection| connection.execute(sql, params))
    }
}

fn undone() -> DbError {
    DbError::Engine("a statement failed, and what followed it was undone".to_owned())
}

impl State {
    fn ask_once<T>(
        &mut self,
        ask: &mut impl FnMut(&mut Connection) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        if self.bond == Bond::Announced {
            self.connection.announce(BEGIN_READING);
        }
        ask(&mut self.connection)
    }
}
