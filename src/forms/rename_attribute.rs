//! Renaming a value, or merging it with another one: each holder is given the new value (rows 10 and 25) before the
//! old one is taken (row 11), so that nobody is ever without both. Going on after an interruption is doing it again:
//! whoever still holds the old value is still to be done.

use std::collections::BTreeSet;

use bim_api::ApiError;
use bim_api::endpoint::is_safe_segment;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::draft::Problems;
use crate::components::{ErrorBanner, JobView};
use crate::navigation::Navigator;
use crate::stores::{Catalogue, Done, HeldAttributes, Holder, HoldingPerson, Job, KeyValue, Step};
use crate::ui::number::grouped;
use crate::ui::{Banner, Button, TextField, Tone, Variant};
use crate::words;

/// Somebody whose value is renamed.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Renamed {
    holder: Holder,
    label: String,
    /// Whether the new value is held already.
    has_new: bool,
}

/// What is wrong with the key, and with the value.
type Mistakes = (Option<String>, Option<String>);

/// What renaming would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Plan {
    renamed: Vec<Renamed>,
    /// People who keep the old value, having it from their provider.
    keep: usize,
    /// Whether anybody holds the new value.
    is_merge: bool,
}

impl Plan {
    fn read(catalogue: Catalogue, old: &KeyValue, new: &KeyValue) -> Self {
        catalogue.with_untracked(|index| {
            let (holders, others) = (index.holders(&old.0, &old.1), index.holders(&new.0, &new.1));
            let keep = holders.people.iter().filter(|one| one.provided).count();
            let who = |one: &HoldingPerson| (one.key.iamid.clone(), one.key.userid.clone());
            let people_with: BTreeSet<_> = others.people.iter().filter(|one| one.here).map(who).collect();
            let groups_with: BTreeSet<_> = others.groups.iter().map(|one| one.id).collect();
            let people = holders.people.into_iter().filter(|one| one.here).map(|one| Renamed {
                has_new: people_with.contains(&who(&one)),
                label: one.key.userid.to_string(),
                holder: Holder::User(one.key),
            });
            let groups = holders.groups.into_iter().map(|one| Renamed {
                has_new: groups_with.contains(&one.id),
                label: [words::GROUP, " ", &one.name].concat(),
                holder: Holder::Group { iamid: one.iamid, id: one.id },
            });
            let is_merge = index.pair(&new.0, &new.1).is_some();
            Self { renamed: groups.chain(people).collect(), keep, is_merge }
        })
    }
}

/// The new key and value; both travel in the path, where `.` and `..` would be lost.
fn validate(key: &str, value: &str, old: &KeyValue) -> Result<KeyValue, Problems> {
    let mut problems = Problems::default();
    let (key, value) = (key.trim(), value.trim());
    for (field, text) in [("key", key), ("value", value)] {
        problems.require(field, text);
        if !is_safe_segment(text) {
            problems.add(field, words::NOT_DOTS);
        }
    }
    if key == old.0 && value == old.1 {
        problems.add("value", words::SAME_AS_BEFORE);
    }
    problems.or((key.to_owned(), value.to_owned()))
}

