//! People: the list, one person, a new person.

mod account_menu;
mod clone;
mod compare;
mod detail;
mod import;
mod list;
mod list_dialogs;
mod list_tools;
mod new;
mod tabs;

pub use clone::CloneUserPage;
pub use compare::ComparePage;
pub use detail::UserPage;
pub use import::ImportUsersPage;
pub use list::UsersPage;
pub use list_dialogs::{DrawDialogs, DrawListDialogs, ListDialogs};
pub use new::NewUserPage;
