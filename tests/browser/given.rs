//! Answers of the API for the tests, made from the contract's own examples.

use bim_admin::api::stub::{Reply, Stub};
use bim_api::endpoints::{
    Authenticate, CurrentUserInfo, GetGroup, GetUser, ListExtensions, ListIams, ListUsers, SearchGroups,
    SearchMembers, SearchUsers,
};
use bim_api::wire::user::{UserDetails, UserHit};
use bim_api::wire::{Count, Hits};
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

/// Answers with these bytes, as a proxy might.
pub(crate) fn says<E: Endpoint>(stub: &Stub, status: u16, body: &'static str) {
    stub.rule::<E>(move |_| Reply::Now(Stub::response(status, body.as_bytes().to_vec())));
}
