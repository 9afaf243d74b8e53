//! What a report is asked for.

use std::sync::Arc;

use ledger::{Date, Timestamp};
use projections::KnownAt;
use projections::queries::{AccountFilter, Period};

use crate::error::ReportError;
use crate::revenue_terms::RevenueTerms;
use crate::spending_quality::SpendingTerms;

/// Deepest level of the chart of accounts.
const LEVELS: u8 = 6;

/// Hours east of UTC of the clock by which a day ends: Western Indonesia Time (WIB), which regions that this ships for keep. Events
/// need no such clock, as each brings the date or the offset of its own.
const DAY_ENDS_HOURS_EAST: i64 = 7;

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
    /// Register STS.
    DepositRegister,
    /// Register SPP, SPM dan SP2D.
    DisbursementRegister,
    /// Register potongan pajak dan iuran.
    DeductionsRegister,
    /// SPJ fungsional bendahara pengeluaran.
    SpjPaying,
    /// SPJ fungsional bendahara penerimaan.
    SpjReceiving,
    /// ETPD: pendapatan menurut jenis dan kanal.
    Digitalization,
    /// Kinerja pendapatan.
    RevenuePerformance,
    /// Umur piutang.
    ReceivablesAge,
    /// Pelayanan.
    RevenueService,
    /// Kualitas belanja.
    SpendingQuality,
}

impl ReportName {
    /// Every report.
    pub const ALL: [Self; 21] = [
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
        Self::DepositRegister,
        Self::DisbursementRegister,
        Self::DeductionsRegister,
        Self::SpjPaying,
        Self::SpjReceiving,
        Self::Digitalization,
        Self::RevenuePerformance,
        Self::ReceivablesAge,
        Self::RevenueService,
        Self::SpendingQuality,
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
            Self::DepositRegister => "deposit-register",
            Self::DisbursementRegister => "disbursement-register",
            Self::DeductionsRegister => "deductions-register",
            Self::SpjPaying => "spj-functional",
            Self::SpjReceiving => "spj-functional-receiving",
            Self::Digitalization => "digitalization",
            Self::RevenuePerformance => "revenue-performance",
            Self::ReceivablesAge => "receivables-age",
            Self::RevenueService => "revenue-service",
            Self::SpendingQuality => "spending-quality",
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

/// Whose knowledge is asked for, as people write it: a position such as `4711`, a day such as `2026-01-15`, which means its last
/// moment in Western Indonesia Time (UTC+7), or a moment in RFC 3339.
///
/// # Errors
/// [`ReportError::KnownAt`] when it is none of these.
pub fn known_at(text: &str) -> Result<KnownAt, ReportError> {
    if let Ok(position) = text.parse() {
        return Ok(KnownAt::Position(position));
    }
    if let Some(day) = Date::parse(text) {
        let hours = (i64::from(day.0) + 1) * 24 - DAY_ENDS_HOURS_EAST;
        return Ok(KnownAt::Moment(Timestamp(hours * 3_600_000_000 - 1)));
    }
    let moment = Timestamp::parse(text).ok_or_else(|| ReportError::KnownAt(text.to_owned()))?;
    Ok(KnownAt::Moment(moment.at))
}

/// The day of a moment, in Western Indonesia Time.
pub(crate) fn day_of(moment: Timestamp) -> Date {
    let days = (moment.0 + DAY_ENDS_HOURS_EAST * 3_600_000_000).div_euclid(86_400_000_000);
    Date(i32::try_from(days).unwrap_or(i32::MAX))
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
    /// By what the quality of spending is judged; [`SpendingTerms::shipped`] when absent.
    pub spending_terms: Option<Arc<SpendingTerms>>,
    /// What reports on revenue take as given; [`RevenueTerms::shipped`] when absent.
    pub revenue_terms: Option<Arc<RevenueTerms>>,
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

    /// What reports on revenue take as given.
    pub(crate) fn revenue_terms(&self) -> Arc<RevenueTerms> {
        self.revenue_terms.clone().unwrap_or_else(RevenueTerms::shipped)
    }

    pub(crate) fn accounts(&self) -> AccountFilter {
        AccountFilter { entity: self.entity.clone(), code: self.code.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_means_its_last_moment_in_western_indonesia() {
        let moment = |text: &str| KnownAt::Moment(Timestamp::parse(text).expect("a moment").at);
        let known = |text: &str| known_at(text).expect("it can be read");
        assert_eq!(known("2026-01-15"), moment("2026-01-15T23:59:59.999999+07:00"));
        assert_eq!(known("2026-01-15"), moment("2026-01-15T16:59:59.999999Z"));
        assert_eq!(known("2026-01-15T23:59:59+08:00"), moment("2026-01-15T15:59:59Z"));
        assert_eq!(known("2026"), KnownAt::Position(2026));
        for text in ["2026-02-30", "yesterday", "2026-01-15T23:59:59", "-1", ""] {
            let error = known_at(text).expect_err("it means nothing").to_string();
            assert!(error.starts_with(&format!("'{text}' is neither a position, a day")), "{error}");
        }
    }
}
