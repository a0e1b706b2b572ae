//! Writes that wait for the one writer. Whatever waits is made durable together: making one write durable takes as
//! long as making thirty, and most of a write is that.
//!
//! Each write is a part of its transaction that is undone by itself, so nobody notices the company, and nobody is
//! answered before the transaction is on the disk.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

use super::{DbError, Engine, Session};

/// Writes of one transaction.
const MOST: usize = 64;

/// After this long, what has been done is made durable before anything else is: the first must not wait for all.
const LONG: Duration = Duration::from_millis(10);

/// A write on its way.
pub(super) trait Job: Send {
    /// Writes; whether what was written stands.
    fn run(&mut self, session: &Session<'_>) -> bool;

    /// Tells whoever waits what came of it: its own result, unless the transaction failed.
    fn answer(self: Box<Self>, failure: Option<&DbError>);
}

struct Write<T, E, F> {
    write: Option<F>,
    result: Option<Result<T, E>>,
    answer: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Job for Write<T, E, F>
where
    T: Send,
    E: From<DbError> + Send,
    F: FnOnce(&Session<'_>) -> Result<T, E> + Send,
{
    fn run(&mut self, session: &Session<'_>) -> bool {
        self.result = self.write.take().map(|write| write(session));
        matches!(self.result, Some(Ok(_)))
    }

    fn answer(self: Box<Self>, failure: Option<&DbError>) {
        let result = match failure {
            Some(failure) => Some(Err(failure.clone().into())),
            None => self.result,
        };
        // Without a result it panicked, and whoever waits is told by the silence. They may have gone away, too.
        if let Some(result) = result {
            let _ = self.answer.send(result);
        }
    }
}

#[derive(Default)]
struct Waiting {
    jobs: VecDeque<Box<dyn Job>>,
    /// Whether somebody is writing what waits.
    is_worked_off: bool,
}

#[derive(Default)]
pub(super) struct Queue(Mutex<Waiting>);

/// Why a transaction was not made durable.
enum Stop {
    /// Its only write failed.
    Undone,
    Failed(DbError),
}

impl From<DbError> for Stop {
    fn from(error: DbError) -> Self {
        Self::Failed(error)
    }
}

impl Queue {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Queues a write: where its result will be, and whether the caller must see to it that the queue is worked off.
    pub(super) fn add<T, E>(
        &self,
        write: impl FnOnce(&Session<'_>) -> Result<T, E> + Send + 'static,
    ) -> (oneshot::Receiver<Result<T, E>>, bool)
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let mut waiting = self.waiting();
        waiting.jobs.push_back(Box::new(Write { write: Some(write), result: None, answer }));
        (answered, !std::mem::replace(&mut waiting.is_worked_off, true))
    }

    /// Writes all that waits, and what comes meanwhile.
    pub(super) fn work_off(&self, engine: &Engine) {
        let _turn = Turn(self);
        while let Some(mut batch) = self.next() {
            let mut tried = 0;
            let failure = match write(engine, &mut batch, &mut tried) {
                Ok(()) | Err(Stop::Undone) => None,
                Err(Stop::Failed(error)) => Some(error),
            };
            // Where not even the first could be tried, the others would fare no better.
            let rest = if tried == 0 { Vec::new() } else { batch.split_off(tried) };
            self.put_back(rest);
            for job in batch {
                job.answer(failure.as_ref());
            }
        }
    }

    /// The next writes; when there are none, the caller's turn ends.
    fn next(&self) -> Option<Vec<Box<dyn Job>>> {
        let mut waiting = self.waiting();
        let count = waiting.jobs.len().min(MOST);
        waiting.is_worked_off = count > 0;
        (count > 0).then(|| waiting.jobs.drain(..count).collect())
    }

    fn put_back(&self, jobs: Vec<Box<dyn Job>>) {
        let mut waiting = self.waiting();
        for job in jobs.into_iter().rev() {
            waiting.jobs.push_front(job);
        }
    }
}

/// A panic ends the turn, so that the next who writes takes it.
struct Turn<'a>(&'a Queue);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.waiting().is_worked_off = false;
        }
    }
}

