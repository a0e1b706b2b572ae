//! Who it is.

use bim_api::endpoints::UpdateProfile;
use leptos::prelude::*;

use crate::components::refusal;
use crate::forms::ProfileForm;
use crate::routes::UserKey;
use crate::stores::{Part, Session};

pub(super) fn show(key: &UserKey) -> AnyView {
    let session = Session::expect();
    let by_permission = refusal::<UpdateProfile>();
    let key = key.clone();
    let draw = move |profile: Signal<Option<bim_api::wire::profile::Profile>>| {
        let own = key.clone();
        // One's own profile is open without any permission.
        let refusal = Signal::derive(move || by_permission.get().filter(|_| !session.is_self(&own)));
        let Some(first) = profile.get_untracked() else { return ().into_any() };
        let profile = Signal::derive(move || profile.get().unwrap_or_else(|| first.clone()));
        view! { <ProfileForm key=key.clone() profile refusal /> }.into_any()
    };
    super::once_read(|part: &Part| Some(Some(part.profile().clone())), draw)
}
