//! What opens from a button over the page without blocking it: the ground of panels and menus.
//! The browser closes it on Escape and on a click elsewhere, and gives the focus back.
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

use super::{
    Size, Variant,
    dynamic::{optional, text, word},
    ids,
    room::look_for_room,
};

/// Where it opens.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Align {
    /// Below, from the button's leading edge.
    #[default]
    Start,
    /// Below, to the button's trailing edge.
    End,
    /// Above, from the button's leading edge.
    Above,
}

impl Align {
    fn name(self) -> Option<&'static str> {
        match self {
            Self::Start => None,
            Self::End => Some("end"),
            Self::Above => Some("above"),
        }
    }
}

/// Closes what is open around the caller; found in context by what stands inside.
#[derive(Clone, Copy)]
pub struct Closer(NodeRef<html::Div>);

impl Closer {
    /// Closes it; the focus returns to its button.
    pub fn close(self) {
        if let Some(element) = self.0.get_untracked() {
            // Refused only where it is closed already.
            let _ = element.hide_popover();
        }
    }
}

/// How the opening button looks.
#[derive(Clone, Copy, Default, Debug)]
pub struct Trigger {
    /// How much it weighs.
    pub variant: Variant,
    /// How large it is.
    pub size: Size,
    /// It holds an icon alone.
    pub icon_only: bool,
    /// Another class than `button`.
    pub class: Option<&'static str>,
}

/// A panel: filters, columns, details.
#[component]
pub fn Popover(
    /// The accessible name of the panel, and of a button without words.
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
    /// How large it is.
    #[prop(optional)]
    size: Size,
    /// The content: a `panel-body`, a `panel-footer`. Exists only while open.
    children: ChildrenFn,
) -> impl IntoView {
    open_from_button("panel", "dialog", label, trigger, look, align, size, |_| (), children)
}

#[allow(clippy::too_many_arguments, reason = "the one body of panels and menus")]
pub(super) fn open_from_button(
    class: &'static str,
    role: &'static str,
    label: Signal<String>,
    trigger: ViewFnOnce,
    look: Trigger,
    align: Align,
    size: Size,
    opened: fn(&web_sys::HtmlElement),
    children: ChildrenFn,
) -> AnyView {
    let id = ids::fresh();
    let element = NodeRef::<html::Div>::new();
    let is_open = RwSignal::new(false);
    let toggled = move |event: web_sys::Event, is_before: bool| {
        let Some(element) = event.target().and_then(|target| target.dyn_into().ok()) else {
            return;
        };
        let element: web_sys::HtmlElement = element;
        let is_shown = element.matches(":popover-open").unwrap_or(false);
        if is_before {
            // Content first, so that the browser measures what it places.
            is_open.set(true);
        } else {
            is_open.set(is_shown);
            if is_shown {
                if let Some(button) = element.previous_element_sibling() {
                    look_for_room(&button, &element);
                }
                opened(&element);
            }
        }
    };
    // Toggling says more often that it is open than that changes.
    let is_shown = Memo::new(move |_| is_open.get());
    let content = move || {
        is_shown.get().then(|| {
            provide_context(Closer(element));
            children()
        })
    };
    view! {
        <button
            class=look.class.unwrap_or("button")
            type="button"
            data-variant=look.variant.name()
            data-size=look.size.name()
            data-only=look.icon_only.then_some("icon")
            aria-haspopup=role
            aria-expanded=word(move || Some(if is_open.get() { "true" } else { "false" }))
            aria-label=text(move || look.icon_only.then(|| label.get()))
            title=text(move || look.icon_only.then(|| label.get()))
            popovertarget=id.clone()
        >
            {trigger.run()}
        </button>
        <div
            class=class
            id=id
            role=role
            popover="auto"
            data-align=align.name()
            data-size=size.name()
            aria-label=label
            node_ref=element
            on:beforetoggle=move |event| toggled(event, true)
            on:toggle=move |event| toggled(event, false)
        >
            {optional(content)}
        </div>
    }
    .into_any()
}
