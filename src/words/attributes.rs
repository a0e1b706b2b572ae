//! The catalogue of attributes.

words! {
    SEARCH_ATTRIBUTES = "Search keys and values";
    EVERYTHING = "Everything";
    LOOK_ALIKE = "Look-alikes";
    LOOK_ALIKE_HINT = "Looks like";
    LOOK_ALIKE_UNSEEN = " in other letters";
    READ_AGAIN = "Read again";
    GATHERING = "Reading people and groups";
    CATALOGUE_COMPLETE = "Complete when read:";
    CATALOGUE_STOPPED = "Stopped. What you see is what was read so far, not everything.";
    CATALOGUE_FAILED = "Reading stopped early. What you see is not everything.";
    CATALOGUE_OLDER = "Older values stay on screen until everything is read again.";
    CATALOGUE_OF = "No row of the API lists attributes: they are gathered from";
    PEOPLE_LOWER = "people";
    GROUPS_LOWER = "groups";
    AND = "and";
    PEOPLE = "People";
    KEYS_LOWER = "keys";
    ONE_KEY = "1 key";
    VALUES_LOWER = "values";
    ONE_VALUE = "1 value";
    SHOW_MORE_VALUES = "Show more values";
    SHOW_MORE_LINES = "Show more";
    MORE_LINES_DETAIL = "There is more than is shown here. A search finds all of it.";
    ATTRIBUTE_ACTIONS = "Actions for";
    PEOPLE_WITH_IT = "People with this attribute";
    RENAME_OR_MERGE = "Rename or merge…";
    MERGE_INTO = "Merge into";
    REMOVE_EVERYWHERE_MENU = "Remove everywhere…";
    REMOVE_EVERYWHERE = "Remove everywhere";
    NO_ATTRIBUTES_ANYWHERE = "Nobody holds an attribute";
    NO_ATTRIBUTES_ANYWHERE_DETAIL = "Attributes exist only while a person or a group holds them: give one there.";
    NO_ATTRIBUTE_MATCHES = "No key or value matches";
    NO_ATTRIBUTE_MATCHES_DETAIL = "Case, spaces and look-alike letters make no difference.";
    NOTHING_ALIKE = "Nothing looks alike";
    NOTHING_ALIKE_DETAIL = "No two values of a key differ only in case, spaces or look-alike letters.";
    HOLDERS_OF = "Who holds";
    THROUGH_PROVIDER = "from the provider";
    ALL_IN_USERS = "All in Users";
    CATALOGUE_NEEDS_ADMIN = "Who holds which attribute needs USER_ADMIN.";
}

// Taking a value from everybody.
words! {
    REMOVE_EVERYWHERE_DETAIL = "These lose it. It goes from the record of each at once, and cannot be undone in one step:";
    READING_HOLDERS = "Reading who holds it now";
    HOLDERS_FAILED = "Who holds it now could not be read";
    KEPT_FROM_PROVIDER = "Left as it is, since an identity provider gives it";
    COUNT_TO_CONFIRM = "Number of holders";
    TYPE_COUNT = "To be sure, type how many lose it:";
    OTHER_COUNT = "This is not the number.";
    REMOVED_EVERYWHERE = "was removed everywhere.";
    REMOVED_UNREAD = "was removed everywhere. Who still holds it could not be read: read again.";
    NOT_REMOVED_EVERYWHERE = "It could not be removed everywhere";
    STILL_WITH = "still hold it: read again, or look at them.";
    COPY_HOLDERS = "Copy all of them";
    NOBODY_HOLDS_IT = "Nobody holds it here any more.";
}

// Renaming and merging.
words! {
    RENAME_TITLE = "Rename or merge";
    RENAME_DETAIL = "Each holder is given the new value before the old one is taken, so that nobody is ever without one. If it is interrupted, start again: whoever still holds the old value is left to do.";
    NEW_KEY = "New attribute";
    NEW_VALUE = "New value";
    SAME_AS_BEFORE = "This is what it is called already.";
    RENAME_PREVIEW = "These are given the new value and lose the old one:";
    MERGE_PREVIEW = "Only the old one is taken from those who hold both:";
    EXISTS_ALREADY = "The new value is in use already: the two become one.";
    RENAMING = "Renaming";
    WERE_DONE_ALREADY = "were done already";
    RENAME_BUTTON = "Rename";
    MERGE_BUTTON = "Merge";
    KEPT_OTHERWISE = "The service holds the new value in another spelling, or takes it for the old one: the old one was left.";
    NOBODY_TO_RENAME = "Nobody holds it here: there is nothing to rename.";
}
