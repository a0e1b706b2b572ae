//! Why somebody holds something.

words! {
    WHY = "Why?";
    WHY_HERE = "Given here, directly.";
    WHY_PROVIDER = "Given by the identity provider";
    WHY_PROVIDER_END = ": it comes with every sync and is read-only here.";
    WHY_GROUP = "Through the group";
    WHY_GROUP_END = ": whoever is a member holds it.";
    WHY_PERMISSION = "Given here, directly: neither groups nor providers give permissions.";
    WHY_MEMBERS_LOSE = "Removed here, members of the group hold it only where they have it in another way.";
    WHY_READ = "Last read from there";
    WHY_SINCE_UNTOLD = "The API does not tell since when.";
    WHY_REMAINS = "Removed here, it would still be held through";
    WHY_NOTHING_REMAINS = "Removed here, it would be gone: nobody else gives it.";
    WHY_NOT_HERE = "It cannot be removed here: change it where it comes from.";
}
