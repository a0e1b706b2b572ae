//! Signing in, and the page behind an invitation.

words! {
    SIGN_IN_WITH_KEY = "Sign in with an API key";
    SIGN_IN_WITH_PASSWORD = "Sign in with a password";
    OR = "or";
    KEY_HELP = "It is exchanged for a session and not kept.";
    SIGN_IN_FAILED = "You could not be signed in";
    CREATE_PASSWORD_FAILED = "The password could not be set";
    CREATE_PASSWORD_BUTTON = "Set password and sign in";
    WRONG_PASSWORD = "Username or password is wrong.";
    WRONG_KEY = "This API key is not known, or it was revoked.";
    SIGNED_OUT = "You are signed out.";
    SESSION_ENDED = "Your session had ended. Sign in to go on.";
    SESSION_UNCHECKED = "Your session could not be checked";
    PROVIDERS_FAILED = "The identity providers could not be listed. Type the provider, or leave bim.";
    NOT_AVAILABLE_HERE = "not available here";
    SESSION_EXPIRED = "Sign in again";
    SESSION_EXPIRED_DETAIL = "Your session has ended. Nothing you typed is lost: after signing in you go on where you were.";
    SOMEBODY_ELSE = "Sign in as somebody else";
    SIGNED_IN_AS_ELSE = "Somebody else is signed in now. What was about to be sent was dropped.";
    CREATE_PASSWORD = "Create your password";
    CREATE_PASSWORD_DETAIL = "For the account";
    PASSWORD_CREATED = "Your password is set.";
    PASSWORDS_DIFFER = "The two passwords differ.";
    LINK_BROKEN = "This link is not complete";
    LINK_BROKEN_DETAIL = "A part of it is missing, as happens when a mail program breaks a long line. Copy the whole link into the address bar, or ask for a new invitation.";
    LINK_REFUSED = "This link no longer works";
    LINK_REFUSED_DETAIL = "It was used already, or it is older than it may be. Ask the person who invited you for a new one; if you have a password, sign in.";
    LINK_FOREIGN = "This link is not for this account";
    LINK_FOREIGN_DETAIL = "Its parts belong to different invitations. Open it exactly as you were sent it, or ask for a new one.";
    LINK_GONE = "This account is not there any more";
    LINK_GONE_DETAIL = "It was deleted after you were invited. Ask the person who invited you.";
}
