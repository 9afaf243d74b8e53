//! Kualitas belanja: what realised spending on goods, services and capital says of vendors, origin, channels and time, against the
//! target for micro and small enterprises and cooperatives. Sums are those of `spending_quality/figures.rs`; target, scope and
//! classes, which are dated configuration, those of `spending_quality/terms.rs`.
//!
//! An unknown class is shown and never counts as met.

mod figures;
mod terms;

use ledger::{Currency, Date};
use projections::ReadModels;
use projections::queries::{AccountFilter, Period};

use crate::budget_lines::counted;
use crate::budget_realization;
use crate::error::ReportError;
use crate::format;
use crate::names::{Names, base, level_of, one_currency};
use crate::parameters::{Parameters, ReportName};
use crate::report::{Cell, Column, Report, Row, RowKind, TieOut};
use figures::{Figures, Sums};
use terms::InForce;
pub use terms::SpendingTerms;

const NAME: &str = ReportName::SpendingQuality.as_str();

/// Expenditure in the chart of accounts, level 1.
pub(crate) const EXPENDITURE: &str = "5";

/// Default level of the codes: objek.
const LEVEL: u8 = 4;

const COLUMNS: [Column; 18] = [
    Column { key: "code", title: "Kode" },
    Column { key: "name", title: "Uraian" },
    Column { key: "group", title: "Kelompok" },
    Column { key: "key", title: "Kunci" },
    Column { key: "amount", title: "Realisasi" },
    Column { key: "number", title: "Trx" },
    Column { key: "met", title: "UMK & Koperasi" },
    Column { key: "met_percent", title: "%" },
    Column { key: "unknown", title: "Skala Tidak Diketahui" },
    Column { key: "unknown_percent", title: "%" },
    Column { key: "domestic_percent", title: "% PDN" },
    Column { key: "local_content_percent", title: "% TKDN" },
    Column { key: "local_percent", title: "% Lokal" },
    Column { key: "digital_percent", title: "% Digital" },
    Column { key: "days_median", title: "Hari Median" },
    Column { key: "days_mean", title: "Hari Rata-rata" },
    Column { key: "days_max", title: "Hari Maks." },
    Column { key: "december_percent", title: "% Des." },
];

/// Scales in the order of their size, with their words; one that isn't here comes last under its own name.
const SCALES: [(&str, &str); 7] = [
    ("micro", "Usaha mikro"),
    ("small", "Usaha kecil"),
    ("cooperative", "Koperasi"),
    ("medium", "Usaha menengah"),
    ("large", "Usaha besar"),
    ("foreign", "Usaha asing"),
    ("", "Tidak diketahui / unknown"),
];

/// Ways of procurement with their words.
const PROCUREMENT: [(&str, &str); 7] = [
    ("e-catalogue", "E-katalog"),
    ("online-shop", "Toko daring"),
    ("tender", "Tender"),
    ("direct", "Pengadaan langsung"),
    ("self-managed", "Swakelola"),
    ("card", "KKPD"),
    ("", "Tidak diketahui / unknown"),
];

