//! Whether a pointer moves.
use std::cell::Cell;

use web_sys::PointerEvent;

/// Acts when the pointer is elsewhere than it was last seen on this element. WebKit sends `pointermove` also where the
/// page moved, or something came up, under a pointer at rest.
pub(super) fn moved(act: impl Fn() + 'static) -> impl Fn(PointerEvent) + 'static {
    let seen = Cell::new(None);
    move |event| {
        let now = (event.client_x(), event.client_y());
        if seen.replace(Some(now)).is_some_and(|before| before != now) {
            act();
        }
    }
}
