//! The present, for what is told from now: one timer for the whole page, and none while nobody sees it.
use std::cell::Cell;
use std::time::Duration;

use js_sys::Date;
use leptos::prelude::*;

/// Half of the smallest unit that is told, so that no text is older than that.
const STEP: Duration = Duration::from_secs(30);

/// What it is now, in milliseconds since 1970; whoever reads it is told of the time that passes.
pub fn now() -> f64 {
    CLOCK.with(|clock| clock.now.get())
}

thread_local! {
    static CLOCK: Clock = Clock::start();
}

struct Clock {
    // Owned by nobody: it outlives every view.
    now: ArcRwSignal<f64>,
    timer: Cell<Option<IntervalHandle>>,
}

impl Clock {
    fn start() -> Self {
        // Kept as long as the page.
        let _ = window_event_listener_untyped("visibilitychange", |_| CLOCK.with(Self::follow_page));
        let clock = Self { now: ArcRwSignal::new(Date::now()), timer: Cell::new(None) };
        clock.wind();
        clock
    }

    /// Stops with a page that is hidden; catches up with one that is seen again.
    fn follow_page(&self) {
        if let Some(timer) = self.timer.take() {
            timer.clear();
        }
        if !document().hidden() {
            self.now.set(Date::now());
            self.wind();
        }
    }

    fn wind(&self) {
        let tick = || CLOCK.with(|clock| clock.now.set(Date::now()));
        self.timer.set(set_interval_with_handle(tick, STEP).ok());
    }
}
