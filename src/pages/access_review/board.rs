//! A review under way: who holds it is read, then stepped through; at its end stand the summary and the file.

use std::sync::Arc;

use leptos::prelude::*;

use super::keys::{self, Asked};
use super::overview::overview;
use super::person::person;
use super::roll::{Roll, mark, roll_view};
use super::waiting::{keys_note, reading, stopped};
use crate::components::{ErrorBanner, JobView, explain};
use crate::forms::ReviewSummary;
use crate::routes::{ReviewOf, ReviewView, Route, Status, UsersView};
use crate::stores::{Grant, Review, Reviews, Ruling, ToastKind, Toasts, in_order};
use crate::ui::number::grouped;
use crate::ui::{Button, ButtonLink, Crumb, Dialog, Empty, Glyph, Variant, download};
use crate::words;

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
    let is_asked = RwSignal::new(false);
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
        stepping(roll, view, is_asked).into_any()
    };
    view! {
        {header(roll, busy, is_asked)}
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

fn header(roll: Roll, busy: Memo<bool>, is_asked: RwSignal<bool>) -> impl IntoView {
    let review = roll.review;
    let of = review.of();
    let known = review.reviewed();
    let subject = of.clone();
    let is_of_group = matches!(of, ReviewOf::Group(_));
    let from = move || match known.get() {
        Some(known) if is_of_group => known.name.clone(),
        _ if is_of_group => words::GROUP.to_owned(),
        _ => words::USERS.to_owned(),
    };
    let says = move || match known.get() {
        Some(known) => known.says(),
        None => untold(&subject),
    };
    let save = saving(roll);
    let not_yet = Signal::derive(move || {
        let all = roll.grants.with(|all| all.as_ref().map(|all| all.is_empty()));
        let why = if all.is_none() { words::REVIEW_UNREAD } else { words::REVIEW_NOBODY };
        (all != Some(false)).then(|| why.to_owned())
    });
    view! {
        <Crumb part=words::ACCESS_REVIEW href=source(&of).href() label=Signal::derive(from) />
        <header class="page-header">
            <div class="page-heading">
                <h1 tabindex="-1">{words::ACCESS_REVIEW}</h1>
                <span class="page-count" dir="auto">{says}</span>
            </div>
            <div class="page-actions">
                <Button
                    label=words::REVIEW_READ_AGAIN
                    icon=Glyph::REFRESH
                    variant=Variant::Ghost
                    busy=Signal::derive(move || busy.get())
                    on_click=move || review.read()
                />
                <Button label=words::REVIEW_SAVE icon=Glyph::DOWNLOAD refusal=not_yet on_click=save />
                <Button
                    label=words::REVIEW_FINISH
                    icon=Glyph::CHECKLIST
                    variant=Variant::Primary
                    refusal=not_yet
                    on_click=move || is_asked.set(true)
                />
            </div>
        </header>
    }
}

/// Saves the review as a file.
fn saving(roll: Roll) -> impl Fn() + Copy + 'static {
    let toasts = Toasts::expect();
    move || {
        let order = roll.order.get_untracked();
        let dormant = roll.dormant.get_untracked();
        let record = roll.review.record(&order, dormant, |error| explain(error).detail);
        if let Some((name, text)) = record {
            download::save(&name, &[text]);
            toasts.show(ToastKind::Success, [words::REVIEW_SAVED, " ", &name].concat());
        }
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

fn stepping(roll: Roll, view: Signal<ReviewView>, is_asked: RwSignal<bool>) -> impl IntoView {
    let (review, reviews) = (roll.review, Reviews::expect());
    let said = RwSignal::new(String::new());
    let save = saving(roll);
    let keys_on = reviews.has_keys();
    // Whoever comes to the review begins with the first about whom nothing was decided.
    if review.here().with_untracked(Option::is_none) {
        roll.show(roll.undecided_after(roll.len().saturating_sub(1)).unwrap_or_default());
    }
    let answer = move |asked: Asked| said.set(act(roll, asked));
    keys::listen(keys_on.into(), answer);
    view! {
        {overview(roll, view, keys_on)}
        {keys_note(review)}
        {move || review.job().get().map(|job| view! { <JobView job /> })}
        <p class="visually-hidden" role="status">{said}</p>
        <div class="review-board">
            {person(roll, UnsyncCallback::new(move |(asked,)| answer(asked)))}
            {roll_view(roll)}
        </div>
        <Dialog open=is_asked on_close=move || is_asked.set(false) title=words::REVIEW_SUMMARY wide=true>
            <ReviewSummary review on_save=save on_close=move || is_asked.set(false) />
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
