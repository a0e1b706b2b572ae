//! A review under way: who holds it is read, then stepped through; at its end stand the summary and the file.

use std::sync::Arc;

use leptos::prelude::*;

use super::keys::{self, Asked};
use super::person::person;
use super::roll::{Roll, mark, roll_view};
use crate::components::{ErrorBanner, JobView, explain};
use crate::forms::ReviewSummary;
use crate::navigation::Navigator;
use crate::routes::{ReviewOf, ReviewView, Route, Status, UsersView};
use crate::stores::{Decisions, Grant, Review, Reviews, Ruling, ToastKind, Toasts, in_order};
use crate::ui::number::grouped;
use crate::ui::{
    Banner, Button, ButtonLink, Choice, Dialog, Empty, Glyph, Icon, Progress, RelativeTime, SelectField,
    Size, Skeleton, Tone, Variant, download,
};
use crate::words;

/// The numbers of days to choose from.
const DAYS: [u32; 5] = [30, 60, 90, 180, 365];

/// The review.
pub(super) fn board(review: Review, view: Signal<ReviewView>, dormant: Memo<u32>) -> AnyView {
    let remote = review.grants();
    let grants = Memo::new_with_compare(
        move |_| remote.with(|remote| remote.value.clone()),
        |old: Option<&Option<Arc<Vec<Grant>>>>, new| match (
            old.and_then(Option::as_ref),
            new.and_then(Option::as_ref),
        ) {
            (Some(old), Some(new)) => !Arc::ptr_eq(old, new),
            (old, new) => old.is_some() || new.is_some(),
        },
    );
    let order = Memo::new(move |_| {
        let today = String::from(js_sys::Date::new_0().to_iso_string());
        let all = grants.get().unwrap_or_default();
        Arc::new(in_order(&all, &today, dormant.get()))
    });
    let at = Memo::new(move |_| {
        let here = review.here().get();
        let place = here.and_then(|here| {
            let at = grants.with(|all| all.as_ref()?.iter().position(|grant| grant.key == here))?;
            order.with(|order| order.iter().position(|one| *one == at))
        });
        place.unwrap_or_default()
    });
    let roll = Roll { review, grants, order, dormant, at };
    let error = Signal::derive(move || remote.with(|remote| remote.error.clone()));
    let busy = Memo::new(move |_| remote.with(|remote| remote.is_loading));
    let failed = move || {
        if grants.with(Option::is_some) { words::REVIEW_STALE } else { words::REVIEW_FAILED }.to_owned()
    };
    let is_known = Memo::new(move |_| grants.with(Option::is_some));
    let is_empty = Memo::new(move |_| grants.with(|all| all.as_ref().is_some_and(|all| all.is_empty())));
    let content = move || {
        if !is_known.get() {
            return if busy.get() {
                reading(review).into_any()
            } else if error.with(Option::is_none) {
                stopped(review).into_any()
            } else {
                ().into_any()
            };
        }
        if is_empty.get() {
            return view! {
                <Empty icon=Glyph::CHECKLIST title=words::REVIEW_NOBODY detail=words::REVIEW_NOBODY_DETAIL>
                    <ButtonLink label=words::REVIEW_OTHER href=ReviewView::default().route().href() />
                </Empty>
            }
            .into_any();
        }
        stepping(roll, view).into_any()
    };
    view! {
        {header(roll, is_known.into(), busy)}
        <div class="page-body review">
            <ErrorBanner
                title=Signal::derive(failed)
                error
                retrying=Signal::derive(move || busy.get())
                on_retry=move || review.read()
            />
            {content}
        </div>
    }
    .into_any()
}

