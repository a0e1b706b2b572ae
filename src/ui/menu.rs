//! The menu: a short list of actions from a button. Arrows, Home and End move, letters jump to what begins
//! with them, Escape and Tab close.
use std::cell::RefCell;

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{
    Align, Glyph, Icon, Size,
    dynamic::{optional, state, text},
    ids,
    popover::{Closer, Trigger, open_from_button},
};

/// A button that opens a list of [`MenuItem`]s.
#[component]
pub fn Menu(
    /// The accessible name of the menu, and of a button without words.
    #[prop(into)]
    label: Signal<String>,
    /// What stands in the button.
    #[prop(into)]
    trigger: ViewFnOnce,
    /// How the button looks.
    #[prop(optional)]
    look: Trigger,
    /// Where it opens.
    #[prop(optional)]
    align: Align,
    /// The items. Exist only while open.
    children: ChildrenFn,
) -> impl IntoView {
    let items = move || {
        let children = children.clone();
        let typed = RefCell::default();
        // Keys are heard here, since they bubble from the focused item.
        view! { <div on:keydown=move |event| move_focus(&event, &typed)>{children()}</div> }.into_any()
    };
    open_from_button(
        "menu",
        "menu",
        label,
        trigger,
        look,
        align,
        Size::Medium,
        |menu| {
            if let Ok(Some(first)) = menu.query_selector(ITEM)
                && let Some(first) = first.dyn_ref::<HtmlElement>()
            {
                let _ = first.focus();
            }
        },
        std::sync::Arc::new(items),
    )
}

const ITEM: &str = "[role^=menuitem]";

/// Letters that follow each other within so many milliseconds are one word.
const PAUSE: f64 = 700.0;

/// What was typed in a menu, and when last.
#[derive(Default)]
struct Typed {
    word: String,
    at: f64,
}

impl Typed {
    /// The letters to look for after one more, and whether the item that has the focus may be it. One letter again
    /// and again goes from one item that begins with it to the next.
    fn with(&mut self, letter: &str, at: f64) -> (&str, bool) {
        if at - self.at > PAUSE || self.word == letter {
            self.word.clear();
        }
        self.at = at;
        self.word.push_str(letter);
        (&self.word, self.word != letter)
    }
}

fn move_focus(event: &ev::KeyboardEvent, typed: &RefCell<Typed>) {
    let Some(list) = event.current_target().and_then(|list| list.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    let Ok(found) = list.query_selector_all(ITEM) else { return };
    let count = found.length();
    if count == 0 {
        return;
    }
    let active = document().active_element();
    let item = |index: u32| found.item(index).and_then(|node| node.dyn_into::<HtmlElement>().ok());
    let at = (0..count).find(|&index| item(index).map(Into::into) == active).unwrap_or(count - 1);
    let key = event.key();
    let to = match key.as_str() {
        "ArrowDown" => (at + 1) % count,
        "ArrowUp" => (at + count - 1) % count,
        "Home" => 0,
        "End" => count - 1,
        "Tab" => {
            if let Some(menu) = list.parent_element().and_then(|menu| menu.dyn_into().ok()) {
                let menu: HtmlElement = menu;
                let _ = menu.hide_popover();
            }
            return;
        }
        letter if letter.chars().count() == 1 && letter != " " && !with_modifier(event) => {
            let mut typed = typed.borrow_mut();
            let (word, may_stay) = typed.with(&lower(letter), event.time_stamp());
            let first = u32::from(!may_stay);
            let Some(found) = (first..count + first).map(|step| (at + step) % count).find(|&index| {
                item(index)
                    .and_then(|item| item.text_content())
                    .is_some_and(|text| lower(text.trim()).starts_with(word))
            }) else {
                return;
            };
            found
        }
        _ => return,
    };
    event.prevent_default();
    if let Some(item) = item(to) {
        let _ = item.focus();
    }
}

/// A shortcut of the browser is none of the menu's letters.
fn with_modifier(event: &ev::KeyboardEvent) -> bool {
    event.ctrl_key() || event.alt_key() || event.meta_key()
}

/// The browser's own lower case: ours would bring tables of all scripts along.
fn lower(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}

/// One action of a [`Menu`]. Choosing it closes the menu.
#[component]
pub fn MenuItem(
    /// What it says.
    #[prop(into)]
    label: Signal<String>,
    /// Stands before the label.
    #[prop(optional, into)]
    icon: Option<Glyph>,
    /// Leads there, as a link.
    #[prop(optional, into)]
    href: Option<String>,
    /// Destroys something.
    #[prop(optional)]
    danger: bool,
    /// Why it may not be chosen now; shown under the label.
    #[prop(optional, into)]
    refusal: Option<Signal<Option<String>>>,
    /// What choosing it does.
    #[prop(optional, into)]
    on_select: Option<UnsyncCallback<()>>,
) -> impl IntoView {
    let closer = use_context::<Closer>();
    let close = move || {
        if let Some(closer) = closer {
            closer.close();
        }
    };
    let note = ids::fresh();
    let noted = note.clone();
    let reason = move || refusal.and_then(|reason| reason.get());
    let content = view! {
        {icon.map(|glyph| view! { <Icon glyph /> })}
        <span>
            {label}
            {optional(move || {
                let note = note.clone();
                reason().map(|text| view! { <span class="menu-note" id=note>{text}</span> }.into_any())
            })}
        </span>
    };
    let variant = danger.then_some("danger");
    match href {
        Some(href) => view! {
            <a
                class="menu-item"
                role="menuitem"
                href=href
                tabindex="-1"
                data-variant=variant
                on:click=move |_| close()
            >
                {content}
            </a>
        }
        .into_any(),
        None => view! {
            <button
                class="menu-item"
                role="menuitem"
                type="button"
                tabindex="-1"
                data-variant=variant
                aria-disabled=state(move || reason().is_some())
                aria-describedby=text(move || reason().map(|_| noted.clone()))
                on:click=move |_| {
                    if refusal.is_some_and(|reason| reason.with_untracked(Option::is_some)) {
                        return;
                    }
                    close();
                    if let Some(on_select) = on_select {
                        on_select.run(());
                    }
                }
            >
                {content}
            </button>
        }
        .into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::Typed;

    #[test]
    fn letters_in_a_row_are_a_word_and_one_letter_again_goes_on() {
        let mut typed = Typed::default();
        assert_eq!(typed.with("d", 1_000.0), ("d", false));
        assert_eq!(typed.with("i", 1_200.0), ("di", true));
        assert_eq!(typed.with("s", 1_400.0), ("dis", true));
        assert_eq!(typed.with("e", 3_000.0), ("e", false), "after a pause it begins anew");
        assert_eq!(typed.with("e", 3_100.0), ("e", false), "the next that begins with it");
    }
}
