//! Row 1.

use bim_api::endpoints::CreateUser;
use bim_api::wire::user::{NewProfile, NewUser};
use bim_api::{Call, Password, Username};

use crate::actors::{Anonymous, Auditor, Member, UserAdmin};
use crate::shape::{assert_same, example};
use crate::world::{PASSWORD, World};

const PATH: &str = "/bim/iam/bim/user";

fn person(username: &str) -> Call<CreateUser> {
    let body = NewUser {
        iamid: None,
        userid: Username::from(username),
        password: None,
        profile: Some(NewProfile {
            name: Some("Charlie Doe".into()),
            email: Some("charlie@example.com".into()),
        }),
        permissions: Vec::new(),
    };
    Call { path: (), query: (), body }
}

#[tokio::test]
async fn answers_as_documented() {
    let world = World::new();
    let answer = world.answer(&UserAdmin, &person("charlie.doe@example.com")).await;
    assert_eq!(answer.status, 200);
    let json = answer.json();
    assert_same(&example("01-create-a-new-user.response.json"), &json, &["authorizations"], &[]);
    assert_eq!(
        json["newUser"]["permissions"],
        serde_json::json!(["CREATE_PROJECT"]),
        "the configured default"
    );
    assert_eq!(json["newUser"]["authentication"], serde_json::Value::Null);
    assert_eq!((&json["emailSent"], &json["emailFailed"]), (&false.into(), &false.into()));
    let link = json["newUserLink"].as_str().expect("a link");
    assert!(link.starts_with("https://bim.example.com/login?token="), "{link}");
    assert!(link.ends_with("&userid=charlie.doe%40example.com&name=Charlie%20Doe"), "{link}");
}

#[tokio::test]
async fn the_host_header_makes_no_link() {
    let world = World::new();
    let request = axum::http::Request::post(PATH)
        .header("host", "evil.example")
        .header("x-forwarded-host", "evil.example")
        .header("authorization", world.key_of(UserAdmin::USERNAME).expect("a key"))
        .header("content-type", "application/json")
        .body(r#"{"userid":"h"}"#.into())
        .expect("a request");
    let json = world.raw(request).await.json();
    assert!(json["newUserLink"].as_str().expect("a link").starts_with("https://bim.example.com/login?"));
}

#[tokio::test]
async fn ids_of_different_kinds_never_meet() {
    let world = World::new();
    let user = world.send(&UserAdmin, person("charlie")).await.expect("created").new_user;
    assert_ne!(user.id.0, user.profile.id.0);
    assert!(
        world.ask(&UserAdmin, "GET", &format!("/bim/iam/bim/user/{}", user.profile.id), None).await.status
            == 404
    );
}

#[tokio::test]
async fn asked_permissions_join_the_defaults_once() {
    let world = World::new();
    let body =
        r#"{"iamid":"bim","userid":"p","permissions":["AUDIT","CREATE_PROJECT","AUDIT","SOMETHING_NEW"]}"#;
    let json = world.ask(&UserAdmin, "POST", PATH, Some(body)).await.json();
    assert_eq!(
        json["newUser"]["permissions"],
        serde_json::json!(["CREATE_PROJECT", "AUDIT", "SOMETHING_NEW"])
    );
    assert_eq!(json["newUser"]["profile"]["name"], "p", "without a name, the username stands for it");
}

#[tokio::test]
async fn a_password_makes_an_invitation_needless() {
    let world = World::new();
    let mut call = person("with.password");
    call.body.password = Some(Password::new(PASSWORD));
    let created = world.send(&UserAdmin, call).await.expect("created");
    assert_eq!(created.new_user_link, None);
    assert!(created.new_user.authentication.is_some());
    let login = format!(r#"{{"username":"with.password","password":"{PASSWORD}"}}"#);
    assert_eq!(
        world.ask(&Anonymous, "POST", "/bim/iam/bim/user/authenticate", Some(&login)).await.status,
        200
    );
}

#[tokio::test]
async fn needs_user_admin() {
    let world = World::new();
    let call = person("nobody");
    assert_eq!(world.answer(&Anonymous, &call).await.problem().0, 401);
    for answer in [world.answer(&Member, &call).await, world.answer(&Auditor, &call).await] {
        let (status, message) = answer.problem();
        assert_eq!(status, 403);
        assert!(message.contains("USER_ADMIN"), "{message}");
    }
    assert_eq!(world.answer(&UserAdmin, &call).await.status, 200, "nothing was created before");
}

#[tokio::test]
async fn a_username_is_taken_in_any_letter_case() {
    let world = World::new();
    assert_eq!(world.answer(&UserAdmin, &person("Straße@Example.com")).await.status, 200);
    for taken in ["Straße@Example.com", "straße@example.com", "STRASSE@EXAMPLE.COM"] {
        let answer = world.answer(&UserAdmin, &person(taken)).await;
        assert_eq!((answer.problem().0, answer.field().as_str()), (409, "userid"), "{taken}");
    }
    assert_eq!(world.answer(&UserAdmin, &person("strase@example.com")).await.status, 200);
}

#[tokio::test]
async fn refused_values_name_their_field() {
    let world = World::new();
    let long = "x".repeat(1_000);
    for (body, field) in [
        (r#"{"userid":""}"#.to_owned(), "userid"),
        (r#"{"userid":"   "}"#.to_owned(), "userid"),
        (r#"{"userid":"."}"#.to_owned(), "userid"),
        (r#"{"userid":".."}"#.to_owned(), "userid"),
        (r#"{"userid":" padded"}"#.to_owned(), "userid"),
        (r#"{"userid":"a\nb"}"#.to_owned(), "userid"),
        (format!(r#"{{"userid":"{long}"}}"#), "userid"),
        (r#"{"userid":"u","profile":{"name":""}}"#.to_owned(), "profile.name"),
        (format!(r#"{{"userid":"u","profile":{{"name":"{long}"}}}}"#), "profile.name"),
        (r#"{"userid":"u","profile":{"email":"no address"}}"#.to_owned(), "profile.email"),
        (r#"{"userid":"u","password":"short"}"#.to_owned(), "password"),
        (r#"{"userid":"username","password":"my username is long"}"#.to_owned(), "password"),
        (r#"{"userid":"u","iamid":"ldap"}"#.to_owned(), "iamid"),
        (r#"{"userid":"u","permissions":[""]}"#.to_owned(), "permissions"),
    ] {
        let answer = world.ask(&UserAdmin, "POST", PATH, Some(&body)).await;
        assert_eq!((answer.problem().0, answer.field().as_str()), (422, field), "{body}");
    }
    assert_eq!(world.ask(&UserAdmin, "POST", PATH, Some("{}")).await.problem().0, 400, "userid is missing");
    let exactly = format!(r#"{{"userid":"{}"}}"#, "x".repeat(256));
    assert_eq!(world.ask(&UserAdmin, "POST", PATH, Some(&exactly)).await.status, 200);
}
