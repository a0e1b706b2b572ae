//! Saves a text that was made here as a file.
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Saves these parts, one after the other, under this name.
pub fn save<T: AsRef<str>>(name: &str, parts: &[T]) {
    // A browser that refuses says so itself.
    let _ = try_save(name, &parts.iter().map(|part| JsValue::from_str(part.as_ref())).collect());
}

fn try_save(name: &str, parts: &js_sys::Array) -> Result<(), JsValue> {
    let kind = BlobPropertyBag::new();
    let is_json = name.ends_with(".json");
    kind.set_type(if is_json { "application/json" } else { "text/csv;charset=utf-8" });
    let blob = Blob::new_with_str_sequence_and_options(parts, &kind)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The browser has begun by then; the text would be kept for as long as the page stands otherwise.
    set_timeout(move || drop(Url::revoke_object_url(&url)), std::time::Duration::from_secs(60));
    Ok(())
}
