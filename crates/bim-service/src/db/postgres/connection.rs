//! One connection to a PostgreSQL server, in one thread's hands at a time.

use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Row, Statement};

use super::failure::Failure;
use super::prepared::Prepared;
use super::pump::Pump;
use super::target::DatabaseUrl;
use crate::db::{DbError, Param};

/// How long a server that restarts is waited for.
const PATIENCE: Duration = Duration::from_secs(3);

/// Between two tries.
const PAUSE: Duration = Duration::from_millis(50);

/// What every connection is told first. Plans are made once and for all values, and never read a whole table that has
/// an index: as on SQLite, what is fast stays fast, whatever the statistics say. Joins follow the rows that were found: a
/// plan that does not know how small a page is would read everybody beside it. A write that is acknowledged is on
/// the disk, also where the server's default is otherwise. Nobody waits for ever: not for a lock, nor for an answer,
/// nor the server for us.
pub(super) const SETTINGS: &str =
    "SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off; SET jit = off;
    SET enable_hashjoin = off; SET enable_mergejoin = off;
    SET max_parallel_workers_per_gather = 0; SET statement_timeout = '30s'; SET lock_timeout = '10s';
    SET idle_in_transaction_session_timeout = '30s';
    SELECT set_config('synchronous_commit', 'on', FALSE) WHERE current_setting('synchronous_commit') = 'off'";

pub(super) struct Connection {
    client: Client,
    pump: Pump,
    prepared: Prepared,
}

/// The server, and whether it is there.
pub(super) struct Server {
    url: DatabaseUrl,
    /// Since when it cannot be reached.
    gone: Mutex<Option<Instant>>,
}

impl Server {
    pub(super) fn new(url: DatabaseUrl) -> Self {
        Self { url, gone: Mutex::default() }
    }

    /// Connects, waiting for a server that restarts: everybody until the same moment, so that those who queue behind
    /// each other do not wait one after the other.
    pub(super) fn connect(&self) -> Result<Connection, DbError> {
        let (client, pump) = loop {
            match self.url.connect() {
                Ok(connected) => break connected,
                Err(failure) => self.may_come_back(failure)?,
            }
            thread::sleep(PAUSE);
        };
        self.is_there();
        let mut connection = Connection { client, pump, prepared: Prepared::default() };
        connection.command(SETTINGS)?;
        Ok(connection)
    }

    /// The same on the runtime, which moves the connection's bytes: its client may be shared.
    pub(super) async fn connect_shared(&self) -> Result<Client, DbError> {
        let client = loop {
            match self.url.connect_shared().await {
                Ok(client) => break client,
                Err(failure) => self.may_come_back(failure)?,
            }
            tokio::time::sleep(PAUSE).await;
        };
        self.is_there();
        Ok(client)
    }

    fn is_there(&self) {
        *self.gone.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Whether it is worth another try; why not.
    fn may_come_back(&self, failure: Failure) -> Result<(), DbError> {
        let why = match failure {
            Failure::Lost(why) if self.is_back_soon() => {
                tracing::debug!(%why, "waiting for the database");
                return Ok(());
            }
            Failure::Lost(why) => why,
            Failure::Refused(why) => why.to_string(),
        };
        Err(DbError::Engine(format!("cannot connect to {}: {why}", self.url)))
    }

    fn is_back_soon(&self) -> bool {
        let mut gone = self.gone.lock().unwrap_or_else(PoisonError::into_inner);
        gone.get_or_insert_with(Instant::now).elapsed() < PATIENCE
    }
}

impl std::fmt::Display for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.url.fmt(f)
    }
}

impl Connection {
    /// Runs statements without values, and waits until they are done.
    pub(super) fn command(&mut self, sql: &str) -> Result<(), Failure> {
        Ok(self.pump.run(self.client.batch_execute(sql))??)
    }

    /// Sends a command with the next statement; whether it succeeded, that statement tells.
    pub(super) fn announce(&self, sql: &str) {
        self.pump.post(self.client.batch_execute(sql));
    }

    /// Sends a command whose answer nobody waits for.
    pub(super) fn dismiss(&mut self, sql: &str) {
        self.announce(sql);
        self.pump.send();
    }

    pub(super) fn query(&mut self, sql: &str, params: &[Param<'_>]) -> Result<Vec<Row>, Failure> {
        let statement = self.prepare(sql)?;
        Ok(self.pump.run(self.client.query(&statement, &borrowed(params)))??)
    }

    pub(super) fn execute(&mut self, sql: &str, params: &[Param<'_>]) -> Result<u64, Failure> {
        let statement = self.prepare(sql)?;
        Ok(self.pump.run(self.client.execute(&statement, &borrowed(params)))??)
    }

    fn prepare(&mut self, sql: &str) -> Result<Statement, Failure> {
        if let Some(statement) = self.prepared.get(sql) {
            return Ok(statement);
        }
        let statement = self.pump.run(self.client.prepare(sql))??;
        self.prepared.keep(sql, &statement);
        Ok(statement)
    }
}

pub(super) fn borrowed<'a>(params: &'a [Param<'_>]) -> Vec<&'a (dyn ToSql + Sync)> {
    params.iter().map(|param| param as &(dyn ToSql + Sync)).collect()
}
