//! The attributes of one holder, a person or a group: giving values, taking values and keys. The same editor serves
//! both; what is held through groups comes from the caller.

use leptos::prelude::*;
use leptos::task::spawn_local;

use bim_api::ApiError;
use bim_api::endpoint::is_safe_segment;

use super::draft::Problems;
use super::shell::{FormShell, Submission};
use crate::components::{
    AttributeList, ErrorBanner, Giver, HeldValue, Refusal, Removal, Through, with_sources,
};
use crate::stores::{Held, HeldAttributes, Holder, ToastKind, Toasts, differs_unseen, looks_alike};
use crate::ui::{Banner, Button, Dialog, Empty, Glyph, TextField, Tone, Variant};
use crate::words;

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Draft {
    key: String,
    value: String,
}

const FIELDS: &[&str] = &["attributeName", "attributeValue"];

impl Draft {
    /// The key and the value to give; both travel in the path, where `.` and `..` would be lost.
    fn validate(&self, held: &Held) -> Result<(String, String), Problems> {
        let mut problems = Problems::default();
        let (key, value) = (self.key.trim(), self.value.trim());
        for (field, text) in FIELDS.iter().zip([key, value]) {
            problems.require(field, text);
            if !is_safe_segment(text) {
                problems.add(field, words::NOT_DOTS);
            }
        }
        if held.here.get(key).is_some_and(|values| values.iter().any(|held| held == value)) {
            problems.add("attributeValue", words::HELD_ALREADY);
        }
        problems.or((key.to_owned(), value.to_owned()))
    }
}

/// The editor.
#[component]
pub fn AttributeEditor(
    /// Who holds them.
    holder: Holder,
    /// What is held directly.
    #[prop(into)]
    held: Signal<Held>,
    /// What is held through groups; for a group, nothing.
    #[prop(optional, into)]
    through: Signal<Vec<Through>>,
    /// The name of the provider that owns the holder.
    #[prop(into)]
    provider: Signal<String>,
    /// When that provider was last asked, in ISO 8601.
    #[prop(optional, into)]
    refreshed: Signal<Option<String>>,
    /// Why nothing may be changed.
    refusal: Refusal,
    /// Takes what is held after a change.
    #[prop(into)]
    on_change: UnsyncCallback<(Held,)>,
) -> impl IntoView {
    let (attributes, toasts) = (HeldAttributes::expect(), Toasts::expect());
    let is_group = matches!(holder, Holder::Group { .. });
    let nothing = if is_group { words::NO_GROUP_ATTRIBUTES } else { words::NO_ATTRIBUTES_DETAIL };
    let giver = Giver { provider, refreshed, is_group };
    let holder = StoredValue::new(holder);
    let listed = Memo::new(move |_| with_sources(&held.get(), &through.get()));
    let failure = RwSignal::new(None::<ApiError>);
    let still = RwSignal::new(None::<String>);
    let heading = NodeRef::<leptos::html::H2>::new();
    let changed = move |outcome: Result<Held, ApiError>, done: String| {
        // The button that was pressed may be gone, and with it the focus.
        if let Some(heading) = heading.try_get_untracked().flatten() {
            let _ = heading.focus();
        }
        match outcome {
            Ok(now) => {
                failure.try_set(None);
                toasts.show(ToastKind::Success, done);
                on_change.try_run((now,));
            }
            Err(error) => {
                failure.try_set(Some(error));
            }
        }
    };
    let take_value = move |(key, taken): (String, HeldValue)| {
        let others = taken.others(&provider.get_untracked());
        still.set(None);
        let holder = holder.get_value();
        spawn_local(async move {
            let outcome = attributes.remove_attribute(&holder, &key, &taken.value).await;
            let name = [&key, ": ", &taken.value].concat();
            if let (true, Some(others)) = (outcome.is_ok(), others) {
                still.try_set(Some([&name, " ", words::STILL_HELD, " ", &others, "."].concat()));
            }
            changed(outcome, [words::ATTRIBUTE_REMOVED, " ", &name].concat());
        });
    };
    // A key goes with all its values, so it is asked for first.
    let asked = RwSignal::new(None::<(String, Vec<HeldValue>)>);
    let take_key = move || {
        let Some((key, values)) = asked.get_untracked() else { return };
        asked.set(None);
        still.set(None);
        let here = |value: &HeldValue| value.is_here().then(|| value.value.clone());
        let values = values.iter().filter_map(here).collect();
        let holder = holder.get_value();
        spawn_local(async move {
            let outcome = attributes.remove_attribute_key(&holder, &key, values).await;
            changed(outcome, [words::ATTRIBUTE_REMOVED, " ", &key].concat());
        });
    };
    let removal = Removal {
        refusal,
        on_value: UnsyncCallback::new(take_value),
        on_key: UnsyncCallback::new(move |of_key| asked.set(Some(of_key))),
    };
    let added =
        move |now: Held, name: String| changed(Ok(now), [words::ATTRIBUTE_ADDED, " ", &name].concat());
    let is_empty = Memo::new(move |_| listed.with(Vec::is_empty));
    view! {
        <section class="section">
            <div class="section-header">
                <h2 tabindex="-1" node_ref=heading>
                    {words::ATTRIBUTES}
                </h2>
            </div>
            <ErrorBanner title=words::ATTRIBUTES_FAILED error=failure />
            {move || {
                still.get().map(|detail| view! { <Banner tone=Tone::Info title=words::STILL_HELD_TITLE detail /> })
            }}
            <Show
                when=move || !is_empty.get()
                fallback=move || view! {
                    <Empty icon=Glyph::TAG title=words::NO_ATTRIBUTES detail=nothing />
                }
            >
                <AttributeList attributes=listed giver removal />
            </Show>
        </section>
        <AddAttribute holder held refusal on_added=added />
        <RemoveKeyDialog asked on_confirm=take_key />
    }
}

