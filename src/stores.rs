//! Reactive stores, one resource each. Views read them and call their verbs, which are named after the
//! endpoints; views never write state. Knows `api`, and no view.

mod api_keys;
mod catalogue;
mod group;
mod groups;
mod held_attributes;
mod iams;
mod jobs;
mod kept;
mod kept_columns;
mod lanes;
mod lifetime;
mod people_finder;
mod remote;
mod saved_views;
mod selection;
mod session;
mod sync;
mod toasts;
mod user;
mod users;

pub use api_keys::{ApiKeys, Revoked};
pub use catalogue::{
    Catalogue, Gathering, Holders, HoldingGroup, HoldingPerson, Index, KeyCounts, KeyValue, Line, Pair,
    Taking, VALUES, What, differs_unseen,
};
pub use group::{Group, GroupLosses, LostValue, MemberPage};
pub use groups::{GroupPage, Groups};
pub use held_attributes::{Held, HeldAttributes, Holder, InUse};
pub use iams::Iams;
pub use jobs::{Done, Failed, Job, JobProgress, Step};
pub use kept_columns::KeptColumns;
pub use lifetime::Lifetime;
pub use people_finder::{Found, PeopleFinder, Resolved, Suggested, pasted_lines};
pub use remote::{Latest, Remote};
pub use saved_views::{SavedView, SavedViews};
pub use selection::{Chosen, Reading, Selectable, Selected, Selection};
pub use session::{Acting, Notice, Phase, Session, SignInOutcome};
pub use sync::Sync;
pub use toasts::{Toast, ToastKind, Toasts};
pub use user::{Losses, Part, SoleValues, User, WholePerson};
pub use users::{Scan, UserPage, Users};
