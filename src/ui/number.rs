//! Numbers as the reader's locale writes them.
use js_sys::JsString;

use super::locale::locale;

/// "12,431", "12.431" or "12 431", as the reader's locale has it.
pub fn grouped(number: u64) -> String {
    // Exact up to 2^53, far beyond what anybody counts here.
    let formatted: JsString = js_sys::Number::from(number as f64).to_locale_string(&locale());
    formatted.into()
}
