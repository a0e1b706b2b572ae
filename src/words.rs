//! Every text the app shows, in English: the one place for this language. Names are the API's and the field's
//! terms; tests and documents use the same words.
#![expect(missing_docs, reason = "a text says itself what it says")]

mod permissions;

pub use permissions::meaning as permission_meaning;

macro_rules! words {
    ($($name:ident = $text:literal;)*) => { $(pub const $name: &str = $text;)* };
}

words! {
    // Places
    USERS = "Users";
    NEW_USER = "New user";
    PROFILE = "Profile";
    PERMISSIONS = "Permissions";
    ATTRIBUTES = "Attributes";
    GROUPS = "Groups";
    API_KEYS = "API keys";
    PAGE_NOT_FOUND = "Page not found";
    PAGE_NOT_FOUND_DETAIL = "Nothing has this address. It may be mistyped, or cut off on its way here.";
    TO_USERS = "Go to Users";

    // Buttons
    SIGN_IN = "Sign in";
    SIGN_OUT = "Sign out";
    SAVE = "Save";
    CANCEL = "Cancel";
    CREATE = "Create user";
    CLEAR_FILTERS = "Clear filters";
    CLEAR_ALL = "Clear all";
    ADD = "Add";
    DONE = "Done";

    // Fields
    USERNAME = "Username";
    PASSWORD = "Password";
    FULL_NAME = "Full name";
    EMAIL = "Email";
    IDENTITY_PROVIDER = "Identity provider";
    API_KEY = "API key";
    NEW_PASSWORD = "New password";
    REPEAT_PASSWORD = "Repeat the password";
    PHONE = "Phone";
    ABOUT = "About";
    LOCATION = "Location";
    ORGANIZATION = "Organization";
    POSITION = "Position";
    ATTRIBUTE = "Attribute";
    VALUE = "Value";
    PROVIDER = "Provider";
    STATUS = "Status";
    LAST_SIGN_IN = "Last sign-in";
    CREATED = "Created";
    UPDATED = "Updated";
    NAME = "Name";
    PROJECT = "Project";
    LAST_USED = "Last used";
    EXTERNAL_IDS = "External user ids";
    PREFERENCES = "Preferences";

    // Sign in
    SIGN_IN_WITH_KEY = "Sign in with an API key";
    SIGN_IN_WITH_PASSWORD = "Sign in with a password";
    OR = "or";
    KEY_HELP = "It is exchanged for a session and not kept.";
    SIGN_IN_FAILED = "You could not be signed in";
    CREATE_PASSWORD_FAILED = "The password could not be set";
    CREATE_PASSWORD_BUTTON = "Set password and sign in";
    WRONG_PASSWORD = "Username or password is wrong.";
    WRONG_KEY = "This API key is not known, or it was revoked.";
    SIGNED_OUT = "You are signed out.";
    SESSION_ENDED = "Your session had ended. Sign in to go on.";
    SESSION_UNCHECKED = "Your session could not be checked";
    PROVIDERS_FAILED = "The identity providers could not be listed. Type the provider, or leave bim.";
    NOT_AVAILABLE_HERE = "not available here";
    SESSION_EXPIRED = "Sign in again";
    SESSION_EXPIRED_DETAIL = "Your session has ended. Nothing you typed is lost: after signing in you go on where you were.";
    SOMEBODY_ELSE = "Sign in as somebody else";
    SIGNED_IN_AS_ELSE = "Somebody else is signed in now. What was about to be sent was dropped.";
    CREATE_PASSWORD = "Create your password";
    CREATE_PASSWORD_DETAIL = "For the account";
    PASSWORD_CREATED = "Your password is set.";
    PASSWORDS_DIFFER = "The two passwords differ.";
    LINK_BROKEN = "This link is not complete";
    LINK_BROKEN_DETAIL = "A part of it is missing, as happens when a mail program breaks a long line. Copy the whole link into the address bar, or ask for a new invitation.";
    LINK_REFUSED = "This link no longer works";
    LINK_REFUSED_DETAIL = "It was used already, or it is older than it may be. Ask the person who invited you for a new one; if you have a password, sign in.";

    // Validation
    REQUIRED = "Fill this in.";
    TOO_LONG = "This is too long: at most 256 characters.";
    USERNAME_DOTS = "A username cannot be “.” or “..”.";
    NOT_AN_EMAIL = "This does not look like an email address.";
    USERNAME_TAKEN = "This username is taken.";

    // Users
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
    LEAVE_OUT = "Leave out";
    HIDE_SYSTEM = "System accounts";
    HIDE_ADMINS = "Admins and governors";
    HIDE_BIM = "People of the built-in provider";
    HIDE_ORPHANS = "People of removed providers";
    PERMISSION = "Permission";
    MORE = "more";

    // One person
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

    // New user
    NEW_USER_DETAIL = "In the built-in provider. The person sets a password through the invitation.";
    WHO = "Who it is";
    WHAT_THEY_MAY = "What the person may do";
    WHAT_THEY_MAY_DETAIL = "Some permissions may be added by the service itself. All can be changed later.";
    USERNAME_HELP = "What the person signs in with; often the email address. It cannot be changed later.";
    EMAIL_HELP = "Where the invitation goes, if the service sends mail.";
    CREATE_FAILED = "The account could not be created";
    CREATED_TITLE = "Account created";
    INVITATION_LINK = "Invitation link";
    INVITATION_HELP = "With this link the person sets a password. It works once, and is shown only now: copy it before you leave.";
    MAIL_SENT = "The invitation was sent by mail.";
    MAIL_FAILED = "The invitation could not be sent by mail. Give the link to the person yourself.";
    MAIL_NONE = "No mail was sent. Give the link to the person yourself.";
    NO_LINK = "The service gave no invitation link.";
    OPEN_USER = "Open the account";
    ANOTHER_USER = "Create another";
    OUTCOME_UNKNOWN = "It is not known whether the account was created";
    OUTCOME_UNKNOWN_MISSING = "The answer was lost, and looking again found no such account. Try again.";
    OUTCOME_UNKNOWN_THERE = "The answer was lost, but the account is there now. Its invitation link was lost with the answer.";
    OUTCOME_UNKNOWN_LOOKING = "The answer was lost. Looking whether the account exists.";
    OUTCOME_UNKNOWN_STILL = "The answer was lost, and so was the next one. Look at the list before you try again.";

    // Leaving
    LEAVE_TITLE = "Leave without saving?";
    LEAVE_DETAIL = "What you typed on this page would be lost.";
    LEAVE = "Leave";
    STAY = "Stay";

    // Errors
    NOT_REACHED = "The service could not be reached. Check the connection; nothing here was lost.";
    UNREADABLE = "The answer was not one of the BIM API. A proxy may have answered in its place.";
    EMPTY_ANSWER = "The answer was empty.";
    FORBIDDEN = "Your permissions do not allow this.";
    TOO_MANY = "Too many tries. Wait before the next one.";
    SECONDS = "seconds";
    REQUEST = "Request";
    HTTP_STATUS = "Status";
    CONFIG_BROKEN = "This console is not set up correctly";

    // Frame
    ACCOUNT = "Account";
    YOUR_ACCOUNT = "Your account";
    CODE_MISSING = "A part of this console could not be loaded";
    CODE_MISSING_DETAIL = "The connection may have failed, or a newer version was installed meanwhile.";
    CRASHED = "Something broke";
    CRASHED_DETAIL = "This is our mistake. What you typed is still on the page behind this message; reload to go on.";
    RELOAD = "Reload";
}

/// "Title · Console".
pub fn page_title(page: &str, console: &str) -> String {
    [page, " · ", console].concat()
}
