//! ETPD: own-source revenue by kind and by the channel of its payers, spending by the channel of its payments, the shares that
//! went in cash, semi-digital and digital, and an estimate of the index of digitalisation. Sums are those of
//! `digitalization/figures.rs`, rows those of `digitalization/table.rs`; classes and weights are `revenue_terms`.
//!
//! A payment counts when it is made, by the channel of who pays, whatever the treasurer does with the money later. The last
//! section leads from there to the budget realisation report.

mod figures;
mod table;

use std::sync::Arc;

use ledger::{Currency, Date};
use projections::ReadModels;
use projections::queries::{AccountFilter, Period};

use crate::budget_lines::counted;
use crate::error::ReportError;
use crate::format;
use crate::names::{Names, is_below, level_of, one_currency};
use crate::parameters::{Parameters, ReportName};
use crate::report::{Cell, Report, TieOut};
use crate::revenue_terms::{InForce, RevenueTerms};
use figures::{Figures, Item, Levels};
use table::{Bridge, COLUMNS, Table, number};

/// Regional own-source revenue, the revenue that a region collects itself.
const OWN_SOURCE: &str = "4.1";

/// Expenditure.
const EXPENDITURE: &str = "5";

/// Kinds of expenditure are its jenis: salaries, goods and services, capital.
const SPENDING_LEVEL: u8 = 3;

/// Keys of the totals of each class, in the order of [`crate::revenue_terms::Class`].
const CLASSES: [(&str, &str); 4] = [
    ("cash", "cash_number"),
    ("semi_digital", "semi_digital_number"),
    ("digital", "digital_number"),
    ("unknown", "unknown_number"),
];

/// Default level: rincian objek, five segments. Default period: the half-year of the last day known, or of the one day that is
/// given. Totals: `revenue`, `number`, for each class its amount and `_number`, shares of the amount `digital_percent` and
/// `non_cash_percent`, of the number `digital_number_percent` and `non_cash_number_percent`, `kinds`, `non_cash_kinds`,
/// `implementation_percent`, `realization_percent`, `index_estimate`; the same of spending with `spending_` before it, but for the
/// index; `realized`, own-source revenue of the budget.
///
/// # Errors
/// Those of any report.
pub(crate) async fn run(models: &ReadModels, parameters: &Parameters) -> Result<Report, ReportError> {
    let period = period(models, parameters).await?;
    let names = Names::of(models, parameters).await?;
    let terms = parameters.revenue_terms();
    let in_force = terms.on(period.to.unwrap_or(Date(i32::MAX)));
    let entity = || parameters.entity.clone();
    let code = |root: &str| Some(parameters.code.clone().unwrap_or_else(|| root.to_owned()));
    let filter = AccountFilter { entity: entity(), code: code(OWN_SOURCE) };
    let (mut revenue, position) = models.revenue(&parameters.book, period, &filter).await?;
    revenue.retain(|row| is_below(&row.code, OWN_SOURCE));
    let filter = AccountFilter { entity: entity(), code: code(EXPENDITURE) };
    let (mut spending, _) = models.spending_events(&parameters.book, period, &filter).await?;
    spending.retain(|row| row.stage.is_realized() && is_below(&row.code, EXPENDITURE));
    let currencies = revenue.iter().map(|row| row.currency).chain(spending.iter().map(|row| row.currency));
    let currency = one_currency(currencies, names.currency())?;
    let payments = revenue.iter().filter(|row| row.stage.is_payment()).map(Item::of_revenue);
    let (deepest, kind) = (parameters.level(5)?, in_force.kind_level);
    let received = Figures::of(payments, Levels { top: level_of(OWN_SOURCE), deepest, kind }, &in_force);
    let levels = Levels { top: 1, deepest: deepest.min(SPENDING_LEVEL), kind: SPENDING_LEVEL };
    let paid = Figures::of(spending.iter().map(Item::of_spending), levels, &in_force);
    let bridge = Bridge::of(&revenue);
    let sides = [(OWN_SOURCE, bridge.realized()), (EXPENDITURE, paid.all.amount())];
    let tie_outs = tie_outs(models, parameters, period, sides, currency).await?;
    let revenue = Table {
        figures: &received,
        names: &names,
        terms: &in_force,
        currency,
        prefix: "",
        all: "JUMLAH PENDAPATAN ASLI DAERAH / OWN-SOURCE REVENUE",
    };
    let spending = Table { figures: &paid, prefix: "spending-", all: "JUMLAH BELANJA / SPENDING", ..revenue };
    let mut rows = revenue.rows();
    rows.extend(bridge.rows(currency));
    rows.extend(spending.rows());
    let mut totals = totals("", "revenue", &received, currency);
    totals.extend(index_totals(&received, &in_force));
    totals.extend(self::totals("spending_", "spending", &paid, currency));
    totals.push(("realized".to_owned(), Cell::Amount(bridge.realized(), currency)));
    let mut closing: Vec<String> = tie_outs.iter().filter_map(TieOut::warning).collect();
    closing.extend(notes(&received, &in_force, &terms));
    Ok(Report {
        name: ReportName::Digitalization.as_str(),
        title: "ETPD: PENDAPATAN DAN BELANJA MENURUT JENIS DAN KANAL",
        head: names.head(parameters, period),
        columns: COLUMNS.to_vec(),
        rows,
        totals,
        closing,
        tie_outs,
        provenance: names.provenance(parameters, period, position).under(&[terms.stated()]),
    })
}

