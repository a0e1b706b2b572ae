//! A new person.

words! {
    NEW_USER_DETAIL = "In the built-in provider. The person sets a password through the invitation.";
    WHO = "Who it is";
    WHAT_THEY_MAY = "What the person may do";
    WHAT_THEY_MAY_DETAIL = "Some permissions may be added by the service itself. All can be changed later.";
    USERNAME_HELP = "What the person signs in with; often the email address. It cannot be changed later.";
    EMAIL_HELP = "Where the invitation goes, if the service sends mail.";
    CREATE_FAILED = "The account could not be created";
    CREATED_TITLE = "Account created";
    INVITATION_LINK = "Invitation link";
    INVITATION_HELP = "With this link the person sets a password. It works once, and is shown only now: copy it before you leave.";
    MAIL_SENT = "The invitation was sent by mail.";
    MAIL_FAILED = "The invitation could not be sent by mail. Give the link to the person yourself.";
    MAIL_NONE = "No mail was sent. Give the link to the person yourself.";
    NO_LINK = "The service gave no invitation link.";
    OPEN_USER = "Open the account";
    ANOTHER_USER = "Create another";
    OUTCOME_UNKNOWN = "It is not known whether the account was created";
    OUTCOME_UNKNOWN_MISSING = "The answer was lost, and looking again found no such account. Try again.";
    OUTCOME_UNKNOWN_THERE = "The answer was lost, but the account is there now. Its invitation link was lost with the answer.";
    OUTCOME_UNKNOWN_LOOKING = "The answer was lost. Looking whether the account exists.";
    OUTCOME_UNKNOWN_STILL = "The answer was lost, and so was the next one. Look at the list before you try again.";
}