/// Default level: objek, four segments. Default period: the year, as in the budget realisation report. A row has its code, or what it
/// is of under `group` (`agency`, `month`, `scale`, `procurement`, `card`) and `key`; a heading has neither. Totals: `amount`,
/// `number`, `met`, `met_percent`, `target_percent`, `unknown`, `unknown_percent`, `domestic`, `domestic_percent`,
/// `unknown_origin`, `local_content_percent`, `local_content_known_percent`, `local_content_known`, `local_content_met`,
/// `local`, `local_percent`, `unknown_domicile`, `digital`, `digital_percent`, `days_median`, `days_mean`, `days_max`,
/// `days_number`, `december`, `december_percent`, `card_purchases`.
///
/// # Errors
/// Those of any report.
pub(crate) async fn run(models: &ReadModels, parameters: &Parameters) -> Result<Report, ReportError> {
    let level = parameters.level(LEVEL)?;
    let period = budget_realization::fiscal(models, parameters).await?;
    let names = Names::of(models, parameters).await?;
    let all_terms = parameters.spending_terms.clone().unwrap_or_else(SpendingTerms::shipped);
    // The terms of the last day are those of the whole period, so that one table has one scope.
    let last = period.to.unwrap_or(Date(i32::MAX));
    let mut terms = all_terms.on(last);
    // Which channels are digital the terms of revenue say.
    let revenue_terms = parameters.revenue_terms();
    terms.digital_channels = revenue_terms.on(last).digital();
    let accounts = AccountFilter {
        code: Some(parameters.code.clone().unwrap_or_else(|| EXPENDITURE.to_owned())),
        ..parameters.accounts()
    };
    let (events, position) = models.spending_events(&parameters.book, period, &accounts).await?;
    let in_scope = events.iter().filter(|event| terms.has(&event.code));
    let currency = one_currency(in_scope.map(|event| event.currency), names.currency())?;
    let figures = Figures::of(events.iter(), &terms, level);
    let tie_out =
        budget_realization_tie(models, (parameters, period, &accounts), &terms, &figures, currency).await?;
    let table = Table { figures: &figures, names: &names, currency };
    let mut closing: Vec<String> = tie_out.warning().into_iter().collect();
    closing.push(tied(&tie_out));
    closing.extend(notes(&figures, &terms, &all_terms));
    Ok(Report {
        name: NAME,
        title: "KUALITAS BELANJA",
        head: names.head(parameters, period),
        columns: COLUMNS.to_vec(),
        rows: table.rows(),
        totals: table.totals(&terms),
        closing,
        tie_outs: vec![tie_out],
        provenance: names
            .provenance(parameters, period, position)
            .under(&[all_terms.stated(), revenue_terms.stated()]),
    })
}

/// Whether a code is another, or below it.
fn is_below(code: &str, root: &str) -> bool {
    code.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '~']))
}

/// Spending in scope, event by event, against the realisation of the budget report in the same accounts.
async fn budget_realization_tie(
    models: &ReadModels,
    (parameters, period, accounts): (&Parameters, Period, &AccountFilter),
    terms: &InForce,
    figures: &Figures,
    currency: Currency,
) -> Result<TieOut, ReportError> {
    let (rows, _) = models.budget_realization(&parameters.book, period, accounts).await?;
    let in_scope = rows.iter().filter(|row| terms.has(&row.account.code));
    let right = in_scope.filter_map(counted).map(|(_, realized)| realized).sum();
    Ok(TieOut {
        name: "budget-realization",
        title: "belanja menurut peristiwa dan realisasi LRA / spending by event and LRA realisation",
        left: figures.all.amount,
        right,
        currency,
    })
}

/// The tie-out on the report's face, whether it is equal or not.
fn tied(tie_out: &TieOut) -> String {
    format!(
        "Realisasi LRA lingkup yang sama / LRA realisation of the same scope: {}; selisih / difference {}",
        format::number(tie_out.right, tie_out.currency),
        format::number(tie_out.difference(), tie_out.currency)
    )
}

/// Rows and totals of the figures.
struct Table<'a> {
    figures: &'a Figures,
    names: &'a Names,
    currency: Currency,
}

