//! What every report needs beside its figures: names of codes, provenance, the lines of its head.

use std::sync::Arc;

use ledger::{Chart, Currency, Date};
use projections::ReadModels;
use projections::queries::{BookInfo, LogState, Period};

use crate::error::ReportError;
use crate::format::date_long;
use crate::parameters::Parameters;
use crate::report::Provenance;

/// A book with its chart.
pub(crate) struct Names {
    pub(crate) book: BookInfo,
    chart: Option<Arc<Chart>>,
}

impl Names {
    pub(crate) async fn of(models: &ReadModels, parameters: &Parameters) -> Result<Self, ReportError> {
        let book = models.book(&parameters.book).await?;
        let chart = models.chart_known_at(&book, parameters.known_at).await?;
        Ok(Self { book, chart })
    }

    /// The name of a code; the code itself where the chart has none. Sub-accounts have that of their code.
    pub(crate) fn name(&self, code: &str) -> String {
        let node = self.chart.as_ref().and_then(|chart| chart.node(base(code)));
        node.map_or_else(|| code.to_owned(), |node| node.name.to_string())
    }

    /// The book's own currency.
    pub(crate) fn currency(&self) -> Currency {
        Currency::parse(&self.book.currency).unwrap_or(Currency::IDR)
    }

    pub(crate) fn provenance(&self, parameters: &Parameters, period: Period, position: u64) -> Provenance {
        Provenance {
            book: self.book.name.clone(),
            entity: parameters.entity.clone(),
            code: parameters.code.clone(),
            level: parameters.level,
            from: period.from,
            to: period.to,
            position,
            terms: Vec::new(),
            // Filled when the report is complete.
            log: LogState::default(),
        }
    }

    /// The lines above a table: book, entity, period.
    pub(crate) fn head(&self, parameters: &Parameters, period: Period) -> Vec<String> {
        let mut head = vec![self.book.name.to_uppercase()];
        head.extend(parameters.entity.as_ref().map(|entity| format!("SKPD: {entity}")));
        head.push(match (period.from, period.to) {
            (Some(from), Some(to)) => format!("Periode {} s.d. {}", date_long(from), date_long(to)),
            (None, Some(to)) => format!("Per {}", date_long(to)),
            (Some(from), None) => format!("Sejak {}", date_long(from)),
            (None, None) => "Seluruh periode".to_owned(),
        });
        head
    }
}

/// The one currency of accounts that are added up; `fallback` when there are none.
pub(crate) fn one_currency(
    currencies: impl Iterator<Item = Currency>,
    fallback: Currency,
) -> Result<Currency, ReportError> {
    let mut found = None;
    for currency in currencies {
        match found {
            Some(first) if first != currency => {
                return Err(ReportError::MixedCurrencies { first, second: currency });
            }
            _ => found = Some(currency),
        }
    }
    Ok(found.unwrap_or(fallback))
}

/// The code that the chart knows an account by: of a sub-account what stands before the `~`.
pub(crate) fn base(code: &str) -> &str {
    code.split_once('~').map_or(code, |(base, _)| base)
}

/// The code cut to a level; the whole of it when it has fewer. Sub-accounts are a part of their code.
pub(crate) fn cut(code: &str, level: u8) -> &str {
    let code = base(code);
    let end = code.match_indices('.').nth(usize::from(level) - 1).map_or(code.len(), |(place, _)| place);
    &code[..end]
}

/// Whether a code is another, or below it.
pub(crate) fn is_below(code: &str, root: &str) -> bool {
    code.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '~']))
}

/// The level of a code.
pub(crate) fn level_of(code: &str) -> u8 {
    u8::try_from(base(code).split('.').count()).unwrap_or(u8::MAX)
}

/// The same day a year before; the last of February stays the last of February.
pub(crate) fn year_before(date: Date) -> Date {
    let (year, month, day) = date.civil();
    let same = Date::new(year - 1, month, day).or_else(|| Date::new(year - 1, month, day.saturating_sub(1)));
    same.unwrap_or(date)
}
