//! Everybody's own page.

words! {
    MY_PROFILE = "My profile";
    YOUR_DETAILS = "About you";
    YOUR_DETAILS_DETAIL = "Other people see this. Your username and identity provider cannot be changed.";
    PROFILE_STALE = "Your profile could not be read anew; what you see may be older";
    NOTIFICATIONS = "Notifications";
    EMAIL_NOTIFICATIONS = "Notify me by email";
    EMAIL_NOTIFICATIONS_HELP = "Of what concerns you on the platform.";
    NOTIFICATIONS_FAILED = "This could not be saved";
    NOTIFICATIONS_SAVED = "Saved.";

    // Password
    YOUR_PASSWORD_DETAIL = "A new one ends all your other sessions.";
    CHANGE_PASSWORD = "Change password";
    PASSWORD_CHANGED = "Your password was changed.";
    PASSWORD_CHANGE_FAILED = "The password could not be changed";
    SAME_PASSWORD = "This is the password you have now.";
    PASSWORD_ELSEWHERE = "Your password belongs to your identity provider; it is changed there:";
    STRENGTH = "Strength";
    STRENGTH_WEAK = "weak";
    STRENGTH_FAIR = "fair";
    STRENGTH_GOOD = "good";
    STRENGTH_STRONG = "strong";
    STRENGTH_SHORT = "Twelve characters or more are much harder to guess.";
    STRENGTH_NAME = "It holds your name, which everybody knows.";
    STRENGTH_COMMON = "It holds a word that is tried first.";
    STRENGTH_REPEATS = "It repeats itself.";
    STRENGTH_SEQUENCE = "It follows the alphabet, the figures or the keyboard.";

    // What one holds
    YOUR_PERMISSIONS = "What you may do";
    YOUR_PERMISSIONS_DETAIL = "An admin gives and takes permissions.";
    YOUR_NO_PERMISSIONS = "No special permissions: you see what everybody sees, and look after your own account.";
    YOUR_GROUPS = "Your groups";
    YOUR_GROUPS_DETAIL = "An admin adds you to groups, or your identity provider does.";
    YOUR_NO_GROUPS = "You are not a member of any group.";
    YOUR_ATTRIBUTES = "Your attributes";
    YOUR_ATTRIBUTES_DETAIL = "Policies decide by them what data you see. They come from an admin, from your identity provider, or through a group.";
    YOUR_NO_ATTRIBUTES = "You hold no attributes.";
    BY_PROVIDER = "From your identity provider";
    GIVEN_BY_ADMIN = "Given by an admin";
    THROUGH_GROUP = "Through a group";
    YOUR_KEYS_DETAIL = "Keys with which programs sign in as you.";
    MANAGE_KEYS = "Manage API keys";
}
