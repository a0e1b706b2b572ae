//! Every text the app shows, in English: the one place for this language, a file per area. Names are the API's and
//! the field's terms; tests and documents use the same words.
#![expect(missing_docs, reason = "a text says itself what it says")]

macro_rules! words {
    ($($name:ident = $text:literal;)*) => { $(pub const $name: &str = $text;)* };
}

mod account;
mod activity;
mod attributes;
mod bulk;
mod buttons;
mod clone;
mod compare;
mod errors;
mod fields;
mod frame;
mod groups;
mod import;
mod jobs;
mod keys;
mod meanwhile;
mod new_user;
mod palette;
mod permissions;
mod places;
mod profile;
mod review;
mod selection;
mod session;
mod sign_in;
mod sync;
mod user;
mod users;
mod validation;
mod why;

pub use account::*;
pub use activity::*;
pub use attributes::*;
pub use bulk::*;
pub use buttons::*;
pub use clone::*;
pub use compare::*;
pub use errors::*;
pub use fields::*;
pub use frame::*;
pub use groups::*;
pub use import::*;
pub use jobs::*;
pub use keys::*;
pub use meanwhile::*;
pub use new_user::*;
pub use palette::*;
pub use permissions::{PURPOSES as PERMISSION_PURPOSES, meaning as permission_meaning};
pub use places::*;
pub use profile::*;
pub use review::*;
pub use selection::*;
pub use session::*;
pub use sign_in::*;
pub use sync::*;
pub use user::*;
pub use users::*;
pub use validation::*;
pub use why::*;

/// "Title · Console".
pub fn page_title(page: &str, console: &str) -> String {
    [page, " · ", console].concat()
}
