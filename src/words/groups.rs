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
    GROUP_EMAIL_HELP = "Where the group can be written to; nothing is sent there from here.";
    DESCRIPTION = "Description";
    GROUP_NAME_TAKEN = "There is a group of this name already.";
    GROUP_CREATED = "Group created. Now add members and attributes.";
    TO_GROUPS = "Go to Groups";
}
