//! The search of a page: `/` goes to it, Escape and its button empty it.
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use super::{Glyph, Icon, dynamic::part, field::taken, ids, words};

/// A search field. It reports every keystroke; waiting and cancelling belong to the asker.
#[component]
pub fn SearchField(
    /// Its accessible name, and what stands in it while it is empty.
    #[prop(into)]
    label: Signal<String>,
    /// What is searched for.
    #[prop(into)]
    value: Signal<String>,
    /// Takes what is typed.
    #[prop(into)]
    on_input: UnsyncCallback<String>,
    /// `/` goes here. One field of a page at most.
    #[prop(optional)]
    shortcut: bool,
    /// Takes the focus of the dialog it stands in.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    let focus = move || {
        if let Some(field) = field.get_untracked() {
            let _ = field.focus();
            field.select();
        }
    };
    if shortcut {
        let listener = window_event_listener(ev::keydown, move |event| {
            if event.key() == "/" && !event.ctrl_key() && !event.meta_key() && !is_typing() {
                event.prevent_default();
                focus();
            }
        });
        on_cleanup(move || listener.remove());
    }
    let is_filled = Memo::new(move |_| value.with(|value| !value.is_empty()));
    let end = move || {
        if !is_filled.get() {
            return shortcut.then(|| view! { <kbd class="kbd">"/"</kbd> }).into_any();
        }
        view! {
            <button
                class="button"
                type="button"
                data-variant="ghost"
                data-size="small"
                data-only="icon"
                aria-label=words::CLEAR
                on:click=move |_| {
                    on_input.run(String::new());
                    focus();
                }
            >
                <Icon glyph=Glyph::CLOSE />
            </button>
        }
        .into_any()
    };
    let id = ids::fresh();
    view! {
        <div class="search" role="search">
            <label class="visually-hidden" for=id.clone()>
                {label}
            </label>
            <div class="input-box">
                <Icon glyph=Glyph::SEARCH />
                <input
                    class="input"
                    id=id
                    type="search"
                    autofocus=autofocus
                    dir="auto"
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    enterkeyhint="search"
                    placeholder=label
                    aria-keyshortcuts=shortcut.then_some("/")
                    prop:value=value
                    node_ref=field
                    on:input=taken(on_input)
                />
                <span class="input-end">
                    {part(end)}
                </span>
            </div>
        </div>
    }
    .into_any()
}

/// Keys belong to what is being filled in, or to an open dialog.
fn is_typing() -> bool {
    let Some(active) = document().active_element() else { return false };
    active
        .closest("input:not([type=checkbox], [type=radio]), textarea, select, dialog, [popover]")
        .is_ok_and(|found| found.is_some())
        || active.dyn_ref::<web_sys::HtmlElement>().is_some_and(web_sys::HtmlElement::is_content_editable)
        || document().query_selector("dialog[open]").is_ok_and(|found| found.is_some())
}
