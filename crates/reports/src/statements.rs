//! The financial statements: balance sheet (neraca), operating statement (LO), changes in equity (LPE), changes in the
//! accumulated budget surplus (LPSAL) and cash flow (LAK). What each shows is data, in `layout`; `values` works it out,
//! `tie_outs` compares the statements with one another.
//!
//! All entities together are consolidated: what agencies and the treasury owe one another is eliminated. The statement of one
//! entity shows it, marked as eliminated. The budget realisation (LRA) is in [`crate::budget_realization`].

mod figures;
mod layout;
mod tie_outs;
mod values;

use std::collections::BTreeMap;

use ledger::{Currency, Date};
use projections::queries::Period;
use projections::{KnownAt, ReadModels};

use crate::budget_lines::percent;
use crate::budget_realization::fiscal;
use crate::english::english;
use crate::error::ReportError;
use crate::format::date_long;
use crate::names::{Names, cut, level_of, one_currency, year_before};
use crate::parameters::{Parameters, ReportName};
use crate::report::{Cell, Column, Report, Row, RowKind, TieOut};
use figures::{Figures, Term};
use layout::{Comparison, Content, Layout, Setting};
use values::Values;

/// The deepest level of the chart that is shown when none is asked for: jenis.
const LEVEL: u8 = 3;

/// The policy of a rulebook that says when money of payers becomes budgetary revenue, and its value for the day on which a
/// treasurer receives it. A rulebook without the policy recognises what is deposited.
const REVENUE_RECOGNITION: &str = "revenue_recognition";
const ON_RECEIPT: &str = "on-receipt";

const CODE: Column = Column { key: "code", title: "Kode" };
const NAME: Column = Column { key: "name", title: "Uraian" };
const ENGLISH: Column = Column { key: "english", title: "Description" };
const AMOUNT: Column = Column { key: "amount", title: "Tahun Ini / This Year" };
const PREVIOUS: Column = Column { key: "previous", title: "Tahun Lalu / Last Year" };
const AT_END: Column = Column { key: "amount", title: "Akhir Periode / End of Period" };
const AT_OPENING: Column = Column { key: "previous", title: "Awal Periode / Beginning of Period" };
const DIFFERENCE: Column = Column { key: "difference", title: "Kenaikan/(Penurunan) / Increase/(Decrease)" };
const PERCENT: Column = Column { key: "percent", title: "%" };

/// A statement of one year, or of the days asked for. Totals: the figure of every line that is no heading, by its key, and
/// the one beside it with `previous_` before the key.
pub(crate) async fn run(
    models: &ReadModels,
    name: ReportName,
    parameters: &Parameters,
) -> Result<Report, ReportError> {
    let layout = layout_of(name)?;
    if let Some(code) = &parameters.code {
        return Err(ReportError::WholeChart { report: name.as_str(), code: code.clone() });
    }
    let names = Names::of(models, parameters).await?;
    let level = parameters.level(LEVEL)?;
    let period = fiscal(models, parameters).await?;
    let view = View::of(models, parameters, period, names.currency()).await?;
    let mut table = Table { layout, names: &names, view: &view, level, rows: Vec::new() };
    table.fill();
    let rows = table.rows;
    let (now, before) = view.values(layout);
    let mut totals = Vec::new();
    for line in layout.lines.iter().filter(|line| line.scope.stands(view.setting)) {
        if !matches!(line.content, Content::Heading) {
            let amount = |values: &Values| Cell::Amount(values.get(line.key), view.currency);
            totals.push((line.key.to_owned(), amount(&now)));
            totals.push((format!("previous_{}", line.key), amount(&before)));
        }
    }
    let tie_outs = view.tie_outs();
    let mut head = names.head(parameters, period);
    head.extend(compared(layout.comparison, period));
    Ok(Report {
        name: name.as_str(),
        title: layout.title,
        head,
        columns: columns(layout.comparison),
        rows,
        totals,
        closing: tie_outs.iter().filter_map(TieOut::warning).collect(),
        tie_outs,
        provenance: names.provenance(parameters, period, view.position),
    })
}

