//! What the command line does, one module per command.

pub(crate) mod accounts;
pub(crate) mod keys;
pub(crate) mod people;
pub(crate) mod projects;
pub(crate) mod serve;
