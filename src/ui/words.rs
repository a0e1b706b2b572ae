//! The few words that widgets bring along themselves, in one place, ready for other languages.
//! Everything else that a widget shows is a property.

/// Closes a dialog, a panel, a toast.
pub const CLOSE: &str = "Close";
/// Copies a value.
pub const COPY: &str = "Copy";
/// After copying.
pub const COPIED: &str = "Copied";
/// When the browser refuses.
pub const COPY_FAILED: &str = "Copying was refused: select the text and copy it by hand";
/// Shows a masked value.
pub const REVEAL: &str = "Reveal";
/// Masks it again.
pub const HIDE: &str = "Hide";
/// Empties a search.
pub const CLEAR: &str = "Clear";
/// Marks a field that may stay empty.
pub const OPTIONAL: &str = "Optional";
/// Asks for another attempt.
pub const RETRY: &str = "Retry";
/// Names a button that lifts a filter; the filter's name follows.
pub const REMOVE: &str = "Remove";
/// Opens the navigation.
pub const NAVIGATION: &str = "Navigation";
/// Names the navigation landmark.
pub const MAIN: &str = "Main";
/// Jumps over the navigation.
pub const SKIP: &str = "Skip to content";
/// Names the list of toasts.
pub const NOTICES: &str = "Notices";
/// Names the pagination landmark.
pub const PAGES: &str = "Pages";
/// One page back.
pub const PREVIOUS: &str = "Previous page";
/// One page on.
pub const NEXT: &str = "Next page";
/// Before the number of rows a page holds.
pub const ROWS: &str = "Rows per page";
/// Between a range and its total: "1-50 of 12,431".
pub const OF: &str = "of";
/// Names the choice of a theme.
pub const THEME: &str = "Theme";
/// The theme that follows the system.
pub const SYSTEM: &str = "System";
/// The light theme.
pub const LIGHT: &str = "Light";
/// The dark theme.
pub const DARK: &str = "Dark";
/// Read while a skeleton stands.
pub const LOADING: &str = "Loading";
/// In the place of a countdown that is over.
pub const ENDED: &str = "Ended";
