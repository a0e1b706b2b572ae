//! A proxy in front of the service, as operators have one: it passes everything on, or, when it is told to, answers
//! some addresses itself.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use anyhow::Result;

/// What the proxy answers in the service's place.
#[derive(Clone, Copy, Debug)]
pub struct Instead {
    /// The HTTP status, with its reason.
    pub status: &'static str,
    /// The content type.
    pub kind: &'static str,
    /// The body.
    pub body: &'static str,
}

impl Instead {
    /// The page of a proxy whose service is away.
    pub const MAINTENANCE: Self = Self {
        status: "200 OK",
        kind: "text/html",
        body: "<!doctype html><title>Maintenance</title><h1>Back soon</h1>",
    };
    /// What an address that was there before an update answers after it.
    pub const GONE: Self = Self { status: "404 Not Found", kind: "text/plain", body: "Not here" };

    /// This JSON.
    #[must_use]
    pub const fn json(body: &'static str) -> Self {
        Self { status: "200 OK", kind: "application/json", body }
    }
}

/// By a part of the address.
type Answers = Arc<Mutex<Vec<(&'static str, Instead)>>>;

#[derive(Debug)]
pub(crate) struct Front {
    pub(crate) port: u16,
    answers: Answers,
}

impl Front {
    /// Listens until the process ends; a story's process is short.
    pub(crate) fn start(service: u16) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let front = Self { port: listener.local_addr()?.port(), answers: Answers::default() };
        let answers = Arc::clone(&front.answers);
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let answers = Arc::clone(&answers);
                // A connection that breaks is the browser's to notice.
                thread::spawn(move || serve(client, service, &answers));
            }
        });
        Ok(front)
    }

    /// Answers addresses with this part itself; with nothing, passes them on again.
    pub(crate) fn answer(&self, part: &'static str, instead: Option<Instead>) {
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        answers.retain(|(known, _)| *known != part);
        answers.extend(instead.map(|instead| (part, instead)));
    }
}

/// One request and one answer per connection.
fn serve(mut client: TcpStream, service: u16, answers: &Answers) -> io::Result<()> {
    let mut reader = BufReader::new(client.try_clone()?);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head)? == 0 {
            return Ok(());
        }
    }
    let mut body = vec![0; content_length(&head)];
    reader.read_exact(&mut body)?;
    let path = head.split(' ').nth(1).unwrap_or_default();
    let own = {
        let answers = answers.lock().unwrap_or_else(PoisonError::into_inner);
        answers.iter().find(|(part, _)| path.contains(part)).map(|(_, instead)| *instead)
    };
    if let Some(Instead { status, kind, body }) = own {
        let length = body.len();
        write!(client, "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n")?;
        write!(client, "Connection: close\r\n\r\n{body}")?;
    } else {
        let mut upstream = TcpStream::connect((Ipv4Addr::LOCALHOST, service))?;
        for line in head.lines().filter(|line| !line.to_ascii_lowercase().starts_with("connection:")) {
            let last = if line.is_empty() { "Connection: close\r\n" } else { "" };
            write!(upstream, "{last}{line}\r\n")?;
        }
        upstream.write_all(&body)?;
        io::copy(&mut upstream, &mut client)?;
    }
    client.shutdown(Shutdown::Write)
}

fn content_length(head: &str) -> usize {
    head.lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .and_then(|(_, length)| length.trim().parse().ok())
        .unwrap_or(0)
}
