//! The table of this session's writes.

use std::sync::Arc;

use leptos::prelude::*;

use super::told_change::ToldChange;
use crate::stores::{Entry, WriteOutcome};
use crate::ui::{Badge, RelativeTime, Table, Tone};
use crate::words;

/// What came of a write, in a word, and how much it matters.
pub fn told_outcome(entry: &Entry) -> (&'static str, Tone) {
    match &entry.outcome {
        WriteOutcome::UnderWay => (words::UNDER_WAY, Tone::Accent),
        WriteOutcome::Done(_) if entry.is_undone => (words::UNDONE, Tone::Neutral),
        WriteOutcome::Done(_) => (words::DONE, Tone::Success),
        WriteOutcome::Failed(error) if error.is_outcome_unknown() => (words::UNKNOWN_OUTCOME, Tone::Warning),
        WriteOutcome::Failed(_) => (words::NOT_DONE, Tone::Danger),
    }
}

/// Who did it: both names where one person acted as another.
pub fn told_actor(entry: &Entry) -> String {
    let actor = entry.actor.userid.to_string();
    match &entry.impersonator {
        Some(by) => [by.userid.as_str(), " ", words::IN_THE_NAME_OF, " ", &actor].concat(),
        None => actor,
    }
}

/// When it was sent, as the API writes times.
pub fn sent_at(entry: &Entry) -> String {
    js_sys::Date::new(&entry.at.into()).to_iso_string().into()
}

/// The table.
#[component]
pub fn JournalTable(
    /// The writes in their order.
    #[prop(into)]
    entries: Signal<Vec<Arc<Entry>>>,
    /// What can be done with one: its menu.
    actions: fn(&Entry) -> AnyView,
) -> impl IntoView {
    // Who it was is told where it was not always the person alone.
    let has_actors =
        Memo::new(move |_| entries.with(|entries| entries.iter().any(|e| e.impersonator.is_some())));
    let rows = move || {
        let has_actors = has_actors.get();
        entries.with(|entries| entries.iter().map(|entry| row(entry, has_actors, actions)).collect_view())
    };
    view! {
        <Table label=words::ACTIVITY>
            <thead>
                <tr>
                    <th scope="col">{words::WHAT}</th>
                    <th scope="col" data-width="long">{words::DONE_TO}</th>
                    <th scope="col">{words::CHANGE}</th>
                    {move || has_actors.get().then(|| view! { <th scope="col" data-width="long">{words::BY}</th> })}
                    <th scope="col" data-width="medium">{words::WHEN}</th>
                    <th scope="col" data-width="short">{words::OUTCOME}</th>
                    <th scope="col" data-narrow="">
                        <span class="visually-hidden">{words::ACTIONS}</span>
                    </th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </Table>
    }
}

fn row(entry: &Entry, has_actors: bool, actions: fn(&Entry) -> AnyView) -> AnyView {
    let actor = has_actors.then(|| {
        let actor = told_actor(entry);
        view! { <td data-label=words::BY data-secondary="" dir="auto" title=actor.clone()>{actor.clone()}</td> }
    });
    let told = ToldChange::of(&entry.change);
    let summary = told.summary();
    let (outcome, tone) = told_outcome(entry);
    let whom = match &told.page {
        Some(page) => view! { <a class="truncate" href=page.href() dir="auto">{told.whom}</a> }.into_any(),
        None => view! { <span class="truncate" dir="auto">{told.whom}</span> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row" data-card="title">{told.what}</th>
            <td data-label=words::DONE_TO>{whom}</td>
            <td data-label=words::CHANGE data-secondary="" dir="auto" title=summary.clone()>{summary.clone()}</td>
            {actor}
            <td data-label=words::WHEN data-secondary=""><RelativeTime time=sent_at(entry) /></td>
            <td data-label=words::OUTCOME><Badge label=outcome tone dot=true /></td>
            <td data-narrow="" data-card="corner">{actions(entry)}</td>
        </tr>
    }
    .into_any()
}