/// The days that were asked for, and for those that were not the half-year.
async fn period(models: &ReadModels, parameters: &Parameters) -> Result<Period, ReportError> {
    let mut period = parameters.period()?;
    let day = match period.from.or(period.to) {
        None => models.last_day(&parameters.book, parameters.known_at).await?,
        given => given,
    };
    if let Some((year, month, _)) = day.map(Date::civil) {
        let (first, last) = if month <= 6 { ((1, 1), (6, 30)) } else { ((7, 1), (12, 31)) };
        period.from = period.from.or(Date::new(year, first.0, first.1));
        period.to = period.to.or(Date::new(year, last.0, last.1));
    }
    Ok(period)
}

/// What was realised of both sides against the budget realisation report.
async fn tie_outs(
    models: &ReadModels,
    parameters: &Parameters,
    period: Period,
    sides: [(&'static str, i128); 2],
    currency: Currency,
) -> Result<Vec<TieOut>, ReportError> {
    let (rows, _) = models.budget_realization(&parameters.book, period, &parameters.accounts()).await?;
    let realized = |root: &str| {
        let below = rows.iter().filter(|row| is_below(&row.account.code, root));
        below.filter_map(counted).map(|(_, realized)| realized).sum()
    };
    let named = [
        (
            "budget-realization",
            "pendapatan menurut kejadian dan realisasi LRA / revenue by event and LRA realisation",
        ),
        (
            "budget-spending",
            "belanja semua kanal dan realisasi LRA / spending by all channels and LRA realisation",
        ),
    ];
    let tie_out = |((name, title), (root, left)): ((&'static str, &'static str), (&str, i128))| TieOut {
        name,
        title,
        left,
        right: realized(root),
        currency,
    };
    Ok(named.into_iter().zip(sides).map(tie_out).collect())
}

/// Amounts, numbers and shares of one side.
fn totals(prefix: &str, all: &str, figures: &Figures, currency: Currency) -> Vec<(String, Cell)> {
    let sums = &figures.all;
    let amount = |minor| Cell::Amount(minor, currency);
    let ([digital, digital_number], [non_cash, non_cash_number]) = (sums.digital(), sums.non_cash());
    let mut totals = vec![(all.to_owned(), amount(sums.amount()))];
    let mut add = |key: &str, cell| totals.push((format!("{prefix}{key}"), cell));
    add("number", number(sums.number()));
    for ((amount_key, number_key), (minor, count)) in CLASSES.into_iter().zip(sums.0) {
        add(amount_key, amount(minor));
        add(number_key, number(count));
    }
    add("digital_percent", Cell::Percent(digital));
    add("non_cash_percent", Cell::Percent(non_cash));
    add("digital_number_percent", Cell::Percent(digital_number));
    add("non_cash_number_percent", Cell::Percent(non_cash_number));
    add("kinds", Cell::Number(figures.kinds()));
    add("non_cash_kinds", Cell::Number(figures.non_cash_kinds()));
    totals
}

/// The estimate and its aspects.
fn index_totals(figures: &Figures, terms: &InForce) -> [(String, Cell); 3] {
    [
        ("implementation_percent", figures.implementation()),
        ("realization_percent", figures.all.non_cash()[0]),
        ("index_estimate", figures.index_estimate(terms.weights)),
    ]
    .map(|(key, hundredths)| (key.to_owned(), Cell::Percent(hundredths)))
}

/// The lines below the table: what the estimate is made of, and what it is not.
fn notes(figures: &Figures, terms: &InForce, all_terms: &Arc<RevenueTerms>) -> Vec<String> {
    let percent = format::percent;
    let (kinds, used) = (figures.kinds(), figures.non_cash_kinds());
    let (implementation, realization) =
        (percent(figures.implementation()), percent(figures.all.non_cash()[0]));
    let index = figures.index_estimate(terms.weights);
    let [of_implementation, of_realization, of_environment] = terms.weights;
    vec![
        format!("Implementasi / implementation: {used} dari / of {kinds} jenis / kinds, {implementation} %"),
        format!("Realisasi / realisation: {realization} % nontunai / non-cash"),
        "Lingkungan strategis / strategic environment: tidak diketahui / not known, bukan fakta buku besar / no fact of a ledger; \
         menambah / adds 0"
            .to_owned(),
        format!(
            "Indeks, perkiraan / estimate: {} dari paling tinggi / of at most {}; tahap / stage {}; bobot / weights \
             {of_implementation}/{of_realization}/{of_environment} [K]",
            percent(index),
            percent((of_implementation + of_realization) * 100),
            terms.stage(index).unwrap_or("-"),
        ),
        format!(
            "Bukan indeks resmi / not the official index (IETPD): kelas kanal, jenis, bobot dan batas tahap adalah konfigurasi yang \
             belum dikonfirmasi / classes of channels, kinds, weights and cut-offs are configuration to be confirmed, sha256 {}",
            all_terms.sha256()
        ),
        format!("Kelas belum dikonfirmasi / class not confirmed [K]: {}", terms.unconfirmed().join(", ")),
        "Pembayaran dihitung menurut kanal pembayar; jurnal dan koreksi tidak menyebut kanal / payments count by the channel of \
         the payer; journals and corrections name none"
            .to_owned(),
    ]
}
