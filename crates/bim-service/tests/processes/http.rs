//! A client with one connection, which notices when the other side is gone.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;

use serde_json::Value;

pub(crate) struct Http {
    stream: BufReader<TcpStream>,
    secret: String,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Value,
}

impl Http {
    /// Connects on behalf of whoever holds `secret`; nobody's is empty.
    pub(crate) fn connect(address: &str, secret: &str) -> io::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        Ok(Self { stream: BufReader::new(stream), secret: secret.to_owned() })
    }

    /// Asks, perhaps with JSON.
    pub(crate) fn ask(&mut self, method: &str, target: &str, body: Option<&Value>) -> io::Result<Answer> {
        let body = body.map(Value::to_string).unwrap_or_default();
        let mut request =
            format!("{method} {target} HTTP/1.1\r\nhost: bim\r\ncontent-length: {}\r\n", body.len());
        if !self.secret.is_empty() {
            request.push_str(&format!("authorization: Bearer {}\r\n", self.secret));
        }
        if !body.is_empty() {
            request.push_str("content-type: application/json\r\n");
        }
        // One packet: a request that is cut in two by the kill is no request.
        self.stream.get_mut().write_all(format!("{request}\r\n{body}").as_bytes())?;
        self.read()
    }

    fn read(&mut self) -> io::Result<Answer> {
        let status = self.line()?.split(' ').nth(1).and_then(|status| status.parse().ok());
        let mut length = 0;
        loop {
            let line = self.line()?;
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap_or(0);
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        let status = status.ok_or(io::ErrorKind::InvalidData)?;
        Ok(Answer { status, body: serde_json::from_slice(&body).unwrap_or_default() })
    }

    fn line(&mut self) -> io::Result<String> {
        let mut line = String::new();
        match self.stream.read_line(&mut line)? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(line.trim_end().to_owned()),
        }
    }
}
