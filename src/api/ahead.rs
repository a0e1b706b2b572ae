//! A head start: `boot.js` asks who is signed in, and for the list that stood at this address, while the app's code is
//! on its way. What to ask stands in the tab's `sessionStorage`, without a credential, since the list was there.

use bim_api::Request;
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Response, Storage, window};

/// Where they stand: a key that ends with the API's address, as in `boot.js`.
const PLACE: &str = "bim-ahead:";

fn storage() -> Option<Storage> {
    window()?.session_storage().ok()?
}

/// What tells requests apart, as in `boot.js`.
fn key(url: &str, bearer: &str, request: &Request) -> Option<String> {
    let body = str::from_utf8(request.body.as_deref().unwrap_or_default()).ok()?;
    Some([request.method.as_str(), url, bearer, body].join("\n"))
}

/// The answer to this request and its body, where it was asked ahead of time. Each is given out once, and where it is
/// there already, nothing waits for the browser's next turn.
pub(super) async fn answer(url: &str, bearer: &str, request: &Request) -> Option<(Response, Vec<u8>)> {
    let take: Function = Reflect::get(window()?.as_ref(), &"__bimAhead".into()).ok()?.dyn_into().ok()?;
    let key = key(url, bearer, request)?;
    let promise: Promise = take.call1(&JsValue::UNDEFINED, &key.into()).ok()?.dyn_into().ok()?;
    // What was lost on its way is asked for again.
    let told: Array = JsFuture::from(promise).await.ok()?.dyn_into().ok()?;
    Some((told.get(0).dyn_into().ok()?, Uint8Array::new(&told.get(1)).to_vec()))
}

/// Keeps what the address that is open begins with, for when it is loaded again.
pub(super) fn keep(base: &str, request: &Request) {
    let kept = || {
        let at = window()?.location().href().ok()?;
        let text = key(&[base, &request.target].concat(), &at, request)?;
        storage()?.set_item(&[PLACE, base].concat(), &text).ok()
    };
    // A browser that keeps nothing begins when the code is there.
    let _ = kept();
}

/// Forgets what [`keep`] kept for the API at this address.
pub fn forget(base: &str) {
    // Storage that is refused holds nothing.
    let _ = storage().map(|storage| storage.remove_item(&[PLACE, base].concat()));
}
