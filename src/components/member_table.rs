//! The table of a group's members.

use std::sync::Arc;

use bim_api::wire::group::Member;
use leptos::prelude::*;

use crate::routes::Route;
use crate::stores::{Iams, MemberPage};
use crate::ui::{Avatar, Badge, Button, Glyph, RelativeTime, Size, SkeletonRows, Table, Tone, Variant};
use crate::words;

/// How many skeleton rows stand in for a page.
const SKELETON: usize = 6;

/// The table.
#[component]
pub fn MemberTable(
    /// The page; skeleton rows while there is none.
    #[prop(into)]
    page: Signal<Option<Arc<MemberPage>>>,
    /// A newer page is on its way.
    #[prop(into)]
    busy: Signal<bool>,
    /// Why nobody may be taken out.
    removal: Signal<Option<String>>,
    /// Takes somebody out.
    #[prop(into)]
    on_remove: UnsyncCallback<(Member,)>,
) -> impl IntoView {
    // Without USER_ADMIN names are all there is.
    let is_names = Memo::new(move |_| {
        page.with(|page| page.as_ref().is_some_and(|page| page.hits.iter().all(|one| one.userid.is_none())))
    });
    let rows = move || {
        page.with(|page| match page {
            None => view! { <SkeletonRows rows=SKELETON columns=4 /> }.into_any(),
            Some(page) if is_names.get() => page.hits.iter().map(stranger).collect_view().into_any(),
            Some(page) => {
                page.hits.iter().map(|member| row(member, removal, on_remove)).collect_view().into_any()
            }
        })
    };
    let columns = move || {
        (!is_names.get()).then(|| {
            view! {
                <th scope="col" data-width="medium">{words::PROVIDER}</th>
                <th scope="col" data-width="short">{words::STATUS}</th>
                <th scope="col" data-width="medium">{words::MEMBER_SINCE}</th>
                <th scope="col" data-narrow="">
                    <span class="visually-hidden">{words::ACTIONS}</span>
                </th>
            }
        })
    };
    view! {
        <Table label=words::MEMBERS busy>
            <thead>
                <tr>
                    <th scope="col">{words::NAME}</th>
                    {columns}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </Table>
    }
}

fn stranger(member: &Member) -> AnyView {
    let name = member.profile.name().unwrap_or(words::NOT_SET).to_owned();
    view! {
        <tr>
            <td data-card="title">
                <span class="who">
                    <Avatar name=name.clone() />
                    <span dir="auto">{name}</span>
                </span>
            </td>
        </tr>
    }
    .into_any()
}

fn row(member: &Member, removal: Signal<Option<String>>, on_remove: UnsyncCallback<(Member,)>) -> AnyView {
    let (Some(userid), Some(iamid)) = (member.userid.clone(), member.iamid.clone()) else {
        return stranger(member);
    };
    let full_name = member.profile.name().filter(|name| !name.trim().is_empty()).map(str::to_owned);
    let name = full_name.clone().unwrap_or_else(|| userid.to_string());
    let status = member.disabled.map(|is_disabled| {
        let (label, tone) =
            if is_disabled { (words::DISABLED, Tone::Neutral) } else { (words::ENABLED, Tone::Success) };
        view! { <Badge label tone dot=true /> }
    });
    let since = member.created_at.as_ref().map(|time| view! { <RelativeTime time=time.as_str() /> });
    let provider = Iams::expect().display_name(&iamid);
    let href = Route::user(&iamid, &userid).href();
    let label = [words::REMOVE_MEMBER, " ", &name].concat();
    let own = member.clone();
    view! {
        <tr>
            <td data-card="title">
                <span class="who">
                    <Avatar name=name.clone() muted=member.disabled == Some(true) />
                    <span>
                        <a class="row-link" href=href dir="auto" title=name.clone()>
                            {name.clone()}
                        </a>
                        {full_name.map(|_| view! { <small dir="auto">{userid.to_string()}</small> })}
                    </span>
                </span>
            </td>
            <td data-label=words::PROVIDER data-secondary="">{provider}</td>
            <td data-label=words::STATUS>{status}</td>
            <td data-label=words::MEMBER_SINCE data-secondary="">{since}</td>
            <td data-narrow="" data-card="corner">
                <Button
                    label
                    icon=Glyph::CLOSE
                    icon_only=true
                    size=Size::Small
                    variant=Variant::Ghost
                    refusal=removal
                    on_click=move || on_remove.run((own.clone(),))
                />
            </td>
        </tr>
    }
    .into_any()
}
