//! Notices when nobody has touched the page for a while, over all tabs of this origin.

use js_sys::Date;
use leptos::prelude::{set_interval, window, window_event_listener_untyped};
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
    let limit = f64::from(minutes) * 60_000.0;
    set_interval(
        move || {
            if last().is_some_and(|last| Date::now() - last > limit) {
                on_idle();
            }
        },
        CHECK,
    );
}

fn note() {
    if let Ok(Some(storage)) = window().local_storage() {
        // Without storage there is no idle limit across tabs, and the token's own expiry still holds.
        let _ = storage.set_item(KEY, &Date::now().to_string());
    }
}

fn last() -> Option<f64> {
    window().local_storage().ok()??.get_item(KEY).ok()??.parse().ok()
}
