//! What is to be done to many, as it is chosen and typed.

use std::sync::Arc;
use std::time::Duration;

use bim_api::endpoint::is_safe_segment;
use bim_api::wire::group::GroupHit;
use bim_api::{GroupId, IamId, Permission};
use leptos::prelude::*;

use super::BulkKind;
use super::copies::{Original, Originals, copy_fields};
use crate::components::{PermissionPicker, explain};
use crate::forms::draft::Problems;
use crate::forms::shell::Submission;
use crate::stores::{Action, HeldAttributes, InUse, Latest, User};
use crate::ui::segmented::Segment;
use crate::ui::{Choice, Combobox, Segmented, SuggestField, Suggestion};
use crate::words;

/// How long typing must rest before groups are looked for.
const DEBOUNCE: Duration = Duration::from_millis(120);

const WAYS: &[Segment] = &[
    Segment { value: "add", label: words::ADD, icon: None },
    Segment { value: "remove", label: words::REMOVE, icon: None },
];

/// What stands in the form.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::forms) struct Draft {
    kind: BulkKind,
    way: &'static str,
    permissions: Vec<Permission>,
    key: String,
    value: String,
    group: String,
    found: Vec<GroupHit>,
    pub(super) originals: Originals,
}

impl Draft {
    pub(in crate::forms) fn new(kind: BulkKind, originals: Vec<Original>) -> Self {
        Self {
            kind,
            way: "add",
            permissions: Vec::new(),
            key: String::new(),
            value: String::new(),
            group: String::new(),
            found: Vec::new(),
            originals: Originals::new(originals),
        }
    }

    /// Somebody wants to go on: what is wrong is to be said from now on.
    pub(super) fn check(&mut self) {
        self.originals.check();
    }

    /// What is to be done.
    pub(in crate::forms) fn validate(&self) -> Result<Action, Problems> {
        let mut problems = Problems::default();
        let adds = self.way == "add";
        let action = match self.kind {
            BulkKind::Permissions => {
                if self.permissions.is_empty() {
                    problems.add("permissions", words::CHOOSE_PERMISSION);
                }
                let all = self.permissions.clone();
                if adds { Action::AddPermissions(all) } else { Action::RemovePermissions(all) }
            }
            BulkKind::Attributes => {
                let (key, value) = (self.key.trim(), self.value.trim());
                for (field, text) in [("key", key), ("value", value)] {
                    problems.require(field, text);
                    if !is_safe_segment(text) {
                        problems.add(field, words::NOT_DOTS);
                    }
                }
                let pair = (key.to_owned(), value.to_owned());
                if adds { Action::AddAttribute(pair) } else { Action::RemoveAttribute(pair) }
            }
            BulkKind::Groups => {
                problems.require("group", &self.group);
                let name = self.group.trim().to_owned();
                let named = self.found.iter().find(|group| group.name == name).and_then(|group| group.id);
                if named.is_none() {
                    problems.add("group", words::CHOOSE_GROUP);
                }
                let group = named.unwrap_or(GroupId(0));
                if adds { Action::Join(group, name) } else { Action::Leave(group, name) }
            }
            BulkKind::Disable => Action::Disable,
            BulkKind::Enable => Action::Enable,
            BulkKind::Delete => Action::Delete,
            BulkKind::Clone => match self.originals.validate() {
                Ok(copies) => Action::CloneTo(Arc::new(copies)),
                Err(problem) => {
                    problems.add(problem.0, problem.1);
                    Action::CloneTo(Arc::default())
                }
            },
        };
        problems.or(action)
    }
}

/// The fields.
pub(super) fn choosing(kind: BulkKind, draft: RwSignal<Draft>, submission: Submission) -> AnyView {
    let way = view! {
        <Segmented
            label=words::BULK_WHICH_WAY.to_owned()
            segments=WAYS
            value=Signal::derive(move || draft.with(|draft| draft.way))
            on_change=move |way: &'static str| draft.update(|draft| draft.way = way)
        />
    };
    match kind {
        BulkKind::Permissions => {
            let choose = move |all: Vec<Permission>| {
                submission.touch("permissions");
                draft.update(|draft| draft.permissions = all);
            };
            view! {
                {way}
                <p class="field-problem" role="alert">
                    {submission.problem("permissions")}
                </p>
                <PermissionPicker
                    chosen=Signal::derive(move || draft.with(|draft| draft.permissions.clone()))
                    on_change=choose
                />
            }
            .into_any()
        }
        BulkKind::Attributes => view! {
            {way}
            <div class="form-row">{attribute_fields(draft, submission)}</div>
        }
        .into_any(),
        BulkKind::Groups => view! {
            {way}
            // Who is a member of another provider's group is changed there.
            {group_field(draft, submission, vec![IamId::bim()])}
        }
        .into_any(),
        BulkKind::Clone => copy_fields(draft, submission),
        BulkKind::Disable | BulkKind::Enable | BulkKind::Delete => ().into_any(),
    }
}

