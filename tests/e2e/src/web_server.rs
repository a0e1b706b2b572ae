//! A real web server in front of the real service, as `deploy/` sets it up: the recipes are read from there, and only
//! what an operator changes as well is changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use tempfile::TempDir;

use crate::given;

/// What serves the console's files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Server {
    /// The service itself.
    #[default]
    Service,
    /// nginx, at the root of a host.
    Nginx,
    /// nginx, under `/admin/` of a host that has other pages.
    NginxUnderPath,
    /// nginx, with the API on another origin.
    NginxElsewhere,
    /// Caddy, at the root of a host.
    Caddy,
}

/// A running web server; it ends with this value.
#[derive(Debug)]
pub(crate) struct WebServer {
    child: Child,
    folder: TempDir,
}

/// Where everything is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ports {
    /// What the browser talks to.
    pub(crate) console: u16,
    /// Where nginx answers without TLS.
    pub(crate) plain: u16,
    /// The service.
    pub(crate) service: u16,
}

impl Server {
    /// Where people reach the console, with a slash at the end.
    pub(crate) fn url(self, ports: Ports) -> String {
        let path = if self == Self::NginxUnderPath { "/admin/" } else { "/" };
        format!("https://localhost:{}{path}", ports.console)
    }

    /// Starts it over the built app, before the service.
    pub(crate) fn start(self, ports: Ports) -> Result<WebServer> {
        let folder = tempfile::tempdir()?;
        certificate(folder.path())?;
        let www = folder.path().join("www");
        let files = www.join("admin");
        copy(&given::app()?, &files)?;
        let mut command = match self {
            Self::Service => bail!("the service needs no server"),
            Self::Caddy => caddy(folder.path(), &files, ports)?,
            Self::Nginx => nginx(folder.path(), &files, ports, |conf, _| Ok(conf))?,
            Self::NginxUnderPath => {
                let page = files.join("index.html");
                let html = once(&fs::read_to_string(&page)?, "<base href=\"/\">", "<base href=\"/admin/\">")?;
                fs::write(&page, html)?;
                nginx(folder.path(), &files, ports, |conf, recipe| under_a_path(&conf, recipe, &www))?
            }
            Self::NginxElsewhere => {
                let api = format!("http://127.0.0.1:{}", ports.service);
                fs::write(files.join("config.json"), format!("{{\"apiBase\": \"{api}\"}}"))?;
                let command = nginx(folder.path(), &files, ports, |conf, _| Ok(conf))?;
                let headers = folder.path().join("bim-admin/headers.conf");
                // The comment above the header shows how.
                let text = fs::read_to_string(&headers)?;
                let named =
                    once(&text, "connect-src 'self'; font", &format!("connect-src 'self' {api}; font"))?;
                fs::write(&headers, named)?;
                command
            }
        };
        let log = fs::File::create(folder.path().join("server.log"))?;
        let child = command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).spawn();
        let child = child.context("it could not start: `cargo xtask test deploy` installs it")?;
        let mut server = WebServer { child, folder };
        server.wait_for(ports.console)?;
        Ok(server)
    }
}

