//! Pieces that know what they show: people, permissions, attributes, the API's errors. Knows stores and `ui`.

mod api_error;
mod attribute_list;
mod filter_chips;
mod group_losses;
mod group_table;
mod job_view;
mod list_pages;
mod list_search;
mod member_table;
mod permission_list;
mod person_choices;
mod provider_boxes;
mod user_columns;
mod user_filters;
mod user_table;

pub use api_error::{ErrorBanner, Explained, explain};
pub use attribute_list::AttributeList;
pub use filter_chips::FilterChips;
pub use group_losses::GroupLossList;
pub use group_table::GroupTable;
pub use job_view::JobView;
pub use list_pages::{ListPages, Shown};
pub use list_search::ListSearch;
pub use member_table::MemberTable;
pub use permission_list::{PermissionList, PermissionPicker};
pub use person_choices::PersonChoices;
pub use provider_boxes::ProviderBoxes;
pub use user_columns::{ColumnPicker, column_name};
pub use user_filters::UserFilters;
pub use user_table::UserTable;
