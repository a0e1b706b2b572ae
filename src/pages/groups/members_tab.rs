//! Who belongs to a group: one page of members, adding people, taking people out.

use std::sync::Arc;

use bim_api::endpoints::{AddMember, RemoveMember, SearchUsers};
use bim_api::wire::group::{Group as GroupDetails, Member};
use bim_api::{ApiError, GroupId};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::detail::locked;
use crate::components::{ErrorBanner, ListPages, MemberTable, Shown, refusal as refusal_of};
use crate::config::Config;
use crate::forms::AddMembersForm;
use crate::navigation::Navigator;
use crate::routes::{GroupTab, Paging, ReviewOf, Route, UserKey};
use crate::stores::{Group, MemberPage, Remote, Session, ToastKind, Toasts};
use crate::ui::{Banner, Button, ButtonLink, Dialog, Empty, Glyph, Tone, Variant};
use crate::words;

/// The tab.
pub(super) fn show(
    id: GroupId,
    record: Signal<Remote<Arc<GroupDetails>>>,
    paging: Signal<Paging>,
) -> AnyView {
    let (group, navigator, session) = (Group::expect(), Navigator::expect(), Session::expect());
    let wanted = Memo::new(move |_| paging.get());
    Effect::new(move |_| group.search_members(id, wanted.get()));
    let members = group.members();
    let page = Memo::new(move |_| members.with(|members| members.value.clone()));
    let error = Signal::derive(move || members.with(|members| members.error.clone()));
    let busy = Signal::derive(move || members.with(|members| members.is_loading));
    let known = Memo::new(move |_| record.with(|record| record.value.clone()));
    let locked = locked(known);
    let needs = move |may: bool| {
        Signal::derive(move || (!may).then(|| words::NEEDS_USER_ADMIN.to_owned()).or_else(|| locked.get()))
    };
    let may_add = session.may_untracked::<AddMember>();
    let removal = needs(session.may_untracked::<RemoveMember>());
    let sees_all = may_add;
    let no_review = refusal_of::<SearchUsers>();
    let review = ReviewOf::Group(id).route();
    let reviews = Config::expect().offers(&review);
    let asked = RwSignal::new(None::<Member>);
    let is_adding = RwSignal::new(false);
    let is_empty =
        Memo::new(move |_| page.with(|page| page.as_ref().is_some_and(|page| page.hits.is_empty())));
    let href = move |number: u32| Route::Group(id, GroupTab::Members, paging.get().at(number)).href();
    let resize = move |size: u32| {
        navigator.go(&Route::Group(id, GroupTab::Members, Paging { page: 0, size }));
    };
    let shown =
        Signal::derive(move || page.with(|page| page.as_deref().map_or_else(Shown::default, as_shown)));
    let again = move || group.search_members(id, wanted.get_untracked());
    view! {
        <section class="section">
            <div class="section-header">
                <h2>{words::MEMBERS}</h2>
                <div class="cluster">
                    {reviews
                        .then(|| {
                            view! {
                                <ButtonLink
                                    label=words::REVIEW_ACCESS
                                    icon=Glyph::CHECKLIST
                                    href=review.href()
                                    refusal=no_review
                                />
                            }
                        })}
                    <Button
                        label=words::ADD_MEMBERS
                        icon=Glyph::USER_PLUS
                        variant=Variant::Primary
                        refusal=needs(may_add)
                        on_click=move || is_adding.set(true)
                    />
                </div>
            </div>
            {(!sees_all).then(|| view! { <Banner tone=Tone::Info title=words::MEMBERS_NAMES_ONLY /> })}
            <ErrorBanner title=words::MEMBERS_FAILED error retrying=busy on_retry=again />
            <Show
                when=move || is_empty.get()
                fallback=move || view! {
                    <Show when=move || page.with(Option::is_some) || error.with(Option::is_none)>
                        <div class="card" data-flush="">
                            <MemberTable
                                page
                                busy
                                removal
                                on_remove=move |member: Member| asked.set(Some(member))
                            />
                            <ListPages shown paging href on_size=resize />
                        </div>
                    </Show>
                }
            >
                {move || empty(id, shown.get())}
            </Show>
        </section>
        <Dialog open=is_adding on_close=move || is_adding.set(false) title=words::ADD_MEMBERS wide=true>
            <AddMembersForm group=id on_close=move || is_adding.set(false) />
        </Dialog>
        <RemoveDialog id known asked />
    }
    .into_any()
}

