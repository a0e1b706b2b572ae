//! A browser without a screen, behind its own driver. `BIM_E2E_BROWSER` chooses the engine.

use std::env;
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::json;
use thirtyfour::{
    Capabilities, CapabilitiesHelper, ChromiumLikeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel,
    WebDriver,
};

/// What draws the pages. docs/testing.md tells what each cannot do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    /// Chromium, by chromedriver.
    Chromium,
    /// Firefox, by geckodriver.
    Firefox,
    /// WebKit, by WebKitWebDriver.
    WebKit,
}

impl Engine {
    /// The one that is asked for.
    pub(crate) fn given() -> Result<Self> {
        match env::var("BIM_E2E_BROWSER").as_deref() {
            Err(_) | Ok("chromium") => Ok(Self::Chromium),
            Ok("firefox") => Ok(Self::Firefox),
            Ok("webkit") => Ok(Self::WebKit),
            Ok(other) => bail!("BIM_E2E_BROWSER is chromium, firefox or webkit, not {other}"),
        }
    }

    /// Whether its driver tells what was requested and complained about, holds requests back and plays other
    /// settings of the system.
    pub(crate) fn tells_what_happens(self) -> bool {
        self == Self::Chromium
    }
}

/// The driver; it ends with this value, after the browser that it started.
pub(crate) struct Driver {
    engine: Engine,
    child: Child,
    port: u16,
    // After the browser that draws on it.
    _screen: Option<Screen>,
}

impl Driver {
    /// Starts one on a free port.
    pub(crate) fn start() -> Result<Self> {
        let engine = Engine::given()?;
        match engine {
            Engine::Chromium => Self::chromedriver(),
            Engine::Firefox => {
                let driver = driver("geckodriver");
                Self::on_free_port(engine, driver, None)
            }
            Engine::WebKit => {
                let screen = Screen::start()?;
                let mut driver = driver("WebKitWebDriver");
                // Numbers and dates are read in English.
                driver.env("DISPLAY", format!(":{}", screen.number)).env("LANG", "en_US.UTF-8");
                Self::on_free_port(engine, driver, Some(screen))
            }
        }
    }

    /// chromedriver chooses a port of one address family and then wants the same of the other, which another driver
    /// may hold: then it ends, and the next one may be luckier.
    fn chromedriver() -> Result<Self> {
        const TRIES: usize = 5;
        for _ in 0..TRIES {
            let mut child = spawn(driver("chromedriver").arg("--port=0"))?;
            let output = child.stdout.take().context("no output")?;
            let port = BufReader::new(output).lines().map_while(Result::ok).find_map(|line| port_in(&line));
            // Dropped without a port, it ends what is left of it.
            let driver = Self { engine: Engine::Chromium, child, port: port.unwrap_or(0), _screen: None };
            if port.is_some() {
                return Ok(driver);
            }
        }
        bail!("chromedriver told no port in {TRIES} tries")
    }

    fn on_free_port(engine: Engine, mut driver: Command, screen: Option<Screen>) -> Result<Self> {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        driver.arg(format!("--port={port}")).stdout(Stdio::null());
        let driver = Self { engine, child: spawn(&mut driver)?, port, _screen: screen };
        let started = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if started.elapsed() > Duration::from_secs(20) {
                bail!("the driver does not listen");
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(driver)
    }

    pub(crate) async fn open(&self) -> Result<WebDriver> {
        let wanted = match self.engine {
            Engine::Chromium => chromium()?,
            Engine::Firefox => firefox()?,
            Engine::WebKit => webkit()?,
        };
        let server = format!("http://127.0.0.1:{}", self.port);
        let opened = WebDriver::new(server, wanted).await;
        let browser = opened.with_context(|| format!("{:?} could not start", self.engine))?;
        if !self.engine.tells_what_happens() {
            fill_screen(&browser).await?;
        }
        Ok(browser)
    }
}

/// The window in front becomes as large as Chromium's.
pub(crate) async fn fill_screen(browser: &WebDriver) -> Result<()> {
    Ok(browser.set_window_rect(0, 0, 1280, 900).await?)
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn driver(program: &str) -> Command {
    let mut command = Command::new(program);
    command.stdout(Stdio::piped());
    command
}

fn spawn(command: &mut Command) -> Result<Child> {
    let child = command.stdin(Stdio::null()).stderr(Stdio::null()).spawn();
    child.with_context(|| format!("{command:?} could not start: `cargo xtask test e2e` installs it"))
}

fn chromium() -> Result<Capabilities> {
    let mut wanted = DesiredCapabilities::chrome();
    for argument in [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--window-size=1280,900",
        "--lang=en",
        // What the browser itself would send out: the stories count every request.
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
    ] {
        wanted.add_arg(argument)?;
    }
    // The web servers of the tests have certificates of their own making.
    wanted.accept_insecure_certs(true)?;
    wanted.set_browser_log_level(LoggingPrefsLogLevel::All)?;
    wanted.set_logging_prefs("performance", LoggingPrefsLogLevel::All)?;
    Ok(wanted.into())
}

fn firefox() -> Result<Capabilities> {
    let mut wanted = Capabilities::new();
    wanted.set("browserName", "firefox")?;
    wanted.set("acceptInsecureCerts", true)?;
    let options = json!({
        "binary": "/usr/bin/firefox-esr",
        "args": ["-headless", "--width=1280", "--height=900"],
        "prefs": { "intl.accept_languages": "en" },
    });
    wanted.set("moz:firefoxOptions", options)?;
    Ok(wanted)
}

fn webkit() -> Result<Capabilities> {
    let mut wanted = Capabilities::new();
    wanted.set("browserName", "MiniBrowser")?;
    wanted.set("acceptInsecureCerts", true)?;
    let mut folders = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu"].into_iter();
    let binary = folders.find_map(|folder| {
        let path = format!("{folder}/webkit2gtk-4.1/MiniBrowser");
        std::fs::exists(&path).unwrap_or(false).then_some(path)
    });
    let binary = binary.context("no MiniBrowser: `cargo xtask test --full e2e` installs it")?;
    wanted.set("webkitgtk:browserOptions", json!({ "binary": binary, "args": ["--automation"] }))?;
    Ok(wanted)
}

/// A screen that nobody sees, for a browser that wants one.
struct Screen {
    child: Child,
    number: String,
}

impl Screen {
    fn start() -> Result<Self> {
        let mut server = driver("Xvfb");
        server.args(["-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"]);
        let mut child = spawn(&mut server)?;
        let output = child.stdout.take().context("no output")?;
        let number = BufReader::new(output).lines().next().context("no screen")??;
        Ok(Self { child, number: number.trim().to_owned() })
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn port_in(line: &str) -> Option<u16> {
    line.strip_prefix("ChromeDriver was started successfully on port ")?.trim_end_matches('.').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_read() {
        assert_eq!(port_in("ChromeDriver was started successfully on port 41233."), Some(41233));
        assert_eq!(port_in("Starting ChromeDriver"), None);
    }
}
