//! API keys: the list, a new one, rotating and revoking one.

words! {
    KEY = "Key";
    NEW_API_KEY = "New API key";
    NEW_API_KEY_DETAIL = "It signs in as you, from scripts and other programs.";
    SEARCH_KEYS = "Search API keys";
    MORE_ACTIONS = "More actions";
    KEY_ACTIONS = "Actions for";
    STALE = "Stale";
    OLD = "Old";
    NEW_KEY_BADGE = "New";
    NO_OWN_KEYS = "No API keys yet";
    NO_OWN_KEYS_DETAIL = "A key lets a script or another program sign in as you, without your password.";
    NO_KEY_MATCHES = "No API key matches";
    NO_KEY_MATCHES_DETAIL = "Names and projects are searched; upper and lower case are alike.";
    CLEAR_SEARCH = "Clear search";
    KEYS_STALE = "The list could not be refreshed; what you see is older";

    // New key
    KEY_NAME_HELP = "What will use it, so that you know it again. A key for a project can do without.";
    PROJECT_HELP = "The project's number. Only its members can bind a key to it.";
    NAME_OR_PROJECT = "Give a name, a project, or both.";
    PROJECT_NUMBER = "A project is a whole number.";
    CREATE_KEY = "Create API key";
    KEY_FAILED = "The API key could not be created";
    KEY_CREATED = "API key created";
    NEW_KEY_ONCE = "This is the only time the key is shown. Copy it to where it will be used.";
    NEW_KEY_CURL = "Or try it in a terminal. The answer is your own record:";
    COMMAND = "Command";
    COPY_COMMAND = "Copy command";
    STORED_KEY = "I have stored it";
    LEAVE_KEY_DETAIL = "The API key is shown only here. Without a copy of it, it is lost, and has to be revoked.";
    KEY_UNKNOWN = "It is not known whether the API key was created";
    KEY_UNKNOWN_LOOKING = "The answer was lost. Looking whether there is a new key.";
    KEY_UNKNOWN_MISSING = "The answer was lost, and there is no new key. Try again.";
    KEY_UNKNOWN_THERE = "The answer was lost, and the key with it, but its record is in your list. Revoke it there, then create another.";
    KEY_UNKNOWN_STILL = "The answer was lost, and so was the next one. Look at your list before you try again.";
    TO_KEYS = "Go to API keys";

    // Test
    TEST_KEY = "Test";
    TEST_TITLE = "Test an API key";
    TEST_DETAIL = "Paste the key. It is sent to the API once and not kept.";
    KEY_WORKS = "The key works";
    KEY_WORKS_DETAIL = "The test opened a session with it. That session ends with the key.";
    KEY_REFUSED = "The API refuses this key: it is not known, or it was revoked";
    TEST_FAILED = "The key could not be tested";

    // Revoke
    REVOKE = "Revoke";
    REVOKE_TITLE = "Revoke API key";
    REVOKE_DETAIL = "Whatever signs in with this key stops working at once, and every session that it opened ends. This cannot be undone.";
    REVOKE_SELECTED = "Revoke…";
    REVOKE_SELECTED_TITLE = "Revoke the selected API keys";
    REVOKE_SELECTED_DETAIL = "Whatever signs in with these keys stops working at once, and every session that they opened ends; how many those are, the service tells afterwards. This cannot be undone.";
    REVOKING_KEYS = "Revoking API keys";
    KEYS_REVOKED_NOW = "are revoked";
    KEYS_NEVER_USED = "never used";
    KEYS_IN_USE = "used within 90 days";
    KEYS_WERE_REVOKED = "were revoked already";
    REVOKE_FAILED = "The key could not be revoked";
    REVOKED = "was revoked.";
    REVOKED_NONE = "It had no open session.";
    REVOKED_ONE = "1 session ended with it.";
    REVOKED_MANY = "sessions ended with it.";
    REVOKED_UNKNOWN = "How many sessions ended is not known: the answer was lost.";
    UNEXPECTED_KEY = "There is a key in the list that was not there before";
    UNEXPECTED_KEY_DETAIL = "It is marked as new. Some services make one when another is revoked; if you do not need it, revoke it, too.";
    OWN_KEY = "This may be the key that you signed in with";
    OWN_KEY_DETAIL = "If it is, your own session ends too, and you have to sign in again.";

    // Rotate
    ROTATE = "Rotate";
    ROTATE_TITLE = "Rotate API key";
    ROTATE_DETAIL = "A new key takes the place of this one. You can stop after each step: both keys work until the old one is revoked.";
    STEP_CREATE = "Create the new key";
    STEP_STORE = "Store and test it";
    STEP_REVOKE = "Revoke the old key";
    STEP_STORE_DETAIL = "Put the new key where the old one was used, and see that it works.";
    STEP_REVOKE_DETAIL = "Once nothing uses the old key any more. Its last use is shown here:";
    STOP_HERE = "Later";
    ROTATED = "Rotated";
    ROTATED_DETAIL = "The new key has taken the place of the old one.";
    KEY_GONE = "There is no such API key";
    KEY_GONE_DETAIL = "It was revoked, or it belongs to somebody else.";
}