fn header(roll: Roll, is_known: Signal<bool>, busy: Memo<bool>) -> impl IntoView {
    let review = roll.review;
    let of = review.of();
    let known = review.reviewed();
    let subject = of.clone();
    let says = move || match known.get() {
        Some(known) => known.says(),
        None => untold(&subject),
    };
    let toasts = Toasts::expect();
    let save = move || {
        let order = roll.order.get_untracked();
        let record = review.record(&order, roll.dormant.get_untracked(), |error| explain(error).detail);
        if let Some((name, text)) = record {
            download::save(&name, &[text]);
            toasts.show(ToastKind::Success, [words::REVIEW_SAVED, " ", &name].concat());
        }
    };
    view! {
        <nav class="crumbs" aria-label=words::ACCESS_REVIEW>
            <a href=source(&of).href() dir="auto">
                <Icon glyph=Glyph::CHEVRON_LEFT mirror=true />
                {says.clone()}
            </a>
        </nav>
        <header class="page-header">
            <div class="page-heading">
                <h1 tabindex="-1">{words::ACCESS_REVIEW}</h1>
                <span class="page-count" dir="auto">{says}</span>
            </div>
            <div class="page-actions">
                <Show when=move || is_known.get()>
                    <Button
                        label=words::REVIEW_READ_AGAIN
                        icon=Glyph::REFRESH
                        variant=Variant::Ghost
                        busy=Signal::derive(move || busy.get())
                        on_click=move || review.read()
                    />
                    <Button label=words::REVIEW_SAVE icon=Glyph::DOWNLOAD on_click=save />
                </Show>
            </div>
        </header>
    }
}

/// Before the name is known.
fn untold(of: &ReviewOf) -> String {
    match of {
        ReviewOf::Permission(one) => [words::PERMISSION, " ", one.as_str()].concat(),
        ReviewOf::Attribute(key, value) => [words::ATTRIBUTE, " ", key, ": ", value].concat(),
        ReviewOf::Group(id) => [words::GROUP, " ", &id.to_string()].concat(),
    }
}

/// Where what is reviewed stands in the console.
fn source(of: &ReviewOf) -> Route {
    match of {
        ReviewOf::Permission(one) => {
            let permission = Some(one.clone());
            Route::Users(Box::new(UsersView { permission, status: Status::All, ..UsersView::default() }))
        }
        ReviewOf::Attribute(key, value) => crate::components::people_with(key, value),
        ReviewOf::Group(id) => Route::group(*id),
    }
}

fn reading(review: Review) -> impl IntoView {
    let progress = review.progress();
    let total = move || Some(progress.get().1).filter(|total| *total > 0);
    let detail = move || {
        let (done, total) = progress.get();
        (total > 0).then(|| [&grouped(done.min(total)), " ", words::OF, " ", &grouped(total)].concat())
    };
    view! {
        <div class="note-row">
            <Progress
                label=words::REVIEW_READING
                done=Signal::derive(move || progress.get().0)
                total=Signal::derive(total)
                detail=Signal::derive(detail)
            />
            <Button label=words::STOP size=Size::Small on_click=move || review.stop() />
        </div>
        <div class="review-board" aria-hidden="true">
            <div class="card review-person">
                <Skeleton width="short" />
                <Skeleton width="medium" />
                <Skeleton width="long" />
                <Skeleton width="long" />
            </div>
            <div class="card">
                <Skeleton width="medium" />
                <Skeleton width="long" />
                <Skeleton width="medium" />
            </div>
        </div>
    }
}

fn stopped(review: Review) -> impl IntoView {
    view! {
        <Banner
            tone=Tone::Warning
            title=words::REVIEW_STOPPED
            detail=words::REVIEW_STOPPED_DETAIL.to_owned()
            on_retry=move || review.read()
        />
    }
}

fn stepping(roll: Roll, view: Signal<ReviewView>) -> impl IntoView {
    let (review, reviews) = (roll.review, Reviews::expect());
    let (said, is_asked) = (RwSignal::new(String::new()), RwSignal::new(false));
    let keys_on = reviews.has_keys();
    // Whoever comes to the review begins with the first about whom nothing was decided.
    if review.here().with_untracked(Option::is_none) {
        roll.show(roll.undecided_after(roll.len().saturating_sub(1)).unwrap_or_default());
    }
    let answer = move |asked: Asked| said.set(act(roll, asked));
    keys::listen(keys_on.into(), answer);
    view! {
        {overview(roll, view, is_asked)}
        {keys_note(review)}
        {move || review.job().get().map(|job| view! { <JobView job /> })}
        <p class="visually-hidden" role="status">{said}</p>
        {keys::legend(keys_on)}
        <div class="review-board">
            {person(roll, UnsyncCallback::new(move |(asked,)| answer(asked)))}
            {roll_view(roll)}
        </div>
        <Dialog open=is_asked on_close=move || is_asked.set(false) title=words::REVIEW_SUMMARY wide=true>
            <ReviewSummary review on_close=move || is_asked.set(false) />
        </Dialog>
    }
}

