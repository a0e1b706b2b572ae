//! "Why?": who gave what somebody holds, one after the other, and what would remain if it were taken here.

use bim_api::GroupId;
use leptos::prelude::*;

use super::attribute_list::{Giver, HeldValue, Source};
use crate::routes::Route;
use crate::ui::popover::Trigger;
use crate::ui::{Align, Popover, RelativeTime, Size, Variant};
use crate::words;

/// One who gave it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reason {
    before: String,
    /// The group it comes through.
    group: Option<(Option<GroupId>, String)>,
    after: &'static str,
    /// When that was last read.
    read_at: Option<String>,
}

/// Why something is held.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reasons {
    /// Who gave it.
    pub chain: Vec<Reason>,
    /// What would remain.
    pub remains: String,
}

impl Reason {
    fn plain(says: &str) -> Self {
        Self { before: says.to_owned(), ..Self::default() }
    }

    fn of(source: &Source, giver: Giver) -> Self {
        match source {
            Source::Here => Self::plain(words::WHY_HERE),
            Source::Provider => Self {
                before: [words::WHY_PROVIDER, " ", &giver.provider.get()].concat(),
                after: words::WHY_PROVIDER_END,
                read_at: giver.refreshed.get(),
                ..Self::default()
            },
            Source::Group { id, name } => Self {
                before: [words::WHY_GROUP, " "].concat(),
                group: Some((*id, name.clone())),
                after: words::WHY_GROUP_END,
                ..Self::default()
            },
        }
    }
}

impl Reasons {
    /// Why an attribute value is held.
    pub fn of_value(held: &HeldValue, giver: Giver) -> Self {
        let others = held.others(&giver.provider.get());
        let remains = match (held.sources.contains(&Source::Here), others) {
            (true, _) if giver.is_group => words::WHY_MEMBERS_LOSE.to_owned(),
            (true, None) => words::WHY_NOTHING_REMAINS.to_owned(),
            (true, Some(others)) => [words::WHY_REMAINS, " ", &others, "."].concat(),
            (false, _) => words::WHY_NOT_HERE.to_owned(),
        };
        Self { chain: held.sources.iter().map(|source| Reason::of(source, giver)).collect(), remains }
    }

    /// Why a permission is held: the API gives them to people alone.
    pub fn of_permission() -> Self {
        let chain = vec![Reason::plain(words::WHY_PERMISSION)];
        Self { chain, remains: words::WHY_NOTHING_REMAINS.to_owned() }
    }
}

/// The question, and its answer in a panel.
#[component]
pub fn Why(
    /// What is held.
    #[prop(into)]
    what: String,
    /// Why.
    #[prop(into)]
    reasons: Signal<Reasons>,
) -> impl IntoView {
    let label = [words::WHY, " ", &what].concat();
    let look = Trigger { variant: Variant::Ghost, size: Size::Small, ..Trigger::default() };
    let of = what.clone();
    let trigger = move || {
        view! {
            {words::WHY}
            <span class="visually-hidden">" " {of.clone()}</span>
        }
    };
    let steps = move || reasons.with(|reasons| reasons.chain.iter().map(step).collect_view());
    view! {
        <Popover label trigger look align=Align::End>
            <div class="panel-body why">
                <strong dir="auto">{what.clone()}</strong>
                <ul>{steps}</ul>
                <p dir="auto">{move || reasons.with(|reasons| reasons.remains.clone())}</p>
                <small class="muted">{words::WHY_SINCE_UNTOLD}</small>
            </div>
        </Popover>
    }
}

fn step(reason: &Reason) -> AnyView {
    let group = reason.group.clone().map(|(id, name)| match id {
        Some(id) => view! { <a href=Route::group(id).href() dir="auto">{name}</a> }.into_any(),
        None => view! { <bdi>{name}</bdi> }.into_any(),
    });
    let read_at = reason.read_at.clone().map(|time| {
        view! { <small class="muted">{words::WHY_READ} " " <RelativeTime time /></small> }
    });
    view! {
        <li>
            <span>{reason.before.clone()} {group} {reason.after}</span>
            {read_at}
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(sources: Vec<Source>) -> HeldValue {
        HeldValue { value: "JP".to_owned(), sources }
    }

    #[test]
    fn every_giver_is_named_and_what_would_remain() {
        Owner::new().with(|| {
            let giver = Giver {
                provider: Signal::stored("Corporate LDAP".to_owned()),
                refreshed: Signal::stored(Some("2026-01-01T00:00:00Z".to_owned())),
                is_group: false,
            };
            let asia = Source::Group { id: Some(GroupId(7)), name: "Asia".to_owned() };
            let reasons = Reasons::of_value(&held(vec![Source::Here, Source::Provider, asia]), giver);
            assert_eq!(reasons.chain.len(), 3);
            assert!(reasons.chain[1].before.contains("Corporate LDAP") && reasons.chain[1].read_at.is_some());
            assert_eq!(reasons.chain[2].group, Some((Some(GroupId(7)), "Asia".to_owned())));
            assert!(reasons.remains.contains("Corporate LDAP, group Asia"), "{}", reasons.remains);
            let alone = Reasons::of_value(&held(vec![Source::Here]), giver);
            assert_eq!(alone.remains, words::WHY_NOTHING_REMAINS);
            let elsewhere = Reasons::of_value(&held(vec![Source::Provider]), giver);
            assert_eq!(elsewhere.remains, words::WHY_NOT_HERE);
            let group = Reasons::of_value(&held(vec![Source::Here]), Giver { is_group: true, ..giver });
            assert_eq!(group.remains, words::WHY_MEMBERS_LOSE);
        });
    }
}
