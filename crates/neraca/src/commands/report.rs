//! `neraca report`: the books that people sign.

use std::io::IsTerminal;

use clap::{Args, ValueEnum};
use ledger::Date;
use projections::{KnownAt, ReadModels};
use reports::{Parameters, ReportName, known_at};

use crate::commands::Context;
use crate::exit::Ending;
use crate::output;
use crate::readmodels;
use crate::site::{Access, Site};

/// Print a book that people sign
///
/// Each names its book, period, position, tree root, chart and rulebook, and its own digest: made again from the same log it
/// has the same bytes. "31 December as known on 15 January" is --as-of 2025-12-31 --known-at 2026-01-15; what changed since is
/// --as-of 2025-12-31 --changes-since 2026-01-15. A day ends at midnight in Western Indonesia Time (UTC+7).
#[derive(Args, Debug)]
pub struct Report {
    /// Which one
    #[arg(value_enum)]
    name: Name,
    /// First day, YYYY-MM-DD; all days before are the opening balance
    #[arg(long, value_name = "DATE", value_parser = date)]
    from: Option<Date>,
    /// Last day, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = date)]
    to: Option<Date>,
    /// The day as of which it is wanted, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = date, conflicts_with = "to")]
    as_of: Option<Date>,
    /// Only what was recorded by then: a position, a day (to its end in UTC+7) or a moment in RFC 3339
    #[arg(long, value_name = "POSITION|DATE|MOMENT", value_parser = known_at)]
    known_at: Option<KnownAt>,
    /// Show what changed since it was known then (a position, a day or a moment in RFC 3339), and every entry that explains it
    #[arg(long, value_name = "POSITION|DATE|MOMENT", value_parser = known_at, conflicts_with = "csv")]
    changes_since: Option<KnownAt>,
    /// Only this agency
    #[arg(long, value_name = "CODE")]
    entity: Option<String>,
    /// Only this account code and those below it
    #[arg(long, value_name = "CODE")]
    account: Option<String>,
    /// Deepest level of the chart that is shown, 1 to 6
    #[arg(long, value_name = "LEVEL")]
    level: Option<u8>,
    /// Rows for a spreadsheet instead of a table
    #[arg(long, conflicts_with = "json")]
    csv: bool,
}

/// The reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Name {
    /// Neraca saldo: every account with its movement and balance
    TrialBalance,
    /// Buku besar: every line with the running balance
    GeneralLedger,
    /// Buku kas umum: cash in and out
    CashBook,
    /// Laporan realisasi anggaran (LRA): budget against realisation
    BudgetRealization,
    /// LRA bulanan: budget against realisation until the month before, in the month, and until its end
    BudgetRealizationMonthly,
    /// Buku pembantu: the lines of one account (--account), agency by agency
    SubsidiaryLedger,
    /// Neraca: assets, liabilities and equity
    BalanceSheet,
    /// Laporan operasional (LO): accrual revenue less expenses
    OperatingStatement,
    /// Laporan perubahan ekuitas (LPE): equity from beginning to end
    EquityChanges,
    /// Laporan perubahan saldo anggaran lebih (LPSAL): the accumulated budget surplus from beginning to end
    SurplusChanges,
    /// Laporan arus kas (LAK): where cash came from and went
    CashFlow,
}

/// Tables are not made wider than this: beyond it a line can't be followed by eye.
const WIDTH: u16 = 200;

impl Report {
    /// Prints it.
    ///
    /// # Errors
    /// When there is no such book, or the period or level makes no sense.
    pub async fn run(&self, context: &Context) -> anyhow::Result<Ending> {
        // The site keeps a private server running for as long as the read models are asked.
        let (_site, models) = read_models(context).await?;
        let parameters = Parameters {
            book: context.book().to_owned(),
            from: self.from,
            to: self.to,
            as_of: self.as_of,
            known_at: self.known_at,
            entity: self.entity.clone(),
            code: self.account.clone(),
            level: self.level,
        };
        let name = match self.name {
            Name::TrialBalance => ReportName::TrialBalance,
            Name::GeneralLedger => ReportName::GeneralLedger,
            Name::CashBook => ReportName::CashBook,
            Name::BudgetRealization => ReportName::BudgetRealization,
            Name::BudgetRealizationMonthly => ReportName::BudgetMonths,
            Name::SubsidiaryLedger => ReportName::SubsidiaryLedger,
            Name::BalanceSheet => ReportName::BalanceSheet,
            Name::OperatingStatement => ReportName::OperatingStatement,
            Name::EquityChanges => ReportName::EquityChanges,
            Name::SurplusChanges => ReportName::SurplusChanges,
            Name::CashFlow => ReportName::CashFlow,
        };
        if let Some(since) = self.changes_since {
            let changes = reports::changes(&models, name, &parameters, since).await?;
            if context.json {
                output::json(&changes.to_json())?;
            } else {
                output::raw(changes.to_text().as_bytes())?;
            }
            return Ok(Ending::Done);
        }
        let report = reports::run(&models, name, &parameters).await?;
        if context.json {
            output::json(&report.to_json())?;
        } else if self.csv {
            output::raw(report.to_csv()?.as_bytes())?;
        } else {
            let width = std::io::stdout().is_terminal().then(|| terminal_width().min(WIDTH));
            output::raw(report.to_text(width).as_bytes())?;
        }
        Ok(Ending::Done)
    }
}

/// The read models, with everything that the log holds now, and the site they are on.
///
/// # Errors
/// When there is no such book.
pub async fn read_models(context: &Context) -> anyhow::Result<(Site, ReadModels)> {
    let site = Site::open(&context.configuration, Access::Read).await?;
    let head = site.store.head(context.book()).await?;
    let database = readmodels::catch_up(&site, context.book(), head.position).await?;
    let models = ReadModels::new(site.store.clone(), database);
    Ok((site, models))
}

/// Columns of the terminal, as the shell tells them.
fn terminal_width() -> u16 {
    std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).unwrap_or(WIDTH)
}

fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "it is not a date such as 2025-12-31".to_owned())
}
