//! Digitalization: payments to the region and by it, by kind, channel, agency, month and half-year, with the class of each channel,
//! and an estimate of the index. Sums are those of [`figures`], rows those of [`table`], the way from payments to what the budget
//! realized that of [`bridge`].

mod bridge;
mod figures;
mod table;

use serde_json::{Value, json};

use super::claim::Claim;
use super::collected::{Collected, one_of};
use super::terms::revenue::{InForce, Terms};
use super::{Expected, TieOut, amount, budget_lines, hundredths, is_within, with_comma};
use crate::calendar;
use bridge::Bridge;
use figures::{Figures, Item, Levels};
use table::{Table, count};

/// The level shown when none was asked for.
const LEVEL: usize = 5;

/// Revenue that a region collects itself.
const OWN_SOURCE: &str = "4.1";

const EXPENDITURE: &str = "5";

/// Kinds of expenditure: salaries, goods and services, capital.
const SPENDING_LEVEL: usize = 3;

/// Keys of the totals of each class, its amount and its number.
const CLASSES: [(&str, &str); 4] = [
    ("cash", "cash_number"),
    ("semi_digital", "semi_digital_number"),
    ("digital", "digital_number"),
    ("unknown", "unknown_number"),
];

pub(super) fn expected(claim: &Claim, collected: &Collected) -> Option<Expected> {
    let all_terms = Terms::of(claim)?;
    let terms = &all_terms.on(claim.to.unwrap_or(i32::MAX));
    let revenue = collected.revenue.sums.as_ref()?;
    let spending: Vec<_> = collected.spending.all().filter(|row| row.stage.is_realized()).collect();
    let spending: Vec<_> = spending.iter().filter(|row| is_within(&row.code, EXPENDITURE)).collect();
    let currencies = revenue.all().map(|(key, ..)| key.currency.as_str());
    let currencies = currencies.chain(spending.iter().map(|row| row.currency.as_str()));
    let currency = &one_of(currencies, &collected.currency)?;
    let deepest = claim.level.unwrap_or(LEVEL);
    let payments = revenue.all().filter(|(key, ..)| key.stage.is_payment());
    let payments = payments.map(|(key, channel, sum)| Item {
        code: &key.code,
        entity: &key.entity,
        channel,
        month: (key.year, key.month),
        amount: sum.amount,
        number: sum.number,
    });
    let received = Figures::of(payments, Levels { top: 2, deepest, kind: terms.kind_level }, terms);
    let payments = spending.iter().map(|row| {
        let (year, month, _) = calendar::civil(row.day);
        Item {
            code: &row.code,
            entity: &row.entity,
            channel: &row.facts.channel,
            month: (year, month),
            amount: row.amount,
            // What came back lowers the amount, and is no payment.
            number: i128::from(row.amount > 0 && !row.is_reversed),
        }
    });
    let levels = Levels { top: 1, deepest: deepest.min(SPENDING_LEVEL), kind: SPENDING_LEVEL };
    let paid = Figures::of(payments, levels, terms);
    let bridge = Bridge::of(revenue);
    let all = "JUMLAH PENDAPATAN ASLI DAERAH / OWN-SOURCE REVENUE";
    let mut rows = Table { figures: &received, terms, currency, prefix: "", all }.rows()?;
    rows.extend(bridge.rows(currency));
    let all = "JUMLAH BELANJA / SPENDING";
    rows.extend(Table { figures: &paid, terms, currency, prefix: "spending-", all }.rows()?);
    let mut totals = totals("", "revenue", &received, currency)?;
    totals.extend(index_totals(&received, terms)?);
    totals.extend(self::totals("spending_", "spending", &paid, currency)?);
    totals.push(("realized".to_owned(), amount(bridge.realized(), currency)));
    let tie_outs = Some(tie_outs(collected, bridge.realized(), paid.all.amount(), currency));
    let notes = notes(&received, terms, &all_terms.sha256)?;
    Some(Expected { rows, totals, tie_outs, notes, ..Expected::default() })
}

