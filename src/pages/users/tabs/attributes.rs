//! What policies know of the person, directly, from the provider and through groups.

use bim_api::endpoints::{GetUser, GetUserGroups, SetUserAttribute};
use leptos::prelude::*;

use crate::components::{ErrorBanner, Through, refusal};
use crate::forms::AttributeEditor;
use crate::routes::UserKey;
use crate::stores::{Held, Holder, Iams, Part, User};
use crate::ui::{Glyph, Icon};
use crate::words;

pub(super) fn show(key: &UserKey) -> AnyView {
    if !super::may::<GetUser>() {
        return super::locked::<GetUser>();
    }
    let (user, iams) = (User::expect(), Iams::expect());
    let sees_groups = super::may::<GetUserGroups>();
    if sees_groups {
        user.get_user_groups();
    }
    let refused = refusal::<SetUserAttribute>();
    let key = key.clone();
    let draw = move |held: Signal<Held>| {
        let iamid = key.iamid.clone();
        let provider = Signal::derive(move || iams.display_name(&iamid));
        let part = user.part();
        let refreshed = Signal::derive(move || {
            let time = part.with(|part| part.value.as_ref()?.details()?.last_external_refresh.clone());
            time.map(|time| time.as_str().to_owned())
        });
        let changed = move |held: Held| user.adopt_attributes(held);
        view! {
            {through_groups(user, sees_groups)}
            <AttributeEditor
                holder=Holder::User(key.clone())
                held
                through=held_through(user)
                provider
                refreshed
                refusal=refused
                on_change=changed
            />
        }
        .into_any()
    };
    super::once_read(|part: &Part| part.details().map(Held::from), draw)
}

/// What the groups of the person hold.
pub(super) fn held_through(user: User) -> Signal<Vec<Through>> {
    let hits = user.group_hits();
    Signal::derive(move || hits.with(|hits| hits.value.iter().flatten().filter_map(Through::of).collect()))
}

/// Says where what is held through groups is not shown.
fn through_groups(user: User, sees_groups: bool) -> AnyView {
    if !sees_groups {
        return view! {
            <p class="note">
                <Icon glyph=Glyph::LOCK />
                {words::THROUGH_GROUPS_HIDDEN}
            </p>
        }
        .into_any();
    }
    let (groups, hits) = (user.groups(), user.group_hits());
    let error = Signal::derive(move || {
        groups.with(|groups| groups.error.clone()).or_else(|| hits.with(|hits| hits.error.clone()))
    });
    view! { <ErrorBanner title=words::THROUGH_GROUPS_FAILED error on_retry=move || user.get_user_groups() /> }
        .into_any()
}
