//! Who asks, as types.

use crate::world::World;

/// Somebody who asks.
pub(crate) trait Actor {
    /// What they send as `Authorization: Bearer`.
    fn secret(&self, world: &World) -> Option<String>;
}

/// Nobody in particular.
pub(crate) struct Anonymous;
/// Holds CREATE_PROJECT alone.
pub(crate) struct Member;
/// Holds AUDIT.
pub(crate) struct Auditor;
/// Holds USER_ADMIN.
pub(crate) struct UserAdmin;
/// Whoever has this secret.
pub(crate) struct Bearer(pub String);

impl Actor for Anonymous {
    fn secret(&self, _: &World) -> Option<String> {
        None
    }
}

impl Member {
    pub(crate) const USERNAME: &'static str = "max.member@example.com";
}

impl Actor for Member {
    fn secret(&self, world: &World) -> Option<String> {
        world.key_of(Self::USERNAME).map(str::to_owned)
    }
}

impl Auditor {
    pub(crate) const USERNAME: &'static str = "audrey.auditor@example.com";
}

impl Actor for Auditor {
    fn secret(&self, world: &World) -> Option<String> {
        world.key_of(Self::USERNAME).map(str::to_owned)
    }
}

impl UserAdmin {
    pub(crate) const USERNAME: &'static str = "uma.admin@example.com";
}

impl Actor for UserAdmin {
    fn secret(&self, world: &World) -> Option<String> {
        world.key_of(Self::USERNAME).map(str::to_owned)
    }
}

impl Actor for Bearer {
    fn secret(&self, _: &World) -> Option<String> {
        Some(self.0.clone())
    }
}
