//! The places: pages and the tabs of a page.

words! {
    USERS = "Users";
    NEW_USER = "New user";
    PROFILE = "Profile";
    PERMISSIONS = "Permissions";
    ATTRIBUTES = "Attributes";
    GROUPS = "Groups";
    API_KEYS = "API keys";
    ACCESS_REVIEW = "Access review";
    PAGE_NOT_FOUND = "Page not found";
    PAGE_NOT_OFFERED = "Not offered here";
    PAGE_NOT_OFFERED_DETAIL = "Whoever runs this console has taken this page out of it.";
    PAGE_NOT_FOUND_DETAIL = "Nothing has this address. It may be mistyped, or cut off on its way here.";
    TO_USERS = "Go to Users";
}
