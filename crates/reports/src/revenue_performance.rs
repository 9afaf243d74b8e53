//! Kinerja pendapatan: target and realisation, what was assessed and paid, what is owed and overdue, how long payers took, and a
//! forecast for the year; by kind, agency, channel and district. Sums are those of `revenue_performance/figures.rs`.

mod collection;
mod figures;

use std::collections::BTreeMap;

use ledger::{Currency, Date};
use projections::ReadModels;
use projections::queries::{AccountFilter, Period};

use crate::arrears;
use crate::budget_lines::percent;
use crate::budget_realization;
use crate::error::ReportError;
use crate::names::{Names, base, is_below, level_of, one_currency};
use crate::parameters::{Parameters, ReportName};
use crate::report::{Cell, Column, Report, Row, RowKind, TieOut};
use figures::{Figures, REVENUE, Sums};

const COLUMNS: [Column; 16] = [
    Column { key: "code", title: "Kode" },
    Column { key: "name", title: "Uraian" },
    Column { key: "section", title: "Bagian" },
    Column { key: "target", title: "Target" },
    Column { key: "realized", title: "Realisasi" },
    Column { key: "percent", title: "%" },
    Column { key: "assessed", title: "Ditetapkan" },
    Column { key: "paid", title: "Dibayar" },
    Column { key: "number", title: "Transaksi" },
    Column { key: "arrears", title: "Tunggakan" },
    Column { key: "overdue", title: "Lewat Tempo" },
    Column { key: "collected_number", title: "Ketetapan Lunas" },
    Column { key: "days_mean", title: "Hari Rata-rata" },
    Column { key: "days_median", title: "Hari Median" },
    Column { key: "forecast", title: "Proyeksi Setahun" },
    Column { key: "forecast_percent", title: "% Proyeksi" },
];

/// Default level: objek, four segments. Days as in the budget realisation report. Totals: the columns of figures.
pub(crate) async fn run(models: &ReadModels, parameters: &Parameters) -> Result<Report, ReportError> {
    let period = budget_realization::fiscal(models, parameters).await?;
    let names = Names::of(models, parameters).await?;
    let terms = parameters.revenue_terms();
    let book = &parameters.book;
    let code = parameters.code.clone().unwrap_or_else(|| REVENUE.to_owned());
    let accounts = AccountFilter { entity: parameters.entity.clone(), code: Some(code) };
    let (revenue, position) = models.revenue(book, period, &accounts).await?;
    let (budget, _) = models.budget_realization(book, period, &accounts).await?;
    let day = period.to.unwrap_or_default();
    let owed = models.owed(book, period, &accounts).await?;
    let found = budget.iter().map(|row| row.account.currency).chain(revenue.iter().map(|row| row.currency));
    let currency = one_currency(found.chain(owed.iter().map(|owed| owed.currency)), names.currency())?;
    let (arrears, _) = arrears::on(day, &owed, &terms.on(day).age_buckets, currency)?;
    let mut figures = Figures::new(parameters.level(4)?);
    figures.budget(&budget);
    figures.revenue(&revenue);
    figures.arrears(&arrears);
    figures.collected(&models.collection_times(book, period, &accounts).await?);
    let last_known = models.last_day(book, period.known_at).await?;
    let forecast = Forecast::of(period, last_known);
    let by_event = revenue.iter().filter(|row| is_below(&row.code, REVENUE));
    let tie_outs = vec![TieOut {
        name: "budget-realization",
        title: "pendapatan menurut kejadian dan realisasi LRA / revenue by event and LRA realisation",
        left: by_event.map(|row| i128::from(row.realized)).sum(),
        right: figures.all.realized,
        currency,
    }];
    let table = Table { names: &names, currency, forecast: &forecast };
    let mut closing: Vec<String> = tie_outs.iter().filter_map(TieOut::warning).collect();
    closing.extend([forecast.note(), arrears::note(day), COLLECTION.to_owned()]);
    Ok(Report {
        name: ReportName::RevenuePerformance.as_str(),
        title: "KINERJA PENDAPATAN: TARGET, REALISASI, TUNGGAKAN DAN PROYEKSI",
        head: names.head(parameters, period),
        columns: COLUMNS.to_vec(),
        rows: table.rows(&figures),
        totals: table.totals(&figures.all),
        closing,
        tie_outs,
        provenance: names.provenance(parameters, period, position),
    })
}

/// What a case of collection is.
const COLLECTION: &str = "Hari dari ketetapan sampai pembayaran, dari pembayaran yang menyebut nomor ketetapan / days from assessment to \
    payment, of payments that name their assessment; bagian kanal dan kecamatan menghitung pembayaran, bukan LRA / channels and \
    districts count payments and not the LRA";

/// What the year comes to if it goes on as it went.
struct Forecast {
    /// Days that went, and days of the year; `None` where the days that are asked for are no part of one year.
    days: Option<(i128, i128)>,
}

