//! Deleting an account (row 36), after saying what goes with it.

use bim_api::wire::Attributes;
use leptos::prelude::*;

use super::delete_form::{DeleteForm, Says};
use crate::components::{Fate, LossList};
use crate::routes::UserKey;
use crate::stores::{ToastKind, Toasts, User};
use crate::ui::{Banner, Tone};
use crate::words;

const SAYS: Says = Says {
    failed: words::NOT_DELETED,
    label: words::USERNAME,
    help: words::TYPE_USERNAME,
    other: words::OTHER_USERNAME,
};

/// The content of the dialog.
#[component]
pub fn DeleteUserForm(
    /// Whose account.
    key: UserKey,
    /// The attributes that go with it.
    held: Attributes,
    /// The account is gone.
    #[prop(into)]
    on_deleted: UnsyncCallback<()>,
    /// Given up.
    #[prop(into)]
    on_close: UnsyncCallback<()>,
) -> impl IntoView {
    let (user, toasts) = (User::expect(), Toasts::expect());
    let username = key.userid.to_string();
    let is_foreign = !key.iamid.is_bim();
    let whose = key.clone();
    let delete = move || {
        let key = key.clone();
        async move {
            user.delete_user(&key).await?;
            toasts.show(ToastKind::Success, [key.userid.as_str(), " ", words::DELETED_DONE].concat());
            on_deleted.try_run(());
            Ok(())
        }
    };
    view! {
        <DeleteForm says=SAYS name=username.clone() delete on_close>
            <p>
                <strong dir="auto">{username}</strong>
                " "
                {words::DELETE_DETAIL}
            </p>
            <LossList key=whose fate=Fate::Deleted(held) />
            {is_foreign.then(|| view! { <Banner tone=Tone::Warning title=words::SYNC_BRINGS_BACK /> })}
        </DeleteForm>
    }
}
