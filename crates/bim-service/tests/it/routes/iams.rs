//! Row 14.

use bim_api::Call;
use bim_api::endpoints::ListIams;

use crate::actors::Anonymous;
use crate::shape::{assert_same, example};
use crate::world::World;

#[tokio::test]
async fn anybody_sees_the_providers() {
    let world = World::new();
    world.service.seed(30).expect("demo people");
    let answer = world.answer(&Anonymous, &Call::<ListIams> { path: (), query: (), body: () }).await;
    assert_same(&example("14-search-all-iams.response.json"), &answer.json(), &[], &["oauth"]);
    let ids: Vec<_> = answer.json().as_array().expect("a list").iter().map(|iam| iam["id"].clone()).collect();
    assert_eq!(ids, ["bim", "corporateLdap", "googleOauth", "oktaSamlIAM"]);
    assert!(answer.json()[1].get("oauth").is_none(), "LDAP tells nothing of OAuth, as in the example");
}
