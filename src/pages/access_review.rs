//! Access review: what is reviewed is chosen, then each who holds it is decided about.

mod board;
mod keys;
mod overview;
mod person;
mod roll;
mod waiting;

use leptos::prelude::*;

use crate::forms::ChooseReviewForm;
use crate::routes::{ReviewView, Route};
use crate::stores::{Iams, Review, Reviews, Session};
use crate::ui::{Banner, Tone};
use crate::words;
use board::board;

/// The page.
#[component]
pub fn AccessReviewPage(
    /// The review's state in the URL.
    view: Signal<ReviewView>,
) -> impl IntoView {
    let (session, reviews) = (Session::expect(), Reviews::expect());
    Iams::expect().list_iams();
    let access = Route::AccessReview(String::new()).access();
    let is_open = Memo::new(move |_| session.person().is_some_and(|p| access.allows(&p.permissions)));
    let what = Memo::new(move |_| view.with(ReviewView::what));
    let dormant = Memo::new(move |_| view.with(ReviewView::dormant));
    move || {
        if !is_open.get() {
            let content = view! { <Banner tone=Tone::Warning title=words::NEEDS_USER_ADMIN /> };
            return view! {
                {header(None)}
                <div class="page-body">{content}</div>
            }
            .into_any();
        }
        match what.get() {
            Some(what) => board(reviews.open(&what), view, dormant),
            None => view! {
                {header(Some(words::REVIEW_DETAIL))}
                <div class="page-body">
                    <section class="card review-choice">
                        <ChooseReviewForm />
                    </section>
                    {begun(reviews)}
                </div>
            }
            .into_any(),
        }
    }
}

fn header(detail: Option<&'static str>) -> impl IntoView {
    view! {
        <header class="page-header">
            <div class="page-heading">
                <h1 tabindex="-1">{words::ACCESS_REVIEW}</h1>
                {detail.map(|detail| view! { <span class="page-count">{detail}</span> })}
            </div>
        </header>
    }
}

/// The way back to what was begun and left.
fn begun(reviews: Reviews) -> impl IntoView {
    let line = |review: Review| {
        let name = move || review.reviewed().with(|known| known.as_ref().map(|known| known.says()));
        let href = review.of().route().href();
        view! { <li><a href=href dir="auto">{name}</a></li> }
    };
    move || {
        let all = reviews.begun();
        (!all.is_empty()).then(|| {
            view! {
                <section class="section">
                    <div class="section-header">
                        <h2>{words::REVIEWS_BEGUN}</h2>
                        <p>{words::REVIEWS_BEGUN_DETAIL}</p>
                    </div>
                    <ul class="plain-list">{all.into_iter().map(line).collect_view()}</ul>
                </section>
            }
        })
    }
}
