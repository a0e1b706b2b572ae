//! What goes with a group: its members lose it, and what it gave them.

use leptos::prelude::*;

use crate::stores::{GroupLosses, LostValue};
use crate::ui::number::grouped;
use crate::ui::{Glyph, Icon, Skeleton};
use crate::words;

/// How many values are spelt out.
const NAMED: usize = 12;

/// The list; its shape while it is being read.
#[component]
pub fn GroupLossList(
    /// What goes.
    #[prop(into)]
    losses: Signal<Option<GroupLosses>>,
) -> impl IntoView {
    move || {
        let lines = match losses.get() {
            None => (0..2).map(|_| view! { <li><Skeleton width="long" /></li> }).collect_view().into_any(),
            Some(losses) => lines(&losses),
        };
        view! { <ul class="loss-list">{lines}</ul> }
    }
}

fn lines(losses: &GroupLosses) -> AnyView {
    let members = match losses.members {
        0 => words::LOSES_NO_MEMBERS.to_owned(),
        1 => words::LOSES_ONE_MEMBER.to_owned(),
        count => [&grouped(count), " ", words::LOSES_MEMBERS].concat(),
    };
    let mut lines = vec![line(Glyph::USERS, members)];
    if losses.values.is_empty() {
        lines.push(line(Glyph::TAG, words::LOSES_NO_VALUES.to_owned()));
    }
    lines.extend(losses.values.iter().take(NAMED).map(|lost| line(Glyph::TAG, told(losses.members, lost))));
    let more = losses.values.len().saturating_sub(NAMED);
    if more > 0 {
        lines.push(line(Glyph::TAG, ["+", &grouped(more as u64), " ", words::MORE].concat()));
    }
    lines.into_any()
}

fn line(glyph: Glyph, text: String) -> AnyView {
    view! {
        <li>
            <Icon glyph />
            <span dir="auto">{text}</span>
        </li>
    }
    .into_any()
}

/// "Country: JP. 40 lose it; 2 hold it directly and keep it. Also given by: Okta Everyone."
fn told(members: u64, lost: &LostValue) -> String {
    let mut text = [&lost.key, ": ", &lost.value, ". "].concat();
    if members == 0 {
        text.push_str(words::NOBODY_LOSES_IT);
        return text;
    }
    match lost.direct {
        None => text.push_str(words::LOSS_NOT_COUNTED),
        Some(direct) => {
            text.extend([&grouped(members.saturating_sub(direct)), " ", words::LOSE_IT]);
            if direct > 0 {
                text.extend(["; ", &grouped(direct), " ", words::KEEP_IT]);
            }
            text.push('.');
        }
    }
    if !lost.elsewhere.is_empty() {
        text.extend([" ", words::UNLESS_ALSO_IN, " ", &lost.elsewhere.join(", "), "."]);
    }
    text
}