impl Forecast {
    fn of(period: Period, last_known: Option<Date>) -> Self {
        let days = || {
            let (from, to) = (period.from?, period.to?);
            // Days that nothing is known of yet did not go by without revenue.
            let until = last_known.map_or(to, |known| known.min(to));
            let (first, last) = (Date::new(from.year(), 1, 1)?, Date::new(from.year(), 12, 31)?);
            let is_of_year = from == first && until >= from && to <= last;
            let days = |until: Date| i128::from(until.0) - i128::from(first.0) + 1;
            is_of_year.then(|| (days(until), days(last)))
        };
        Self { days: days() }
    }

    /// Half away from zero.
    fn year(&self, realized: i128) -> Option<i128> {
        let (went, all) = self.days?;
        let rounded = (realized.abs() * all * 2 + went) / (went * 2);
        Some(if realized < 0 { -rounded } else { rounded })
    }

    fn note(&self) -> String {
        match self.days {
            Some((went, all)) => format!(
                "Proyeksi / forecast: realisasi / realised x {all} / {went} hari / days; garis lurus tanpa musim / a straight line that \
                 knows no season"
            ),
            None => "Proyeksi / forecast: tidak ada, hari yang diminta tidak mulai 1 Januari satu tahun / none, the days that are asked \
                     for do not begin with a year"
                .to_owned(),
        }
    }
}

struct Table<'a> {
    names: &'a Names,
    currency: Currency,
    forecast: &'a Forecast,
}

impl Table<'_> {
    fn rows(&self, figures: &Figures) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut codes = figures.codes.iter().peekable();
        while let Some((code, sums)) = codes.next() {
            // In order of code whatever is below a group comes right after it.
            let is_group = codes.peek().is_some_and(|(next, _)| is_below(next, code));
            let kind = if is_group { RowKind::Group } else { RowKind::Detail };
            rows.push(self.row((kind, level_of(code)), (code, &self.names.name(base(code))), "kind", sums));
        }
        rows.push(self.row((RowKind::Total, 0), ("", "JUMLAH PENDAPATAN / REVENUE"), "kind", &figures.all));
        for (title, divided, section) in [
            ("MENURUT SKPD / BY AGENCY", &figures.agencies, "agency"),
            ("MENURUT KANAL / BY CHANNEL", &figures.channels, "channel"),
            ("MENURUT KECAMATAN / BY DISTRICT", &figures.districts, "district"),
        ] {
            rows.extend(self.divided(title, divided, section));
        }
        rows
    }

    fn divided(&self, title: &str, divided: &BTreeMap<String, Sums>, section: &str) -> Vec<Row> {
        let mut cells = vec![Cell::Empty; COLUMNS.len()];
        (cells[1], cells[2]) = (Cell::text(title), Cell::text(section));
        let mut rows = vec![Row { kind: RowKind::Group, level: 0, cells, entry: None }];
        for (name, sums) in divided {
            let name = if name.is_empty() { "-" } else { name };
            rows.push(self.row((RowKind::Detail, 0), ("", name), section, sums));
        }
        rows
    }

    fn row(
        &self,
        (kind, level): (RowKind, u8),
        (code, name): (&str, &str),
        section: &str,
        sums: &Sums,
    ) -> Row {
        let code = if code.is_empty() { Cell::Empty } else { Cell::text(code) };
        let mut cells = vec![code, Cell::text(name), Cell::text(section)];
        let mut figures = self.figures(sums);
        if matches!(section, "channel" | "district") {
            // The budget knows neither channels nor districts.
            for (column, cell) in COLUMNS[3..].iter().zip(&mut figures) {
                let is_of_budget = matches!(column.key, "target" | "realized" | "percent")
                    || column.key.starts_with("forecast");
                if is_of_budget {
                    *cell = Cell::Empty;
                }
            }
        }
        cells.extend(figures);
        Row { kind, level, cells, entry: None }
    }

    /// The columns behind the words.
    fn figures(&self, sums: &Sums) -> Vec<Cell> {
        let amount = |minor| Cell::Amount(minor, self.currency);
        let days = |hundredths: Option<i128>| hundredths.map_or(Cell::Empty, Cell::Hundredths);
        let forecast = self.forecast.year(sums.realized);
        vec![
            amount(sums.target),
            amount(sums.realized),
            Cell::Percent(percent(sums.realized, sums.target)),
            amount(sums.assessed),
            amount(sums.paid),
            Cell::Number(u64::try_from(sums.number).unwrap_or_default()),
            amount(sums.arrears.all()),
            amount(sums.arrears.overdue()),
            Cell::Number(sums.days.number()),
            days(sums.days.mean()),
            days(sums.days.median()),
            forecast.map_or(Cell::Empty, amount),
            forecast.map_or(Cell::Empty, |forecast| Cell::Percent(percent(forecast, sums.target))),
        ]
    }

    fn totals(&self, all: &Sums) -> Vec<(String, Cell)> {
        let keys = COLUMNS[3..].iter().map(|column| column.key.to_owned());
        keys.zip(self.figures(all)).collect()
    }
}
