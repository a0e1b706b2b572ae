//! People: the list, one person, a new person.

mod detail;
mod detail_tabs;
mod list;
mod new;

pub use detail::UserPage;
pub use list::UsersPage;
pub use new::NewUserPage;
