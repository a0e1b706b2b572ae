//! Selecting people, and lists that are come back to.

words! {
    SELECT = "Select";
    SELECT_PAGE = "Select this page";
    SELECTED = "selected";
    SELECT_ALL = "Select all";
    THAT_MATCH = "that match";
    CLEAR_SELECTION = "Clear selection";
    COPY_NAMES = "Copy names";
    COPY_USERNAMES = "Copy usernames";
    COPY_ADDRESSES = "Copy email addresses";
    READING_LIST = "Reading the list";
    SELECTION_FAILED = "The list could not be read to its end: what was read is selected";
    SELECT_FROM_LIST = "Select from a list";
    NAMES_OR_ADDRESSES = "Usernames or email addresses";
    NAMES_HELP = "One in a line, or with commas between. Whoever is found is added to the selection.";
    LOOKING_UP = "Looking up accounts";
    ALL_FOUND = "All were found and are selected.";
    NOT_FOUND = "These were not found";
    SAVED_VIEWS = "Saved views";
    NO_SAVED_VIEWS = "None yet. A view keeps search, filters, sorting and columns under a name, in this browser.";
    VIEW_NAME = "Name of this view";
    VIEW_NAME_HELP = "A view of the same name is replaced.";
    NAME_TOO_LONG = "At most 60 characters.";
    NOT_SAVED = "The view could not be saved";
    COPY_LINK = "Copy link";
}
