//! A short text that appears beside what is pointed at or focused, in the top layer so that
//! nothing cuts it off. Escape hides it; it never takes the focus.
use leptos::{ev, html, prelude::*};

use super::{ids, room::look_for_room};

/// Wraps one control and shows `text` beside it while it is pointed at or focused.
#[component]
pub fn Tooltip(
    /// What it says; `None` shows nothing.
    #[prop(into)]
    text: Signal<Option<String>>,
    /// The text is already the control's accessible name: it is not described a second time.
    #[prop(optional)]
    names: bool,
    /// The control.
    children: Children,
) -> impl IntoView {
    let id = ids::fresh();
    let tip = NodeRef::<html::Span>::new();
    let wrapper = NodeRef::<html::Span>::new();
    // A browser says that the focus leaves also while it takes the control away: nothing may be here any more.
    let place = move || {
        if let Some(tip) = tip.try_get_untracked().flatten()
            && let Some(wrapper) = wrapper.try_get_untracked().flatten()
        {
            look_for_room(&wrapper, &tip);
        }
    };
    let show = move || {
        if let Some(tip) = tip.try_get_untracked().flatten()
            && text.try_with_untracked(Option::is_some) == Some(true)
        {
            // Refused only where it is shown already.
            let _ = tip.show_popover();
            place();
        }
    };
    let hide = move || {
        if let Some(tip) = tip.try_get_untracked().flatten() {
            let _ = tip.hide_popover();
        }
    };
    // The control is a child that somebody else made, so the description is wired afterwards.
    let described = id.clone();
    Effect::new(move |_| {
        let Some(control) = wrapper.get().and_then(|element| element.first_element_child()) else {
            return;
        };
        if names {
            return;
        }
        let _ = if text.with(Option::is_some) {
            control.set_attribute("aria-describedby", &described)
        } else {
            control.remove_attribute("aria-describedby")
        };
    });
    view! {
        <span
            class="tooltip"
            node_ref=wrapper
            on:pointerenter=move |_| show()
            on:pointerleave=move |_| hide()
            on:focusin=move |_| {
                show();
                // The browser brings what has the focus into view after it has said so.
                request_animation_frame(place);
            }
            on:focusout=move |_| hide()
            on:keydown=move |event: ev::KeyboardEvent| {
                if event.key() == "Escape" {
                    hide();
                }
            }
        >
            {children()}
            <span class="tooltip-text" role="tooltip" id=id popover="manual" node_ref=tip>
                {text}
            </span>
        </span>
    }
    .into_any()
}
