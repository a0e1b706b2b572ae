//! Whether there is room below a control for what opens beside it, where that cannot be left to CSS (`style/ui/menu.css`).
use leptos::prelude::window;
use web_sys::{Element, HtmlElement};

/// The most that may lie between the two, above and below, in pixels.
const MARGINS: f64 = 10.0;

/// Notes on `opened` that it stands above its control: there is no room below, and more above.
pub(super) fn look_for_room(control: &Element, opened: &HtmlElement) {
    let Some(height) = window().inner_height().ok().and_then(|height| height.as_f64()) else { return };
    let place = control.get_bounding_client_rect();
    let below = height - place.bottom();
    let is_above = f64::from(opened.offset_height()) + MARGINS > below && place.top() > below;
    // Refused only to a name that is none.
    let _ = opened.toggle_attribute_with_force("data-above", is_above);
}
