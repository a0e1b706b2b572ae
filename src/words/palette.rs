//! The command palette.

words! {
    PALETTE = "Go to";
    PALETTE_LABEL = "Page, action or person";
    PAGE = "Page";
    NOTHING_FOUND = "Nothing found";
}
