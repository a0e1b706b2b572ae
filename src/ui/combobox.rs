//! A field that suggests while it is typed in: arrows move through the suggestions, Enter takes one, Escape closes
//! them. It asks nobody itself: what is suggested belongs to the caller.
use leptos::{ev, prelude::*};

use super::{
    dynamic::{bring_into_view, optional, part, text, word},
    field::{Wiring, frame, invalid, taken},
    ids,
};

/// One line of the suggestions.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Suggestion {
    /// What it stands for.
    pub value: String,
    /// What it says.
    pub label: String,
    /// What tells it from its namesakes.
    pub detail: String,
}

/// A field with suggestions.
#[component]
pub fn Combobox(
    /// The name of the field.
    #[prop(into)]
    label: Signal<String>,
    /// What stands in it.
    #[prop(into)]
    value: Signal<String>,
    /// Takes what is typed.
    #[prop(into)]
    on_input: UnsyncCallback<String>,
    /// What is suggested for it.
    #[prop(into)]
    suggestions: Signal<Vec<Suggestion>>,
    /// Takes the suggestion that was chosen, by its value.
    #[prop(into)]
    on_choose: UnsyncCallback<String>,
    /// Said in place of suggestions: that there are none, that they could not be read.
    #[prop(optional, into)]
    note: Signal<Option<String>>,
    /// The suggestions stand below all the time, as a list of their own.
    #[prop(optional)]
    open: bool,
    /// Shown, not changeable.
    #[prop(optional, into)]
    read_only: Signal<bool>,
    /// An example, never the label.
    #[prop(optional)]
    placeholder: Option<&'static str>,
    /// Takes the focus when its dialog opens.
    #[prop(optional)]
    autofocus: bool,
    /// One line of help.
    #[prop(optional, into)]
    help: Signal<Option<String>>,
    /// What is wrong with the value.
    #[prop(optional, into)]
    problem: Signal<Option<String>>,
) -> impl IntoView {
    let wiring = Wiring::new();
    let list = ids::fresh();
    let (is_open, active) = (RwSignal::new(open), RwSignal::new(None::<usize>));
    // Another list begins without a choice, or, where it always stands, with its first line.
    Effect::new(move |_| {
        let count = suggestions.with(Vec::len);
        active.set((open && count > 0).then_some(0));
    });
    let close = move || is_open.set(open);
    let choose = move |index: usize| {
        let chosen = suggestions.with_untracked(|all| all.get(index).map(|one| one.value.clone()));
        if let Some(chosen) = chosen {
            close();
            on_choose.run(chosen);
        }
    };
    let key = move |event: ev::KeyboardEvent| {
        let count = suggestions.with_untracked(Vec::len);
        let at = active.get_untracked();
        match event.key().as_str() {
            "ArrowDown" | "ArrowUp" if count > 0 => {
                event.prevent_default();
                is_open.set(true);
                let down = event.key() == "ArrowDown";
                let next = match at {
                    None if down => 0,
                    None => count - 1,
                    Some(at) if down => (at + 1) % count,
                    Some(at) => (at + count - 1) % count,
                };
                active.set(Some(next));
                show_active();
            }
            "Enter" if is_open.get_untracked() => {
                if let Some(at) = at {
                    event.prevent_default();
                    choose(at);
                }
            }
            "Escape" if is_open.get_untracked() && !open => {
                // It closes the suggestions, not the dialog around them.
                event.prevent_default();
                event.stop_propagation();
                close();
            }
            _ => {}
        }
    };
    let input = taken(UnsyncCallback::new(move |typed: String| {
        is_open.set(true);
        on_input.run(typed);
    }));
    let option_id = {
        let list = list.clone();
        move |index: usize| [&list, "-", &index.to_string()].concat()
    };
    let active_id = option_id.clone();
    let has_lines = move || is_open.get() && suggestions.with(|all| !all.is_empty());
    let lines = move || {
        let option_id = option_id.clone();
        let line = move |(index, one): (usize, Suggestion)| {
            view! {
                <li
                    class="combobox-option"
                    role="option"
                    id=option_id(index)
                    aria-selected=word(move || {
                        Some(if active.get() == Some(index) { "true" } else { "false" })
                    })
                    // The focus stays in the field.
                    on:pointerdown=move |event| event.prevent_default()
                    on:click=move |_| choose(index)
                >
                    <span dir="auto">{one.label}</span>
                    <small dir="auto">{one.detail}</small>
                </li>
            }
        };
        suggestions.get().into_iter().enumerate().map(line).collect_view().into_any()
    };
    let said = move || {
        let shown = is_open.get().then(|| note.get()).flatten()?;
        Some(view! { <p class="combobox-note">{shown}</p> }.into_any())
    };
    let control = view! {
        <div class="combobox" data-open=open.then_some("")>
            <input
                class="input"
                id=wiring.control.clone()
                type="text"
                role="combobox"
                dir="auto"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                placeholder=placeholder
                autofocus=autofocus
                aria-autocomplete="list"
                aria-expanded=word(move || Some(if has_lines() { "true" } else { "false" }))
                aria-controls=list.clone()
                aria-activedescendant=text(move || active.get().filter(|_| has_lines()).map(&active_id))
                aria-invalid=invalid(problem)
                aria-describedby=wiring.described_by()
                prop:readOnly=read_only
                prop:value=value
                on:input=input
                on:keydown=key
                on:blur=move |_| close()
            />
            <ul class="combobox-list" id=list role="listbox" aria-label=label hidden=move || !has_lines()>
                {part(lines)}
            </ul>
            <div class="combobox-status" role="status">{optional(said)}</div>
        </div>
    }
    .into_any();
    frame(&wiring, label, false, help, problem, control)
}

/// Scrolls the list to the line that the arrows have come to, once it is marked.
fn show_active() {
    request_animation_frame(|| {
        let line = document().query_selector(".combobox-option[aria-selected=true]");
        if let Some(line) = line.ok().flatten() {
            bring_into_view(&line);
        }
    });
}
