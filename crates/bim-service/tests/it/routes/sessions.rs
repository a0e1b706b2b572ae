//! Rows 2, 6, 31, 33 and signing out.

mod invitation;
mod key_login;
mod login;
mod password;
mod token;
