//! Reactive stores, one resource each. Views read them and call their verbs, which are named after the
//! endpoints; views never write state. Knows `api`, and no view.

mod groups;
mod iams;
mod lanes;
mod remote;
mod session;
mod toasts;
mod user;
mod users;

pub use groups::{GroupPage, Groups};
pub use iams::Iams;
pub use remote::{Latest, Remote};
pub use session::{Notice, Phase, Session, SignInOutcome};
pub use toasts::{Toast, ToastKind, Toasts};
pub use user::{Part, User};
pub use users::{UserPage, Users};
