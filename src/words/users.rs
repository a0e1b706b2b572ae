//! The list of people.

words! {
    SEARCH_USERS = "Search users";
    SEARCH_IN = "Search in";
    IN_NAME = "Full name";
    IN_USERNAME = "Username";
    IN_EMAIL = "Email";
    SEARCH_USERNAMES = "Search usernames";
    SEARCH_EMAILS = "Search email addresses";
    SEARCH_NAMES = "Search full names";
    FILTERS = "Filters";
    COLUMNS = "Columns";
    COLUMNS_RESET = "Default columns";
    MOVE_UP = "Move up";
    MOVE_DOWN = "Move down";
    COLUMN_AT_END = "It cannot be moved further.";
    USERS_FAILED = "The list could not be loaded";
    USERS_STALE = "The list could not be refreshed; what you see is older";
    NO_USERS = "Nobody here yet";
    NO_USERS_DETAIL = "People appear here once they are created, or synced from an identity provider.";
    NO_MATCH = "Nobody matches";
    NO_MATCH_DETAIL = "The API searches one field at a time, and leaves out disabled people unless asked.";
    BEYOND_END = "This page is past the end of the list";
    BEYOND_END_DETAIL = "The list has become shorter, or the address was typed.";
    FIRST_PAGE = "First page";
    NEEDS_ADMIN_FILTERS = "Some filters were left out: they need USER_ADMIN.";
    ENABLED = "Enabled";
    DISABLED = "Disabled";
    ALL = "All";
    ANY = "Any";
    NEVER = "Never";
    MORE_FILTERS_NEED_ADMIN = "Filters by group, attribute and domain need USER_ADMIN.";
    GROUP = "Group";
    GROUP_ID = "Group id";
    GROUP_HELP = "The group's exact name.";
    DOMAIN = "Domain";
    DOMAIN_PERMISSION = "Domain permission";
    PROFILE_ID = "Profile id";
    GLOBAL_ID = "Global user id";
    BY_ID = "By id";
    LEAVE_OUT = "Leave out";
    HIDE_SYSTEM = "System accounts";
    HIDE_ADMINS = "Admins and governors";
    HIDE_BIM = "People of the built-in provider";
    HIDE_ORPHANS = "People of removed providers";
    PERMISSION = "Permission";
    MORE = "more";

    // Filters that the API does not have
    SCANNED_FILTERS = "Looked for one by one";
    SCANNED_FILTERS_HELP = "The API has no such filters: the console looks at everybody, which takes longer.";
    LACKS_ATTRIBUTE = "Lacks attribute";
    LACKS_HELP = "Its key. What is held through groups is not looked at.";
    LACKS = "Lacks";
    SIGNED_IN = "Signed in";
    SCANNING = "Looking at everybody, since the API has no such filter";
    FIT = "fit";
    SCANNED = "The API has no such filter, so the console looked at all";
    SCANNED_PEOPLE = "people itself";
    SCAN_AGAIN = "Look again";
    SCAN_STOPPED = "Looked at";
    SCAN_STOPPED_DETAIL = "Among the others there may be more who fit.";
}
