//! Repository tasks: `cargo xtask setup | test | check | codegen`.
//!
//! - `setup.rs` installs the programs that tests run against;
//! - `check.rs` is everything that is checked without running tests, `style.rs` the part of it that is ours;
//! - `commands.rs` runs programs and shows what is run;
//! - the generator of `codegen` is a crate of its own (`xtask/codegen`), so that this one compiles in seconds.

mod check;
mod commands;
mod setup;
mod style;

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;

use commands::{Run, cargo};

const USAGE: &str = "\
usage: cargo xtask TASK

  setup              install what the tests need: Postgres, hledger, beancount (by apt-get, with sudo when not root)
                     and a current nats-server (by pip, into .tools/bin of this checkout)
  test [-- ARGS]     setup, then `cargo test --workspace ARGS`
  check              format, lints, dependency rules, documentation, style, generated code
  codegen [--check]  write crates/schema/src/generated from proto/, or only say what is stale";

fn main() -> ExitCode {
    let mut arguments = env::args_os().skip(1);
    let task = arguments.next().unwrap_or_default();
    let rest: Vec<OsString> = arguments.collect();
    let done = match task.to_str() {
        Some("setup") => setup::run(),
        Some("test") => test(&rest),
        Some("check") => check::run(),
        Some("codegen") => codegen(&rest),
        Some("help" | "--help" | "-h") => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Installs what is missing, runs every test, and ends with their code.
fn test(arguments: &[OsString]) -> Result<ExitCode> {
    setup::run()?;
    let arguments = arguments.strip_prefix(&[OsString::from("--")]).unwrap_or(arguments);
    let mut command = cargo(["test", "--workspace"]);
    command.args(arguments);
    // From here on a missing program fails its tests instead of skipping them.
    command.env("NERACA_TEST_COMPLETE", "1").env("NERACA_NATS_SERVER", managed::nats::find()?.path);
    command.exit_code()
}

fn codegen(arguments: &[OsString]) -> Result<ExitCode> {
    let mut command = cargo(["run", "--quiet", "--package", "codegen", "--"]);
    command.args(arguments);
    command.exit_code()
}

/// The root of the checkout.
fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_path_buf()
}
