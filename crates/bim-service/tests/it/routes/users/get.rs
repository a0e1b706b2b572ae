//! Rows 17, 18, 19 and 34.

use serde_json::Value;

use crate::actors::{Anonymous, Auditor, Bearer, Member, UserAdmin};
use crate::shape::{assert_same, example};
use crate::world::World;

const FREE: &[&str] =
    &["authorizations", "bimAuthorizations", "iamAuthorizations", "preferences", "externalUserIds"];

fn encoded(username: &str) -> String {
    username.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[tokio::test]
async fn row_17_answers_as_documented_for_every_demo_person() {
    let world = World::new();
    world.service.seed(60).expect("demo people");
    let documented = example("17-view-a-user-s-information.response.json");
    let all = world.ask(&UserAdmin, "GET", "/bim/user?size=1000&includeDisabled=true", None).await.json();
    let hits = all["hits"].as_array().expect("hits");
    assert_eq!(hits.len(), 63);
    for hit in hits {
        let (iamid, id, userid) = (&hit["iamid"], &hit["id"], hit["userid"].as_str().expect("a username"));
        let iamid = iamid.as_str().expect("a provider");
        let by_id = world.ask(&Auditor, "GET", &format!("/bim/iam/{iamid}/user/{id}"), None).await;
        assert_same(&documented, &by_id.json(), FREE, &[]);
        assert_eq!(by_id.json()["userid"], userid);
        // Awkward usernames hold slashes, percent signs, question marks and spaces; one is digits alone.
        let by_name =
            world.ask(&Auditor, "GET", &format!("/bim/iam/{iamid}/user/{}", encoded(userid)), None).await;
        assert_eq!(by_name.json(), by_id.json(), "{userid}");
        let profile = world
            .ask(&Member, "GET", &format!("/bim/iam/{iamid}/user/{}/profile", encoded(userid)), None)
            .await;
        assert_eq!(profile.json(), by_id.json()["profile"], "row 18 tells row 17's profile");
        assert_eq!(by_id.json()["hasLogin"], Value::Bool(!by_id.json()["lastLogin"].is_null()));
    }
}

#[tokio::test]
async fn row_17_needs_user_admin_or_audit() {
    let world = World::new();
    let target = format!("/bim/iam/bim/user/{}", Member::USERNAME);
    assert_eq!(world.ask(&Anonymous, "GET", &target, None).await.problem().0, 401);
    let (status, message) = world.ask(&Member, "GET", &target, None).await.problem();
    assert_eq!(status, 403, "also about oneself");
    assert!(message.contains("USER_ADMIN or AUDIT"), "{message}");
    assert_eq!(world.ask(&Auditor, "GET", &target, None).await.status, 200);
    assert_eq!(world.ask(&UserAdmin, "GET", &target, None).await.status, 200);
}

#[tokio::test]
async fn people_are_found_within_their_provider_alone() {
    let world = World::new();
    for target in [
        "/bim/iam/ldap/user/1",
        "/bim/iam/bim/user/999999",
        "/bim/iam/bim/user/nobody",
        "/bim/iam/BIM/user/1",
    ] {
        assert_eq!(world.ask(&UserAdmin, "GET", target, None).await.problem().0, 404, "{target}");
        assert_eq!(
            world.ask(&UserAdmin, "GET", &format!("{target}/profile"), None).await.problem().0,
            404,
            "{target}"
        );
    }
    let shouted = world.ask(&UserAdmin, "GET", "/bim/iam/bim/user/MAX.MEMBER@EXAMPLE.COM", None).await;
    assert_eq!(shouted.json()["userid"], Member::USERNAME);
}

#[tokio::test]
async fn digits_are_an_id_first_and_a_username_then() {
    let world = World::new();
    world.person("999998", Vec::new(), None);
    world.person("1", Vec::new(), None);
    assert_eq!(
        world.ask(&UserAdmin, "GET", "/bim/iam/bim/user/999998", None).await.json()["userid"],
        "999998"
    );
    assert_eq!(
        world.ask(&UserAdmin, "GET", "/bim/iam/bim/user/1", None).await.json()["userid"],
        UserAdmin::USERNAME
    );
}

#[tokio::test]
async fn row_18_answers_as_documented() {
    let world = World::new();
    let target = format!("/bim/iam/bim/user/{}/profile", Auditor::USERNAME);
    assert_eq!(world.ask(&Anonymous, "GET", &target, None).await.problem().0, 401);
    let answer = world.ask(&Member, "GET", &target, None).await;
    assert_same(&example("18-view-a-user-profile.response.json"), &answer.json(), FREE, &[]);
}

#[tokio::test]
async fn row_19_lists_groups_with_their_memberships() {
    let world = World::new();
    world.service.seed(60).expect("demo people");
    let target = |username: &str| format!("/bim/iam/bim/user/{}/groups", encoded(username));
    assert_eq!(world.ask(&Anonymous, "GET", &target("x"), None).await.problem().0, 401);
    assert_eq!(world.ask(&Auditor, "GET", &target("x"), None).await.problem().0, 403);
    assert_eq!(world.ask(&UserAdmin, "GET", &target("x@nowhere"), None).await.problem().0, 404);
    let (username, count): (String, i64) = world.store.row(
        "SELECT u.userid, count(*) FROM users u JOIN group_members m ON m.user_id = u.id WHERE u.iamid = 'bim'
         GROUP BY u.id ORDER BY 2 DESC LIMIT 1",
    );
    let json = world.ask(&UserAdmin, "GET", &target(&username), None).await.json();
    assert_same(&example("19-view-a-user-s-groups.response.json"), &json, &[], &[]);
    let groups = json.as_array().expect("a list");
    assert_eq!(groups.len() as i64, count);
    assert!(count > 1);
    let names: Vec<_> =
        groups.iter().map(|g| bim_service::fold::name_key(g["name"].as_str().expect("a name"))).collect();
    assert!(names.is_sorted(), "{names:?}");
    assert!(
        groups.iter().all(|g| g["groupUser"].as_i64() > Some(3_000_000)),
        "a membership is no group: {json}"
    );
}

#[tokio::test]
async fn row_34_lists_keys_and_never_the_key() {
    let world = World::new();
    world.service.seed(400).expect("demo people");
    let own = format!("/bim/iam/bim/user/{}/apikeys", Member::USERNAME);
    let shouted = format!("/bim/iam/bim/user/{}/apikeys", Member::USERNAME.to_uppercase());
    assert_eq!(world.ask(&Anonymous, "GET", &own, None).await.problem().0, 401);
    assert_eq!(world.ask(&Auditor, "GET", &own, None).await.problem().0, 403);
    assert_eq!(
        world
            .ask(&Member, "GET", &format!("/bim/iam/ldap/user/{}/apikeys", Member::USERNAME), None)
            .await
            .problem()
            .0,
        403
    );
    let json = world.ask(&Member, "GET", &own, None).await.json();
    assert_same(&example("34-view-a-user-s-api-keys.response.json"), &json, &[], &[]);
    assert_eq!(
        world.ask(&Member, "GET", &shouted, None).await.json().as_array().map(Vec::len),
        Some(1),
        "oneself in any case"
    );
    let secret = world.key_of(Member::USERNAME).expect("a key");
    assert!(!json.to_string().contains(secret));
    assert_eq!(world.ask(&UserAdmin, "GET", &own, None).await.status, 200);

    let (iamid, username): (String, String) = world.store.row(
        "SELECT u.iamid, u.userid FROM api_keys k JOIN users u ON u.id = k.user_id WHERE k.project_id IS NOT NULL LIMIT 1",
    );
    let json = world
        .ask(&UserAdmin, "GET", &format!("/bim/iam/{iamid}/user/{}/apikeys", encoded(&username)), None)
        .await
        .json();
    assert_same(&example("34-view-a-user-s-api-keys.response.json"), &json, &[], &[]);
    assert!(json.as_array().expect("keys").iter().any(|key| key["project"]["schema"].is_string()));
}

#[tokio::test]
async fn a_disabled_persons_key_stops_at_once() {
    let world = World::new();
    world.person("leaver", Vec::new(), None);
    let bearer = Bearer(world.service.create_key("leaver", "test").expect("a key"));
    assert_eq!(world.ask(&bearer, "GET", "/bim/rpc/user/current", None).await.status, 200);
    world.store.execute("UPDATE users SET disabled = TRUE WHERE userid = 'leaver'");
    assert_eq!(world.ask(&bearer, "GET", "/bim/rpc/user/current", None).await.problem().0, 401);
}
