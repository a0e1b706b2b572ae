//! Work with many items.

words! {
    JOBS = "Work under way";
    JOB_FAILED = "failed";
    JOB_CANCELLED = "not begun";
    JOB_SESSION_ENDED = "session ended";
    JOB_SESSIONS_ENDED = "sessions ended";
    JOB_ALL_DONE = "Done.";
    JOB_SOME_FAILED = "Some failed. What was done stays done.";
    JOB_WAS_CANCELLED = "Cancelled. What was done stays done.";
    JOB_PAUSED = "Paused";
    JOB_STOPPED = "Paused, since the rest would fail too";
    JOB_HELD = "The service asks to wait";
    JOB_FAILURES = "What failed, and why";
    JOB_DETAILS = "Details";
    JOB_RESULT = "Result as CSV";
    JOB_DISMISS = "Dismiss";
    JOB_LINKS = "Copy invitation links";
    JOB_LINKS_DETAIL = "No mail was sent to some. These links let them choose a first password; they are shown nowhere else.";
    JOB_CANCEL = "Cancel the rest";
    SIGN_OUT_WORK = "Work is under way. Signing out leaves the rest of it undone.";
    TIME_LEFT = "left";
    MINUTES_SHORT = "min";
    SECONDS_SHORT = "s";
    PAUSE = "Pause";
    RESUME = "Go on";
    COPY_FAILED = "Copy those that failed";
    STEP_PERMISSIONS = "Change permissions:";
    STEP_EXACTLY = "Permissions:";
    STEP_JOIN = "Add to the group";
    STEP_LEAVE = "Remove from the group";
    STEP_GIVE = "Give the attribute";
    STEP_TAKE = "Take the attribute";
    STEP_RENAME = "Rename";
    STEP_PROFILE = "Change name or email:";
    REPORT_DONE = "done";
    REPORT_UNNEEDED = "nothing to do";
    REPORT_FAILED = "failed";
    REPORT_UNKNOWN = "unknown";
    REPORT_CANCELLED = "cancelled";
    REPORT_WAITING = "not begun";
}

/// The columns of a result file.
pub const REPORT_COLUMNS: [&str; 4] = ["item", "change", "outcome", "reason"];
