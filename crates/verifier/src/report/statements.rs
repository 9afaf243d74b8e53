//! The financial statements: balance sheet, operating statement, changes in equity and in the budget surplus, cash flow. Their
//! lines are data, in [`layout`]; here they are worked out from the sums of [`super::kinds`]. What must agree between them is
//! in [`tie_outs`].

mod layout;
mod tie_outs;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::claim::Claim;
use super::collected::Collected;
use super::kinds::{Sums, View, counted};
use super::{Expected, Row, amount, cut, is_within, level_of, percent};
use layout::{AT_OPENING, Beside, Content, Layout, Line, Measure, Term, When};

pub(super) use tie_outs::{silpa, tie_outs};

/// The level of the chart that is shown when none is asked for.
const LEVEL: usize = 3;

/// What decides which lines stand and which terms count.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting {
    /// The statement is of one entity.
    pub(super) one_entity: bool,
    /// Money is revenue of the budget when a treasurer receives it.
    pub(super) on_receipt: bool,
}

/// A statement; `None` for another report, or a claim that no statement can be of: a part of the chart, several currencies.
pub(super) fn expected(claim: &Claim, collected: &Collected) -> Option<Expected> {
    let layout = layout::of(&claim.name).filter(|_| claim.code.is_none())?;
    let entity = claim.entity.as_deref();
    let kinds = &collected.kinds;
    let currency = &kinds.currency(entity, &collected.currency)?;
    let setting = Setting { one_entity: entity.is_some(), on_receipt: collected.on_receipt().ok()? };
    let now = kinds.now(entity, currency);
    let year_before = kinds.year_before(entity, currency);
    let beside = if layout.beside == Beside::Opening { &now } else { &year_before };
    let table = Table {
        layout,
        now: &now,
        beside,
        level: claim.level.unwrap_or(LEVEL),
        currency,
        figures: values(layout, &now, setting, false),
        figures_beside: values(layout, beside, setting, layout.beside == Beside::Opening),
    };
    let mut expected = Expected::default();
    for line in layout.lines.iter().filter(|line| stands(line.stands, setting)) {
        table.line(line, &mut expected)?;
    }
    let all = kinds.now(None, currency);
    expected.tie_outs = Some(tie_outs(&now, &all, setting, currency));
    Some(expected)
}

/// Figures of lines by key, in minor units; a line that does not stand has none.
type Figures = BTreeMap<&'static str, i128>;

struct Table<'a> {
    layout: &'a Layout,
    now: &'a View,
    beside: &'a View,
    level: usize,
    currency: &'a str,
    figures: Figures,
    figures_beside: Figures,
}

