//! What a sync would do, as lists that can be searched: who is imported, refreshed, enabled and disabled, and what
//! changes for each.

use std::collections::HashMap;
use std::sync::Arc;

use bim_api::Username;
use bim_api::wire::iam::{PlannedField, SyncOutcome, SyncPlan, SyncedUser};
use leptos::prelude::*;
use serde_json::Value;

use crate::ui::number::grouped;
use crate::ui::{Badge, Button, Checkbox, Empty, Glyph, SearchField, Size, Table, Tone, Variant};
use crate::words;

/// Rows that are drawn at first, and with every "Show more".
const STEP: usize = 50;

/// One of the four lists.
#[derive(Clone, Copy)]
pub(super) struct List {
    pub(super) label: &'static str,
    pub(super) of: fn(&SyncOutcome) -> &Vec<SyncedUser>,
    /// Whether it is told what changes for each.
    says_changes: bool,
}

/// All of them, those first that take something away.
pub(super) const LISTS: [List; 4] = [
    List { label: words::TO_DISABLE, of: |outcome| &outcome.disabled_users, says_changes: false },
    List { label: words::TO_IMPORT, of: |outcome| &outcome.imported_users, says_changes: false },
    List { label: words::TO_ENABLE, of: |outcome| &outcome.enabled_users, says_changes: true },
    List { label: words::TO_REFRESH, of: |outcome| &outcome.refreshed_users, says_changes: true },
];

/// The lists.
#[component]
pub(super) fn PlanLists(
    /// What a sync would do.
    plan: Arc<SyncOutcome>,
    /// What changes for each person, where the API tells.
    details: Signal<Option<Arc<SyncPlan>>>,
) -> impl IntoView {
    let first = LISTS.iter().position(|list| !(list.of)(&plan).is_empty()).unwrap_or(1);
    let (chosen, q, shown) = (RwSignal::new(first), RwSignal::new(String::new()), RwSignal::new(STEP));
    let is_changed_only = RwSignal::new(false);
    let tabs = LISTS
        .iter()
        .enumerate()
        .map(|(index, list)| {
            let label = [list.label, " ", &grouped((list.of)(&plan).len() as u64)].concat();
            let pick = move || {
                chosen.set(index);
                shown.set(STEP);
            };
            view! { <Button label pressed=Signal::derive(move || chosen.get() == index) on_click=pick /> }
        })
        .collect_view();
    let known = Memo::new(move |_| {
        details.with(|details| {
            let told =
                details.as_ref()?.changes.iter().map(|told| (told.user_id.clone(), told.fields.clone()));
            Some(told.collect::<HashMap<_, _>>())
        })
    });
    let found = {
        let plan = Arc::clone(&plan);
        Memo::new(move |_| {
            let wanted = q.with(|q| q.trim().to_lowercase());
            let matches = |person: &&SyncedUser| {
                wanted.is_empty()
                    || person.user_id.as_str().to_lowercase().contains(&wanted)
                    || person.dn.to_lowercase().contains(&wanted)
            };
            // Those who come or go all do; of those who are read again most stay as they are.
            let list = &LISTS[chosen.get()];
            let changed = is_changed_only.get() && list.says_changes;
            known.with(|known| {
                let changes = |person: &&SyncedUser| {
                    !changed || known.as_ref().is_none_or(|known| known.contains_key(&person.user_id))
                };
                (list.of)(&plan).iter().filter(matches).filter(changes).cloned().collect::<Vec<_>>()
            })
        })
    };
    let total = Memo::new(move |_| found.with(Vec::len));
    let says_changes = Memo::new(move |_| LISTS[chosen.get()].says_changes);
    let rows = move || {
        let most = shown.get();
        found.with(|found| {
            known.with(|known| {
                let known = known.as_ref().filter(|_| says_changes.get());
                found.iter().take(most).map(|person| row(person, known, says_changes.get())).collect_view()
            })
        })
    };
    let count = move || {
        let (shown, total) = (shown.get().min(total.get()), total.get());
        [&grouped(shown as u64), " ", words::SYNC_SHOWN, " ", &grouped(total as u64)].concat()
    };
    view! {
        <div class="cluster" role="group" aria-label=words::PREVIEW_TITLE>
            {tabs}
        </div>
        <div class="sync-tools">
            <SearchField
                label=words::SEARCH_SYNC
                value=q
                on_input=move |text| {
                    q.set(text);
                    shown.set(STEP);
                }
            />
            <Show when=move || says_changes.get() && known.with(Option::is_some)>
                <Checkbox
                    label=words::SYNC_CHANGED_ONLY
                    checked=is_changed_only
                    on_change=move |is_on| {
                        is_changed_only.set(is_on);
                        shown.set(STEP);
                    }
                />
            </Show>
        </div>
        <Show
            when=move || total.get() != 0
            fallback=|| {
                view! { <Empty icon=Glyph::USERS title=words::SYNC_NOBODY detail=words::SYNC_NOBODY_DETAIL /> }
            }
        >
            <Table label=words::PREVIEW_TITLE>
                <thead>
                    <tr>
                        <th scope="col" data-width=move || if says_changes.get() { "long" } else { "half" }>
                            {words::USERNAME}
                        </th>
                        <th scope="col">{words::SYNC_DN}</th>
                        <Show when=move || says_changes.get()>
                            <th scope="col">{words::SYNC_CHANGES}</th>
                        </Show>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </Table>
            <div class="cluster">
                <span role="status">{count}</span>
                <Show when=move || { shown.get() < total.get() }>
                    <Button
                        label=words::SHOW_MORE
                        size=Size::Small
                        variant=Variant::Ghost
                        on_click=move || shown.update(|shown| *shown += STEP)
                    />
                </Show>
            </div>
        </Show>
        <Show when=move || says_changes.get() && known.with(Option::is_none)>
            <p class="note">{words::SYNC_NO_CHANGES_TOLD}</p>
        </Show>
        {move || details.get().map(|details| summary(&details))}
    }
}

