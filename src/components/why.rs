//! "Why?": who gave what somebody holds, one after the other, and what would remain if it were taken here.

use leptos::prelude::*;

use super::attribute_list::{HeldValue, Source};
use crate::ui::popover::Trigger;
use crate::ui::{Align, Popover, Size, Variant};
use crate::words;

/// Why something is held.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reasons {
    /// Who gave it, a sentence each.
    pub chain: Vec<String>,
    /// What would remain.
    pub remains: String,
}

impl Reasons {
    /// Why an attribute value is held; `provider` is the name of the holder's own.
    pub fn of_value(held: &HeldValue, provider: &str) -> Self {
        let chain = held.sources.iter().map(|source| match source {
            Source::Here => words::WHY_HERE.to_owned(),
            Source::Provider => [words::WHY_PROVIDER, " ", provider, words::WHY_PROVIDER_END].concat(),
            Source::Group(name) => [words::WHY_GROUP, " “", name, "”", words::WHY_GROUP_END].concat(),
        });
        let remains = match (held.sources.contains(&Source::Here), held.others(provider)) {
            (true, None) => words::WHY_NOTHING_REMAINS.to_owned(),
            (true, Some(others)) => [words::WHY_REMAINS, " ", &others, "."].concat(),
            (false, _) => words::WHY_NOT_HERE.to_owned(),
        };
        Self { chain: chain.collect(), remains }
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
    let steps = move || {
        let chain = reasons.with(|reasons| reasons.chain.clone());
        chain.into_iter().map(|step| view! { <li dir="auto">{step}</li> }).collect_view()
    };
    view! {
        <Popover label trigger look align=Align::End>
            <div class="panel-body why">
                <strong dir="auto">{what.clone()}</strong>
                <ul>{steps}</ul>
                <p dir="auto">{move || reasons.with(|reasons| reasons.remains.clone())}</p>
            </div>
        </Popover>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(sources: Vec<Source>) -> HeldValue {
        HeldValue { value: "JP".to_owned(), sources }
    }

    #[test]
    fn every_giver_is_named_and_what_would_remain() {
        let all = held(vec![Source::Here, Source::Provider, Source::Group("Asia".to_owned())]);
        let reasons = Reasons::of_value(&all, "Corporate LDAP");
        assert_eq!(reasons.chain.len(), 3);
        assert!(reasons.chain[1].contains("Corporate LDAP") && reasons.chain[2].contains("“Asia”"));
        assert!(reasons.remains.contains("Corporate LDAP, group Asia"), "{}", reasons.remains);
        let alone = Reasons::of_value(&held(vec![Source::Here]), "LDAP");
        assert_eq!(alone.remains, words::WHY_NOTHING_REMAINS);
        let elsewhere = Reasons::of_value(&held(vec![Source::Provider]), "LDAP");
        assert_eq!(elsewhere.remains, words::WHY_NOT_HERE);
    }
}
