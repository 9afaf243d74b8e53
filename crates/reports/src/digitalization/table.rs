//! The rows of the digitalisation report. Every row names its section, so that a program can take one part.

use std::collections::BTreeMap;

use ledger::Currency;
use projections::queries::{RevenueStage, RevenueSum};

use super::figures::{ByChannel, Figures, Sums};
use crate::budget_lines::percent;
use crate::names::{Names, base, is_below, level_of};
use crate::report::{Cell, Column, Row, RowKind};
use crate::revenue_terms::InForce;

/// The columns.
pub(super) const COLUMNS: [Column; 18] = [
    Column { key: "code", title: "Kode" },
    Column { key: "name", title: "Uraian" },
    Column { key: "channel", title: "Kanal" },
    Column { key: "section", title: "Bagian" },
    Column { key: "amount", title: "Jumlah" },
    Column { key: "number", title: "Transaksi" },
    Column { key: "cash", title: "Tunai" },
    Column { key: "cash_number", title: "Trx" },
    Column { key: "semi_digital", title: "Semi-digital" },
    Column { key: "semi_digital_number", title: "Trx" },
    Column { key: "digital", title: "Digital" },
    Column { key: "digital_number", title: "Trx" },
    Column { key: "unknown", title: "Tidak Diketahui" },
    Column { key: "unknown_number", title: "Trx" },
    Column { key: "digital_percent", title: "% Digital" },
    Column { key: "non_cash_percent", title: "% Nontunai" },
    Column { key: "share_percent", title: "% Jumlah" },
    Column { key: "kinds", title: "Jenis" },
];

/// Places of the columns that rows without classes fill.
const NAME: usize = 1;
const SECTION: usize = 3;
const AMOUNT: usize = 4;
const KINDS: usize = COLUMNS.len() - 1;

/// Columns of each class, amount and number, in the order of [`crate::revenue_terms::Class`].
const CLASSES: usize = 4;

/// One side of the budget, as it is shown.
pub(super) struct Table<'a> {
    pub(super) figures: &'a Figures,
    pub(super) names: &'a Names,
    pub(super) terms: &'a InForce,
    pub(super) currency: Currency,
    /// Stands before the names of sections: empty for revenue.
    pub(super) prefix: &'static str,
    /// What its totals are called.
    pub(super) all: &'static str,
}

impl Table<'_> {
    /// All sections of this side.
    pub(super) fn rows(&self) -> Vec<Row> {
        let figures = self.figures;
        let mut rows = self.codes();
        rows.push(self.total(self.all, "kind"));
        rows.push(self.title("MENURUT KANAL / BY CHANNEL", "channel"));
        let channels = figures.channels.iter();
        rows.extend(channels.map(|(place, channel)| self.channel(place, channel, None, "channel")));
        rows.push(self.total("JUMLAH SEMUA KANAL / ALL CHANNELS", "channel"));
        rows.push(self.title("MENURUT JENIS DAN KANAL / BY KIND AND CHANNEL", "kind-channel"));
        for (kind, channels) in &figures.kind_channels {
            let of_kind = channels.iter().filter(|(_, channel)| channel.amount != 0 || channel.number != 0);
            rows.extend(
                of_kind.map(|(place, channel)| self.channel(place, channel, Some(kind), "kind-channel")),
            );
        }
        for (title, sums, section) in [
            ("MENURUT SKPD / BY AGENCY", &figures.agencies, "agency"),
            ("MENURUT BULAN / BY MONTH", &figures.months, "month"),
            ("MENURUT SEMESTER / BY HALF-YEAR", &figures.half_years, "half-year"),
        ] {
            rows.push(self.title(title, section));
            rows.extend(self.named(sums, section));
        }
        rows
    }

    fn codes(&self) -> Vec<Row> {
        let mut rows = Vec::with_capacity(self.figures.codes.len());
        let mut shown = self.figures.codes.iter().filter(|(_, sums)| sums.is_some()).peekable();
        while let Some((code, sums)) = shown.next() {
            // In order of code whatever is below a group comes right after it.
            let is_group = shown.peek().is_some_and(|(next, _)| is_below(next, code));
            let kind = if is_group { RowKind::Group } else { RowKind::Detail };
            let words = [Cell::text(code), Cell::text(&self.names.name(base(code))), Cell::Empty];
            rows.push(Row {
                kind,
                level: level_of(code),
                cells: self.cells(words, sums, "kind"),
                entry: None,
            });
        }
        rows
    }

    fn named<'a>(
        &'a self,
        sums: &'a BTreeMap<String, Sums>,
        section: &'a str,
    ) -> impl Iterator<Item = Row> + 'a {
        sums.iter().filter(|(_, sums)| sums.is_some()).map(move |(name, sums)| {
            let cells = self.cells([Cell::Empty, Cell::text(name), Cell::Empty], sums, section);
            Row { kind: RowKind::Detail, level: 0, cells, entry: None }
        })
    }

    /// Words, amounts and numbers by class, and shares.
    fn cells(&self, words: [Cell; 3], sums: &Sums, section: &str) -> Vec<Cell> {
        let mut cells = words.to_vec();
        cells.extend([self.section(section), self.amount(sums.amount()), number(sums.number())]);
        for (amount, count) in sums.0 {
            cells.extend([self.amount(amount), number(count)]);
        }
        let share = Cell::Percent(percent(sums.amount(), self.figures.all.amount()));
        cells.extend([
            Cell::Percent(sums.digital()[0]),
            Cell::Percent(sums.non_cash()[0]),
            share,
            Cell::Empty,
        ]);
        cells
    }

    fn total(&self, title: &str, section: &str) -> Row {
        let mut cells = self.cells([Cell::Empty, Cell::text(title), Cell::Empty], &self.figures.all, section);
        cells[KINDS] = Cell::Number(self.figures.kinds());
        Row { kind: RowKind::Total, level: 0, cells, entry: None }
    }

    fn title(&self, title: &str, section: &str) -> Row {
        let mut cells = vec![Cell::Empty; COLUMNS.len()];
        cells[NAME] = Cell::text(title);
        cells[SECTION] = self.section(section);
        Row { kind: RowKind::Group, level: 0, cells, entry: None }
    }

    /// A channel: its figures stand in the columns of its class too.
    fn channel(
        &self,
        (place, key): &(usize, String),
        channel: &ByChannel,
        kind: Option<&str>,
        section: &str,
    ) -> Row {
        let known = self.terms.channels.get(*place).map(|channel| channel.title.as_str());
        let title = known.unwrap_or(if key.is_empty() { "Tanpa kanal / none named" } else { key });
        let (amount, count) = (self.amount(channel.amount), number(channel.number));
        let code = kind.map_or(Cell::Empty, Cell::text);
        let name =
            kind.map_or_else(|| title.to_owned(), |kind| format!("{}: {title}", self.names.name(kind)));
        let mut cells = vec![code, Cell::text(&name), Cell::text(if key.is_empty() { "-" } else { key })];
        cells.extend([self.section(section), amount.clone(), count.clone()]);
        for class in 0..CLASSES {
            let is_its_own = class == self.terms.class(key) as usize;
            cells.extend(if is_its_own {
                [amount.clone(), count.clone()]
            } else {
                [Cell::Empty, Cell::Empty]
            });
        }
        let share = Cell::Percent(percent(channel.amount, self.figures.all.amount()));
        cells.extend([Cell::Empty, Cell::Empty, share]);
        cells.push(if kind.is_none() { Cell::Number(channel.kinds()) } else { Cell::Empty });
        Row { kind: RowKind::Detail, level: 0, cells, entry: None }
    }

    fn section(&self, section: &str) -> Cell {
        Cell::text(&format!("{}{section}", self.prefix))
    }

    fn amount(&self, minor: i128) -> Cell {
        Cell::Amount(minor, self.currency)
    }
}

