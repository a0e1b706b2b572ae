//! What buttons say, wherever they stand.

words! {
    SIGN_IN = "Sign in";
    SIGN_OUT = "Sign out";
    SAVE = "Save";
    CANCEL = "Cancel";
    CREATE = "Create user";
    CLEAR_FILTERS = "Clear filters";
    CLEAR_ALL = "Clear all";
    ADD = "Add";
    DONE = "Done";
}