/// What was realized of both sides by event, and by the accounts of the budget.
fn tie_outs(collected: &Collected, revenue: i128, spending: i128, currency: &str) -> Vec<TieOut> {
    let right = |root: &str| budget_lines::realized(collected, |code| is_within(code, root));
    let currency = || currency.to_owned();
    vec![
        TieOut {
            name: "budget-realization",
            title: budget_lines::BY_EVENT,
            left: revenue,
            right: right(OWN_SOURCE),
            currency: currency(),
        },
        TieOut {
            name: "budget-spending",
            title: "belanja semua kanal dan realisasi LRA / spending by all channels and LRA realisation",
            left: spending,
            right: right(EXPENDITURE),
            currency: currency(),
        },
    ]
}

/// Amounts, numbers and shares of one side.
fn totals(prefix: &str, all: &str, figures: &Figures, currency: &str) -> Option<Vec<(String, Value)>> {
    let sums = &figures.all;
    let ([digital, digital_number], [non_cash, non_cash_number]) = (sums.digital()?, sums.non_cash()?);
    let mut totals = vec![(all.to_owned(), amount(sums.amount(), currency))];
    let mut add = |key: &str, value| totals.push((format!("{prefix}{key}"), value));
    add("number", count(sums.number()));
    for ((amount_key, number_key), (minor, number)) in CLASSES.into_iter().zip(sums.0) {
        add(amount_key, amount(minor, currency));
        add(number_key, count(number));
    }
    add("digital_percent", json!(hundredths(digital)));
    add("non_cash_percent", json!(hundredths(non_cash)));
    add("digital_number_percent", json!(hundredths(digital_number)));
    add("non_cash_number_percent", json!(hundredths(non_cash_number)));
    add("kinds", json!(figures.kinds()));
    add("non_cash_kinds", json!(figures.non_cash_kinds()));
    Some(totals)
}

/// The estimate of the index, and its aspects.
fn index_totals(figures: &Figures, terms: &InForce) -> Option<[(String, Value); 3]> {
    let [realization, _] = figures.all.non_cash()?;
    let of = [
        ("implementation_percent", figures.implementation()?),
        ("realization_percent", realization),
        ("index_estimate", figures.index_estimate(terms.weights)?),
    ];
    Some(of.map(|(key, value)| (key.to_owned(), json!(hundredths(value)))))
}

/// The lines below the table: what the estimate is made of, and what it is not.
fn notes(figures: &Figures, terms: &InForce, sha256: &str) -> Option<Vec<String>> {
    let index = figures.index_estimate(terms.weights)?;
    let [realization, _] = figures.all.non_cash()?;
    let [of_implementation, of_realization, of_environment] = terms.weights;
    let stage = terms.stages.iter().rev().find(|(_, from)| from * 100 <= index);
    let unconfirmed = terms.channels.iter().filter(|channel| !channel.is_confirmed);
    let unconfirmed: Vec<&str> = unconfirmed.map(|channel| channel.key.as_str()).collect();
    Some(vec![
        format!(
            "Implementasi / implementation: {} dari / of {} jenis / kinds, {} %",
            figures.non_cash_kinds(),
            figures.kinds(),
            with_comma(figures.implementation()?)
        ),
        format!("Realisasi / realisation: {} % nontunai / non-cash", with_comma(realization)),
        "Lingkungan strategis / strategic environment: tidak diketahui / not known, bukan fakta buku besar / no fact of a ledger; \
         menambah / adds 0"
            .to_owned(),
        format!(
            "Indeks, perkiraan / estimate: {} dari paling tinggi / of at most {}; tahap / stage {}; bobot / weights \
             {of_implementation}/{of_realization}/{of_environment} [K]",
            with_comma(index),
            with_comma((of_implementation + of_realization) * 100),
            stage.map_or("-", |(name, _)| name.as_str())
        ),
        format!(
            "Bukan indeks resmi / not the official index (IETPD): kelas kanal, jenis, bobot dan batas tahap adalah konfigurasi yang \
             belum dikonfirmasi / classes of channels, kinds, weights and cut-offs are configuration to be confirmed, sha256 {sha256}"
        ),
        format!("Kelas belum dikonfirmasi / class not confirmed [K]: {}", unconfirmed.join(", ")),
        "Pembayaran dihitung menurut kanal pembayar; jurnal dan koreksi tidak menyebut kanal / payments count by the channel of \
         the payer; journals and corrections name none"
            .to_owned(),
    ])
}
