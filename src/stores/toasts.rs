//! Short messages about what just happened. A failure that belongs to a form stands in the form instead.

use leptos::prelude::*;
use reactive_stores::Store;

/// What a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToastKind {
    /// It worked.
    Success,
    /// Something to know.
    Info,
    /// It did not work.
    Danger,
}

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// Tells messages with the same text apart.
    pub id: u32,
    /// What it is about.
    pub kind: ToastKind,
    /// What it says.
    pub text: String,
}

/// All messages on screen.
#[derive(Clone, Debug, Default, Store)]
pub struct ToastsState {
    toasts: Vec<Toast>,
    last_id: u32,
}

/// Handle of the messages.
#[derive(Clone, Copy)]
pub struct Toasts(Store<ToastsState>);

impl Toasts {
    /// How many messages are kept on screen.
    const MOST: usize = 4;

    /// Makes the store and provides it to the views below.
    pub fn provide() -> Self {
        let toasts = Self(Store::new(ToastsState::default()));
        provide_context(toasts);
        toasts
    }

    /// The store of this app.
    pub fn expect() -> Self {
        expect_context()
    }

    /// What is on screen.
    pub fn all(self) -> Signal<Vec<Toast>> {
        Signal::derive(move || self.0.toasts().get())
    }

    /// Shows a message.
    pub fn show(self, kind: ToastKind, text: impl Into<String>) {
        let id = self.0.last_id().get_untracked() + 1;
        self.0.last_id().set(id);
        self.0.toasts().update(|toasts| {
            if toasts.len() == Self::MOST {
                toasts.remove(0);
            }
            toasts.push(Toast { id, kind, text: text.into() });
        });
    }

    /// Takes a message away.
    pub fn dismiss(self, id: u32) {
        self.0.toasts().update(|toasts| toasts.retain(|toast| toast.id != id));
    }
}
