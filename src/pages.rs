//! One page per URL: what stands where, and what each of its states says. Knows forms, components and stores.

mod access_review;
mod activity;
mod api_keys;
mod attributes;
mod groups;
mod identity_providers;
mod impersonate;
mod login;
mod not_found;
mod profile;
mod token;
mod users;

pub use access_review::AccessReviewPage;
pub use activity::{ActivityPage, AuditPage};
pub use api_keys::{ApiKeysPage, NewApiKeyPage, RotateApiKeyPage};
pub use attributes::AttributesPage;
pub use groups::{GroupPage, GroupsPage, NewGroupPage};
pub use identity_providers::{IdentityProvidersPage, SyncPage};
pub use impersonate::ImpersonatePage;
pub use login::{Arrival, LoginPage};
pub use not_found::{NotFoundPage, NotOfferedPage};
pub use profile::ProfilePage;
pub use token::TokenPage;
pub use users::{
    CloneUserPage, ComparePage, DrawDialogs, DrawListDialogs, ImportUsersPage, ListDialogs, NewUserPage,
    UserPage, UsersPage,
};
