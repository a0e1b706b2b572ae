//! Who may call an endpoint. Read by the service's guard, by the app's disabled controls and by the
//! generated API document; it decides nothing itself.

use crate::Permission;

/// The access rule of one endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Access {
    /// No credential is needed (rows 2, 14, 31).
    Anyone,
    /// Any valid token or key (rows 15, 18, 26, 28, 33: some hide fields from people without USER_ADMIN).
    SignedIn,
    /// One of these permissions.
    Holds(&'static [Permission]),
    /// The person the path names, or somebody with this permission (rows 3, 6, 34).
    SelfOr(Permission),
    /// A member of the project that the body names; without a project, any signed-in person (row 30).
    ProjectMember,
    /// Whoever created the API key (row 35).
    KeyOwner,
}

impl Access {
    /// The permissions of which one is enough, where holding one is what the rule asks for.
    pub fn permissions(&self) -> &[Permission] {
        match self {
            Self::Holds(any) => any,
            Self::SelfOr(permission) => std::slice::from_ref(permission),
            Self::Anyone | Self::SignedIn | Self::ProjectMember | Self::KeyOwner => &[],
        }
    }

    /// Whether somebody holding `permissions` passes without being the person or the owner concerned.
    pub fn allows(&self, permissions: &[Permission]) -> bool {
        match self {
            Self::Anyone | Self::SignedIn => true,
            _ => self.permissions().iter().any(|p| permissions.contains(p)),
        }
    }
}
