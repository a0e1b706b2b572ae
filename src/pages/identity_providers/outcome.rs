//! What a sync did, beside what it was to do.

use std::collections::BTreeSet;

use bim_api::wire::iam::{SyncOutcome, SyncState};
use leptos::prelude::*;

use super::plan::LISTS;
use crate::routes::Route;
use crate::ui::number::grouped;
use crate::ui::{Banner, ButtonLink, Tone};
use crate::words;

/// Names that are spelt out of each list.
const NAMED: usize = 10;

/// What differs from the plan, a line each.
pub(super) fn differences(plan: &SyncOutcome, done: &SyncOutcome) -> Vec<String> {
    let mut lines = Vec::new();
    for list in LISTS {
        let names = |outcome| -> BTreeSet<String> {
            let people: &Vec<bim_api::wire::iam::SyncedUser> = (list.of)(outcome);
            people.iter().map(|person| person.user_id.to_string()).collect()
        };
        let (planned, did) = (names(plan), names(done));
        for (says, differ) in [
            (words::SYNC_NOT_DONE, planned.difference(&did).collect::<Vec<_>>()),
            (words::SYNC_MORE_DONE, did.difference(&planned).collect()),
        ] {
            if differ.is_empty() {
                continue;
            }
            let some: Vec<_> = differ.iter().take(NAMED).map(|name| name.as_str()).collect();
            let more = if differ.len() > NAMED { ", …" } else { "" };
            let count = differ.len().to_string();
            lines.push([list.label, ", ", says, " ", &count, " (", &some.join(", "), more, ")"].concat());
        }
    }
    lines
}

/// The result.
pub(super) fn result(plan: &SyncOutcome, done: &SyncOutcome, state: Option<&SyncState>) -> AnyView {
    let back = Route::IdentityProviders.href();
    let link = view! { <ButtonLink label=words::BACK_TO_PROVIDERS href=back /> };
    if done.running_in_background == Some(true) {
        let detail = Some(words::SYNC_IN_BACKGROUND.to_owned());
        return view! { <Banner tone=Tone::Info title=words::SYNC_RUNNING detail>{link}</Banner> }.into_any();
    }
    let counts =
        LISTS.map(|list| [list.label, " ", &grouped((list.of)(done).len() as u64)].concat()).join(" · ");
    let ended = state.map_or("done", |state| state.state.as_str());
    let lines = differences(plan, done);
    let (tone, title) = match ended {
        "done" if lines.is_empty() => (Tone::Success, words::SYNC_DONE),
        "done" => (Tone::Warning, words::SYNC_DONE),
        "cancelled" => (Tone::Warning, words::SYNC_STOPPED),
        _ => (Tone::Danger, words::SYNC_ENDED_OTHERWISE),
    };
    let told = state.and_then(|state| state.message.clone());
    let detail = Some(told.map_or(counts.clone(), |told| [&told, " ", &counts].concat()));
    let compared = if lines.is_empty() {
        view! { <p>{words::SYNC_AS_PLANNED}</p> }.into_any()
    } else {
        let lines = lines.into_iter().map(|line| view! { <li dir="auto">{line}</li> }).collect_view();
        view! {
            <p>{words::SYNC_DIFFERS}</p>
            <ul>{lines}</ul>
        }
        .into_any()
    };
    view! { <Banner tone title detail>{compared} {link}</Banner> }.into_any()
}

#[cfg(test)]
mod tests {
    use bim_api::wire::iam::SyncedUser;

    use super::*;

    #[test]
    fn what_was_not_done_and_what_was_done_besides_is_named() {
        let person = |name: &str| SyncedUser { user_id: name.into(), dn: String::new() };
        let plan = SyncOutcome {
            imported_users: vec![person("ann"), person("bob")],
            disabled_users: vec![person("cleo")],
            ..SyncOutcome::default()
        };
        assert!(differences(&plan, &plan).is_empty());
        let done =
            SyncOutcome { imported_users: vec![person("ann"), person("dora")], ..SyncOutcome::default() };
        assert_eq!(
            differences(&plan, &done),
            ["Disable, not done: 1 (cleo)", "Import, not done: 1 (bob)", "Import, in addition: 1 (dora)"]
        );
    }
}
