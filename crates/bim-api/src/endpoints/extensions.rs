//! What the reference does not have: announced by `GET /bim/ext`, never needed by the app.

use serde::{Deserialize, Serialize};

use super::endpoints;
use crate::Access;

/// The extensions a service has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extensions {
    /// Their names; `sign-out` is the one declared here.
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
    }
}
