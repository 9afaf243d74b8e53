//! Service: how long payments waited until they were posted, what was turned away and why, and how long treasurers held cash,
//! tied to the balance of the accounts of cash on its way.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::claim::Claim;
use super::collected::{Collected, one_of};
use super::revenue::custody::{Custodian, Held};
use super::revenue::service::{Reason, Times};
use super::terms::revenue::Terms;
use super::{Expected, Row, TieOut, amount, percent};

/// What the steps of time are called, in their order.
const STEPS: [&str; 10] = [
    "1 detik / second",
    "5 detik / seconds",
    "15 detik / seconds",
    "1 menit / minute",
    "5 menit / minutes",
    "1 jam / hour",
    "6 jam / hours",
    "1 hari / day",
    "3 hari / days",
    "7 hari / days",
];

/// The percentiles that are told.
const PERCENTILES: [(u64, &str); 3] =
    [(50, "posted_p50_seconds"), (90, "posted_p90_seconds"), (99, "posted_p99_seconds")];

/// Cash with receiving treasurers; what acquirers took stands there too until it is settled.
const CUSTODY: &str = "1.1.01.02";

/// All columns but the name and the section.
const COLUMNS: [&str; 12] = [
    "month",
    "source",
    "reason",
    "number",
    "percent",
    "cumulative_percent",
    "taken",
    "deposited",
    "late",
    "held",
    "overdue",
    "days_max",
];

const FROM_EVENT_TO_RECORD: &str = "Waktu pencatatan dari waktu kejadian menurut penerbitnya sampai dicatat / posting time from the \
    event's time as its publisher says until it was recorded";

const OF_ALL: &str = "Penolakan dari semua SKPD dan kode / refusals are of all agencies and codes";

pub(super) fn expected(claim: &Claim, collected: &Collected) -> Option<Expected> {
    let terms = Terms::of(claim)?;
    let revenue = &collected.revenue;
    let (times, refusals) = (revenue.times.as_ref()?, revenue.refusals.as_ref()?);
    let custody = revenue.custody.as_ref()?;
    let currency = &one_of(custody.currencies(), &collected.currency)?;
    let days = (claim.from.unwrap_or(i32::MIN), claim.to.unwrap_or(i32::MAX));
    let treasurers = custody.by_agency(Custodian::Treasurer, days, &terms);
    let sum = |agencies: &BTreeMap<&str, Held>| agencies.values().fold(Held::default(), Held::plus);
    let held = sum(&treasurers);
    let at_acquirers = sum(&custody.by_agency(Custodian::Acquirer, days, &terms));
    let mut expected = Expected { rows: times_rows(times)?, ..Expected::default() };
    expected.rows.extend(reasons("DITOLAK / REFUSED", "refusal", &refusals.refused)?);
    expected.rows.extend(reasons("TIDAK TERBACA / UNREADABLE", "unreadable", &refusals.unreadable)?);
    expected.rows.push(row(
        "group",
        "KAS DI BENDAHARA PENERIMAAN / CASH WITH RECEIVING TREASURERS",
        "custody",
        [],
    ));
    for (agency, held) in &treasurers {
        expected.rows.push(custody_row("detail", agency, held, currency));
    }
    expected.rows.push(custody_row("total", "JUMLAH BENDAHARA / TREASURERS", &held, currency));
    expected.rows.push(custody_row("detail", "Di akuirer / with acquirers", &at_acquirers, currency));
    let cell = |minor| amount(minor, currency);
    let count = |reasons: &BTreeMap<Reason, u64>| json!(reasons.values().sum::<u64>());
    let mut totals = vec![("payments", json!(times.all() + times.unknown))];
    totals.extend(PERCENTILES.map(|(percent, key)| (key, json!(times.percentile(percent)))));
    totals.extend([
        ("time_unknown", json!(times.unknown)),
        ("refused", count(&refusals.refused)),
        ("unreadable", count(&refusals.unreadable)),
        ("taken", cell(held.taken)),
        ("deposited", cell(held.deposited)),
        ("late", cell(held.late)),
        ("held", cell(held.held)),
        ("overdue", cell(held.overdue)),
        ("days_max", json!(held.days_max)),
        ("held_by_acquirers", cell(at_acquirers.held)),
    ]);
    expected.totals = totals.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    expected.tie_outs = Some(vec![TieOut {
        name: "custody",
        title: "kas di bendahara dan akuirer dan saldo akunnya / cash with treasurers and acquirers and the balance of its accounts",
        left: held.held + at_acquirers.held,
        right: collected.balance_below(&[CUSTODY]),
        currency: currency.clone(),
    }]);
    expected.notes = notes(claim, &terms, days.1);
    Some(expected)
}

