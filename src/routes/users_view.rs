//! Everything that shapes the list of people, as it stands in the URL: search, filters, sort, page, columns.
//! A value that cannot be read is left out alone; the rest of the URL still counts.

use bim_api::wire::SortOrder;
use bim_api::wire::user::UserHit;
use bim_api::wire::user_search::{AttributeFilter, UserSearch, UserSearchQuery, UserSort};
use bim_api::{GroupId, IamId, Permission, ProfileId};
use serde::{Deserialize, Serialize};

use super::attribute_texts;
use super::list_options::{Column, Hidden, SearchIn, Status};
use super::query::{self, ListView, Paging, is_default};

/// The list's state. Defaults stay out of the URL.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct UsersView {
    /// What is searched for.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub q: String,
    /// Where it is searched.
    #[serde(rename = "in", skip_serializing_if = "is_default")]
    pub search_in: SearchIn,
    /// Enabled people, disabled people or both.
    #[serde(skip_serializing_if = "is_default")]
    pub status: Status,
    /// Any of these providers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub provider: Vec<IamId>,
    /// Holders of this permission.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permission: Option<Permission>,
    /// Members of any of these groups, by name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub group: Vec<String>,
    /// Members of any of these groups, by id.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub group_id: Vec<GroupId>,
    /// Holders of each of these attribute values, as `key=value`.
    #[serde(skip_serializing_if = "Vec::is_empty", with = "attribute_texts")]
    pub attribute: Vec<AttributeFilter>,
    /// People with a permission in this domain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
    /// People with this permission in a domain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain_permission: Option<String>,
    /// Any of these profiles.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub profile: Vec<ProfileId>,
    /// Any of these people across providers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub global_id: Vec<String>,
    /// People who do not hold these attributes, by key. The API has no such filter; see [`Self::is_scan`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lacks: Vec<String>,
    /// People who never signed in. The API has no such filter; see [`Self::is_scan`].
    #[serde(skip_serializing_if = "is_default")]
    pub never_signed_in: bool,
    /// Who is left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hide: Vec<Hidden>,
    /// What is sorted by.
    #[serde(skip_serializing_if = "is_default")]
    pub sort: UserSort,
    /// Which way.
    #[serde(skip_serializing_if = "is_default")]
    pub order: SortOrder,
    /// The page, from 1; 0 stands for the first too.
    #[serde(skip_serializing_if = "is_default")]
    pub page: u32,
    /// People in a page; 0 stands for the default.
    #[serde(skip_serializing_if = "is_default")]
    pub size: u32,
    /// The columns beside the person, in their order; empty stands for the default ones.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<Column>,
}

impl ListView for UsersView {
    fn paging(&self) -> Paging {
        Paging { page: self.page, size: self.size }
    }

    fn page_mut(&mut self) -> &mut u32 {
        &mut self.page
    }
}

impl UsersView {
    /// Reads a query, value by value.
    pub fn parse(query: &str) -> Self {
        query::read(query)
    }

    /// The query, without `?`; empty for the plain list.
    pub fn to_query(&self) -> String {
        serde_html_form::to_string(self).unwrap_or_default()
    }

    /// The page, from 1.
    pub fn page(&self) -> u32 {
        self.paging().page()
    }

    /// People in a page.
    pub fn size(&self) -> u32 {
        self.paging().size()
    }

    /// How many people stand before this page.
    pub fn offset(&self) -> u32 {
        self.paging().offset()
    }

    /// What of it the API is asked for: all but the columns.
    pub fn asked(&self) -> Self {
        Self { columns: Vec::new(), ..self.clone() }
    }

    /// The columns to show.
    pub fn columns(&self) -> &[Column] {
        if self.columns.is_empty() { &Column::DEFAULT } else { &self.columns }
    }

    /// The same list with no search and no filter.
    #[must_use]
    pub fn cleared(&self) -> Self {
        Self {
            sort: self.sort,
            order: self.order,
            size: self.size,
            columns: self.columns.clone(),
            ..Self::default()
        }
    }

    /// The same search without its filters.
    #[must_use]
    pub fn without_filters(&self) -> Self {
        Self { q: self.q.clone(), search_in: self.search_in, ..self.cleared() }
    }

