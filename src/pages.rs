//! One page per URL: what stands where, and what each of its states says. Knows forms, components and stores.

mod groups;
mod login;
mod not_found;
mod users;

pub use groups::{GroupPage, GroupsPage, NewGroupPage};
pub use login::{Arrival, LoginPage};
pub use not_found::NotFoundPage;
pub use users::{CloneUserPage, ComparePage, NewUserPage, UserPage, UsersPage};
