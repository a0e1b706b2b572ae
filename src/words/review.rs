//! Access reviews.

words! {
    REVIEW_ACCESS = "Review access";
    REVIEW_ACCESS_MENU = "Review access…";
    REVIEW_DETAIL = "Decide about each who holds it, then have a file that says who decided what.";
    REVIEW_WHAT = "What is reviewed";
    REVIEW_BEGIN = "Begin the review";
    REVIEW_OTHER = "Review something else";
    REVIEWS_BEGUN = "Begun in this tab";
    REVIEWS_BEGUN_DETAIL = "Their decisions stay until you sign out or close the tab.";
    REVIEW_READING = "Reading who holds it";
    REVIEW_UNREAD = "It is not known yet who holds it.";
    REVIEW_STOPPED = "Reading was stopped";
    REVIEW_STOPPED_DETAIL = "Nobody is reviewed before all who hold it are known.";
    REVIEW_FAILED = "Who holds it could not be read";
    REVIEW_STALE = "Who holds it could not be read again; what you see is older";
    REVIEW_NOBODY = "Nobody holds it";
    REVIEW_NOBODY_DETAIL = "There is nothing to decide. It may be mistyped: letters count as they are.";
    REVIEW_READ_AGAIN = "Read again";
    REVIEW_READ_AT = "Read";
    REVIEW_SAVE = "Save CSV";
    REVIEW_SAVED = "Saved:";
    REVIEW_FINISH = "Summary…";
    REVIEW_SUMMARY = "Summary of the review";
    REVIEW_PROGRESS = "Decided";
    REVIEW_KEPT = "keep it";
    REVIEW_REMOVING = "lose it";
    REVIEW_SKIPPED = "skipped";
    REVIEW_UNDECIDED = "undecided";
    REVIEW_DORMANT = "Dormant after";
    REVIEW_DORMANT_HELP = "No sign-in for longer than this.";
    REVIEW_KEYS_READING = "Looking for API keys of disabled accounts";
    REVIEW_KEYS_LACK = "For some disabled accounts it is not known whether they have API keys.";
    REVIEW_KEYS_AGAIN = "Look for keys";
    REVIEW_HOLDERS = "Who holds it";
    REVIEW_NEXT = "Next person";
    REVIEW_PREVIOUS = "Previous person";
    REVIEW_NEXT_PAGE = "Next page";
    REVIEW_PREVIOUS_PAGE = "Previous page";
    REVIEW_NO_MORE = "There are no more.";
    REVIEW_ON_SCREEN = "On screen";
    REVIEW_NO_FINDINGS = "Nothing striking";
    REVIEW_FINDINGS = "Findings";
    REVIEW_HELD = "Held";
    REVIEW_STAYS = "If you remove it here, it is still held:";
    REVIEW_THE_GROUP = "Review the group";
    REVIEW_DECIDED = "Decided:";
    REVIEW_FINAL = "This was carried out already.";
    REVIEW_ALL_DECIDED = "Everybody is decided. Go on to the summary.";
    REVIEW_UNDONE = "Taken back:";
    REVIEW_NOTHING_TO_UNDO = "There is no decision to take back.";
    REVIEW_NOT_TOLD = "Not told";
    SINGLE_KEYS = "Single keys";
    KEEP = "Keep";
    SKIP = "Skip";
    MOVE = "Move";
    RULED_KEEP = "Keep";
    RULED_REMOVE = "Remove";
    RULED_SKIP = "Skipped";
    RULED_REMOVING = "Being removed";
    RULED_REMOVED = "Removed";
    RULED_FAILED = "Not removed";

    // Ways
    HELD_HERE = "given here";
    HELD_PROVIDER = "given by the identity provider";
    HELD_GROUP = "through group";
    HELD_MEMBER = "member";
    HELD_UNTOLD = "not told";

    // Findings
    FOUND_DISABLED = "Disabled";
    FOUND_DISABLED_READING = "Disabled, looking for API keys";
    FOUND_DISABLED_UNREAD = "Disabled, API keys not known";
    FOUND_DISABLED_KEY = "Disabled, with 1 API key";
    FOUND_DISABLED_WITH = "Disabled, with";
    FOUND_KEYS = "API keys";
    FOUND_DORMANT = "No sign-in for";
    DAYS = "days";
    FOUND_TWICE = "Holds it twice";
    FOUND_REPEATED = "Holds it in";
    FOUND_WAYS = "ways";

    // Why it cannot be removed
    LOCK_OWN = "This is your own account: somebody else has to remove it.";
    LOCK_LAST_ADMIN = "Nobody else who can sign in would hold USER_ADMIN.";
    LOCK_THROUGH_GROUP = "It comes through a group and cannot be taken from the person.";
    LOCK_PROVIDER = "The identity provider gave it: it is taken there.";
    LOCK_GROUP_OF_PROVIDER = "The group belongs to its identity provider: its members are changed there.";
    LOCK_UNTOLD = "The API does not say how it is held, so it cannot be taken here.";

    // Sending
    REVIEW_JOB = "Removing after review:";
    REVIEW_REMOVE_FROM = "Remove from";
    REVIEW_NOTHING_TO_REMOVE = "Nobody is to lose it.";
    REVIEW_KEEPS_THROUGH = "Still held";
    REVIEW_WHO_LOSES = "Who loses it";
    REVIEW_UNDECIDED_DETAIL = "Undecided and skipped people keep it, and stand so in the file. You can come back to them.";
    REVIEW_MANY = "Access is taken from many people at once.";
    REVIEW_NO_GROUP = "No group has this name.";
    REVIEW_SEVERAL_GROUPS = "Several groups have this name: choose one of them.";
    REVIEW_SIGN_OUT = "Decisions of an access review are not carried out, or not saved as a file. Signing out loses them.";

    // The file
    RULING_KEEP = "keep";
    RULING_REMOVE = "remove";
    RULING_SKIP = "skip";
    RULING_NONE = "undecided";
    REVIEW_REMOVED = "removed";
    REVIEW_WAS_GONE = "was gone already";
    REVIEW_NOT_SENT = "not carried out";
}

/// The columns of a review's file.
pub const REVIEW_COLUMNS: [&str; 13] = [
    "date",
    "reviewer",
    "reviewer_provider",
    "reviewed",
    "full_name",
    "username",
    "provider",
    "held",
    "findings",
    "decision",
    "decided_at",
    "outcome",
    "reason",
];