#[component]
fn AddAttribute(
    holder: StoredValue<Holder>,
    held: Signal<Held>,
    refusal: Refusal,
    #[prop(into)] on_added: UnsyncCallback<(Held, String)>,
) -> impl IntoView {
    let attributes = HeldAttributes::expect();
    if refusal.with_untracked(Option::is_none) {
        attributes.look_around();
    }
    let draft = RwSignal::new(Draft::default());
    let submission = Submission::new();
    let in_use = attributes.in_use();
    let keys = Signal::derive(move || in_use.with(|in_use| in_use.keys().cloned().collect::<Vec<_>>()));
    let values = Signal::derive(move || {
        let key = draft.with(|draft| draft.key.trim().to_owned());
        in_use.with(|in_use| in_use.get(&key).into_iter().flatten().cloned().collect::<Vec<_>>())
    });
    // Another spelling of what is in use is probably meant to be the same.
    let spelt = move |typed: fn(&Draft) -> &String, known: Signal<Vec<String>>| {
        Signal::derive(move || {
            let typed = draft.with(|draft| typed(draft).trim().to_owned());
            let other = known.with(|known| other_spelling(&typed, known).cloned())?;
            let unseen = if differs_unseen(&typed, &other) { words::LOOK_ALIKE_UNSEEN } else { "" };
            Some([words::LOOK_ALIKE_HINT, " “", &other, "”", unseen, "."].concat())
        })
    };
    let submit = move || {
        if refusal.with_untracked(Option::is_some) {
            return;
        }
        let validated = draft.with_untracked(|draft| held.with_untracked(|held| draft.validate(held)));
        let holder = holder.get_value();
        submission.run(validated, FIELDS, move |(key, value)| async move {
            let now = attributes.set_attribute(&holder, &key, &value).await?;
            // The key stays: a second value of it is the likeliest next thing.
            draft.try_update(|draft| draft.value.clear());
            on_added.try_run((now, [&key, ": ", &value].concat()));
            Ok(())
        });
    };
    let field = move |set: fn(&mut Draft, String), name: &'static str| {
        move |text: String| {
            submission.touch(name);
            draft.update(|draft| set(draft, text));
        }
    };
    view! {
        <section class="section">
            <div class="section-header">
                <h2>{words::ADD_ATTRIBUTE}</h2>
                <p>{words::ADD_ATTRIBUTE_DETAIL}</p>
            </div>
            <FormShell
                class="stack"
                failed=words::ATTRIBUTES_FAILED
                failure=submission.failure()
                pending=submission.pending()
                on_submit=submit
            >
                <div class="input-row">
                    <TextField
                        label=words::ATTRIBUTE
                        value=Signal::derive(move || draft.with(|draft| draft.key.clone()))
                        suggestions=keys
                        help=spelt(|draft| &draft.key, keys)
                        read_only=Signal::derive(move || refusal.with(Option::is_some))
                        problem=submission.problem("attributeName")
                        on_input=field(|draft, text| draft.key = text, "attributeName")
                    />
                    <TextField
                        label=words::VALUE
                        value=Signal::derive(move || draft.with(|draft| draft.value.clone()))
                        suggestions=values
                        help=spelt(|draft| &draft.value, values)
                        read_only=Signal::derive(move || refusal.with(Option::is_some))
                        problem=submission.problem("attributeValue")
                        on_input=field(|draft, text| draft.value = text, "attributeValue")
                    />
                    <Button
                        label=words::ADD_ATTRIBUTE
                        icon=Glyph::PLUS
                        submit=true
                        busy=submission.pending()
                        refusal
                    />
                </div>
            </FormShell>
        </section>
    }
}

