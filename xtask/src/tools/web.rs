//! The web servers of `deploy/`, and what asks them.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use super::system;
use crate::process;

/// What nginx loads to send files that were compressed before.
const BROTLI: &str = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so";

/// nginx and Caddy; the tests start servers of their own with them, on ports of this machine alone.
pub(crate) fn ensure_web_servers() -> Result<()> {
    let mut missing = Vec::new();
    if !fs::exists("/usr/sbin/nginx").unwrap_or(false) || !fs::exists(BROTLI).unwrap_or(false) {
        missing.extend(["nginx", "libnginx-mod-http-brotli-static"]);
    }
    for (program, asks) in [("caddy", "version"), ("openssl", "version"), ("curl", "--version")] {
        if process::output(Command::new(program).arg(asks)).is_none() {
            missing.push(program);
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    // Debian starts what it installs; the tests do not need that.
    println!("Debian may start nginx and Caddy on port 80: `systemctl disable --now nginx caddy` ends that.");
    system::install(&missing).context("The recipes are tested with the real servers")
}
