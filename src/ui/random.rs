//! Random bytes from the browser, good enough for secrets.

/// One byte; nothing where the browser has no source of them.
pub fn byte() -> Option<u8> {
    let mut bytes = [0];
    let crypto = leptos::prelude::window().crypto().ok()?;
    crypto.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(bytes[0])
}
