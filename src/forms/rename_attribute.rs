//! Renaming a value, or merging it with another one: each holder is given the new value (rows 10 and 25) before the
//! old one is taken (row 11), so that nobody is ever without both. Going on after an interruption is doing it again:
//! whoever still holds the old value is still to be done.

use std::sync::Arc;

use bim_api::ApiError;
use bim_api::endpoint::is_safe_segment;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::draft::Problems;
use crate::components::{ErrorBanner, JobView, holder_list, kept_list};
use crate::stores::{Catalogue, Change, Holder, Holders, Job, JobPlan, Jobs, KeyValue, Taking, Task};
use crate::ui::number::grouped;
use crate::ui::{Banner, Button, TextField, Tone, Variant};
use crate::words;

/// Everybody who is given the new value: groups first, since they give it to many.
fn renamed(holders: Holders, old: &KeyValue, new: &KeyValue) -> Vec<Task> {
    let changes: Arc<[_]> = [Change::Rename(old.clone(), new.clone())].into();
    let task = |holder| Task::of(holder, Arc::clone(&changes));
    let groups = holders.groups.into_iter().map(|one| {
        let label = [words::GROUP, " ", &one.name].concat();
        task(Holder::Group { iamid: one.iamid, id: one.id }).called(label)
    });
    let people = holders.people.into_iter().map(|one| task(Holder::User(one.key)));
    groups.chain(people).collect()
}

/// What is wrong with the key, and with the value.
type Mistakes = (Option<String>, Option<String>);

/// What the new name means for those who are given it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Merge {
    /// Whether anybody holds it already.
    is_merge: bool,
    /// How many hold both.
    both: usize,
}

impl Merge {
    fn read(catalogue: Catalogue, old: &KeyValue, new: &KeyValue) -> Self {
        catalogue.with_untracked(|index| Self {
            is_merge: index.pair(&new.0, &new.1).is_some(),
            both: index.holding_both(old, new),
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
    let (catalogue, jobs) = (Catalogue::expect(), Jobs::expect());
    let (key, value) = into.unwrap_or_else(|| from.clone());
    let (key, value) = (RwSignal::new(key), RwSignal::new(value));
    let old = StoredValue::new(from.clone());
    let (taking, unread) = (RwSignal::new(None::<Taking>), RwSignal::new(None::<ApiError>));
    let job = RwSignal::new(None::<Job>);
    let look = move || {
        unread.set(None);
        spawn_local(async move {
            let (key, value) = old.get_value();
            // The dialog may be closed by now.
            match catalogue.reread_holders(&key, Some(&value)).await {
                Ok(()) => {
                    let read = catalogue.with_untracked(|index| index.taking(&key, Some(&value)));
                    drop(taking.try_set(Some(read)));
                }
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
    let merge = Memo::new(move |_| {
        taking.track();
        let new = checked.get().ok()?;
        Some(Merge::read(catalogue, &old.get_value(), &new))
    });
    let start = move || {
        let holders = taking.with_untracked(|taking| taking.as_ref().map(|taking| taking.from.clone()));
        let (Some(holders), Ok(new)) = (holders, checked.get_untracked()) else { return };
        let old = old.get_value();
        let tasks = renamed(holders, &old, &new);
        let title = [words::RENAMING, " ", &old.0, ": ", &old.1, " → ", &new.0, ": ", &new.1].concat();
        let after = move || {
            let (old, new) = (old.clone(), new.clone());
            spawn_local(async move {
                // What cannot be read now is read with the next gathering.
                let _ = catalogue.reread_holders(&old.0, Some(&old.1)).await;
                let _ = catalogue.reread_holders(&new.0, Some(&new.1)).await;
            });
        };
        job.set(Some(jobs.begin(JobPlan { title, unneeded: words::WERE_DONE_ALREADY, tasks }, after)));
    };
    let has_begun = Memo::new(move |_| job.with(Option::is_some));
    let count = Memo::new(move |_| taking.with(|taking| taking.as_ref().map(Taking::count)));
    let refusal = Signal::derive(move || match (checked.get(), count.get()) {
        (Err((key, value)), _) => key.or(value),
        (Ok(_), None) => Some(words::READING_HOLDERS.to_owned()),
        (Ok(_), Some(count)) => (count == 0).then(|| words::NOBODY_TO_RENAME.to_owned()),
    });
    let button = Signal::derive(move || {
        let is_merge = merge.with(|merge| merge.as_ref().is_some_and(|merge| merge.is_merge));
        if is_merge { words::MERGE_BUTTON } else { words::RENAME_BUTTON }.to_owned()
    });
    let kept = move || taking.with(|taking| kept_list(&taking.as_ref()?.kept));
    let name = [&from.0, ": ", &from.1].concat();
    view! {
        <div class="dialog-body stack">
            <p>
                <strong dir="auto">{name}</strong>
            </p>
            <Show
                when=move || has_begun.get()
                fallback=move || view! {
                    <p class="muted">{words::RENAME_DETAIL}</p>
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
                    {move || merge.get().map(told)}
                    {move || taking.with(|taking| Some(givers(taking.as_ref()?, old.get_value())))}
                    {kept}
                }
            >
                {move || job.get().map(|job| view! { <JobView job /> })}
                {kept}
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

/// Says that two become one, and who holds both.
fn told(Merge { is_merge, both }: Merge) -> Option<AnyView> {
    let detail = (both > 0).then(|| [words::MERGE_PREVIEW, " ", &grouped(both as u64)].concat());
    is_merge.then(|| view! { <Banner tone=Tone::Info title=words::EXISTS_ALREADY detail /> }.into_any())
}

/// Who is given the new value.
fn givers(taking: &Taking, old: KeyValue) -> AnyView {
    if taking.count() == 0 {
        return view! { <p>{words::NOBODY_TO_RENAME}</p> }.into_any();
    }
    view! {
        <p>{words::RENAME_PREVIEW}</p>
        {holder_list(&taking.from, Some(old))}
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
