//! Runs the driver's futures where their results are wanted: no reactor, no second thread, one write and one read
//! for a statement.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use tokio::io::{AsyncRead, AsyncWrite};
use tokio_postgres::tls::TlsConnect;
use tokio_postgres::{AsyncMessage, Client, Config, Connection, Error};

use super::failure::Failure;
use super::socket::Socket;

/// Moves the driver's connection on; none once it has ended.
type Step = Box<dyn FnMut(&mut Context<'_>) -> Poll<Option<Result<AsyncMessage, Error>>> + Send>;

/// Whether anything happened that a future may be waiting for.
#[derive(Default)]
struct Noticed(AtomicBool);

impl Wake for Noticed {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// What moves bytes between a [`Client`] and its server.
pub(super) struct Pump {
    step: Option<Step>,
    may_wait: Arc<AtomicBool>,
    noticed: Arc<Noticed>,
    waker: Waker,
}

impl Pump {
    /// Connects over `socket`.
    pub(super) fn connect<T>(config: &Config, socket: Socket, tls: T) -> Result<(Client, Self), Error>
    where
        T: TlsConnect<Socket>,
        T::Stream: Send + 'static,
    {
        let noticed = Arc::new(Noticed::default());
        let waker = Waker::from(Arc::clone(&noticed));
        let may_wait = socket.may_wait();
        let mut connecting = pin!(config.connect_raw(socket, tls));
        let (client, connection) = loop {
            if let Poll::Ready(connected) = connecting.as_mut().poll(&mut Context::from_waker(&waker)) {
                break connected?;
            }
            may_wait.store(true, Ordering::Relaxed);
        };
        may_wait.store(false, Ordering::Relaxed);
        Ok((client, Self { step: Some(stepping(connection)), may_wait, noticed, waker }))
    }

    /// Runs `future` to its end, waiting for the server as often as it must.
    pub(super) fn run<F: Future>(&mut self, future: F) -> Result<F::Output, Failure> {
        let mut future = pin!(future);
        loop {
            self.noticed.0.store(false, Ordering::Relaxed);
            if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&self.waker)) {
                return Ok(output);
            }
            if self.step.is_none() {
                return Err(Failure::ended());
            }
            self.send();
            if !self.noticed.0.load(Ordering::Relaxed) {
                self.may_wait.store(true, Ordering::Relaxed);
                self.send();
            }
        }
    }

    /// Starts `future`, whose request goes out with the next one; its answer is not waited for.
    pub(super) fn post<F: Future>(&self, future: F) {
        // Whatever it answers, nobody asks: a failure shows in the statement after it.
        let _ = pin!(future).poll(&mut Context::from_waker(&self.waker));
    }

    /// Sends what waits to be sent; reads only when it may wait.
    pub(super) fn send(&mut self) {
        let mut context = Context::from_waker(&self.waker);
        while let Some(step) = &mut self.step {
            match step(&mut context) {
                Poll::Pending => return,
                // Remarks of the server, such as that a table is there already.
                Poll::Ready(Some(Ok(_))) => {}
                Poll::Ready(None | Some(Err(_))) => self.step = None,
            }
        }
    }
}

fn stepping<T>(mut connection: Connection<Socket, T>) -> Step
where
    T: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    Box::new(move |context| connection.poll_message(context))
}
