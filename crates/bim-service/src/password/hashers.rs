//! Threads that do nothing but hash, and step back when anybody else needs the processor: thirty people who sign in at
//! once must not slow down those who are signed in.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvError, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread;
use std::time::Duration;

use argon2::Block;
use rustix::process::setpriority_process;
use rustix::thread::gettid;
use tokio::sync::oneshot;

use super::HashError;

/// Hashes at a time: each takes a core, and 19 MiB.
const AT_ONCE: usize = 2;

/// How far they step back: a niceness, at which they get a third of what others get.
const NICENESS: i32 = 5;

/// After this long without work a thread gives its memory back.
const IDLE: Duration = Duration::from_secs(10);

/// The memory that a hash fills; asking the kernel for it costs a tenth of the hash, so it is used again.
pub(super) type Memory = Vec<Block>;

type Work = Box<dyn FnOnce(&mut Memory) + Send>;

/// The threads; they start with the first work and end with this value.
#[derive(Clone, Default)]
pub(super) struct Hashers(Arc<OnceLock<Sender<Work>>>);

impl Hashers {
    /// Does some work on one of the threads, after what waits there.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Memory) -> T + Send + 'static,
    ) -> Result<T, HashError> {
        let (answer, answered) = oneshot::channel();
        let work = move |memory: &mut Memory| {
            // Whoever asked may have gone away.
            let _ = answer.send(work(memory));
        };
        let cut_off = || HashError("a hash was cut off".to_owned());
        self.0.get_or_init(start).send(Box::new(work)).map_err(|_| cut_off())?;
        answered.await.map_err(|_| cut_off())
    }
}

fn start() -> Sender<Work> {
    let (sender, receiver) = channel();
    let receiver = Arc::new(Mutex::new(receiver));
    for _ in 0..AT_ONCE {
        let receiver = Arc::clone(&receiver);
        thread::spawn(move || serve(&receiver));
    }
    sender
}

fn serve(receiver: &Mutex<Receiver<Work>>) {
    if let Err(error) = setpriority_process(Some(gettid()), NICENESS) {
        // It works all the same, only less considerately.
        tracing::warn!(%error, "hashing cannot step back for other work");
    }
    let mut memory = Memory::new();
    loop {
        match next(receiver, !memory.is_empty()) {
            // A panic is the failure of one hash: it drops the answer's sender, which says so.
            Ok(work) => drop(catch_unwind(AssertUnwindSafe(|| work(&mut memory)))),
            Err(RecvTimeoutError::Timeout) => memory = Memory::new(),
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

/// The next work; whoever holds memory does not wait for ever.
fn next(receiver: &Mutex<Receiver<Work>>, holds_memory: bool) -> Result<Work, RecvTimeoutError> {
    let receiver = receiver.lock().unwrap_or_else(PoisonError::into_inner);
    if holds_memory {
        return receiver.recv_timeout(IDLE);
    }
    receiver.recv().map_err(|RecvError| RecvTimeoutError::Disconnected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_takes_no_thread_with_it() {
        let hashers = Hashers::default();
        for _ in 0..2 * AT_ONCE {
            assert!(hashers.run(|_| -> () { panic!("it panics") }).await.is_err());
        }
        assert!(matches!(hashers.run(|_| 7).await, Ok(7)));
    }
}