/// What looks like this and is written in another way; nothing where it is in use as it was typed.
fn other_spelling<'a>(typed: &str, known: &'a [String]) -> Option<&'a String> {
    let is_known = typed.is_empty() || known.iter().any(|one| one == typed);
    known.iter().find(|one| !is_known && looks_alike(one, typed))
}

#[component]
fn RemoveKeyDialog(
    asked: RwSignal<Option<(String, Vec<HeldValue>)>>,
    #[prop(into)] on_confirm: UnsyncCallback<()>,
) -> impl IntoView {
    let open = Signal::derive(move || asked.with(Option::is_some));
    let title = move || {
        let key = asked.with(|asked| asked.as_ref().map(|(key, _)| key.clone())).unwrap_or_default();
        [words::REMOVE_KEY, " ", &key].concat()
    };
    let values = move || {
        let (_, values) = asked.get()?;
        let taken = values.into_iter().filter(|held| held.sources.contains(&crate::components::Source::Here));
        Some(taken.map(|held| view! { <li dir="auto">{held.value}</li> }).collect_view())
    };
    view! {
        <Dialog open on_close=move || asked.set(None) title=Signal::derive(title)>
            <div class="dialog-body">
                <p>{words::REMOVE_KEY_DETAIL}</p>
                <ul class="plain-list">{values}</ul>
            </div>
            <footer class="dialog-footer">
                <Button label=words::CANCEL on_click=move || asked.set(None) />
                <Button label=words::REMOVE variant=Variant::Danger on_click=on_confirm />
            </footer>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bim_api::wire::Attributes;

    fn draft(key: &str, value: &str) -> Draft {
        Draft { key: key.to_owned(), value: value.to_owned() }
    }

    #[test]
    fn another_spelling_of_what_is_in_use_is_pointed_out() {
        let known = ["JP", "Cost Center"].map(str::to_owned);
        for (typed, other) in
            [("jp", Some("JP")), ("cost-center", Some("Cost Center")), ("JP", None), ("", None)]
        {
            assert_eq!(other_spelling(typed, &known).map(String::as_str), other, "{typed}");
        }
        let both = ["JP", "jp"].map(str::to_owned);
        assert_eq!(other_spelling("jp", &both), None, "both are in use");
    }

    #[test]
    fn odd_keys_and_values_are_taken_as_they_are() {
        for text in ["a/b", "100 %", "\"q\"", "🦊", "مريم", "...", &"x".repeat(500)] {
            let taken = draft(text, text).validate(&Held::default()).expect(text);
            assert_eq!(taken, (text.to_owned(), text.to_owned()));
        }
    }

    #[test]
    fn what_a_path_would_lose_is_refused() {
        let problems = draft("..", "").validate(&Held::default()).expect_err("two mistakes");
        assert_eq!(problems.of("attributeName").as_deref(), Some(words::NOT_DOTS));
        assert_eq!(problems.of("attributeValue").as_deref(), Some(words::REQUIRED));
    }

    #[test]
    fn what_is_held_already_is_not_given_again_but_what_a_provider_gave_may_be() {
        let of = |value: &str| Attributes::from([("Land".to_owned(), vec![value.to_owned()])]);
        let held = Held { here: of("JP"), provider: of("US") };
        assert!(draft("Land", "JP").validate(&held).is_err());
        assert!(draft("Land", "US").validate(&held).is_ok());
    }
}
