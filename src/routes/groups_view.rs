//! Everything that shapes the list of groups, as it stands in the URL.

use bim_api::IamId;
use bim_api::wire::SortOrder;
use bim_api::wire::group::{GroupSearchQuery, GroupSort};
use serde::{Deserialize, Serialize};

use super::query::{self, ListView, Paging, is_default};
use crate::words;

/// The list's state. Defaults stay out of the URL.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct GroupsView {
    /// What is searched for in the names.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub q: String,
    /// Any of these providers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub provider: Vec<IamId>,
    /// What is sorted by.
    #[serde(skip_serializing_if = "is_default")]
    pub sort: GroupSort,
    /// Which way.
    #[serde(skip_serializing_if = "is_default")]
    pub order: SortOrder,
    /// The page, from 1; 0 stands for the first too.
    #[serde(skip_serializing_if = "is_default")]
    pub page: u32,
    /// Groups in a page; 0 stands for the default.
    #[serde(skip_serializing_if = "is_default")]
    pub size: u32,
}

impl ListView for GroupsView {
    fn paging(&self) -> Paging {
        Paging { page: self.page, size: self.size }
    }

    fn page_mut(&mut self) -> &mut u32 {
        &mut self.page
    }
}

impl GroupsView {
    /// Reads a query, value by value.
    pub fn parse(query: &str) -> Self {
        query::read(query)
    }

    /// Whether groups may be outside what is shown.
    pub fn is_narrowed(&self) -> bool {
        !self.q.is_empty() || !self.provider.is_empty()
    }

    /// Row 26's query.
    pub fn to_search(&self) -> GroupSearchQuery {
        let name = self.q.trim();
        GroupSearchQuery {
            name: (!name.is_empty()).then(|| name.to_owned()),
            iamid: self.provider.clone(),
            size: Some(self.paging().size()),
            offset: Some(self.paging().offset()),
            sort_field: Some(self.sort),
            sort_order: Some(self.order),
            ..GroupSearchQuery::default()
        }
    }
}

/// The tabs of a group's page; each has its own URL.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum GroupTab {
    /// What it is.
    #[default]
    Details,
    /// Who belongs to it.
    Members,
    /// What its members hold through it.
    Attributes,
}

impl GroupTab {
    /// All tabs in their order.
    pub const ALL: [Self; 3] = [Self::Details, Self::Members, Self::Attributes];

    pub(super) fn segment(self) -> &'static str {
        match self {
            Self::Details => "",
            Self::Members => "members",
            Self::Attributes => "attributes",
        }
    }

    /// The tab's label.
    pub fn label(self) -> &'static str {
        match self {
            Self::Details => words::DETAILS,
            Self::Members => words::MEMBERS,
            Self::Attributes => words::ATTRIBUTES,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_stands_in_the_url() {
        let view = GroupsView {
            q: "a & b=1".to_owned(),
            provider: vec!["bim".into(), "ldap".into()],
            sort: GroupSort::CreatedAt,
            order: SortOrder::Desc,
            page: 3,
            size: 25,
        };
        let href = query::with_query("groups".to_owned(), &view);
        assert_eq!(GroupsView::parse(href.split_once('?').expect("a query").1), view);
        assert_eq!(query::with_query("groups".to_owned(), &GroupsView::default()), "groups");
    }

    #[test]
    fn row_26_is_asked_for_the_page() {
        let view = GroupsView::parse("q=+eng+&page=3&size=25&sort=nonsense");
        let search = view.to_search();
        assert_eq!(search.name.as_deref(), Some("eng"));
        assert_eq!((search.size, search.offset), (Some(25), Some(50)));
        assert_eq!(search.sort_field, Some(GroupSort::Name));
        assert_eq!((view.at(1).page, view.at(2).page, view.changed(|_| ()).page), (0, 2, 0));
    }
}
