//! Which people a search asks for, and in what order: the same for rows 15 and 20.

/// What a person must meet to be found. Texts are folded already; lists hold no value twice and are sorted, so
/// that two filters that ask the same are equal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct UserFilter {
    pub(crate) name: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) userid: Option<String>,
    pub(crate) iamids: Vec<String>,
    pub(crate) profile_ids: Vec<i64>,
    pub(crate) global_ids: Vec<String>,
    pub(crate) exclude_system_generated: bool,
    pub(crate) exclude_admin_and_governor: bool,
    pub(crate) exclude_deleted_iams: bool,
    pub(crate) exclude_bim: bool,
    pub(crate) include_disabled: bool,
    pub(crate) exclude_enabled: bool,
    pub(crate) permission: Option<String>,
    pub(crate) domain_permission: Option<String>,
    pub(crate) domain: Option<String>,
    pub(crate) group_names: Vec<String>,
    pub(crate) group_ids: Vec<i64>,
    /// All of these must be held.
    pub(crate) attributes: Vec<(String, String)>,
}

impl UserFilter {
    /// Sorts the lists, so that equal filters compare equal.
    pub(crate) fn canonical(mut self) -> Self {
        fn tidy<T: Ord>(list: &mut Vec<T>) {
            list.sort();
            list.dedup();
        }
        tidy(&mut self.iamids);
        tidy(&mut self.profile_ids);
        tidy(&mut self.global_ids);
        tidy(&mut self.group_names);
        tidy(&mut self.group_ids);
        tidy(&mut self.attributes);
        self
    }
}

/// What people are sorted by; the id decides between equals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum UserOrder {
    #[default]
    Name,
    Email,
    CreatedAt,
    Iamid,
}

impl UserOrder {
    pub(super) fn column(self) -> &'static str {
        match self {
            Self::Name => "u.name_key",
            Self::Email => "u.email_key",
            Self::CreatedAt => "u.created_at",
            Self::Iamid => "u.iamid",
        }
    }

    pub(super) fn index(self) -> &'static str {
        match self {
            Self::Name => "users_by_name",
            Self::Email => "users_by_email",
            Self::CreatedAt => "users_by_created_at",
            Self::Iamid => "users_by_iamid",
        }
    }
}

/// Which part of the result is wanted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Page {
    pub(crate) order: UserOrder,
    pub(crate) descending: bool,
    pub(crate) offset: i64,
    pub(crate) size: i64,
}

impl Page {
    pub(super) fn direction(self) -> &'static str {
        if self.descending { "DESC" } else { "ASC" }
    }
}
