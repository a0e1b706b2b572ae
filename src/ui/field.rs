//! Fields that take text, with label, help and problem wired together. They hold no value of
//! their own and check nothing: what was typed and what is wrong with it belong to the form.
use leptos::{html, prelude::*, tachys::reactive_graph::SharedReactiveFunction};

use super::{
    Glyph, Icon,
    dynamic::{optional, part, state, word},
    ids, words,
};

/// The ids that tie a control to its label, help and problem.
pub(super) struct Wiring {
    /// The control's own.
    pub(super) control: String,
    help: String,
    problem: String,
}

impl Wiring {
    /// Fresh ids.
    pub(super) fn new() -> Self {
        Self { control: ids::fresh(), help: ids::fresh(), problem: ids::fresh() }
    }

    /// The value of `aria-describedby`: the problem first.
    pub(super) fn described_by(&self) -> String {
        [&*self.problem, &*self.help].join(" ")
    }
}

/// What stands around a control.
pub(super) fn frame(
    wiring: &Wiring,
    label: Signal<String>,
    optional: bool,
    help: Signal<Option<String>>,
    problem: Signal<Option<String>>,
    control: AnyView,
) -> AnyView {
    view! {
        <div class="field">
            <span class="field-label">
                <label for=wiring.control.clone()>{label}</label>
                {optional.then(|| view! { <span class="field-optional">{words::OPTIONAL}</span> })}
            </span>
            {control} {self::problem(wiring.problem.clone(), problem)}
            {self::help(wiring.help.clone(), help)}
        </div>
    }
    .into_any()
}

fn problem(id: String, problem: Signal<Option<String>>) -> AnyView {
    view! {
        <p class="field-problem" id=id>
            {optional(move || {
                let text = problem.get()?;
                let says = view! {
                    <Icon glyph=Glyph::DANGER />
                    <span>{text}</span>
                };
                Some(says.into_any())
            })}
        </p>
    }
    .into_any()
}

fn help(id: String, help: Signal<Option<String>>) -> AnyView {
    view! {
        <p class="field-help" id=id hidden=move || help.with(Option::is_none)>
            {help}
        </p>
    }
    .into_any()
}

/// The value of `aria-invalid`.
pub(super) fn invalid(problem: Signal<Option<String>>) -> SharedReactiveFunction<Option<&'static str>> {
    state(move || problem.with(Option::is_some))
}

/// Hands on what is typed or chosen.
pub(super) fn taken(take: UnsyncCallback<String>) -> impl FnMut(leptos::ev::Event) {
    move |event| take.run(event_target_value(&event))
}

/// One line of text.
#[component]
pub fn TextField(
    /// The name of the field.
    #[prop(into)]
    label: Signal<String>,
    /// What stands in it.
    #[prop(into)]
    value: Signal<String>,
    /// Takes what is typed.
    #[prop(into)]
    on_input: UnsyncCallback<String>,
    /// Called when the focus leaves.
    #[prop(optional, into)]
    on_blur: Option<UnsyncCallback<()>>,
    /// `text`, `email`, `url`, `tel`; numbers are text with `inputmode`.
    #[prop(default = "text")]
    kind: &'static str,
    /// The name under which browsers and password managers know it.
    #[prop(optional)]
    name: &'static str,
    /// The browser's own filling in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// `numeric`, `email` and so on: the keyboard on phones.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// Must be filled in.
    #[prop(optional)]
    required: bool,
    /// May stay empty, and says so.
    #[prop(optional)]
    optional: bool,
    /// Takes the focus when its dialog opens.
    #[prop(optional)]
    autofocus: bool,
    /// Shown, not changeable.
    #[prop(optional, into)]
    read_only: Signal<bool>,
    /// An example, never the label.
    #[prop(optional)]
    placeholder: Option<&'static str>,
    /// One line of help.
    #[prop(optional, into)]
    help: Signal<Option<String>>,
    /// What is wrong with the value.
    #[prop(optional, into)]
    problem: Signal<Option<String>>,
    /// What the browser suggests while it is typed in.
    #[prop(optional, into)]
    suggestions: Option<Signal<Vec<String>>>,
    /// Where focus can be sent.
    #[prop(optional)]
    node_ref: NodeRef<html::Input>,
) -> impl IntoView {
    let wiring = Wiring::new();
    let list = suggestions.map(|_| ids::fresh());
    let control = view! {
        <input
            class="input"
            id=wiring.control.clone()
            list=list.clone()
            type=kind
            name=name
            dir="auto"
            autocomplete=autocomplete
            autocapitalize="none"
            spellcheck="false"
            inputmode=inputmode
            placeholder=placeholder
            autofocus=autofocus
            aria-required=required.then_some("true")
            aria-invalid=invalid(problem)
            aria-describedby=wiring.described_by()
            prop:readOnly=read_only
            prop:value=value
            node_ref=node_ref
            on:input=taken(on_input)
            on:blur=move |_| {
                if let Some(on_blur) = on_blur {
                    // A field that is taken away loses the focus when nobody listens any more.
                    on_blur.try_run(());
                }
            }
        />
        {suggestions.zip(list).map(|(suggestions, id)| datalist(id, suggestions))}
    }
    .into_any();
    frame(&wiring, label, optional, help, problem, control)
}

