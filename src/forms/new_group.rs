//! A new group in the built-in provider (row 21).

use bim_api::endpoints::CreateGroup;
use bim_api::wire::group::NewGroup;
use bim_api::{ApiError, Call, GroupId, IamId};
use leptos::prelude::*;

use super::draft::Problems;
use super::group_fields::{FIELDS, GroupDraft, GroupFields};
use super::shell::{FormShell, Submission};
use crate::navigation::Navigator;
use crate::routes::Route;
use crate::stores::Groups;
use crate::ui::{Button, ButtonLink, Variant};
use crate::words;

fn validate(draft: &GroupDraft) -> Result<Call<CreateGroup>, Problems> {
    let text = |text: &str| Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned);
    draft.problems().or(Call {
        path: (),
        query: (),
        body: NewGroup {
            iamid: IamId::bim(),
            name: draft.name.trim().to_owned(),
            email: text(&draft.email),
            description: text(&draft.description),
        },
    })
}

/// The form.
#[component]
pub fn NewGroupForm(
    /// The group exists now.
    #[prop(into)]
    on_created: UnsyncCallback<(GroupId,)>,
) -> impl IntoView {
    let groups = Groups::expect();
    let draft = RwSignal::new(GroupDraft::default());
    let submission = Submission::new();
    let is_unsaved = Memo::new(move |_| draft.with(|draft| *draft != GroupDraft::default()));
    Navigator::expect().guard(is_unsaved.into());
    let submit = move || {
        let validated = draft.with_untracked(validate);
        submission.run(validated, FIELDS, move |call| async move {
            match groups.create_group(&call).await {
                Ok(created) => {
                    draft.set(GroupDraft::default());
                    on_created.run((created.group.id,));
                    Ok(())
                }
                Err(error) => name_taken(submission, error),
            }
        });
    };
    view! {
        <FormShell
            class="form"
            failed=words::CREATE_GROUP_FAILED
            failure=submission.failure()
            pending=submission.pending()
            on_submit=submit
        >
            <section class="form-section">
                <GroupFields draft submission autofocus=true />
            </section>
            <div class="form-footer">
                <Button label=words::CREATE_GROUP variant=Variant::Primary submit=true busy=submission.pending() />
                <ButtonLink label=words::CANCEL href=Route::groups().href() />
            </div>
        </FormShell>
    }
}

/// Rows 21 and 22 have one thing to be in conflict about.
pub(super) fn name_taken(submission: Submission, error: ApiError) -> Result<(), ApiError> {
    if error.status() != Some(409) {
        return Err(error);
    }
    submission.object("name", words::GROUP_NAME_TAKEN);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_enough_and_what_is_empty_is_not_sent() {
        let draft =
            GroupDraft { name: " Payroll ".to_owned(), email: " ".to_owned(), ..GroupDraft::default() };
        let body = validate(&draft).expect("complete").body;
        assert_eq!((body.name.as_str(), body.email, body.description), ("Payroll", None, None));
        assert!(body.iamid.is_bim());
    }
}
