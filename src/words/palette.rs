//! The command palette.

words! {
    PALETTE = "Go to";
    PALETTE_LABEL = "Page, action, person or group";
    PAGE = "Page";
    ACTION = "Action";
    NOTHING_FOUND = "Nothing found";
}