/// What must agree between the statements of the days, as `position` knew them; for reports that have other lines. `silpa` is
/// what an LRA of the whole chart says is left.
pub(crate) async fn compare(
    models: &ReadModels,
    parameters: &Parameters,
    period: Period,
    (position, silpa): (u64, Option<i128>),
    currency: Currency,
) -> Result<Vec<TieOut>, ReportError> {
    let known_at = Some(KnownAt::Position(position));
    let all = models.movements_by_kind(&parameters.book, Period { known_at, ..period }).await?.0;
    let of = |entity| Figures::of(&all, entity, currency);
    let setting = setting(models, parameters, position).await?;
    let own = of(parameters.entity.as_deref());
    let mut tie_outs = tie_outs::tie_outs(&own, &of(None), setting, currency);
    tie_outs.extend(silpa.map(|silpa| tie_outs::silpa(&own, setting, silpa, currency)));
    Ok(tie_outs)
}

/// What is shown and counted, as the rulebook in force at the position chose.
async fn setting(
    models: &ReadModels,
    parameters: &Parameters,
    position: u64,
) -> Result<Setting, ReportError> {
    let recognised = models.policy(&parameters.book, position, REVENUE_RECOGNITION).await?;
    let on_receipt = recognised.as_deref() == Some(ON_RECEIPT);
    Ok(Setting { one_entity: parameters.entity.is_some(), on_receipt })
}

fn layout_of(name: ReportName) -> Result<&'static Layout, ReportError> {
    let layouts: [&'static Layout; 5] = [
        &layout::BALANCE_SHEET,
        &layout::OPERATING_STATEMENT,
        &layout::EQUITY_CHANGES,
        &layout::SURPLUS_CHANGES,
        &layout::CASH_FLOW,
    ];
    let found = layouts.into_iter().find(|layout| layout.name == name);
    found.ok_or_else(|| ReportError::UnknownReport(name.as_str().to_owned()))
}

/// The sums that a statement is made from.
struct View {
    now: Figures,
    /// The same days a year before.
    before: Figures,
    all: Figures,
    setting: Setting,
    currency: Currency,
    position: u64,
}

impl View {
    async fn of(
        models: &ReadModels,
        parameters: &Parameters,
        period: Period,
        fallback: Currency,
    ) -> Result<Self, ReportError> {
        let (movements, position) = models.movements_by_kind(&parameters.book, period).await?;
        let known_at = Some(KnownAt::Position(position));
        let a_year_before =
            Period { from: period.from.map(year_before), to: period.to.map(year_before), known_at };
        let earlier = models.movements_by_kind(&parameters.book, a_year_before).await?.0;
        let entity = parameters.entity.as_deref();
        let counts = movements.iter().filter(|row| entity.is_none_or(|entity| entity == row.account.entity));
        let currency = one_currency(counts.map(|row| row.account.currency), fallback)?;
        Ok(Self {
            now: Figures::of(&movements, entity, currency),
            before: Figures::of(&earlier, entity, currency),
            all: Figures::of(&movements, None, currency),
            setting: setting(models, parameters, position).await?,
            currency,
            position,
        })
    }

    /// The figures of a statement, and those beside them.
    fn values(&self, layout: &Layout) -> (Values, Values) {
        let beside = match layout.comparison {
            Comparison::Opening => Values::at_opening(layout, &self.now, self.setting),
            _ => Values::of(layout, &self.before, self.setting),
        };
        (Values::of(layout, &self.now, self.setting), beside)
    }

    /// A part of the chart: the figure of every code and the one beside it, rolled up to the level.
    fn chart(&self, layout: &Layout, term: Term, level: u8) -> BTreeMap<String, (i128, i128)> {
        let mut codes: BTreeMap<String, (i128, i128)> = BTreeMap::new();
        let (beside, term_beside) = match layout.comparison {
            Comparison::Opening => (&self.now, term.at_opening()),
            _ => (&self.before, term),
        };
        let mut roll_up = |code: &str, now: i128, before: i128| {
            let root = term.codes.iter().filter(|root| code.starts_with(**root)).map(|root| level_of(root));
            let top = root.max().unwrap_or(1);
            let deepest = level.min(level_of(code)).max(top);
            for depth in top..=deepest {
                let sums = codes.entry(cut(code, depth).to_owned()).or_default();
                sums.0 += now;
                sums.1 += before;
            }
        };
        self.now.parts(&term).for_each(|(code, minor)| roll_up(code, minor, 0));
        beside.parts(&term_beside).for_each(|(code, minor)| roll_up(code, 0, minor));
        codes
    }

