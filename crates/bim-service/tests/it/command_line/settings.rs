//! The three layers of settings, and `check`, which tells them apart.

use std::path::PathBuf;
use std::process::Command;

use super::program::{failure, printed, program};

/// A folder with a configuration file in it.
struct Configured {
    folder: tempfile::TempDir,
    file: PathBuf,
}

impl Configured {
    fn with(text: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("bim.toml");
        std::fs::write(&file, text).expect("a file");
        Self { folder, file }
    }

    fn check(&self, more: &[&str]) -> Command {
        let mut check = program(&["check", "--config", self.file.to_str().expect("text")]);
        check.args(more);
        check
    }

    /// What `check` says of a file that cannot be meant.
    fn refusal(text: &str) -> String {
        let message = failure(&Self::with(text).check(&["--data", "/srv/bim"]).output().expect("an end"));
        assert!(message.contains("bim.toml, line "), "{message}");
        message
    }
}

/// Value and origin of a setting.
fn row<'a>(checked: &'a str, key: &str) -> (&'a str, &'a str) {
    let rows = checked.lines().map(|line| line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()));
    let cells: Vec<Vec<&str>> = rows.map(Iterator::collect).collect();
    match cells.iter().find(|cells| cells[0] == key).map(Vec::as_slice) {
        Some([_, value, origin]) => (value, origin),
        other => panic!("{key}: {other:?} in {checked}"),
    }
}

#[test]
fn later_layers_win_and_check_names_them() {
    let configured = Configured::with(
        "data = \"/srv/bim\"\nlisten = \"127.0.0.1:1111\"\nsession-idle = 30\nsession-life = 600\n\
         trusted-proxy = [\"10.0.0.0/8\", \"192.0.2.1\"]\n",
    );
    let mut check = configured.check(&["--session-life", "700"]);
    check.env("BIM_SESSION_IDLE", "40").env("BIM_SESSION_LIFE", "650");
    let checked = printed(&check.output().expect("an end"));
    let file = configured.file.display();
    assert_eq!(row(&checked, "data"), ("/srv/bim", format!("{file}, line 1").as_str()), "{checked}");
    assert_eq!(row(&checked, "listen"), ("127.0.0.1:1111", format!("{file}, line 2").as_str()), "{checked}");
    assert_eq!(row(&checked, "session-idle"), ("40", "BIM_SESSION_IDLE"), "{checked}");
    assert_eq!(row(&checked, "session-life"), ("700", "flag"), "{checked}");
    assert_eq!(row(&checked, "threads"), ("2", "default"), "{checked}");
    assert_eq!(row(&checked, "app"), ("-", "not set"), "{checked}");
    assert_eq!(row(&checked, "trusted-proxy").0, "10.0.0.0/8, 192.0.2.1", "{checked}");
}

#[test]
fn the_file_may_be_named_by_the_environment_and_serves_every_command() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    let configured = Configured::with(&format!("data = {data:?}\npublic-url = \"https://e.com/x\"\n"));
    let mut create = program(&["user", "create", "--username", "anna"]);
    printed(&create.env("BIM_CONFIG", &configured.file).output().expect("an end"));
    let mut invite = program(&["user", "invite", "anna"]);
    let link = printed(&invite.env("BIM_CONFIG", &configured.file).output().expect("an end"));
    assert!(link.starts_with("https://e.com/x/login?token="), "{link}");
}

#[test]
fn what_no_setting_takes_is_refused_with_its_line() {
    for (text, line, wanted) in [
        ("# a typo\nlisten = \"127.0.0.1:1\"\nlisen = 1\n", 3, "lisen: there is no such setting"),
        ("listen = \"nowhere\"\n", 1, "listen: invalid socket address"),
        ("\n\nsession-idle = 1\n", 3, "session-idle: 1 is not in 2..=100000"),
        ("log = \"loud\"\n", 1, "log: choose one of text, json"),
        ("listen = [\"127.0.0.1:1\"]\n", 1, "listen: this takes one value"),
        ("[serve]\nlisten = \"127.0.0.1:1\"\n", 1, "serve must be a text"),
        ("data = \"/a\"\ndata = \"/b\"\n", 2, "duplicate"),
        ("data = \n", 1, "data"),
        ("config = \"other.toml\"\n", 1, "config: there is no such setting"),
        ("username = \"anna\"\n", 1, "username: there is no such setting"),
    ] {
        let message = Configured::refusal(text);
        assert!(message.contains(&format!("line {line}: ")), "{text}: {message}");
        assert!(message.contains(wanted) || (wanted == "data" && line == 1), "{text}: {message}");
    }
    let missing = program(&["check", "--config", "/no/such/file"]).output().expect("an end");
    assert!(failure(&missing).contains("/no/such/file"));
}

#[test]
fn check_finds_what_only_a_look_can_find() {
    let configured = Configured::with("");
    let empty = configured.folder.path().to_str().expect("text");
    let output = configured.check(&["--data", empty, "--app", empty]).output().expect("an end");
    let message = String::from_utf8(output.stderr).expect("text");
    assert_eq!(output.status.code(), Some(1), "{message}");
    assert!(message.contains("index.html"), "{message}");
    let mut check = configured.check(&["--data", empty]);
    let output = check.env("BIM_LISTN", "127.0.0.1:1").output().expect("an end");
    assert!(output.status.success(), "{output:?}");
    assert!(String::from_utf8(output.stderr).expect("text").contains("BIM_LISTN"), "a typo is pointed out");
}

#[test]
fn help_tells_defaults_units_and_variables() {
    let help = printed(&program(&["serve", "--help"]).output().expect("an end"));
    for wanted in ["--session-idle <MINUTES>", "[env: BIM_SESSION_IDLE=]", "[default: 60]", "BIM_CONFIG"] {
        assert!(help.contains(wanted), "{wanted}: {help}");
    }
}
