//! A proxy in front of the service, as operators have one: it passes everything on, or, when it is told to, answers
//! the API's addresses with a web page of its own.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use anyhow::Result;

const PAGE: &str = "<!doctype html><title>Maintenance</title><h1>Back soon</h1>";

#[derive(Debug)]
pub(crate) struct Front {
    pub(crate) port: u16,
    answers_itself: Arc<AtomicBool>,
}

impl Front {
    /// Listens until the process ends; a story's process is short.
    pub(crate) fn start(service: u16) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let front = Self { port: listener.local_addr()?.port(), answers_itself: Arc::default() };
        let answers_itself = Arc::clone(&front.answers_itself);
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let answers_itself = Arc::clone(&answers_itself);
                // A connection that breaks is the browser's to notice.
                thread::spawn(move || serve(client, service, &answers_itself));
            }
        });
        Ok(front)
    }

    pub(crate) fn answer_itself(&self, does: bool) {
        self.answers_itself.store(does, Ordering::SeqCst);
    }
}

/// One request and one answer per connection.
fn serve(mut client: TcpStream, service: u16, answers_itself: &AtomicBool) -> io::Result<()> {
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
    if answers_itself.load(Ordering::SeqCst) && path.contains("/bim/") {
        let length = PAGE.len();
        write!(client, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {length}\r\n")?;
        write!(client, "Connection: close\r\n\r\n{PAGE}")?;
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
