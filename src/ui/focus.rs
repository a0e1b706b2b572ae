//! Where the focus goes when what had it is gone, and what is brought into sight without it.
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::dynamic::bring_into_view;

/// Sends the focus to the first element of this selector, as soon as what stands now is drawn.
pub fn focus_on(selector: &'static str) {
    request_animation_frame(move || {
        let found = document().query_selector(selector).ok().flatten();
        if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            let _ = element.focus();
        }
    });
}

/// Brings the first element of this selector within another into sight, as soon as what stands now is drawn; what is in
/// sight already stays where it is.
pub fn show_within(whole: &Element, selector: &'static str) {
    let whole = whole.clone();
    request_animation_frame(move || {
        if let Ok(Some(element)) = whole.query_selector(selector) {
            bring_into_view(&element);
        }
    });
}
