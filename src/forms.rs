//! One form per file, each in the same order: what it is for, its draft as typed, `validate` (which alone makes
//! a call), and the component. Knows components and stores.

mod add_members;
mod add_membership;
mod attribute_editor;
mod clone_user;
mod create_password;
mod delete_group;
mod delete_user;
mod disable_user;
mod draft;
mod group_details;
mod group_fields;
mod make_like;
mod meanwhile;
mod name_list;
mod new_group;
mod new_user;
mod permissions;
mod profile;
mod reset_password;
mod save_view;
mod select_people;
mod shell;
mod sign_in;

pub use add_members::AddMembersForm;
pub use add_membership::AddMembershipForm;
pub use attribute_editor::AttributeEditor;
pub use clone_user::CloneUserForm;
pub use create_password::{CreatePasswordForm, LinkProblem};
pub use delete_group::DeleteGroupForm;
pub use delete_user::DeleteUserForm;
pub use disable_user::DisableUserForm;
pub use group_details::GroupDetailsForm;
pub use make_like::{MakeLikeDialog, Plan, Step};
pub use new_group::NewGroupForm;
pub use new_user::NewUserForm;
pub use permissions::PermissionsForm;
pub use profile::ProfileForm;
pub use reset_password::ResetPasswordForm;
pub use save_view::SavedViewsForm;
pub use select_people::SelectPeopleForm;
pub use sign_in::{SignInForm, SignInKeyForm};
