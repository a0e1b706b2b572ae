//! One form per file, each in the same order: what it is for, its draft as typed, `validate` (which alone makes
//! a call), and the component. Knows components and stores.

mod add_members;
mod create_password;
mod delete_group;
mod draft;
mod group_details;
mod group_fields;
mod meanwhile;
mod new_group;
mod new_user;
mod shell;
mod sign_in;

pub use add_members::AddMembersForm;
pub use create_password::CreatePasswordForm;
pub use delete_group::DeleteGroupForm;
pub use group_details::GroupDetailsForm;
pub use new_group::NewGroupForm;
pub use new_user::NewUserForm;
pub use sign_in::{SignInForm, SignInKeyForm};
