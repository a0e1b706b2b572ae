//! A proxy in front of the service, as operators have one: it passes everything on, or, when it is told to, answers
//! some addresses itself.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
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

/// What the proxy does itself.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Own {
    /// Answers this, and does not ask the service.
    Answers(Instead),
    /// Appends this to what the service answers.
    Appends(&'static str),
}

/// By a part of the address.
type Answers = Arc<Mutex<Vec<(&'static str, Own)>>>;

/// What the proxy does to writes, one after the other, over and over.
const TROUBLE: [Trouble; 4] = [Trouble::Refuses, Trouble::AsksToWait, Trouble::Resets, Trouble::Halves];

#[derive(Clone, Copy, Debug)]
enum Trouble {
    /// The service is not asked; 500.
    Refuses,
    /// The service is not asked; 429, to be asked again after a second.
    AsksToWait,
    /// The service does it, and the connection breaks.
    Resets,
    /// The service does it, and half of its answer arrives.
    Halves,
}

/// How often writes are in trouble, several that travel together as one; 0 for never.
#[derive(Debug, Default)]
struct Disturbance {
    every: AtomicUsize,
    writes: AtomicUsize,
    troubles: AtomicUsize,
}

impl Disturbance {
    fn next(&self, head: &str) -> Option<Trouble> {
        let every = self.every.load(Ordering::Relaxed);
        // Most of what is posted only asks.
        let path = head.split(' ').nth(1).unwrap_or_default();
        let is_posted = ["/clone", "/bim/ext/batch"].iter().any(|end| path.ends_with(end));
        let is_write = is_posted || ["PUT ", "DELETE "].iter().any(|method| head.starts_with(method));
        if every == 0 || !is_write {
            return None;
        }
        let number = self.writes.fetch_add(1, Ordering::Relaxed) + 1;
        number.is_multiple_of(every).then(|| {
            self.troubles.fetch_add(1, Ordering::Relaxed);
            TROUBLE[(number / every) % TROUBLE.len()]
        })
    }
}

#[derive(Debug)]
pub(crate) struct Front {
    pub(crate) port: u16,
    answers: Answers,
    disturbance: Arc<Disturbance>,
}

impl Front {
    /// Listens until the process ends; a story's process is short.
    pub(crate) fn start(service: u16) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let front = Self {
            port: listener.local_addr()?.port(),
            answers: Answers::default(),
            disturbance: Arc::default(),
        };
        let (answers, disturbance) = (Arc::clone(&front.answers), Arc::clone(&front.disturbance));
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let (answers, disturbance) = (Arc::clone(&answers), Arc::clone(&disturbance));
                // A connection that breaks is the browser's to notice.
                thread::spawn(move || serve(client, service, &answers, &disturbance));
            }
        });
        Ok(front)
    }

    /// Lets every so many writes get into trouble; 0 for none any more.
    pub(crate) fn disturb(&self, every: usize) {
        self.disturbance.every.store(every, Ordering::Relaxed);
    }

    /// How many writes got into trouble so far.
    pub(crate) fn troubles(&self) -> usize {
        self.disturbance.troubles.load(Ordering::Relaxed)
    }

    /// Does this with addresses that have this part; with nothing, passes them on again.
    pub(crate) fn answer(&self, part: &'static str, own: Option<Own>) {
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        answers.retain(|(known, _)| *known != part);
        answers.extend(own.map(|own| (part, own)));
    }
}

/// One request and one answer per connection.
fn serve(
    mut client: TcpStream,
    service: u16,
    answers: &Answers,
    disturbance: &Disturbance,
) -> io::Result<()> {
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
        answers.iter().find(|(part, _)| path.contains(part)).map(|(_, own)| *own)
    };
    let trouble = disturbance.next(&head);
    let refusal = |status, more| {
        let body = r#"{"statusCode":500,"error":"Trouble","message":"Made by the proxy."}"#;
        let length = body.len();
        format!(
            "HTTP/1.1 {status}\r\nContent-Type: application/json\r\n{more}Content-Length: {length}\r\n\
             Connection: close\r\n\r\n{body}"
        )
    };
    match trouble {
        Some(Trouble::Refuses) => {
            client.write_all(refusal("500 Internal Server Error", "").as_bytes())?;
        }
        Some(Trouble::AsksToWait) => {
            client.write_all(refusal("429 Too Many Requests", "Retry-After: 1\r\n").as_bytes())?;
        }
        Some(Trouble::Resets | Trouble::Halves) => {
            let mut answer = Vec::new();
            pass_on(&head, &body, service, &mut answer)?;
            if matches!(trouble, Some(Trouble::Halves)) {
                client.write_all(&answer[..answer.len() - answer.len() / 4])?;
            }
        }
        None => answer_or_pass_on(client.try_clone()?, own, &head, &body, service)?,
    }
    client.shutdown(Shutdown::Write)
}

fn answer_or_pass_on(
    mut client: TcpStream,
    own: Option<Own>,
    head: &str,
    body: &[u8],
    service: u16,
) -> io::Result<()> {
    match own {
        None => pass_on(head, body, service, &mut client),
        Some(Own::Answers(Instead { status, kind, body })) => {
            let length = body.len();
            write!(client, "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n")?;
            write!(client, "Connection: close\r\n\r\n{body}")
        }
        Some(Own::Appends(more)) => {
            // A whole answer, neither compressed nor "not modified".
            let plain: String = head
                .split_inclusive("\r\n")
                .filter(|line| {
                    let line = line.to_ascii_lowercase();
                    !line.starts_with("accept-encoding:") && !line.starts_with("if-")
                })
                .collect();
            let mut answer = Vec::new();
            pass_on(&plain, body, service, &mut answer)?;
            let end = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(answer.len());
            let (head, body) = answer.split_at(end);
            for line in String::from_utf8_lossy(head).lines() {
                if !line.to_ascii_lowercase().starts_with("content-length:") {
                    write!(client, "{line}\r\n")?;
                }
            }
            client.write_all(body)?;
            client.write_all(more.as_bytes())
        }
    }
}

fn pass_on(head: &str, body: &[u8], service: u16, to: &mut impl Write) -> io::Result<()> {
    let mut upstream = TcpStream::connect((Ipv4Addr::LOCALHOST, service))?;
    for line in head.lines().filter(|line| !line.to_ascii_lowercase().starts_with("connection:")) {
        let last = if line.is_empty() { "Connection: close\r\n" } else { "" };
        write!(upstream, "{last}{line}\r\n")?;
    }
    upstream.write_all(body)?;
    io::copy(&mut upstream, to).map(drop)
}

fn content_length(head: &str) -> usize {
    head.lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .and_then(|(_, length)| length.trim().parse().ok())
        .unwrap_or(0)
}
