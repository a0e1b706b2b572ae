//! A way to the directory on which something goes wrong.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

/// What goes wrong: most of it after so many bytes of the directory's answers.
#[derive(Clone, Copy, Debug)]
pub enum Fault {
    /// The connection ends.
    Ends(usize),
    /// Nothing comes any more, and the connection stays.
    Stalls(usize),
    /// Every answer comes so much later.
    Delays(Duration),
}

/// A port that leads to another one, badly.
pub struct Proxy {
    /// The port to connect to.
    pub port: u16,
}

impl Proxy {
    /// Listens, until the test's process ends.
    ///
    /// # Errors
    /// There is no free port.
    pub fn start(to: u16, fault: Fault) -> Result<Self, String> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(|error| error.to_string())?;
        let port = listener.local_addr().map_err(|error| error.to_string())?.port();
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                if let Ok(server) = TcpStream::connect(("127.0.0.1", to)) {
                    thread::spawn(move || lead(client, server, fault));
                }
            }
        });
        Ok(Self { port })
    }
}

fn lead(mut client: TcpStream, mut server: TcpStream, fault: Fault) {
    let (Ok(mut asks), Ok(mut asked)) = (client.try_clone(), server.try_clone()) else { return };
    let asking = thread::spawn(move || {
        let _ = std::io::copy(&mut asks, &mut asked);
    });
    let (mut left, delay) = match fault {
        Fault::Ends(bytes) | Fault::Stalls(bytes) => (bytes, Duration::ZERO),
        Fault::Delays(delay) => (usize::MAX, delay),
    };
    let mut buffer = [0; 1024];
    while left > 0 {
        let Ok(count @ 1..) = server.read(&mut buffer) else { break };
        let told = count.min(left);
        thread::sleep(delay);
        if client.write_all(&buffer[..told]).is_err() {
            break;
        }
        left -= told;
    }
    if !matches!(fault, Fault::Stalls(_)) {
        let _ = client.shutdown(Shutdown::Both);
        let _ = server.shutdown(Shutdown::Both);
    }
    // Ends when whoever asks gives up.
    let _ = asking.join();
}
