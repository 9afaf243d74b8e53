//! Quality of spending: what realized spending in scope says of vendors, origin, channels and time, by account, agency, month,
//! scale of vendor and way of procurement. Sums are those of [`figures`], lines below the table those of [`notes`].

mod figures;
mod notes;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::claim::Claim;
use super::collected::{Collected, one_of};
use super::spending::row::{Row as Event, Stage};
use super::terms::{revenue, spending};
use super::{Expected, Row, TieOut, amount, budget_lines, head, hundredths, is_within, level_of};
use crate::calendar;
use figures::{Figures, Judged, Sums};

/// The level shown when none was asked for.
const LEVEL: usize = 4;

/// Scales in order of size, with their words; others come last under their own names.
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

pub(super) fn expected(claim: &Claim, collected: &Collected) -> Option<Expected> {
    // The terms of the last day are those of the whole period.
    let last = claim.to.unwrap_or(i32::MAX);
    let terms = spending::Terms::of(claim)?;
    let judged = Judged { terms: terms.on(last), channels: revenue::Terms::of(claim)?.on(last) };
    let events: Vec<Event> = collected.spending.all().filter(|event| judged.terms.has(&event.code)).collect();
    let currency = one_of(events.iter().map(|event| event.currency.as_str()), &collected.currency)?;
    let mut figures = Figures { level: claim.level.unwrap_or(LEVEL), ..Figures::default() };
    for event in &events {
        match event.stage {
            Stage::CardPurchase => figures.card.add(event, &judged),
            stage if stage.is_realized() => figures.add(event, &judged),
            _ => {}
        }
    }
    let tie_out = TieOut {
        name: "budget-realization",
        title: "belanja menurut peristiwa dan realisasi LRA / spending by event and LRA realisation",
        left: figures.all.amount,
        right: budget_lines::realized(collected, |code| judged.terms.has(code)),
        currency: currency.clone(),
    };
    let mut expected = Expected { rows: rows(&figures, &currency)?, ..Expected::default() };
    expected.totals = totals(&figures, &judged, &currency)?;
    expected.notes = notes::of(&figures.all, &judged.terms, &terms.sha256, &tie_out)?;
    expected.tie_outs = Some(vec![tie_out]);
    Some(expected)
}

fn rows(figures: &Figures, currency: &str) -> Option<Vec<Row>> {
    let row = |kind, level, words, sums: &Sums| row((kind, level), words, sums, currency);
    let detail = |group: &str, key: &str, name: &str, sums: &Sums| {
        let words = [Value::Null, json!(group), json!(key)];
        Some(named(row("detail", 0, words, sums)?, name))
    };
    let mut rows = vec![titled("MENURUT REKENING / BY ACCOUNT")];
    let mut codes = figures.codes.iter().peekable();
    while let Some((code, sums)) = codes.next() {
        let is_group = codes.peek().is_some_and(|(next, _)| is_within(next, code));
        let kind = if is_group { "group" } else { "detail" };
        rows.push(row(kind, level_of(code), [json!(code), json!("account"), json!(code)], sums)?);
    }
    rows.push(named(
        row("total", 0, [Value::Null, Value::Null, Value::Null], &figures.all)?,
        "JUMLAH LINGKUP",
    ));
    rows.push(titled("MENURUT SKPD / BY AGENCY"));
    for (agency, sums) in &figures.agencies {
        rows.push(detail("agency", agency, agency, sums)?);
    }
    rows.push(titled("MENURUT BULAN / BY MONTH"));
    for ((year, month), sums) in &figures.months {
        let first = calendar::days(*year, *month, 1)?;
        let name = head::long(first).trim_start_matches("1 ").to_owned();
        rows.push(detail("month", &format!("{year:04}-{month:02}"), &name, sums)?);
    }
    for (title, group, sums, words) in [
        ("MENURUT SKALA PENYEDIA / BY SCALE OF VENDOR", "scale", &figures.scales, &SCALES),
        ("MENURUT CARA PENGADAAN / BY WAY OF PROCUREMENT", "procurement", &figures.procurement, &PROCUREMENT),
    ] {
        rows.push(titled(title));
        for (key, name, sums) in in_order(sums, words) {
            rows.push(detail(group, if key.is_empty() { "unknown" } else { key }, name, sums)?);
        }
    }
    if figures.card != Sums::default() {
        rows.push(titled("PEMBELIAN KKPD, DI LUAR JUMLAH / CARD PURCHASES, IN NO TOTAL"));
        rows.push(detail("card", "purchases", "Menurut tanggal beli / by day of purchase", &figures.card)?);
    }
    Some(rows)
}

