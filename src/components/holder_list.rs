//! Who holds a value, as far as can be spelt out in a dialog: groups, people, and all of them to be copied.

use leptos::prelude::*;

use super::attribute_tree::people_with;
use crate::stores::{Holders, HoldingPerson, KeyValue};
use crate::ui::number::grouped;
use crate::ui::{Banner, CopyButton, Glyph, Icon, Tone};
use crate::words;

/// How many holders of each kind are spelt out.
const NAMED: usize = 12;

/// The list. `of` is what is held, where it is one value: all who hold it can be looked at in Users.
pub fn holder_list(holders: &Holders, of: Option<KeyValue>) -> AnyView {
    let groups = kind(Glyph::USERS, words::GROUPS, holders.groups.iter().map(|group| &group.name));
    let people = kind(Glyph::USER, words::PEOPLE, holders.people.iter().map(|one| &one.name));
    let all = names(holders).join("\n");
    let link = of.map(|(key, value)| people_with(&key, &value).href()).map(|href| {
        view! {
            <a href=href target="_blank">
                {words::PEOPLE_WITH_IT}
            </a>
        }
    });
    view! {
        <ul class="loss-list">{groups} {people}</ul>
        <div class="cluster">
            <CopyButton label=words::COPY_HOLDERS value=Signal::stored(all) />
            {link}
        </div>
    }
    .into_any()
}

/// People who keep what a provider gave them; nothing where there are none.
pub fn kept_list(people: &[HoldingPerson]) -> Option<AnyView> {
    let title = [words::KEPT_FROM_PROVIDER, " (", &grouped(people.len() as u64), ")"].concat();
    let detail = named(people.iter().map(|one| &one.name));
    (!people.is_empty()).then(|| view! { <Banner tone=Tone::Info title detail /> }.into_any())
}

fn names(holders: &Holders) -> Vec<String> {
    let groups = holders.groups.iter().map(|group| [words::GROUP, " ", &group.name].concat());
    groups.chain(holders.people.iter().map(|one| one.key.userid.to_string())).collect()
}

/// "People (12) Ann, Bob +10"; nothing where there is nobody.
fn kind<'a>(glyph: Glyph, what: &str, names: impl ExactSizeIterator<Item = &'a String>) -> Option<AnyView> {
    let count = names.len();
    let label = [what, " (", &grouped(count as u64), ")"].concat();
    let text = named(names);
    (count > 0).then(|| {
        view! {
            <li>
                <Icon glyph />
                <span>
                    <strong>{label}</strong>
                    " "
                    {text}
                </span>
            </li>
        }
        .into_any()
    })
}

/// "Ann, Bob +10". Each name by itself, whichever way it is written: what stands beside it keeps its place.
fn named<'a>(names: impl ExactSizeIterator<Item = &'a String>) -> String {
    let more = names.len().saturating_sub(NAMED);
    let names: Vec<String> = names.take(NAMED).map(|name| ["\u{2068}", name, "\u{2069}"].concat()).collect();
    let mut text = names.join(", ");
    if more > 0 {
        text.extend([" +", &grouped(more as u64)]);
    }
    text
}
