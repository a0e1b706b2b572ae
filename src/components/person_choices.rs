//! People with a box to tick each: who it is, which provider has the account, whether it is disabled.

use leptos::prelude::*;

use crate::stores::{Found, Iams};
use crate::ui::{Avatar, Badge};
use crate::words;

/// The list.
#[component]
pub fn PersonChoices(
    /// Its accessible name.
    #[prop(into)]
    label: String,
    /// Who can be chosen.
    #[prop(into)]
    people: Signal<Vec<Found>>,
    /// Who is chosen, here and elsewhere.
    chosen: RwSignal<Vec<Found>>,
) -> impl IntoView {
    let lines = move || people.get().into_iter().map(|one| line(one, chosen)).collect_view();
    view! {
        <ul class="person-list" aria-label=label>
            {lines}
        </ul>
    }
}

fn line(one: Found, chosen: RwSignal<Vec<Found>>) -> impl IntoView {
    let key = one.key.clone();
    let is_on = move || chosen.with(|chosen| chosen.iter().any(|other| other.key == key));
    let (name, userid) = (one.name.clone(), one.key.userid.to_string());
    let provider = Iams::expect().display_name(&one.key.iamid);
    let is_disabled = one.is_disabled;
    let second = (name != userid).then(|| view! { <small dir="auto">{userid.clone()}</small> });
    let toggle = move |event| {
        let is_on = event_target_checked(&event);
        chosen.update(|chosen| {
            chosen.retain(|other| other.key != one.key);
            if is_on {
                chosen.push(one.clone());
            }
        });
    };
    view! {
        <li>
            <label>
                <input class="checkbox" type="checkbox" prop:checked=is_on on:change=toggle />
                <span class="who">
                    <Avatar name=name.clone() muted=is_disabled />
                    <span>
                        <strong dir="auto">{name.clone()}</strong>
                        {second}
                    </span>
                </span>
                {is_disabled.then(|| view! { <Badge label=words::DISABLED dot=true /> })}
                <span class="person-provider">{provider}</span>
            </label>
        </li>
    }
}
