//! Who asks, as types.

use crate::world::World;

/// Somebody who asks.
pub trait Actor {
    /// What they send as `Authorization: Bearer`.
    fn secret(&self, world: &World) -> Option<String>;
}

/// Nobody in particular.
pub struct Anonymous;
/// Holds CREATE_PROJECT alone.
pub struct Member;
/// Holds AUDIT.
pub struct Auditor;
/// Holds USER_ADMIN.
pub struct UserAdmin;
/// Whoever has this secret.
pub struct Bearer(pub String);

impl Actor for Anonymous {
    fn secret(&self, _: &World) -> Option<String> {
        None
    }
}

impl Member {
    pub const USERNAME: &'static str = "max.member@example.com";
}

impl Actor for Member {
    fn secret(&self, world: &World) -> Option<String> {
        world.key_of(Self::USERNAME).map(str::to_owned)
    }
}

impl Auditor {
    pub const USERNAME: &'static str = "audrey.auditor@example.com";
}

impl Actor for Auditor {
    fn secret(&self, world: &World) -> Option<String> {
        world.key_of(Self::USERNAME).map(str::to_owned)
    }
}

impl UserAdmin {
    pub const USERNAME: &'static str = "uma.admin@example.com";
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
