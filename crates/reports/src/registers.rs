//! Registers: the documents of a period one by one, and what treasurers answer for (SPJ). One file a register.

mod deductions;
mod deposits;
mod disbursements;
mod spj;
mod spj_paying;
mod spj_receiving;

use ledger::Currency;
use projections::ReadModels;
use projections::queries::Period;

use crate::error::ReportError;
use crate::events::{self, Event};
use crate::names::Names;
use crate::parameters::{Parameters, ReportName};
use crate::report::{Cell, Column, Report, Row, RowKind};

/// Beside a document that was taken back: it stands in the register and counts for nothing.
const TAKEN_BACK: &str = "Dibatalkan";

/// Makes one of them.
pub(crate) async fn run(
    models: &ReadModels,
    name: ReportName,
    parameters: &Parameters,
) -> Result<Report, ReportError> {
    match name {
        ReportName::DisbursementRegister => disbursements::run(models, parameters).await,
        ReportName::DeductionsRegister => deductions::run(models, parameters).await,
        ReportName::SpjPaying => spj_paying::run(models, parameters).await,
        ReportName::SpjReceiving => spj_receiving::run(models, parameters).await,
        _ => deposits::run(models, parameters).await,
    }
}

/// What every register begins with.
struct Source {
    names: Names,
    period: Period,
    position: u64,
    currency: Currency,
    events: Vec<Event>,
}

impl Source {
    /// The events of these names until the last day: those before the first are there too, for what is carried forward.
    async fn of(
        models: &ReadModels,
        parameters: &Parameters,
        period: Period,
        wanted: &[&str],
    ) -> Result<Self, ReportError> {
        let names = Names::of(models, parameters).await?;
        let position = match parameters.known_at {
            Some(known_at) => models.known_position(&parameters.book, known_at).await?,
            None => names.book.position,
        };
        let currency = names.currency();
        let mut events = events::read(models, parameters, (position, currency), wanted).await?;
        events.retain(|event| period.to.is_none_or(|to| event.day <= to));
        Ok(Self { names, period, position, currency, events })
    }

    /// Whether an event is of the period, and not before it.
    fn is_within(&self, event: &Event) -> bool {
        self.period.from.is_none_or(|from| event.day >= from)
    }

    fn amount(&self, minor: i128) -> Cell {
        Cell::Amount(minor, self.currency)
    }

    /// An amount, or nothing where there is none.
    fn some(&self, minor: i128) -> Cell {
        if minor == 0 { Cell::Empty } else { self.amount(minor) }
    }

    fn report(
        &self,
        parameters: &Parameters,
        (name, title): (ReportName, &'static str),
        columns: &[Column],
        rows: Vec<Row>,
        totals: Vec<(&str, i128)>,
    ) -> Report {
        let totals = totals.into_iter().map(|(key, minor)| (key.to_owned(), self.amount(minor)));
        Report {
            name: name.as_str(),
            title,
            head: self.names.head(parameters, self.period),
            columns: columns.to_vec(),
            rows,
            totals: totals.collect(),
            closing: Vec::new(),
            tie_outs: Vec::new(),
            provenance: self.names.provenance(parameters, self.period, self.position),
        }
    }
}

/// A line; with the event that it is of, if it is of one.
fn detail(event: Option<&Event>, cells: Vec<Cell>) -> Row {
    Row { kind: RowKind::Detail, level: 0, cells, entry: event.map(|event| event.position) }
}

/// A total with its title in one column and figures in others; nothing elsewhere.
fn total(width: usize, (place, title): (usize, &str), figures: Vec<(usize, Cell)>) -> Row {
    let mut cells = vec![Cell::Empty; width];
    cells[place] = Cell::Text(title.to_owned());
    for (place, cell) in figures {
        cells[place] = cell;
    }
    Row { kind: RowKind::Total, level: 0, cells, entry: None }
}

/// Text, or nothing where it is empty.
fn words(text: &str) -> Cell {
    if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
}
