//! "3 days ago" in the reader's language, with the exact time as its tooltip. The text keeps up with the clock.
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::{clock, dynamic::text, first_paint::is_painted, locale::locale};

/// A moment, told from now, once the first page is painted. What cannot be read as a time is shown as it came.
#[component]
pub fn RelativeTime(
    /// The moment as the service wrote it (ISO 8601).
    #[prop(into)]
    time: Signal<String>,
) -> impl IntoView {
    let date = move || {
        let date = time.with(|time| Date::new(&JsValue::from_str(time)));
        (!date.get_time().is_nan()).then_some(date)
    };
    let machine = move || date().map(|_| time.get());
    let title = move || date().filter(|_| is_painted()).and_then(|date| exact(&date));
    let told = move || match date() {
        Some(_) if !is_painted() => String::new(),
        Some(date) => FORMATS.with(|formats| formats.relative(date.get_time() - clock::now())),
        None => time.get(),
    };
    view! {
        <time dir="auto" datetime=text(machine) title=text(title)>
            {Signal::derive(told)}
        </time>
    }
    .into_any()
}

/// Date and time with the zone, as the reader's locale writes them.
pub(super) fn exact(date: &Date) -> Option<String> {
    FORMATS.with(|formats| formats.exact(date))
}

thread_local! {
    // To make a format takes longer than to write a page of times with it.
    static FORMATS: Formats = Formats::new();
}

/// How the reader's locale writes times.
struct Formats {
    relative: Intl::RelativeTimeFormat,
    exact: Function,
}

impl Formats {
    fn new() -> Self {
        let exact = options(&[("dateStyle", "full"), ("timeStyle", "long")]);
        let locales = Array::of1(&locale().into());
        Self {
            relative: Intl::RelativeTimeFormat::new(&locales, &options(&[("numeric", "auto")])),
            exact: Intl::DateTimeFormat::new(&locales, &exact).format(),
        }
    }

    /// The largest unit that fits, to the nearest whole one of it.
    fn relative(&self, away: f64) -> String {
        let (count, unit) = nearest(away);
        self.relative.format(count, unit).into()
    }

    /// Date and time with the zone.
    fn exact(&self, date: &Date) -> Option<String> {
        self.exact.call1(&JsValue::UNDEFINED, date).ok()?.as_string()
    }
}

/// So many of which unit: sixty days are two months, not the last one.
fn nearest(away: f64) -> (f64, &'static str) {
    const MINUTE: f64 = 60_000.0;
    const HOUR: f64 = 60.0 * MINUTE;
    const DAY: f64 = 24.0 * HOUR;
    const MONTH: f64 = 30.44 * DAY;
    // Each up to where it would be rounded to a whole one of the next.
    let (length, unit) = match away.abs() {
        age if age < 59.5 * MINUTE => (MINUTE, "minute"),
        age if age < 23.5 * HOUR => (HOUR, "hour"),
        age if age < 29.5 * DAY => (DAY, "day"),
        age if age < 11.5 * MONTH => (MONTH, "month"),
        _ => (365.25 * DAY, "year"),
    };
    ((away / length).round(), unit)
}

fn options(settings: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (name, value) in settings {
        // A plain object takes every property.
        let _ = Reflect::set(&options, &(*name).into(), &(*value).into());
    }
    options
}

#[cfg(test)]
mod tests {
    use super::nearest;

    const HOUR: f64 = 3_600_000.0;
    const DAY: f64 = 24.0 * HOUR;

    #[test]
    fn what_is_told_is_the_nearest_whole_unit() {
        let told = [
            (0.0, (0.0, "minute")),
            (-0.99 * HOUR, (-59.0, "minute")),
            (-HOUR, (-1.0, "hour")),
            (-23.6 * HOUR, (-1.0, "day")),
            (29.0 * DAY, (29.0, "day")),
            (-30.0 * DAY, (-1.0, "month")),
            (-60.0 * DAY, (-2.0, "month")),
            (-364.0 * DAY, (-1.0, "year")),
            (-700.0 * DAY, (-2.0, "year")),
        ];
        for (away, expected) in told {
            assert_eq!(nearest(away), expected, "{away}");
        }
    }
}
