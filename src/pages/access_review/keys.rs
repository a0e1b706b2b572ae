//! The review's single keys: what each does, and when they are nobody else's.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

use crate::stores::Ruling;
use crate::ui::Switch;
use crate::words;

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// Decides about whoever is on screen.
    Rule(Ruling),
    /// Takes the last decision back.
    Undo,
    /// Turns to the next one, or the one before.
    Move(isize),
}

/// What this key asks for. Letters count in either case; arrows go with the direction of reading.
fn meaning(key: &str, is_mirrored: bool) -> Option<Asked> {
    let onward = if is_mirrored { -1 } else { 1 };
    Some(match key {
        "k" | "K" => Asked::Rule(Ruling::Keep),
        "r" | "R" => Asked::Rule(Ruling::Remove),
        "s" | "S" => Asked::Rule(Ruling::Skip),
        "u" | "U" => Asked::Undo,
        "ArrowRight" => Asked::Move(onward),
        "ArrowLeft" => Asked::Move(-onward),
        _ => return None,
    })
}

/// Hears the keys while they are on and the view around the caller stands.
pub(super) fn listen(is_on: Signal<bool>, answer: impl Fn(Asked) + 'static) {
    let listener = window_event_listener(leptos::ev::keydown, move |event: KeyboardEvent| {
        let is_on = is_on.try_get_untracked() == Some(true);
        let is_combined = event.ctrl_key() || event.meta_key() || event.alt_key();
        let is_answered = event.default_prevented() || event.is_composing() || is_taken(&event);
        let root = document().document_element();
        let is_mirrored =
            root.and_then(|root| root.get_attribute("dir")).is_some_and(|direction| direction == "rtl");
        if let Some(asked) =
            meaning(&event.key(), is_mirrored).filter(|_| is_on && !is_combined && !is_answered)
        {
            event.prevent_default();
            answer(asked);
        }
    });
    on_cleanup(move || listener.remove());
}

/// Whether the key belongs to where it is pressed: a field, a menu, a dialog.
fn is_taken(event: &KeyboardEvent) -> bool {
    if document().query_selector("dialog[open]").is_ok_and(|dialog| dialog.is_some()) {
        return true;
    }
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
        return false;
    };
    // A tick is not typed into.
    let is_tick = target.dyn_ref::<HtmlInputElement>().is_some_and(|input| input.type_() == "checkbox");
    let owners = "input, textarea, select, [contenteditable], [role=menu], [role=listbox], [popover]";
    !is_tick && target.closest(owners).is_ok_and(|owner| owner.is_some())
}

/// What the keys are, and the switch for whoever speaks to the browser or types with a stick.
pub(super) fn legend(is_on: RwSignal<bool>) -> impl IntoView {
    let all = [
        ("K", words::KEEP),
        ("R", words::REMOVE),
        ("S", words::SKIP),
        ("U", words::UNDO),
        ("← →", words::MOVE),
    ];
    let lines = all
        .into_iter()
        .map(|(key, says)| view! { <li><kbd class="kbd">{key}</kbd> {says}</li> })
        .collect_view();
    view! {
        <div class="review-keys">
            <Switch
                label=words::SINGLE_KEYS
                checked=is_on
                on_change=move |on: bool| is_on.set(on)
            />
            <ul data-off=move || (!is_on.get()).then_some("")>{lines}</ul>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_mean_what_the_screen_says() {
        assert_eq!(meaning("K", false), Some(Asked::Rule(Ruling::Keep)));
        assert_eq!(meaning("r", false), Some(Asked::Rule(Ruling::Remove)));
        assert_eq!(meaning("ArrowRight", false), Some(Asked::Move(1)));
        assert_eq!(meaning("ArrowRight", true), Some(Asked::Move(-1)));
        assert_eq!((meaning("Enter", false), meaning("j", false)), (None, None));
    }
}
