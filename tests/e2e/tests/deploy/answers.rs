//! What every server answers: the console's page and files, the API, and nothing else.

use anyhow::{Context, Result, ensure};
use bim_admin_e2e::{Server, Service, Setup};

use crate::ask::{VISIT, ask};

#[test]
fn nginx_keeps_the_rules() -> Result<()> {
    let service = Service::start(Setup::default(), Server::Nginx)?;
    keeps_the_rules(&service)?;
    is_compressed(&service)?;
    speaks_http2(&service)?;
    // Whoever comes without TLS is sent on; a query is not written down.
    let [plain, _] = service.plain_urls();
    let moved = ask(&format!("{plain}login?token=topsecret"), &[VISIT])?;
    ensure!(moved.status == 308 && moved.header("location")?.starts_with("https://"), "{moved:?}");
    leaves_queries_out(&service)
}

#[test]
fn nginx_keeps_the_rules_under_a_path() -> Result<()> {
    let service = Service::start(Setup::default(), Server::NginxUnderPath)?;
    keeps_the_rules(&service)?;
    is_compressed(&service)?;
    let host = service.url().trim_end_matches("admin/").to_owned();
    let moved = ask(&format!("{host}admin?x=1"), &[VISIT])?;
    ensure!(moved.status == 308 && moved.header("location")?.ends_with("/admin/?x=1"), "{moved:?}");
    for other in ["", "administration", "bim/iam"] {
        let answer = ask(&format!("{host}{other}"), &[VISIT])?;
        ensure!(!answer.is_page(), "/{other} is the console's");
    }
    leaves_queries_out(&service)
}

#[test]
fn caddy_keeps_the_rules() -> Result<()> {
    let service = Service::start(Setup::default(), Server::Caddy)?;
    keeps_the_rules(&service)?;
    is_compressed(&service)?;
    speaks_http2(&service)?;
    leaves_queries_out(&service)
}

#[test]
fn the_service_keeps_the_rules_itself() -> Result<()> {
    keeps_the_rules(&Service::start(Setup::default(), Server::Service)?)
}

fn keeps_the_rules(service: &Service) -> Result<()> {
    let url = |path: &str| format!("{}{path}", service.url());
    let page = ask(service.url(), &[VISIT])?;
    let script = named(&page.body, "data-js=\"./")?;
    let code = named(&page.body, "data-wasm=\"./")?;

    // Pages: every address that is no file, also those that begin like the API's.
    for path in
        ["", "login?token=topsecret", "users/bim/jane%40example.com", "about", "bimonthly", "iamanaddress"]
    {
        let answer = ask(&url(path), &[VISIT])?;
        ensure!(answer.status == 200 && answer.is_page(), "/{path}: {answer:?}");
        is_protected(&answer)?;
        ensure!(answer.header("cache-control")? == "no-cache", "/{path}: {answer:?}");
        ensure!(answer.header("content-type")?.starts_with("text/html"), "/{path}: {answer:?}");
    }
    // Files that are not there.
    for path in
        ["missing-0123456789abcdef.js", "missing-0123456789abcdef_bg.wasm", "self-test/", "%2e%2e/secret"]
    {
        let answer = ask(&url(path), &["accept: */*"])?;
        ensure!(matches!(answer.status, 400 | 404) && !answer.is_page(), "/{path}: {answer:?}");
        ensure!(!answer.header("cache-control")?.contains("immutable"), "/{path}: {answer:?}");
    }
    // Files that are.
    for (path, kind, caching) in [
        (script.as_str(), "javascript", "public, max-age=31536000, immutable"),
        (code.as_str(), "application/wasm", "public, max-age=31536000, immutable"),
        ("config.json", "application/json", "no-cache"),
        ("version.json", "application/json", "no-cache"),
        ("config.schema.json", "application/json", "no-cache"),
        ("self-test/page.js", "javascript", "no-cache"),
    ] {
        let answer = ask(&url(path), &["accept: */*"])?;
        ensure!(answer.status == 200, "/{path}: {}", answer.status);
        ensure!(answer.header("content-type")?.contains(kind), "/{path}: {}", answer.header("content-type")?);
        ensure!(answer.header("cache-control")? == caching, "/{path}: {}", answer.header("cache-control")?);
        is_protected(&answer)?;
    }
    // The API, with what it says itself.
    let listed = ask(&url("bim/iam"), &["accept: application/json"])?;
    ensure!(listed.status == 200 && listed.body.starts_with('['), "{listed:?}");
    ensure!(listed.header("cache-control")? == "no-store" && !listed.header("x-request-id")?.is_empty());
    listed.header("content-security-policy")?;
    for path in ["bim/nowhere", "iam/", "iam/bim/nowhere"] {
        let answer = ask(&url(path), &[VISIT])?;
        ensure!(
            answer.status == 404 && answer.body.starts_with("{\"statusCode\":404"),
            "/{path}: {answer:?}"
        );
    }
    Ok(())
}

