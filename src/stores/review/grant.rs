//! Somebody who holds what is reviewed: in which ways, and what can be done about it.

use bim_api::wire::Timestamp;
use bim_api::wire::group::Member;
use bim_api::wire::user::UserHit;
use bim_api::{GroupId, IamId, MembershipId, Permission};

use crate::routes::{ReviewOf, UserKey};
use crate::stores::Change;
use crate::words;

/// What is reviewed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewed {
    /// Which permission, value or group.
    pub of: ReviewOf,
    /// What people call it.
    pub name: String,
    /// The provider that owns the group; the built-in one for all else.
    pub provider: IamId,
}

impl Reviewed {
    /// "Permission AUDIT", "Attribute Land: JP", "Group Finance".
    pub fn says(&self) -> String {
        let kind = match self.of {
            ReviewOf::Permission(_) => words::PERMISSION,
            ReviewOf::Attribute(..) => words::ATTRIBUTE,
            ReviewOf::Group(_) => words::GROUP,
        };
        [kind, " ", &self.name].concat()
    }
}

/// One way in which somebody holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// Given here, to the person.
    Here,
    /// The identity provider gave it.
    Provider,
    /// Through this group.
    Group(GroupId, String),
    /// A membership in the group that is reviewed.
    Member(MembershipId),
    /// The API lists the person among the holders, and nothing that it tells says why.
    Untold,
}

impl Way {
    /// In words.
    pub fn says(&self) -> String {
        match self {
            Self::Here => words::HELD_HERE.to_owned(),
            Self::Provider => words::HELD_PROVIDER.to_owned(),
            Self::Group(_, name) => [words::HELD_GROUP, " ", name].concat(),
            Self::Member(_) => words::HELD_MEMBER.to_owned(),
            Self::Untold => words::HELD_UNTOLD.to_owned(),
        }
    }
}

/// When somebody last signed in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SignIn {
    /// The API did not say.
    #[default]
    Untold,
    /// Never.
    Never,
    /// Then.
    At(Timestamp),
}

/// What is known of the API keys of somebody whose account is disabled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keys {
    /// Nobody looked.
    #[default]
    Unread,
    /// They are being read.
    Reading,
    /// So many.
    Count(usize),
}

/// Somebody who holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// Who.
    pub key: UserKey,
    /// The full name; empty where there is none.
    pub name: String,
    /// The address.
    pub email: Option<String>,
    /// Whether the account is disabled.
    pub is_disabled: bool,
    /// The last sign-in.
    pub signed_in: SignIn,
    /// When the account was made.
    pub created: Option<Timestamp>,
    /// Since when the person is a member of the group that is reviewed.
    pub since: Option<Timestamp>,
    /// In which ways it is held.
    pub ways: Vec<Way>,
}

impl Grant {
    pub(super) fn of_hit(hit: &UserHit) -> Self {
        Self {
            key: UserKey { iamid: hit.iamid.clone(), userid: hit.userid.clone() },
            name: hit.profile.name.clone().unwrap_or_default().trim().to_owned(),
            email: hit.profile.email.clone().filter(|email| !email.is_empty()),
            is_disabled: hit.disabled == Some(true),
            signed_in: hit.last_login.clone().map_or(SignIn::Never, SignIn::At),
            created: hit.created_at.clone(),
            since: None,
            ways: Vec::new(),
        }
    }

    /// A member of whom the search for people tells nothing; nobody where the member's account is not told either.
    pub(super) fn of_member(member: &Member) -> Option<Self> {
        Some(Self {
            key: UserKey { iamid: member.iamid.clone()?, userid: member.userid.clone()? },
            name: member.profile.name().unwrap_or_default().trim().to_owned(),
            email: None,
            is_disabled: member.disabled == Some(true),
            signed_in: SignIn::Untold,
            created: None,
            since: None,
            ways: Vec::new(),
        })
    }

    /// The full name, or the username.
    pub fn called(&self) -> &str {
        if self.name.is_empty() { self.key.userid.as_str() } else { &self.name }
    }

    /// The groups through which it is held.
    pub fn groups(&self) -> impl Iterator<Item = (GroupId, &str)> {
        self.ways.iter().filter_map(|way| match way {
            Way::Group(id, name) => Some((*id, name.as_str())),
            _ => None,
        })
    }

    /// What the person keeps it through when it is taken here.
    pub fn remains(&self) -> Vec<String> {
        let stays = |way: &&Way| matches!(way, Way::Provider | Way::Group(..));
        self.ways.iter().filter(stays).map(Way::says).collect()
    }

    /// Why it cannot be taken; nothing where it can. `is_last` says that nobody else who can sign in would hold it.
    pub fn lock(&self, reviewed: &Reviewed, own: Option<&UserKey>, is_last: bool) -> Option<Lock> {
        if own == Some(&self.key) {
            return Some(Lock::Own);
        }
        match &reviewed.of {
            ReviewOf::Permission(one) if *one == Permission::USER_ADMIN && is_last && !self.is_disabled => {
                Some(Lock::LastAdmin)
            }
            ReviewOf::Group(_) if !reviewed.provider.is_bim() => Some(Lock::GroupOfProvider),
            _ if self.change(reviewed).is_some() => None,
            _ if self.groups().next().is_some() => Some(Lock::ThroughGroup),
            _ if self.ways.contains(&Way::Provider) => Some(Lock::Provider),
            _ => Some(Lock::Untold),
        }
    }

