//! `project` and `domain`, and what the API then shows.

use super::program::{Serving, failure, printed, run};
use crate::world::PASSWORD;

fn json(answer: &str) -> serde_json::Value {
    let (_, body) = answer.split_once("\r\n\r\n").expect("a body");
    serde_json::from_str(body).expect("JSON")
}

#[test]
fn projects_and_domains_reach_the_api() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().to_str().expect("text");
    let ask = |arguments: &[&str]| run(&[arguments, &["--data", data]].concat(), "");
    let create = ["user", "create", "--data", data, "--username", "anna", "--password-stdin", "--admin"];
    printed(&run(&create, PASSWORD));
    let key = printed(&ask(&["key", "create", "--username", "anna"]));
    let project = printed(&ask(&["project", "create", "Credit Payments", "--schema", "credit_payments"]));
    let project = project.trim();
    assert_eq!(printed(&ask(&["project", "list"])), format!("{project}  Credit Payments\n"));
    let domain = printed(&ask(&["domain", "create", "Finance data"]));
    let domain = domain.trim();
    assert_eq!(printed(&ask(&["domain", "list"])), format!("{domain}  Finance data\n"));
    let member = ["project", "member", "add", "--project", project, "ANNA"];
    printed(&ask(&member));
    printed(&ask(&member));
    let grant = ["domain", "grant", "--domain", domain, "--permission", "Manage Policies", "--user", "anna"];
    printed(&ask(&grant));
    printed(&ask(&grant));

    let serving = Serving::start(folder.path(), &[]);
    let get = |path: &str| {
        json(&serving.ask(&format!("GET {path} HTTP/1.1\r\nauthorization: {}\r\n\r\n", key.trim_end())))
    };
    let post = |path: &str, body: &str| {
        serving.ask(&format!(
            "POST {path} HTTP/1.1\r\nauthorization: {}\r\ncontent-type: application/json\r\n\
             content-length: {}\r\n\r\n{body}",
            key.trim_end(),
            body.len()
        ))
    };
    let made = json(&post("/bim/apikey", &format!("{{\"projectId\":{project}}}")));
    assert_eq!(made["project"].to_string(), project);
    let shown = get("/bim/iam/bim/user/anna/apikeys");
    assert_eq!(
        (&shown[1]["project"]["name"], &shown[1]["project"]["type"]),
        (&"Credit Payments".into(), &"Schema".into())
    );
    let me = get("/bim/rpc/user/current");
    let granted = me["collectionPermissions"][domain].as_array().expect("a list");
    assert_eq!((granted.len(), &granted[0]["permission"]), (1, &"Manage Policies".into()), "granted once");
    let found = json(&post(
        "/bim/user/search",
        &format!("{{\"domainId\":\"{domain}\",\"domainPermission\":\"Manage Policies\"}}"),
    ));
    assert_eq!(found["count"], "1", "{found}");

    let revoke =
        ["domain", "revoke", "--domain", domain, "--permission", "Manage Policies", "--user", "anna"];
    printed(&ask(&revoke));
    assert!(failure(&ask(&revoke)).contains("not held"));
    assert_eq!(get("/bim/rpc/user/current")["collectionPermissions"], serde_json::json!({}));
    let remove = ["project", "member", "remove", "--project", project, "anna"];
    printed(&ask(&remove));
    assert!(failure(&ask(&remove)).contains("no member"));
    assert_eq!(get("/bim/iam/bim/user/anna/apikeys").as_array().map(Vec::len), Some(1), "its key is gone");
    let refused = post("/bim/apikey", &format!("{{\"projectId\":{project}}}"));
    assert!(refused.starts_with("HTTP/1.1 403"), "{refused}");
    serving.stop();
}

#[test]
fn what_is_not_there_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().to_str().expect("text");
    let refused = |arguments: &[&str]| failure(&run(&[arguments, &["--data", data]].concat(), ""));
    printed(&run(&["user", "create", "--data", data, "--username", "anna"], ""));
    let domain = printed(&run(&["domain", "create", "--data", data, "Finance data"], ""));
    let domain = domain.trim();
    assert!(refused(&["domain", "create", "Finance data"]).contains("already"));
    assert!(refused(&["project", "create", " "]).contains("empty"));
    assert!(refused(&["project", "member", "add", "--project", "7", "anna"]).contains("project 7"));
    let project = printed(&run(&["project", "create", "--data", data, "P"], ""));
    let member = ["project", "member", "add", "--project", project.trim(), "bert"];
    assert!(refused(&member).contains("bert in bim"));
    let grant = |domain: &str, more: &[&str]| {
        refused(
            &[&["domain", "grant", "--domain", domain, "--permission", "Audit Activity"][..], more].concat(),
        )
    };
    assert!(grant("nowhere", &["--user", "anna"]).contains("nowhere"));
    assert!(grant(domain, &["--group", "7"]).contains("group 7"));
    assert!(grant(domain, &["--user", "anna", "--iamid", "ldap"]).contains("anna in ldap"));
}
