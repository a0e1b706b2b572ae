//! The one place that knows page URLs: URL <-> [`Route`], each page's title and who may see it.
//! Knows ids, nothing of stores, pages or HTTP. Every address is relative to the document's `<base>`, so the
//! same bytes work under any path.

mod activity_view;
mod api_keys_view;
mod attribute_texts;
mod attributes_view;
mod groups_view;
mod list_options;
mod login_link;
mod query;
mod review_view;
#[cfg(test)]
mod tests;
mod user_key;
mod user_tab;
mod users_view;

pub use activity_view::{ActivityView, AuditView};
pub use api_keys_view::{ApiKeysView, KeySort};
pub use attributes_view::AttributesView;
pub use groups_view::{GroupTab, GroupsView};
pub use list_options::{Column, Hidden, SearchIn, Status};
pub use login_link::LoginLink;
pub use query::{ListView, PAGE_SIZES, Paging, set_page_size};
pub use review_view::{Narrowed, ReviewOf, ReviewView};
pub use user_key::UserKey;
use user_key::segment;
pub use user_tab::UserTab;
pub use users_view::UsersView;

use bim_api::endpoint::is_safe_segment;
use bim_api::{Access, GroupId, IamId, KeyId, Permission, Username};
use percent_encoding::percent_decode_str;

use crate::words;

/// The page that says what this console needs and has. It is no part of the app: `self-test` at the root.
pub const SELF_TEST: &str = "about";

/// The last segments of the pages that copy and compare a person.
const CLONE: &str = "clone";
const COMPARE: &str = "compare";
/// And the last one of a sync.
const SYNC: &str = "sync";

/// A place in the app.
#[derive(Clone, Debug, PartialEq)]
pub enum Route {
    /// Sign in, or set a first password when the link of an invitation brought somebody here.
    Login,
    /// The list of people, with everything that shapes it.
    Users(Box<UsersView>),
    /// One person.
    User(UserKey, UserTab),
    /// The form for a new person.
    NewUser,
    /// Creating and changing people as a file has them.
    ImportUsers,
    /// Copying a person to new accounts.
    UserClone(UserKey),
    /// A person beside another, as soon as one is chosen.
    UserCompare(UserKey, Option<UserKey>),
    /// The list of groups, with everything that shapes it.
    Groups(Box<GroupsView>),
    /// One group, and which of its members are shown.
    Group(GroupId, GroupTab, Paging),
    /// The form for a new group.
    NewGroup,
    /// The signed-in person's API keys.
    ApiKeys(Box<ApiKeysView>),
    /// The form for a new API key.
    NewApiKey,
    /// A new key in the place of this one.
    RotateApiKey(KeyId),
    /// What is known of a token.
    Token,
    /// Acting as somebody else, perhaps as this person.
    Impersonate(Option<UserKey>),
    /// Which attributes are in use, and who holds them.
    Attributes(Box<AttributesView>),
    /// This session's writes; the query says what shapes the list, and is read where that is shown.
    Activity(String),
    /// Everybody's writes, where the service tells them; so is this query.
    Audit(String),
    /// Deciding about each who holds something; so is this query.
    AccessReview(String),
    /// The identity providers.
    IdentityProviders,
    /// A sync with one of them.
    Sync(IamId),
    /// The signed-in person's own page.
    Profile,
    /// No page has this address.
    NotFound(String),
}

impl Route {
    /// The start page.
    pub fn users() -> Self {
        Self::Users(Box::default())
    }

    /// One person's first tab.
    pub fn user(iamid: &IamId, userid: &Username) -> Self {
        Self::User(UserKey { iamid: iamid.clone(), userid: userid.clone() }, UserTab::Profile)
    }

    /// The list of groups.
    pub fn groups() -> Self {
        Self::Groups(Box::default())
    }

    /// One group's first tab.
    pub fn group(id: GroupId) -> Self {
        Self::Group(id, GroupTab::default(), Paging::default())
    }

    /// The signed-in person's API keys.
    pub fn api_keys() -> Self {
        Self::ApiKeys(Box::default())
    }

    /// This session's writes.
    pub fn activity() -> Self {
        Self::Activity(String::new())
    }

    /// Everybody's writes.
    pub fn audit() -> Self {
        Self::Audit(String::new())
    }

    /// The catalogue of attributes.
    pub fn attributes() -> Self {
        Self::Attributes(Box::default())
    }