    /// How many filters are set, the search not counted.
    pub fn filter_count(&self) -> usize {
        usize::from(self.status != Status::default())
            + self.provider.len()
            + usize::from(self.permission.is_some())
            + self.group.len()
            + self.group_id.len()
            + self.attribute.len()
            + usize::from(self.domain.is_some())
            + usize::from(self.domain_permission.is_some())
            + self.profile.len()
            + self.global_id.len()
            + self.lacks.len()
            + usize::from(self.never_signed_in)
            + self.hide.len()
    }

    /// Whether a filter is set that the API does not have: everybody whom it gives has to be looked at.
    pub fn is_scan(&self) -> bool {
        self.never_signed_in || !self.lacks.is_empty()
    }

    /// Whether somebody whom the API gave fits the filters that it does not have.
    pub fn fits(&self, hit: &UserHit) -> bool {
        let held = [&hit.authorizations, &hit.bim_authorizations, &hit.iam_authorizations];
        let holds = |key: &String| {
            let mut held = held.into_iter().flatten().filter_map(|held| held.get(key));
            held.any(|values| !values.is_empty())
        };
        (!self.never_signed_in || hit.last_login.is_none()) && !self.lacks.iter().any(holds)
    }

    /// The same list apart from how it is shown.
    #[must_use]
    pub fn whole(&self) -> Self {
        Self { page: 0, size: 0, columns: Vec::new(), ..self.clone() }
    }

    /// Whether people who match may be outside what is shown.
    pub fn is_narrowed(&self) -> bool {
        !self.q.is_empty() || self.filter_count() > 0
    }

    fn search(&self, place: SearchIn) -> Option<String> {
        let text = self.q.trim();
        (self.search_in == place && !text.is_empty()).then(|| text.to_owned())
    }

    fn hides(&self, hidden: Hidden) -> Option<bool> {
        self.hide.contains(&hidden).then_some(true)
    }

    /// Row 20's search, for a USER_ADMIN.
    pub fn to_search(&self) -> UserSearch {
        UserSearch {
            size: Some(self.size()),
            name: self.search(SearchIn::Name),
            email: self.search(SearchIn::Email),
            userid: self.search(SearchIn::Username),
            iamid: self.provider.clone(),
            exclude_system_generated: self.hides(Hidden::System),
            exclude_admin_and_governor: self.hides(Hidden::Admins),
            exclude_deleted_iams: self.hides(Hidden::Orphans),
            exclude_bim: self.hides(Hidden::Bim),
            include_disabled: (self.status != Status::Enabled).then_some(true),
            include_enabled: (self.status == Status::Disabled).then_some(false),
            sort_field: Some(self.sort),
            sort_order: Some(self.order),
            offset: Some(self.offset()),
            permission: self.permission.clone(),
            domain_permission: self.domain_permission.clone(),
            domain_id: self.domain.clone(),
            profile_ids: self.profile.clone(),
            global_user_ids: self.global_id.clone(),
            group_names: self.group.clone(),
            group_ids: self.group_id.clone(),
            user_attributes: self.attribute.clone(),
        }
    }

    /// Row 15's query, for everybody else. What it cannot filter by is left out; see [`Self::needs_admin`].
    pub fn to_list_query(&self) -> UserSearchQuery {
        UserSearchQuery {
            size: Some(self.size()),
            name: self.search(SearchIn::Name),
            userid: self.search(SearchIn::Username),
            email: self.search(SearchIn::Email),
            iamid: self.provider.clone(),
            profile_ids: self.profile.clone(),
            exclude_system_generated: self.hides(Hidden::System),
            exclude_admin_and_governor: self.hides(Hidden::Admins),
            exclude_deleted_iams: self.hides(Hidden::Orphans),
            exclude_bim: self.hides(Hidden::Bim),
            include_disabled: (self.status != Status::Enabled).then_some(true),
            offset: Some(self.offset()),
            sort_field: Some(self.sort),
            sort_order: Some(self.order),
            permission: self.permission.clone(),
        }
    }

