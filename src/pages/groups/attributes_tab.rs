//! What the members of a group hold through it.

use std::sync::Arc;

use bim_api::GroupId;
use bim_api::endpoints::{GetGroup, SetGroupAttribute};
use bim_api::wire::group::Group as GroupDetails;
use leptos::prelude::*;

use crate::forms::AttributeEditor;
use crate::stores::{Group, Held, Holder, Iams, Remote, Session};
use crate::ui::{Empty, Glyph, Icon, SkeletonRows, Table};
use crate::words;

/// The tab.
pub(super) fn show(id: GroupId, record: Signal<Remote<Arc<GroupDetails>>>) -> AnyView {
    let (session, group, iams) = (Session::expect(), Group::expect(), Iams::expect());
    if !session.may_untracked::<GetGroup>() {
        return view! {
            <Empty icon=Glyph::LOCK title=words::NOT_YOURS_TO_SEE detail=words::NEEDS_USER_ADMIN />
        }
        .into_any();
    }
    let owner =
        Memo::new(move |_| record.with(|record| record.value.as_ref().map(|group| group.iamid.clone())));
    let held = Signal::derive(move || {
        record.with(|record| record.value.as_deref().map(Held::from).unwrap_or_default())
    });
    let refusal = Signal::derive(move || {
        (!session.may::<SetGroupAttribute>()).then(|| words::NEEDS_USER_ADMIN.to_owned())
    });
    let content = move || match owner.get() {
        None => record.with(|record| record.error.is_none()).then(waiting).into_any(),
        Some(iamid) => {
            let holder = Holder::Group { iamid: iamid.clone(), id };
            let is_external = !iamid.is_bim();
            let provider = Signal::derive(move || iams.display_name(&iamid));
            let changed = move |held: Held| group.adopt_attributes(id, held.here);
            view! {
                {is_external.then(|| untold(provider))}
                <AttributeEditor holder held provider refusal on_change=changed />
            }
            .into_any()
        }
    };
    view! { {content} }.into_any()
}

/// The contract tells the attributes of a group without telling who gave them.
fn untold(provider: Signal<String>) -> impl IntoView {
    view! {
        <p class="note">
            <Icon glyph=Glyph::INFO />
            <span>
                {words::GROUP_SOURCE_UNTOLD} " " {provider} {words::GROUP_SOURCE_UNTOLD_END}
            </span>
        </p>
    }
}

fn waiting() -> AnyView {
    view! {
        <div class="card" data-flush="">
            <Table label=words::LOADING>
                <tbody>
                    <SkeletonRows rows=4 columns=3 />
                </tbody>
            </Table>
        </div>
    }
    .into_any()
}
