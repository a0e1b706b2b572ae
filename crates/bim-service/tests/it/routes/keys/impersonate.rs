//! Row 32: acting as somebody else, what that cannot do, and what ends it.

use bim_api::Permission;
use bim_service::service::{NewProject, PersonRef};
use serde_json::{Value, json};

use crate::actors::{Anonymous, Auditor, Bearer, Member, UserAdmin};
use crate::shape::{assert_same, example};
use crate::world::{Answer, PASSWORD, World};

const PATH: &str = "/bim/apikey/impersonate";
const IMA: &str = "ima.impersonator@example.com";

/// A world in which Ima may act as others; her key.
fn world() -> (World, Bearer) {
    let world = World::new();
    world.person(IMA, vec![Permission::IMPERSONATE_USER], Some(PASSWORD));
    let key = Bearer(world.service.create_key(IMA, "k").expect("a key"));
    (world, key)
}

fn body(key: &str, target: &str) -> Value {
    json!({ "apikey": key, "userid": target, "iamid": "bim" })
}

async fn ask(world: &World, bearer: &Bearer, body: Value) -> Answer {
    world.ask(bearer, "POST", PATH, Some(&body.to_string())).await
}

async fn acting_as(world: &World, key: &Bearer, target: &str) -> Bearer {
    let answer = ask(world, key, body(&key.0, target)).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    Bearer(answer.json()["token"].as_str().expect("a token").to_owned())
}

async fn me(world: &World, bearer: &Bearer) -> u16 {
    world.ask(bearer, "GET", "/bim/rpc/user/current", None).await.status
}

async fn set_permissions(world: &World, username: &str, permissions: Value) {
    let path = format!("/bim/iam/bim/user/{username}/permissions");
    assert_eq!(world.ask(&UserAdmin, "PUT", &path, Some(&permissions.to_string())).await.status, 200);
}

