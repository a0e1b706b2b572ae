//! Two people side by side.

words! {
    COMPARE_DETAIL = "What two people have, and where it comes from.";
    COMPARE_WITH = "Compare with";
    NAME_EXAMPLE = "Part of a name";
    COMPARE_NOBODY = "Nobody to compare with yet";
    COMPARE_NOBODY_DETAIL = "Choose a second person above.";
    SHOW_SAME = "Show what is the same, too";
    NO_DIFFERENCE = "No difference";
    NO_DIFFERENCE_DETAIL = "Both have the same, as far as you may see it.";
    CHOOSE = "Choose";
    CHOOSE_DIFFERENCES = "Choose differences first.";
    MAKE = "Make";
    LIKE = "like";
    HELD = "Held";
    MEMBER = "Member";
    FROM_THE_PROVIDER = "From the provider";
    MAKE_LIKE_TITLE = "Apply these differences?";
    MAKE_LIKE_DETAIL = "These calls are sent one by one and change";
    NOTHING_TO_APPLY = "Nothing of it can be done from here.";
    LEFT_OUT_STEPS = "Left out, since it comes from elsewhere";
    APPLY = "Apply";
}