/// One transaction of as many of the writes as are done in a short time; how many were tried.
fn write(engine: &Engine, batch: &mut [Box<dyn Job>], tried: &mut usize) -> Result<(), Stop> {
    let is_alone = batch.len() == 1;
    engine.write(|session| {
        let start = Instant::now();
        for job in batch {
            *tried += 1;
            // A panic ends one write, not the turn of all.
            let mut run = || catch_unwind(AssertUnwindSafe(|| job.run(session))).unwrap_or(false);
            match is_alone {
                true if run() => {}
                true => return Err(Stop::Undone),
                false => session.part(run)?,
            }
            if start.elapsed() > LONG {
                break;
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::{Database, Place};

    /// Names that were written, in a table of the test's own.
    struct Names {
        database: Database,
        _folder: tempfile::TempDir,
    }

    impl Names {
        fn new() -> Self {
            let folder = tempfile::tempdir().expect("a folder");
            let database = Database::open(Place::Folder(folder.path().to_owned())).expect("a database");
            let create =
                |session: &Session<'_>| session.execute("CREATE TABLE names (name TEXT PRIMARY KEY)", &[]);
            database.write_here::<_, DbError>(create).expect("a table");
            Self { database, _folder: folder }
        }

        /// Queues one write for each, then works them off together; what each was answered.
        fn write(&self, names: &[&'static str]) -> Vec<Option<Result<(), DbError>>> {
            let queue = Queue::default();
            let answers: Vec<_> =
                names.iter().map(|name| queue.add(|session| add(session, name)).0).collect();
            queue.work_off(&self.database.engine);
            answers.into_iter().map(|mut answer| answer.try_recv().ok()).collect()
        }

        fn stored(&self) -> Vec<String> {
            let read = |session: &Session<'_>| {
                session.query("SELECT name FROM names ORDER BY name", &[], |row| row.get(0))
            };
            self.database.read::<_, DbError>(read).expect("names")
        }
    }

    /// Writes a name, and then fails if it is one of those that do.
    fn add(session: &Session<'_>, name: &'static str) -> Result<(), DbError> {
        session.execute("INSERT INTO names (name) VALUES ($1)", crate::db::session::params![name])?;
        match name {
            "fails" => Err(DbError::Engine("it fails".to_owned())),
            "panics" => panic!("it panics"),
            _ => Ok(()),
        }
    }

    #[test]
    fn what_fails_takes_nothing_else_with_it() {
        let names = Names::new();
        let answers = names.write(&["a", "fails", "b", "a", "panics", "c"]);
        assert!(matches!(
            answers[..],
            [
                Some(Ok(())),
                Some(Err(DbError::Engine(_))),
                Some(Ok(())),
                Some(Err(DbError::Duplicate)),
                None,
                Some(Ok(()))
            ]
        ));
        assert_eq!(names.stored(), ["a", "b", "c"]);
    }

    #[test]
    fn what_fails_alone_leaves_nothing() {
        let names = Names::new();
        assert!(matches!(names.write(&["fails"])[..], [Some(Err(_))]));
        assert!(matches!(names.write(&["panics"])[..], [None]));
        assert_eq!(names.stored(), Vec::<String>::new());
        assert!(matches!(names.write(&["a"])[..], [Some(Ok(()))]));
    }

    #[test]
    fn when_the_transaction_fails_nobody_is_told_otherwise() {
        let names = Names::new();
        let queue = Queue::default();
        let (mut first, is_mine) = queue.add(|session| add(session, "a"));
        // Ends the transaction that the writes stand in.
        let (mut spoiler, is_mine_too) = queue.add(|session| session.execute("ROLLBACK", &[]));
        let (mut last, _) = queue.add(|session| add(session, "b"));
        assert!(is_mine && !is_mine_too, "one turn for all");
        queue.work_off(&names.database.engine);
        assert!(matches!(first.try_recv(), Ok(Err(_))));
        assert!(matches!(spoiler.try_recv(), Ok(Err(_))));
        assert!(matches!(last.try_recv(), Ok(Ok(()))), "tried again in a transaction of its own");
        assert_eq!(names.stored(), ["b"]);
    }

    #[test]
    fn more_than_one_transaction_holds_are_all_written() {
        let names = Names::new();
        let queue = Queue::default();
        let answers: Vec<_> = (0..3 * MOST)
            .map(|number| {
                let name = format!("name {number}");
                let insert = "INSERT INTO names (name) VALUES ($1)";
                queue
                    .add(move |session| session.execute(insert, crate::db::session::params![name.as_str()]))
                    .0
            })
            .collect();
        queue.work_off(&names.database.engine);
        for mut answer in answers {
            assert!(matches!(answer.try_recv(), Ok(Ok(1))));
        }
        assert_eq!(names.stored().len(), 3 * MOST);
    }
}
