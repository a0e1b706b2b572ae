//! "3 days ago" in the reader's language, with the exact time as its tooltip.
use js_sys::{Array, Date, Intl, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

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
    let exact = exact(&date);
    let text = relative(moment - Date::now());
    view! { <time datetime=time title=exact>{text}</time> }.into_any()
}

/// The largest unit that fits.
fn relative(away: f64) -> String {
    const MINUTE: f64 = 60_000.0;
    let (unit, length) = match away.abs() {
        age if age < 60.0 * MINUTE => ("minute", MINUTE),
        age if age < 24.0 * 60.0 * MINUTE => ("hour", 60.0 * MINUTE),
        age if age < 30.0 * 24.0 * 60.0 * MINUTE => ("day", 24.0 * 60.0 * MINUTE),
        age if age < 365.0 * 24.0 * 60.0 * MINUTE => ("month", 30.44 * 24.0 * 60.0 * MINUTE),
        _ => ("year", 365.25 * 24.0 * 60.0 * MINUTE),
    };
    let format = Intl::RelativeTimeFormat::new(&Array::new(), &option("numeric", "auto"));
    format.format((away / length).trunc(), unit).into()
}

/// Date and time as the locale writes them, with the zone.
fn exact(date: &Date) -> String {
    let options = option("dateStyle", "full");
    let _ = Reflect::set(&options, &"timeStyle".into(), &"long".into());
    date.to_locale_string("default", &options).into()
}

fn option(name: &str, value: &str) -> Object {
    let options = Object::new();
    // A plain object takes every property.
    let _ = Reflect::set(&options, &name.into(), &value.into());
    options
}
