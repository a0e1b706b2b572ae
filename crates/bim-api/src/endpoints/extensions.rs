//! What the reference does not have: announced by `GET /bim/ext`, never needed by the app.

use serde::{Deserialize, Serialize};

use super::endpoints;
use super::paths::SyncPath;
use crate::wire::Hits;
use crate::wire::audit::{AuditEvent, AuditQuery};
use crate::wire::batch::{BatchAnswer, BatchCalls};
use crate::wire::iam::{SyncPlan, SyncRequest, SyncState};
use crate::{Access, Permission};

/// The extensions a service has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Extensions {
    /// Their names, such as `sign-out` and `audit`.
    #[serde(default)]
    pub extensions: Vec<String>,
}

endpoints! {
    /// Lists the extensions of this service.
    ListExtensions = [] Get "/bim/ext" {
        access: Access::Anyone, path: (), query: (), body: (), response: Extensions,
    }
    /// Ends the token that asks.
    SignOut = [] Post "/bim/ext/sign-out" {
        access: Access::SignedIn, path: (), query: (), body: (), response: (),
        refuses: [422],
    }
    /// Ends the token that asks two minutes from now, unless it is used before: for a page that goes, and may come back.
    LeaveSession = [] Post "/bim/ext/leave" {
        access: Access::SignedIn, path: (), query: (), body: (), response: (),
        refuses: [422],
    }
    /// Makes up to 100 calls that may travel in a batch, each as if it had come by itself; answers in their order.
    SendBatch = [] Post "/bim/ext/batch" {
        access: Access::SignedIn, path: (), query: (), body: BatchCalls, response: Vec<BatchAnswer>,
    }
    /// Lists who changed what and when, newest first.
    SearchAudit = [] Get "/bim/ext/audit" {
        access: Access::Holds(&[Permission::AUDIT]), path: (), query: AuditQuery, body: (), response: Hits<AuditEvent>,
    }
    /// Tells how far the last sync of a provider came.
    GetSync = [] Get "/bim/ext/iam/{iamId}/sync" {
        access: Access::Holds(&[Permission::USER_ADMIN]), path: SyncPath, query: (), body: (), response: SyncState,
    }
    /// Stops a running sync after its batch.
    CancelSync = [] Delete "/bim/ext/iam/{iamId}/sync" {
        access: Access::Holds(&[Permission::USER_ADMIN]), path: SyncPath, query: (), body: (), response: (),
        refuses: [409],
    }
    /// Tells what a sync would change for each person; changes nothing.
    PlanSync = [] Post "/bim/ext/iam/{iamId}/sync/plan" reads {
        access: Access::Holds(&[Permission::USER_ADMIN]), path: SyncPath, query: (), body: SyncRequest,
        response: SyncPlan, refuses: [422],
    }
}
