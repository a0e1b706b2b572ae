//! How much the database is asked at this moment.

use std::sync::atomic::{AtomicUsize, Ordering};

/// Counts what is under way.
#[derive(Debug, Default)]
pub(crate) struct Load {
    reading: AtomicUsize,
    writing: AtomicUsize,
}

/// What is under way, until it is dropped.
pub(super) struct UnderWay<'a>(&'a AtomicUsize);

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Load {
    pub(super) fn read(&self) -> UnderWay<'_> {
        begin(&self.reading)
    }

    pub(super) fn write(&self) -> UnderWay<'_> {
        begin(&self.writing)
    }

    /// Reads under way.
    pub(crate) fn reading(&self) -> usize {
        self.reading.load(Ordering::Relaxed)
    }

    /// Writes under way, or waiting for the one that is.
    pub(crate) fn writing(&self) -> usize {
        self.writing.load(Ordering::Relaxed)
    }
}

/// Counts one more, until the answer is dropped.
pub(super) fn begin(count: &AtomicUsize) -> UnderWay<'_> {
    count.fetch_add(1, Ordering::Relaxed);
    UnderWay(count)
}