    /// Whether a filter is set that only row 20 has.
    pub fn needs_admin(&self) -> bool {
        self.status == Status::Disabled
            || !self.group.is_empty()
            || !self.group_id.is_empty()
            || !self.attribute.is_empty()
            || self.domain.is_some()
            || self.domain_permission.is_some()
            || !self.global_id.is_empty()
            || self.is_scan()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full() -> UsersView {
        UsersView {
            q: "ann & bob=1".to_owned(),
            search_in: SearchIn::Email,
            status: Status::All,
            provider: vec!["bim".into(), "ldap".into()],
            permission: Some(Permission::AUDIT),
            group: vec!["Finance / Payroll".to_owned()],
            group_id: vec![GroupId(3)],
            attribute: vec![
                AttributeFilter { key: "a=b%".to_owned(), value: "c=d".to_owned() },
                AttributeFilter { key: "Land".to_owned(), value: "日本".to_owned() },
            ],
            domain: Some("d1".to_owned()),
            domain_permission: Some("Audit Activity".to_owned()),
            profile: vec![ProfileId(7)],
            global_id: vec!["g".to_owned()],
            lacks: vec!["Land & Leute".to_owned()],
            never_signed_in: true,
            hide: vec![Hidden::System, Hidden::Orphans],
            sort: UserSort::CreatedAt,
            order: SortOrder::Desc,
            page: 3,
            size: 25,
            columns: vec![Column::Created, Column::LastSignIn],
        }
    }

    #[test]
    fn everything_stands_in_the_url() {
        assert_eq!(UsersView::parse(&full().to_query()), full());
        assert_eq!(full().filter_count(), 16);
    }

    #[test]
    fn the_plain_list_has_no_query() {
        assert_eq!(UsersView::default().to_query(), "");
        assert_eq!(UsersView::parse(""), UsersView::default());
    }

    #[test]
    fn one_bad_value_spoils_no_other() {
        let view = UsersView::parse("q=ann&page=-4&sort=age&status=all&columns=status&columns=nope&size=7e9");
        let good = UsersView {
            q: "ann".to_owned(),
            status: Status::All,
            columns: vec![Column::Status],
            ..UsersView::default()
        };
        assert_eq!(view, good);
    }

    #[test]
    fn a_change_starts_from_the_first_page() {
        let view = full().changed(|v| v.q = "x".to_owned());
        assert_eq!((view.page(), view.offset(), view.size()), (1, 0, 25));
        assert!(!view.cleared().is_narrowed());
        assert_eq!(full().offset(), 50);
    }

    #[test]
    fn status_follows_the_contracts_flags() {
        let flags = |status| {
            let search = UsersView { status, ..UsersView::default() }.to_search();
            (search.include_disabled, search.include_enabled)
        };
        assert_eq!(flags(Status::Enabled), (None, None));
        assert_eq!(flags(Status::All), (Some(true), None));
        assert_eq!(flags(Status::Disabled), (Some(true), Some(false)));
    }

    #[test]
    fn what_the_api_cannot_filter_is_told_of_each_person() {
        let hit = |text: &str| -> UserHit {
            let text = format!(r#"{{"id":1,"iamid":"bim","userid":"a","profile":{{"id":1}}{text}}}"#);
            serde_json::from_str(&text).expect("a hit")
        };
        let lacks = UsersView { lacks: vec!["Land".to_owned()], ..UsersView::default() };
        assert!(lacks.fits(&hit("")) && lacks.fits(&hit(r#","authorizations":{"Land":[],"Rank":["1"]}"#)));
        assert!(!lacks.fits(&hit(r#","authorizations":{"Land":["JP"]}"#)));
        let never = UsersView { never_signed_in: true, ..UsersView::default() };
        assert!(never.fits(&hit("")) && !never.fits(&hit(r#","lastLogin":"2025-12-01T15:37:36.890Z""#)));
        assert!(never.is_scan() && lacks.needs_admin() && !UsersView::default().is_scan());
    }

    #[test]
    fn the_search_goes_to_one_field() {
        let view = UsersView { q: " ann ".to_owned(), search_in: SearchIn::Username, ..UsersView::default() };
        let (search, query) = (view.to_search(), view.to_list_query());
        assert_eq!((search.name, search.userid.as_deref(), search.email), (None, Some("ann"), None));
        assert_eq!((query.name, query.userid.as_deref()), (None, Some("ann")));
        assert!(full().needs_admin() && !view.needs_admin());
    }
}
