//! Pelayanan: how long a payment waited until it was posted, which messages were refused and why, and how long treasurers held
//! cash. Figures are those of `revenue_service/refusals.rs` and `revenue_service/custody.rs`; how long cash may be held is
//! configuration (`revenue_terms`).

mod custody;
mod refusals;

use event_store::Outcome;
use ledger::{Currency, Date};
use projections::ReadModels;
use projections::queries::{Custodian, Period};

use crate::balances::debit_balance;
use crate::budget_lines::percent;
use crate::budget_realization;
use crate::error::ReportError;
use crate::names::{Names, one_currency};
use crate::parameters::{Parameters, ReportName};
use crate::report::{Cell, Column, Report, Row, RowKind, TieOut};
use custody::Held;
use refusals::Refusals;

const COLUMNS: [Column; 14] = [
    Column { key: "name", title: "Uraian" },
    Column { key: "section", title: "Bagian" },
    Column { key: "month", title: "Bulan" },
    Column { key: "source", title: "Sumber" },
    Column { key: "reason", title: "Alasan" },
    Column { key: "number", title: "Jumlah" },
    Column { key: "percent", title: "%" },
    Column { key: "cumulative_percent", title: "% Kumulatif" },
    Column { key: "taken", title: "Diterima" },
    Column { key: "deposited", title: "Disetor" },
    Column { key: "late", title: "Terlambat Disetor" },
    Column { key: "held", title: "Sisa Kas" },
    Column { key: "overdue", title: "Lewat Batas" },
    Column { key: "days_max", title: "Hari Terlama" },
];

/// Steps of the time from payment to posted in seconds, with their names.
const STEPS: [(i64, &str); 10] = [
    (1, "1 detik / second"),
    (5, "5 detik / seconds"),
    (15, "15 detik / seconds"),
    (60, "1 menit / minute"),
    (300, "5 menit / minutes"),
    (3_600, "1 jam / hour"),
    (21_600, "6 jam / hours"),
    (86_400, "1 hari / day"),
    (259_200, "3 hari / days"),
    (604_800, "7 hari / days"),
];

/// Cash with receiving treasurers, where acquirers' money stands too until it is settled.
const CUSTODY: &str = "1.1.01.02";

/// The percentiles that are told.
const PERCENTILES: [(u64, &str); 3] =
    [(50, "posted_p50_seconds"), (90, "posted_p90_seconds"), (99, "posted_p99_seconds")];

