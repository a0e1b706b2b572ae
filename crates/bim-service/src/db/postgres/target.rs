//! Where a PostgreSQL database is, and how to get there: the URL, its hosts, TLS.

use std::fmt;
use std::future::poll_fn;
use std::net::IpAddr;
use std::path::PathBuf;
use std::pin::pin;
use std::str::FromStr;
use std::task::Poll;

use tokio::net::{TcpStream, UnixStream};
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres::tls::MakeTlsConnect;
use tokio_postgres::{Client, Config, Connection, Error, NoTls};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::failure::Failure;
use super::pump::Pump;
use super::socket::{CONNECT, Socket, socket_name};
use crate::tls;

/// Where Debian's server has its sockets.
const SOCKETS: &str = "/var/run/postgresql";
const PORT: u16 = 5432;

/// `postgres://user:password@host:port/database`. Connections to other machines are encrypted and the server's
/// certificate is checked, against the system's authorities or those of `?sslrootcert=FILE`, unless the URL says
/// `?sslmode=disable`. Never shows its password.
#[derive(Clone)]
pub struct DatabaseUrl {
    config: Box<Config>,
    is_plain: bool,
    authorities: Option<PathBuf>,
}

impl FromStr for DatabaseUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if !text.starts_with("postgres://") && !text.starts_with("postgresql://") {
            return Err("it must start with postgres://".to_owned());
        }
        let (address, parameters) = text.split_once('?').unwrap_or((text, ""));
        let (mut is_plain, mut authorities) = (false, None);
        let mut others = Vec::new();
        for parameter in parameters.split('&').filter(|parameter| !parameter.is_empty()) {
            match parameter.split_once('=') {
                Some(("sslmode", "disable")) => is_plain = true,
                // More than asked for at most: what is encrypted is checked, too.
                Some(("sslmode", "require" | "verify-ca" | "verify-full")) => {}
                Some(("sslmode", _)) => return Err("its sslmode may be disable or verify-full".to_owned()),
                Some(("sslrootcert", file)) => {
                    let file = percent_encoding::percent_decode_str(file).decode_utf8_lossy();
                    authorities = Some(PathBuf::from(file.as_ref()));
                }
                _ => others.push(parameter),
            }
        }
        // The parser's words may repeat the text, and with it a password.
        let mut config: Config = format!("{address}?{}", others.join("&"))
            .parse()
            .map_err(|_| "write it as postgres://user:password@host:port/database".to_owned())?;
        if config.get_user().is_none() {
            return Err("it names no user".to_owned());
        }
        if config.get_hosts().is_empty() {
            config.host_path(SOCKETS);
        }
        if config.get_application_name().is_none() {
            config.application_name("bim-service");
        }
        Ok(Self { config: Box::new(config), is_plain, authorities })
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hosts: Vec<_> = self.hosts().map(|(host, port)| format!("{}:{port}", shown(host))).collect();
        let database = self.config.get_dbname().or(self.config.get_user()).unwrap_or_default();
        write!(f, "the database {database} at {}", hosts.join(", "))
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

fn shown(host: &Host) -> std::borrow::Cow<'_, str> {
    match host {
        Host::Tcp(name) => name.into(),
        Host::Unix(folder) => folder.to_string_lossy(),
    }
}

