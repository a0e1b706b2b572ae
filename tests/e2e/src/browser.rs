//! A headless Chromium behind its own chromedriver.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};
use thirtyfour::{
    CapabilitiesHelper, ChromiumLikeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel, WebDriver,
};

/// chromedriver; it ends with this value, after the browser that it started.
pub(crate) struct Driver {
    child: Child,
    port: u16,
}

impl Driver {
    /// Starts one on a port that it chooses. It chooses for one address family and then wants the same port of
    /// the other, which another driver may hold: then it ends, and the next one may be luckier.
    pub(crate) fn start() -> Result<Self> {
        const TRIES: usize = 5;
        for _ in 0..TRIES {
            if let Some(driver) = Self::try_start()? {
                return Ok(driver);
            }
        }
        anyhow::bail!("chromedriver told no port in {TRIES} tries")
    }

    fn try_start() -> Result<Option<Self>> {
        let mut child = Command::new("chromedriver")
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("chromedriver could not start: `cargo xtask test e2e` installs it")?;
        let output = child.stdout.take().context("no output")?;
        let port = BufReader::new(output).lines().map_while(Result::ok).find_map(|line| port_in(&line));
        // Dropped without a port, it ends what is left of it.
        let driver = Self { child, port: port.unwrap_or(0) };
        Ok(port.map(|_| driver))
    }

    pub(crate) async fn open(&self) -> Result<WebDriver> {
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
        let server = format!("http://127.0.0.1:{}", self.port);
        WebDriver::new(server, wanted).await.context("Chromium could not start")
    }
}

impl Drop for Driver {
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
