//! What is to be reviewed: a permission, an attribute's value, or a group.

use bim_api::Permission;
use leptos::prelude::*;

use super::bulk::{BulkKind, Draft, attribute_fields, group_field};
use super::draft::Problems;
use super::shell::{FormShell, Submission};
use crate::navigation::Navigator;
use crate::routes::ReviewOf;
use crate::stores::Action;
use crate::ui::segmented::Segment;
use crate::ui::{Button, Choice, Segmented, SelectField, Variant};
use crate::words;

const KINDS: &[Segment] = &[
    Segment { value: "permission", label: words::PERMISSION, icon: None },
    Segment { value: "attribute", label: words::ATTRIBUTE, icon: None },
    Segment { value: "group", label: words::GROUP, icon: None },
];

/// The form.
#[component]
pub fn ChooseReviewForm() -> impl IntoView {
    let navigator = Navigator::expect();
    let (kind, submission) = (RwSignal::new("permission"), Submission::new());
    let permission = RwSignal::new(Permission::USER_ADMIN.as_str().to_owned());
    let draft = RwSignal::new(Draft::new(BulkKind::Attributes, Vec::new()));
    let choose = move |chosen: &'static str| {
        let other = if chosen == "group" { BulkKind::Groups } else { BulkKind::Attributes };
        draft.set(Draft::new(other, Vec::new()));
        kind.set(chosen);
    };
    let submit = move || {
        let validated = match kind.get_untracked() {
            "permission" => Ok(ReviewOf::Permission(Permission::new(permission.get_untracked()))),
            _ => draft.with_untracked(Draft::validate).and_then(reviewed),
        };
        submission.run(validated, &["key", "value", "group"], move |of| async move {
            navigator.go(&of.route());
            Ok(())
        });
    };
    let choices = Permission::KNOWN.iter().map(|one| Choice::new(one.as_str(), one.as_str())).collect();
    let choices = Signal::stored(choices);
    let fields = move || match kind.get() {
        "permission" => view! {
            <SelectField
                label=words::PERMISSION
                value=permission
                choices
                on_change=move |name: String| permission.set(name)
            />
        }
        .into_any(),
        "attribute" => view! { <div class="form-row">{attribute_fields(draft, submission)}</div> }.into_any(),
        _ => group_field(draft, submission, Vec::new()),
    };
    view! {
        <FormShell
            failed=""
            failure=Signal::stored(None)
            pending=submission.pending()
            on_submit=submit
        >
            <div class="stack">
                <Segmented label=words::REVIEW_WHAT segments=KINDS value=kind on_change=choose />
                {fields}
                <div class="cluster">
                    <Button label=words::REVIEW_BEGIN variant=Variant::Primary submit=true />
                </div>
            </div>
        </FormShell>
    }
}

/// What was chosen, as what is reviewed.
fn reviewed(action: Action) -> Result<ReviewOf, Problems> {
    match action {
        Action::AddAttribute((key, value)) => Ok(ReviewOf::Attribute(key, value)),
        Action::Join(group, _) => Ok(ReviewOf::Group(group)),
        _ => Err(Problems::default()),
    }
}