/// The content of the dialog.
#[component]
pub fn RenameAttributeForm(
    /// The key and value to be renamed.
    from: KeyValue,
    /// Those to merge it into, where that was chosen.
    into: Option<KeyValue>,
    /// Closes it.
    #[prop(into)]
    on_close: UnsyncCallback<()>,
) -> impl IntoView {
    let (catalogue, attributes) = (Catalogue::expect(), HeldAttributes::expect());
    let (key, value) = into.unwrap_or_else(|| from.clone());
    let (key, value) = (RwSignal::new(key), RwSignal::new(value));
    let old = StoredValue::new(from.clone());
    let (is_read, unread) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let job = Job::<Renamed>::default();
    let progress = job.progress();
    let target = StoredValue::new(from.clone());
    let is_unfinished = Memo::new(move |_| progress.total() > 0 && !progress.is_finished());
    Navigator::expect().guard(is_unfinished.into());
    let look = move || {
        unread.set(None);
        spawn_local(async move {
            let (key, value) = old.get_value();
            match catalogue.reread_holders(&key, &value).await {
                Ok(()) => drop(is_read.try_set(true)),
                Err(error) => drop(unread.try_set(Some(error))),
            }
        });
    };
    look();
    let checked = Memo::new(move |_| {
        let checked = key.with(|key| value.with(|value| validate(key, value, &old.get_value())));
        checked.map_err(|problems| (problems.of("key"), problems.of("value")))
    });
    // That nothing was changed yet is no mistake: the button says it.
    let problem = move |of: fn(&Mistakes) -> &Option<String>| {
        Signal::derive(move || {
            let said =
                checked.with(|checked| checked.as_ref().err().and_then(|mistakes| of(mistakes).clone()));
            said.filter(|said| said != words::SAME_AS_BEFORE)
        })
    };
    let plan = Memo::new(move |_| {
        let is_read = is_read.get();
        // Until there is a new name, nobody holds it.
        let new = checked.get().unwrap_or_default();
        is_read.then(|| Plan::read(catalogue, &old.get_value(), &new))
    });
    let run = move || {
        let step = move |one: Renamed| -> Step {
            let (old, new) = (old.get_value(), target.get_value());
            Box::pin(async move {
                attributes.set_attribute(&one.holder, &new.0, &new.1).await?;
                match attributes.remove_attribute(&one.holder, &old.0, &old.1).await {
                    // Somebody else has taken it meanwhile.
                    Err(error) if error.status() == Some(404) => Ok(Done::Unneeded),
                    outcome => outcome.map(|_| Done::Done),
                }
            })
        };
        let finished = move || {
            let (old, new) = (old.get_value(), target.get_value());
            spawn_local(async move {
                // What cannot be read now is read with the next gathering.
                let _ = catalogue.reread_holders(&old.0, &old.1).await;
                let _ = catalogue.reread_holders(&new.0, &new.1).await;
            });
        };
        job.run(|one| one.label.clone(), step, finished);
    };
    let start = move || {
        if let (Some(plan), Ok(new)) = (plan.get_untracked(), checked.get_untracked()) {
            target.set_value(new);
            job.plan(plan.renamed);
            run();
        }
    };
    let retry = move || {
        job.requeue_failed();
        run();
    };
    let has_begun = Memo::new(move |_| progress.total() > 0);
    let refusal = Signal::derive(move || match (checked.get(), plan.get()) {
        (Err((key, value)), _) => key.or(value),
        (Ok(_), None) => Some(words::READING_HOLDERS.to_owned()),
        (Ok(_), Some(plan)) => plan.renamed.is_empty().then(|| words::NOBODY_TO_RENAME.to_owned()),
    });
    let button = Signal::derive(move || {
        let is_merge = plan.with(|plan| plan.as_ref().is_some_and(|plan| plan.is_merge));
        if is_merge { words::MERGE_BUTTON } else { words::RENAME_BUTTON }.to_owned()
    });
    let name = [&from.0, ": ", &from.1].concat();
    view! {
        <div class="dialog-body stack">
            <p>
                <strong dir="auto">{name}</strong>
            </p>
            <Show
                when=move || has_begun.get()
                fallback=move || view! {
                    <p>{words::RENAME_DETAIL}</p>
                    <ErrorBanner title=words::HOLDERS_FAILED error=unread on_retry=look />
                    <div class="form-row">
                        <TextField
                            label=words::NEW_KEY
                            value=key
                            problem=problem(|both| &both.0)
                            on_input=move |text: String| key.set(text)
                        />
                        <TextField
                            label=words::NEW_VALUE
                            value
                            autofocus=true
                            problem=problem(|both| &both.1)
                            on_input=move |text: String| value.set(text)
                        />
                    </div>
                    {move || plan.get().map(|plan| preview(&plan))}
                }
            >
                <JobView
                    label=words::RENAMING
                    unneeded=words::WERE_DONE_ALREADY
                    progress
                    on_resume=run
                    on_retry=retry
                />
            </Show>
        </div>
        <footer class="dialog-footer">
            <Show
                when=move || has_begun.get()
                fallback=move || view! {
                    <Button label=words::CANCEL on_click=on_close />
                    <Button label=button variant=Variant::Primary refusal on_click=start />
                }
            >
                <Button label=words::CLOSE on_click=on_close />
            </Show>
        </footer>
    }
}

fn preview(plan: &Plan) -> AnyView {
    let has_new = plan.renamed.iter().filter(|one| one.has_new).count();
    let lines = [
        (plan.renamed.len() - has_new, words::RENAME_PREVIEW),
        (has_new, words::MERGE_PREVIEW),
        (plan.keep, words::STAYS_WITH_PROVIDER),
    ];
    let lines = lines
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, says)| {
            let text = [&grouped(count as u64), " ", says].concat();
            view! { <li><span>{text}</span></li> }
        })
        .collect_view();
    let merge = plan.is_merge.then(|| view! { <Banner tone=Tone::Info title=words::EXISTS_ALREADY /> });
    let nobody = plan.renamed.is_empty().then(|| view! { <p>{words::NOBODY_TO_RENAME}</p> });
    view! {
        {merge}
        {nobody}
        <ul class="loss-list">{lines}</ul>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_name_is_wanted_and_one_that_a_path_keeps() {
        let old: KeyValue = ("Land".to_owned(), "JP".to_owned());
        assert_eq!(validate(" Land ", "Japan", &old), Ok(("Land".to_owned(), "Japan".to_owned())));
        assert_eq!(validate("Country", "JP", &old), Ok(("Country".to_owned(), "JP".to_owned())));
        for (key, value) in [("Land", "JP"), ("Land", " "), ("", "x"), ("..", "x"), ("Land", ".")] {
            assert!(validate(key, value, &old).is_err(), "{key}: {value}");
        }
    }
}
