//! Receivables by age: what payers owe on the last day, by account, agency and district, with how long it has been due, and tied
//! to the balance of the accounts of what payers owe.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::claim::Claim;
use super::collected::{Collected, one_of};
use super::head::long;
use super::revenue::owed::{Arrear, ByAge, RECEIVABLES, STEPS};
use super::terms::revenue::Terms;
use super::{Expected, Row, TieOut, amount, base, cut, is_within, level_of};
use crate::calendar;

/// The level shown when none was asked for.
const LEVEL: usize = 5;

const AGES: [&str; STEPS] = ["age_1", "age_2", "age_3", "age_4", "age_5", "age_6"];

const AGE_OF_NOTHING: &str = "Tanpa umur / no age: tanpa jatuh tempo, lebih bayar, atau tanpa ketetapan / no due date, paid beyond, or \
    no assessment. Batas umur adalah konfigurasi yang belum dikonfirmasi / steps of age are configuration to be confirmed [K], sha256";

const OF_ONE_CODE: &str = "Satu kode saja: tidak dicocokkan dengan saldo akun piutang / of one code alone: not compared with the \
    balance of the receivable accounts";

pub(super) fn expected(claim: &Claim, collected: &Collected) -> Option<Expected> {
    let terms = Terms::of(claim)?;
    let day = claim.to.unwrap_or_default();
    let (owed, others) = (collected.revenue.owed.as_ref()?, collected.revenue.others.as_ref()?);
    let currency = &one_of(owed.currencies(), &collected.currency)?;
    let steps = terms.on(day).age_steps;
    // Of a part of the codes nobody can say which of the other entries are theirs.
    let is_whole = claim.code.is_none();
    let others: Vec<_> = others.all().filter(|_| is_whole).collect();
    let arrears = owed.arrears(day, &steps);
    let sums = Sums::of(&arrears, &others, claim.level.unwrap_or(LEVEL));
    let mut expected = Expected { rows: rows(&sums, &steps_row(&steps), currency), ..Expected::default() };
    let cell = |minor| amount(minor, currency);
    expected.totals = vec![
        ("receivables".to_owned(), cell(sums.all.all())),
        ("overdue".to_owned(), cell(sums.all.overdue())),
        ("not_due".to_owned(), cell(sums.all.not_due)),
        ("unknown".to_owned(), cell(sums.all.unknown)),
        ("assessments".to_owned(), json!(sums.all.number)),
        ("without_assessment".to_owned(), cell(others.iter().map(|(.., minor)| minor).sum())),
    ];
    let tie_out = TieOut {
        name: "receivable-accounts",
        title: "umur piutang dan saldo akun piutang / receivables by age and balance of the receivable accounts",
        left: sums.all.all(),
        right: collected.balance_below(&RECEIVABLES),
        currency: currency.clone(),
    };
    expected.tie_outs = Some(if is_whole { vec![tie_out] } else { Vec::new() });
    expected.notes = vec![note(day), format!("{AGE_OF_NOTHING} {}", terms.sha256)];
    if !is_whole {
        expected.notes.push(OF_ONE_CODE.to_owned());
    }
    Some(expected)
}

/// From what day ages are counted, as the line below the table says it.
pub(super) fn note(day: i32) -> String {
    format!(
        "Umur dihitung dari jatuh tempo sampai {} / age counts from the due date to {}; pembayaran tanpa nomor ketetapan melunasi \
         yang tertua / payments that name no assessment settle the oldest",
        long(day),
        calendar::date(day)
    )
}

/// Sums of every section.
#[derive(Default)]
struct Sums<'a> {
    codes: BTreeMap<&'a str, ByAge>,
    agencies: BTreeMap<&'a str, ByAge>,
    districts: BTreeMap<&'a str, ByAge>,
    /// By account of what is no assessment.
    others: BTreeMap<&'a str, ByAge>,
    all: ByAge,
}

