//! What the members of a group hold through it.

use std::sync::Arc;

use bim_api::endpoints::GetGroup;
use bim_api::wire::group::Group as GroupDetails;
use leptos::prelude::*;

use crate::components::AttributeList;
use crate::stores::{Remote, Session};
use crate::ui::{Empty, Glyph, SkeletonFacts};
use crate::words;

/// The tab.
pub(super) fn show(record: Signal<Remote<Arc<GroupDetails>>>) -> AnyView {
    if !Session::expect().may_untracked::<GetGroup>() {
        return view! {
            <Empty icon=Glyph::LOCK title=words::NOT_YOURS_TO_SEE detail=words::NEEDS_USER_ADMIN />
        }
        .into_any();
    }
    let content = move || {
        record.with(|record| match &record.value {
            None => record.error.is_none().then(|| view! { <SkeletonFacts rows=4 /> }).into_any(),
            Some(group) => list(group),
        })
    };
    view! { {content} }.into_any()
}

fn list(group: &GroupDetails) -> AnyView {
    let held = group.authorizations.clone().unwrap_or_default();
    if held.is_empty() {
        return view! {
            <Empty icon=Glyph::TAG title=words::NO_ATTRIBUTES detail=words::NO_GROUP_ATTRIBUTES />
        }
        .into_any();
    }
    let (here, provider) =
        if group.iamid.is_bim() { (held, Default::default()) } else { (Default::default(), held) };
    view! { <AttributeList here provider /> }.into_any()
}
