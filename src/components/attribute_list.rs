//! Attributes of a person or a group: key, values, where each value comes from, and ways to take them away.

use std::collections::BTreeMap;

use bim_api::GroupId;
use bim_api::wire::Attributes;
use bim_api::wire::group::GroupHit;
use leptos::prelude::*;

use super::Refusal;
use super::why::{Reasons, Why};
use crate::stores::Held;
use crate::ui::{Badge, Button, Glyph, Size, Tone, Variant};
use crate::words;

/// Who gave a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// This console, directly.
    Here,
    /// The identity provider.
    Provider,
    /// A group of the person.
    Group {
        /// Which, where that was told.
        id: Option<GroupId>,
        /// Its name.
        name: String,
    },
}

/// What a person holds through one group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Through {
    /// Which group, where that was told.
    pub id: Option<GroupId>,
    /// The group's name.
    pub group: String,
    /// What it holds.
    pub attributes: Attributes,
}

/// One value, once, with everybody who gave it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HeldValue {
    /// The value.
    pub value: String,
    /// Who gave it, in order.
    pub sources: Vec<Source>,
}

impl Through {
    /// What a group gives; nothing where it gives nothing.
    pub fn of(group: &GroupHit) -> Option<Self> {
        let attributes = group.authorizations.clone().flatten().filter(|held| !held.is_empty())?;
        Some(Self { id: group.id, group: group.name.clone(), attributes })
    }

    fn source(&self) -> Source {
        Source::Group { id: self.id, name: self.group.clone() }
    }
}

impl HeldValue {
    /// Whether it was given here, and can be taken here.
    pub fn is_here(&self) -> bool {
        self.sources.contains(&Source::Here)
    }

    /// Who still gives it when it is taken here, in words; nothing where nobody does.
    pub fn others(&self, provider: &str) -> Option<String> {
        let names: Vec<String> = self
            .sources
            .iter()
            .filter_map(|source| match source {
                Source::Here => None,
                Source::Provider => Some(provider.to_owned()),
                Source::Group { name, .. } => Some([words::GROUP_NAMED, " ", name].concat()),
            })
            .collect();
        (!names.is_empty()).then(|| names.join(", "))
    }
}

/// Every key with its values in order, each once.
pub fn with_sources(held: &Held, through: &[Through]) -> Vec<(String, Vec<HeldValue>)> {
    let mut all: BTreeMap<String, BTreeMap<String, Vec<Source>>> = BTreeMap::new();
    let direct = [(Source::Here, &held.here), (Source::Provider, &held.provider)];
    let groups = through.iter().map(|through| (through.source(), &through.attributes));
    for (source, attributes) in direct.into_iter().chain(groups) {
        for (key, values) in attributes {
            let of_key = all.entry(key.clone()).or_default();
            for value in values {
                of_key.entry(value.clone()).or_default().push(source.clone());
            }
        }
    }
    let values = |of_key: BTreeMap<String, Vec<Source>>| {
        of_key.into_iter().map(|(value, sources)| HeldValue { value, sources }).collect()
    };
    all.into_iter().map(|(key, of_key)| (key, values(of_key))).collect()
}

/// What is done to an attribute in the list.
#[derive(Clone, Copy)]
pub struct Removal {
    /// Why nothing may be taken.
    pub refusal: Refusal,
    /// Takes one value of a key.
    pub on_value: UnsyncCallback<(String, HeldValue)>,
    /// Takes a key with all its values given here.
    pub on_key: UnsyncCallback<(String, Vec<HeldValue>)>,
}

/// What is known of who gives to the holder beside this console.
#[derive(Clone, Copy)]
pub struct Giver {
    /// The name of the provider that owns the holder.
    pub provider: Signal<String>,
    /// When the provider was last asked, in ISO 8601.
    pub refreshed: Signal<Option<String>>,
    /// Whether the holder is a group, which gives to its members in turn.
    pub is_group: bool,
}

