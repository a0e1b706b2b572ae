//! Groups: the list, a new one.

words! {
    NEW_GROUP = "New group";
    NEW_GROUP_DETAIL = "In the built-in provider. Members and attributes are added to it afterwards.";
    DETAILS = "Details";
    MEMBERS = "Members";
    SEARCH_GROUPS = "Search groups";
    GROUPS_LIST_FAILED = "The list could not be loaded";
    NO_GROUPS_HERE = "No groups yet";
    NO_GROUPS_HERE_DETAIL = "A group gives its attributes to everybody who belongs to it.";
    NO_GROUP_MATCHES = "No group matches";
    NO_GROUP_MATCHES_DETAIL = "Part of the name is searched for; upper and lower case are alike.";
    GROUP_ATTRIBUTES_NEED_ADMIN = "Attributes of groups, and everything that changes a group, need USER_ADMIN.";
    CREATE_GROUP = "Create group";
    CREATE_GROUP_FAILED = "The group could not be created";
    GROUP_NAME = "Name";
    GROUP_NAME_HELP = "Unique within its provider.";
    GROUP_EMAIL_HELP = "Nothing is sent there from here.";
    DESCRIPTION = "Description";
    GROUP_NAME_TAKEN = "There is a group of this name already.";
    GROUP_CREATED = "Group created. Now add members and attributes.";
    TO_GROUPS = "Go to Groups";
}

// One group.
words! {
    GROUP_FAILED = "This group could not be loaded";
    GROUP_GONE = "There is no such group";
    GROUP_GONE_DETAIL = "It was deleted, or the address is mistyped.";
    EXTERNAL = "External";
    ONE_MEMBER = "1 member";
    MEMBERS_LOWER = "members";
    GROUP_OWNED_BY = "This group belongs to";
    GROUP_CHANGE_THERE = ": change it there. Attributes may still be added here.";
    GROUP_SOURCE_UNTOLD = "Attributes can be given to this group and taken from it here. The API does not tell who gave one: what";
    GROUP_SOURCE_UNTOLD_END = " gave may come back with its next sync.";
    GROUP_NOT_SAVED = "The group could not be saved";
    GROUP_SAVED = "Group saved.";
    NO_GROUP_ATTRIBUTES = "What is given to the group is held by everybody who belongs to it.";
    NOTHING_CHANGED = "Nothing is changed.";
    DELETE_GROUP_DETAIL = "The group goes for good, and with it:";
    GROUP_NOT_DELETED = "The group could not be deleted";
    GROUP_DELETED = "is deleted.";
    TYPE_NAME = "To be sure, type";
    CONFIRM_NAME = "Name of the group";
    OTHER_NAME = "This is not the group's name.";
    LOSSES_FAILED = "What goes with it could not be read";
    LOSES_NO_MEMBERS = "Nobody is a member.";
    LOSES_ONE_MEMBER = "1 person is a member and loses what the group gives.";
    LOSES_MEMBERS = "people are members and lose what the group gives.";
    LOSES_NO_VALUES = "The group gives no attributes.";
    NOBODY_LOSES_IT = "Nobody loses it.";
    LOSS_NOT_COUNTED = "Not counted: the group gives too many values.";
    LOSE_IT = "lose it";
    KEEP_IT = "hold it directly and keep it";
    UNLESS_ALSO_IN = "Members of these keep it too:";
}

// Its members.
words! {
    ADD_MEMBERS = "Add members";
    ADD_ONE_MEMBER = "Add 1 member";
    ADDING_MEMBERS = "Adding members";
    WERE_MEMBERS = "were members already";
    CHOOSE_SOMEBODY = "Choose somebody first.";
    CHOSEN = "Chosen";
    FIND_PEOPLE = "Find people";
    FIND_PEOPLE_HELP = "By name, username or email address, whatever the provider.";
    SEARCH_PEOPLE = "Search people";
    SEARCH_FAILED = "People could not be searched";
    FOUND = "found";
    FOUND_FIRST = "shown; more people match: type more of the name.";
    FOUND_PEOPLE = "People found";
    PASTE_LIST = "Paste a list";
    PASTED_PEOPLE = "Usernames or email addresses";
    PASTED_PEOPLE_HELP = "One per line, or separated by commas.";
    LINES = "lines";
    CHECK_LIST = "Check the list";
    LOOKING_PEOPLE_UP = "Looking people up";
    WERE_FOUND = "found and chosen";
    WERE_NOT_FOUND = "not found";
    COPY_NOT_FOUND = "Copy those not found";
    MEANS_SEVERAL = "means several people: choose.";
    MEMBERS_FAILED = "The members could not be loaded";
    MEMBERS_NAMES_ONLY = "You see names alone. Usernames, and changing who is a member, need USER_ADMIN.";
    NO_MEMBERS = "Nobody is a member";
    NO_MEMBERS_DETAIL = "Whoever is added holds the group's attributes from then on.";
    MEMBER_SINCE = "Member since";
    REMOVE_MEMBER = "Remove";
    REMOVE_MEMBER_DETAIL = "Unless held in another way, this goes with the membership:";
    REMOVE_MEMBER_NOTHING = "The group gives no attributes, so nothing else goes with the membership.";
    MEMBER_NOT_REMOVED = "The member could not be removed";
    MEMBER_REMOVED = "is no longer a member.";
}
