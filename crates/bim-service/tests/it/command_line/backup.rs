//! `backup` and `restore`: whole copies, and never over what is in use.

use std::os::unix::fs::PermissionsExt;

use super::program::{Serving, failure, printed, run};

fn text(path: &std::path::Path) -> &str {
    path.to_str().expect("text")
}

/// Whether a person is there, as the program tells it.
fn has_person(data: &str, username: &str) -> bool {
    run(&["user", "invite", "--data", data, username], "").status.success()
}

#[test]
fn a_backup_of_a_running_service_is_whole_and_can_be_put_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    printed(&run(&["seed", "--demo", "50", "--data", text(&data)], ""));
    let serving = Serving::start(&data, &[]);
    let backup = folder.path().join("bim.backup");
    let take = ["backup", "--data", text(&data), text(&backup)];
    assert!(printed(&run(&take, "")).contains("bim.backup"));
    let mode = std::fs::metadata(&backup).expect("the backup").permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "for its owner's eyes alone");
    assert!(failure(&run(&take, "")).contains("already"), "an earlier backup is kept");
    printed(&run(&["user", "create", "--data", text(&data), "--username", "afterwards"], ""));

    let put_back = ["restore", "--data", text(&data), text(&backup)];
    let running = failure(&run(&put_back, ""));
    assert!(running.contains("in use"), "{running}");
    serving.stop();
    let filled = failure(&run(&put_back, ""));
    assert!(filled.contains("already") && filled.contains("--force"), "{filled}");
    assert!(has_person(text(&data), "afterwards"), "nothing has happened yet");
    printed(&run(&["restore", "--force", "--data", text(&data), text(&backup)], ""));
    assert!(!has_person(text(&data), "afterwards") && has_person(text(&data), "admin"), "as it was then");

    let elsewhere = folder.path().join("new/data");
    printed(&run(&["restore", "--data", text(&elsewhere), text(&backup)], ""));
    assert!(has_person(text(&elsewhere), "admin"));
    assert!(!folder.path().join("new/data/bim.sqlite3.partial").exists());
}

#[test]
fn after_an_orderly_end_the_database_is_one_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let (data, copy) = (folder.path().join("data"), folder.path().join("copy"));
    let serving = Serving::start(&data, &[]);
    printed(&run(&["user", "create", "--data", text(&data), "--username", "anna"], ""));
    let log = || std::fs::metadata(data.join("bim.sqlite3-wal")).map_or(0, |log| log.len());
    assert!(log() > 0, "what was written stands in the log");
    serving.stop();
    assert_eq!(log(), 0);
    std::fs::create_dir(&copy).expect("a folder");
    std::fs::copy(data.join("bim.sqlite3"), copy.join("bim.sqlite3")).expect("a copy");
    assert!(has_person(text(&copy), "anna"));
}

#[test]
fn what_is_no_backup_is_refused_before_anything_is_touched() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    printed(&run(&["user", "create", "--data", text(&data), "--username", "anna"], ""));
    let backup = folder.path().join("backup");
    printed(&run(&["backup", "--data", text(&data), text(&backup)], ""));

    let restore = |file: &str| failure(&run(&["restore", "--force", "--data", text(&data), file], ""));
    assert!(restore("/no/such/file").contains("/no/such/file"));
    let prose = folder.path().join("prose");
    std::fs::write(&prose, "no database, however often it is said. ".repeat(200)).expect("a file");
    assert!(restore(text(&prose)).contains("prose"));
    let mut bytes = std::fs::read(&backup).expect("the backup");
    let half = folder.path().join("half");
    bytes.truncate(bytes.len() / 2);
    std::fs::write(&half, &bytes).expect("a file");
    assert!(restore(text(&half)).contains("half"));
    assert!(has_person(text(&data), "anna"), "all was refused");

    let empty = folder.path().join("empty");
    let nothing = failure(&run(&["backup", "--data", text(&empty), text(&folder.path().join("x"))], ""));
    assert!(nothing.contains("no database"), "{nothing}");
    assert!(!empty.exists(), "a backup makes no database");
}
