//! One line of text with suggestions, as the machine's own list: anything else may be typed, too.
use leptos::prelude::*;

use super::{
    Choice,
    dynamic::part,
    field::{Wiring, frame, invalid, taken},
    ids,
};

/// A field that suggests.
#[component]
pub fn SuggestField(
    /// The name of the field.
    #[prop(into)]
    label: Signal<String>,
    /// What stands in it.
    #[prop(into)]
    value: Signal<String>,
    /// What could stand in it, and what it says beside that.
    #[prop(into)]
    suggestions: Signal<Vec<Choice>>,
    /// Takes what is typed or chosen.
    #[prop(into)]
    on_input: UnsyncCallback<String>,
    /// `numeric` and so on: the keyboard on phones.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// May stay empty, and says so.
    #[prop(optional)]
    optional: bool,
    /// Shown, not changeable.
    #[prop(optional, into)]
    read_only: Signal<bool>,
    /// One line of help.
    #[prop(optional, into)]
    help: Signal<Option<String>>,
    /// What is wrong with the value.
    #[prop(optional, into)]
    problem: Signal<Option<String>>,
) -> impl IntoView {
    let wiring = Wiring::new();
    let list = ids::fresh();
    let lines = part(move || {
        let line = |Choice { value, label }| view! { <option value=value>{label}</option> };
        suggestions.get().into_iter().map(line).collect_view().into_any()
    });
    let control = view! {
        <input
            class="input"
            id=wiring.control.clone()
            type="text"
            list=list.clone()
            dir="auto"
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            inputmode=inputmode
            aria-invalid=invalid(problem)
            aria-describedby=wiring.described_by()
            prop:readOnly=read_only
            prop:value=value
            on:input=taken(on_input)
        />
        <datalist id=list>{lines}</datalist>
    }
    .into_any();
    frame(&wiring, label, optional, help, problem, control)
}
