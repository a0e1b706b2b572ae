//! Deleting a group (row 29), after saying who loses what.

use std::sync::Arc;

use bim_api::wire::group::Group as GroupDetails;
use bim_api::{ApiError, GroupId};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::delete_form::{DeleteForm, Says};
use crate::components::{ErrorBanner, GroupLossList};
use crate::stores::{Group, GroupLosses, Groups, ToastKind, Toasts};
use crate::words;

const SAYS: Says = Says {
    failed: words::GROUP_NOT_DELETED,
    label: words::CONFIRM_NAME,
    help: words::TYPE_NAME,
    other: words::OTHER_NAME,
};

/// The content of the dialog.
#[component]
pub fn DeleteGroupForm(
    /// Which group.
    id: GroupId,
    /// What is known of it.
    group: Arc<GroupDetails>,
    /// The group is gone.
    #[prop(into)]
    on_deleted: UnsyncCallback<()>,
    /// Given up.
    #[prop(into)]
    on_close: UnsyncCallback<()>,
) -> impl IntoView {
    let (store, groups, toasts) = (Group::expect(), Groups::expect(), Toasts::expect());
    let losses = RwSignal::new(None::<Result<GroupLosses, ApiError>>);
    let held = group.authorizations.clone().unwrap_or_default();
    let look = move || {
        let held = held.clone();
        losses.set(None);
        spawn_local(async move {
            let found = store.losses(id, &held).await;
            // The dialog may be closed by now.
            losses.try_set(Some(found));
        });
    };
    look();
    let unread = Signal::derive(move || losses.with(|losses| losses.as_ref()?.as_ref().err().cloned()));
    let name = group.name.clone();
    let delete = move || {
        let name = name.clone();
        async move {
            match store.delete_group(id).await {
                // Gone is gone, whoever did it.
                Err(error) if !Group::is_gone(&error) => return Err(error),
                Ok(()) | Err(_) => {}
            }
            groups.refresh();
            toasts.show(ToastKind::Success, [&name, " ", words::GROUP_DELETED].concat());
            on_deleted.run(());
            Ok(())
        }
    };
    view! {
        <DeleteForm says=SAYS name=group.name.clone() delete on_close>
            <p>{words::DELETE_GROUP_DETAIL}</p>
            <ErrorBanner title=words::LOSSES_FAILED error=unread on_retry=look />
            <GroupLossList losses=Signal::derive(move || losses.with(|losses| losses.clone()?.ok())) />
        </DeleteForm>
    }
}
