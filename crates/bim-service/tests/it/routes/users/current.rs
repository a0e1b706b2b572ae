//! Row 16.

use bim_api::Call;
use bim_api::endpoints::CurrentUserInfo;

use crate::actors::{Anonymous, Bearer, Member};
use crate::shape::{assert_same, example};
use crate::world::World;

const CALL: Call<CurrentUserInfo> = Call { path: (), query: (), body: () };
const FREE: &[&str] = &[
    "authorizations",
    "bimAuthorizations",
    "iamAuthorizations",
    "preferences",
    "externalUserIds",
    "collectionPermissions",
];

#[tokio::test]
async fn everybody_sees_themselves() {
    let world = World::new();
    assert_eq!(world.answer(&Anonymous, &CALL).await.problem().0, 401);
    let json = world.answer(&Member, &CALL).await.json();
    assert_same(&example("16-view-current-user-s-information.response.json"), &json, FREE, &[]);
    assert_eq!(json["userid"], Member::USERNAME);
    assert_eq!(json["permissions"], serde_json::json!(["CREATE_PROJECT"]));
}

#[tokio::test]
async fn the_effective_set_adds_groups_to_what_is_held_directly() {
    let world = World::new();
    world.service.seed(400).expect("demo people");
    let (username, group, key, value): (String, String, String, String) = world.store.row(
        "SELECT u.userid, g.name, a.key, a.value FROM users u JOIN group_members m ON m.user_id = u.id
         JOIN \"groups\" g ON g.id = m.group_id JOIN group_attributes a ON a.group_id = g.id
         WHERE u.iamid = 'bim' AND NOT u.disabled AND u.bim_authorizations NOT LIKE '%' || a.key || '%' LIMIT 1",
    );
    let bearer = Bearer(world.service.create_key(&username, "test").expect("a key"));
    let json = world.answer(&bearer, &CALL).await.json();
    assert_same(&example("16-view-current-user-s-information.response.json"), &json, FREE, &[]);
    let effective = &json["profile"]["entitlementJson"];
    assert!(effective["groups"].as_array().expect("groups").contains(&group.into()));
    assert!(effective["authorizations"][&key].as_array().expect("values").contains(&value.into()));
    assert!(json["authorizations"].get(&key).is_none(), "a group's attribute is not one's own");
    assert!(!json["groups"].as_array().expect("ids").is_empty());
}

#[tokio::test]
async fn domain_permissions_stand_by_domain() {
    let world = World::new();
    world.service.seed(400).expect("demo people");
    let (username, domain): (String, String) = world.store.row(
        "SELECT u.userid, p.domain_id FROM domain_permissions p JOIN group_members m ON m.group_id = p.group_id
         JOIN users u ON u.id = m.user_id WHERE u.iamid = 'bim' AND NOT u.disabled LIMIT 1",
    );
    let bearer = Bearer(world.service.create_key(&username, "test").expect("a key"));
    let json = world.answer(&bearer, &CALL).await.json();
    let grant = &json["collectionPermissions"][&domain][0];
    let documented = example("16-view-current-user-s-information.response.json");
    let (_, first) =
        documented["collectionPermissions"].as_object().expect("an object").iter().next().expect("one");
    assert_same(&first[0], grant, &[], &[]);
    assert_eq!(grant["collectionId"], domain);
}
