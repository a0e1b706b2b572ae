//! Answers of the API for the tests, made from the contract's own examples.

use bim_admin::api::stub::{Reply, Stub};
use bim_api::endpoints::{
    Authenticate, CurrentUserInfo, GetGroup, GetUser, ListExtensions, ListIams, ListUsers, SearchGroups,
    SearchMembers, SearchUsers,
};
use bim_api::wire::key::TokenInfo;
use bim_api::wire::user::{UserDetails, UserHit, UserRecord};
use bim_api::wire::{Count, Hits, Timestamp};
use bim_api::{Endpoint, Permission};

macro_rules! example {
    ($name:literal) => {
        serde_json::from_slice(include_bytes!(concat!("../fixtures/contract/", $name, ".response.json")))
            .unwrap()
    };
}
pub(crate) use example;

/// The signed-in person of the tests.
pub(crate) fn person(permissions: &[Permission]) -> UserDetails {
    let mut person: UserDetails = example!("16-view-current-user-s-information");
    person.permissions = permissions.to_vec();
    person
}

/// The three people of row 20's example.
pub(crate) fn people() -> Hits<UserHit> {
    example!("20-search-all-users-by-details")
}

/// Nobody, of nobody.
pub(crate) fn nobody() -> Hits<UserHit> {
    Hits { count: Count::Text(0), hits: Vec::new() }
}

/// An API that knows one person with these permissions, lists the example's people, and signs anybody in.
pub(crate) fn api(permissions: &[Permission]) -> Stub {
    let stub = Stub::default();
    stub.answer::<ListIams>(&example!("14-search-all-iams"));
    stub.answer::<ListExtensions>(&Default::default());
    stub.answer::<Authenticate>(&example!("02-authenticate-user-with-username-and-password"));
    stub.answer::<CurrentUserInfo>(&person(permissions));
    stub.answer::<SearchUsers>(&people());
    stub.answer::<ListUsers>(&example!("15-search-all-users"));
    stub.answer::<SearchGroups>(&example!("26-search-all-groups-from-all-iams"));
    stub.answer::<GetGroup>(&example!("27-search-a-specific-group"));
    stub.answer::<SearchMembers>(&example!("28-search-a-group-s-users"));
    stub.answer::<GetUser>(&example!("17-view-a-user-s-information"));
    stub
}

/// A moment, as the API writes it.
pub(crate) fn seconds_from_now(seconds: f64) -> Timestamp {
    let date = js_sys::Date::new(&(js_sys::Date::now() + seconds * 1000.0).into());
    Timestamp(date.to_iso_string().into())
}

/// A token made and last used so many seconds from now, and ending so many from now.
pub(crate) fn token(used: f64, ends: f64) -> TokenInfo {
    let mut token: TokenInfo = example!("33-view-token-information");
    (token.created, token.last_used) = (seconds_from_now(used), Some(seconds_from_now(used)));
    token.expiration = Some(seconds_from_now(ends));
    token
}

/// Answers with these bytes, as a proxy might.
pub(crate) fn says<E: Endpoint>(stub: &Stub, status: u16, body: &'static str) {
    stub.rule::<E>(move |_| Reply::Now(Stub::response(status, body.as_bytes().to_vec())));
}

/// Row 17's example as `x`, with these permissions.
pub(crate) fn holding(names: &[&str]) -> UserDetails {
    let mut details: UserDetails = example!("17-view-a-user-s-information");
    details.userid = "x".into();
    details.permissions = names.iter().map(|name| Permission::new(*name)).collect();
    details
}

/// Row 5's example with these permissions.
pub(crate) fn record(names: &[&str]) -> UserRecord {
    let mut record: UserRecord = example!("05-update-a-user-s-permissions");
    record.permissions = names.iter().map(|name| Permission::new(*name)).collect();
    record
}
