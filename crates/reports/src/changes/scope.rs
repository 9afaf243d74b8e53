//! What counts in a report whose views are compared: accounts, days and kinds of entries, and in which figure.

use ledger::Date;
use projections::ReadModels;
use projections::queries::{AccountFilter, CASH, Period};

use super::Figure;
use crate::budget_lines::group;
use crate::budget_realization;
use crate::error::ReportError;
use crate::names::year_before;
use crate::parameters::{Parameters, ReportName};
use crate::spending_quality::EXPENDITURE;

/// What counts.
pub(super) struct Scope {
    /// The accounts that are asked for.
    pub(super) accounts: AccountFilter,
    /// The days; whose knowledge is asked for is left open.
    pub(super) period: Period,
    /// What the report shows of an account.
    pub(super) basis: Basis,
}

/// What a report shows of an account.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Basis {
    /// Its balance, or what is made of balances.
    Balance,
    /// Its budget, and what was realised of it within the period.
    Budget {
        /// Also what was realised within the same days of the year before.
        with_previous: bool,
    },
}

impl Scope {
    /// The scope of a report that is asked for so.
    ///
    /// # Errors
    /// As for the report.
    pub(super) async fn of(
        models: &ReadModels,
        name: ReportName,
        parameters: &Parameters,
    ) -> Result<Self, ReportError> {
        let (basis, has_fiscal_year) = match name {
            ReportName::TrialBalance
            | ReportName::GeneralLedger
            | ReportName::SubsidiaryLedger
            | ReportName::CashBook
            | ReportName::DepositRegister
            | ReportName::DisbursementRegister
            | ReportName::DeductionsRegister
            | ReportName::SpjPaying
            | ReportName::SpjReceiving
            | ReportName::Digitalization
            | ReportName::ReceivablesAge => (Basis::Balance, false),
            ReportName::RevenuePerformance | ReportName::RevenueService => (Basis::Balance, true),
            ReportName::BudgetRealization | ReportName::SpendingQuality => {
                (Basis::Budget { with_previous: true }, true)
            }
            ReportName::BudgetMonths => (Basis::Budget { with_previous: false }, true),
            ReportName::BalanceSheet
            | ReportName::OperatingStatement
            | ReportName::EquityChanges
            | ReportName::SurplusChanges
            | ReportName::CashFlow => (Basis::Balance, true),
        };
        let period = match has_fiscal_year {
            true => budget_realization::fiscal(models, parameters).await?,
            false => parameters.period()?,
        };
        let mut accounts = parameters.accounts();
        if name == ReportName::CashBook {
            accounts.code.get_or_insert_with(|| CASH.to_owned());
        }
        if name == ReportName::SpendingQuality {
            accounts.code.get_or_insert_with(|| EXPENDITURE.to_owned());
        }
        Ok(Self { accounts, period: Period { known_at: None, ..period }, basis })
    }

    /// Whether it is about this account.
    pub(super) fn has(&self, entity: &str, code: &str) -> bool {
        let below = |root: &String| {
            code.strip_prefix(root.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '~']))
        };
        self.accounts.entity.as_ref().is_none_or(|asked| asked == entity)
            && self.accounts.code.as_ref().is_none_or(below)
            && (self.basis == Basis::Balance || group(code).is_some())
    }

    /// The figures that an entry of this day counts in; closing entries realise nothing.
    pub(super) fn figures(&self, is_closing: bool, day: Date) -> impl Iterator<Item = Figure> {
        let Period { from, to, .. } = self.period;
        let is_within = |from: Option<Date>, to: Option<Date>| {
            from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
        };
        let counts = match self.basis {
            Basis::Balance => [is_within(None, to).then_some(Figure::Balance), None],
            Basis::Budget { .. } if is_closing => [None, None],
            Basis::Budget { with_previous } => {
                // Without a first day everything there is counts as this year, as in the report.
                let compares = with_previous && from.is_some();
                let before = compares && is_within(from.map(year_before), to.map(year_before));
                [is_within(self.first(), to).then_some(Figure::Realized), before.then_some(Figure::Previous)]
            }
        };
        counts.into_iter().flatten()
    }

    /// The first day of what was realised: that of the year where a report goes month by month.
    pub(super) fn first(&self) -> Option<Date> {
        match self.basis {
            Basis::Budget { with_previous: false } => self.first_of_year(),
            Basis::Budget { with_previous: true } | Basis::Balance => self.period.from,
        }
    }

    /// Whether a budget that was set with this effective date counts: appropriations end with their year.
    pub(super) fn has_budget(&self, day: Date) -> bool {
        self.basis != Basis::Balance
            && self.first_of_year().is_none_or(|first| first <= day)
            && self.period.to.is_none_or(|to| day <= to)
    }

    fn first_of_year(&self) -> Option<Date> {
        self.period.from.and_then(|from| Date::new(from.year(), 1, 1))
    }
}
