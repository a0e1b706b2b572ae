//! `user`, `key` and `seed`.

use super::program::{Serving, failure, printed, run};
use crate::world::PASSWORD;

#[test]
fn a_lost_invitation_is_made_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().to_str().expect("text");
    let serving = Serving::start(folder.path(), &["--first-admin", "root@example.com"]);
    assert!(serving.before[1].contains("&userid=root%40example.com"), "{:?}", serving.before);
    let link = printed(&run(
        &["user", "invite", "--data", data, "--public-url", "https://e.com/", "ROOT@example.com"],
        "",
    ));
    assert!(link.starts_with("https://e.com/login?token=") && link != serving.before[1], "{link}");
    let missing = failure(&run(&["user", "invite", "--data", data, "nobody"], ""));
    assert!(missing.contains("nobody"), "{missing}");
}

#[test]
fn people_and_keys_can_be_made_for_tests() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().to_str().expect("text");
    let create =
        ["user", "create", "--data", data, "--username", "anna", "--permission", "AUDIT", "--password-stdin"];
    printed(&run(&create, &format!("{PASSWORD}\n")));
    assert!(failure(&run(&create, PASSWORD)).contains("taken"));
    let weak = ["user", "create", "--data", data, "--username", "bert", "--password-stdin"];
    assert!(failure(&run(&weak, "short")).contains("12"));
    let key = printed(&run(&["key", "create", "--data", data, "--username", "ANNA"], ""));
    assert_eq!(key.trim_end().len(), 64);
    let first = printed(&run(&["seed", "--demo", "5", "--data", data], ""));
    let second = printed(&run(&["seed", "--demo", "5", "--data", data], ""));
    assert!(first.contains("added 5") && second.contains("already"), "{first}{second}");

    let serving = Serving::start(folder.path(), &[]);
    assert!(serving.before.is_empty(), "somebody is there: nobody is invited");
    let me = serving
        .ask(&format!("GET /bim/rpc/user/current HTTP/1.1\r\nauthorization: {}\r\n\r\n", key.trim_end()));
    assert!(me.contains("\"userid\":\"anna\"") && me.contains("\"permissions\":[\"AUDIT\"]"), "{me}");
}

#[test]
fn made_up_people_may_have_a_history() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().to_str().expect("text");
    printed(&run(&["seed", "--demo", "5", "--events", "12", "--data", data], ""));
    printed(&run(&["user", "create", "--data", data, "--username", "anna", "--permission", "AUDIT"], ""));
    let key = printed(&run(&["key", "create", "--data", data, "--username", "anna"], ""));
    let serving = Serving::start(folder.path(), &[]);
    let log =
        serving.ask(&format!("GET /bim/ext/audit HTTP/1.1\r\nauthorization: {}\r\n\r\n", key.trim_end()));
    assert!(log.matches("\"event\":\"SignedIn\"").count() >= 6, "{log}");
    assert!(log.contains("\"count\":16"), "twelve events, a person, a key, an invited admin: {log}");
}

#[test]
fn nobody_is_locked_out_without_being_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().to_str().expect("text");
    let user = |verb: &str, more: &[&str]| run(&[&["user", verb, "--data", data], more].concat(), "");
    printed(&user("create", &["--username", "anna", "--admin"]));
    printed(&user("create", &["--username", "bert", "--admin"]));
    assert_eq!(printed(&user("disable", &["BERT"])), "disabled BERT\n");
    let refused = failure(&user("disable", &["anna"]));
    assert!(refused.contains("USER_ADMIN") && refused.contains("--force"), "{refused}");
    printed(&user("enable", &["bert"]));
    printed(&user("disable", &["anna"]));
    printed(&user("disable", &["--force", "bert"]));
    assert!(failure(&user("invite", &["bert"])).contains("disabled"));
    assert!(failure(&user("enable", &["nobody"])).contains("nobody"));
}

#[test]
fn a_reset_ends_password_sessions_and_earlier_links() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().to_str().expect("text");
    printed(&run(
        &["user", "create", "--data", data, "--username", "anna", "--admin", "--password-stdin"],
        PASSWORD,
    ));
    let serving = Serving::start(folder.path(), &[]);
    let sign_in = |password: &str| {
        let body = serde_json::json!({ "username": "anna", "password": password }).to_string();
        let head = "POST /bim/iam/bim/user/authenticate HTTP/1.1\r\ncontent-length";
        serving.ask(&format!("{head}: {}\r\n\r\n{body}", body.len()))
    };
    let me = |token: &str| {
        let head = "GET /bim/rpc/user/current HTTP/1.1\r\nauthorization";
        serving.ask(&format!("{head}: {token}\r\n\r\n"))
    };
    let answer = sign_in(PASSWORD);
    let token = answer.split("\"token\":\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a token");
    assert!(me(token).starts_with("HTTP/1.1 200"));

    let link = printed(&run(&["user", "reset", "--data", data, "anna"], ""));
    assert!(link.contains("/login?token="), "{link}");
    assert!(me(token).starts_with("HTTP/1.1 401"), "the session has ended");
    assert!(sign_in(PASSWORD).starts_with("HTTP/1.1 401"), "the password has ended");

    let other = "another horse, another battery";
    let reset = ["user", "reset", "--data", data, "--password-stdin", "anna"];
    assert!(failure(&run(&reset, "short")).contains("12"));
    assert_eq!(printed(&run(&reset, other)), "reset anna\n");
    assert!(sign_in(other).starts_with("HTTP/1.1 200"));
    let token = link.split(['=', '&']).nth(1).expect("a token");
    let body = serde_json::json!({ "password": PASSWORD }).to_string();
    let used = serving.ask(&format!(
        "PUT /bim/iam/bim/user/anna/password HTTP/1.1\r\nauthorization: {token}\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    ));
    assert!(used.starts_with("HTTP/1.1 401"), "the earlier link has ended: {used}");
    serving.stop();
}

#[test]
fn keys_are_listed_without_themselves_and_revoked_by_their_id() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().to_str().expect("text");
    printed(&run(&["user", "create", "--data", data, "--username", "anna"], ""));
    let make = ["key", "create", "--data", data, "--username", "anna", "--name", "nightly job"];
    let key = printed(&run(&make, ""));
    let list = || printed(&run(&["key", "list", "--data", data, "--username", "anna"], ""));
    let shown = list();
    assert!(shown.contains("nightly job") && shown.contains("used never"), "{shown}");
    assert!(!shown.contains(key.trim_end()), "{shown}");
    let serving = Serving::start(folder.path(), &[]);
    let me = || {
        let head = "GET /bim/rpc/user/current HTTP/1.1\r\nauthorization";
        serving.ask(&format!("{head}: {}\r\n\r\n", key.trim_end()))
    };
    assert!(me().starts_with("HTTP/1.1 200"));
    let id = shown.split_whitespace().next().expect("an id");
    printed(&run(&["key", "revoke", "--data", data, id], ""));
    assert!(me().starts_with("HTTP/1.1 401"), "at once");
    assert!(failure(&run(&["key", "revoke", "--data", data, id], "")).contains(id));
    assert_eq!(list(), "");
    serving.stop();
}

#[test]
fn a_database_can_be_made_before_it_is_served() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("new");
    let migrate = ["migrate", "--data", data.to_str().expect("text")];
    assert!(printed(&run(&migrate, "")).contains("up to date"));
    assert!(data.join("bim.sqlite3").exists());
    printed(&run(&migrate, ""));
}
