//! The rows of one side of the budget in the digitalization report; each names its section.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::figures::{ByChannel, Channel, Figures, Sums};
use crate::report::terms::revenue::InForce;
use crate::report::{Row, amount, hundredths, is_within, level_of, percent};

/// All columns but the name, in order of class where they are of one.
const COLUMNS: [&str; 17] = [
    "code",
    "channel",
    "section",
    "amount",
    "number",
    "cash",
    "cash_number",
    "semi_digital",
    "semi_digital_number",
    "digital",
    "digital_number",
    "unknown",
    "unknown_number",
    "digital_percent",
    "non_cash_percent",
    "share_percent",
    "kinds",
];

/// Where the columns of the classes begin.
const CLASSES: usize = 5;

pub(super) struct Table<'a> {
    pub(super) figures: &'a Figures,
    pub(super) terms: &'a InForce,
    pub(super) currency: &'a str,
    /// Stands before the names of sections.
    pub(super) prefix: &'static str,
    /// What the sum of all is called.
    pub(super) all: &'static str,
}

impl Table<'_> {
    /// All sections.
    pub(super) fn rows(&self) -> Option<Vec<Row>> {
        let figures = self.figures;
        let mut rows = self.codes()?;
        rows.push(self.total(self.all, "kind")?);
        rows.push(self.titled("MENURUT KANAL / BY CHANNEL", "channel"));
        for (channel, sums) in &figures.channels {
            let mut row = self.channel(channel, sums, None)?;
            row.push(("name", json!(self.name(channel))));
            rows.push(row);
        }
        rows.push(self.total("JUMLAH SEMUA KANAL / ALL CHANNELS", "channel")?);
        rows.push(self.titled("MENURUT JENIS DAN KANAL / BY KIND AND CHANNEL", "kind-channel"));
        for (kind, channels) in &figures.kind_channels {
            let of_kind = channels.iter().filter(|(_, sums)| sums.amount != 0 || sums.number != 0);
            for (channel, sums) in of_kind {
                // Its name begins with that of the kind, which is a word.
                rows.push(self.channel(channel, sums, Some(kind))?);
            }
        }
        for (title, sums, section) in [
            ("MENURUT SKPD / BY AGENCY", &figures.agencies, "agency"),
            ("MENURUT BULAN / BY MONTH", &figures.months, "month"),
            ("MENURUT SEMESTER / BY HALF-YEAR", &figures.half_years, "half-year"),
        ] {
            rows.push(self.titled(title, section));
            rows.extend(self.named(sums, section)?);
        }
        Some(rows)
    }

    fn codes(&self) -> Option<Vec<Row>> {
        let mut rows = Vec::new();
        let mut shown = self.figures.codes.iter().filter(|(_, sums)| sums.is_some()).peekable();
        while let Some((code, sums)) = shown.next() {
            let is_group = shown.peek().is_some_and(|(next, _)| is_within(next, code));
            let kind = if is_group { "group" } else { "detail" };
            rows.push(self.row((kind, level_of(code)), json!(code), sums, "kind")?);
        }
        Some(rows)
    }

    fn named(&self, sums: &BTreeMap<String, Sums>, section: &str) -> Option<Vec<Row>> {
        let shown = sums.iter().filter(|(_, sums)| sums.is_some());
        let row = |(name, sums): (&String, &Sums)| {
            let mut row = self.row(("detail", 0), Value::Null, sums, section)?;
            row.push(("name", json!(name)));
            Some(row)
        };
        shown.map(row).collect()
    }

    fn total(&self, title: &str, section: &str) -> Option<Row> {
        let mut row = self.row(("total", 0), Value::Null, &self.figures.all, section)?;
        row.retain(|(key, _)| *key != "kinds");
        row.extend([("kinds", json!(self.figures.kinds())), ("name", json!(title))]);
        Some(row)
    }

    /// Amounts and numbers by class, and shares.
    fn row(&self, head: (&str, usize), code: Value, sums: &Sums, section: &str) -> Option<Row> {
        let mut cells = vec![code, Value::Null, self.section(section)];
        cells.extend([self.amount(sums.amount()), count(sums.number())]);
        cells.extend(sums.0.iter().flat_map(|(minor, number)| [self.amount(*minor), count(*number)]));
        let shares = [sums.digital()?[0], sums.non_cash()?[0]];
        cells.extend(shares.map(|share| json!(hundredths(share))));
        cells.extend([self.share(sums.amount())?, Value::Null]);
        Some(filled(head, cells))
    }

    /// A channel, whose figures stand in the columns of its class too.
    fn channel(&self, channel: &Channel, sums: &ByChannel, kind: Option<&str>) -> Option<Row> {
        let (_, key) = channel;
        let section = if kind.is_none() { "channel" } else { "kind-channel" };
        let own = [self.amount(sums.amount), count(sums.number)];
        let key_shown = if key.is_empty() { "-" } else { key };
        let mut cells = vec![json!(kind), json!(key_shown), self.section(section)];
        cells.extend(own.clone());
        cells.resize(COLUMNS.len(), Value::Null);
        let first = CLASSES + 2 * self.terms.class(key) as usize;
        for (cell, value) in cells.iter_mut().skip(first).zip(own) {
            *cell = value;
        }
        let mut row = filled(("detail", 0), cells);
        let kinds = if kind.is_none() { json!(sums.kinds()) } else { Value::Null };
        row.retain(|(key, _)| !["share_percent", "kinds"].contains(key));
        row.extend([("share_percent", self.share(sums.amount)?), ("kinds", kinds)]);
        Some(row)
    }

    /// The name of a channel as the terms have it.
    fn name<'c>(&'c self, (place, key): &'c Channel) -> &'c str {
        let unknown = if key.is_empty() { "Tanpa kanal / none named" } else { key };
        self.terms.channels.get(*place).map_or(unknown, |channel| channel.title.as_str())
    }

    fn titled(&self, title: &str, section: &str) -> Row {
        let mut cells = vec![Value::Null, Value::Null, self.section(section)];
        cells.resize(COLUMNS.len(), Value::Null);
        let mut row = filled(("group", 0), cells);
        row.push(("name", json!(title)));
        row
    }

    fn section(&self, section: &str) -> Value {
        json!(format!("{}{section}", self.prefix))
    }

    fn amount(&self, minor: i128) -> Value {
        amount(minor, self.currency)
    }

    fn share(&self, minor: i128) -> Option<Value> {
        percent(minor, self.figures.all.amount()).map(|percent| json!(percent))
    }
}

/// A row of its cells, in the order of the columns.
fn filled((kind, level): (&str, usize), cells: Vec<Value>) -> Row {
    let mut row = vec![("kind", json!(kind)), ("level", json!(level))];
    row.extend(COLUMNS.into_iter().zip(cells));
    row
}

/// A number of payments. Fewer than none, where more were taken back than made within the days, show as none.
pub(super) fn count(number: i128) -> Value {
    json!(u64::try_from(number).unwrap_or_default())
}
