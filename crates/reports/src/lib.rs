//! The books that people sign: trial balance, general ledger, cash book and budget realisation, and exports of the journal
//! for other programs.
//!
//! [`run`] makes a [`Report`] out of the read models; a report renders as text, JSON and CSV ([`report`]). One file a report.
//! [`changes()`] says what changed between two views of one and why, [`trace()`] where an entry comes from.
//! Layouts and words are those of Indonesian regional governments, formats in [`format`](mod@format) and [`terbilang`].

mod arrears;
mod balances;
pub mod before_closing;
mod budget_lines;
mod budget_months;
pub mod budget_realization;
pub mod cash_book;
pub mod changes;
pub mod closing;
mod csv_with_head;
pub mod dated_terms;
mod digitalization;
pub mod document_gaps;
mod english;
pub mod error;
mod events;
pub mod format;
pub mod general_ledger;
pub mod journal_export;
mod late_items;
mod links;
mod names;
pub mod open_data;
pub mod parameters;
mod receivables_age;
mod registers;
pub mod report;
mod revenue_performance;
mod revenue_service;
pub mod revenue_terms;
mod rule_text;
pub mod spending_quality;
mod spreadsheet;
mod statements;
mod subsidiary_ledger;
pub mod terbilang;
pub mod trace;
pub mod trial_balance;

use projections::{KnownAt, ReadModels};

pub use changes::changes;
pub use dated_terms::StatedTerms;
pub use error::ReportError;
pub use journal_export::{ExportFormat, export};
pub use parameters::{Parameters, ReportName, known_at};
pub use projections::queries::{LogState, Published};
pub use report::{Cell, Column, Provenance, Report, Row, RowKind, TieOut};
pub use revenue_terms::RevenueTerms;
pub use spending_quality::SpendingTerms;
pub use trace::trace;

/// Makes a report.
///
/// # Errors
/// [`ReportError`] says what is missing or wrong.
pub async fn run(
    models: &ReadModels,
    name: ReportName,
    parameters: &Parameters,
) -> Result<Report, ReportError> {
    // Every figure of a report is taken at one position, however many questions it takes and whatever is recorded meanwhile.
    let position = models.view_position(&parameters.book, parameters.known_at).await?;
    let parameters = &Parameters { known_at: Some(KnownAt::Position(position)), ..parameters.clone() };
    let mut report = match name {
        ReportName::TrialBalance => trial_balance::run(models, parameters).await,
        ReportName::GeneralLedger => general_ledger::run(models, parameters).await,
        ReportName::CashBook => cash_book::run(models, parameters).await,
        ReportName::BudgetRealization => budget_realization::run(models, parameters).await,
        ReportName::BudgetMonths => budget_months::run(models, parameters).await,
        ReportName::SubsidiaryLedger => subsidiary_ledger::run(models, parameters).await,
        ReportName::BalanceSheet
        | ReportName::OperatingStatement
        | ReportName::EquityChanges
        | ReportName::SurplusChanges
        | ReportName::CashFlow => statements::run(models, name, parameters).await,
        ReportName::DepositRegister
        | ReportName::DisbursementRegister
        | ReportName::DeductionsRegister
        | ReportName::SpjPaying
        | ReportName::SpjReceiving => registers::run(models, name, parameters).await,
        ReportName::SpendingQuality => spending_quality::run(models, parameters).await,
        ReportName::Digitalization => digitalization::run(models, parameters).await,
        ReportName::RevenuePerformance => revenue_performance::run(models, parameters).await,
        ReportName::ReceivablesAge => receivables_age::run(models, parameters).await,
        ReportName::RevenueService => revenue_service::run(models, parameters).await,
    }?;
    let Provenance { book, position, .. } = &report.provenance;
    report.provenance.log = models.log_state(book, *position).await?;
    Ok(report)
}
