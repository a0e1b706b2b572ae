//! Connections that all requests share, for questions of one statement that is answered at once: who asks, one
//! person, a page. What is asked at the same moment leaves in one piece, nobody waits for a connection, and no thread
//! for an answer.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::available_parallelism;
use std::time::Duration;

use tokio::sync::Mutex as Turn;
use tokio::time::timeout;
use tokio_postgres::{Client, Row, Statement};

use super::connection::{SETTINGS, Server, borrowed};
use super::failure::Failure;
use super::prepared::Prepared;
use crate::db::{DbError, Param, load};

/// The most of them. More than there are processors make smaller pieces, and nothing faster.
const MOST: usize = 8;

/// How long an answer may take; the server gives up a statement before that (see `connection.rs`).
const ANSWER: Duration = Duration::from_secs(60);

/// One of them: it keeps one process of the server busy, and a slow answer holds up those behind it on its line alone.
struct Line {
    client: Client,
    prepared: Mutex<Prepared>,
}

/// Where a line is, once it was needed.
#[derive(Default)]
struct Place {
    line: Turn<Option<Arc<Line>>>,
    /// Questions that are not answered.
    open: AtomicUsize,
}

pub(super) struct Lines(Vec<Place>);

impl Lines {
    pub(super) fn new() -> Self {
        let count = available_parallelism().map_or(2, usize::from).clamp(2, MOST);
        Self((0..count).map(|_| Place::default()).collect())
    }

    /// Every row of the answer.
    pub(super) async fn ask(
        &self,
        server: &Server,
        sql: &str,
        params: &[Param<'_>],
    ) -> Result<Vec<Row>, DbError> {
        let quietest = self.0.iter().min_by_key(|place| place.open.load(Ordering::Relaxed));
        let place = quietest.ok_or_else(|| DbError::Engine("there is no line to the database".to_owned()))?;
        let _open = load::begin(&place.open);
        match place.ask(server, sql, params).await {
            // It ended while it was idle, or just now; asking again does no harm.
            Err(Failure::Lost(_)) => Ok(place.ask(server, sql, params).await?),
            answer => Ok(answer?),
        }
    }
}

impl Place {
    async fn ask(&self, server: &Server, sql: &str, params: &[Param<'_>]) -> Result<Vec<Row>, Failure> {
        let line = self.line(server).await?;
        let answer = timeout(ANSWER, line.ask(sql, params)).await;
        if matches!(answer, Err(_) | Ok(Err(Failure::Lost(_)))) {
            self.leave(&line).await;
        }
        answer.unwrap_or_else(|_| Err(Failure::because("the database does not answer")))
    }

    /// The line, connected anew where it has ended: by one request, while the others wait.
    async fn line(&self, server: &Server) -> Result<Arc<Line>, Failure> {
        let mut line = self.line.lock().await;
        if let Some(line) = line.as_ref().filter(|line| !line.client.is_closed()) {
            return Ok(Arc::clone(line));
        }
        let client = server.connect_shared().await.map_err(Failure::Refused)?;
        client.batch_execute(SETTINGS).await?;
        let made = Arc::new(Line { client, prepared: Mutex::default() });
        *line = Some(Arc::clone(&made));
        Ok(made)
    }

    /// The next question finds another way than `left`. A line may tell that it ends before its end is noticed.
    async fn leave(&self, left: &Arc<Line>) {
        self.line.lock().await.take_if(|line| Arc::ptr_eq(line, left));
    }
}

impl Line {
    async fn ask(&self, sql: &str, params: &[Param<'_>]) -> Result<Vec<Row>, Failure> {
        let statement = self.prepare(sql).await?;
        Ok(self.client.query(&statement, &borrowed(params)).await?)
    }

    async fn prepare(&self, sql: &str) -> Result<Statement, Failure> {
        let known = self.prepared.lock().unwrap_or_else(PoisonError::into_inner).get(sql);
        if let Some(statement) = known {
            return Ok(statement);
        }
        let statement = self.client.prepare(sql).await?;
        self.prepared.lock().unwrap_or_else(PoisonError::into_inner).keep(sql, &statement);
        Ok(statement)
    }
}
