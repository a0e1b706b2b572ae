//! "3 days ago" in the reader's language, with the exact time as its tooltip. The text keeps up with the clock.
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::clock;

/// A moment, told from now. What cannot be read as a time is shown as it came.
#[component]
pub fn RelativeTime(
    /// The moment as the service wrote it (ISO 8601).
    #[prop(into)]
    time: String,
) -> impl IntoView {
    let date = Date::new(&JsValue::from_str(&time));
    let moment = date.get_time();
    if moment.is_nan() {
        return view! { <span dir="auto">{time}</span> }.into_any();
    }
    let exact = FORMATS.with(|formats| formats.exact(&date));
    let text = move || FORMATS.with(|formats| formats.relative(moment - clock::now()));
    view! { <time datetime=time title=exact>{text}</time> }.into_any()
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
        Self {
            relative: Intl::RelativeTimeFormat::new(&Array::new(), &options(&[("numeric", "auto")])),
            exact: Intl::DateTimeFormat::new(&Array::new(), &exact).format(),
        }
    }

    /// The largest unit that fits.
    fn relative(&self, away: f64) -> String {
        const MINUTE: f64 = 60_000.0;
        let (unit, length) = match away.abs() {
            age if age < 60.0 * MINUTE => ("minute", MINUTE),
            age if age < 24.0 * 60.0 * MINUTE => ("hour", 60.0 * MINUTE),
            age if age < 30.0 * 24.0 * 60.0 * MINUTE => ("day", 24.0 * 60.0 * MINUTE),
            age if age < 365.0 * 24.0 * 60.0 * MINUTE => ("month", 30.44 * 24.0 * 60.0 * MINUTE),
            _ => ("year", 365.25 * 24.0 * 60.0 * MINUTE),
        };
        self.relative.format((away / length).trunc(), unit).into()
    }

    /// Date and time with the zone.
    fn exact(&self, date: &Date) -> Option<String> {
        self.exact.call1(&JsValue::UNDEFINED, date).ok()?.as_string()
    }
}

fn options(settings: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (name, value) in settings {
        // A plain object takes every property.
        let _ = Reflect::set(&options, &(*name).into(), &(*value).into());
    }
    options
}
