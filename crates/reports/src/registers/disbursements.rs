//! Register SPP, SPM, SP2D: requests, orders and disbursements in order of day, each with what was withheld.

use std::collections::BTreeMap;

use projections::ReadModels;

use super::{Source, detail, note, total, words};
use crate::error::ReportError;
use crate::events::Event;
use crate::parameters::{Parameters, ReportName};
use crate::report::{Cell, Column, Report};

const COLUMNS: [Column; 10] = [
    Column { key: "number", title: "No." },
    Column { key: "date", title: "Tanggal" },
    Column { key: "document", title: "Dokumen" },
    Column { key: "reference", title: "No. SPP/SPM/SP2D" },
    Column { key: "payment_kind", title: "Jenis" },
    Column { key: "description", title: "Uraian" },
    Column { key: "amount", title: "Nilai" },
    Column { key: "deductions", title: "Potongan" },
    Column { key: "net", title: "Netto" },
    Column { key: "note", title: "Keterangan" },
];

const WANTED: [&str; 5] =
    ["PaymentRequested", "DisbursementOrdered", "DisbursementPaid", "DisbursementFailed", "ImprestIssued"];

/// What agencies owe the treasury for what it paid (RK-PPKD).
const DUE_TO_TREASURY: &str = "3.1.03";
/// What is compared.
const ACCOUNTS: (&str, &str) = (
    "due-to-treasury",
    "SP2D dan RK-PPKD yang dikreditnya / disbursements and what they credited to RK-PPKD",
);

/// Totals: `requested`, `ordered`, `paid`, `deductions` and `net`, the last two of what was paid. An imprest is a disbursement
/// of its own, which no order event comes before.
pub(super) async fn run(models: &ReadModels, parameters: &Parameters) -> Result<Report, ReportError> {
    let source = Source::of(models, parameters, parameters.period()?, &WANTED).await?;
    // Orders by how many events of a name stand for them.
    let named = |name: &str| {
        let mut orders: BTreeMap<&str, i128> = BTreeMap::new();
        for event in source.events.iter().filter(|event| event.name == name) {
            *orders.entry(event.text("order")).or_default() += event.sign();
        }
        move |order: &str| orders.get(order).is_some_and(|number| *number > 0)
    };
    let (has_failed, is_paid) = (named("DisbursementFailed"), named("DisbursementPaid"));
    let mut sums = [0; 3];
    let mut withheld = 0;
    let mut rows = Vec::new();
    let listed = |event: &&Event| source.is_within(event) && event.name != "DisbursementFailed";
    for (number, event) in (1..).zip(source.events.iter().filter(listed)) {
        let (place, document) = document(&event.name);
        let minor = event.amount("amount");
        let deductions: i128 = event.parts("deductions").iter().map(|part| part.minor).sum();
        sums[place] += minor;
        withheld += if place == PAID { deductions } else { 0 };
        let order = event.text("order");
        let became = match event.name.as_str() {
            "DisbursementOrdered" if has_failed(order) => "Gagal cair",
            "DisbursementOrdered" if is_paid(order) => "Cair",
            "DisbursementOrdered" => "Belum cair",
            _ => "",
        };
        rows.push(detail(
            Some(event),
            vec![
                Cell::Number(number),
                Cell::Date(event.day),
                Cell::Text(document.to_owned()),
                Cell::Text(event.number(reference(&event.name))),
                Cell::Text(kind(event).to_owned()),
                Cell::Text(description(event, &source)),
                source.amount(minor),
                source.some(deductions),
                source.amount(minor - deductions),
                words(&note(event, became)),
            ],
        ));
    }
    let [requested, ordered, paid] = sums;
    let sum = |title, minor| total(COLUMNS.len(), (5, title), vec![(6, source.amount(minor))]);
    rows.push(sum("JUMLAH SPP", requested));
    rows.push(sum("JUMLAH SPM", ordered));
    let figures =
        [(6, paid), (7, withheld), (8, paid - withheld)].map(|(place, minor)| (place, source.amount(minor)));
    rows.push(total(COLUMNS.len(), (5, "JUMLAH SP2D"), figures.to_vec()));
    let totals = vec![
        ("requested", requested),
        ("ordered", ordered),
        ("paid", paid),
        ("deductions", withheld),
        ("net", paid - withheld),
    ];
    let title = (ReportName::DisbursementRegister, "REGISTER SPP, SPM DAN SP2D");
    let moved = source.moved(models, DUE_TO_TREASURY, |event| {
        source.is_within(event) && document(&event.name).0 == PAID && event.name != "DisbursementFailed"
    });
    let credited = -moved.await?.values().sum::<i128>();
    let tie_outs = vec![source.tie_out(ACCOUNTS, paid, credited)];
    Ok(source.report(parameters, title, &COLUMNS, rows, totals, tie_outs))
}

/// Place of disbursements among the sums.
const PAID: usize = 2;

/// Which document an event is, with its place among the sums.
fn document(name: &str) -> (usize, &'static str) {
    match name {
        "PaymentRequested" => (0, "SPP"),
        "DisbursementOrdered" => (1, "SPM"),
        _ => (PAID, "SP2D"),
    }
}

/// Where an event states its own number; a disbursement without one is known by its order.
fn reference(name: &str) -> &'static [&'static str] {
    match name {
        "PaymentRequested" => &["request"],
        "DisbursementOrdered" => &["order"],
        _ => &["disbursement", "order"],
    }
}

/// UP, GU, TU or LS. An order or disbursement for an expenditure account is a direct one, but for what pays the issuer of cards.
fn kind(event: &Event) -> &'static str {
    match event.text("kind") {
        _ if event.text("basis") == "card" => "GU KKPD",
        "initial" => "UP",
        "replenishment" => "GU",
        "additional" => "TU",
        "salary" => "LS Gaji",
        "goods" => "LS Barang/Jasa",
        _ => "LS",
    }
}

fn description(event: &Event, source: &Source) -> String {
    let stated = event.text("description");
    let code = event.text("account");
    match (stated, code, event.name.as_str()) {
        ("", "", "ImprestIssued") => "Uang persediaan".to_owned(),
        ("", code, _) if !code.is_empty() => format!("{code} {}", source.names.name(code)),
        (stated, ..) => stated.to_owned(),
    }
}
