//! Signing out while something would be lost by it: that is asked first, wherever somebody signs out.

use leptos::prelude::*;

use super::Session;

/// What signing out would lose at this moment, in words.
type Loss = Signal<Option<&'static str>>;

/// Who would lose something, and whether that is being asked.
#[derive(Clone, Copy)]
pub(super) struct Leaving {
    losses: RwSignal<Vec<Loss>>,
    is_asked: RwSignal<bool>,
}

impl Leaving {
    pub(super) fn new() -> Self {
        Self { losses: RwSignal::new(Vec::new()), is_asked: RwSignal::new(false) }
    }

    /// Whoever was asked has left.
    pub(super) fn is_over(self) {
        self.is_asked.set(false);
    }
}

impl Session {
    /// Asks before somebody signs out while this tells what would be lost; ends with the owner of the caller.
    pub fn guard(self, loss: Signal<Option<&'static str>>) {
        let losses = self.leaving.losses;
        losses.update(|losses| losses.push(loss));
        on_cleanup(move || {
            losses.try_update(|losses| losses.retain(|other| *other != loss));
        });
    }

    /// What signing out would lose.
    pub fn would_lose(self) -> Option<&'static str> {
        self.leaving.losses.with(|losses| losses.iter().find_map(|loss| loss.get()))
    }

    /// Whether it is being asked.
    pub fn is_leaving(self) -> Signal<bool> {
        self.leaving.is_asked.into()
    }

    /// Signs out, unless something would be lost: that is asked before.
    pub fn ask_to_sign_out(self) {
        match untrack(|| self.would_lose()) {
            Some(_) => self.leaving.is_asked.set(true),
            None => self.sign_out(),
        }
    }

    /// Nobody signs out after all.
    pub fn stay(self) {
        self.leaving.is_asked.set(false);
    }
}
