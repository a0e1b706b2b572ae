//! How far a review is, and after how many days without a sign-in somebody counts as dormant.

use leptos::prelude::*;

use super::keys;
use super::roll::Roll;
use crate::navigation::Navigator;
use crate::routes::ReviewView;
use crate::stores::{Decisions, Grant, Ruling};
use crate::ui::number::grouped;
use crate::ui::{Choice, Progress, RelativeTime, SelectField};
use crate::words;

/// The numbers of days to choose from.
const DAYS: [u32; 5] = [30, 60, 90, 180, 365];

/// How far it is, and what dormant means.
pub(super) fn overview(roll: Roll, view: Signal<ReviewView>, keys_on: RwSignal<bool>) -> impl IntoView {
    let (review, navigator) = (roll.review, Navigator::expect());
    let counts = Memo::new(move |_| {
        roll.grants.with(|all| {
            let all = all.as_deref().map(Vec::as_slice).unwrap_or_default();
            review.decisions().with(|decisions| count(all, decisions))
        })
    });
    let total = Signal::derive(move || Some(roll.len() as u64));
    let decided = Signal::derive(move || {
        let [kept, removed, skipped, _] = counts.get();
        kept + removed + skipped
    });
    let says = move || {
        let kinds =
            [words::REVIEW_KEPT, words::REVIEW_REMOVING, words::REVIEW_SKIPPED, words::REVIEW_UNDECIDED];
        let told = counts.get().into_iter().zip(kinds).filter(|(count, _)| *count > 0);
        told.map(|(count, says)| [&grouped(count), " ", says].concat()).collect::<Vec<_>>().join(" · ")
    };
    let mut days = DAYS.to_vec();
    let chosen = view.with_untracked(ReviewView::dormant);
    if !days.contains(&chosen) {
        days.push(chosen);
        days.sort_unstable();
    }
    let choices: Vec<Choice> = days
        .into_iter()
        .map(|days| Choice::new(days.to_string(), [&days.to_string(), " ", words::DAYS].concat()))
        .collect();
    let choose = move |days: String| {
        let days = days.parse().unwrap_or_default();
        navigator.replace(&view.with_untracked(|view| view.with_dormant(days)).route());
    };
    let read_at = move || {
        review.read_at().get().map(|time| {
            view! { <span class="muted">{words::REVIEW_READ_AT} " " <RelativeTime time /></span> }
        })
    };
    view! {
        <div class="review-overview">
            <div class="stack">
                <Progress label=words::REVIEW_PROGRESS done=decided total detail=Signal::derive(move || Some(says())) />
                {read_at}
                {keys::legend(keys_on)}
            </div>
            <SelectField
                label=words::REVIEW_DORMANT
                value=Signal::derive(move || roll.dormant.get().to_string())
                choices=Signal::stored(choices)
                help=words::REVIEW_DORMANT_HELP.to_owned()
                on_change=choose
            />
        </div>
    }
}

/// How many keep it, lose it, were skipped, and are undecided.
fn count(all: &[Grant], decisions: &Decisions) -> [u64; 4] {
    let mut counts = [0; 4];
    for grant in all {
        let kind = match decisions.of(&grant.key).map(|decision| decision.ruling) {
            Some(Ruling::Keep) => 0,
            Some(Ruling::Remove) => 1,
            Some(Ruling::Skip) => 2,
            None => 3,
        };
        counts[kind] += 1;
    }
    counts
}
