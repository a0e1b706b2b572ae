//! The line below a value that is open: who holds it.

use leptos::prelude::*;

use super::people_with;
use crate::routes::Route;
use crate::stores::{Catalogue, HoldingGroup, HoldingPerson};
use crate::ui::number::grouped;
use crate::ui::{Glyph, Icon};
use crate::words;

/// How many holders of each kind are spelt out.
const NAMED: usize = 20;

pub(super) fn holders_row(key: &str, value: &str) -> AnyView {
    let (holders, counts) = Catalogue::expect().with_untracked(|index| {
        let counts = index.pair(key, value).map(|pair| (pair.people as usize, pair.groups as usize));
        (index.holders(key, value, NAMED), counts.unwrap_or_default())
    });
    let label = [words::HOLDERS_OF, " ", key, ": ", value].concat();
    let people = more(counts.0, holders.people.iter().map(person).collect());
    let groups = more(counts.1, holders.groups.iter().map(group).collect());
    let all = (counts.0 > NAMED).then(|| {
        view! { <a href=people_with(key, value).href()>{words::ALL_IN_USERS}</a> }
    });
    view! {
        <tr>
            <td colspan="4" data-card="title">
                <div class="tree-holders" role="group" aria-label=label>
                    {groups}
                    {people}
                    {all}
                </div>
            </td>
        </tr>
    }
    .into_any()
}

fn more(count: usize, named: Vec<AnyView>) -> AnyView {
    let left = count.saturating_sub(named.len());
    let left = (left > 0).then(|| {
        let text = ["+", &grouped(left as u64), " ", words::MORE].concat();
        view! { <span class="muted">{text}</span> }
    });
    view! {
        {named}
        {left}
    }
    .into_any()
}

fn person(one: &HoldingPerson) -> AnyView {
    let href = Route::user(&one.key.iamid, &one.key.userid).href();
    let source = (!one.here).then_some(words::THROUGH_PROVIDER);
    view! {
        <span class="holder" title=one.key.userid.to_string()>
            <Icon glyph=Glyph::USER />
            <a href=href dir="auto">{one.name.clone()}</a>
            <small class="muted">{source}</small>
        </span>
    }
    .into_any()
}

fn group(one: &HoldingGroup) -> AnyView {
    view! {
        <span class="holder">
            <Icon glyph=Glyph::USERS />
            <a href=Route::group(one.id).href() dir="auto">{one.name.clone()}</a>
        </span>
    }
    .into_any()
}
