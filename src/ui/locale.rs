//! How the reader's numbers and dates are written: as the operator says, or as the browser prefers.
use std::cell::RefCell;

thread_local! {
    /// The browser knows no language of this name, and takes the one that it prefers.
    static LOCALE: RefCell<String> = RefCell::new("default".to_owned());
}

/// Takes a language tag, such as `de-CH`, before anything is written; an empty one changes nothing.
pub fn set_locale(tag: String) {
    if !tag.is_empty() {
        LOCALE.set(tag);
    }
}

/// The locale to ask `Intl` for.
pub(super) fn locale() -> String {
    LOCALE.with_borrow(Clone::clone)
}