    /// The route of a path (relative to the base, without a leading slash) and a query (without `?`).
    pub fn parse(path: &str, query: &str) -> Self {
        let decoded: Option<Vec<String>> = path
            .trim_end_matches('/')
            .split('/')
            .map(|s| percent_decode_str(s).decode_utf8().ok().map(|s| s.into_owned()))
            .collect();
        let not_found = || Self::NotFound(path.to_owned());
        let Some(decoded) = decoded else { return not_found() };
        let segments: Vec<&str> = decoded.iter().map(String::as_str).collect();
        match segments[..] {
            [""] => Self::users(),
            ["login"] => Self::Login,
            ["users"] => Self::Users(Box::new(UsersView::parse(query))),
            ["users", "new"] => Self::NewUser,
            ["users", "import"] => Self::ImportUsers,
            ["users", iamid, userid] => Self::parse_user(iamid, userid, ""),
            ["users", iamid, userid, CLONE] if is_safe_segment(iamid) && is_safe_segment(userid) => {
                Self::UserClone(UserKey { iamid: iamid.into(), userid: userid.into() })
            }
            ["users", iamid, userid, COMPARE] if is_safe_segment(iamid) && is_safe_segment(userid) => {
                let other = serde_html_form::from_str::<UserKey>(query).ok();
                let other = other.filter(|key| is_safe_segment(key.iamid.as_str()));
                let key = UserKey { iamid: iamid.into(), userid: userid.into() };
                Self::UserCompare(key, other.filter(|key| is_safe_segment(key.userid.as_str())))
            }
            ["users", iamid, userid, tab] if !tab.is_empty() => Self::parse_user(iamid, userid, tab),
            ["attributes"] => Self::Attributes(Box::new(AttributesView::parse(query))),
            ["groups"] => Self::Groups(Box::new(GroupsView::parse(query))),
            ["groups", "new"] => Self::NewGroup,
            ["groups", id] => Self::parse_group(id, "", query).unwrap_or_else(not_found),
            ["groups", id, tab] if !tab.is_empty() => {
                Self::parse_group(id, tab, query).unwrap_or_else(not_found)
            }
            ["api-keys"] => Self::ApiKeys(Box::new(query::read(query))),
            ["api-keys", "new"] => Self::NewApiKey,
            ["api-keys", "token"] => Self::Token,
            ["activity"] => Self::Activity(query.to_owned()),
            ["activity", "everybody"] => Self::Audit(query.to_owned()),
            ["access-review"] => Self::AccessReview(query.to_owned()),
            ["identity-providers"] => Self::IdentityProviders,
            ["identity-providers", iamid, SYNC] if is_safe_segment(iamid) => Self::Sync(iamid.into()),
            ["profile"] => Self::Profile,
            ["impersonate"] => Self::Impersonate(None),
            ["impersonate", iamid, userid] if is_safe_segment(iamid) && is_safe_segment(userid) => {
                Self::Impersonate(Some(UserKey { iamid: iamid.into(), userid: userid.into() }))
            }
            ["api-keys", id, "rotate"] => id.parse().map_or_else(|_| not_found(), Self::RotateApiKey),
            _ => not_found(),
        }
    }

    fn parse_group(id: &str, tab: &str, query: &str) -> Option<Self> {
        let tab = GroupTab::ALL.into_iter().find(|t| t.segment() == tab)?;
        Some(Self::Group(id.parse().ok()?, tab, query::read(query)))
    }

    fn parse_user(iamid: &str, userid: &str, tab: &str) -> Self {
        let tab = UserTab::ALL.into_iter().find(|t| t.segment() == tab);
        match tab {
            Some(tab) if is_safe_segment(iamid) && is_safe_segment(userid) => {
                Self::User(UserKey { iamid: iamid.into(), userid: userid.into() }, tab)
            }
            _ => Self::NotFound(format!("users/{iamid}/{userid}")),
        }
    }

    /// The address, relative to the document's base.
    pub fn href(&self) -> String {
        match self {
            Self::Login => "login".to_owned(),
            Self::Users(view) => query::with_query("users".to_owned(), view),
            Self::User(key, tab) => key.href(tab.segment()),
            Self::UserClone(key) => key.href(CLONE),
            Self::UserCompare(key, None) => key.href(COMPARE),
            Self::UserCompare(key, Some(other)) => query::with_query(key.href(COMPARE), other),
            Self::NewUser => "users/new".to_owned(),
            Self::ImportUsers => "users/import".to_owned(),
            Self::Groups(view) => query::with_query("groups".to_owned(), view),
            Self::Group(id, tab, paging) => {
                let mut path = ["groups/", &id.to_string()].concat();
                if *tab != GroupTab::default() {
                    path.extend(["/", tab.segment()]);
                }
                query::with_query(path, paging)
            }
            Self::NewGroup => "groups/new".to_owned(),
            Self::ApiKeys(view) => query::with_query("api-keys".to_owned(), view),
            Self::NewApiKey => "api-keys/new".to_owned(),
            Self::Token => "api-keys/token".to_owned(),
            Self::Activity(query) => query::with_text("activity", query),
            Self::Audit(query) => query::with_text("activity/everybody", query),
            Self::AccessReview(query) => query::with_text("access-review", query),
            Self::IdentityProviders => "identity-providers".to_owned(),
            Self::Sync(iamid) => ["identity-providers/", &segment(iamid.as_str()), "/", SYNC].concat(),
            Self::Profile => "profile".to_owned(),
            Self::Impersonate(None) => "impersonate".to_owned(),
            Self::Impersonate(Some(key)) => key.below("impersonate"),
            Self::RotateApiKey(id) => ["api-keys/", &id.to_string(), "/rotate"].concat(),
            Self::Attributes(view) => query::with_query("attributes".to_owned(), view),
            Self::NotFound(path) => path.clone(),
        }
    }

