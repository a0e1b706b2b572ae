//! The floor for writes: one small change, durable, one after the other.

use rusqlite::Connection;
use std::time::{Duration, Instant};

/// Durable commits per second.
pub(crate) fn measure(database: &str, duration: Duration) -> f64 {
    let c = Connection::open(database).unwrap();
    c.execute_batch("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;").unwrap();
    let (start, mut commits) = (Instant::now(), 0_u32);
    while start.elapsed() < duration {
        let id = format!("user{:06}", commits.wrapping_mul(7919) % 100_000);
        let email = format!("user{commits}@example.org");
        let mut update = c.prepare_cached("UPDATE users SET email = ? WHERE id = ?").unwrap();
        assert_eq!(update.execute((email, &id)).unwrap(), 1, "{id} is not there");
        commits += 1;
    }
    f64::from(commits) / start.elapsed().as_secs_f64()
}