/// Classes in the order of their words, each with its name.
fn in_order<'a>(
    sums: &'a BTreeMap<String, Sums>,
    words: &'a [(&'a str, &'a str)],
) -> Vec<(&'a str, &'a str, &'a Sums)> {
    let place = |key: &str| words.iter().position(|(known, _)| *known == key);
    let class = |(key, sums): (&'a String, &'a Sums)| {
        let name = place(key).and_then(|place| words.get(place)).map_or(key.as_str(), |(_, name)| *name);
        (key.as_str(), name, sums)
    };
    let mut classes: Vec<_> = sums.iter().map(class).collect();
    classes.sort_by_key(|(key, ..)| (place(key).unwrap_or(words.len()), *key));
    classes
}

fn named(mut row: Row, name: &str) -> Row {
    row.push(("name", json!(name)));
    row
}

fn row(
    (kind, level): (&str, usize),
    [code, group, key]: [Value; 3],
    sums: &Sums,
    currency: &str,
) -> Option<Row> {
    let cell = |minor| amount(minor, currency);
    let days = |value: Option<i128>| json!(value.map(hundredths));
    Some(vec![
        ("kind", json!(kind)),
        ("level", json!(level)),
        ("code", code),
        ("group", group),
        ("key", key),
        ("amount", cell(sums.amount)),
        ("number", json!(sums.number)),
        ("met", cell(sums.met)),
        ("met_percent", sums.percent(sums.met)?),
        ("unknown", cell(sums.unknown_scale)),
        ("unknown_percent", sums.percent(sums.unknown_scale)?),
        ("domestic_percent", sums.percent(sums.domestic)?),
        ("local_content_percent", json!(hundredths(sums.local_content()?))),
        ("local_percent", sums.percent(sums.local)?),
        ("digital_percent", sums.percent(sums.digital)?),
        ("days_median", days(sums.days.median())),
        ("days_mean", days(sums.days.mean())),
        ("days_max", json!(sums.days.max())),
        ("december_percent", sums.percent(sums.december)?),
    ])
}

/// A heading: a name, and nothing in its other columns.
fn titled(title: &str) -> Row {
    let empty = [
        "code",
        "group",
        "key",
        "amount",
        "number",
        "met",
        "met_percent",
        "unknown",
        "unknown_percent",
        "domestic_percent",
        "local_content_percent",
        "local_percent",
        "digital_percent",
        "days_median",
        "days_mean",
        "days_max",
        "december_percent",
    ];
    let mut row = vec![("kind", json!("group")), ("level", json!(0)), ("name", json!(title))];
    row.extend(empty.map(|key| (key, Value::Null)));
    row
}

fn totals(figures: &Figures, judged: &Judged, currency: &str) -> Option<Vec<(String, Value)>> {
    let all = &figures.all;
    let cell = |minor| amount(minor, currency);
    let days = |value: Option<i128>| json!(value.map(hundredths));
    let target = judged.terms.target.map(|(target, _)| hundredths(target));
    let totals = [
        ("amount", cell(all.amount)),
        ("number", json!(all.number)),
        ("met", cell(all.met)),
        ("met_percent", all.percent(all.met)?),
        ("target_percent", json!(target)),
        ("unknown", cell(all.unknown_scale)),
        ("unknown_percent", all.percent(all.unknown_scale)?),
        ("domestic", cell(all.domestic)),
        ("domestic_percent", all.percent(all.domestic)?),
        ("unknown_origin", cell(all.unknown_origin)),
        ("local_content_percent", json!(hundredths(all.local_content()?))),
        ("local_content_known_percent", json!(hundredths(all.local_content_of_known()?))),
        ("local_content_known", cell(all.known_content)),
        ("local_content_met", cell(all.content_met)),
        ("local", cell(all.local)),
        ("local_percent", all.percent(all.local)?),
        ("unknown_domicile", cell(all.unknown_domicile)),
        ("digital", cell(all.digital)),
        ("digital_percent", all.percent(all.digital)?),
        ("days_median", days(all.days.median())),
        ("days_mean", days(all.days.mean())),
        ("days_max", json!(all.days.max())),
        ("days_number", json!(all.days.number())),
        ("december", cell(all.december)),
        ("december_percent", all.percent(all.december)?),
        ("card_purchases", cell(figures.card.amount)),
    ];
    Some(totals.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}