fn is_here(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

impl DatabaseUrl {
    fn hosts(&self) -> impl Iterator<Item = (&Host, u16)> {
        let ports = self.config.get_ports();
        let port = move |index: usize| ports.get(index).or(ports.first()).copied().unwrap_or(PORT);
        self.config.get_hosts().iter().enumerate().map(move |(index, host)| (host, port(index)))
    }

    /// Connects to the first of its hosts that answers.
    pub(super) fn connect(&self) -> Result<(Client, Pump), Failure> {
        let mut last = Failure::because("the URL names no host");
        for (host, port) in self.hosts() {
            match self.connect_to(host, port) {
                Ok(connected) => return Ok(connected),
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    fn connect_to(&self, host: &Host, port: u16) -> Result<(Client, Pump), Failure> {
        let config = self.config_for(host);
        match host {
            Host::Unix(folder) => Ok(Pump::connect(&config, Socket::unix(folder, port)?, NoTls)?),
            Host::Tcp(name) if self.is_open_to(name) => {
                Ok(Pump::connect(&config, Socket::tcp(name, port)?, NoTls)?)
            }
            Host::Tcp(name) => {
                let Ok(tls) = MakeTlsConnect::<Socket>::make_tls_connect(&mut self.tls()?, name);
                Ok(Pump::connect(&config, Socket::tcp(name, port)?, tls)?)
            }
        }
    }

    /// The same on the runtime, which moves the connection's bytes until its client is dropped.
    pub(super) async fn connect_shared(&self) -> Result<Client, Failure> {
        let mut last = Failure::because("the URL names no host");
        for (host, port) in self.hosts() {
            let connected = tokio::time::timeout(CONNECT, self.connect_shared_to(host, port)).await;
            match connected.unwrap_or_else(|_| Err(Failure::because("it does not answer"))) {
                Ok(client) => return Ok(client),
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    async fn connect_shared_to(&self, host: &Host, port: u16) -> Result<Client, Failure> {
        let config = self.config_for(host);
        let name = match host {
            Host::Unix(folder) => {
                let stream = UnixStream::connect(folder.join(socket_name(port))).await?;
                return Ok(on_runtime(config.connect_raw(stream, NoTls).await?));
            }
            Host::Tcp(name) => name,
        };
        let stream = TcpStream::connect((name.as_str(), port)).await?;
        stream.set_nodelay(true)?;
        if self.is_open_to(name) {
            return Ok(on_runtime(config.connect_raw(stream, NoTls).await?));
        }
        let Ok(tls) = MakeTlsConnect::<TcpStream>::make_tls_connect(&mut self.tls()?, name);
        Ok(on_runtime(config.connect_raw(stream, tls).await?))
    }

    fn config_for(&self, host: &Host) -> Config {
        let mut config = (*self.config).clone();
        config.ssl_mode(match host {
            Host::Tcp(name) if !self.is_open_to(name) => SslMode::Require,
            _ => SslMode::Disable,
        });
        config
    }

    /// Whether this host is spoken to without encryption.
    fn is_open_to(&self, name: &str) -> bool {
        self.is_plain || (is_here(name) && self.authorities.is_none())
    }

    fn tls(&self) -> Result<MakeRustlsConnect, Failure> {
        let config = tls::client_config(self.authorities.as_deref()).map_err(Failure::because)?;
        Ok(MakeRustlsConnect::new(config))
    }
}

/// Lets the runtime move a connection's bytes; what ends it, its client tells. Each time after whatever else is ready
/// to run, so that what that asks leaves in the same piece.
fn on_runtime<S, T>((client, connection): (Client, Connection<S, T>)) -> Client
where
    Connection<S, T>: Future<Output = Result<(), Error>> + Send + 'static,
{
    tokio::spawn(async move {
        let mut connection = pin!(connection);
        let mut is_last = false;
        poll_fn(|context| {
            is_last = !is_last;
            if is_last {
                context.waker().wake_by_ref();
                return Poll::Pending;
            }
            connection.as_mut().poll(context)
        })
        .await
    });
    client
}

#[cfg(test)]
mod tests {
    use super::DatabaseUrl;

    #[test]
    fn a_url_shows_no_password() {
        let url: DatabaseUrl =
            "postgres://bim:s3cr3t@db.example.com:6432/people?sslmode=verify-full&sslrootcert=%2Fca.pem"
                .parse()
                .expect("a URL");
        assert_eq!(format!("{url:?} {url}").matches("people at db.example.com:6432").count(), 2);
        assert!(!format!("{url:?} {url}").contains("s3cr3t"));
        assert!(!url.is_plain);
        assert_eq!(url.authorities.as_deref(), Some(std::path::Path::new("/ca.pem")));
    }

    #[test]
    fn hosts_may_be_many_or_a_folder() {
        let shown = |text: &str| text.parse::<DatabaseUrl>().map(|url| url.to_string());
        assert_eq!(
            shown("postgres://bim@one,two:6432/people"),
            Ok("the database people at one:5432, two:6432".to_owned())
        );
        assert_eq!(
            shown("postgres://bim@/people?host=%2Frun%2Fsockets&port=5433"),
            Ok("the database people at /run/sockets:5433".to_owned())
        );
        assert_eq!(
            shown("postgresql:///people?user=bim"),
            Ok("the database people at /var/run/postgresql:5432".to_owned())
        );
    }

    #[test]
    fn mistakes_are_refused_without_repeating_them() {
        for bad in [
            "mysql://u:s3cr3t@h/d",
            "postgres://h/d",
            "postgres://u:s3cr3t@h:port/d",
            "postgres://u:s3cr3t@h/d?sslmode=prefer",
            "postgres://u:s3cr3t@h/d?colour=red",
        ] {
            let said = bad.parse::<DatabaseUrl>().expect_err(bad);
            assert!(!said.contains("s3cr3t"), "{said}");
        }
    }
}
