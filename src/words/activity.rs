//! Activity: this session's writes, taking them back, and everybody's.

words! {
    ACTIVITY = "Activity";
    THIS_SESSION = "This session";
    EVERYBODY = "Everybody";
    SEARCH_ACTIVITY = "Search changes";
    ALL_CHANGES = "All";
    NOT_DONE = "Not done";
    NO_ACTIVITY = "Nothing was changed yet";
    NO_ACTIVITY_DETAIL = "Whatever you change from here on is listed, with what was there before, and can be taken back. The list lasts until this tab is closed or loaded again.";
    ACTIVITY_LASTS = "The list lasts until this tab is closed or loaded again: nothing of it is stored.";
    NO_ACTIVITY_MATCHES = "No change matches";
    NO_ACTIVITY_MATCHES_DETAIL = "What was done, whom it was done to and its values are searched.";

    // Columns
    WHAT = "What";
    DONE_TO = "To";
    CHANGE = "Change";
    WHEN = "When";
    BY = "By";
    OUTCOME = "Outcome";
    IN_THE_NAME_OF = "as";
    COMMAND_LINE = "Command line";

    // What was done
    DID_PERMISSIONS = "Permissions changed";
    DID_GIVE = "Attribute added";
    DID_TAKE = "Attribute removed";
    DID_JOIN = "Added to group";
    DID_LEAVE = "Removed from group";
    DID_DISABLE = "Disabled";
    DID_ENABLE = "Enabled";
    DID_PROFILE = "Profile changed";
    DID_GROUP = "Group changed";
    DID_CREATE_USER = "User created";
    DID_CLONE_USER = "User cloned";
    DID_DELETE_USER = "User deleted";
    DID_PASSWORD = "Password set";
    DID_REMOVE_EVERYWHERE = "Attribute removed everywhere";
    DID_CREATE_GROUP = "Group created";
    DID_DELETE_GROUP = "Group deleted";
    DID_CREATE_KEY = "API key created";
    DID_REVOKE_KEY = "API key revoked";
    DID_SYNC = "Directory synced";
    DID_STOP_SYNC = "Sync stopped";

    // Outcomes
    UNDER_WAY = "Under way";
    UNKNOWN_OUTCOME = "Not known";
    UNDONE = "Undone";

    // Details
    ACTIVITY_ACTIONS = "Actions for";
    COPY_CURL = "Copy as curl";
    CALL = "Call";
    REQUEST_ID = "Request";
    NOTHING_THERE = "Nothing";
    CURL_DETAIL = "The same call for a terminal. Put your own token, and every secret, in the place of what stands in angle brackets.";
    PREFERENCES_FIELD = "Preferences";
    MEANS = "Signed in with";

    // Undo
    UNDO = "Undo";
    UNDO_TITLE = "Undo this change?";
    UNDO_DETAIL = "What is there now was read again. This will be put back:";
    UNDO_LOOKING = "Looking at what is there now";
    UNDO_FAILED = "The change could not be undone";
    UNDO_UNREAD = "What is there now could not be read";
    UNDO_NOTHING = "Nothing is left to undo";
    UNDO_NOTHING_DETAIL = "It is as it was before the change already, or somebody has changed it since.";
    UNDO_CLOSED = "You may not read what is there now.";
    ALREADY_SO = "Already so";
    CHANGED_SINCE = "Changed since, to";
    CHANGED_SINCE_NOTHING = "Emptied since";
    DONE_UNDO = "The change was undone";
    NO_INVERSE = "The API has no call that takes this back.";
    WAS_UNDONE = "It was undone already.";
    WAS_NOT_DONE = "It was not done.";

    // Everybody
    AUDIT_FAILED = "The audit log could not be read";
    AUDIT_STALE = "The audit log could not be refreshed; what you see is older";
    NEEDS_AUDIT = "This needs AUDIT.";
    NO_AUDIT = "This service keeps no audit log that can be read here";
    NO_AUDIT_DETAIL = "Your own changes of this session are listed beside this.";
    NO_EVENTS = "Nothing was changed yet";
    NO_EVENTS_DETAIL = "Every change that anybody makes will be listed here.";
    NO_EVENT_MATCHES = "No event matches";
    NO_EVENT_MATCHES_DETAIL = "Names are matched whole, in any letter case.";
    ACTOR = "Who did it";
    DONE_TO_WHOM = "Done to";
    EVENT = "Event";
    ANY_EVENT = "Any event";
    FROM_DAY = "From day";
    TO_DAY = "To day";
}

/// The columns of the list as a file.
pub const ACTIVITY_COLUMNS: [&str; 11] =
    ["time", "by", "what", "to", "change", "outcome", "reason", "endpoint", "method", "target", "request"];
