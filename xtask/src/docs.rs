//! `cargo xtask docs`: writes the documents that are made of the program. The tests of the service make them, and
//! fail where one is out of date.

use std::process::Command;

use anyhow::Result;

use crate::{place, process};

pub(crate) fn write() -> Result<()> {
    let mut tests = Command::new("cargo");
    tests.args(["test", "--locked", "--package", "bim-service", "--test", "it", "documents::"]);
    process::run(tests.env("BIM_WRITE_DOCS", "1").current_dir(place::root()))
}
