//! What a report is asked for.

use ledger::Date;
use projections::KnownAt;
use projections::queries::{AccountFilter, Period};

use crate::error::ReportError;

/// Deepest level of the chart of accounts.
const LEVELS: u8 = 6;

/// The reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportName {
    /// Neraca saldo.
    TrialBalance,
    /// Buku besar.
    GeneralLedger,
    /// Buku kas umum.
    CashBook,
    /// Laporan realisasi anggaran.
    BudgetRealization,
    /// Laporan realisasi anggaran bulanan.
    BudgetMonths,
    /// Buku pembantu.
    SubsidiaryLedger,
    /// Neraca.
    BalanceSheet,
    /// Laporan operasional.
    OperatingStatement,
    /// Laporan perubahan ekuitas.
    EquityChanges,
    /// Laporan perubahan saldo anggaran lebih.
    SurplusChanges,
    /// Laporan arus kas.
    CashFlow,
}

impl ReportName {
    /// Every report.
    pub const ALL: [Self; 11] = [
        Self::TrialBalance,
        Self::GeneralLedger,
        Self::CashBook,
        Self::BudgetRealization,
        Self::BudgetMonths,
        Self::SubsidiaryLedger,
        Self::BalanceSheet,
        Self::OperatingStatement,
        Self::EquityChanges,
        Self::SurplusChanges,
        Self::CashFlow,
    ];

    /// The name in commands and URLs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TrialBalance => "trial-balance",
            Self::GeneralLedger => "general-ledger",
            Self::CashBook => "cash-book",
            Self::BudgetRealization => "budget-realization",
            Self::BudgetMonths => "budget-realization-monthly",
            Self::SubsidiaryLedger => "subsidiary-ledger",
            Self::BalanceSheet => "balance-sheet",
            Self::OperatingStatement => "operating-statement",
            Self::EquityChanges => "equity-changes",
            Self::SurplusChanges => "surplus-changes",
            Self::CashFlow => "cash-flow",
        }
    }
}

impl ReportName {
    /// All names, in quotes, for messages.
    pub(crate) fn list() -> String {
        let names: Vec<String> = Self::ALL.iter().map(|name| format!("'{}'", name.as_str())).collect();
        names.join(", ")
    }
}

impl std::str::FromStr for ReportName {
    type Err = ReportError;

    fn from_str(text: &str) -> Result<Self, ReportError> {
        let found = Self::ALL.into_iter().find(|name| name.as_str() == text);
        found.ok_or_else(|| ReportError::UnknownReport(text.to_owned()))
    }
}

/// What a report is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parameters {
    /// The book.
    pub book: String,
    /// First day; all days before are the opening balance.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// Last day of reports about a moment; the same as `to`, which wins.
    pub as_of: Option<Date>,
    /// Whose knowledge is asked for.
    pub known_at: Option<KnownAt>,
    /// Only this entity (agency); all together when absent.
    pub entity: Option<String>,
    /// Only this code and those below it.
    pub code: Option<String>,
    /// Deepest level of the chart that is shown; each report has its own default.
    pub level: Option<u8>,
}

impl Parameters {
    /// The days that count.
    ///
    /// # Errors
    /// [`ReportError::EmptyPeriod`].
    pub(crate) fn period(&self) -> Result<Period, ReportError> {
        let to = self.to.or(self.as_of);
        match (self.from, to) {
            (Some(from), Some(to)) if from > to => Err(ReportError::EmptyPeriod { from, to }),
            _ => Ok(Period { from: self.from, to, known_at: self.known_at }),
        }
    }

    /// The level, with the report's own default.
    ///
    /// # Errors
    /// [`ReportError::Level`].
    pub(crate) fn level(&self, default: u8) -> Result<u8, ReportError> {
        let level = self.level.unwrap_or(default);
        if (1..=LEVELS).contains(&level) { Ok(level) } else { Err(ReportError::Level(level)) }
    }

    pub(crate) fn accounts(&self) -> AccountFilter {
        AccountFilter { entity: self.entity.clone(), code: self.code.clone() }
    }
}
