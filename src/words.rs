//! Every text the app shows, in English: the one place for this language, a file per area. Names are the API's and
//! the field's terms; tests and documents use the same words.
#![expect(missing_docs, reason = "a text says itself what it says")]

macro_rules! words {
    ($($name:ident = $text:literal;)*) => { $(pub const $name: &str = $text;)* };
}

mod buttons;
mod errors;
mod fields;
mod frame;
mod groups;
mod new_user;
mod permissions;
mod places;
mod sign_in;
mod user;
mod users;
mod validation;

pub use buttons::*;
pub use errors::*;
pub use fields::*;
pub use frame::*;
pub use groups::*;
pub use new_user::*;
pub use permissions::meaning as permission_meaning;
pub use places::*;
pub use sign_in::*;
pub use user::*;
pub use users::*;
pub use validation::*;

/// "Title · Console".
pub fn page_title(page: &str, console: &str) -> String {
    [page, " · ", console].concat()
}
