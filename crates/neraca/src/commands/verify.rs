//! `neraca verify`: proves that the log, the balances and the read models agree.

use clap::Args;

use crate::checks::{self, Verification};
use crate::commands::Context;
use crate::exit::Ending;
use crate::output;
use crate::site::{Access, Site};

/// Prove that the log, the balances and the read models agree
///
/// Reads the whole log twice: once by the ledger's own rules and once by a second bookkeeper that knows only the stored
/// bytes. Works while a server writes; exits with 4 when something is wrong.
#[derive(Args, Debug)]
pub struct Verify {}

impl Verify {
    /// Verifies the book.
    ///
    /// # Errors
    /// When it can't be read.
    pub async fn run(&self, context: &Context) -> anyhow::Result<Ending> {
        let site = Site::open(&context.configuration, Access::Read).await?;
        let verification = checks::verify(&site, context.book()).await?;
        if context.json {
            output::json(&verification)?;
        } else {
            print(&verification)?;
        }
        Ok(if verification.ok { Ending::Done } else { Ending::NotVerified })
    }
}

/// A line for each check, and the verdict.
///
/// # Errors
/// When standard output is closed.
pub fn print(verification: &Verification) -> anyhow::Result<()> {
    for check in &verification.checks {
        let mark = if check.ok { "ok    " } else { "WRONG " };
        output::line(format!("  {mark}{:12} {}", check.name, check.detail))?;
    }
    let verdict = if verification.ok { "verified" } else { "NOT VERIFIED" };
    output::line(format!(
        "{verdict}: book \"{}\" up to position {}, digest {}",
        verification.book, verification.position, verification.digest
    ))
}
