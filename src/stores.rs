//! Reactive stores, one resource each. Views read them and call their verbs, which are named after the
//! endpoints; views never write state. Knows `api`, and no view.

mod api_keys;
mod audit;
mod bulk;
mod catalogue;
mod changes;
mod group;
mod groups;
mod held_attributes;
mod iams;
mod jobs;
mod journal;
mod kept;
mod kept_columns;
mod kept_mappings;
mod lanes;
mod lifetime;
mod people_finder;
mod recent_places;
mod remote;
mod review;
mod roster;
mod saved_views;
mod selection;
mod session;
mod slices;
mod sync;
mod toasts;
mod upgrade;
mod user;
mod users;

pub use api_keys::{ApiKeys, Revoked};
pub use audit::{Audit, AuditPage};
pub use bulk::{Action, Bulk, Copies, Line as BulkLine, Preview, Verdict};
pub use catalogue::{
    Catalogue, Gathering, Holders, HoldingGroup, HoldingPerson, Index, KeyCounts, KeyValue, Line, Lines,
    Matches, Pair, Taking, VALUES, Wanted, What, differs_unseen, looks_alike,
};
pub use changes::Change;
pub use group::{Group, GroupLosses, LostValue, MemberPage};
pub use groups::{GroupPage, Groups};
pub use held_attributes::{Held, HeldAttributes, Holder, InUse};
pub use iams::Iams;
pub use jobs::{Failed, Job, JobPhase, JobPlan, Jobs, Outcome, Progress, Task};
pub use journal::{
    Deed, Entry, FieldChange, GroupName, Inverse, Journal, Part as UndoPart, Plan as UndoPlan,
    Standing as UndoStanding, Subject, Undo, WriteOutcome, Written,
};
pub use kept_columns::KeptColumns;
pub use kept_mappings::KeptMappings;
pub use lifetime::Lifetime;
pub use people_finder::{Found, Pasted, PeopleFinder, Resolved, Suggested, pasted_lines};
pub use recent_places::{RecentPlace, RecentPlaces};
pub use remote::{Latest, Remote};
pub use review::{
    Decision, Decisions, Finding, Grant, Keys, Lock, Review, Reviewed, Reviews, Ruling, SignIn, Way, in_order,
};
pub use roster::{Absent, Field, ImportPlan, Mapping, Mistake, Planned, Roster, Standing};
pub use saved_views::{SavedView, SavedViews};
pub use selection::{Chosen, Reading, Selectable, Selected, Selection};
pub use session::{Acting, Notice, Phase, Session, SignInOutcome};
pub use sync::Sync;
pub use toasts::{Toast, ToastKind, Toasts};
pub use upgrade::Upgrade;
pub use user::{Losses, Part, SoleValues, User, WholePerson};
pub use users::{Scan, UserPage, Users};