impl Table<'_> {
    fn rows(&self) -> Vec<Row> {
        let Figures { codes, agencies, months, scales, procurement, all, card } = self.figures;
        let mut rows = vec![heading("MENURUT REKENING / BY ACCOUNT")];
        let mut shown = codes.iter().peekable();
        while let Some((code, sums)) = shown.next() {
            // In order of code whatever is below a group comes right after it.
            let is_group = shown.peek().is_some_and(|(next, _)| is_below(next, code));
            let kind = if is_group { RowKind::Group } else { RowKind::Detail };
            let words = [
                Cell::text(code),
                Cell::text(&self.names.name(base(code))),
                Cell::text("account"),
                Cell::text(code),
            ];
            rows.push(Row { kind, level: level_of(code), cells: self.cells(words, sums), entry: None });
        }
        rows.push(self.total("JUMLAH LINGKUP", all));
        rows.push(heading("MENURUT SKPD / BY AGENCY"));
        rows.extend(agencies.iter().map(|(agency, sums)| self.detail("agency", agency, agency, sums)));
        rows.push(heading("MENURUT BULAN / BY MONTH"));
        rows.extend(months.iter().map(|(month, sums)| self.detail("month", month, &month_name(month), sums)));
        rows.push(heading("MENURUT SKALA PENYEDIA / BY SCALE OF VENDOR"));
        rows.extend(self.classes("scale", scales, &SCALES));
        rows.push(heading("MENURUT CARA PENGADAAN / BY WAY OF PROCUREMENT"));
        rows.extend(self.classes("procurement", procurement, &PROCUREMENT));
        if *card != Sums::default() {
            rows.push(heading("PEMBELIAN KKPD, DI LUAR JUMLAH / CARD PURCHASES, IN NO TOTAL"));
            rows.push(self.detail("card", "purchases", "Menurut tanggal beli / by day of purchase", card));
        }
        rows
    }

    /// A row for each class, in the order of the words.
    fn classes(
        &self,
        group: &str,
        sums: &std::collections::BTreeMap<String, Sums>,
        words: &[(&str, &str)],
    ) -> Vec<Row> {
        let place = |key: &str| words.iter().position(|(known, _)| *known == key).unwrap_or(words.len());
        let mut keys: Vec<&String> = sums.keys().collect();
        keys.sort_by_key(|key| (place(key), (*key).clone()));
        let row = |key: &String| {
            let title = words.get(place(key)).map_or(key.as_str(), |(_, title)| title);
            let shown = if key.is_empty() { "unknown" } else { key };
            self.detail(group, shown, title, &sums[key])
        };
        keys.into_iter().map(row).collect()
    }

    fn detail(&self, group: &str, key: &str, title: &str, sums: &Sums) -> Row {
        let words = [Cell::Empty, Cell::text(title), Cell::text(group), Cell::text(key)];
        Row { kind: RowKind::Detail, level: 0, cells: self.cells(words, sums), entry: None }
    }

    fn total(&self, title: &str, sums: &Sums) -> Row {
        let words = [Cell::Empty, Cell::text(title), Cell::Empty, Cell::Empty];
        Row { kind: RowKind::Total, level: 0, cells: self.cells(words, sums), entry: None }
    }

    fn cells(&self, words: [Cell; 4], sums: &Sums) -> Vec<Cell> {
        let share = |part| Cell::Percent(sums.share(part));
        let mut cells = words.to_vec();
        cells.extend([
            self.amount(sums.amount),
            Cell::Number(sums.number),
            self.amount(sums.met),
            share(sums.met),
            self.amount(sums.unknown_scale),
            share(sums.unknown_scale),
            share(sums.domestic),
            Cell::Percent(sums.local_content()),
            share(sums.local),
            share(sums.digital),
            sums.median_days().map_or(Cell::Empty, Cell::Hundredths),
            sums.mean_days().map_or(Cell::Empty, Cell::Hundredths),
            sums.max_days().map_or(Cell::Empty, Cell::Number),
            share(sums.december),
        ]);
        cells
    }

    fn totals(&self, terms: &InForce) -> Vec<(String, Cell)> {
        let all = &self.figures.all;
        let share = |part| Cell::Percent(all.share(part));
        let target = terms.target.as_ref().map_or(Cell::Empty, |(target, _)| Cell::Percent(*target));
        let totals = [
            ("amount", self.amount(all.amount)),
            ("number", Cell::Number(all.number)),
            ("met", self.amount(all.met)),
            ("met_percent", share(all.met)),
            ("target_percent", target),
            ("unknown", self.amount(all.unknown_scale)),
            ("unknown_percent", share(all.unknown_scale)),
            ("domestic", self.amount(all.domestic)),
            ("domestic_percent", share(all.domestic)),
            ("unknown_origin", self.amount(all.unknown_origin)),
            ("local_content_percent", Cell::Percent(all.local_content())),
            ("local_content_known_percent", Cell::Percent(all.local_content_of_known())),
            ("local_content_known", self.amount(all.known_content)),
            ("local_content_met", self.amount(all.content_met)),
            ("local", self.amount(all.local)),
            ("local_percent", share(all.local)),
            ("unknown_domicile", self.amount(all.unknown_domicile)),
            ("digital", self.amount(all.digital)),
            ("digital_percent", share(all.digital)),
            ("days_median", all.median_days().map_or(Cell::Empty, Cell::Hundredths)),
            ("days_mean", all.mean_days().map_or(Cell::Empty, Cell::Hundredths)),
            ("days_max", all.max_days().map_or(Cell::Empty, Cell::Number)),
            ("days_number", Cell::Number(all.timed())),
            ("december", self.amount(all.december)),
            ("december_percent", share(all.december)),
            ("card_purchases", self.amount(self.figures.card.amount)),
        ];
        totals.into_iter().map(|(key, cell)| (key.to_owned(), cell)).collect()
    }

    fn amount(&self, minor: i128) -> Cell {
        Cell::Amount(minor, self.currency)
    }
}

