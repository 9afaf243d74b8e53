//! Registers: the documents of a period one by one, and what treasurers answer for (SPJ). One file a register.

mod deductions;
mod deposits;
mod disbursements;
mod spj;
mod spj_paying;
mod spj_receiving;

use std::collections::{BTreeMap, BTreeSet};

use ledger::{Currency, Date, EntryKind};
use projections::queries::{AccountFilter, Period};
use projections::{KnownAt, ReadModels};

use crate::error::ReportError;
use crate::events::{self, Event};
use crate::format::date_short;
use crate::names::Names;
use crate::parameters::{Parameters, ReportName};
use crate::report::{Cell, Column, Report, Row, RowKind, TieOut};

/// Cash with receiving treasurers.
const CUSTODY: &str = "1.1.01.02";
/// Cash with paying treasurers.
const IMPREST_CASH: &str = "1.1.01.03";

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

/// What every register begins with. It is of a day: what is known of later days is no part of it, so that it can be made again.
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
        let is_until = |day| period.to.is_none_or(|to| day <= to);
        events.retain(|event| is_until(event.day));
        events.iter_mut().for_each(|event| event.taken_back = event.taken_back.filter(|day| is_until(*day)));
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

    fn tie_out(&self, (name, title): (&'static str, &'static str), left: i128, right: i128) -> TieOut {
        TieOut { name, title, left, right, currency: self.currency }
    }

    /// What the records of some events moved on the accounts below a code, by position: debits less credits.
    async fn moved(
        &self,
        models: &ReadModels,
        code: &str,
        counts: impl Fn(&Event) -> bool,
    ) -> Result<BTreeMap<u64, i128>, ReportError> {
        let events = self.events.iter().filter(|event| counts(event));
        let positions: BTreeSet<u64> = events.map(|event| event.position).collect();
        let accounts = AccountFilter { entity: None, code: Some(code.to_owned()) };
        Ok(models.moved_at(&self.names.book.name, &positions, &accounts).await?)
    }

    /// Balances of some accounts, debits less credits: what a year began with, opening entries of the year included, and what
    /// the last day ends with.
    async fn balances(
        &self,
        models: &ReadModels,
        entity: Option<&str>,
        first: Option<Date>,
        counts: impl Fn(&str) -> bool,
    ) -> Result<(i128, i128), ReportError> {
        let year =
            Period { from: first, to: self.period.to, known_at: Some(KnownAt::Position(self.position)) };
        let (mut opening, mut closing) = (0, 0);
        for sums in models.movements_by_kind(&self.names.book.name, year).await?.0 {
            let account = &sums.account;
            let is_of = entity.is_none_or(|asked| asked == account.entity);
            if !is_of || account.currency != self.currency || !counts(&account.code) {
                continue;
            }
            let before = i128::from(sums.opening_debit) - i128::from(sums.opening_credit);
            let within = i128::from(sums.debit) - i128::from(sums.credit);
            opening += before + if sums.kind == EntryKind::Opening { within } else { 0 };
            closing += before + within;
        }
        Ok((opening, closing))
    }

    fn report(
        &self,
        parameters: &Parameters,
        (name, title): (ReportName, &'static str),
        columns: &[Column],
        rows: Vec<Row>,
        totals: Vec<(&str, i128)>,
        tie_outs: Vec<TieOut>,
    ) -> Report {
        let totals = totals.into_iter().map(|(key, minor)| (key.to_owned(), self.amount(minor)));
        Report {
            name: name.as_str(),
            title,
            head: self.names.head(parameters, self.period),
            columns: columns.to_vec(),
            rows,
            totals: totals.collect(),
            closing: tie_outs.iter().filter_map(TieOut::warning).collect(),
            tie_outs,
            provenance: self.names.provenance(parameters, self.period, self.position),
        }
    }
}

/// What stands beside a document that was taken back, and beside what took it back; `other` beside any other.
fn note(event: &Event, other: &str) -> String {
    match event.taken_back {
        Some(day) => format!("Dibatalkan tgl {}", date_short(day)),
        None if event.is_reversal() && event.sign() < 0 => "Pembatalan".to_owned(),
        None if event.is_reversal() => "Pembatalan dicabut".to_owned(),
        None => other.to_owned(),
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
