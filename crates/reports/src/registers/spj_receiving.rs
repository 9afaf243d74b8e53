//! SPJ fungsional of receiving treasurers: what was received, what of it was deposited, and what is still to be deposited, from
//! what the year began with.

use std::collections::BTreeMap;

use projections::ReadModels;
use projections::queries::{AccountFilter, Period};

use super::spj::{Months, month, year_begin};
use super::{CUSTODY, Source, detail, total, words};
use crate::error::ReportError;
use crate::events::Event;
use crate::names::{base, is_below};
use crate::parameters::{Parameters, ReportName};
use crate::report::{Cell, Column, Report};

const COLUMNS: [Column; 13] = [
    Column { key: "code", title: "Kode Rekening" },
    Column { key: "name", title: "Uraian" },
    Column { key: "budget", title: "Jumlah Anggaran" },
    Column { key: "opening", title: "Sisa Awal Tahun" },
    Column { key: "received_before", title: "Penerimaan s.d. Bulan Lalu" },
    Column { key: "deposited_before", title: "Penyetoran s.d. Bulan Lalu" },
    Column { key: "held_before", title: "Sisa s.d. Bulan Lalu" },
    Column { key: "received_within", title: "Penerimaan Bulan Ini" },
    Column { key: "deposited_within", title: "Penyetoran Bulan Ini" },
    Column { key: "held_within", title: "Sisa Bulan Ini" },
    Column { key: "received", title: "Penerimaan s.d. Bulan Ini" },
    Column { key: "deposited", title: "Penyetoran s.d. Bulan Ini" },
    Column { key: "held", title: "Sisa s.d. Bulan Ini" },
];

const WANTED: [&str; 5] =
    ["PaymentReceived", "DepositMade", "SettlementReceived", "ReceiptIdentified", "InterestReceived"];

/// Revenue.
const REVENUE: &str = "4";
/// What is compared.
const CASH_ACCOUNT: (&str, &str) = (
    "treasurer-cash",
    "sisa yang belum disetor = Kas di Bendahara Penerimaan / still to be deposited = balance of the receiving treasurers' cash",
);

/// Figures of an account.
#[derive(Clone, Copy, Default)]
struct Sums {
    target: i128,
    /// To be deposited since before the year.
    opening: i128,
    received: Months,
    deposited: Months,
}

/// A payment straight into the treasury is received and deposited at once; so is a credit that was identified, and interest.
/// What an acquirer settles is deposited. Totals: `budget`, `opening`, `received`, `deposited` and `held` until the end of the
/// month.
pub(super) async fn run(models: &ReadModels, parameters: &Parameters) -> Result<Report, ReportError> {
    let period = month(models, parameters).await?;
    let source = Source::of(models, parameters, period, &WANTED).await?;
    let mut codes = targets(models, parameters, &source).await?;
    let first = year_begin(period);
    let mut custody = Custody::default();
    for event in &source.events {
        let is_before = first.is_some_and(|first| event.day < first);
        let is_within = source.is_within(event);
        let Moved { received, deposited } = custody.moved(event);
        let moved = |parts: Parts| parts.into_iter().filter(|(_, minor)| *minor != 0);
        for (code, minor) in moved(received) {
            let sums = codes.entry(code).or_default();
            if is_before { sums.opening += minor } else { sums.received.add(is_within, minor) }
        }
        for (code, minor) in moved(deposited) {
            let sums = codes.entry(code).or_default();
            if is_before { sums.opening -= minor } else { sums.deposited.add(is_within, minor) }
        }
    }
    let in_custody = |code: &str| is_below(code, CUSTODY);
    let entity = parameters.entity.as_deref();
    let (opening, closing) = source.balances(models, entity, first, in_custody).await?;
    let mut tie_outs = Vec::new();
    if let Some(root) = &parameters.code {
        codes.retain(|code, _| is_below(code, root));
    } else {
        // What no event took in is of no account of revenue: it was there before the book, or a journal brought it.
        let known: i128 = codes.values().map(|sums| sums.opening).sum();
        if opening != known {
            codes.entry(String::new()).or_default().opening = opening - known;
        }
    }
    let mut rows = Vec::with_capacity(codes.len() + 1);
    let mut all = Sums::default();
    for (code, sums) in &codes {
        all.add(sums);
        let name = if code.is_empty() { WITHOUT_ACCOUNT.to_owned() } else { source.names.name(code) };
        let mut cells = vec![words(code), Cell::Text(name)];
        cells.extend(figures(&source, sums));
        rows.push(detail(None, cells));
    }
    let totalled = figures(&source, &all).into_iter().enumerate().map(|(at, cell)| (at + 2, cell));
    rows.push(total(COLUMNS.len(), (1, "JUMLAH"), totalled.collect()));
    let (received, deposited) = (all.received.all(), all.deposited.all());
    let held = all.opening + received - deposited;
    if parameters.code.is_none() {
        tie_outs.push(source.tie_out(CASH_ACCOUNT, held, closing));
    }
    let totals = vec![
        ("budget", all.target),
        ("opening", all.opening),
        ("received", received),
        ("deposited", deposited),
        ("held", held),
    ];
    let title = "LAPORAN PERTANGGUNGJAWABAN BENDAHARA PENERIMAAN (SPJ FUNGSIONAL)";
    Ok(source.report(parameters, (ReportName::SpjReceiving, title), &COLUMNS, rows, totals, tie_outs))
}

