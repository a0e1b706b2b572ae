//! What a person can say of a group, as typed: shared by creating a group and changing it.

use leptos::prelude::*;

use super::draft::Problems;
use super::shell::Submission;
use crate::ui::{TextArea, TextField};
use crate::words;

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct GroupDraft {
    pub(super) name: String,
    pub(super) email: String,
    pub(super) description: String,
}

/// The fields under the names the API has for them.
pub(super) const FIELDS: &[&str] = &["name", "email", "description"];

impl GroupDraft {
    /// What is wrong with it.
    pub(super) fn problems(&self) -> Problems {
        let mut problems = Problems::default();
        let (name, email) = (self.name.trim(), self.email.trim());
        problems.require("name", name);
        problems.limit("name", name);
        problems.limit("email", email);
        problems.email("email", email);
        problems
    }
}

/// The fields.
#[component]
pub(super) fn GroupFields(
    /// What was typed.
    draft: RwSignal<GroupDraft>,
    /// The form's way to the answer.
    submission: Submission,
    /// Whether the name takes the focus.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let field = move |set: fn(&mut GroupDraft, String), name: &'static str| {
        move |text: String| {
            submission.touch(name);
            draft.update(|draft| set(draft, text));
        }
    };
    let value =
        move |get: fn(&GroupDraft) -> &String| Signal::derive(move || draft.with(|draft| get(draft).clone()));
    view! {
        <div class="form-row">
            <TextField
                label=words::GROUP_NAME
                value=value(|draft| &draft.name)
                required=true
                autofocus
                help=Some(words::GROUP_NAME_HELP.to_owned())
                problem=submission.problem("name")
                on_input=field(|draft, text| draft.name = text, "name")
            />
            <TextField
                label=words::EMAIL
                kind="email"
                value=value(|draft| &draft.email)
                optional=true
                help=Some(words::GROUP_EMAIL_HELP.to_owned())
                problem=submission.problem("email")
                on_input=field(|draft, text| draft.email = text, "email")
            />
        </div>
        <TextArea
            label=words::DESCRIPTION
            value=value(|draft| &draft.description)
            optional=true
            problem=submission.problem("description")
            on_input=field(|draft, text| draft.description = text, "description")
        />
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mistake_stands_at_its_field() {
        let draft = GroupDraft { name: " ".to_owned(), email: "nobody".to_owned(), ..GroupDraft::default() };
        let problems = draft.problems();
        assert_eq!(problems.of("name").as_deref(), Some(words::REQUIRED));
        assert_eq!(problems.of("email").as_deref(), Some(words::NOT_AN_EMAIL));
    }
}
