//! A blocking socket under the asynchronous driver: it writes at once, and reads only when it may wait.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream, ToSocketAddrs};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// How long a server may take to accept.
pub(super) const CONNECT: Duration = Duration::from_secs(5);

/// How long an answer may take; the server gives up a statement before that (see `connection.rs`).
const ANSWER: Duration = Duration::from_secs(60);

enum Stream {
    Tcp(TcpStream),
    Unix(UnixStream),
}

/// One end of a connection to the server.
pub(super) struct Socket {
    stream: Stream,
    may_wait: Arc<AtomicBool>,
}

impl Socket {
    pub(super) fn tcp(host: &str, port: u16) -> io::Result<Self> {
        let mut last = io::Error::new(ErrorKind::NotFound, "the host has no address");
        for address in (host, port).to_socket_addrs()? {
            match TcpStream::connect_timeout(&address, CONNECT) {
                Ok(stream) => {
                    stream.set_nodelay(true)?;
                    stream.set_read_timeout(Some(ANSWER))?;
                    stream.set_write_timeout(Some(ANSWER))?;
                    return Ok(Self::over(Stream::Tcp(stream)));
                }
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    pub(super) fn unix(folder: &Path, port: u16) -> io::Result<Self> {
        let stream = UnixStream::connect(folder.join(socket_name(port)))?;
        stream.set_read_timeout(Some(ANSWER))?;
        stream.set_write_timeout(Some(ANSWER))?;
        Ok(Self::over(Stream::Unix(stream)))
    }

    fn over(stream: Stream) -> Self {
        Self { stream, may_wait: Arc::default() }
    }

    /// Set to true, it lets the next read wait for the server, once.
    pub(super) fn may_wait(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.may_wait)
    }
}

/// The file of a server's socket.
pub(super) fn socket_name(port: u16) -> String {
    format!(".s.PGSQL.{port}")
}

/// Until it is done or fails for good; a timeout is a failure here, not a reason to ask again.
fn done<T>(mut attempt: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    loop {
        return match attempt() {
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                Err(io::Error::new(ErrorKind::TimedOut, "the server does not answer"))
            }
            other => other,
        };
    }
}

impl AsyncRead for Socket {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if !self.may_wait.swap(false, Ordering::Relaxed) {
            return Poll::Pending;
        }
        let room = buf.initialize_unfilled();
        let count = done(|| match &self.stream {
            Stream::Tcp(stream) => (&*stream).read(room),
            Stream::Unix(stream) => (&*stream).read(room),
        })?;
        buf.advance(count);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Socket {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Poll::Ready(done(|| match &self.stream {
            Stream::Tcp(stream) => (&*stream).write(bytes),
            Stream::Unix(stream) => (&*stream).write(bytes),
        }))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(match &self.stream {
            Stream::Tcp(stream) => stream.shutdown(Shutdown::Write),
            Stream::Unix(stream) => stream.shutdown(Shutdown::Write),
        })
    }
}
