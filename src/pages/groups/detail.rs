//! One group: what it is in the header, the rest in tabs.

use std::sync::Arc;

use bim_api::GroupId;
use bim_api::endpoints::DeleteGroup;
use bim_api::wire::group::Group as GroupDetails;
use leptos::prelude::*;

use super::{attributes_tab, details_tab, members_tab};
use crate::components::ErrorBanner;
use crate::forms::DeleteGroupForm;
use crate::navigation::Navigator;
use crate::routes::{GroupTab, Paging, Route};
use crate::stores::{Group, Groups, Iams, Remote, Session};
use crate::ui::number::grouped;
use crate::ui::{
    Avatar, Badge, Button, ButtonLink, Crumb, Dialog, Empty, Glyph, RelativeTime, Size, Skeleton, Tab, Tabs,
};
use crate::words;

/// The page.
#[component]
pub fn GroupPage(
    /// Which group.
    id: GroupId,
    /// Which tab, and which of its members.
    place: Signal<(GroupTab, Paging)>,
) -> impl IntoView {
    let group = Group::expect();
    group.open(id);
    Iams::expect().look_up_names();
    let record = group.record();
    let is_gone = Memo::new(move |_| record.with(|record| record.error.as_ref().is_some_and(Group::is_gone)));
    let error = Signal::derive(move || record.with(|record| record.error.clone()));
    let busy = Signal::derive(move || record.with(|record| record.is_loading));
    Navigator::expect().call(Signal::derive(move || {
        record.with(|record| record.value.as_ref().map(|group| group.name.clone()))
    }));
    let tab = Memo::new(move |_| place.get().0);
    let paging = Signal::derive(move || place.get().1);
    let tabs = move || {
        GroupTab::ALL
            .into_iter()
            .map(|one| {
                let href = Route::Group(id, one, Paging::default()).href();
                view! { <Tab href label=one.label() current=Signal::derive(move || tab.get() == one) /> }
            })
            .collect_view()
    };
    view! {
        <Crumb part=words::GROUPS href=Route::groups().href() />
        <Show when=move || !is_gone.get() fallback=gone>
            {header(id, record)}
            <Tabs label=words::DETAILS.to_owned()>{tabs()}</Tabs>
            <div class="page-body">
                <ErrorBanner
                    title=words::GROUP_FAILED
                    error
                    retrying=busy
                    on_retry=move || group.get_group(id)
                />
                {move || match tab.get() {
                    GroupTab::Details => details_tab::show(id, record),
                    GroupTab::Members => members_tab::show(id, record, paging),
                    GroupTab::Attributes => attributes_tab::show(id, record),
                }}
            </div>
        </Show>
    }
}

fn gone() -> impl IntoView {
    view! {
        <Empty icon=Glyph::USERS title=words::GROUP_GONE detail=words::GROUP_GONE_DETAIL whole_page=true>
            <ButtonLink label=words::TO_GROUPS href=Route::groups().href() />
        </Empty>
    }
}

/// Name, provider, email, created, members; what is not known yet has its place. The heading stays the same element
/// while its text comes, since it holds the focus.
fn header(id: GroupId, record: Signal<Remote<Arc<GroupDetails>>>) -> impl IntoView {
    let known = Memo::new(move |_| record.with(|record| record.value.clone()));
    let name = Memo::new(move |_| known.with(|group| group.as_ref().map(|group| group.name.clone())));
    let shown = move || name.get().unwrap_or_else(|| [words::GROUP, " ", &id.to_string()].concat());
    view! {
        <header class="page-header" data-kind="detail">
            {move || view! { <Avatar name=name.get().unwrap_or_default() size=Size::Large square=true /> }}
            <div class="page-heading">
                <h1 tabindex="-1" dir="auto">
                    {shown}
                </h1>
                <p class="facts">{move || facts(id, known.get())}</p>
            </div>
            <div class="page-actions">{delete(id, known)}</div>
        </header>
    }
}

fn facts(id: GroupId, group: Option<Arc<GroupDetails>>) -> AnyView {
    let Some(group) = group else { return view! { <Skeleton width="medium" /> }.into_any() };
    let iamid = group.iamid.clone();
    let provider = move || Iams::expect().display_name(&iamid);
    let external = (!group.iamid.is_bim()).then(|| view! { <Badge label=words::EXTERNAL /> });
    let groups = Groups::expect();
    let members = move || match groups.member_count(id)? {
        1 => Some(words::ONE_MEMBER.to_owned()),
        count => Some([&grouped(count), " ", words::MEMBERS_LOWER].concat()),
    };
    let email = group.email.clone().filter(|email| !email.is_empty());
    let created = group.created_at.as_ref().map(|time| {
        view! { <span>{words::CREATED} " " <RelativeTime time=time.as_str() /></span> }
    });
    view! {
        <span>{provider}</span>
        {external}
        {email.map(|email| view! { <span dir="auto">{email}</span> })}
        {created}
        // Last, since it comes last: nothing beside it moves.
        {move || members().map(|text| view! { <span>{text}</span> })}
    }
    .into_any()
}

fn delete(id: GroupId, known: Memo<Option<Arc<GroupDetails>>>) -> impl IntoView {
    let (session, navigator) = (Session::expect(), Navigator::expect());
    let is_open = RwSignal::new(false);
    let locked = locked(known);
    let refusal = Signal::derive(move || {
        let lacks = (!session.may::<DeleteGroup>()).then(|| words::NEEDS_USER_ADMIN.to_owned());
        lacks.or_else(|| locked.get())
    });
    let title = Signal::derive(move || {
        let name = known.with(|group| group.as_ref().map(|group| group.name.clone())).unwrap_or_default();
        [words::DELETE, " ", &name].concat()
    });
    let deleted = move || {
        is_open.set(false);
        navigator.go(&Route::groups());
    };
    // What was asked about stays, whatever is read meanwhile.
    let asked = move || untrack(|| known.get());
    view! {
        <Button label=words::DELETE icon=Glyph::TRASH refusal on_click=move || is_open.set(true) />
        <Dialog open=is_open on_close=move || is_open.set(false) title>
            {move || {
                asked().map(|group| {
                    view! {
                        <DeleteGroupForm group id on_deleted=deleted on_close=move || is_open.set(false) />
                    }
                })
            }}
        </Dialog>
    }
}

/// Why what a provider owns is not changed here.
pub(super) fn locked(known: Memo<Option<Arc<GroupDetails>>>) -> Signal<Option<String>> {
    let iams = Iams::expect();
    Signal::derive(move || {
        let iamid = known.with(|group| group.as_ref().map(|group| group.iamid.clone()))?;
        (!iamid.is_bim()).then(|| {
            let change = if iams.is_gone(&iamid) { "." } else { words::GROUP_CHANGE_THERE };
            [words::GROUP_OWNED_BY, " ", &iams.display_name(&iamid), change].concat()
        })
    })
}