/// The way from what payers paid to what the budget realised.
pub(super) struct Bridge([(&'static str, &'static str, i128); 8]);

impl Bridge {
    /// Of rows of own-source revenue.
    pub(super) fn of(revenue: &[RevenueSum]) -> Self {
        let sum =
            |of: &dyn Fn(&RevenueSum) -> i64| revenue.iter().map(|row| i128::from(of(row))).sum::<i128>();
        let realized = |stage: RevenueStage| sum(&|row| if row.stage == stage { row.realized } else { 0 });
        let is_payment = |row: &RevenueSum| row.stage.is_payment();
        let paid = sum(&|row| if is_payment(row) { row.amount } else { 0 });
        let in_custody =
            sum(&|row| if is_payment(row) && !row.is_taken_back { row.realized - row.amount } else { 0 });
        let taken_back = realized(RevenueStage::TakenBack)
            - sum(&|row| if is_payment(row) && row.is_taken_back { row.amount } else { 0 });
        let named = [RevenueStage::Deposited, RevenueStage::Settled, RevenueStage::Refunded].map(realized);
        let all = sum(&|row| row.realized);
        let [deposited, settled, refunded] = named;
        let other = all - paid - in_custody - taken_back - deposited - settled - refunded;
        Self([
            ("paid", "Dibayar oleh pembayar / paid by payers", paid),
            ("in_custody", "Belum pendapatan saat dibayar / not yet revenue when paid", in_custody),
            ("deposited", "Setoran bendahara / deposits of treasurers", deposited),
            ("settled", "Penyelesaian akuirer / settlements of acquirers", settled),
            ("refunded", "Pengembalian / refunds", refunded),
            ("taken_back", "Pembatalan yang berbeda waktu / reversals of other days", taken_back),
            ("other", "Jurnal dan koreksi / journals and corrections", other),
            ("realized", "REALISASI LRA / LRA REALISATION", all),
        ])
    }

    /// What the lines of the rows realised.
    pub(super) const fn realized(&self) -> i128 {
        self.0[7].2
    }

    /// A row for each step that is not nothing.
    pub(super) fn rows(&self, currency: Currency) -> Vec<Row> {
        let row = |kind, title: &str, amount: Option<i128>| {
            let mut cells = vec![Cell::Empty; COLUMNS.len()];
            cells[NAME] = Cell::text(title);
            cells[SECTION] = Cell::text("bridge");
            cells[AMOUNT] = amount.map_or(Cell::Empty, |amount| Cell::Amount(amount, currency));
            Row { kind, level: 0, cells, entry: None }
        };
        let mut rows = vec![row(RowKind::Group, "DARI PEMBAYARAN KE LRA / FROM PAYMENTS TO THE LRA", None)];
        for (key, title, amount) in self.0 {
            let kind = if key == "realized" { RowKind::Total } else { RowKind::Detail };
            if kind == RowKind::Total || amount != 0 {
                rows.push(row(kind, title, Some(amount)));
            }
        }
        rows
    }
}

/// A count; one below zero, of payments that were taken back in a later period, shows as none.
pub(super) fn number(count: i64) -> Cell {
    Cell::Number(u64::try_from(count).unwrap_or_default())
}