/// Does what was asked for, and says what came of it for those who do not see it.
fn act(roll: Roll, asked: Asked) -> String {
    let review = roll.review;
    let here = roll.at.get_untracked();
    let Some(grant) = untrack(|| roll.grant(here)) else { return String::new() };
    match asked {
        Asked::Rule(ruling) => {
            if let Err(why) = review.decide(&grant, ruling) {
                return [grant.called(), ": ", why].concat();
            }
            let ruled = match ruling {
                Ruling::Keep => words::RULED_KEEP,
                Ruling::Remove => words::RULED_REMOVE,
                Ruling::Skip => words::RULED_SKIP,
            };
            let done = [grant.called(), ": ", ruled, ". "].concat();
            match roll.undecided_after(here) {
                Some(next) => {
                    roll.show(next);
                    done + &introduce(roll)
                }
                None => done + words::REVIEW_ALL_DECIDED,
            }
        }
        Asked::Undo => match review.undo() {
            Some(_) => [words::REVIEW_UNDONE, " ", &introduce(roll)].concat(),
            None => words::REVIEW_NOTHING_TO_UNDO.to_owned(),
        },
        Asked::Move(by) => {
            let last = untrack(|| roll.len()).saturating_sub(1);
            roll.show(here.saturating_add_signed(by).min(last));
            introduce(roll)
        }
    }
}

/// "Ada Lovelace, 3 of 40. Never signed in. Decided: Keep."
fn introduce(roll: Roll) -> String {
    untrack(|| {
        let at = roll.at.get();
        let Some(grant) = roll.grant(at) else { return String::new() };
        let place = [&grouped(at as u64 + 1), " ", words::OF, " ", &grouped(roll.len() as u64)].concat();
        let mut text = [grant.called(), ", ", &place, "."].concat();
        for finding in roll.review.findings(&grant, roll.dormant.get()) {
            text.extend([" ", &finding.says(), "."]);
        }
        if let Some(lock) = roll.review.lock(&grant) {
            text.extend([" ", lock.says()]);
        }
        if let Some((ruled, _)) = mark(roll.review, &grant) {
            text.extend([" ", words::REVIEW_DECIDED, " ", ruled, "."]);
        }
        text
    })
}

/// How far it is, what dormant means, and the way to the end.
fn overview(roll: Roll, view: Signal<ReviewView>, is_asked: RwSignal<bool>) -> impl IntoView {
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
    let is_over = move || counts.get()[3] == 0;
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
            </div>
            <SelectField
                label=words::REVIEW_DORMANT
                value=Signal::derive(move || roll.dormant.get().to_string())
                choices=Signal::stored(choices)
                help=words::REVIEW_DORMANT_HELP.to_owned()
                on_change=choose
            />
            {move || {
                let variant = if is_over() { Variant::Primary } else { Variant::Secondary };
                view! {
                    <Button
                        label=words::REVIEW_FINISH
                        icon=Glyph::CHECKLIST
                        variant
                        on_click=move || is_asked.set(true)
                    />
                }
            }}
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

/// That keys are being read, or are not known.
fn keys_note(review: Review) -> impl IntoView {
    let is_looking = Memo::new(move |_| review.keys_progress().with(Option::is_some));
    let at = move || review.keys_progress().get().unwrap_or_default();
    let detail = move || {
        let (done, total) = at();
        Some([&grouped(done), " ", words::OF, " ", &grouped(total)].concat())
    };
    move || {
        if is_looking.get() {
            return Some(
                view! {
                    <div class="note-row">
                        <Progress
                            label=words::REVIEW_KEYS_READING
                            done=Signal::derive(move || at().0)
                            total=Signal::derive(move || Some(at().1))
                            detail=Signal::derive(detail)
                        />
                        <Button label=words::STOP size=Size::Small on_click=move || review.stop_looking() />
                    </div>
                }
                .into_any(),
            );
        }
        review.lacks_keys().then(|| {
            view! {
                <div class="note-row">
                    <p class="note">
                        <Icon glyph=Glyph::INFO />
                        <span>{words::REVIEW_KEYS_LACK}</span>
                    </p>
                    <Button
                        label=words::REVIEW_KEYS_AGAIN
                        size=Size::Small
                        on_click=move || review.look_for_keys()
                    />
                </div>
            }
            .into_any()
        })
    }
}
