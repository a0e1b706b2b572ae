//! The button, in its few variants, with its busy and its refused state.
use leptos::{ev, prelude::*};

use super::{
    Glyph, Icon, Tooltip,
    dynamic::{optional, state, text, word},
};

/// How much a button weighs.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Variant {
    /// The usual one, outlined.
    #[default]
    Secondary,
    /// The one thing this place is for.
    Primary,
    /// Destroys something.
    Danger,
    /// Without ground: toolbars, table rows, dialogs' corners.
    Ghost,
}

impl Variant {
    /// The value of `data-variant`.
    pub(crate) fn name(self) -> Option<&'static str> {
        match self {
            Self::Secondary => None,
            Self::Primary => Some("primary"),
            Self::Danger => Some("danger"),
            Self::Ghost => Some("ghost"),
        }
    }
}

/// How large a widget is.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Size {
    /// In dense places.
    Small,
    /// The usual one.
    #[default]
    Medium,
    /// In headers.
    Large,
}

impl Size {
    /// The value of `data-size`.
    pub(crate) fn name(self) -> Option<&'static str> {
        match self {
            Self::Small => Some("small"),
            Self::Medium => None,
            Self::Large => Some("large"),
        }
    }
}

/// A button. Busy or refused, it keeps the focus and does nothing; refused, it says why.
#[component]
pub fn Button(
    /// What it says; with `icon_only` its accessible name and tooltip.
    #[prop(into)]
    label: Signal<String>,
    /// How much it weighs.
    #[prop(optional)]
    variant: Variant,
    /// How large it is.
    #[prop(optional)]
    size: Size,
    /// Stands before the label.
    #[prop(optional, into)]
    icon: Option<Glyph>,
    /// Shows the icon alone.
    #[prop(optional)]
    icon_only: bool,
    /// Fills the line.
    #[prop(optional)]
    wide: bool,
    /// Submits the form around it.
    #[prop(optional)]
    submit: bool,
    /// Takes the focus when its dialog opens.
    #[prop(optional)]
    autofocus: bool,
    /// Work is under way: a spinner takes the icon's place, presses do nothing.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Why it may not be pressed now. It stays reachable and shows this as its tooltip.
    #[prop(optional, into)]
    refusal: Option<Signal<Option<String>>>,
    /// For a button that switches something: on or off.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
    /// Where focus can be sent.
    #[prop(optional)]
    node_ref: NodeRef<leptos::html::Button>,
    /// What a press does.
    #[prop(optional, into)]
    on_click: Option<UnsyncCallback<()>>,
) -> impl IntoView {
    let refused = move || refusal.is_some_and(|reason| reason.with(Option::is_some));
    let pressed_now = move |event: ev::MouseEvent| {
        if busy.get_untracked() || refusal.is_some_and(|reason| reason.with_untracked(Option::is_some)) {
            event.prevent_default();
            event.stop_propagation();
        } else if let Some(on_click) = on_click {
            on_click.run(());
        }
    };
    let button = view! {
        <button
            class="button"
            type=if submit { "submit" } else { "button" }
            node_ref=node_ref
            data-variant=variant.name()
            data-size=size.name()
            data-only=icon_only.then_some("icon")
            data-wide=wide.then_some("")
            autofocus=autofocus
            aria-label=text(move || icon_only.then(|| label.get()))
            aria-busy=state(move || busy.get())
            aria-disabled=state(refused)
            aria-pressed=word(move || pressed.map(|on| if on.get() { "true" } else { "false" }))
            on:click=pressed_now
        >
            {optional(move || {
                if busy.get() {
                    Some(view! { <span class="spinner"></span> }.into_any())
                } else {
                    icon.map(|glyph| view! { <Icon glyph /> }.into_any())
                }
            })}
            {(!icon_only).then(|| view! { <span>{label}</span> })}
        </button>
    }
    .into_any();
    if let Some(reason) = refusal {
        let says = move || reason.get().or_else(|| icon_only.then(|| label.get()));
        view! { <Tooltip text=says>{button}</Tooltip> }.into_any()
    } else if icon_only {
        view! { <Tooltip text=move || Some(label.get()) names=true>{button}</Tooltip> }.into_any()
    } else {
        button
    }
}
