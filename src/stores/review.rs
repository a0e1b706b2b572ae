//! Access reviews: who holds a permission, an attribute value or a membership, what is striking about each of them, what
//! the reviewer decides, and the job that takes what is to be taken. A review belongs to the signed-in person and not to
//! its page: one can look at somebody and come back to it. It is gone with the tab.

mod decisions;
mod findings;
mod grant;
mod open;
mod read;
mod record;

use leptos::prelude::*;

pub use decisions::{Decision, Decisions, Ruling};
pub use findings::{Finding, findings, in_order};
pub use grant::{Grant, Keys, Lock, Reviewed, SignIn, Way};
pub use open::Review;

use super::{Catalogue, Group, Jobs, Session};
use crate::api::Client;
use crate::routes::ReviewOf;
use crate::words;

/// All reviews of the signed-in person in this tab.
#[derive(Clone, Copy)]
pub struct Reviews {
    all: RwSignal<Vec<Review>>,
    has_keys: RwSignal<bool>,
    owner: StoredValue<Owner>,
    tools: Tools,
}

/// What a review works with.
#[derive(Clone, Copy)]
struct Tools {
    client: Client,
    session: Session,
    group: Group,
    catalogue: Catalogue,
    jobs: Jobs,
}

impl Reviews {
    /// Makes the store and provides it to the views below. The other stores must be there.
    pub fn provide(client: Client, session: Session) -> Self {
        let tools = Tools {
            client,
            session,
            group: Group::expect(),
            catalogue: Catalogue::expect(),
            jobs: Jobs::expect(),
        };
        let owner = StoredValue::new(Owner::current().unwrap_or_default());
        let (all, has_keys) = (RwSignal::new(Vec::new()), RwSignal::new(true));
        let reviews = Self { all, has_keys, owner, tools };
        provide_context(reviews);
        let leaving = window_event_listener(leptos::ev::beforeunload, move |event| {
            if untrack(|| reviews.is_any_unkept()) {
                event.prevent_default();
            }
        });
        on_cleanup(move || leaving.remove());
        session.guard(Signal::derive(move || reviews.is_any_unkept().then_some(words::REVIEW_SIGN_OUT)));
        reviews
    }

    /// The store of this app.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Those in which something was decided.
    pub fn begun(self) -> Vec<Review> {
        self.all.with(|all| all.iter().copied().filter(|review| review.is_begun()).collect())
    }

    /// The review of this, as it was left; its holders are read if they never were.
    pub fn open(self, of: &ReviewOf) -> Review {
        let known = self.all.with_untracked(|all| all.iter().copied().find(|review| review.of() == *of));
        known.unwrap_or_else(|| {
            // It outlives the page that opens it.
            let made = self.owner.with_value(|owner| owner.with(|| Review::new(of.clone(), self.tools)));
            self.all.update(|all| all.push(made));
            made.read();
            made
        })
    }

    /// Whether single keys decide.
    pub fn has_keys(self) -> RwSignal<bool> {
        self.has_keys
    }

    /// Whether decisions would be lost by closing the tab: some were neither carried out nor saved as a file.
    pub fn is_any_unkept(self) -> bool {
        self.all.with(|all| all.iter().any(|review| review.is_unkept()))
    }
}

/// This moment, as RFC 3339 has it in UTC.
fn now() -> String {
    js_sys::Date::new_0().to_iso_string().into()
}
