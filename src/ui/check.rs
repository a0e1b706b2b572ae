//! On or off: the checkbox and the switch. The whole line is the target.
use leptos::prelude::*;

use super::{
    dynamic::{optional, text},
    ids,
};

/// A checkbox with its label.
#[component]
pub fn Checkbox(
    /// What it turns on.
    #[prop(into)]
    label: Signal<String>,
    /// On or off.
    #[prop(into)]
    checked: Signal<bool>,
    /// Takes the new state.
    #[prop(into)]
    on_change: UnsyncCallback<bool>,
    /// Some of what it stands for is on.
    #[prop(optional, into)]
    mixed: Signal<bool>,
    /// Shows the box alone; the label is only read aloud.
    #[prop(optional)]
    label_hidden: bool,
    /// Cannot be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// One line of help.
    #[prop(optional, into)]
    help: Signal<Option<String>>,
) -> impl IntoView {
    line("checkbox", None, label, checked, on_change, mixed, label_hidden, disabled, help)
}

/// A switch, for what takes effect at once.
#[component]
pub fn Switch(
    /// What it turns on.
    #[prop(into)]
    label: Signal<String>,
    /// On or off.
    #[prop(into)]
    checked: Signal<bool>,
    /// Takes the new state.
    #[prop(into)]
    on_change: UnsyncCallback<bool>,
    /// Cannot be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// One line of help.
    #[prop(optional, into)]
    help: Signal<Option<String>>,
) -> impl IntoView {
    let mixed = Signal::stored(false);
    line("switch", Some("switch"), label, checked, on_change, mixed, false, disabled, help)
}

#[allow(clippy::too_many_arguments, reason = "the one body of two components")]
fn line(
    class: &'static str,
    role: Option<&'static str>,
    label: Signal<String>,
    checked: Signal<bool>,
    on_change: UnsyncCallback<bool>,
    mixed: Signal<bool>,
    label_hidden: bool,
    disabled: Signal<bool>,
    help: Signal<Option<String>>,
) -> AnyView {
    let id = ids::fresh();
    let described_by = id.clone();
    let helped = move || {
        let id = id.clone();
        help.get().map(|help| view! { <span class="field-help" id=id>{help}</span> }.into_any())
    };
    view! {
        <label class="check">
            <input
                class=class
                type="checkbox"
                role=role
                aria-describedby=text(move || help.with(Option::is_some).then(|| described_by.clone()))
                prop:checked=checked
                prop:indeterminate=mixed
                prop:disabled=disabled
                on:change=move |event| on_change.run(event_target_checked(&event))
            />
            <span class=label_hidden.then_some("visually-hidden")>{label}</span>
            {optional(helped)}
        </label>
    }
    .into_any()
}
