//! Identity providers: rows 8, 9 and 14.

use super::endpoints;
use super::paths::SyncPath;
use crate::wire::iam::{Iam, SyncOutcome, SyncRequest, SyncUsersRequest};
use crate::{Access, Permission};

const USER_ADMIN: Access = Access::Holds(&[Permission::USER_ADMIN]);

endpoints! {
    /// Syncs people from an external provider with its stored configuration. The contract documents no answer.
    SyncUsers = [8] Post "/bim/syncUsers" {
        access: USER_ADMIN, path: (), query: (), body: SyncUsersRequest, response: (),
        refuses: [404, 409, 422],
    }
    /// Syncs people from LDAP, or tells what a sync would do. Stands outside `/bim`: a proxy routes both.
    SyncLdap = [9] Post "/iam/{iamId}/sync" {
        access: USER_ADMIN, path: SyncPath, query: (), body: SyncRequest, response: SyncOutcome,
        refuses: [409, 422],
    }
    /// Lists the configured identity providers.
    ListIams = [14] Get "/bim/iam" {
        access: Access::Anyone, path: (), query: (), body: (), response: Vec<Iam>,
    }
}