impl WebServer {
    fn wait_for(&mut self, port: u16) -> Result<()> {
        let started = Instant::now();
        while std::net::TcpStream::connect((std::net::Ipv4Addr::LOCALHOST, port)).is_err() {
            let ended = self.child.try_wait()?.is_some();
            if ended || started.elapsed() > Duration::from_secs(10) {
                bail!("the web server does not listen: {}", self.log());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    /// What it said, and its access log.
    pub(crate) fn log(&self) -> String {
        let read = |name: &str| fs::read_to_string(self.folder.path().join(name)).unwrap_or_default();
        [read("server.log"), read("access.log")].concat()
    }

    /// The files that it serves.
    pub(crate) fn files(&self) -> PathBuf {
        self.folder.path().join("www/admin")
    }
}

impl Drop for WebServer {
    fn drop(&mut self) {
        // nginx's workers end with a master that is asked, not with one that is killed.
        let id = self.child.id().to_string();
        if matches!(self.child.try_wait(), Ok(Some(_))) {
            return;
        }
        let _ = Command::new("kill").args(["-TERM", &id]).status();
        let _ = self.child.wait();
    }
}

fn recipe(name: &str) -> Result<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../deploy").join(name);
    fs::read_to_string(&path).with_context(|| path.display().to_string())
}

/// Replaces what stands in a recipe once: one that changed fails here, not somewhere else.
fn once(text: &str, from: &str, to: &str) -> Result<String> {
    ensure!(text.matches(from).count() == 1, "the recipe must hold once: {from}");
    Ok(text.replace(from, to))
}

fn each(text: String, changes: &[(&str, String)]) -> Result<String> {
    changes.iter().try_fold(text, |text, (from, to)| once(&text, from, to))
}

fn nginx(
    folder: &Path,
    files: &Path,
    ports: Ports,
    change: impl FnOnce(String, &Path) -> Result<String>,
) -> Result<Command> {
    let own = folder.join("bim-admin");
    fs::create_dir_all(&own)?;
    for name in ["headers.conf", "proxy.conf"] {
        fs::write(own.join(name), recipe(&format!("nginx/{name}"))?)?;
    }
    let at = |name: &str| folder.join(name).display().to_string();
    let conf = each(
        recipe("nginx/bim-admin.conf")?,
        &[
            ("server 127.0.0.1:8080;", format!("server 127.0.0.1:{};", ports.service)),
            ("    listen 80;\n    listen [::]:80;\n", format!("    listen 127.0.0.1:{};\n", ports.plain)),
            (
                "    listen 443 ssl http2;\n    listen [::]:443 ssl http2;\n",
                format!("    listen 127.0.0.1:{} ssl http2;\n", ports.console),
            ),
            ("/etc/ssl/bim.example.com/fullchain.pem", at("certificate.pem")),
            ("/etc/ssl/bim.example.com/privkey.pem", at("key.pem")),
            ("root /srv/bim-admin;", format!("root {};", files.display())),
        ],
    )?;
    let conf = change(conf, folder)?
        .replace("bim.example.com", "localhost")
        .replace("/etc/nginx/bim-admin/", &format!("{}/", own.display()))
        .replace("/var/log/nginx/bim-admin.log", &at("access.log"));
    let main = format!(
        "load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;\npid {pid};\ndaemon off;\nworker_processes 1;\n\
         error_log stderr;\nevents {{ worker_connections 256; }}\nhttp {{\ninclude /etc/nginx/mime.types;\n\
         client_body_temp_path {tmp};\nproxy_temp_path {tmp};\nfastcgi_temp_path {tmp};\nuwsgi_temp_path {tmp};\n\
         scgi_temp_path {tmp};\naccess_log off;\n{conf}\n}}\n",
        pid = at("nginx.pid"),
        tmp = at("temporary"),
    );
    fs::write(folder.join("nginx.conf"), main)?;
    // Its workers are nobody's, unless this is: they must reach what they serve.
    open_to_all(folder)?;
    let mut nginx = Command::new("/usr/sbin/nginx");
    nginx.arg("-p").arg(folder).arg("-c").arg(folder.join("nginx.conf"));
    Ok(nginx)
}

/// The locations of the one recipe in the place of those of the other.
fn under_a_path(conf: &str, folder: &Path, www: &Path) -> Result<String> {
    let (before, _) = conf.split_once("    # Exactly these two").context("no locations in bim-admin.conf")?;
    let locations = recipe("nginx/under-a-path.conf")?.replace("/srv/www", &www.display().to_string());
    let elsewhere = folder.join("elsewhere");
    fs::create_dir_all(&elsewhere)?;
    fs::write(elsewhere.join("index.html"), "<title>Another page</title>")?;
    let before =
        before.replace(&format!("root {}/admin;", www.display()), &format!("root {};", elsewhere.display()));
    Ok(format!("{before}{locations}}}\n"))
}

fn caddy(folder: &Path, files: &Path, ports: Ports) -> Result<Command> {
    let at = |name: &str| folder.join(name).display().to_string();
    let tls = format!(
        "https://localhost:{} {{\n\tbind 127.0.0.1\n\ttls {} {}",
        ports.console,
        at("certificate.pem"),
        at("key.pem")
    );
    let file = each(
        recipe("caddy/Caddyfile")?,
        &[
            ("bim.example.com {", tls),
            ("\tlog {\n", format!("\tlog {{\n\t\toutput file {}\n", at("access.log"))),
            ("/srv/bim-admin", files.display().to_string()),
            ("reverse_proxy 127.0.0.1:8080", format!("reverse_proxy 127.0.0.1:{}", ports.service)),
        ],
    )?;
    let options = "{\n\tadmin off\n\tauto_https disable_redirects\n}\n";
    fs::write(folder.join("Caddyfile"), format!("{options}{file}"))?;
    let mut caddy = Command::new("caddy");
    caddy.args(["run", "--adapter", "caddyfile", "--config"]).arg(folder.join("Caddyfile"));
    caddy.env("HOME", folder).env("XDG_DATA_HOME", folder).env("XDG_CONFIG_HOME", folder);
    Ok(caddy)
}

fn certificate(folder: &Path) -> Result<()> {
    let mut openssl = Command::new("openssl");
    openssl.args([
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "2",
    ]);
    openssl.args(["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]);
    openssl.arg("-keyout").arg(folder.join("key.pem")).arg("-out").arg(folder.join("certificate.pem"));
    let output = openssl.output().context("openssl could not start")?;
    ensure!(output.status.success(), "openssl: {}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| from.display().to_string())? {
        let (path, target) = {
            let entry = entry?;
            (entry.path(), to.join(entry.file_name()))
        };
        if path.is_dir() {
            copy(&path, &target)?;
        } else {
            fs::copy(&path, &target)?;
        }
    }
    Ok(())
}

fn open_to_all(folder: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).map_err(Into::into)
}
