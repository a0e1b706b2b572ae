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
    DISCARD = "Discard";
    REMOVE = "Remove";
    CLONE = "Clone";
    COMPARE = "Compare";
    RESET_PASSWORD = "Reset password";
    DISABLE = "Disable";
    ENABLE = "Enable";
    DELETE = "Delete";
    ACTIONS = "Actions";
    ADD_ATTRIBUTE = "Add attribute";
    ADD_TO_GROUP = "Add to group";
    CLOSE = "Close";
    RETRY_FAILED = "Retry failed";
    STOP = "Stop";
}
