//! Copying a person to new accounts.

words! {
    CLONE_USER = "Clone user";
    CLONE_DETAIL = "Makes new accounts like this one. Each address gets an invitation by mail.";
    COPIED_TITLE = "What is copied";
    COPIED_DETAIL = "As it is at the moment of cloning; passwords and API keys are not copied.";
    COPIED_FAILED = "It could not be read what is copied";
    ADDRESSES = "Addresses";
    ADDRESSES_EXAMPLE = "jane@example.com";
    ADDRESSES_HELP = "One in a line, or with commas between; a file can be dropped here.";
    CHOOSE_FILE = "Choose a file";
    ADDRESSES_GOOD = "to be cloned to";
    ADDRESSES_MALFORMED = "malformed";
    ADDRESSES_DUPLICATE = "twice";
    ADDRESSES_TAKEN = "taken";
    NO_GOOD_ADDRESS = "There is no address to clone to yet.";
    CHECK_ADDRESSES = "Check addresses";
    CHECKING = "Looking for accounts of these names";
    ADDRESS_NEW = "New";
    ADDRESS_MALFORMED = "Not an email address";
    ADDRESS_TWICE = "Stands there twice";
    ADDRESS_TAKEN = "There is an account of this name";
    CLONE_TO = "Clone to";
    BACK_TO_LIST = "Change the list";
    CLONING = "Cloning";
    ACCOUNTS_MADE = "accounts created";
    NOT_SENT = "Not sent";
    CLONE_NO_REASON = "No account was made; the service gives no reason.";
    CLONE_MORE = "Clone to others";
}