/// The list.
#[component]
pub fn AttributeList(
    /// What is held, by key.
    #[prop(into)]
    attributes: Signal<Vec<(String, Vec<HeldValue>)>>,
    /// Who gives to the holder.
    giver: Giver,
    /// What can be done.
    removal: Removal,
) -> impl IntoView {
    let row = move |(key, values): (String, Vec<HeldValue>)| {
        let label = [words::REMOVE_KEY, " ", &key].concat();
        let is_here = values.iter().any(HeldValue::is_here);
        let refusal = Signal::derive(move || {
            let elsewhere = || (!is_here).then(|| words::KEY_FROM_ELSEWHERE.to_owned());
            removal.refusal.get().or_else(elsewhere)
        });
        let of_key = (key.clone(), values.clone());
        let lines = values.into_iter().map(|held| line(&key, held, giver, removal)).collect_view();
        view! {
            <div>
                <dt>
                    <span dir="auto">{key}</span>
                    <Button
                        label
                        icon=Glyph::TRASH
                        icon_only=true
                        variant=Variant::Ghost
                        size=Size::Small
                        refusal
                        on_click=move || removal.on_key.run(of_key.clone())
                    />
                </dt>
                {lines}
            </div>
        }
    };
    view! {
        <dl class="attribute-list">
            // Rows that stay the same keep their elements, and with them the focus.
            <For each=move || attributes.get() key=Clone::clone children=row />
        </dl>
    }
}

fn line(key: &str, held: HeldValue, giver: Giver, removal: Removal) -> AnyView {
    let provider = giver.provider;
    let label = [words::REMOVE_VALUE, " ", key, ": ", &held.value].concat();
    let is_here = held.is_here();
    let sources = held.sources.iter().map(|source| source_badge(source, provider)).collect_view();
    let (given, value) = (held.clone(), held.value.clone());
    let refusal = Signal::derive(move || {
        let elsewhere = || {
            let others = given.others(&provider.get()).filter(|_| !is_here)?;
            Some([words::HELD_THROUGH, " ", &others, words::CHANGE_IT_THERE].concat())
        };
        removal.refusal.get().or_else(elsewhere)
    });
    let what = [key, ": ", &value].concat();
    let asked = held.clone();
    let reasons = Signal::derive(move || Reasons::of_value(&asked, giver));
    let taken = (key.to_owned(), held);
    view! {
        <dd>
            <span class="attribute-value" dir="auto">{value}</span>
            <span class="attribute-sources">{sources}</span>
            <Why what reasons />
            <Button
                label
                icon=Glyph::CLOSE
                icon_only=true
                variant=Variant::Ghost
                size=Size::Small
                refusal
                on_click=move || removal.on_value.run(taken.clone())
            />
        </dd>
    }
    .into_any()
}

fn source_badge(source: &Source, provider: Signal<String>) -> AnyView {
    match source {
        Source::Here => view! { <Badge label=words::FROM_BIM tone=Tone::Accent /> }.into_any(),
        Source::Provider => (move || view! { <Badge label=provider.get() /> }).into_any(),
        Source::Group { name, .. } => {
            view! { <Badge label=[words::GROUP_NAMED, " ", name].concat() /> }.into_any()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[&str]) -> Attributes {
        Attributes::from([("Land".to_owned(), values.iter().map(|v| (*v).to_owned()).collect())])
    }

    #[test]
    fn a_value_given_by_several_stands_once_with_all_of_them() {
        let held = Held { here: of(&["US", "JP"]), provider: of(&["JP"]) };
        let through = [Through { id: None, group: "Asia".to_owned(), attributes: of(&["JP", "KR"]) }];
        let all = with_sources(&held, &through);
        assert_eq!(all.len(), 1);
        let values: Vec<_> = all[0].1.iter().map(|held| held.value.as_str()).collect();
        assert_eq!(values, ["JP", "KR", "US"]);
        let asia = through[0].source();
        assert_eq!(all[0].1[0].sources, [Source::Here, Source::Provider, asia]);
    }

    #[test]
    fn whoever_still_gives_a_value_is_named() {
        let sources =
            vec![Source::Here, Source::Provider, Source::Group { id: None, name: "Asia".to_owned() }];
        let held = HeldValue { value: "JP".to_owned(), sources };
        assert_eq!(held.others("LDAP").as_deref(), Some("LDAP, group Asia"));
        let alone = HeldValue { value: "US".to_owned(), sources: vec![Source::Here] };
        assert_eq!(alone.others("LDAP"), None);
    }
}