    fn tie_outs(&self) -> Vec<TieOut> {
        tie_outs::tie_outs(&self.now, &self.all, self.setting, self.currency)
    }
}

/// The rows of a statement.
struct Table<'a> {
    layout: &'static Layout,
    names: &'a Names,
    view: &'a View,
    level: u8,
    rows: Vec<Row>,
}

impl Table<'_> {
    fn fill(&mut self) {
        let (now, before) = self.view.values(self.layout);
        for line in self.layout.lines.iter().filter(|line| line.scope.stands(self.view.setting)) {
            let words = (line.indonesian.to_owned(), line.english.to_owned());
            let figures = (now.get(line.key), before.get(line.key));
            match line.content {
                Content::Heading => self.heading(words),
                Content::Chart(term) => self.chart(term),
                Content::Terms(_) => self.row(RowKind::Detail, 0, "", words, figures),
                Content::Sum(_) => self.row(RowKind::Total, 0, "", words, figures),
            }
        }
    }

    fn chart(&mut self, term: Term) {
        let codes = self.view.chart(self.layout, term, self.level);
        for (code, figures) in &codes {
            let has_below = codes.range(format!("{code}.")..format!("{code}/")).next().is_some();
            let kind = if has_below { RowKind::Group } else { RowKind::Detail };
            let words = (self.names.name(code), english(code).unwrap_or_default().to_owned());
            self.row(kind, level_of(code), code, words, *figures);
        }
    }

    fn heading(&mut self, (indonesian, english): (String, String)) {
        let mut cells = vec![Cell::Empty, Cell::Text(indonesian), Cell::Text(english)];
        cells.resize(columns(self.layout.comparison).len(), Cell::Empty);
        self.rows.push(Row { kind: RowKind::Group, level: 0, cells, entry: None });
    }

    fn row(
        &mut self,
        kind: RowKind,
        level: u8,
        code: &str,
        (indonesian, english): (String, String),
        (now, before): (i128, i128),
    ) {
        let text = |text: String| if text.is_empty() { Cell::Empty } else { Cell::Text(text) };
        let amount = |minor| Cell::Amount(minor, self.view.currency);
        let mut cells =
            vec![text(code.to_owned()), text(indonesian), text(english), amount(now), amount(before)];
        if self.layout.comparison == Comparison::YearBeforeWithChange {
            cells.extend([amount(now - before), Cell::Percent(percent(now - before, before))]);
        }
        self.rows.push(Row { kind, level, cells, entry: None });
    }
}

fn columns(comparison: Comparison) -> Vec<Column> {
    match comparison {
        Comparison::Opening => vec![CODE, NAME, ENGLISH, AT_END, AT_OPENING],
        Comparison::YearBefore => vec![CODE, NAME, ENGLISH, AMOUNT, PREVIOUS],
        Comparison::YearBeforeWithChange => vec![CODE, NAME, ENGLISH, AMOUNT, PREVIOUS, DIFFERENCE, PERCENT],
    }
}

/// The line of the head that names the days compared.
fn compared(comparison: Comparison, period: Period) -> Option<String> {
    let (from, to) = (period.from?, period.to?);
    Some(match comparison {
        Comparison::Opening => {
            let eve = Date(from.0 - 1);
            format!("Per {} dan {} (as of {to} and {eve})", date_long(to), date_long(eve))
        }
        _ => {
            let last = year_before(to);
            let (ends, ended) = (date_long(to), date_long(last));
            format!("Untuk periode yang berakhir {ends} dan {ended} (for the period ended {to} and {last})")
        }
    })
}