    /// The page's name, for the title and for whoever listens to it. `called` is what the thing on it is called, where
    /// the address does not tell.
    pub fn title(&self, called: Option<&str>) -> String {
        match self {
            Self::Login => words::SIGN_IN.to_owned(),
            Self::Users(_) => words::USERS.to_owned(),
            Self::User(key, UserTab::Profile) => key.userid.to_string(),
            Self::User(key, tab) => format!("{} · {}", tab.label(), key.userid),
            Self::NewUser => words::NEW_USER.to_owned(),
            Self::ImportUsers => words::IMPORT_USERS.to_owned(),
            Self::UserClone(key) => format!("{} · {}", words::CLONE, key.userid),
            Self::UserCompare(key, _) => format!("{} · {}", words::COMPARE, key.userid),
            Self::Groups(_) => words::GROUPS.to_owned(),
            Self::Group(id, tab, _) => {
                let name =
                    called.map_or_else(|| [words::GROUP, " ", &id.to_string()].concat(), str::to_owned);
                if *tab == GroupTab::Details { name } else { [tab.label(), " · ", &name].concat() }
            }
            Self::NewGroup => words::NEW_GROUP.to_owned(),
            Self::ApiKeys(_) => words::API_KEYS.to_owned(),
            Self::NewApiKey => words::NEW_API_KEY.to_owned(),
            Self::Token => words::INSPECT_TOKEN.to_owned(),
            Self::Activity(_) => words::ACTIVITY.to_owned(),
            Self::Audit(_) => [words::EVERYBODY, " · ", words::ACTIVITY].concat(),
            Self::AccessReview(_) => words::ACCESS_REVIEW.to_owned(),
            Self::IdentityProviders => words::IDENTITY_PROVIDERS.to_owned(),
            Self::Sync(iamid) => [words::SYNC, " · ", iamid.as_str()].concat(),
            Self::Profile => words::MY_PROFILE.to_owned(),
            Self::Impersonate(_) => words::IMPERSONATE.to_owned(),
            Self::RotateApiKey(_) => words::ROTATE_TITLE.to_owned(),
            Self::Attributes(_) => words::ATTRIBUTES.to_owned(),
            Self::NotFound(_) => words::PAGE_NOT_FOUND.to_owned(),
        }
    }

    /// Who may use the page. A page that shows less to some people is open to all who are signed in.
    pub fn access(&self) -> Access {
        match self {
            Self::Login => Access::Anyone,
            Self::NewUser
            | Self::ImportUsers
            | Self::UserClone(_)
            | Self::NewGroup
            | Self::Attributes(_)
            | Self::AccessReview(_)
            | Self::Sync(_) => Access::Holds(&[Permission::USER_ADMIN]),
            Self::Impersonate(_) => Access::Holds(&[Permission::IMPERSONATE_USER]),
            Self::Users(_)
            | Self::User(..)
            | Self::UserCompare(..)
            | Self::Groups(_)
            | Self::Group(..)
            | Self::ApiKeys(_)
            | Self::NewApiKey
            | Self::RotateApiKey(_)
            | Self::Token
            | Self::Activity(_)
            | Self::Audit(_)
            | Self::IdentityProviders
            | Self::Profile
            | Self::NotFound(_) => Access::SignedIn,
        }
    }

    /// Whether what is typed on this page is still there on the other: the forms of a person's tabs are not.
    pub fn keeps_forms_of(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::User(a, tab), Self::User(b, other)) => a == b && tab == other,
            (Self::Group(a, tab, _), Self::Group(b, other, _)) => a == b && tab == other,
            _ => self.is_same_page(other),
        }
    }

    /// Whether the place belongs to people in the navigation.
    pub fn is_of_users(&self) -> bool {
        matches!(
            self,
            Self::Users(_)
                | Self::User(..)
                | Self::NewUser
                | Self::ImportUsers
                | Self::UserClone(_)
                | Self::UserCompare(..)
                | Self::AccessReview(_)
        )
    }

    /// Whether both are the same page, perhaps in another state: such a change keeps focus and scroll.
    pub fn is_same_page(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::User(a, _), Self::User(b, _))
            | (Self::UserClone(a), Self::UserClone(b))
            | (Self::UserCompare(a, _), Self::UserCompare(b, _)) => a == b,
            (Self::Group(a, ..), Self::Group(b, ..)) => a == b,
            (Self::RotateApiKey(a), Self::RotateApiKey(b)) => a == b,
            (Self::Impersonate(a), Self::Impersonate(b)) => a == b,
            (Self::Sync(a), Self::Sync(b)) => a == b,
            (Self::NotFound(a), Self::NotFound(b)) => a == b,
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }
}
