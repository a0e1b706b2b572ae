//! The session's end, tokens, and acting as somebody else.

words! {
    SESSION_ENDS_IN = "Session ends in";
    MINUTES = "min";
    HOURS = "h";
    SESSION_ENDS_SOON = "Your session is about to end";
    SESSION_ENDS_SOON_DETAIL = "Nothing was asked of the API for a while. Without a sign of you, you will have to sign in again in";
    STAY_SIGNED_IN = "Stay signed in";
    STAY_FAILED = "The session could not be prolonged";

    // Token inspector
    INSPECT_TOKEN = "Inspect a token";
    INSPECT_TOKEN_DETAIL = "Whose it is, what it is for, and how long it lasts. Asking does not prolong it.";
    TOKEN = "Token";
    TOKEN_HELP = "It is sent to the API, shown nowhere, and forgotten when you leave.";
    INSPECT = "Inspect";
    INSPECT_FAILED = "The token could not be inspected";
    TOKEN_UNKNOWN = "The API knows no such token, or it has ended.";
    WHOSE = "Stands for";
    SCOPE = "Scope";
    NO_SCOPE = "Everything that person may do";
    ACTED_BY = "Used by";
    ACTED_BY_NOBODY = "The person alone";
    TOKEN_CREATED = "Created";
    ENDS_IN = "Ends in";
    ENDS_UNKNOWN = "The API does not say";
    NO_PROJECT = "None";
    TOKEN_ID = "Token id";
    NOT_YET_USED = "Not used yet";

    // Acting as somebody else
    IMPERSONATE = "Act as somebody else";
    IMPERSONATE_DETAIL = "In this tab alone you see what that person sees, and can change nothing until you unlock it. After a reload it is read-only again.";
    NEEDS_IMPERSONATE = "This needs IMPERSONATE_USER.";
    PROVIDERS_LIST_FAILED = "The identity providers could not be listed";
    WHOM = "As whom";
    YOUR_OWN = "Your key and your reason";
    ACTING_PROJECT_HELP = "The project's number, if the person is to be seen within one. They must be its member.";
    REASON = "Reason";
    REASON_HELP = "Stays in this tab, beside everything you change. The API has no place for it.";
    OWN_API_KEY = "Your own API key";
    OWN_API_KEY_HELP = "The API asks for one. It is sent once and not kept.";
    START_ACTING = "Start";
    ACTING_FAILED = "You cannot act as this person";
    ACTING_REFUSED = "The API did not agree.";
    YOURSELF = "This is you.";
    ACTING_AS = "You act as";
    ACTING_SINCE = "for";
    ACTING_BAR = "Acting as somebody else";
    READ_ONLY = "Read-only";
    CHANGES_UNLOCKED = "Changes unlocked";
    UNLOCK = "Unlock changes";
    UNLOCK_TITLE = "Unlock changes?";
    UNLOCK_DETAIL = "From then on, whatever you save is saved in the name of";
    END = "End";
    ACTING_ENDED = "You act as yourself again: the other session had ended.";
    ACTING_NOT_THIS = "You act as somebody else: their password and their API keys are theirs alone to change.";
    LOCKED = "You act as somebody else, read-only. Unlock changes in the bar at the top first.";
}
