//! One form per file, each in the same order: what it is for, its draft as typed, `validate` (which alone makes
//! a call), and the component. Knows components and stores.

mod create_password;
mod draft;
mod group_fields;
mod new_group;
mod new_user;
mod shell;
mod sign_in;

pub use create_password::CreatePasswordForm;
pub use new_group::NewGroupForm;
pub use new_user::NewUserForm;
pub use sign_in::{SignInForm, SignInKeyForm};
