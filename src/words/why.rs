//! Why somebody holds something.

words! {
    WHY = "Why?";
    WHY_HERE = "Given here, directly.";
    WHY_PROVIDER = "Given by the identity provider";
    WHY_PROVIDER_END = ": it comes with every sync and is read-only here.";
    WHY_GROUP = "Through the group";
    WHY_GROUP_END = ": whoever is a member holds it.";
    WHY_REMAINS = "Removed here, it would still be held through";
    WHY_NOTHING_REMAINS = "Removed here, it would be gone: nobody else gives it.";
    WHY_NOT_HERE = "It cannot be removed here: change it where it comes from.";
}