impl Table<'_> {
    /// The rows of a line, and its totals.
    fn line(&self, line: &Line, expected: &mut Expected) -> Option<()> {
        let of = |figures: &Figures| figures.get(line.key).copied().unwrap_or_default();
        let (now, beside) = (of(&self.figures), of(&self.figures_beside));
        match &line.content {
            Content::Heading => expected.rows.push(self.heading(line)),
            Content::Chart(term) => {
                for (code, (now, beside), kind) in self.chart(term) {
                    let head = (kind, level_of(&code), json!(code));
                    expected.rows.push(self.row(head, now, beside)?);
                }
            }
            Content::Terms(_) => expected.rows.push(self.worded(line, "detail", now, beside)?),
            Content::Sum(_) => expected.rows.push(self.worded(line, "total", now, beside)?),
        }
        if !matches!(line.content, Content::Heading) {
            expected.totals.push((line.key.to_owned(), amount(now, self.currency)));
            expected.totals.push((format!("previous_{}", line.key), amount(beside, self.currency)));
        }
        Some(())
    }

    fn heading(&self, line: &Line) -> Row {
        let mut row = vec![
            ("kind", json!("group")),
            ("level", json!(0)),
            ("code", Value::Null),
            ("name", json!(line.indonesian)),
            ("english", json!(line.english)),
            ("amount", Value::Null),
            ("previous", Value::Null),
        ];
        if self.layout.beside == Beside::YearBeforeAndChange {
            row.extend([("difference", Value::Null), ("percent", Value::Null)]);
        }
        row
    }

    fn worded(&self, line: &Line, kind: &'static str, now: i128, beside: i128) -> Option<Row> {
        let mut row = self.row((kind, 0, Value::Null), now, beside)?;
        row.extend([("name", json!(line.indonesian)), ("english", json!(line.english))]);
        Some(row)
    }

    fn row(&self, (kind, level, code): (&str, usize, Value), now: i128, beside: i128) -> Option<Row> {
        let mut row = vec![
            ("kind", json!(kind)),
            ("level", json!(level)),
            ("code", code),
            ("amount", amount(now, self.currency)),
            ("previous", amount(beside, self.currency)),
        ];
        if self.layout.beside == Beside::YearBeforeAndChange {
            let change = now - beside;
            row.extend([
                ("difference", amount(change, self.currency)),
                ("percent", json!(percent(change, beside)?)),
            ]);
        }
        Some(row)
    }

    /// Every code of a part of the chart that has a figure in either column, and all codes above it within the part, with
    /// both figures and the kind of its row.
    fn chart(&self, term: &Term) -> Vec<(String, (i128, i128), &'static str)> {
        let mut codes: BTreeMap<String, (i128, i128)> = BTreeMap::new();
        let mut roll_up = |view: &View, term: &Term, add: fn(&mut (i128, i128), i128)| {
            for (code, root, minor) in parts(view, term) {
                let top = level_of(root);
                for depth in top..=self.level.min(level_of(code)).max(top) {
                    add(codes.entry(cut(code, depth).to_owned()).or_default(), minor);
                }
            }
        };
        let term_beside = match self.layout.beside {
            Beside::Opening => Term { window: AT_OPENING, ..*term },
            _ => *term,
        };
        roll_up(self.now, term, |sums, minor| sums.0 += minor);
        roll_up(self.beside, &term_beside, |sums, minor| sums.1 += minor);
        let has_below = |code: &str| codes.keys().any(|other| other != code && is_within(other, code));
        let rows = codes.iter().map(|(code, figures)| {
            let kind = if has_below(code) { "group" } else { "detail" };
            (code.clone(), *figures, kind)
        });
        rows.collect()
    }
}

/// Works out every line of a statement from top to bottom; `at_opening` as it stood on the first day.
fn values(layout: &Layout, view: &View, setting: Setting, at_opening: bool) -> Figures {
    let of = |term: &Term| {
        let window = if at_opening { AT_OPENING } else { term.window };
        let counts = stands(term.counts, setting);
        if counts { sum(view, &Term { window, ..*term }) } else { 0 }
    };
    let mut figures = Figures::new();
    for line in layout.lines.iter().filter(|line| stands(line.stands, setting)) {
        let minor = match &line.content {
            Content::Heading => continue,
            Content::Chart(term) => of(term),
            Content::Terms(terms) => terms.iter().map(of).sum(),
            Content::Sum(lines) => {
                lines.iter().map(|(key, sign)| sign * figures.get(key).copied().unwrap_or_default()).sum()
            }
        };
        figures.insert(line.key, minor);
    }
    figures
}

/// The figure of a term.
fn sum(view: &View, term: &Term) -> i128 {
    parts(view, term).map(|(_, _, minor)| minor).sum()
}

/// The codes of a term whose figure is not zero, each with the root that it stands below.
fn parts<'v>(view: &'v View, term: &Term) -> impl Iterator<Item = (&'v str, &'static str, i128)> {
    let term = *term;
    view.codes.iter().filter_map(move |(code, sums)| {
        let root = term.codes.iter().find(|root| is_within(code, root))?;
        let is_left_out = term.except.iter().any(|root| is_within(code, root));
        let minor = measured(sums, &term);
        (!is_left_out && minor != 0).then_some((code.as_str(), *root, minor))
    })
}

fn measured(sums: &Sums, term: &Term) -> i128 {
    let sides = counted(sums, term.window);
    match term.measure {
        Measure::Debit => sides.debit - sides.credit,
        Measure::Credit => sides.credit - sides.debit,
        Measure::CreditsIn => sides.credit,
        Measure::DebitsOut => -sides.debit,
    }
}

const fn stands(when: When, setting: Setting) -> bool {
    match when {
        When::Always => true,
        When::OneEntity => setting.one_entity,
        When::OnDeposit => !setting.on_receipt,
    }
}
