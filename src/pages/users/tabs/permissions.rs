//! What the person may do.

use bim_api::endpoints::GetUser;
use leptos::prelude::*;

use crate::forms::PermissionsForm;
use crate::routes::UserKey;
use crate::stores::Part;

pub(super) fn show(key: &UserKey) -> AnyView {
    if !super::may::<GetUser>() {
        return super::locked::<GetUser>();
    }
    let key = key.clone();
    super::once_read(
        |part: &Part| part.details().map(|details| details.permissions.clone()),
        move |held| view! { <PermissionsForm key=key.clone() held /> }.into_any(),
    )
}
