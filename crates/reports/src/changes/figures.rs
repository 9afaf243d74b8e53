//! The figures of every account in both views, as the report counts them.

use std::collections::BTreeMap;

use ledger::{BookSide, Side};
use projections::queries::{AccountRow, MovementFilter, Period};
use projections::{KnownAt, ReadModels};

use super::scope::{Basis, Scope};
use super::{AccountChange, Figure, Views};
use crate::budget_lines::{counted, group};
use crate::budget_realization::View;
use crate::error::ReportError;

/// An account in both views, and how amounts count in its figures.
pub(super) struct Account {
    pub(super) change: AccountChange,
    /// Entries on it count.
    pub(super) has_lines: bool,
    /// What a debit counts as.
    pub(super) debit_sign: i128,
    /// What a budget counts as.
    pub(super) budget_sign: i128,
}

/// Accounts by entity and code.
pub(super) type Accounts = BTreeMap<(String, String), Account>;

impl Account {
    /// An account that neither view has a figure of.
    pub(super) fn of(scope: &Scope, account: &AccountRow) -> Self {
        let mut of_account =
            Self { change: AccountChange::of(account), has_lines: true, debit_sign: 1, budget_sign: 1 };
        let (Basis::Budget { with_previous }, Some((_, side))) = (scope.basis, group(&account.code)) else {
            let figures = [(Figure::Balance, Views::default())];
            of_account.change.figures = BTreeMap::from(figures);
            return of_account;
        };
        // Entries count in the budget books only; what stands against its group's side counts against it.
        of_account.has_lines = account.book_side == BookSide::Budget;
        of_account.debit_sign = if side == Side::Debit { 1 } else { -1 };
        of_account.budget_sign = if account.normal_side == side { 1 } else { -1 };
        let figures = [Figure::Realized, Figure::Previous, Figure::Budget].into_iter();
        let shown = figures.filter(|figure| with_previous || *figure != Figure::Previous);
        of_account.change.figures = shown.map(|figure| (figure, Views::default())).collect();
        of_account
    }
}

impl AccountChange {
    fn of(account: &AccountRow) -> Self {
        Self {
            account: account.name().to_string(),
            currency: account.currency,
            figures: BTreeMap::new(),
            causes: Vec::new(),
        }
    }
}

/// The figures of all accounts that either view has.
///
/// # Errors
/// Those of the read models.
pub(super) async fn of(
    models: &ReadModels,
    book: &str,
    scope: &Scope,
    earlier: u64,
    later: u64,
) -> Result<Accounts, ReportError> {
    let mut accounts = Accounts::new();
    for (position, is_later) in [(earlier, false), (later, true)] {
        let known_at = Some(KnownAt::Position(position));
        let period = Period { from: scope.first(), to: scope.period.to, known_at };
        let mut set = |row: &AccountRow, figure: Figure, amount: i128| {
            let key = (row.entity.clone(), row.code.clone());
            let account = accounts.entry(key).or_insert_with(|| Account::of(scope, row));
            let views = account.change.figures.entry(figure).or_default();
            *(if is_later { &mut views.after } else { &mut views.before }) = amount;
        };
        if let Basis::Budget { with_previous } = scope.basis {
            let view = View::of(models, book, period, &scope.accounts).await?;
            for row in &view.now {
                let Some((budget, realized)) = counted(row) else { continue };
                set(&row.account, Figure::Realized, realized);
                set(&row.account, Figure::Budget, budget);
            }
            for row in view.previous.iter().filter(|_| with_previous) {
                let Some((_, realized)) = counted(row) else { continue };
                set(&row.account, Figure::Previous, realized);
            }
        } else {
            let filter = MovementFilter { accounts: scope.accounts.clone(), ..MovementFilter::default() };
            let all_before = Period { from: None, ..period };
            for movement in models.movements(book, all_before, &filter).await?.0 {
                let balance = i128::from(movement.debit) - i128::from(movement.credit);
                set(&movement.account, Figure::Balance, balance);
            }
        }
    }
    Ok(accounts)
}