fn row(
    person: &SyncedUser,
    known: Option<&HashMap<Username, Vec<PlannedField>>>,
    says_changes: bool,
) -> AnyView {
    let changes = known.map(|known| match known.get(&person.user_id) {
        Some(fields) => fields.iter().map(change).collect_view().into_any(),
        None => view! { <span class="muted">{words::SYNC_UNCHANGED}</span> }.into_any(),
    });
    view! {
        <tr>
            <th scope="row" data-card="title" dir="auto">{person.user_id.to_string()}</th>
            <td data-label=words::SYNC_DN dir="auto" title=person.dn.clone()>{person.dn.clone()}</td>
            {says_changes.then(|| view! { <td data-label=words::SYNC_CHANGES>{changes}</td> })}
        </tr>
    }
    .into_any()
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => "–".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().map(text).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

fn change(field: &PlannedField) -> AnyView {
    let values = [&text(&field.before), " → ", &text(&field.after)].concat();
    view! {
        <div dir="auto">
            <Badge label=field.field.clone() tone=Tone::Accent />
            " "
            {values}
        </div>
    }
    .into_any()
}

/// What else the plan tells: groups, and who is left out.
fn summary(details: &SyncPlan) -> AnyView {
    let groups = [
        &grouped(details.new_groups.len() as u64),
        " ",
        words::SYNC_NEW_GROUPS,
        " ",
        &grouped(details.joins),
        " ",
        words::SYNC_MEMBERSHIPS_BEGIN,
        " ",
        &grouped(details.leaves),
        " ",
        words::SYNC_MEMBERSHIPS_END,
    ]
    .concat();
    let skipped = details
        .skipped
        .iter()
        .map(|entry| {
            let line = [entry.dn.as_str(), ": ", &entry.reason].concat();
            view! { <li dir="auto">{line}</li> }
        })
        .collect_view();
    let label = [words::SYNC_SKIPPED, " ", &grouped(details.skipped.len() as u64)].concat();
    let has_skipped = !details.skipped.is_empty();
    view! {
        <p class="note">{groups}</p>
        {has_skipped
            .then(|| {
                view! {
                    <details class="fold">
                        <summary>{label}</summary>
                        <div class="fold-body"><ul>{skipped}</ul></div>
                    </details>
                }
            })}
    }
    .into_any()
}
