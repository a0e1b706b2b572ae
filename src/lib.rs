//! The bim-admin app.
