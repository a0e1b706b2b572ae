//! Rows 30, 32, 34 and 35.

mod create;
mod impersonate;
mod revoke;
