//! What a group is: to be changed where it is owned here, to be read elsewhere.

use std::sync::Arc;

use bim_api::GroupId;
use bim_api::endpoints::UpdateGroup;
use bim_api::wire::group::Group as GroupDetails;
use leptos::prelude::*;

use super::detail::locked;
use crate::forms::GroupDetailsForm;
use crate::stores::{Remote, Session};
use crate::ui::{Banner, Fact, FactList, RelativeTime, SkeletonFacts, Tone};
use crate::words;

/// The tab.
pub(super) fn show(id: GroupId, record: Signal<Remote<Arc<GroupDetails>>>) -> AnyView {
    let session = Session::expect();
    let known = Memo::new(move |_| record.with(|record| record.value.clone()));
    let locked = locked(known);
    // A memo: the form must not be made anew, and what was typed lost, because the record is read again.
    let kind =
        Memo::new(move |_| match known.with(|group| group.as_ref().map(|group| group.iamid.is_bim())) {
            None => Kind::Unknown,
            Some(is_bim) if is_bim && session.may::<UpdateGroup>() => Kind::Open,
            Some(_) => Kind::Closed,
        });
    let content = move || match kind.get() {
        Kind::Unknown => {
            let is_failed = record.with(|record| record.error.is_some());
            (!is_failed).then(|| view! { <SkeletonFacts rows=4 /> }).into_any()
        }
        Kind::Open => {
            let group = untrack(|| known.get());
            group.map(|group| view! { <GroupDetailsForm id group /> }).into_any()
        }
        Kind::Closed => {
            let why = locked.get().unwrap_or_else(|| words::NEEDS_USER_ADMIN.to_owned());
            view! {
                <Banner tone=Tone::Info title=why />
                {move || known.get().map(|group| facts(&group))}
            }
            .into_any()
        }
    };
    view! {
        {content}
        {move || known.get().map(|group| times(&group))}
    }
    .into_any()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Unknown,
    Open,
    Closed,
}

fn fact(name: &str, value: Option<&String>) -> AnyView {
    let name = name.to_owned();
    let value = value.filter(|text| !text.is_empty()).map_or(words::NOT_SET, String::as_str).to_owned();
    view! { <Fact name>{value}</Fact> }.into_any()
}

fn facts(group: &GroupDetails) -> AnyView {
    let facts = [
        fact(words::GROUP_NAME, Some(&group.name)),
        fact(words::EMAIL, group.email.as_ref()),
        fact(words::DESCRIPTION, group.description.as_ref()),
    ];
    view! {
        <section class="section">
            <FactList>{facts}</FactList>
        </section>
    }
    .into_any()
}

fn times(group: &GroupDetails) -> AnyView {
    let moments = [(words::CREATED, &group.created_at), (words::UPDATED, &group.updated_at)];
    let mut facts: Vec<AnyView> = moments
        .into_iter()
        .filter_map(|(name, time)| {
            let (name, time) = (name.to_owned(), time.clone()?);
            Some(view! { <Fact name><RelativeTime time=time.as_str() /></Fact> }.into_any())
        })
        .collect();
    facts.push(fact(words::GROUP_ID, Some(&group.id.to_string())));
    view! {
        <section class="section">
            <div class="section-header">
                <h2>{words::RECORD}</h2>
            </div>
            <FactList>{facts}</FactList>
        </section>
    }
    .into_any()
}