/// Key and value, suggested from those in use.
pub(in crate::forms) fn attribute_fields(draft: RwSignal<Draft>, submission: Submission) -> AnyView {
    let attributes = HeldAttributes::expect();
    attributes.look_around();
    let in_use = attributes.in_use();
    let lines = |texts: Vec<&String>| texts.into_iter().map(|text| Choice::new(text.clone(), "")).collect();
    let keys = move || in_use.with(|in_use: &InUse| lines(in_use.keys().collect()));
    let values = move || {
        let key = draft.with(|draft| draft.key.trim().to_owned());
        in_use.with(|in_use| lines(in_use.get(&key).into_iter().flatten().collect()))
    };
    let (key, value) = (
        submission.text("key", draft, |draft| &draft.key, |draft| &mut draft.key),
        submission.text("value", draft, |draft| &draft.value, |draft| &mut draft.value),
    );
    view! {
        <SuggestField
            label=words::ATTRIBUTE
            value=key.value
            suggestions=Signal::derive(keys)
            problem=key.problem
            on_input=key.input
        />
        <SuggestField
            label=words::VALUE
            value=value.value
            suggestions=Signal::derive(values)
            problem=value.problem
            on_input=value.input
        />
    }
    .into_any()
}

/// The group, found by a part of its name among those of these providers; of all where none is named.
pub(in crate::forms) fn group_field(
    draft: RwSignal<Draft>,
    submission: Submission,
    providers: Vec<IamId>,
) -> AnyView {
    let (user, latest) = (User::expect(), Latest::default());
    let note = RwSignal::new(None::<String>);
    let input = move |text: String| {
        submission.touch("group");
        draft.update(|draft| draft.group.clone_from(&text));
        let providers = providers.clone();
        latest.run(async move {
            gloo_timers::future::sleep(DEBOUNCE).await;
            let (groups, says) = match user.find_groups(text.trim(), providers).await {
                Ok(groups) if groups.is_empty() => (groups, Some(words::NO_SUCH_GROUP.to_owned())),
                Ok(groups) => (groups, None),
                Err(error) => (Vec::new(), Some(explain(&error).detail)),
            };
            draft.try_update(|draft| draft.found = groups);
            note.try_set(says);
        });
    };
    on_cleanup(move || latest.stop());
    let choose = move |name: String| {
        submission.touch("group");
        draft.update(|draft| draft.group = name);
    };
    let suggestions = move || {
        let suggest = |group: &GroupHit| Suggestion {
            value: group.name.clone(),
            label: group.name.clone(),
            detail: group.description.clone().flatten().unwrap_or_default(),
        };
        draft.with(|draft| draft.found.iter().map(suggest).collect::<Vec<_>>())
    };
    view! {
        <Combobox
            label=words::GROUP
            value=Signal::derive(move || draft.with(|draft| draft.group.clone()))
            suggestions=Signal::derive(suggestions)
            note
            placeholder=words::GROUP_EXAMPLE
            problem=submission.problem("group")
            on_input=input
            on_choose=choose
        />
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_planned_before_it_is_known_what() {
        for kind in [BulkKind::Permissions, BulkKind::Attributes, BulkKind::Groups] {
            assert!(Draft::new(kind, Vec::new()).validate().is_err(), "{kind:?}");
        }
        let draft = Draft {
            key: " Land ".to_owned(),
            value: "JP".to_owned(),
            ..Draft::new(BulkKind::Attributes, Vec::new())
        };
        assert_eq!(draft.validate(), Ok(Action::AddAttribute(("Land".to_owned(), "JP".to_owned()))));
        let dots = Draft { value: "..".to_owned(), ..draft };
        assert!(dots.validate().is_err());
    }
}
