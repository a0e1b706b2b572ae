//! What the first page need not wait for. Numbers and times as the reader's locale writes them take a browser as long as
//! the rows that they stand in: whoever comes for the rows has them a frame earlier.
use std::cell::RefCell;

use leptos::prelude::*;

use super::{dynamic::after_paint, number::grouped};

thread_local! {
    static PAINT: Paint = Paint::await_first();
}

struct Paint {
    // Owned by nobody: it outlives every view.
    is_done: ArcRwSignal<bool>,
    waiting: RefCell<Vec<Box<dyn FnOnce()>>>,
}

impl Paint {
    fn await_first() -> Self {
        after_paint(|| {
            // A browser's first number takes it 13 ms: where the rows are still on their way, nobody waits for it.
            grouped(1000);
            let (is_done, waiting) = PAINT.with(|paint| (paint.is_done.clone(), paint.waiting.take()));
            is_done.set(true);
            for then in waiting {
                then();
            }
        });
        Self { is_done: ArcRwSignal::new(false), waiting: RefCell::default() }
    }
}

/// Whether the first page has been painted; whoever reads it is told of it.
pub fn is_painted() -> bool {
    PAINT.with(|paint| paint.is_done.clone()).get()
}

/// Does this once the first page has been painted: at once for every later one.
pub fn once_painted(then: impl FnOnce() + 'static) {
    if PAINT.with(|paint| paint.is_done.clone()).get_untracked() {
        then();
    } else {
        PAINT.with(|paint| paint.waiting.borrow_mut().push(Box::new(then)));
    }
}
