//! What an access review is about, as its URL has it. Read on its page, so that the sign-in page needs no reader of it.

use bim_api::{GroupId, Permission};
use serde::{Deserialize, Serialize};

use super::query::{self, is_default};
use super::{Route, UsersView};

/// How many days without a sign-in make an account dormant, unless the URL says another number.
const DORMANT: u32 = 90;

/// Whose access is reviewed: all who hold this.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ReviewOf {
    /// A permission.
    Permission(Permission),
    /// An attribute's key and value.
    Attribute(String, String),
    /// Membership in a group.
    Group(GroupId),
}

impl ReviewOf {
    /// The address of the review.
    pub fn route(&self) -> Route {
        ReviewView::of(self.clone()).route()
    }
}

/// What a list of people is narrowed to, where that is one thing that can be reviewed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Narrowed {
    /// This.
    To(ReviewOf),
    /// Members of whichever group has this name.
    ToGroup(String),
}

impl Narrowed {
    /// Reads the list's filters.
    pub fn of(view: &UsersView) -> Option<Self> {
        let groups = view.group_id.iter().map(|group| ReviewOf::Group(*group));
        let values = view.attribute.iter().map(|one| ReviewOf::Attribute(one.key.clone(), one.value.clone()));
        let permissions = view.permission.iter().map(|one| ReviewOf::Permission(one.clone()));
        let names = view.group.iter().map(|name| Self::ToGroup(name.clone()));
        let mut all = groups.chain(values).chain(permissions).map(Self::To).chain(names);
        let one = all.next()?;
        all.next().is_none().then_some(one)
    }
}

/// The review's state in its URL.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct ReviewView {
    #[serde(skip_serializing_if = "Option::is_none")]
    permission: Option<Permission>,
    #[serde(skip_serializing_if = "String::is_empty")]
    attribute: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<GroupId>,
    /// 0 stands for the default.
    #[serde(skip_serializing_if = "is_default")]
    dormant: u32,
}

impl ReviewView {
    /// Reads a query, value by value.
    pub fn parse(query: &str) -> Self {
        query::read(query)
    }

    /// A review of this.
    pub fn of(what: ReviewOf) -> Self {
        match what {
            ReviewOf::Permission(one) => Self { permission: Some(one), ..Self::default() },
            ReviewOf::Attribute(attribute, value) => Self { attribute, value, ..Self::default() },
            ReviewOf::Group(group) => Self { group: Some(group), ..Self::default() },
        }
    }

    /// What is reviewed; nothing before it was chosen.
    pub fn what(&self) -> Option<ReviewOf> {
        if let Some(permission) = self.permission.clone().filter(|one| !one.as_str().is_empty()) {
            return Some(ReviewOf::Permission(permission));
        }
        if !self.attribute.is_empty() && !self.value.is_empty() {
            return Some(ReviewOf::Attribute(self.attribute.clone(), self.value.clone()));
        }
        self.group.map(ReviewOf::Group)
    }

    /// After how many days without a sign-in an account counts as dormant.
    pub fn dormant(&self) -> u32 {
        if self.dormant == 0 { DORMANT } else { self.dormant }
    }

    /// The same review with another number of days.
    #[must_use]
    pub fn with_dormant(&self, days: u32) -> Self {
        Self { dormant: if days == DORMANT { 0 } else { days }, ..self.clone() }
    }

    /// Its address.
    pub fn route(&self) -> Route {
        Route::AccessReview(query::written(self))
    }
}

#[cfg(test)]
mod tests {
    use bim_api::wire::user_search::AttributeFilter;

    use super::*;

    #[test]
    fn what_is_reviewed_stands_in_the_address() {
        let all = [
            ReviewOf::Permission(Permission::AUDIT),
            ReviewOf::Attribute("Land & See".to_owned(), "Bücher=1".to_owned()),
            ReviewOf::Group(GroupId(7)),
        ];
        for what in all {
            let route = ReviewView::of(what.clone()).with_dormant(30).route();
            let href = route.href();
            let (path, query) = href.split_once('?').expect("a query");
            assert_eq!(Route::parse(path, query), route);
            let view = ReviewView::parse(query);
            assert_eq!((view.what(), view.dormant()), (Some(what), 30));
        }
        assert_eq!(
            ReviewView::parse("attribute=Land&group=x&dormant=-1"),
            ReviewView { attribute: "Land".to_owned(), ..ReviewView::default() }
        );
        assert_eq!(ReviewView::parse("attribute=Land").what(), None);
        assert_eq!(ReviewView::default().dormant(), 90);
    }

    #[test]
    fn a_list_is_reviewed_that_is_narrowed_to_one_thing() {
        let audit = UsersView { permission: Some(Permission::AUDIT), ..UsersView::default() };
        assert_eq!(Narrowed::of(&audit), Some(Narrowed::To(ReviewOf::Permission(Permission::AUDIT))));
        let ops = UsersView { group: vec!["Ops".to_owned()], ..UsersView::default() };
        assert_eq!(Narrowed::of(&ops), Some(Narrowed::ToGroup("Ops".to_owned())));
        let named = UsersView { group: ops.group, ..audit.clone() };
        assert_eq!(Narrowed::of(&named), None);
        let jp = AttributeFilter { key: "Land".to_owned(), value: "JP".to_owned() };
        let both = UsersView { attribute: vec![jp], ..audit };
        assert_eq!(Narrowed::of(&both), None);
        assert_eq!(Narrowed::of(&UsersView::default()), None);
    }
}
