//! What somebody who acts as another person may do: not more than as themselves.

use bim_api::endpoints::{ChangePassword, CreateApiKey, DeleteApiKey, Impersonate};
use bim_api::{Endpoint, Permission};

use crate::db::tokens::Holder;
use crate::http::error::ServiceError;

/// Permissions that nobody gains by acting as somebody who holds them.
const GUARDED: [Permission; 6] = [
    Permission::APPLICATION_ADMIN,
    Permission::USER_ADMIN,
    Permission::GOVERNANCE,
    Permission::AUDIT,
    Permission::IMPERSONATE_USER,
    Permission::IMPERSONATE_HDFS_USER,
];

/// Endpoints that make or end lasting credentials of the person acted as: rows 6, 30, 32 and 35.
const CLOSED: [&str; 4] = [ChangePassword::NAME, CreateApiKey::NAME, Impersonate::NAME, DeleteApiKey::NAME];

/// A guarded permission of the target that `impersonator` lacks.
pub(crate) fn missing<'a>(impersonator: &Holder, target: &'a [String]) -> Option<&'a str> {
    let is_guarded = |name: &str| GUARDED.iter().any(|permission| permission.as_str() == name);
    let holds = |name: &str| impersonator.permissions.iter().any(|held| held == name);
    target.iter().map(String::as_str).find(|name| is_guarded(name) && !holds(name))
}

/// Whether `impersonator` may still act as `target`: both can change at any time.
pub(crate) fn may_act(impersonator: &Holder, target: &Holder) -> bool {
    let may = |name: &str| name == Permission::IMPERSONATE_USER.as_str();
    !impersonator.disabled
        && impersonator.permissions.iter().any(|held| may(held))
        && missing(impersonator, &target.permissions).is_none()
}

/// Refuses what nobody may do as somebody else.
pub(crate) fn check_endpoint(name: &str) -> Result<(), ServiceError> {
    match CLOSED.contains(&name) {
        true => Err(ServiceError::new(403, "This cannot be done while acting as somebody else.")),
        false => Ok(()),
    }
}
