//! `serve`: how it starts, what it logs, how it ends.

use super::program::{Serving, failure, printed, run};
use crate::world::PASSWORD;

#[test]
fn the_first_start_invites_the_first_admin_and_later_ones_do_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("new/data");
    let serving = Serving::start(&data, &["--public-url", "https://bim.example.com/admin"]);
    let [sentence, link] = &serving.before[..] else { panic!("{:?}", serving.before) };
    assert!(sentence.contains("admin") && sentence.contains("72 hours"), "{sentence}");
    assert!(link.starts_with("https://bim.example.com/admin/login?token="), "{link}");
    let token = link.split(['=', '&']).nth(1).expect("a token").to_owned();
    let body = serde_json::json!({ "password": PASSWORD }).to_string();
    let answer = serving.ask(&format!(
        "PUT /admin/bim/iam/bim/user/admin/password HTTP/1.1\r\nauthorization: Bearer {token}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    ));
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let mode = std::fs::metadata(data.join("bim.sqlite3")).expect("the file").permissions();
    assert_eq!(std::os::unix::fs::PermissionsExt::mode(&mode) & 0o777, 0o600, "for its owner's eyes alone");
    let log = serving.stop();
    assert!(!log.contains(&token) && !log.contains(PASSWORD), "{log}");

    let serving = Serving::start(&data, &[]);
    assert!(serving.before.is_empty(), "{:?}", serving.before);
    serving.stop();
}

#[test]
fn made_up_people_do_not_keep_the_first_admin_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().to_str().expect("text");
    printed(&run(&["seed", "--demo", "20", "--data", data], ""));
    let serving = Serving::start(folder.path(), &[]);
    assert!(serving.before.last().is_some_and(|link| link.contains("/login?token=")), "{:?}", serving.before);
    serving.stop();
    let serving = Serving::start(folder.path(), &[]);
    assert!(serving.before.is_empty(), "told once: {:?}", serving.before);
    serving.stop();
}

#[test]
fn log_lines_carry_the_answers_id_and_no_query() {
    let folder = tempfile::tempdir().expect("a folder");
    let serving = Serving::start(folder.path(), &["--log", "json"]);
    let answer =
        serving.ask("GET /bim/user?name=very-private HTTP/1.1\r\nauthorization: Bearer s3cr3t\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.1 401"), "{answer}");
    let id = answer.lines().find_map(|line| line.strip_prefix("x-request-id: ")).expect("an id").to_owned();
    let log = serving.stop();
    assert!(!log.contains("very-private") && !log.contains("s3cr3t"), "{log}");
    let line = log.lines().find(|line| line.contains(&id)).expect("the request's line");
    let line: serde_json::Value = serde_json::from_str(line).expect("JSON");
    assert_eq!(
        (&line["method"], &line["path"], &line["status"], &line["user"]),
        (&"GET".into(), &"/bim/user".into(), &401.into(), &"-".into())
    );
    assert!(line["ms"].as_f64().is_some_and(|ms| ms > 0.0), "{line}");
}

#[test]
fn what_cannot_be_started_says_why_in_one_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().to_str().expect("text");
    let serving = Serving::start(folder.path(), &[]);
    let taken = failure(&run(&["serve", "--data", data, "--listen", &serving.address], ""));
    assert!(taken.contains(&serving.address), "{taken}");

    let file = folder.path().join("file");
    std::fs::write(&file, "no folder").expect("a file");
    let file = file.to_str().expect("text");
    let message = failure(&run(&["serve", "--data", file, "--listen", "127.0.0.1:0"], ""));
    assert!(message.contains(file), "{message}");

    let other = tempfile::tempdir().expect("a folder");
    std::fs::write(other.path().join("bim.sqlite3"), "this is no database, but long enough".repeat(40))
        .expect("a file");
    let message = failure(&run(
        &["serve", "--data", other.path().to_str().expect("text"), "--listen", "127.0.0.1:0"],
        "",
    ));
    assert!(message.contains("bim.sqlite3"), "{message}");

    let message = failure(&run(&["serve", "--data", data, "--listen", "127.0.0.1:0", "--app", data], ""));
    assert!(message.contains("index.html"), "{message}");
}
