//! Changing many at once: what to do, then what that would change for each, then the job that does it.

mod choose;
mod copies;
mod preview;

use bim_api::wire::group::GroupHit;
use bim_api::wire::user::UserHit;
use bim_api::{ApiError, IamId};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::shell::{FormShell, Submission};
use crate::components::ErrorBanner;
use crate::routes::UserKey;
use crate::stores::{
    Action, Bulk, Catalogue, JobPlan, Jobs, Latest, Preview, Selectable, Selected, Selection,
};
use crate::ui::number::grouped;
use crate::ui::{Button, Dialog, Progress, Variant};
use crate::words;
use choose::choosing;
pub(super) use choose::{Draft, attribute_fields, group_field};
pub use copies::Original;
use preview::Previewed;

/// What is chosen in the list's bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BulkKind {
    /// Adds or removes permissions.
    Permissions,
    /// Gives or takes an attribute value.
    Attributes,
    /// Joins or leaves a group.
    Groups,
    /// Disables accounts.
    Disable,
    /// Enables accounts.
    Enable,
    /// Deletes.
    Delete,
    /// Copies people to new accounts.
    Clone,
}

impl BulkKind {
    /// What is done, before whom it is done to.
    fn title(self) -> &'static str {
        match self {
            Self::Permissions => words::BULK_PERMISSIONS_TITLE,
            Self::Attributes => words::BULK_ATTRIBUTES_TITLE,
            Self::Groups => words::BULK_GROUPS_TITLE,
            Self::Disable => words::BULK_DISABLE_TITLE,
            Self::Enable => words::BULK_ENABLE_TITLE,
            Self::Delete => words::BULK_DELETE_TITLE,
            Self::Clone => words::BULK_CLONE_TITLE,
        }
    }

    /// What is done, where nothing else is to be chosen.
    fn action(self) -> Option<Action> {
        match self {
            Self::Disable => Some(Action::Disable),
            Self::Enable => Some(Action::Enable),
            Self::Delete => Some(Action::Delete),
            Self::Permissions | Self::Attributes | Self::Groups | Self::Clone => None,
        }
    }
}

/// What can be selected and changed together.
pub trait Changeable: Selectable + Sized {
    /// What one of them is called, and several.
    const NOUNS: (&str, &str);

    /// Who is selected, to be copied.
    fn originals(_selection: Selection<Self>) -> Vec<Original> {
        Vec::new()
    }

    /// Plans an action for all that is selected.
    fn plan(
        bulk: Bulk,
        selection: Selection<Self>,
        action: Action,
        progress: impl Fn(usize) + 'static,
    ) -> impl Future<Output = Result<Preview, ApiError>> + 'static;
}

impl Changeable for UserHit {
    const NOUNS: (&str, &str) = (words::USER_SELECTED, words::USERS_SELECTED);

    fn originals(selection: Selection<Self>) -> Vec<Original> {
        selection.chosen().with_untracked(|chosen| {
            let of = |((iamid, userid), selected): (&(IamId, String), &Selected)| {
                let key = UserKey { iamid: iamid.clone(), userid: userid.as_str().into() };
                Original::new(key, selected.name.as_deref())
            };
            chosen.iter().map(of).collect()
        })
    }

    async fn plan(
        bulk: Bulk,
        selection: Selection<Self>,
        action: Action,
        progress: impl Fn(usize) + 'static,
    ) -> Result<Preview, ApiError> {
        let chosen = selection.chosen().get_untracked();
        bulk.plan_users(&chosen, &action, progress).await
    }
}

impl Changeable for GroupHit {
    const NOUNS: (&str, &str) = (words::GROUP_SELECTED, words::GROUPS_SELECTED);

    async fn plan(
        bulk: Bulk,
        selection: Selection<Self>,
        action: Action,
        progress: impl Fn(usize) + 'static,
    ) -> Result<Preview, ApiError> {
        let chosen = selection.chosen().get_untracked();
        bulk.plan_groups(&chosen, &action, progress).await
    }
}

/// Where the dialog stands.
#[derive(Clone)]
enum Stage {
    Choosing,
    Reading,
    Planned(Action),
}

