//! An OpenLDAP server of the tests' own: filled from made-up LDIF in a temporary folder, reached through free ports of
//! this machine in the clear and through TLS, gone afterwards. Knows nothing of who asks it.

mod people;
mod proxy;

use std::fs;
use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

pub use people::{BASE, PASSWORD, READER, ldif, mail};
pub use proxy::{Fault, Proxy};

/// How long the server may take to start.
const PATIENCE: Duration = Duration::from_secs(30);

const MANAGER: &str = "cn=manager,dc=example,dc=com";

/// A running directory; it ends with this value.
pub struct Directory {
    folder: PathBuf,
    server: Child,
    /// The port of LDAP, in the clear or with STARTTLS.
    pub port: u16,
    /// The port of LDAP over TLS.
    pub tls_port: u16,
}

/// Where a program of OpenLDAP is; Debian keeps the server's apart.
fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path).chain([PathBuf::from("/usr/sbin")]);
    folders.map(|folder| folder.join(name)).find(|file| file.exists())
}

/// Whether everything that the tests need is installed.
pub fn is_installed() -> bool {
    ["slapd", "slapadd", "ldapmodify"].iter().all(|name| program(name).is_some())
}

fn wrong(what: &str) -> impl Fn(std::io::Error) -> String + '_ {
    move |error| format!("{what}: {error}")
}

fn free_port() -> Result<u16, String> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(wrong("a port"))?;
    Ok(listener.local_addr().map_err(wrong("a port"))?.port())
}

fn run(name: &str, command: &mut Command) -> Result<(), String> {
    let output = command.stdin(Stdio::null()).output().map_err(wrong(name))?;
    match output.status.success() {
        true => Ok(()),
        false => Err(format!("{name}: {}", String::from_utf8_lossy(&output.stderr).trim())),
    }
}

impl Directory {
    /// Makes a directory of so many people and groups, and starts it.
    ///
    /// # Errors
    /// What is missing or failed, in one line.
    pub fn start(people: usize, groups: usize) -> Result<Self, String> {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let find = |name| {
            program(name).ok_or_else(|| format!("{name} is not installed (Debian: slapd, ldap-utils)"))
        };
        let (slapd, slapadd) = (find("slapd")?, find("slapadd")?);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("bim-ldap-{}-{number}", std::process::id()));
        fs::create_dir_all(folder.join("data")).map_err(wrong("a folder"))?;
        certificates(&folder)?;
        let config = folder.join("slapd.conf");
        fs::write(&config, configuration(&folder)).map_err(wrong("the configuration"))?;
        let entries = folder.join("entries.ldif");
        fs::write(&entries, ldif(people, groups)).map_err(wrong("the entries"))?;
        run("slapadd", Command::new(slapadd).arg("-q").arg("-f").arg(&config).arg("-l").arg(&entries))?;
        let (port, tls_port) = (free_port()?, free_port()?);
        let mut server = Command::new(slapd);
        server
            .arg("-f")
            .arg(&config)
            .arg("-h")
            .arg(format!("ldap://127.0.0.1:{port} ldaps://127.0.0.1:{tls_port}"));
        // In the foreground, so that it ends with whoever started it. Ctrl-C is for them.
        server
            .args(["-d", "0"])
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let server = server.spawn().map_err(wrong("slapd"))?;
        let mut directory = Self { folder, server, port, tls_port };
        directory.wait()?;
        Ok(directory)
    }

    fn wait(&mut self) -> Result<(), String> {
        let started = Instant::now();
        while TcpStream::connect(("127.0.0.1", self.tls_port)).is_err() {
            if let Ok(Some(status)) = self.server.try_wait() {
                return Err(format!("slapd ended: {status}"));
            }
            if started.elapsed() > PATIENCE {
                return Err("slapd does not start".to_owned());
            }
            thread::sleep(Duration::from_millis(10));
        }
        Ok(())
    }

    /// The authority that its certificate comes from, in PEM.
    pub fn authority(&self) -> PathBuf {
        self.folder.join("ca.pem")
    }

    /// Changes entries, as an administrator of the directory does.
    ///
    /// # Errors
    /// The directory refuses it.
    pub fn change(&self, ldif: &str) -> Result<(), String> {
        let program = program("ldapmodify").ok_or("ldapmodify is not installed (Debian: ldap-utils)")?;
        let file = self.folder.join("change.ldif");
        fs::write(&file, ldif).map_err(wrong("the change"))?;
        let mut command = Command::new(program);
        command.args(["-x", "-D", MANAGER, "-w", PASSWORD, "-H", &format!("ldap://127.0.0.1:{}", self.port)]);
        run("ldapmodify", command.arg("-f").arg(file))
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// An authority, and a certificate of it for this machine.
fn certificates(folder: &Path) -> Result<(), String> {
    let failed = |error: rcgen::Error| error.to_string();
    let mut parameters = rcgen::CertificateParams::new(Vec::new()).map_err(failed)?;
    parameters.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    parameters.distinguished_name.push(rcgen::DnType::CommonName, "An authority of tests");
    let key = rcgen::KeyPair::generate().map_err(failed)?;
    let authority = rcgen::CertifiedIssuer::self_signed(parameters, key).map_err(failed)?;
    let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
    let key = rcgen::KeyPair::generate().map_err(failed)?;
    let certificate =
        rcgen::CertificateParams::new(names).map_err(failed)?.signed_by(&key, &authority).map_err(failed)?;
    let files =
        [("ca.pem", authority.pem()), ("server.pem", certificate.pem()), ("key.pem", key.serialize_pem())];
    for (name, text) in files {
        let mut file = fs::File::create(folder.join(name)).map_err(wrong(name))?;
        file.write_all(text.as_bytes()).map_err(wrong(name))?;
    }
    Ok(())
}

fn configuration(folder: &Path) -> String {
    let folder = folder.display();
    format!(
        r#"include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
attributetype ( 1.3.6.1.4.1.99999.1 NAME 'nsAccountLock' EQUALITY caseIgnoreMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE )
objectclass ( 1.3.6.1.4.1.99999.2 NAME 'accountStatus' AUXILIARY MAY nsAccountLock )
pidfile {folder}/pid
modulepath /usr/lib/ldap
moduleload back_mdb
TLSCACertificateFile {folder}/ca.pem
TLSCertificateFile {folder}/server.pem
TLSCertificateKeyFile {folder}/key.pem
database mdb
suffix "{BASE}"
rootdn "{MANAGER}"
rootpw "{PASSWORD}"
directory {folder}/data
maxsize 1073741824
dbnosync
index objectClass,uid,mail,cn,member eq
limits dn.exact="{READER}" size=unlimited
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="{READER}" read by users read by anonymous auth
"#
    )
}