    /// What takes it, where that is possible at all.
    pub fn change(&self, reviewed: &Reviewed) -> Option<Change> {
        match &reviewed.of {
            ReviewOf::Permission(one) => {
                Some(Change::Permissions { give: Vec::new(), take: vec![one.clone()] })
            }
            ReviewOf::Attribute(key, value) => {
                self.ways.contains(&Way::Here).then(|| Change::Take((key.clone(), value.clone())))
            }
            ReviewOf::Group(group) => self.ways.iter().find_map(|way| match way {
                Way::Member(membership) => Some(Change::Leave(*group, *membership, reviewed.name.clone())),
                _ => None,
            }),
        }
    }
}

/// Why something cannot be taken from somebody here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lock {
    /// It is the reviewer.
    Own,
    /// Nobody would administer people any more.
    LastAdmin,
    /// It comes through a group.
    ThroughGroup,
    /// The identity provider gave it.
    Provider,
    /// The group is the identity provider's.
    GroupOfProvider,
    /// Nobody knows how it is held.
    Untold,
}

impl Lock {
    /// The reason, and what to do instead.
    pub fn says(self) -> &'static str {
        match self {
            Self::Own => words::LOCK_OWN,
            Self::LastAdmin => words::LOCK_LAST_ADMIN,
            Self::ThroughGroup => words::LOCK_THROUGH_GROUP,
            Self::Provider => words::LOCK_PROVIDER,
            Self::GroupOfProvider => words::LOCK_GROUP_OF_PROVIDER,
            Self::Untold => words::LOCK_UNTOLD,
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::stores::review) fn grant(userid: &str, ways: &[Way]) -> Grant {
        Grant {
            key: UserKey { iamid: IamId::bim(), userid: userid.into() },
            name: String::new(),
            email: None,
            is_disabled: false,
            signed_in: SignIn::At(Timestamp("2026-11-26T08:00:00.000Z".to_owned())),
            created: None,
            since: None,
            ways: ways.to_vec(),
        }
    }

    pub(in crate::stores::review) fn reviewed(of: ReviewOf) -> Reviewed {
        Reviewed { of, name: "it".to_owned(), provider: IamId::bim() }
    }

    fn asia() -> Way {
        Way::Group(GroupId(7), "Asia".to_owned())
    }

    #[test]
    fn what_comes_through_a_group_or_a_provider_is_not_taken_from_the_person() {
        let land = reviewed(ReviewOf::Attribute("Land".to_owned(), "JP".to_owned()));
        let lock = |ways: &[Way]| grant("ann", ways).lock(&land, None, false);
        assert_eq!(lock(&[Way::Here]), None);
        assert_eq!(lock(&[Way::Here, asia()]), None);
        assert_eq!(lock(&[asia()]), Some(Lock::ThroughGroup));
        assert_eq!(lock(&[Way::Provider]), Some(Lock::Provider));
        assert_eq!(lock(&[Way::Untold]), Some(Lock::Untold));
        assert_eq!(grant("ann", &[Way::Here, asia()]).remains(), [asia().says()]);
        let taken = grant("ann", &[Way::Here]).change(&land);
        assert_eq!(taken, Some(Change::Take(("Land".to_owned(), "JP".to_owned()))));
    }

    #[test]
    fn oneself_and_the_last_who_administers_people_are_protected() {
        let admin = reviewed(ReviewOf::Permission(Permission::USER_ADMIN));
        let ann = grant("ann", &[Way::Here]);
        assert_eq!(ann.lock(&admin, Some(&ann.key), false), Some(Lock::Own));
        assert_eq!(ann.lock(&admin, None, true), Some(Lock::LastAdmin));
        assert_eq!(ann.lock(&admin, None, false), None);
        // Whoever cannot sign in administers nobody.
        let asleep = Grant { is_disabled: true, ..ann.clone() };
        assert_eq!(asleep.lock(&admin, None, true), None);
        let audit = reviewed(ReviewOf::Permission(Permission::AUDIT));
        assert_eq!(ann.lock(&audit, None, true), None);
    }

    #[test]
    fn the_members_of_a_providers_group_are_the_providers() {
        let own = reviewed(ReviewOf::Group(GroupId(7)));
        let theirs = Reviewed { provider: "ldap".into(), ..own.clone() };
        let ann = grant("ann", &[Way::Member(MembershipId(3))]);
        assert_eq!(ann.lock(&theirs, None, false), Some(Lock::GroupOfProvider));
        assert_eq!(ann.lock(&own, None, false), None);
        assert_eq!(ann.change(&own), Some(Change::Leave(GroupId(7), MembershipId(3), "it".to_owned())));
    }
}
