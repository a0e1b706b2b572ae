//! Somebody else saved while something was typed.

words! {
    MEANWHILE_TITLE = "Somebody else saved meanwhile";
    MEANWHILE_CLASH = "You both changed the same: choose whose values count.";
    MEANWHILE_APART = "They changed something else: both can stand together.";
    FIELD = "Field";
    THEIRS = "Saved by them";
    MINE = "Typed by you";
    UNCHANGED = "not touched";
    KEEP_THEIRS = "Take theirs";
    SAVE_MINE = "Save mine";
    ADDED = "Added";
    TAKEN = "Taken away";
}
