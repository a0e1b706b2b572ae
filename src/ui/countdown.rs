//! How long something still lasts, second by second.
use std::time::Duration;

use js_sys::Date;
use leptos::prelude::*;

use super::{relative_time::exact, words};

/// "1:59", or "1:02:03" from an hour on: the same in every language.
pub fn told(seconds: u32) -> String {
    let two = |number: u32| {
        let digits = number.to_string();
        if digits.len() == 1 { ["0", &digits].concat() } else { digits }
    };
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    match hours {
        0 => [&minutes.to_string(), ":", &two(seconds % 60)].concat(),
        _ => [&hours.to_string(), ":", &two(minutes), ":", &two(seconds % 60)].concat(),
    }
}

/// The time until a moment, with the moment as its tooltip.
#[component]
pub fn Countdown(
    /// The moment as the service wrote it (ISO 8601).
    #[prop(into)]
    until: String,
    /// By how many milliseconds the clock that wrote it is ahead of this machine's.
    ahead: f64,
) -> impl IntoView {
    let date = Date::new(&until.into());
    let (end, exact) = (date.get_time() - ahead, exact(&date));
    let left = RwSignal::new(left_until(end));
    if let Ok(ticking) = set_interval_with_handle(move || left.set(left_until(end)), Duration::from_secs(1)) {
        on_cleanup(move || ticking.clear());
    }
    let text = move || match left.get() {
        0 => words::ENDED.to_owned(),
        seconds => told(seconds),
    };
    // Read once where it stands; every second of it would drown everything else.
    view! { <span class="numeric" role="timer" aria-live="off" title=exact>{text}</span> }.into_any()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "never below zero, and years fit"
)]
fn left_until(end: f64) -> u32 {
    ((end - Date::now()) / 1000.0).ceil().max(0.0) as u32
}

#[cfg(test)]
mod tests {
    use super::told;

    #[test]
    fn minutes_and_seconds_and_hours_where_there_are_any() {
        assert_eq!([0, 59, 60, 119, 3599].map(told), ["0:00", "0:59", "1:00", "1:59", "59:59"]);
        assert_eq!([3600, 43_205].map(told), ["1:00:00", "12:00:05"]);
    }
}
