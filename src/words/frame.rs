//! What stands around and over every page.

words! {
    ACCOUNT = "Account";
    GET_HELP = "Get help";
    ABOUT_CONSOLE = "About this console";
    CODE_MISSING = "A part of this console could not be loaded";
    CODE_MISSING_NOW = "A part of this console could not be loaded. Try again, or reload the page.";
    CODE_MISSING_DETAIL = "The connection may have failed, or a newer version was installed meanwhile.";
    UPGRADE = "New version";
    UPGRADED = "A newer version of this console was installed. Reload when you are ready.";
    CRASHED = "Something broke";
    CRASHED_DETAIL = "This is our mistake. What you typed is still on the page behind this message; reload to go on.";
    RELOAD = "Reload";
    LEAVE_TITLE = "Leave without saving?";
    LEAVE_DETAIL = "What you typed on this page would be lost.";
    LEAVE = "Leave";
    STAY = "Stay";

    // Between a number and its total
    OF = "of";
}