fn as_shown(page: &MemberPage) -> Shown {
    Shown { offset: page.paging.offset(), rows: page.hits.len(), total: Some(page.total) }
}

fn empty(id: GroupId, shown: Shown) -> AnyView {
    if shown.total.unwrap_or_default() > 0 {
        let first = Route::Group(id, GroupTab::Members, Paging::default()).href();
        return view! {
            <Empty icon=Glyph::USERS title=words::BEYOND_END detail=words::BEYOND_END_DETAIL>
                <ButtonLink label=words::FIRST_PAGE href=first />
            </Empty>
        }
        .into_any();
    }
    view! { <Empty icon=Glyph::USERS title=words::NO_MEMBERS detail=words::NO_MEMBERS_DETAIL /> }.into_any()
}

/// Says what goes with the membership before it goes.
#[component]
fn RemoveDialog(
    id: GroupId,
    known: Memo<Option<Arc<GroupDetails>>>,
    asked: RwSignal<Option<Member>>,
) -> impl IntoView {
    let (group, toasts) = (Group::expect(), Toasts::expect());
    let open = Signal::derive(move || asked.with(Option::is_some));
    let (failure, is_pending) = (RwSignal::new(None::<ApiError>), RwSignal::new(false));
    let close = move || {
        asked.set(None);
        failure.set(None);
    };
    let remove = move || {
        let Some(member) = asked.get_untracked() else { return };
        let whom = (member.id, member.iamid.clone(), member.userid.clone());
        let (Some(membership), Some(iamid), Some(userid)) = whom else { return };
        is_pending.set(true);
        spawn_local(async move {
            let outcome = group.remove_member(id, membership, UserKey { iamid, userid }).await;
            is_pending.set(false);
            match outcome {
                // Gone is gone, whoever did it.
                Err(error) if !Group::is_gone(&error) => failure.set(Some(error)),
                Ok(()) | Err(_) => {
                    toasts.show(ToastKind::Success, [&name(&member), " ", words::MEMBER_REMOVED].concat());
                    close();
                }
            }
        });
    };
    let title = move || {
        [words::REMOVE_MEMBER, " ", &asked.with(|m| m.as_ref().map(name)).unwrap_or_default()].concat()
    };
    let given = move || {
        let attributes = known.with(|group| group.as_ref()?.authorizations.clone()).unwrap_or_default();
        let pairs =
            attributes.iter().flat_map(|(key, values)| values.iter().map(move |v| [key, ": ", v].concat()));
        let lines: Vec<String> = pairs.collect();
        if lines.is_empty() {
            return view! { <p>{words::REMOVE_MEMBER_NOTHING}</p> }.into_any();
        }
        let lines = lines.into_iter().map(|line| view! { <li dir="auto">{line}</li> }).collect_view();
        view! {
            <p>{words::REMOVE_MEMBER_DETAIL}</p>
            <ul class="plain-list">{lines}</ul>
        }
        .into_any()
    };
    view! {
        <Dialog open on_close=close title=Signal::derive(title)>
            <div class="dialog-body stack">
                <ErrorBanner title=words::MEMBER_NOT_REMOVED error=failure />
                {given}
            </div>
            <footer class="dialog-footer">
                <Button label=words::CANCEL on_click=close />
                <Button
                    label=words::REMOVE_MEMBER
                    variant=Variant::Danger
                    busy=is_pending
                    on_click=remove
                />
            </footer>
        </Dialog>
    }
}

/// What a member is called.
fn name(member: &Member) -> String {
    let name = member.profile.name().filter(|name| !name.trim().is_empty()).map(str::to_owned);
    name.or_else(|| member.userid.as_ref().map(ToString::to_string)).unwrap_or_default()
}
