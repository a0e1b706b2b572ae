//! Groups: the list, a new group.

mod list;
mod new;

pub use list::GroupsPage;
pub use new::NewGroupPage;