fn heading(title: &str) -> Row {
    let mut cells = vec![Cell::Empty; COLUMNS.len()];
    cells[1] = Cell::text(title);
    Row { kind: RowKind::Group, level: 0, cells, entry: None }
}

/// `Maret 2026` of `2026-03`.
fn month_name(month: &str) -> String {
    let first = Date::parse(&format!("{month}-01")).map(format::date_long);
    first.and_then(|long| Some(long.strip_prefix("1 ")?.to_owned())).unwrap_or_else(|| month.to_owned())
}

/// The lines below the table: the target and what it is held against, and what the figures are not.
fn notes(figures: &Figures, terms: &InForce, all_terms: &SpendingTerms) -> Vec<String> {
    let (all, percent) = (&figures.all, format::percent);
    let share = all.share(all.met);
    let target = match &terms.target {
        Some((target, source)) => format!(
            "{} %, target {} % [{source}]: {}",
            percent(share),
            percent(*target),
            if share >= *target { "tercapai / met" } else { "belum tercapai / not met" }
        ),
        None => format!("{} %, tidak ada target pada hari itu / no target on that day", percent(share)),
    };
    let mut notes = vec![
        format!("Usaha mikro, kecil dan koperasi / micro, small and cooperatives: {target}"),
        format!(
            "Tidak diketahui tidak pernah dihitung tercapai / unknown never counts as met: skala / scale {} %, asal / origin {} %, \
             TKDN / local content {} %, domisili / domicile {} %",
            percent(all.share(all.unknown_scale)),
            percent(all.share(all.unknown_origin)),
            percent(all.share(all.amount - all.known_content)),
            percent(all.share(all.unknown_domicile))
        ),
        format!(
            "TKDN tertimbang / weighted local content: {} % dari seluruh realisasi / of all realisation, {} % dari yang diketahui / of \
             what is known",
            percent(all.local_content()),
            percent(all.local_content_of_known())
        ),
    ];
    notes.extend(terms.local_content.as_ref().map(|(least, source)| {
        format!(
            "TKDN paling sedikit / local content of at least {} % [{source}]: {} %",
            percent(*least),
            percent(all.share(all.content_met))
        )
    }));
    notes.push(format!(
        "Hari faktur sampai bayar / days from invoice to payment: {} pembayaran dengan tanggal faktur / payments with an invoice date; \
         {} dibayar sebelum tanggal faktur dan tidak dihitung / paid before their invoice and not counted",
        all.timed(),
        all.early
    ));
    notes.push(format!(
        "Lingkup / scope: {}; ketentuan hari terakhir periode / terms of the last day of the period, SHA-256 {}",
        terms.scope.join(", "),
        all_terms.sha256()
    ));
    if !terms.unconfirmed.is_empty() {
        notes.push(format!("Belum dikonfirmasi / to be confirmed [K]: {}", terms.unconfirmed.join(", ")));
    }
    notes
}
