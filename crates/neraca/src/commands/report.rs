//! `neraca report`: the books that people sign.

use std::io::IsTerminal;
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::{Args, ValueEnum};
use ledger::Date;
use projections::{KnownAt, ReadModels};
use reports::{Parameters, ReportName, known_at};

use crate::commands::Context;
use crate::exit::{Ending, Usage};
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
    /// How it is written; xlsx and pdf are documents to print and sign
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Format>,
    /// The same as --format csv
    #[arg(long, conflicts_with_all = ["json", "format"])]
    csv: bool,
    /// With csv: below the table a row for each thing that the report says beside it: title, provenance, totals, digest
    #[arg(long)]
    with_head: bool,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Day of signing on documents, YYYY-MM-DD; blank when absent
    #[arg(long, value_name = "DATE", value_parser = date)]
    signed_on: Option<Date>,
}

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table for people
    Table,
    /// One JSON object
    Json,
    /// A row for each line
    Csv,
    /// A spreadsheet
    Xlsx,
    /// A document to sign
    Pdf,
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
    /// Register STS: what was deposited into the treasury
    DepositRegister,
    /// Register SPP, SPM, SP2D: requests, orders and disbursements
    DisbursementRegister,
    /// Register potongan: what was withheld for others, and what was remitted
    DeductionsRegister,
    /// SPJ fungsional bendahara pengeluaran: spending of a month by way of paying
    SpjFunctional,
    /// SPJ fungsional bendahara penerimaan: what was received and deposited in a month
    SpjFunctionalReceiving,
    /// ETPD: own-source revenue by kind and by the channel of its payers, spending by channel, an estimate of the index
    Digitalization,
    /// Kinerja pendapatan: target, realisation, arrears, days until payers paid, and a forecast
    RevenuePerformance,
    /// Umur piutang: what payers owe, by how long it has been due
    ReceivablesAge,
    /// Pelayanan: time from payment to posted, refusals by reason, cash that treasurers kept too long
    RevenueService,
    /// Kualitas belanja: vendors' scale, domestic products, local content, digital payment, days from invoice to payment
    SpendingQuality,
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
            spending_terms: context.configuration.spending_terms.clone(),
            revenue_terms: context.configuration.revenue_terms.clone(),
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
            Name::DepositRegister => ReportName::DepositRegister,
            Name::DisbursementRegister => ReportName::DisbursementRegister,
            Name::DeductionsRegister => ReportName::DeductionsRegister,
            Name::SpjFunctional => ReportName::SpjPaying,
            Name::SpjFunctionalReceiving => ReportName::SpjReceiving,
            Name::Digitalization => ReportName::Digitalization,
            Name::RevenuePerformance => ReportName::RevenuePerformance,
            Name::ReceivablesAge => ReportName::ReceivablesAge,
            Name::RevenueService => ReportName::RevenueService,
            Name::SpendingQuality => ReportName::SpendingQuality,
        };
        let format = self.format(context.json);
        if self.with_head && format != Format::Csv {
            bail!(Usage("--with-head is for csv; every other format says all of it".to_owned()));
        }
        if let Some(since) = self.changes_since {
            let changes = reports::changes(&models, name, &parameters, since).await?;
            return match format {
                Format::Table => self.write(changes.to_text().as_bytes()),
                Format::Json => self.write(&output::json_bytes(&changes.to_json())?),
                Format::Csv | Format::Xlsx | Format::Pdf => {
                    bail!(Usage("--changes-since is written as table or json".to_owned()))
                }
            };
        }
        let report = reports::run(&models, name, &parameters).await?;
        let paper = || documents::Paper { signed_on: self.signed_on, ..context.configuration.paper.clone() };
        match format {
            Format::Table => self.write(report.to_text(self.table_width()).as_bytes()),
            Format::Json => self.write(&output::json_bytes(&report.to_json())?),
            Format::Csv if self.with_head => self.write(report.to_csv_with_head()?.as_bytes()),
            Format::Csv => self.write(report.to_csv()?.as_bytes()),
            Format::Xlsx => self.write_document("xlsx", &documents::xlsx(&report, &paper())?),
            Format::Pdf => self.write_document("pdf", &documents::pdf(&report, &paper())?),
        }
    }

    fn format(&self, json: bool) -> Format {
        match self.format {
            Some(format) => format,
            None if json => Format::Json,
            None if self.csv => Format::Csv,
            None => Format::Table,
        }
    }

    /// A table fits the terminal; in a file or a pipe it is as wide as it is.
    fn table_width(&self) -> Option<u16> {
        let is_seen = self.output.is_none() && std::io::stdout().is_terminal();
        is_seen.then(|| terminal_width().min(WIDTH))
    }

    /// Bytes that no terminal can show.
    fn write_document(&self, format: &str, bytes: &[u8]) -> anyhow::Result<Ending> {
        if self.output.is_none() && std::io::stdout().is_terminal() {
            bail!(Usage(format!("a terminal can't show {format}: name a file with --output, or pipe it")));
        }
        self.write(bytes)
    }

    fn write(&self, bytes: &[u8]) -> anyhow::Result<Ending> {
        match &self.output {
            Some(path) => std::fs::write(path, bytes).with_context(|| format!("\"{}\"", path.display()))?,
            None => output::raw(bytes)?,
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