#[tokio::test]
async fn the_token_is_the_other_person_and_tells_who_acts() {
    let (world, key) = world();
    let answer = ask(&world, &key, body(&key.0, &Member::USERNAME.to_uppercase())).await;
    assert_same(&example("32-impersonate-a-user-with-an-api-key.response.json"), &answer.json(), &[], &[]);
    let token = Bearer(answer.json()["token"].as_str().expect("a token").to_owned());
    let current = world.ask(&token, "GET", "/bim/rpc/user/current", None).await.json();
    assert_eq!(current["userid"], Member::USERNAME);
    let own = format!("/bim/iam/bim/user/{}/profile", Member::USERNAME);
    assert_eq!(
        world.ask(&token, "PUT", &own, Some(r#"{"about":"seen"}"#)).await.status,
        200,
        "theirs to change"
    );

    let about = json!({ "token": token.0 }).to_string();
    let told = world.ask(&Auditor, "POST", "/bim/token", Some(&about)).await.json();
    assert_same(&example("33-view-token-information.response.json"), &told, &[], &[]);
    assert_eq!(
        (&told["userid"], &told["scopes"], &told["impersonationuserid"], &told["impersonationiamid"]),
        (&Member::USERNAME.into(), &"impersonation".into(), &IMA.into(), &"bim".into())
    );
    assert_eq!(world.ask(&token, "POST", "/bim/ext/sign-out", None).await.status, 204);
    assert_eq!(me(&world, &token).await, 401, "signing out ends it");
}

#[tokio::test]
async fn needs_the_permission_and_a_key_of_ones_own() {
    let (world, key) = world();
    let others = world.key_of(Member::USERNAME).expect("a key").to_owned();
    let asked = body(&key.0, Member::USERNAME).to_string();
    assert_eq!(world.ask(&Anonymous, "POST", PATH, Some(&asked)).await.problem().0, 401);
    for answer in [
        world.ask(&Member, "POST", PATH, Some(&asked)).await,
        world.ask(&Auditor, "POST", PATH, Some(&asked)).await,
        world.ask(&UserAdmin, "POST", PATH, Some(&asked)).await,
    ] {
        let (status, message) = answer.problem();
        assert_eq!(status, 403);
        assert!(message.contains("IMPERSONATE_USER"), "{message}");
    }
    for wrong in [others.as_str(), "nonsense", ""] {
        let answer = ask(&world, &key, body(wrong, Member::USERNAME)).await;
        assert_eq!((answer.problem().0, answer.field().as_str()), (422, "apikey"), "{wrong}");
    }
    for missing in ["apikey", "userid", "iamid"] {
        let mut body = body(&key.0, Member::USERNAME);
        body.as_object_mut().expect("an object").remove(missing);
        assert_eq!(ask(&world, &key, body).await.problem().0, 400, "{missing}");
    }
}

#[tokio::test]
async fn reaches_nobody_unknown_disabled_oneself_or_mightier() {
    let (world, key) = world();
    assert_eq!(ask(&world, &key, body(&key.0, "nobody")).await.problem().0, 404);
    let elsewhere = json!({ "apikey": key.0, "userid": Member::USERNAME, "iamid": "ldap" });
    assert_eq!(ask(&world, &key, elsewhere).await.problem().0, 404);
    let oneself = ask(&world, &key, body(&key.0, IMA)).await;
    assert_eq!((oneself.problem().0, oneself.field().as_str()), (422, "userid"));
    for permission in [
        Permission::APPLICATION_ADMIN,
        Permission::USER_ADMIN,
        Permission::GOVERNANCE,
        Permission::AUDIT,
        Permission::IMPERSONATE_HDFS_USER,
    ] {
        let username = format!("mighty.{permission}").to_lowercase();
        world.person(&username, vec![Permission::CREATE_PROJECT, permission.clone()], None);
        let (status, message) = ask(&world, &key, body(&key.0, &username)).await.problem();
        assert_eq!(status, 403, "{permission}");
        assert!(message.contains(permission.as_str()), "{message}");
        set_permissions(&world, IMA, json!(["IMPERSONATE_USER", permission])).await;
        acting_as(&world, &key, &username).await;
        set_permissions(&world, IMA, json!(["IMPERSONATE_USER"])).await;
    }
    let disable = format!("/bim/iam/bim/user/{}/disable/true", Member::USERNAME);
    assert_eq!(world.ask(&UserAdmin, "PUT", &disable, None).await.status, 200);
    let disabled = ask(&world, &key, body(&key.0, Member::USERNAME)).await;
    assert_eq!((disabled.problem().0, disabled.field().as_str()), (422, "userid"));
}

#[tokio::test]
async fn cannot_make_or_end_lasting_credentials() {
    let (world, key) = world();
    world.person("paula", Vec::new(), Some(PASSWORD));
    let paulas = Bearer(world.service.create_key("paula", "k").expect("a key"));
    let keys = world.ask(&paulas, "GET", "/bim/iam/bim/user/paula/apikeys", None).await.json();
    let token = acting_as(&world, &key, "paula").await;
    let password = json!({ "originalPassword": PASSWORD, "password": "another long phrase" });
    let revoke = format!("/bim/apikey/{}", keys[0]["keyid"]);
    for (method, path, body) in [
        ("PUT", "/bim/iam/bim/user/paula/password", password),
        ("POST", "/bim/apikey", json!({ "name": "k" })),
        ("POST", PATH, body(&key.0, Member::USERNAME)),
        ("DELETE", revoke.as_str(), Value::Null),
    ] {
        let answer = world.ask(&token, method, path, Some(&body.to_string())).await;
        let (status, message) = answer.problem();
        assert_eq!((status, message.contains("acting as")), (403, true), "{method} {path}: {message}");
    }
    assert_eq!(me(&world, &paulas).await, 200, "her key is still there");
    assert_eq!(
        world.ask(&token, "GET", "/bim/iam/bim/user/paula/apikeys", None).await.status,
        200,
        "she may look"
    );
}

#[tokio::test]
async fn ends_with_the_impersonators_key_permission_and_account() {
    let (world, key) = world();
    let disable = |username: &str, yes: bool| format!("/bim/iam/bim/user/{username}/disable/{yes}");
    let put = async |path: String| assert_eq!(world.ask(&UserAdmin, "PUT", &path, None).await.status, 200);

    let token = acting_as(&world, &key, Member::USERNAME).await;
    set_permissions(&world, IMA, json!([])).await;
    assert_eq!(me(&world, &token).await, 401, "without the permission");
    set_permissions(&world, IMA, json!(["IMPERSONATE_USER"])).await;
    assert_eq!(me(&world, &token).await, 401, "and it stays ended");

    let token = acting_as(&world, &key, Member::USERNAME).await;
    put(disable(IMA, true)).await;
    assert_eq!(me(&world, &token).await, 401, "the impersonator is disabled");
    put(disable(IMA, false)).await;
    assert_eq!(me(&world, &token).await, 401, "and it stays ended");

    let token = acting_as(&world, &key, Member::USERNAME).await;
    put(disable(Member::USERNAME, true)).await;
    assert_eq!(me(&world, &token).await, 401, "the person acted as is disabled");
    put(disable(Member::USERNAME, false)).await;

    let token = acting_as(&world, &key, Member::USERNAME).await;
    let password = json!({ "password": "another long phrase" }).to_string();
    let path = format!("/bim/iam/bim/user/{IMA}/password");
    assert_eq!(world.ask(&UserAdmin, "PUT", &path, Some(&password)).await.status, 200);
    assert_eq!(me(&world, &token).await, 401, "the impersonator has a new password");

    let token = acting_as(&world, &key, Member::USERNAME).await;
    let keys = world.ask(&key, "GET", &format!("/bim/iam/bim/user/{IMA}/apikeys"), None).await.json();
    let revoked = world.ask(&key, "DELETE", &format!("/bim/apikey/{}", keys[0]["keyid"]), None).await.json();
    assert_eq!(revoked["revokedTokens"], 1, "the key made it, and takes it along");
    assert_eq!(me(&world, &token).await, 401);
}

#[tokio::test]
async fn rises_no_further_than_the_impersonator() {
    let (world, key) = world();
    let token = acting_as(&world, &key, Member::USERNAME).await;
    set_permissions(&world, Member::USERNAME, json!(["USER_ADMIN"])).await;
    assert_eq!(me(&world, &token).await, 401, "the person acted as became a user admin");
    let about = json!({ "token": token.0 }).to_string();
    assert_eq!(world.ask(&UserAdmin, "POST", "/bim/token", Some(&about)).await.problem().0, 404);
    set_permissions(&world, IMA, json!(["IMPERSONATE_USER", "USER_ADMIN"])).await;
    assert_eq!(me(&world, &token).await, 200, "so is the impersonator now");
    set_permissions(&world, IMA, json!(["IMPERSONATE_USER"])).await;
    assert_eq!(me(&world, &token).await, 401);
}

#[tokio::test]
async fn a_project_is_one_of_the_person_acted_as() {
    let (world, key) = world();
    let project = |name: &str| {
        world
            .service
            .create_project(&NewProject { name: name.into(), ..NewProject::default() })
            .expect("a project")
    };
    let (theirs, other) = (project("theirs"), project("other"));
    let member = PersonRef { iamid: "bim", username: Member::USERNAME };
    world.service.add_project_member(theirs, member).expect("a member");
    let within = |key: &str, project: i64| {
        let mut body = body(key, Member::USERNAME);
        body["projectId"] = project.into();
        body
    };
    for no_member in [other, 7] {
        let answer = ask(&world, &key, within(&key.0, no_member)).await;
        assert_eq!((answer.problem().0, answer.field().as_str()), (422, "projectId"), "{no_member}");
    }
    let told = async |token: &Value| {
        let about = json!({ "token": token }).to_string();
        world.ask(&UserAdmin, "POST", "/bim/token", Some(&about)).await.json()
    };
    let made = ask(&world, &key, within(&key.0, theirs)).await.json();
    assert_eq!(told(&made["token"]).await["project"], theirs);

    // A key that is bound to a project acts in that project alone.
    world.service.add_project_member(other, PersonRef { iamid: "bim", username: IMA }).expect("a member");
    let bound =
        world.ask(&key, "POST", "/bim/apikey", Some(&json!({ "projectId": other }).to_string())).await.json();
    let bound = bound["apikey"].as_str().expect("a key");
    for body in [within(bound, theirs), body(bound, Member::USERNAME)] {
        let answer = ask(&world, &key, body).await;
        assert_eq!((answer.problem().0, answer.field().as_str()), (422, "projectId"));
    }
    world.service.add_project_member(other, member).expect("a member");
    let made = ask(&world, &key, body(bound, Member::USERNAME)).await.json();
    assert_eq!(told(&made["token"]).await["project"], other);
}