/// A file's name after this mark in the page.
fn named(page: &str, mark: &str) -> Result<String> {
    let (_, rest) = page.split_once(mark).with_context(|| format!("no {mark} in {page}"))?;
    Ok(rest.split('"').next().unwrap_or_default().to_owned())
}

fn is_protected(answer: &crate::ask::Answer) -> Result<()> {
    let policy = answer.header("content-security-policy")?;
    for rule in [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval';",
        "base-uri 'self'",
        "frame-ancestors 'none'",
    ] {
        ensure!(policy.contains(rule), "{rule} is not in {policy}");
    }
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("x-frame-options", "DENY"),
    ] {
        ensure!(answer.header(name)? == value, "{name}: {answer:?}");
    }
    ensure!(answer.header("permissions-policy")?.contains("camera=()"));
    Ok(())
}

/// The files that stand compressed beside the others, and no other work.
fn is_compressed(service: &Service) -> Result<()> {
    let files = service.files()?;
    let page = ask(service.url(), &[VISIT])?;
    let code = named(&page.body, "data-wasm=\"./")?;
    ensure!(files.join(format!("{code}.br")).exists(), "the app under test is not compressed");
    for (offer, wanted, end) in [("gzip, br", "br", ".br"), ("gzip", "gzip", ".gz"), ("identity", "", "")] {
        let answer = ask(&format!("{}{code}", service.url()), &[&format!("accept-encoding: {offer}")])?;
        ensure!(
            answer.header("content-encoding")? == wanted,
            "{offer}: {}",
            answer.header("content-encoding")?
        );
        let length = std::fs::metadata(files.join(format!("{code}{end}")))?.len();
        ensure!(answer.length == length, "{offer}: {} B", answer.length);
        ensure!(answer.header("vary")?.to_ascii_lowercase().contains("accept-encoding"), "{offer}: no Vary");
    }
    let page = ask(service.url(), &[VISIT, "accept-encoding: gzip"])?;
    ensure!(page.header("content-encoding")? == "gzip", "the page is not compressed");
    Ok(())
}

fn speaks_http2(service: &Service) -> Result<()> {
    let answer = ask(service.url(), &[VISIT])?;
    ensure!(answer.version == "2", "HTTP/{}", answer.version);
    ensure!(answer.header("strict-transport-security")?.starts_with("max-age=31536000"));
    let api = ask(&format!("{}bim/iam", service.url()), &[])?;
    ensure!(api.header("strict-transport-security")?.starts_with("max-age=31536000"));
    Ok(())
}

fn leaves_queries_out(service: &Service) -> Result<()> {
    ask(&format!("{}login?token=topsecret", service.url()), &[VISIT])?;
    let logged = || service.web_log();
    let started = std::time::Instant::now();
    while !logged().contains("login") && started.elapsed().as_secs() < 5 {
        std::thread::yield_now();
    }
    let log = [logged(), service.log()].concat();
    ensure!(log.contains("login"), "nothing is logged: {log}");
    ensure!(!log.contains("topsecret"), "a secret stands in the log: {log}");
    Ok(())
}
