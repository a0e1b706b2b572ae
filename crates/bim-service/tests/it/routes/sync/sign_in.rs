//! Row 2 by binding.

use std::time::{Duration, Instant};

use bim_ldap::{BASE, Fault, PASSWORD, Proxy, mail};
use serde_json::json;

use super::{apply, config, directory, world};
use crate::actors::{Anonymous, Bearer};
use crate::world::{Answer, World};

async fn sign_in(world: &World, username: &str, password: &str) -> Answer {
    let body = json!({ "username": username, "password": password }).to_string();
    world.ask(&Anonymous, "POST", "/bim/iam/staff/user/authenticate", Some(&body)).await
}

#[tokio::test]
async fn the_directory_s_password_signs_in() {
    let directory = directory();
    let world = world(config(directory.port));
    assert_eq!(sign_in(&world, &mail(1), PASSWORD).await.status, 401, "not synced yet: no account");
    apply(&world).await;
    for username in [mail(1), mail(7), mail(13), mail(1).to_uppercase()] {
        let answer = sign_in(&world, &username, PASSWORD).await;
        assert_eq!(answer.status, 200, "{username}: {}", String::from_utf8_lossy(&answer.body));
        let token = Bearer(answer.json()["token"].as_str().expect("a token").to_owned());
        let me = world.ask(&token, "GET", "/bim/rpc/user/current", None).await.json();
        assert_eq!(me["iamid"], "staff");
    }
}

#[tokio::test]
async fn whatever_is_wrong_answers_the_same() {
    let directory = directory();
    let world = world(config(directory.port));
    apply(&world).await;
    // An empty password binds as nobody; the others try to be a filter.
    for (username, password) in [
        (mail(1), "wrong"),
        (mail(1), ""),
        (mail(9_999), PASSWORD),
        (mail(5), PASSWORD),
        ("*".to_owned(), PASSWORD),
        ("user1*".to_owned(), PASSWORD),
        ("x)(|(mail=user1@example.com)".to_owned(), PASSWORD),
        ("user1@example.com)(objectClass=*".to_owned(), PASSWORD),
    ] {
        let answer = sign_in(&world, &username, password).await;
        assert_eq!(answer.problem(), (401, "Username or password is wrong.".to_owned()), "{username}");
    }
}

#[tokio::test]
async fn who_is_gone_from_the_directory_cannot_sign_in_and_their_session_ends_with_the_sync() {
    let directory = directory();
    let world = world(config(directory.port));
    apply(&world).await;
    let token = sign_in(&world, &mail(2), PASSWORD).await.json()["token"].clone();
    let session = Bearer(token.as_str().expect("a token").to_owned());
    directory.change(&format!("dn: uid=user2,ou=People,{BASE}\nchangetype: delete\n")).expect("a change");
    assert_eq!(sign_in(&world, &mail(2), PASSWORD).await.status, 401, "at once");
    assert_eq!(world.ask(&session, "GET", "/bim/rpc/user/current", None).await.status, 200);
    apply(&world).await;
    assert_eq!(world.ask(&session, "GET", "/bim/rpc/user/current", None).await.status, 401);
}

#[tokio::test]
async fn guessing_is_slowed_down_as_everywhere() {
    let directory = directory();
    let world = world(config(directory.port));
    apply(&world).await;
    let mut statuses = Vec::new();
    for _ in 0..11 {
        statuses.push(sign_in(&world, &mail(3), "wrong").await.status);
    }
    assert_eq!(statuses.last(), Some(&429), "{statuses:?}");
}

#[tokio::test]
async fn a_directory_that_is_down_says_so() {
    let directory = directory();
    let world = world(config(directory.port));
    apply(&world).await;
    drop(directory);
    let (status, message) = sign_in(&world, &mail(1), PASSWORD).await.problem();
    assert_eq!(status, 502);
    assert!(message.contains("cannot be reached"), "{message}");
}

/// The steps at which a "no" is told (see `routes/login.rs`).
const STEP: Duration = Duration::from_millis(250);

/// How many whole steps each of these takes to be refused, in the best of two tries: a busy machine is no difference.
async fn steps(world: &World) -> Vec<(String, u128)> {
    let mut told = Vec::new();
    for (what, username, password) in [
        ("a wrong password", mail(1), "wrong"),
        ("nobody", mail(9_999), PASSWORD),
        ("disabled in the directory", mail(5), PASSWORD),
        ("known there, and not here", mail(0), PASSWORD),
    ] {
        let mut best = Duration::MAX;
        for _ in 0..2 {
            let asked = Instant::now();
            let answer = sign_in(world, &username, password).await;
            best = best.min(asked.elapsed());
            assert_eq!(answer.problem(), (401, "Username or password is wrong.".to_owned()), "{what}");
        }
        told.push((what.to_owned(), best.as_millis() / STEP.as_millis()));
    }
    told
}

#[tokio::test]
async fn time_does_not_tell_who_is_known() {
    let directory = directory();
    // Each answer takes 90 ms: three of them (the reader's bind, the search, the person's bind) are in the second step,
    // and two would be in the first.
    let far = Proxy::start(directory.port, Fault::Delays(Duration::from_millis(90))).expect("a proxy");
    for (port, wanted) in [(directory.port, 1), (far.port, 2)] {
        let world = world(config(port));
        for (what, steps) in steps(&world).await {
            assert_eq!(steps, wanted, "{what}, at {port}");
        }
    }
}
