//! Everybody of the review in their order, a page at a time: who is on screen, what was decided, how many findings.

use std::sync::Arc;

use leptos::prelude::*;

use crate::stores::{Grant, Outcome, Review, Ruling};
use crate::ui::number::grouped;
use crate::ui::{Badge, Button, Glyph, Size, Tone, Variant};
use crate::words;

/// How many stand in a page.
const PAGE: usize = 50;

/// The review as its page sees it: everybody, and in which order.
#[derive(Clone, Copy)]
pub(super) struct Roll {
    pub(super) review: Review,
    pub(super) grants: Memo<Option<Arc<Vec<Grant>>>>,
    pub(super) order: Memo<Arc<Vec<usize>>>,
    pub(super) dormant: Memo<u32>,
    /// The place in the order of whoever is on screen.
    pub(super) at: Memo<usize>,
}

impl Roll {
    /// Whoever stands at this place.
    pub(super) fn grant(self, place: usize) -> Option<Grant> {
        let at = self.order.with(|order| order.get(place).copied())?;
        self.grants.with(|grants| grants.as_ref()?.get(at).cloned())
    }

    /// How many there are.
    pub(super) fn len(self) -> usize {
        self.order.with(|order| order.len())
    }

    /// Turns to this place.
    pub(super) fn show(self, place: usize) {
        if let Some(grant) = untrack(|| self.grant(place)) {
            self.review.here().set(Some(grant.key));
        }
    }

    /// The next place after this one about which nothing was decided, from the first on after the last.
    pub(super) fn undecided_after(self, place: usize) -> Option<usize> {
        untrack(|| {
            let count = self.len();
            let decisions = self.review.decisions().get();
            let is_open =
                |place: &usize| self.grant(*place).is_some_and(|grant| decisions.of(&grant.key).is_none());
            (1..=count).map(|step| (place + step) % count).find(is_open)
        })
    }
}

/// How a decision and what came of it is said in one word.
pub(super) fn mark(review: Review, grant: &Grant) -> Option<(&'static str, Tone)> {
    let ruling = review.decisions().with(|decisions| decisions.of(&grant.key).map(|one| one.ruling))?;
    Some(match (ruling, review.outcome(&grant.key)) {
        (Ruling::Keep, _) => (words::RULED_KEEP, Tone::Success),
        (Ruling::Skip, _) => (words::RULED_SKIP, Tone::Neutral),
        (Ruling::Remove, None) => (words::RULED_REMOVE, Tone::Danger),
        (Ruling::Remove, Some(Outcome::Waiting)) => (words::RULED_REMOVING, Tone::Info),
        (Ruling::Remove, Some(Outcome::Done | Outcome::Unneeded)) => (words::RULED_REMOVED, Tone::Danger),
        (Ruling::Remove, Some(Outcome::Failed(_) | Outcome::Cancelled)) => {
            (words::RULED_FAILED, Tone::Warning)
        }
    })
}

/// The list.
pub(super) fn roll_view(roll: Roll) -> impl IntoView {
    let first = Memo::new(move |_| roll.at.get() / PAGE * PAGE);
    let shown = Memo::new(move |_| {
        let (first, count) = (first.get(), roll.len());
        (first, count.min(first + PAGE), count)
    });
    let rows = move || {
        let (first, end, _) = shown.get();
        (first..end).filter_map(|place| Some(row(roll, place, roll.grant(place)?))).collect_view()
    };
    let range = move || {
        let (first, end, count) = shown.get();
        let number = |count: usize| grouped(count as u64);
        [&number(first + 1), "–", &number(end), " ", words::OF, " ", &number(count)].concat()
    };
    let turn = move |label: &'static str, icon: Glyph, to: Signal<Option<usize>>| {
        let refusal =
            Signal::derive(move || to.with(Option::is_none).then(|| words::REVIEW_NO_MORE.to_owned()));
        let go = move || {
            if let Some(place) = to.get_untracked() {
                roll.show(place);
            }
        };
        view! {
            <Button label icon icon_only=true size=Size::Small variant=Variant::Ghost refusal on_click=go />
        }
    };
    let before = Signal::derive(move || shown.get().0.checked_sub(PAGE));
    let after = Signal::derive(move || {
        let (_, end, count) = shown.get();
        (end < count).then_some(end)
    });
    view! {
        <section class="review-roll" aria-label=words::REVIEW_HOLDERS>
            <header>
                <h2>{words::REVIEW_HOLDERS}</h2>
                <span class="muted numeric">{range}</span>
                <Show when=move || { roll.len() > PAGE }>
                    {turn(words::REVIEW_PREVIOUS_PAGE, Glyph::ARROW_UP, before)}
                    {turn(words::REVIEW_NEXT_PAGE, Glyph::ARROW_DOWN, after)}
                </Show>
            </header>
            <ol start=move || (shown.get().0 + 1).to_string()>{rows}</ol>
        </section>
    }
}

fn row(roll: Roll, place: usize, grant: Grant) -> AnyView {
    let review = roll.review;
    let is_here = Memo::new(move |_| roll.at.get() == place);
    let (of_mark, of_findings) = (grant.clone(), grant.clone());
    let marked = Memo::new(move |_| mark(review, &of_mark));
    let found = Memo::new(move |_| {
        let found = review.findings(&of_findings, roll.dormant.get());
        found.into_iter().map(|one| one.says()).collect::<Vec<_>>().join(" · ")
    });
    let line = NodeRef::<leptos::html::Button>::new();
    Effect::new(move |_| {
        if let Some(line) = line.get().filter(|_| is_here.get()) {
            keep_in_view(&line);
        }
    });
    view! {
        <li>
            <button
                type="button"
                node_ref=line
                aria-current=move || is_here.get().then_some("true")
                on:click=move |_| roll.show(place)
            >
                <span class="review-who">
                    <strong dir="auto">{grant.called().to_owned()}</strong>
                    <small class="muted">{move || found.get()}</small>
                </span>
                {move || marked.get().map(|(label, tone)| view! { <Badge label tone /> })}
            </button>
        </li>
    }
    .into_any()
}

/// Scrolls the list to a line of it, and nothing around the list.
fn keep_in_view(line: &web_sys::HtmlElement) {
    let Some(list) = line.closest("ol").ok().flatten() else { return };
    let (top, seen) = (line.offset_top(), list.scroll_top());
    let overhang = top + line.offset_height() - list.client_height();
    if top < seen {
        list.set_scroll_top(top);
    } else if overhang > seen {
        list.set_scroll_top(overhang);
    }
}
