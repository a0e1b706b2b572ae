//! Groups: the list, one group, a new group.

mod attributes_tab;
mod detail;
mod details_tab;
mod list;
mod members_tab;
mod new;

pub use detail::GroupPage;
pub use list::GroupsPage;
pub use new::NewGroupPage;
