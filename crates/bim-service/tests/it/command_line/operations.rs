//! What a supervisor and a monitor see: probes, metrics, readiness, and an end that loses no request.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::net::UnixDatagram;
use std::time::Duration;

use super::program::{Serving, ask_at};

#[test]
fn probes_are_at_the_root_and_leave_no_line_in_the_log() {
    let folder = tempfile::tempdir().expect("a folder");
    let serving = Serving::start(folder.path(), &["--public-url", "https://e.com/admin/"]);
    let live = serving.ask("GET /healthz HTTP/1.1\r\n\r\n");
    assert!(live.starts_with("HTTP/1.1 200") && live.ends_with("ok\n"), "{live}");
    let ready = serving.ask("GET /readyz HTTP/1.1\r\n\r\n");
    assert!(ready.starts_with("HTTP/1.1 200") && ready.ends_with("ready\n"), "{ready}");
    let metrics = serving.ask("GET /metrics HTTP/1.1\r\n\r\n");
    assert!(metrics.starts_with("HTTP/1.1 404"), "not where everybody can ask: {metrics}");
    let log = serving.stop();
    assert!(!log.contains("/healthz") && !log.contains("/readyz"), "{log}");
}

#[test]
fn a_database_that_does_not_answer_is_not_ready() {
    let folder = tempfile::tempdir().expect("a folder");
    let serving = Serving::start(folder.path(), &[]);
    // Another program took the table away.
    let file = rusqlite::Connection::open(folder.path().join("bim.sqlite3")).expect("the database");
    file.execute_batch("PRAGMA foreign_keys = OFF; ALTER TABLE iams RENAME TO away").expect("a change");
    let ready = serving.ask("GET /readyz HTTP/1.1\r\n\r\n");
    assert!(ready.starts_with("HTTP/1.1 503") && !ready.contains("iams"), "why is for the log: {ready}");
    assert!(serving.ask("GET /healthz HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 200"), "the process lives");
    assert!(serving.stop().contains("not ready"));
}

#[test]
fn metrics_have_a_listener_of_their_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let serving = Serving::start(folder.path(), &["--metrics-listen", "127.0.0.1:0"]);
    let listens = serving.before.iter().find_map(|line| line.strip_prefix("metrics on http://"));
    let address = listens.and_then(|rest| rest.strip_suffix("/metrics")).expect("an address").to_owned();
    for _ in 0..3 {
        assert!(serving.ask("GET /bim/user HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 401"));
    }
    let login = r#"{"username":"nobody","password":"nothing at all"}"#;
    let refused = serving.ask(&format!(
        "POST /bim/iam/bim/user/authenticate HTTP/1.1\r\ncontent-length: {}\r\n\r\n{login}",
        login.len()
    ));
    assert!(refused.starts_with("HTTP/1.1 401"), "{refused}");
    let metrics = ask_at(&address, "GET /metrics HTTP/1.1\r\n\r\n");
    for line in [
        "bim_requests_total{endpoint=\"ListUsers\",status=\"401\"} 3",
        "bim_request_duration_seconds_count{endpoint=\"ListUsers\"} 3",
        "bim_requests_total{endpoint=\"Authenticate\",status=\"401\"} 1",
    ] {
        assert!(metrics.contains(line), "{line}: {metrics}");
    }
    assert!(!metrics.contains("nobody"), "names of people are no labels: {metrics}");
    assert!(ask_at(&address, "GET /readyz HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 200"));
    assert!(ask_at(&address, "GET /bim/iam HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 404"), "no API there");
    serving.stop();
}

#[test]
fn a_supervisor_is_told_when_it_is_ready_and_when_it_stops() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("notify");
    let socket = UnixDatagram::bind(&path).expect("a socket");
    socket.set_read_timeout(Some(Duration::from_secs(60))).expect("a limit");
    let heard = || {
        let mut message = [0; 256];
        let length = socket.recv(&mut message).expect("a message");
        String::from_utf8_lossy(&message[..length]).trim().to_owned()
    };
    let variable = ("NOTIFY_SOCKET", path.to_str().expect("text"));
    let serving = Serving::start_with(&folder.path().join("data"), &[], &[variable]);
    assert_eq!(heard(), "READY=1");
    serving.stop();
    assert_eq!(heard(), "STOPPING=1");
}

/// A request whose body is half sent, so that it runs until the other half comes.
struct Slow {
    stream: TcpStream,
    rest: &'static str,
}

impl Slow {
    fn begin(serving: &Serving) -> Self {
        let (first, rest) = (r#"{"username":"nobody","#, r#""password":"nothing at all"}"#);
        let mut stream = TcpStream::connect(&serving.address).expect("a connection");
        let length = first.len() + rest.len();
        // The service says `continue` when the handler reads the body: from then on the request runs.
        let head = format!(
            "POST /bim/iam/bim/user/authenticate HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\
             expect: 100-continue\r\ncontent-length: {length}\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).expect("a head");
        let mut line = String::new();
        BufReader::new(stream.try_clone().expect("a handle")).read_line(&mut line).expect("a line");
        assert!(line.starts_with("HTTP/1.1 100"), "{line}");
        stream.write_all(first.as_bytes()).expect("half a body");
        Self { stream, rest }
    }

    fn finish(mut self) -> String {
        self.stream.write_all(self.rest.as_bytes()).expect("the other half");
        let mut answer = String::new();
        self.stream.read_to_string(&mut answer).expect("an answer");
        answer
    }
}

#[test]
fn a_request_that_runs_is_finished_before_the_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let serving = Serving::start(folder.path(), &[]);
    let slow = Slow::begin(&serving);
    serving.ask_to_stop();
    serving.wait_until_nobody_is_let_in();
    let answer = slow.finish();
    assert!(answer.contains("HTTP/1.1 401") && answer.contains("statusCode"), "{answer}");
    let log = serving.stop();
    assert!(log.contains("stopping") && !log.contains("before every request"), "{log}");
}

/// Waits ten seconds by design.
#[test]
#[ignore = "slow"]
fn a_request_that_never_ends_does_not_keep_the_process() {
    let folder = tempfile::tempdir().expect("a folder");
    let serving = Serving::start(folder.path(), &[]);
    let slow = Slow::begin(&serving);
    let started = std::time::Instant::now();
    let log = serving.stop();
    let took = started.elapsed();
    assert!(took > Duration::from_secs(9) && took < Duration::from_secs(15), "{took:?}");
    assert!(log.contains("before every request"), "{log}");
    drop(slow);
}