/// Days as in the budget realisation report. Totals: `payments`, `posted_p50_seconds` and so on (the step that so many percent
/// were posted within; empty beyond the last), `time_unknown`, `refused`, `unreadable`, and of treasurers `taken`, `deposited`,
/// `late`, `held`, `overdue`, `days_max`; `held_by_acquirers`.
pub(crate) async fn run(models: &ReadModels, parameters: &Parameters) -> Result<Report, ReportError> {
    let period = budget_realization::fiscal(models, parameters).await?;
    let names = Names::of(models, parameters).await?;
    let (book, entity) = (&parameters.book, parameters.entity.as_deref());
    let position = models.view_position(book, period.known_at).await?;
    let steps = STEPS.map(|(seconds, _)| seconds);
    let (times, unknown) = models.posting_times(book, period, &parameters.accounts(), &steps).await?;
    let times = Times::of(&times, unknown);
    let refused = refusals::read(models, book, period, position, Outcome::Refused).await?;
    let unreadable = refusals::read(models, book, period, position, Outcome::Quarantined).await?;
    let moved = models.custody(book, period, entity).await?;
    let currency = one_currency(moved.iter().map(|row| row.currency), names.currency())?;
    let days = (period.from.unwrap_or(Date(i32::MIN)), period.to.unwrap_or(Date(i32::MAX)));
    let terms = parameters.revenue_terms();
    let treasurers = custody::by_agency(&moved, Custodian::Treasurer, days, &terms);
    let acquirers = custody::by_agency(&moved, Custodian::Acquirer, days, &terms);
    let (held, at_acquirers) = (sum(treasurers.values()), sum(acquirers.values()));
    let tie_outs = vec![ledger(models, parameters, period, (held.held + at_acquirers.held, currency)).await?];
    let mut rows = times.rows();
    rows.extend(refusal_rows("DITOLAK / REFUSED", "refusal", &refused));
    rows.extend(refusal_rows("TIDAK TERBACA / UNREADABLE", "unreadable", &unreadable));
    rows.push(title("KAS DI BENDAHARA PENERIMAAN / CASH WITH RECEIVING TREASURERS", "custody"));
    for (agency, of_agency) in &treasurers {
        rows.push(custody_row((RowKind::Detail, agency), of_agency, currency));
    }
    rows.push(custody_row((RowKind::Total, "JUMLAH BENDAHARA / TREASURERS"), &held, currency));
    rows.push(custody_row((RowKind::Detail, "Di akuirer / with acquirers"), &at_acquirers, currency));
    let mut totals = times.totals();
    let amount = |minor| Cell::Amount(minor, currency);
    totals.extend([
        ("refused", Cell::Number(refused.values().sum())),
        ("unreadable", Cell::Number(unreadable.values().sum())),
        ("taken", amount(held.taken)),
        ("deposited", amount(held.deposited)),
        ("late", amount(held.late)),
        ("held", amount(held.held)),
        ("overdue", amount(held.overdue)),
        ("days_max", Cell::Number(held.days_max)),
        ("held_by_acquirers", amount(at_acquirers.held)),
    ]);
    let mut closing: Vec<String> = tie_outs.iter().filter_map(TieOut::warning).collect();
    let within = terms.on(days.1).deposit_within;
    closing.extend(notes(within, terms.sha256(), entity.is_some() || parameters.code.is_some()));
    Ok(Report {
        name: ReportName::RevenueService.as_str(),
        title: "PELAYANAN: WAKTU PENCATATAN, PENOLAKAN DAN KAS BENDAHARA",
        head: names.head(parameters, period),
        columns: COLUMNS.to_vec(),
        rows,
        totals: totals.into_iter().map(|(key, cell)| (key.to_owned(), cell)).collect(),
        closing,
        tie_outs,
        provenance: names.provenance(parameters, period, position).under(&[terms.stated()]),
    })
}

fn notes(within: Option<u32>, sha256: &str, is_part: bool) -> Vec<String> {
    let limit = within.map_or_else(
        || "tanpa batas / no limit".to_owned(),
        |days| format!("{days} hari kerja / working days"),
    );
    let mut notes = vec![
        "Waktu pencatatan dari waktu kejadian menurut penerbitnya sampai dicatat / posting time from the event's time as its publisher \
         says until it was recorded"
            .to_owned(),
        format!(
            "Batas setor / to be deposited within: {limit}, masuk pertama keluar pertama per SKPD / first in first out by agency; \
             konfigurasi yang belum dikonfirmasi / configuration to be confirmed [K], sha256 {sha256}"
        ),
    ];
    if is_part {
        notes.push("Penolakan dari semua SKPD dan kode / refusals are of all agencies and codes".to_owned());
    }
    notes
}

/// Cash with treasurers as the ledger has it.
async fn ledger(
    models: &ReadModels,
    parameters: &Parameters,
    period: Period,
    (left, currency): (i128, Currency),
) -> Result<TieOut, ReportError> {
    let right = debit_balance(models, parameters, period, &[CUSTODY]).await?;
    let title = "kas di bendahara dan akuirer dan saldo akunnya / cash with treasurers and acquirers and the balance of its accounts";
    Ok(TieOut { name: "custody", title, left, right, currency })
}

fn sum<'a>(all: impl Iterator<Item = &'a Held>) -> Held {
    all.fold(Held::default(), |sum, held| Held {
        taken: sum.taken + held.taken,
        deposited: sum.deposited + held.deposited,
        late: sum.late + held.late,
        held: sum.held + held.held,
        overdue: sum.overdue + held.overdue,
        days_max: sum.days_max.max(held.days_max),
    })
}

/// Payments by the step within which they were posted.
struct Times {
    /// By step, and those beyond the last.
    numbers: [u64; STEPS.len() + 1],
    unknown: u64,
}

