//! What a person sees if the app breaks: a dialog over the page, made without the code that broke.

use std::panic;

use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, console, window};

use crate::words;

/// Reports a panic to the console and to the person, who keeps what is on screen to copy it.
pub fn install() {
    panic::set_hook(Box::new(|info| {
        console::error_1(&info.to_string().into());
        show();
    }));
}

fn show() -> Option<()> {
    let document = window()?.document()?;
    // What broke breaks again at the next event; it is told once.
    if document.query_selector("dialog.crash").ok()?.is_some() {
        return None;
    }
    let make = |tag: &str, text: &str| {
        let element = document.create_element(tag).ok()?;
        element.set_text_content(Some(text));
        Some(element)
    };
    let dialog: HtmlDialogElement = document.create_element("dialog").ok()?.unchecked_into();
    dialog.set_class_name("dialog crash");
    dialog.set_attribute("aria-label", words::CRASHED).ok()?;
    // A reload needs no code of ours. Links without a target are the navigation's, which may be what broke.
    let reload = make("a", words::RELOAD)?;
    reload.set_class_name("button");
    reload.set_attribute("data-variant", "primary").ok()?;
    reload.set_attribute("target", "_self").ok()?;
    reload.set_attribute("href", &window()?.location().href().ok()?).ok()?;
    dialog.append_child(&*make("h2", words::CRASHED)?).ok()?;
    dialog.append_child(&*make("p", words::CRASHED_DETAIL)?).ok()?;
    dialog.append_child(&reload).ok()?;
    document.body()?.append_child(&dialog).ok()?;
    dialog.show_modal().ok()
}
