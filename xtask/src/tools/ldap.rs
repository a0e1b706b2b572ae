//! The directory that the service's tests sync with.

use anyhow::{Context, Result};

use super::system;

/// OpenLDAP's programs; the tests start servers of their own with them.
pub(crate) fn ensure_ldap() -> Result<()> {
    match bim_ldap::is_installed() {
        true => Ok(()),
        false => system::install(&["slapd", "ldap-utils"]).context("The tests need OpenLDAP"),
    }
}