impl Times {
    fn of(times: &[(Option<i64>, u64)], unknown: u64) -> Self {
        let mut numbers = [0; STEPS.len() + 1];
        for (step, number) in times {
            let place = STEPS.iter().position(|(seconds, _)| Some(*seconds) == *step);
            numbers[place.unwrap_or(STEPS.len())] += number;
        }
        Self { numbers, unknown }
    }

    fn all(&self) -> u64 {
        self.numbers.iter().sum()
    }

    /// The step within which so many percent of the payments were posted; `None` beyond the last, and of none.
    fn percentile(&self, percent: u64) -> Option<i64> {
        let (all, mut within) = (self.all(), 0);
        let reached = self.numbers.iter().position(|number| {
            within += number;
            all > 0 && u128::from(within) * 100 >= u128::from(all) * u128::from(percent)
        });
        STEPS.get(reached?).map(|(seconds, _)| *seconds)
    }

    fn rows(&self) -> Vec<Row> {
        let (all, mut within) = (i128::from(self.all()), 0);
        let mut rows = vec![title("DARI PEMBAYARAN SAMPAI DICATAT / FROM PAYMENT TO POSTED", "posting-time")];
        for (place, number) in self.numbers.iter().enumerate() {
            within += i128::from(*number);
            let name = match STEPS.get(place) {
                Some((_, name)) => format!("sampai / within {name}"),
                None => "lebih lama / longer".to_owned(),
            };
            let mut row = detail(&name, "posting-time");
            row.cells[5] = Cell::Number(*number);
            row.cells[6] = Cell::Percent(percent(i128::from(*number), all));
            row.cells[7] = Cell::Percent(percent(within, all));
            rows.push(row);
        }
        let mut row = detail("waktu tidak diketahui / time not known", "posting-time");
        row.cells[5] = Cell::Number(self.unknown);
        rows.push(row);
        rows
    }

    fn totals(&self) -> Vec<(&'static str, Cell)> {
        let mut totals = vec![("payments", Cell::Number(self.all() + self.unknown))];
        let seconds = |of: i64| Cell::Number(of.unsigned_abs());
        totals.extend(
            PERCENTILES.map(|(percent, key)| (key, self.percentile(percent).map_or(Cell::Empty, seconds))),
        );
        totals.push(("time_unknown", Cell::Number(self.unknown)));
        totals
    }
}

fn refusal_rows(heading: &str, section: &str, refusals: &Refusals) -> Vec<Row> {
    let all = i128::from(refusals.values().sum::<u64>());
    let mut rows = vec![title(heading, section)];
    for ((month, source, reason), number) in refusals {
        let mut row = detail("", section);
        for (cell, words) in row.cells[2..].iter_mut().zip([month, source, reason]) {
            *cell = Cell::text(words);
        }
        row.cells[5] = Cell::Number(*number);
        row.cells[6] = Cell::Percent(percent(i128::from(*number), all));
        rows.push(row);
    }
    rows
}

fn custody_row((kind, name): (RowKind, &str), held: &Held, currency: Currency) -> Row {
    let mut row = Row { kind, ..detail(name, "custody") };
    let figures = [held.taken, held.deposited, held.late, held.held, held.overdue];
    for (cell, minor) in row.cells[8..].iter_mut().zip(figures) {
        *cell = Cell::Amount(minor, currency);
    }
    row.cells[13] = Cell::Number(held.days_max);
    row
}

fn title(name: &str, section: &str) -> Row {
    Row { kind: RowKind::Group, ..detail(name, section) }
}

fn detail(name: &str, section: &str) -> Row {
    let mut cells = vec![Cell::Empty; COLUMNS.len()];
    cells[0] = if name.is_empty() { Cell::Empty } else { Cell::text(name) };
    cells[1] = Cell::text(section);
    Row { kind: RowKind::Detail, level: 0, cells, entry: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_the_first_step_that_reaches_it() {
        let times = Times::of(&[(Some(1), 50), (Some(60), 49), (None, 1)], 7);
        assert_eq!([50, 51, 99, 100].map(|of| times.percentile(of)), [Some(1), Some(60), Some(60), None]);
        assert_eq!(Times::of(&[], 3).percentile(50), None);
        assert_eq!(times.totals()[0], ("payments", Cell::Number(107)));
    }
}
