//! A choice of one among some, as the machine's own list.
use leptos::prelude::*;

use super::{
    Glyph, Icon,
    dynamic::part,
    field::{Wiring, frame, invalid, taken},
};

/// One line of a list of choices.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    /// What it stands for.
    pub value: String,
    /// What it says.
    pub label: String,
}

impl Choice {
    /// A choice.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// A list of choices with its label.
#[component]
pub fn SelectField(
    /// The name of the field.
    #[prop(into)]
    label: Signal<String>,
    /// The chosen one.
    #[prop(into)]
    value: Signal<String>,
    /// What there is to choose from.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// Takes the choice.
    #[prop(into)]
    on_change: UnsyncCallback<String>,
    /// The name under which browsers know it.
    #[prop(optional)]
    name: &'static str,
    /// One line of help.
    #[prop(optional, into)]
    help: Signal<Option<String>>,
    /// What is wrong with the choice.
    #[prop(optional, into)]
    problem: Signal<Option<String>>,
) -> impl IntoView {
    let wiring = Wiring::new();
    let control = view! {
        <div class="input-box">
            <select
                class="input"
                id=wiring.control.clone()
                name=name
                aria-invalid=invalid(problem)
                aria-describedby=wiring.described_by()
                on:change=taken(on_change)
            >
                {options(choices, value)}
            </select>
            <Icon glyph=Glyph::CHEVRON_DOWN />
        </div>
    }
    .into_any();
    frame(&wiring, label, false, help, problem, control)
}

/// The lines of the list. The chosen one is marked, since a value set on the list itself is lost
/// when the lines come later.
pub(super) fn options(choices: Signal<Vec<Choice>>, value: Signal<String>) -> AnyView {
    part(move || {
        let line = |Choice { value: own, label }| {
            let key = own.clone();
            view! {
                <option value=own prop:selected=move || value.with(|value| *value == key)>
                    {label}
                </option>
            }
        };
        choices.get().into_iter().map(line).collect_view().into_any()
    })
}

/// A list of choices inside a toolbar: its label is only read aloud.
#[component]
pub fn InlineSelect(
    /// Its accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// The chosen one.
    #[prop(into)]
    value: Signal<String>,
    /// What there is to choose from.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// Takes the choice.
    #[prop(into)]
    on_change: UnsyncCallback<String>,
) -> impl IntoView {
    view! {
        <div class="input-box">
            <select
                class="input"
                aria-label=label
                on:change=taken(on_change)
            >
                {options(choices, value)}
            </select>
            <Icon glyph=Glyph::CHEVRON_DOWN />
        </div>
    }
    .into_any()
}
