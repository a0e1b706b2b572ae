//! Row 30, and what row 34 then shows.

use bim_service::service::{NewProject, PersonRef};

use crate::actors::{Anonymous, Bearer, Member, UserAdmin};
use crate::shape::{assert_same, example};
use crate::world::World;

const PATH: &str = "/bim/apikey";

fn project(world: &World, name: &str) -> i64 {
    world
        .service
        .create_project(&NewProject { name: name.into(), ..NewProject::default() })
        .expect("a project")
}

const MEMBER: PersonRef<'_> = PersonRef { iamid: "bim", username: Member::USERNAME };

#[tokio::test]
async fn a_project_key_is_told_once_and_works() {
    let world = World::new();
    let payments = project(&world, "Credit Payments");
    world.service.add_project_member(payments, MEMBER).expect("a member");
    let body = serde_json::json!({ "projectId": payments, "name": " My Project API Key " }).to_string();
    let answer = world.ask(&Member, "POST", PATH, Some(&body)).await;
    assert_eq!((answer.status, answer.header("cache-control")), (200, "no-store"));
    let made = answer.json();
    assert_same(
        &example("30-authenticate-a-user-and-create-a-project-api-key.response.json"),
        &made,
        &[],
        &[],
    );
    assert_eq!((&made["project"], &made["name"]), (&payments.into(), &"My Project API Key".into()));

    let key = Bearer(made["apikey"].as_str().expect("a key").to_owned());
    let me = world.ask(&key, "GET", "/bim/rpc/user/current", None).await.json();
    assert_eq!(me["userid"], Member::USERNAME);
    let list = format!("/bim/iam/bim/user/{}/apikeys", Member::USERNAME);
    let listed = world.ask(&Member, "GET", &list, None).await;
    assert!(!String::from_utf8_lossy(&listed.body).contains(&key.0), "a list never tells a key");
    let listed = listed.json();
    let shown = listed.as_array().and_then(|keys| keys.last()).expect("the new key");
    assert_eq!((&shown["keyid"], &shown["name"]), (&made["keyid"], &made["name"]));
    assert_eq!(
        (&shown["project"]["id"], &shown["project"]["name"]),
        (&payments.into(), &"Credit Payments".into())
    );

    let login = serde_json::json!({ "apikey": key.0 }).to_string();
    let token = world.ask(&Anonymous, "POST", "/bim/apikey/authenticate", Some(&login)).await.json();
    let about = serde_json::json!({ "token": token["token"] }).to_string();
    let told = world.ask(&Member, "POST", "/bim/token", Some(&about)).await.json();
    assert_eq!(told["project"], payments, "row 33 tells the project of the key that made the token");
}

#[tokio::test]
async fn a_name_or_a_project_is_enough_but_one_is_needed() {
    let world = World::new();
    let mine = project(&world, "Mine");
    world.service.add_project_member(mine, MEMBER).expect("a member");
    let named = world.ask(&Member, "POST", PATH, Some(r#"{"name":"laptop"}"#)).await.json();
    assert_eq!((&named["project"], &named["name"]), (&serde_json::Value::Null, &"laptop".into()));
    let for_project = serde_json::json!({ "projectId": mine }).to_string();
    let for_project = world.ask(&Member, "POST", PATH, Some(&for_project)).await.json();
    assert_eq!((&for_project["project"], &for_project["name"]), (&mine.into(), &serde_json::Value::Null));
    assert_ne!(named["apikey"], for_project["apikey"]);
    let long = format!(r#"{{"name":"{}"}}"#, "x".repeat(257));
    for (body, status, field) in [
        ("{}", 422, "name"),
        (r#"{"name":""}"#, 422, "name"),
        (r#"{"name":"  "}"#, 422, "name"),
        (r#"{"name":"a\u0000b"}"#, 422, "name"),
        (&long, 422, "name"),
        (r#"{"name":5}"#, 400, "name"),
        (r#"{"projectId":"x"}"#, 400, "projectId"),
        ("5", 400, ""),
    ] {
        let answer = world.ask(&Member, "POST", PATH, Some(body)).await;
        assert_eq!((answer.problem().0, answer.field().as_str()), (status, field), "{body}");
    }
}

#[tokio::test]
async fn only_members_get_a_key_of_a_project() {
    let world = World::new();
    let theirs = project(&world, "Theirs");
    let ask = |project: i64| serde_json::json!({ "projectId": project, "name": "k" }).to_string();
    assert_eq!(world.ask(&Anonymous, "POST", PATH, Some(&ask(theirs))).await.problem().0, 401);
    let refused = world.ask(&Member, "POST", PATH, Some(&ask(theirs))).await;
    let unknown = world.ask(&Member, "POST", PATH, Some(&ask(7))).await;
    assert_eq!((refused.problem().0, refused.field().as_str()), (403, "projectId"));
    assert_eq!(
        refused.problem().1.replace(&theirs.to_string(), "7"),
        unknown.problem().1,
        "who is no member does not learn whether there is such a project"
    );
    assert_eq!(
        world.ask(&UserAdmin, "POST", PATH, Some(&ask(theirs))).await.problem().0,
        403,
        "no permission helps"
    );

    world.service.add_project_member(theirs, MEMBER).expect("a member");
    let made = world.ask(&Member, "POST", PATH, Some(&ask(theirs))).await.json();
    let key = Bearer(made["apikey"].as_str().expect("a key").to_owned());
    let me = async |bearer: &Bearer| world.ask(bearer, "GET", "/bim/rpc/user/current", None).await.status;
    assert_eq!(me(&key).await, 200);
    world.service.remove_project_member(theirs, MEMBER).expect("no member any more");
    assert_eq!(me(&key).await, 401, "a key of a project ends with the membership");
    assert_eq!(world.ask(&Member, "POST", PATH, Some(&ask(theirs))).await.problem().0, 403);
}
