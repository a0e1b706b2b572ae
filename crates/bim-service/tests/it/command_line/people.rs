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