fn datalist(id: String, suggestions: Signal<Vec<String>>) -> AnyView {
    let lines = move || {
        suggestions
            .get()
            .into_iter()
            .map(|value| view! { <option value=value></option> })
            .collect_view()
            .into_any()
    };
    view! { <datalist id=id>{part(lines)}</datalist> }.into_any()
}

/// A password, masked until asked.
#[component]
pub fn PasswordField(
    /// The name of the field.
    #[prop(into)]
    label: Signal<String>,
    /// What stands in it.
    #[prop(into)]
    value: Signal<String>,
    /// Takes what is typed.
    #[prop(into)]
    on_input: UnsyncCallback<String>,
    /// The name under which browsers and password managers know it.
    #[prop(default = "password")]
    name: &'static str,
    /// `current-password`, `new-password`, or `off` for keys.
    #[prop(default = "current-password")]
    autocomplete: &'static str,
    /// Must be filled in.
    #[prop(optional)]
    required: bool,
    /// Takes the focus when its dialog opens.
    #[prop(optional)]
    autofocus: bool,
    /// One line of help.
    #[prop(optional, into)]
    help: Signal<Option<String>>,
    /// What is wrong with the value.
    #[prop(optional, into)]
    problem: Signal<Option<String>>,
    /// Where focus can be sent.
    #[prop(optional)]
    node_ref: NodeRef<html::Input>,
) -> impl IntoView {
    let wiring = Wiring::new();
    let is_shown = RwSignal::new(false);
    let control = view! {
        <div class="input-box">
            <input
                class="input"
                id=wiring.control.clone()
                type=word(move || Some(if is_shown.get() { "text" } else { "password" }))
                name=name
                autocomplete=autocomplete
                autocapitalize="none"
                spellcheck="false"
                autofocus=autofocus
                aria-required=required.then_some("true")
                aria-invalid=invalid(problem)
                aria-describedby=wiring.described_by()
                prop:value=value
                node_ref=node_ref
                on:input=taken(on_input)
            />
            <span class="input-end">{reveal(is_shown)}</span>
        </div>
    }
    .into_any();
    frame(&wiring, label, false, help, problem, control)
}

/// The button that shows and masks.
pub(super) fn reveal(is_shown: RwSignal<bool>) -> AnyView {
    let says = move || Some(if is_shown.get() { words::HIDE } else { words::REVEAL });
    view! {
        <button
            class="button"
            type="button"
            data-variant="ghost"
            data-size="small"
            data-only="icon"
            title=word(says)
            aria-label=word(says)
            on:click=move |_| is_shown.update(|shown| *shown = !*shown)
        >
            {part(move || {
                let glyph = if is_shown.get() { Glyph::EYE_OFF } else { Glyph::EYE };
                view! { <Icon glyph /> }.into_any()
            })}
        </button>
    }
    .into_any()
}

/// Several lines of text.
#[component]
pub fn TextArea(
    /// The name of the field.
    #[prop(into)]
    label: Signal<String>,
    /// What stands in it.
    #[prop(into)]
    value: Signal<String>,
    /// Takes what is typed.
    #[prop(into)]
    on_input: UnsyncCallback<String>,
    /// The name under which browsers know it.
    #[prop(optional)]
    name: &'static str,
    /// May stay empty, and says so.
    #[prop(optional)]
    optional: bool,
    /// Shown, not changeable.
    #[prop(optional, into)]
    read_only: Signal<bool>,
    /// An example, never the label.
    #[prop(optional)]
    placeholder: Option<&'static str>,
    /// One line of help.
    #[prop(optional, into)]
    help: Signal<Option<String>>,
    /// Takes the focus as soon as it is there.
    #[prop(optional)]
    autofocus: bool,
    /// What is wrong with the value.
    #[prop(optional, into)]
    problem: Signal<Option<String>>,
) -> impl IntoView {
    let wiring = Wiring::new();
    let control = view! {
        <textarea
            class="input"
            autofocus=autofocus
            id=wiring.control.clone()
            name=name
            rows="3"
            dir="auto"
            placeholder=placeholder
            aria-invalid=invalid(problem)
            aria-describedby=wiring.described_by()
            prop:readOnly=read_only
            prop:value=value
            on:input=taken(on_input)
        ></textarea>
    }
    .into_any();
    frame(&wiring, label, optional, help, problem, control)
}
