//! Adding a person to a group (row 24), found by a part of its name (row 26).

use std::time::Duration;

use bim_api::wire::group::GroupHit;
use bim_api::{GroupId, IamId};
use leptos::prelude::*;

use super::draft::Problems;
use super::shell::{FormShell, Submission};
use crate::components::{Refusal, explain};
use crate::routes::UserKey;
use crate::stores::{Latest, ToastKind, Toasts, User};
use crate::ui::{Button, Combobox, Glyph, Suggestion};
use crate::words;

/// How long typing must rest before groups are looked for.
const DEBOUNCE: Duration = Duration::from_millis(120);

/// What was typed, and the group that was chosen by it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Draft {
    text: String,
    chosen: Option<GroupId>,
}

impl Draft {
    /// The group: the chosen one, or the only one of exactly this name.
    fn validate(&self, found: &[GroupHit], already: &[GroupId]) -> Result<GroupId, Problems> {
        let mut problems = Problems::default();
        problems.require("group", &self.text);
        let named = found.iter().find(|group| group.name == self.text.trim()).and_then(|group| group.id);
        let group = self.chosen.or(named);
        if group.is_none() {
            problems.add("group", words::CHOOSE_GROUP);
        }
        if group.is_some_and(|group| already.contains(&group)) {
            problems.add("group", words::MEMBER_ALREADY);
        }
        problems.or(()).and(group.ok_or_else(Problems::default))
    }
}

/// The form.
#[component]
pub fn AddMembershipForm(
    /// Who joins.
    key: UserKey,
    /// The groups the person is in.
    #[prop(into)]
    already: Signal<Vec<GroupId>>,
    /// Why nothing may be changed.
    refusal: Refusal,
) -> impl IntoView {
    let (user, toasts) = (User::expect(), Toasts::expect());
    let draft = RwSignal::new(Draft::default());
    let found = RwSignal::new(Vec::<GroupHit>::new());
    let note = RwSignal::new(None::<String>);
    let submission = Submission::new();
    let latest = Latest::default();
    let look = move |text: String| {
        latest.run(async move {
            gloo_timers::future::sleep(DEBOUNCE).await;
            // Who is a member of another provider's group is changed there.
            let (groups, says) = match user.find_groups(&text, vec![IamId::bim()]).await {
                Ok(groups) if groups.is_empty() => (groups, Some(words::NO_SUCH_GROUP.to_owned())),
                Ok(groups) => (groups, None),
                Err(error) => (Vec::new(), Some(explain(&error).detail)),
            };
            found.try_set(groups);
            note.try_set(says);
        });
    };
    on_cleanup(move || latest.stop());
    let input = move |text: String| {
        submission.touch("group");
        draft.set(Draft { text: text.clone(), chosen: None });
        look(text.trim().to_owned());
    };
    let choose = move |id: String| {
        let group = found.with_untracked(|found| {
            found.iter().find(|group| group.id.is_some_and(|own| own.to_string() == id)).cloned()
        });
        if let Some(group) = group {
            submission.touch("group");
            draft.set(Draft { text: group.name, chosen: group.id });
        }
    };
    let suggestions = move || {
        let already = already.get();
        let suggest = |group: &GroupHit| {
            let id = group.id?;
            let is_member = already.contains(&id);
            let detail = if is_member { words::MEMBER_ALREADY.to_owned() } else { description(group) };
            Some(Suggestion { value: id.to_string(), label: group.name.clone(), detail })
        };
        found.with(|found| found.iter().filter_map(suggest).collect::<Vec<_>>())
    };
    let submit = move || {
        if refusal.with_untracked(Option::is_some) {
            return;
        }
        let already = already.get_untracked();
        let validated =
            draft.with_untracked(|draft| found.with_untracked(|found| draft.validate(found, &already)));
        let (key, name) = (key.clone(), draft.with_untracked(|draft| draft.text.clone()));
        submission.run(validated, &[], move |group| async move {
            match user.add_member(&key, group).await {
                Err(error) if error.status() == Some(409) => {
                    submission.object("group", words::MEMBER_ALREADY);
                    return Ok(());
                }
                outcome => outcome?,
            }
            draft.try_set(Draft::default());
            toasts.show(ToastKind::Success, [words::GROUP_ADDED, " ", name.trim()].concat());
            Ok(())
        });
    };
    view! {
        <FormShell
            class="stack"
            failed=words::GROUP_NOT_ADDED
            failure=submission.failure()
            pending=submission.pending()
            on_submit=submit
        >
            <div class="input-row">
                <Combobox
                    label=words::GROUP
                    value=Signal::derive(move || draft.with(|draft| draft.text.clone()))
                    suggestions=Signal::derive(suggestions)
                    note
                    read_only=Signal::derive(move || refusal.with(Option::is_some))
                    placeholder=words::GROUP_EXAMPLE
                    problem=submission.problem("group")
                    on_input=input
                    on_choose=choose
                />
                <Button
                    label=words::ADD_TO_GROUP
                    icon=Glyph::PLUS
                    submit=true
                    busy=submission.pending()
                    refusal
                />
            </div>
        </FormShell>
    }
}

fn description(group: &GroupHit) -> String {
    group.description.clone().flatten().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(id: i64, name: &str) -> GroupHit {
        serde_json::from_value(serde_json::json!({ "id": id, "name": name })).expect("a group")
    }

    #[test]
    fn a_name_typed_in_full_is_enough() {
        let found = [group(3, "Finance"), group(4, "Finance / Payroll")];
        let draft = |text: &str, chosen| Draft { text: text.to_owned(), chosen };
        assert_eq!(draft(" Finance ", None).validate(&found, &[]), Ok(GroupId(3)));
        assert_eq!(draft("Fin", Some(GroupId(4))).validate(&found, &[]), Ok(GroupId(4)));
        let problem = |draft: Draft, already: &[GroupId]| {
            draft.validate(&found, already).expect_err("a mistake").of("group").expect("at the field")
        };
        assert_eq!(problem(draft("Fin", None), &[]), words::CHOOSE_GROUP);
        assert_eq!(problem(draft("", None), &[]), words::REQUIRED);
        assert_eq!(problem(draft("Finance", None), &[GroupId(3)]), words::MEMBER_ALREADY);
    }
}
