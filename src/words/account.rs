//! What is done to an account: disabling, deleting, setting a password.

words! {
    // Refusals
    NEEDS = "This needs";
    OR_BETWEEN = " or ";
    BELONGS_TO = "This account belongs to";
    CHANGE_IT_THERE = ": change it there.";
    FIELDS_FILLED_THERE = ": the fields it fills are changed there, and a sync may fill others.";
    OWN_ACCOUNT_DISABLE = "This is your own account: you would lock yourself out.";
    OWN_ACCOUNT_DELETE = "This is your own account: somebody else has to delete it.";
    OWN_PERMISSION = "You hold this yourself: without it you could not give it back.";

    // Disabling
    DISABLE_TITLE = "Disable this account?";
    DISABLE_DETAIL = "can no longer sign in, and open sessions end at once.";
    DISABLED_DONE = "is disabled.";
    ENABLE_TITLE = "Enable this account?";
    ENABLE_DETAIL = "can sign in again.";
    ENABLED_DONE = "is enabled.";
    NOT_CHANGED = "The account could not be changed";

    // Deleting
    DELETE_TITLE = "Delete this account?";
    DELETE_DETAIL = "goes for good, with everything listed here.";
    DELETED_DONE = "was deleted.";
    NO_DELETION = "This API does not delete people. Disable the account instead.";
    NOT_DELETED = "The account could not be deleted";
    TYPE_USERNAME = "To delete it, type";
    OTHER_USERNAME = "This is not the username of the account.";
    SYNC_BRINGS_BACK = "Its identity provider may bring the account back with the next sync.";

    // What goes
    LOSES_KEYS = "stop working and go";
    LOSES_KEYS_REST = "stop working until the account is enabled again";
    LOSES_KEYS_WORK = "work again";
    LOSES_NO_KEYS = "No API keys are concerned.";
    LOSES_GROUPS = "lose this member";
    LOSES_GROUPS_STAY = "keep this member, as its attributes stay";
    LOSES_NO_GROUPS = "No memberships are concerned.";
    LOSES_SOLE = "nobody else holds, and then nobody does";
    LOSES_NO_SOLE = "No attribute value is held by this account alone.";
    LOSES_SOLE_FAILED = "It could not be read who else holds its attributes";
    LOSES_UNASKED = "more values were not looked at.";

    // Password
    RESET_DETAIL = "gets a new password; all its sessions end. Whoever has it can sign in: hand it on safely.";
    GENERATE = "Generate";
    TYPE_IT = "Type";
    GENERATE_DETAIL = "Twenty letters and figures, made in this browser and shown once.";
    NO_RANDOMNESS = "This browser gives no random numbers: type a password.";
    CURRENT_PASSWORD = "Current password";
    SET_PASSWORD = "Set password";
    PASSWORD_SET = "The password is set";
    PASSWORD_SET_DETAIL = "It is shown only now: copy it before you close this.";
    PASSWORD_REFUSED = "The service did not take this password.";
    FOR_ACCOUNT = "For the account";
}