const WITHOUT_ACCOUNT: &str = "Sisa awal tahun tanpa rincian rekening";

/// Targets of revenue in force on the last day, by code.
async fn targets(
    models: &ReadModels,
    parameters: &Parameters,
    source: &Source,
) -> Result<BTreeMap<String, Sums>, ReportError> {
    let code = Some(parameters.code.clone().unwrap_or_else(|| REVENUE.to_owned()));
    let accounts = AccountFilter { entity: parameters.entity.clone(), code };
    let known_at = Some(projections::KnownAt::Position(source.position));
    let year = Period { from: year_begin(source.period), known_at, ..source.period };
    let mut codes: BTreeMap<String, Sums> = BTreeMap::new();
    for row in models.budget_realization(&parameters.book, year, &accounts).await?.0 {
        if row.budget != 0 {
            codes.entry(base(&row.account.code).to_owned()).or_default().target += i128::from(row.budget);
        }
    }
    Ok(codes)
}

/// Sums by revenue account.
type Parts = Vec<(String, i128)>;

/// What an event moved.
#[derive(Default)]
struct Moved {
    received: Parts,
    deposited: Parts,
}

/// Cash with treasurers and acquirers. A slip names one account: what was taken with it as a sanction goes with it.
#[derive(Default)]
struct Custody {
    /// By agency, account of the payment, and whether an acquirer has it: what is held of each account.
    held: BTreeMap<(String, String, bool), BTreeMap<String, i128>>,
    /// What a deposit was of, by its position, for what takes it back.
    deposits: BTreeMap<u64, Parts>,
}

impl Custody {
    fn moved(&mut self, event: &Event) -> Moved {
        let (is_deposit, is_acquirer) = match (event.name.as_str(), event.text("into")) {
            ("DepositMade", _) => (true, false),
            ("SettlementReceived", _) => (true, true),
            ("PaymentReceived", "treasurer") => (false, false),
            ("PaymentReceived", "acquirer") => (false, true),
            _ => return Moved { received: revenue(event), deposited: revenue(event) },
        };
        let account = base(event.text("account")).to_owned();
        let held = self.held.entry((event.entity.clone(), account.clone(), is_acquirer)).or_default();
        if !is_deposit {
            let received = revenue(event);
            received.iter().for_each(|(code, minor)| *held.entry(code.clone()).or_default() += minor);
            return Moved { received, ..Moved::default() };
        }
        let before = self.deposits.get(&event.root).filter(|_| event.is_reversal());
        let deposited: Parts = match before {
            Some(parts) => parts.iter().map(|(code, minor)| (code.clone(), event.sign() * minor)).collect(),
            None => of_deposit(held, account, event.amount("amount")),
        };
        deposited.iter().for_each(|(code, minor)| *held.entry(code.clone()).or_default() -= minor);
        self.deposits.entry(event.root).or_insert_with(|| deposited.clone());
        Moved { deposited, ..Moved::default() }
    }
}

/// The parts of a deposit: its own account as far as that is held, then what was taken with it, and what is left of its own
/// account again.
fn of_deposit(held: &BTreeMap<String, i128>, account: String, minor: i128) -> Parts {
    let mut left = minor;
    let mut take = |code: &str| {
        let part = left.min(held.get(code).copied().unwrap_or(0).max(0));
        left -= part;
        part
    };
    let mut own = take(&account);
    let others = held.keys().filter(|code| **code != account);
    let mut parts: Parts = others.map(|code| (code.clone(), take(code))).collect();
    own += left;
    parts.insert(0, (account, own));
    parts
}

/// What an event brought, by revenue account: a sanction has one of its own.
fn revenue(event: &Event) -> Parts {
    let code = |key: &str| base(event.text(key)).to_owned();
    let penalty = event.amount("penalty");
    let mut brought = vec![(code("account"), event.amount("amount") - penalty)];
    if penalty != 0 {
        brought.push((code("penaltyAccount"), penalty));
    }
    brought
}

impl Sums {
    fn add(&mut self, other: &Self) {
        self.target += other.target;
        self.opening += other.opening;
        self.received = self.received.plus(other.received);
        self.deposited = self.deposited.plus(other.deposited);
    }
}

fn figures(source: &Source, sums: &Sums) -> Vec<Cell> {
    let Sums { target, opening, received, deposited } = *sums;
    let held = received.less(deposited);
    let figures = [
        target,
        opening,
        received.before,
        deposited.before,
        opening + held.before,
        received.within,
        deposited.within,
        held.within,
        received.all(),
        deposited.all(),
        opening + held.all(),
    ];
    figures.map(|minor| source.amount(minor)).to_vec()
}