/// The dialog, while something is chosen.
#[component]
pub fn BulkDialog<T: Changeable>(
    /// What is to be done; nothing closes it.
    kind: RwSignal<Option<BulkKind>>,
    /// To whom.
    selection: Selection<T>,
) -> impl IntoView {
    let title = Signal::derive(move || {
        let Some(kind) = kind.get() else { return String::new() };
        // Who is selected does not change while this is open, but for its own end.
        let count = selection.chosen().with_untracked(|chosen| chosen.len());
        let noun = if count == 1 { T::NOUNS.0 } else { T::NOUNS.1 };
        [kind.title(), &grouped(count as u64), noun].join(" ")
    });
    let close = move || kind.set(None);
    let content = move || kind.get().map(|kind| steps(kind, selection, close));
    view! {
        <Dialog open=Signal::derive(move || kind.get().is_some()) on_close=close title wide=true>
            {content}
        </Dialog>
    }
}

fn steps<T: Changeable>(
    kind: BulkKind,
    selection: Selection<T>,
    close: impl Fn() + Copy + Send + 'static,
) -> AnyView {
    let (bulk, jobs, reading) = (Bulk::expect(), Jobs::expect(), Latest::default());
    let catalogue = Catalogue::expect();
    // There may be a hundred thousand.
    let originals = if kind == BulkKind::Clone { T::originals(selection) } else { Vec::new() };
    let draft = RwSignal::new(Draft::new(kind, originals));
    let stage = RwSignal::new(Stage::Choosing);
    let planned = StoredValue::new(Preview::default());
    let read = RwSignal::new(0);
    let failure = RwSignal::new(None::<ApiError>);
    let submission = Submission::new();
    let count = selection.chosen().with_untracked(|chosen| chosen.len());
    let plan = move |action: Action| {
        stage.set(Stage::Reading);
        failure.set(None);
        read.set(0);
        reading.run(async move {
            let progress = move |done| {
                // The dialog may be closed by now.
                let _ = read.try_set(done);
            };
            match T::plan(bulk, selection, action.clone(), progress).await {
                Ok(preview) => {
                    planned.set_value(preview);
                    stage.set(Stage::Planned(action));
                }
                Err(error) => {
                    failure.set(Some(error));
                    stage.set(Stage::Choosing);
                }
            }
        });
    };
    on_cleanup(move || reading.stop());
    let again = move || match kind.action() {
        Some(action) => plan(action),
        None => stage.set(Stage::Choosing),
    };
    if let Some(action) = kind.action() {
        plan(action);
    }
    let submit = move || {
        draft.update(Draft::check);
        let validated = draft.with_untracked(Draft::validate);
        submission.run(validated, &[], move |action| async move {
            plan(action);
            Ok(())
        });
    };
    let apply = move |action: Action| {
        let preview = planned.try_update_value(std::mem::take).unwrap_or_default();
        let (title, tasks) = (action.says(), preview.into_tasks());
        let unneeded = match action {
            Action::CloneTo(_) => words::ADDRESSES_TAKEN,
            _ => words::NEEDED_NOTHING,
        };
        if action == Action::Delete {
            // Whoever is gone cannot be meant by what comes next.
            selection.clear();
        }
        let after = move || {
            if let Action::AddAttribute((key, value)) | Action::RemoveAttribute((key, value)) = action.clone()
            {
                spawn_local(async move {
                    // What cannot be read now is read with the next gathering.
                    let _ = catalogue.reread_holders(&key, Some(&value)).await;
                });
            }
        };
        jobs.begin(JobPlan { title, unneeded, tasks }, after);
        close();
    };
    let body = move || {
        match stage.get() {
        Stage::Choosing => view! {
            <FormShell failed="" failure=Signal::stored(None) pending=submission.pending() on_submit=submit>
                <div class="dialog-body stack">
                    <ErrorBanner title=words::PLAN_FAILED error=failure on_retry=again />
                    {choosing(kind, draft, submission)}
                </div>
                <footer class="dialog-footer">
                    <Button label=words::CANCEL on_click=close />
                    {kind
                        .action()
                        .is_none()
                        .then(|| view! { <Button label=words::PREVIEW variant=Variant::Primary submit=true /> })}
                </footer>
            </FormShell>
        }
        .into_any(),
        Stage::Reading => view! {
            <div class="dialog-body">
                <Progress
                    label=words::PLANNING
                    done=Signal::derive(move || read.get() as u64)
                    total=Signal::stored(Some(count as u64))
                />
            </div>
            <footer class="dialog-footer">
                <Button label=words::CANCEL on_click=close />
            </footer>
        }
        .into_any(),
        Stage::Planned(action) => {
            let back = kind.action().is_none().then(|| UnsyncCallback::new(move |()| stage.set(Stage::Choosing)));
            let done = action.clone();
            view! {
                <Previewed
                    action
                    preview=planned
                    back
                    on_cancel=close
                    on_apply=move || apply(done.clone())
                />
            }
            .into_any()
        }
    }
    };
    view! { {body} }.into_any()
}
