//! Adding people to a group (row 24): found one by one or pasted as a list, then added a few at a time with an outcome
//! for each. Somebody who is a member already is no failure.

mod paste;
mod search;

use std::sync::Arc;

use bim_api::GroupId;
use leptos::prelude::*;

use crate::components::JobView;
use crate::navigation::Navigator;
use crate::stores::{Change, Found, Group, Holder, Job, JobPlan, Jobs, Task};
use crate::ui::number::grouped;
use crate::ui::segmented::Segment;
use crate::ui::{Button, Chip, Segmented, Size, Variant};
use crate::words;
use paste::PasteMembers;
use search::SearchMembersField;

/// How many of the chosen are spelt out.
const NAMED: usize = 12;

const WAYS: &[Segment] = &[
    Segment { value: "search", label: words::FIND_PEOPLE, icon: None },
    Segment { value: "paste", label: words::PASTE_LIST, icon: None },
];

/// The content of the dialog.
#[component]
pub fn AddMembersForm(
    /// The group.
    group: GroupId,
    /// Closes it.
    #[prop(into)]
    on_close: UnsyncCallback<()>,
) -> impl IntoView {
    let jobs = Jobs::expect();
    let record = Group::expect().record();
    let name = record.with_untracked(|record| record.value.as_ref().map(|group| group.name.clone()));
    let name = StoredValue::new(name.unwrap_or_default());
    let chosen = RwSignal::new(Vec::<Found>::new());
    let way = RwSignal::new("search");
    let job = RwSignal::new(None::<Job>);
    // What is sent already goes on wherever one goes.
    let is_unsaved =
        Memo::new(move |_| job.with(Option::is_none) && chosen.with(|chosen| !chosen.is_empty()));
    Navigator::expect().guard(is_unsaved.into());
    let start = move || {
        let changes: Arc<[_]> = [Change::Join(group, name.get_value())].into();
        let task = |one: Found| Task::of(Holder::User(one.key), Arc::clone(&changes));
        let tasks = chosen.get_untracked().into_iter().map(task).collect();
        let title = [words::ADDING_MEMBERS, " · ", &name.get_value()].concat();
        let plan = JobPlan { title, unneeded: words::WERE_MEMBERS, tasks };
        job.set(Some(jobs.begin(plan, || ())));
    };
    let has_begun = Memo::new(move |_| job.with(Option::is_some));
    let nobody =
        Signal::derive(move || chosen.with(Vec::is_empty).then(|| words::CHOOSE_SOMEBODY.to_owned()));
    let add_label = Signal::derive(move || match chosen.with(Vec::len) {
        0 => words::ADD_MEMBERS.to_owned(),
        1 => words::ADD_ONE_MEMBER.to_owned(),
        count => [words::ADD, " ", &grouped(count as u64), " ", words::MEMBERS_LOWER].concat(),
    });
    view! {
        <div class="dialog-body stack">
            <Show
                when=move || has_begun.get()
                fallback=move || view! {
                    <Segmented
                        label=words::ADD_MEMBERS.to_owned()
                        segments=WAYS
                        value=way
                        on_change=move |chosen: &'static str| way.set(chosen)
                    />
                    // Both stay, so that what was typed in one is there after a look at the other.
                    <div hidden=move || way.get() != "search">
                        <SearchMembersField chosen />
                    </div>
                    <div hidden=move || way.get() != "paste">
                        <PasteMembers chosen />
                    </div>
                    {move || chosen_people(chosen)}
                }
            >
                {move || job.get().map(|job| view! { <JobView job /> })}
            </Show>
        </div>
        <footer class="dialog-footer">
            <Show
                when=move || has_begun.get()
                fallback=move || view! {
                    <Button label=words::CANCEL on_click=on_close />
                    <Button label=add_label variant=Variant::Primary refusal=nobody on_click=start />
                }
            >
                <Button label=words::CLOSE on_click=on_close />
            </Show>
        </footer>
    }
}

fn chosen_people(chosen: RwSignal<Vec<Found>>) -> Option<AnyView> {
    let count = chosen.with(Vec::len);
    if count == 0 {
        return None;
    }
    let first: Vec<Found> = chosen.with(|chosen| chosen.iter().take(NAMED).cloned().collect());
    let chips = first
        .into_iter()
        .map(|one| {
            let (name, value) = (one.name.clone(), one.key.userid.to_string());
            let lift = move || chosen.update(|chosen| chosen.retain(|other| other.key != one.key));
            view! { <Chip name value on_remove=lift /> }
        })
        .collect_view();
    let more = (count > NAMED)
        .then(|| ["+", &grouped((count - NAMED) as u64), " ", words::MORE].concat())
        .map(|text| view! { <span class="muted">{text}</span> });
    let row = view! {
        <div class="cluster" role="group" aria-label=words::CHOSEN>
            {chips}
            {more}
            <Button
                label=words::CLEAR_ALL
                size=Size::Small
                variant=Variant::Ghost
                on_click=move || chosen.set(Vec::new())
            />
        </div>
    };
    Some(row.into_any())
}
