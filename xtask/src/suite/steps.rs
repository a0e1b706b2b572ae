//! The checks, cheapest first.

use std::process::Command;

use anyhow::Result;
use bim_postgres::Cluster;

use super::tally::Tally;
use super::{conformance, deploy, supply};
use crate::{app, place, process, service, size, tidy, tools};

pub(super) struct Step {
    pub(super) name: &'static str,
    pub(super) what: &'static str,
    /// Told whether the full set is asked for.
    pub(super) run: fn(bool) -> Result<Tally>,
}

const WASM: &str = "wasm32-unknown-unknown";

pub(super) const STEPS: [Step; 11] = [
    Step { name: "fmt", what: "formatting", run: fmt },
    Step { name: "tidy", what: "rules of the house", run: |_| tidy::check().map(|()| Tally::success()) },
    Step {
        name: "supply",
        what: "licences, sources and known weaknesses of what is built in",
        run: supply::run,
    },
    Step { name: "clippy", what: "lints, native and wasm32", run: clippy },
    Step { name: "native", what: "tests of the workspace", run: native },
    Step { name: "api", what: "the running service against its OpenAPI document", run: conformance::run },
    Step {
        name: "postgres",
        what: "the service on PostgreSQL; two processes; crashes on both engines",
        run: postgres,
    },
    Step { name: "browser", what: "pages in a headless browser", run: browser },
    Step {
        name: "size",
        what: "bytes of the release build",
        run: |_| size::check(&app::build(false)?).map(|()| Tally::success()),
    },
    Step { name: "deploy", what: "the recipes of deploy/ with the real servers", run: deploy::run },
    Step { name: "e2e", what: "stories against the release build and the real service", run: e2e },
];

pub(super) fn cargo(arguments: &[&str]) -> Command {
    let mut cargo = tools::command("cargo");
    cargo.args(arguments).current_dir(place::root());
    cargo
}

fn fmt(_: bool) -> Result<Tally> {
    tools::ensure_lints()?;
    process::run(&mut cargo(&["fmt", "--all", "--check"]))?;
    Ok(Tally::success())
}

fn clippy(_: bool) -> Result<Tally> {
    tools::ensure_lints()?;
    tools::ensure_wasm_target()?;
    let deny = ["--", "-D", "warnings"];
    let native = ["clippy", "--locked", "--workspace", "--all-targets"];
    let wasm = [
        "clippy",
        "--locked",
        "--package",
        "bim-admin",
        "--package",
        "bim-api",
        "--all-targets",
        "--target",
        WASM,
    ];
    process::run(cargo(&native).args(deny))?;
    process::run(cargo(&wasm).args(deny))?;
    Ok(Tally { passed: 2, failed: 0 })
}

fn native(full: bool) -> Result<Tally> {
    tools::ensure_ldap()?;
    let mut tests =
        cargo(&["test", "--locked", "--workspace", "--exclude", "bim-admin-e2e", "--no-fail-fast"]);
    tests.env("BIM_TEST_PYTHON", tools::mail_server()?);
    if full {
        let mut tally = Tally::of(tests.args(["--", "--include-ignored"]))?;
        tally += Tally::of(&mut cargo(&["test", "--locked", "--workspace", "--doc"]))?;
        return Ok(tally);
    }
    Tally::of(tests.args(["--lib", "--bins", "--tests"]))
}

/// What of the service's tests the quick run asks of PostgreSQL too: where its SQL is another, or sorts and locks
/// otherwise.
const SMOKE: [&str; 6] = [
    "store::",
    "invariants::",
    "routes::lists::",
    "routes::sync::",
    "routes::audit::",
    "routes::group_changes::",
];

fn postgres(full: bool) -> Result<Tally> {
    tools::ensure_postgres()?;
    tools::ensure_ldap()?;
    let server = Cluster::start(false).map_err(anyhow::Error::msg)?;
    let rounds = if full { "200" } else { "10" };
    let mut tally = Tally::default();
    for program in ["it", "processes"] {
        let mut tests = cargo(&["test", "--locked", "--package", "bim-service", "--test", program]);
        tests.env("BIM_TEST_POSTGRES", server.url("postgres")).env("BIM_CRASH_ROUNDS", rounds);
        tests.arg("--no-fail-fast");
        if program == "it" && !full {
            tests.arg("--").args(SMOKE);
        }
        tally += Tally::of(&mut tests)?;
    }
    Ok(tally)
}

fn browser(_: bool) -> Result<Tally> {
    tools::ensure_browser_test_tools()?;
    // Never `--quiet`: the runner takes over the output and fails.
    let mut tests =
        cargo(&["test", "--locked", "--package", "bim-admin", "--target", WASM, "--test", "browser"]);
    Tally::of(tests.env("CHROMEDRIVER", "chromedriver").env("WASM_BINDGEN_TEST_TIMEOUT", "120"))
}

fn e2e(full: bool) -> Result<Tally> {
    tools::ensure_browser()?;
    tools::ensure_ldap()?;
    let axe = tools::axe()?;
    let app = app::build(false)?;
    // The quick run has built the service for its tests; to build it once more, optimised, takes minutes.
    let program = service::build(!full)?;
    let tell = |name: &str, value: &str| {
        let mut tests =
            cargo(&["test", "--locked", "--package", "bim-admin-e2e", "--lib", "--test", "stories"]);
        tests.env("BIM_E2E_APP", &app).env("BIM_E2E_SERVICE", &program).env("BIM_E2E_AXE", &axe);
        tests.env("BIM_E2E_EVIDENCE", place::target().join("e2e")).env(name, value);
        // A story fails with a reason, not with a place in the code.
        tests.env("RUST_LIB_BACKTRACE", "0");
        tests.args(["--no-fail-fast", "--", "--test-threads=2"]);
        if full {
            tests.arg("--include-ignored");
        }
        Tally::of(&mut tests)
    };
    let mut tally = tell("BIM_E2E_BROWSER", "chromium")?;
    if !full {
        return Ok(tally);
    }
    println!("Once more, with a service that has no more than the contract: no extensions, no row 36");
    tally += tell("BIM_E2E_BARE", "1")?;
    println!("Once more, in Firefox");
    tools::ensure_firefox()?;
    tally += tell("BIM_E2E_BROWSER", "firefox")?;
    println!("Once more, in WebKit");
    tools::ensure_webkit()?;
    tally += tell("BIM_E2E_BROWSER", "webkit")?;
    Ok(tally)
}
