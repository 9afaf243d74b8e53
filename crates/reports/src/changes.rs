//! What changed between two views of the same report: each cell that differs, and exactly the entries and budget changes,
//! recorded in between, that explain it. Answers "the LRA of 31 December as known on 15 January, and what changed since".
//!
//! `scope.rs` says which accounts, days and entries count in the report, `figures.rs` has the accounts' figures in both views,
//! `causes.rs` reads what was recorded in between, `cells.rs` compares the rows, `rendering.rs` writes the answer.

mod causes;
mod cells;
mod figures;
mod rendering;
mod scope;

use std::collections::BTreeMap;

use ledger::{Currency, Date, Timestamp};
use projections::queries::Published;
use projections::{KnownAt, ReadModels};

use crate::error::ReportError;
use crate::parameters::{Parameters, ReportName};
use scope::Scope;

/// The difference between two views.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// The report.
    pub report: ReportName,
    /// The book.
    pub book: String,
    /// Last position that the earlier view includes.
    pub earlier: u64,
    /// Last position that the later view includes.
    pub later: u64,
    /// Cells that differ, in the order of the report. Rows that are lines of entries have none: a line that one view has and the
    /// other has not is a cause.
    pub cells: Vec<CellChange>,
    /// Accounts of which a figure differs or something was recorded, each with all that explains it.
    pub accounts: Vec<AccountChange>,
    /// The charts in force when they differ: they explain names that do.
    pub charts: Option<(Option<Published>, Option<Published>)>,
}

/// A cell that differs; `None` where the view has no such row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellChange {
    /// Code of the row, or its name where it has none; account and name for a balance of a general ledger.
    pub row: String,
    /// Key of the column.
    pub column: &'static str,
    /// In the earlier view.
    pub before: Option<String>,
    /// In the later view.
    pub after: Option<String>,
}

/// What a report shows of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Figure {
    /// Debits less credits until the last day: trial balance, ledgers, cash book, financial statements.
    Balance,
    /// What was realised within the period, on the side on which the group of the budget report grows; month by month, since the
    /// year began.
    Realized,
    /// The same for the year before.
    Previous,
    /// The appropriation or target, on the same side.
    Budget,
}

impl Figure {
    /// Its name in JSON: the key of the column in the budget report, or `balance`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Balance => "balance",
            Self::Realized => "realized",
            Self::Previous => "previous",
            Self::Budget => "budget",
        }
    }
}

/// A figure in both views, in minor units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Views {
    /// In the earlier view.
    pub before: i128,
    /// In the later view.
    pub after: i128,
}

/// An account that moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountChange {
    /// Entity and code, such as `5.02.0.00.0.00.01.0000:4.1.01.19.01.0001`.
    pub account: String,
    /// The currency of its figures.
    pub currency: Currency,
    /// The figures that the report shows of it.
    pub figures: BTreeMap<Figure, Views>,
    /// What was recorded in between, in the order of the log. The entries' amounts add up to the difference of their figure; the
    /// last setting of a budget is its figure in the later view.
    pub causes: Vec<Cause>,
}

/// Something that was recorded between the views.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// Its position.
    pub position: u64,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// The day it counts for.
    pub effective_date: Date,
    /// Who sent the event.
    pub source: String,
    /// The source's name for it.
    pub id: String,
    /// The rule that made it; empty for instructions.
    pub rule: String,
    /// Kind of the entry, such as `general` or `correction`; `budget` where a budget was set.
    pub kind: String,
    /// Position of the record that it reverses.
    pub reverses: Option<u64>,
    /// The figure that it moves.
    pub figure: Figure,
    /// What it adds to the figure, in minor units; the new amount where a budget was set.
    pub amount: i128,
}

/// Compares a report as known at `since` with the same as `parameters` ask for it. Days that were not asked for are those of the
/// later view in both.
///
/// # Errors
/// [`ReportError::Unexplained`] when what was recorded in between does not add up to the difference: the read models or
/// the log are damaged. [`ReportError::ViewsReversed`] when `since` is the later one.
pub async fn changes(
    models: &ReadModels,
    name: ReportName,
    parameters: &Parameters,
    since: KnownAt,
) -> Result<Changes, ReportError> {
    let book = &parameters.book;
    let earlier = models.known_position(book, since).await?;
    let later = models.view_position(book, parameters.known_at).await?;
    if earlier > later {
        return Err(ReportError::ViewsReversed { earlier, later });
    }
    let view = |position| Parameters { known_at: Some(KnownAt::Position(position)), ..parameters.clone() };
    let scope = Scope::of(models, name, &view(later)).await?;
    let days = |asked: Parameters| Parameters { from: scope.period.from, to: scope.period.to, ..asked };
    let before = crate::run(models, name, &days(view(earlier))).await?;
    let after = crate::run(models, name, &days(view(later))).await?;
    let mut accounts = figures::of(models, book, &scope, earlier, later).await?;
    causes::add(models, book, &scope, (earlier, later), &mut accounts).await?;
    accounts.values().try_for_each(|account| account.change.check())?;
    let accounts = accounts.into_values().map(|account| account.change);
    let charts = (before.provenance.log.chart.clone(), after.provenance.log.chart.clone());
    Ok(Changes {
        report: name,
        book: book.clone(),
        earlier,
        later,
        cells: cells::compared(&before, &after),
        accounts: accounts.filter(AccountChange::is_some).collect(),
        charts: Some(charts).filter(|(before, after)| before != after),
    })
}

impl AccountChange {
    /// A figure in both views; zero in both when the report shows no such figure.
    #[must_use]
    pub fn figure(&self, figure: Figure) -> Views {
        self.figures.get(&figure).copied().unwrap_or_default()
    }

    fn is_some(&self) -> bool {
        !self.causes.is_empty() || self.figures.values().any(|views| views.before != views.after)
    }

    /// The causes of each figure must lead from the earlier view to the later one.
    fn check(&self) -> Result<(), ReportError> {
        for (&figure, views) in &self.figures {
            let mut amounts = self.causes.iter().filter(|cause| cause.figure == figure).map(|c| c.amount);
            let explained = match figure {
                Figure::Budget => amounts.next_back().map_or(0, |last| last - views.before),
                Figure::Balance | Figure::Realized | Figure::Previous => amounts.sum(),
            };
            if views.before + explained != views.after {
                return Err(ReportError::Unexplained {
                    figure: figure.as_str(),
                    account: self.account.clone(),
                    difference: views.after - views.before,
                    explained,
                });
            }
        }
        Ok(())
    }
}
