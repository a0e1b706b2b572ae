//! What is wrong with what was typed.

words! {
    REQUIRED = "Fill this in.";
    TOO_LONG = "This is too long: at most 256 characters.";
    USERNAME_DOTS = "A username cannot be “.” or “..”.";
    NOT_AN_EMAIL = "This does not look like an email address.";
    USERNAME_TAKEN = "This username is taken.";
    NOT_A_NUMBER = "An id is a whole number.";
}
