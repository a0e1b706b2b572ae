//! Changing name, email and description of a group (row 22). Before anything is sent the group is read again: who
//! saved meanwhile is not overruled unseen.

use std::sync::Arc;

use bim_api::endpoints::UpdateGroup;
use bim_api::endpoints::paths::GroupPath;
use bim_api::wire::group::{Group as GroupDetails, GroupChange};
use bim_api::{Call, GroupId};
use leptos::prelude::*;

use super::draft::Problems;
use super::group_fields::{FIELDS, GroupDraft, GroupFields};
use super::meanwhile::{Change, Choice, Meanwhile, MeanwhileDialog};
use super::new_group::name_taken;
use super::shell::{FormShell, Submission};
use crate::navigation::Navigator;
use crate::stores::{Group, ToastKind, Toasts};
use crate::ui::{Button, Variant};
use crate::words;

impl From<&GroupDetails> for GroupDraft {
    fn from(group: &GroupDetails) -> Self {
        Self {
            name: group.name.clone(),
            email: group.email.clone().unwrap_or_default(),
            description: group.description.clone().unwrap_or_default(),
        }
    }
}

/// What differs from what is there, ready to be sent; what was emptied is cleared.
fn validate(id: GroupId, draft: &GroupDraft, base: &GroupDraft) -> Result<Call<UpdateGroup>, Problems> {
    let changed = |typed: &str, base: &str| (typed.trim() != base).then(|| typed.trim().to_owned());
    let clearing = |text: String| Some(text).filter(|text| !text.is_empty());
    draft.problems().or(Call {
        path: GroupPath { group: id },
        query: (),
        body: GroupChange {
            name: changed(&draft.name, &base.name),
            email: changed(&draft.email, &base.email).map(clearing),
            description: changed(&draft.description, &base.description).map(clearing),
        },
    })
}

/// What somebody else changed since `base` was read.
fn changes(base: &GroupDraft, theirs: &GroupDraft, mine: &GroupDraft) -> Vec<Change> {
    type Get = fn(&GroupDraft) -> &String;
    let fields: [(&str, Get); 3] = [
        (words::GROUP_NAME, |draft| &draft.name),
        (words::EMAIL, |draft| &draft.email),
        (words::DESCRIPTION, |draft| &draft.description),
    ];
    fields
        .into_iter()
        .filter(|(_, get)| get(base) != get(theirs))
        .map(|(what, get)| {
            let typed = get(mine).trim();
            let clashes = typed != get(base) && typed != get(theirs);
            Change {
                what: what.to_owned(),
                theirs: get(theirs).clone(),
                mine: clashes.then(|| typed.to_owned()),
            }
        })
        .collect()
}

/// What was typed, with what they saved where it was not touched; where both did, `choice` decides.
fn merged(base: &GroupDraft, theirs: &GroupDraft, mine: &GroupDraft, choice: Choice) -> GroupDraft {
    let one = |base: &String, theirs: &String, mine: &String| {
        let is_touched = mine.trim() != base;
        let is_theirs = !is_touched || (choice == Choice::Theirs && base != theirs);
        if is_theirs { theirs.clone() } else { mine.clone() }
    };
    GroupDraft {
        name: one(&base.name, &theirs.name, &mine.name),
        email: one(&base.email, &theirs.email, &mine.email),
        description: one(&base.description, &theirs.description, &mine.description),
    }
}

/// The form.
#[component]
pub fn GroupDetailsForm(
    /// Which group.
    id: GroupId,
    /// What it is now.
    group: Arc<GroupDetails>,
) -> impl IntoView {
    let (store, toasts) = (Group::expect(), Toasts::expect());
    let base = RwSignal::new(GroupDraft::from(&*group));
    let draft = RwSignal::new(base.get_untracked());
    let submission = Submission::new();
    let meanwhile = RwSignal::new(None::<Meanwhile>);
    let theirs = StoredValue::new(GroupDraft::default());
    let is_unsaved = Memo::new(move |_| draft.with(|draft| base.with(|base| draft != base)));
    Navigator::expect().guard(is_unsaved.into());
    let save = move || {
        let validated = draft.with_untracked(|draft| base.with_untracked(|base| validate(id, draft, base)));
        submission.run(validated, FIELDS, move |call| async move {
            let record = store.reread(id).await?;
            let now = GroupDraft::from(&*record);
            let (read, typed) = (base.get_untracked(), draft.get_untracked());
            let changes = changes(&read, &now, &typed);
            if !changes.is_empty() {
                theirs.set_value(now);
                meanwhile.set(Some(Meanwhile { changes, at: None }));
                return Ok(());
            }
            match store.update_group(&record, &call).await {
                Ok(saved) => {
                    let saved = GroupDraft::from(&*saved);
                    base.set(saved.clone());
                    draft.set(saved);
                    toasts.show(ToastKind::Success, words::GROUP_SAVED);
                    Ok(())
                }
                Err(error) => name_taken(submission, error),
            }
        });
    };
    // What they saved is the new ground; what is sent then is what still differs from it.
    let choose = move |choice: Choice| {
        let (read, now, typed) = (base.get_untracked(), theirs.get_value(), draft.get_untracked());
        draft.set(merged(&read, &now, &typed, choice));
        base.set(now);
        if is_unsaved.get_untracked() {
            save();
        }
    };
    let nothing = Signal::derive(move || (!is_unsaved.get()).then(|| words::NOTHING_CHANGED.to_owned()));
    let submit = move || {
        if is_unsaved.get_untracked() {
            save();
        }
    };
    view! {
        <FormShell
            class="stack"
            failed=words::GROUP_NOT_SAVED
            failure=submission.failure()
            pending=submission.pending()
            on_submit=submit
        >
            <GroupFields draft submission />
            <div class="cluster">
                <Button
                    label=words::SAVE
                    variant=Variant::Primary
                    submit=true
                    busy=submission.pending()
                    refusal=nothing
                />
                <Show when=move || is_unsaved.get()>
                    <Button label=words::DISCARD on_click=move || draft.set(base.get_untracked()) />
                </Show>
            </div>
        </FormShell>
        <MeanwhileDialog meanwhile on_choice=choose />
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(name: &str, email: &str, description: &str) -> GroupDraft {
        GroupDraft { name: name.to_owned(), email: email.to_owned(), description: description.to_owned() }
    }

    #[test]
    fn only_what_differs_is_sent_and_what_was_emptied_is_cleared() {
        let base = draft("Payroll", "a@b.c", "");
        let call = validate(GroupId(7), &draft(" Payroll ", "", "New"), &base).expect("complete");
        let body = GroupChange { name: None, email: Some(None), description: Some(Some("New".to_owned())) };
        assert_eq!((call.body, call.path.group), (body, GroupId(7)));
    }

    #[test]
    fn what_was_saved_meanwhile_is_told_apart_from_what_clashes() {
        let (base, theirs) = (draft("A", "", "d"), draft("B", "x@y.z", "d"));
        let mine = draft("C", "", "mine");
        let told = changes(&base, &theirs, &mine);
        assert_eq!(told.len(), 2);
        assert_eq!((told[0].theirs.as_str(), told[0].mine.as_deref()), ("B", Some("C")));
        assert_eq!((told[1].theirs.as_str(), told[1].mine.as_deref()), ("x@y.z", None));
        assert_eq!(merged(&base, &theirs, &mine, Choice::Mine), draft("C", "x@y.z", "mine"));
        assert_eq!(merged(&base, &theirs, &mine, Choice::Theirs), draft("B", "x@y.z", "mine"));
    }
}
