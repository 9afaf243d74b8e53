//! `cargo xtask check`: all that is checked without running a test, the quick checks first.

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::commands::{Run, cargo};
use crate::{root, style};

pub(crate) fn run() -> Result<ExitCode> {
    let findings = style::findings(&root())?;
    if !findings.is_empty() {
        bail!("style:\n  {}", findings.join("\n  "));
    }
    println!("style is kept");
    cargo(["fmt", "--all", "--check"]).run()?;
    // A workspace of its own. What it depends on is heavy, so it is linted and tested by hand.
    cargo(["fmt", "--manifest-path", "bench/peers/Cargo.toml", "--check"]).run()?;
    deny()?;
    cargo(["run", "--quiet", "--package", "codegen", "--", "--check"]).run()?;
    cargo(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]).run()?;
    cargo(["doc", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings").run()?;
    Ok(ExitCode::SUCCESS)
}

/// Dependency rules (`deny.toml`). Advisories are left out: they need a fresh copy of a database from the network,
/// and a build must not fail because somebody published something overnight.
fn deny() -> Result<()> {
    if cargo(["deny", "--version"]).succeeds() {
        return cargo([
            "deny",
            "--all-features",
            "check",
            "--hide-inclusion-graph",
            "bans",
            "licenses",
            "sources",
        ])
        .run();
    }
    println!(
        "skipped: dependency rules, for cargo-deny is not installed (cargo install --locked cargo-deny)"
    );
    Ok(())
}
