//! What changes in a view, behind one type for each kind of it. Every closure has a type of its own, and
//! the framework would be compiled once more for each; behind these it is compiled once.
use std::sync::{Arc, Mutex};
use std::time::Duration;

use leptos::{prelude::*, tachys::reactive_graph::SharedReactiveFunction};

/// A part of a view that is drawn anew when what it reads changes.
pub fn part(draw: impl FnMut() -> AnyView + Send + 'static) -> AnyView {
    let draw: Box<dyn FnMut() -> AnyView + Send> = Box::new(draw);
    draw.into_any()
}

/// A part of a view that is there only while `draw` gives something.
pub fn optional(mut draw: impl FnMut() -> Option<AnyView> + Send + 'static) -> AnyView {
    part(move || draw().unwrap_or_else(|| ().into_any()))
}

/// An attribute that changes among fixed values, or goes.
pub fn word(
    value: impl FnMut() -> Option<&'static str> + Send + 'static,
) -> SharedReactiveFunction<Option<&'static str>> {
    Arc::new(Mutex::new(value))
}

/// `"true"` while it holds, and no attribute at all while it does not: ARIA's states.
pub fn state(holds: impl Fn() -> bool + Send + 'static) -> SharedReactiveFunction<Option<&'static str>> {
    word(move || holds().then_some("true"))
}

/// An attribute that is any text, or goes.
pub fn text(
    value: impl FnMut() -> Option<String> + Send + 'static,
) -> SharedReactiveFunction<Option<String>> {
    Arc::new(Mutex::new(value))
}

/// Does this once what stands now has been painted; soon, where nobody sees it and nothing is painted.
pub fn after_paint(then: impl FnOnce() + 'static) {
    if document().hidden() {
        set_timeout(then, Duration::ZERO);
    } else {
        request_animation_frame(move || set_timeout(then, Duration::ZERO));
    }
}

/// Scrolls what is around an element no further than it takes to see all of it.
pub fn bring_into_view(element: &web_sys::Element) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    options.set_inline(web_sys::ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}