impl<'a> Sums<'a> {
    fn of(arrears: &'a [Arrear], others: &[(&'a str, &'a str, i128)], level: usize) -> Self {
        let mut sums = Self::default();
        for arrear in arrears {
            for depth in 1..=level.min(level_of(&arrear.code)).max(1) {
                sums.codes.entry(cut(&arrear.code, depth)).or_default().add(arrear);
            }
            sums.agencies.entry(&arrear.entity).or_default().add(arrear);
            sums.districts.entry(&arrear.district).or_default().add(arrear);
            sums.all.add(arrear);
        }
        for (entity, code, minor) in others {
            sums.others.entry(base(code)).or_default().unknown += minor;
            sums.agencies.entry(entity).or_default().unknown += minor;
            sums.all.unknown += minor;
        }
        sums
    }
}

/// Which days each column of age has, such as `31-90` and `>90`.
fn steps_row(steps: &std::collections::BTreeSet<i64>) -> Vec<Value> {
    let firsts = std::iter::once(1).chain(steps.iter().map(|last| last + 1));
    let mut titles: Vec<Value> =
        firsts.clone().zip(steps).map(|(first, last)| json!(format!("{first}-{last}"))).collect();
    titles.extend(firsts.last().map(|first| json!(format!(">{}", first - 1))));
    titles.resize(STEPS, Value::Null);
    titles
}

fn rows(sums: &Sums<'_>, ages: &[Value], currency: &str) -> Vec<Row> {
    let mut first = titled("Umur dalam hari / age in days", "age");
    for (cell, age) in first.iter_mut().filter(|(key, _)| AGES.contains(key)).zip(ages) {
        cell.1 = age.clone();
    }
    let mut rows = vec![first];
    let codes: Vec<&str> = sums.codes.keys().copied().collect();
    for (index, (code, sum)) in sums.codes.iter().enumerate() {
        let is_group = codes.get(index + 1).is_some_and(|next| is_within(next, code));
        let kind = if is_group { "group" } else { "detail" };
        rows.push(row((kind, level_of(code)), json!(code), "kind", sum, currency));
    }
    for (code, sum) in &sums.others {
        rows.push(row(("detail", 0), json!(code), "no-assessment", sum, currency));
    }
    let mut total = row(("total", 0), Value::Null, "kind", &sums.all, currency);
    total.push(("name", json!("JUMLAH PIUTANG / RECEIVABLES")));
    rows.push(total);
    for (title, sums, section) in [
        ("MENURUT SKPD / BY AGENCY", &sums.agencies, "agency"),
        ("MENURUT KECAMATAN / BY DISTRICT", &sums.districts, "district"),
    ] {
        rows.push(titled(title, section));
        for (name, sum) in sums {
            let mut row = row(("detail", 0), Value::Null, section, sum, currency);
            row.push(("name", json!(if name.is_empty() { "-" } else { name })));
            rows.push(row);
        }
    }
    rows
}

fn row((kind, level): (&str, usize), code: Value, section: &str, sum: &ByAge, currency: &str) -> Row {
    let cell = |minor| amount(minor, currency);
    let mut row = vec![
        ("kind", json!(kind)),
        ("level", json!(level)),
        ("code", code),
        ("section", json!(section)),
        ("number", json!(sum.number)),
        ("amount", cell(sum.all())),
        ("not_due", cell(sum.not_due)),
    ];
    row.extend(AGES.into_iter().zip(sum.steps.map(cell)));
    row.push(("unknown", cell(sum.unknown)));
    row
}

fn titled(title: &str, section: &str) -> Row {
    let mut row = vec![
        ("kind", json!("group")),
        ("level", json!(0)),
        ("name", json!(title)),
        ("section", json!(section)),
    ];
    let empty = ["code", "number", "amount", "not_due"].into_iter().chain(AGES).chain(["unknown"]);
    row.extend(empty.map(|key| (key, Value::Null)));
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_column_of_age_says_its_days() {
        let titles = |steps: &[i64]| steps_row(&steps.iter().copied().collect());
        let [nothing, beyond] = [Value::Null, json!(">90")];
        assert_eq!(titles(&[30, 90])[..4], [json!("1-30"), json!("31-90"), beyond, nothing]);
        assert_eq!(titles(&[])[0], ">0");
        assert_eq!(titles(&[1, 2, 3, 4, 5]).len(), STEPS);
    }
}
