//! Notices when nobody has touched the page for a while, over all tabs of this origin.

use js_sys::Date;
use leptos::prelude::{set_interval, window, window_event_listener_untyped};
use std::rc::Rc;
use std::time::Duration;

const KEY: &str = "bim-last-activity";
const CHECK: Duration = Duration::from_secs(10);

/// Calls `on_idle` whenever a check finds that the limit has passed; 0 minutes for never.
pub(super) fn watch(minutes: u32, on_idle: impl Fn() + 'static) {
    if minutes == 0 {
        return;
    }
    note();
    for event in ["keydown", "pointerdown"] {
        // Kept as long as the page.
        let _ = window_event_listener_untyped(event, |_| note());
    }
    let limit = minutes.saturating_mul(60);
    let check = Rc::new(move || {
        if last().is_some_and(|last| now().saturating_sub(last) > limit) {
            on_idle();
        }
    });
    // Timers stand still while a lid is closed: what is seen first after it is opened must not be the page.
    let seen = Rc::clone(&check);
    let _ = window_event_listener_untyped("visibilitychange", move |_| seen());
    set_interval(move || check(), CHECK);
}

fn note() {
    if let Ok(Some(storage)) = window().local_storage() {
        // Without storage there is no idle limit across tabs, and the token's own expiry still holds.
        let _ = storage.set_item(KEY, &now().to_string());
    }
}

fn last() -> Option<u32> {
    window().local_storage().ok()??.get_item(KEY).ok()??.parse().ok()
}

/// Seconds since 1970: whole numbers, since those of JavaScript would bring their own formatting along.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "in range until the year 2106")]
fn now() -> u32 {
    (Date::now() / 1000.0) as u32
}
