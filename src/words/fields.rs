//! The names of fields, columns and facts.

words! {
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
    NO_LONGER_CONFIGURED = "no longer configured";
    STATUS = "Status";
    LAST_SIGN_IN = "Last sign-in";
    CREATED = "Created";
    UPDATED = "Updated";
    NAME = "Name";
    PROJECT = "Project";
    LAST_USED = "Last used";
    EXTERNAL_IDS = "External user ids";
    PREFERENCES = "Preferences";
}
