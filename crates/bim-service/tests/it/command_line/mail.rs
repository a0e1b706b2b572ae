//! The settings of mail, and what a start says of the outbox.

use super::program::{Serving, failure, printed, run};

#[test]
fn settings_that_do_not_go_together_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().to_str().expect("text");
    let password = folder.path().join("password");
    let file = password.to_str().expect("text");
    std::fs::write(&password, "\n").expect("a file");
    let refused = |more: &[&str]| {
        let output = run(&[&["check", "--data", data][..], more].concat(), "");
        assert_eq!(output.status.code(), Some(1), "{more:?}: {output:?}");
        String::from_utf8(output.stderr).expect("text")
    };
    let server = ["--mail-host", "mail.example.com", "--mail-from", "bim@example.com"];
    let with = |more: &[&'static str]| refused(&[&server[..], more].concat());
    for (message, wanted) in [
        (refused(&["--mail-host", "mail.example.com"]), "no mail-from"),
        (refused(&["--mail-from", "bim@example.com"]), "no mail-host"),
        (refused(&["--mail-port", "25"]), "no mail-host"),
        (refused(&["--mail-host", "localhost", "--mail-from", "nobody"]), "nobody"),
        (with(&["--mail-outbox", "an/outbox"]), "cannot both"),
        (with(&["--mail-user", "bim"]), "no mail-password-file"),
        (with(&["--mail-protection", "none"]), "must be protected"),
        (with(&["--mail-authorities", "/no/such/file"]), "/no/such/file"),
        (with(&["--mail-user", "bim", "--mail-password-file", "/no/such/file"]), "/no/such/file"),
        (refused(&[&server[..], &["--mail-user", "bim", "--mail-password-file", file]].concat()), "is empty"),
        (
            refused(&["--mail-outbox", "an/outbox", "--public-url", "https://bim.example.com/"]),
            "only on this machine",
        ),
    ] {
        assert!(message.contains(wanted), "{wanted}: {message}");
    }
    std::fs::write(&password, "a mail password\n").expect("a file");
    let good =
        [&["check", "--data", data][..], &server[..], &["--mail-user", "bim", "--mail-password-file", file]];
    let checked = printed(&run(&good.concat(), ""));
    assert!(checked.contains("mail.example.com") && !checked.contains("a mail password"), "{checked}");
}

#[test]
fn a_start_says_where_mails_are_kept_and_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    let outbox = folder.path().join("outbox");
    let serving = Serving::start(folder.path(), &["--mail-outbox", outbox.to_str().expect("text")]);
    let said = serving.before.last().expect("a line");
    let page = format!("http://{}/bim/ext/outbox", serving.address);
    assert!(said.contains(outbox.to_str().expect("text")) && said.ends_with(&page), "{said}");
    let elsewhere = serving.ask("GET /bim/ext/outbox HTTP/1.1\r\n\r\n");
    assert!(elsewhere.starts_with("HTTP/1.1 403"), "asked for by another name: {elsewhere}");
    serving.stop();
    let public =
        ["--mail-outbox", "an/outbox", "--public-url", "https://bim.example.com/", "--listen", "127.0.0.1:0"];
    let data = folder.path().to_str().expect("text");
    assert!(
        failure(&run(&[&["serve", "--data", data][..], &public[..]].concat(), "")).contains("mail server")
    );
}
