//! The signed-in person's API keys: the list, a new one, one in the place of another.

mod list;
mod new;
mod revoke;
mod rotate;
mod test;
mod unknown;

pub use list::ApiKeysPage;
pub use new::NewApiKeyPage;
pub use rotate::RotateApiKeyPage;

use leptos::prelude::*;

use crate::routes::Route;
use crate::stores::Session;
use crate::ui::{Banner, Crumb, Tone};
use crate::words;

/// Why keys can be read here and no more: the API lets nobody act as somebody else in this (rows 30, 31 and 35).
fn refusal() -> Signal<Option<String>> {
    let acting = Session::expect().acting();
    Signal::derive(move || acting.with(Option::is_some).then(|| words::ACTING_NOT_THIS.to_owned()))
}

/// What stands in a form's place where [`refusal`] says why.
fn refused() -> AnyView {
    view! { <Banner tone=Tone::Warning title=words::ACTING_NOT_THIS /> }.into_any()
}

/// Where these pages came from.
pub(super) fn crumb() -> AnyView {
    view! {
        <Crumb part=words::API_KEYS href=Route::api_keys().href() />
    }
    .into_any()
}