fn notes(claim: &Claim, terms: &Terms, day: i32) -> Vec<String> {
    let limit = match terms.deposit_within(day) {
        Some(days) => format!("{days} hari kerja / working days"),
        None => "tanpa batas / no limit".to_owned(),
    };
    let mut notes = vec![
        FROM_EVENT_TO_RECORD.to_owned(),
        format!(
            "Batas setor / to be deposited within: {limit}, masuk pertama keluar pertama per SKPD / first in first out by agency; \
             konfigurasi yang belum dikonfirmasi / configuration to be confirmed [K], sha256 {}",
            terms.sha256
        ),
    ];
    if claim.entity.is_some() || claim.code.is_some() {
        notes.push(OF_ALL.to_owned());
    }
    notes
}

fn times_rows(times: &Times) -> Option<Vec<Row>> {
    let (all, mut within) = (i128::from(times.all()), 0);
    let mut rows =
        vec![row("group", "DARI PEMBAYARAN SAMPAI DICATAT / FROM PAYMENT TO POSTED", "posting-time", [])];
    let longer = std::iter::once("lebih lama / longer".to_owned());
    let names = STEPS.iter().map(|step| format!("sampai / within {step}")).chain(longer);
    for (name, number) in names.zip(times.numbers) {
        within += i128::from(number);
        let cells = [
            ("number", json!(number)),
            ("percent", json!(percent(number.into(), all)?)),
            ("cumulative_percent", json!(percent(within, all)?)),
        ];
        rows.push(row("detail", &name, "posting-time", cells));
    }
    let unknown = [("number", json!(times.unknown))];
    rows.push(row("detail", "waktu tidak diketahui / time not known", "posting-time", unknown));
    Some(rows)
}

fn reasons(title: &str, section: &str, reasons: &BTreeMap<Reason, u64>) -> Option<Vec<Row>> {
    let all = i128::from(reasons.values().sum::<u64>());
    let mut rows = vec![row("group", title, section, [])];
    for ((month, source, reason), number) in reasons {
        rows.push(row(
            "detail",
            "",
            section,
            [
                ("month", json!(month)),
                ("source", json!(source)),
                ("reason", json!(reason)),
                ("number", json!(number)),
                ("percent", json!(percent((*number).into(), all)?)),
            ],
        ));
    }
    Some(rows)
}

fn custody_row(kind: &str, name: &str, held: &Held, currency: &str) -> Row {
    let cell = |minor| amount(minor, currency);
    row(
        kind,
        name,
        "custody",
        [
            ("taken", cell(held.taken)),
            ("deposited", cell(held.deposited)),
            ("late", cell(held.late)),
            ("held", cell(held.held)),
            ("overdue", cell(held.overdue)),
            ("days_max", json!(held.days_max)),
        ],
    )
}

/// A row with these cells, and nothing in its other columns.
fn row<const N: usize>(kind: &str, name: &str, section: &str, cells: [(&'static str, Value); N]) -> Row {
    let mut row = vec![
        ("kind", json!(kind)),
        ("level", json!(0)),
        ("name", if name.is_empty() { Value::Null } else { json!(name) }),
        ("section", json!(section)),
    ];
    let empty = COLUMNS.into_iter().filter(|key| cells.iter().all(|(known, _)| known != key));
    row.extend(empty.map(|key| (key, Value::Null)));
    row.extend(cells);
    row
}
