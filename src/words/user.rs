//! One person's page.

words! {
    USER_FAILED = "This person could not be loaded";
    USER_GONE = "There is no such person";
    USER_GONE_DETAIL = "The account was deleted, or the address is mistyped.";
    PROFILE_ONLY = "You see the profile alone. Permissions, attributes and the rest need USER_ADMIN or AUDIT.";
    NEEDS_AUDIT = "This needs USER_ADMIN or AUDIT.";
    NOT_YOURS_TO_SEE = "Not yours to see";
    LOADING = "Loading";
    NEEDS_USER_ADMIN = "This needs USER_ADMIN.";
    NO_PERMISSIONS = "No permissions";
    NO_PERMISSIONS_DETAIL = "This person can sign in and see what everybody sees.";
    NO_ATTRIBUTES = "No attributes";
    NO_ATTRIBUTES_DETAIL = "Attributes given here or by the identity provider would stand here.";
    NO_GROUPS = "No groups";
    NO_GROUPS_DETAIL = "This person is not a member of any group.";
    NO_KEYS = "No API keys";
    NO_KEYS_DETAIL = "This person has not created any.";
    GROUPS_FAILED = "The groups could not be loaded";
    KEYS_FAILED = "The API keys could not be loaded";
    FROM_BIM = "Given here";
    FROM_PROVIDER = "From the identity provider";
    SOURCE = "Source";
    UNKNOWN_PERMISSION = "Not a permission this console knows; shown as it came.";
    NEVER_USED = "Never used";
    NEVER_SIGNED_IN = "Never signed in";
    SYSTEM_ACCOUNT = "System account";
    CONTACT = "Contact";
    WORK = "Work";
    RECORD = "Record";
    NOT_SET = "—";
}
