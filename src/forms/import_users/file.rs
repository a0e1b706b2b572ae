//! The text of a file, whatever encoding it is written in.

use wasm_bindgen_futures::JsFuture;
use web_sys::{File, TextDecoder};

use crate::csv::encoding;

/// The text; nothing where the browser cannot read it.
pub(super) async fn text_of(file: &File) -> Option<String> {
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
    let decoder = TextDecoder::new_with_label(encoding(&bytes).label()).ok()?;
    decoder.decode_with_u8_array(&bytes).ok()
}
