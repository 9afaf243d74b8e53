//! Performance of revenue: target and realization, assessed and paid, owed and overdue, days until payers paid, and a straight
//! line to the end of the year; by account, agency, channel and district.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::claim::Claim;
use super::collected::{Collected, one_of};
use super::revenue::collection::Days;
use super::revenue::owed::ByAge;
use super::revenue::row::Stage;
use super::{
    Expected, Row, TieOut, amount, budget_lines, cut, hundredths, is_within, level_of, percent,
    receivables_age,
};
use crate::calendar;

/// The level shown when none was asked for.
const LEVEL: usize = 4;

const REVENUE: &str = "4";

/// Columns that the budget gives figures for, which knows neither channels nor districts.
const OF_BUDGET: [&str; 5] = ["target", "realized", "percent", "forecast", "forecast_percent"];

const COLLECTION: &str = "Hari dari ketetapan sampai pembayaran, dari pembayaran yang menyebut nomor ketetapan / days from assessment to \
    payment, of payments that name their assessment; bagian kanal dan kecamatan menghitung pembayaran, bukan LRA / channels and \
    districts count payments and not the LRA";

pub(super) fn expected(claim: &Claim, collected: &Collected) -> Option<Expected> {
    let revenue = &collected.revenue;
    let (sums, owed) = (revenue.sums.as_ref()?, revenue.owed.as_ref()?);
    let asked = claim.code.as_deref().unwrap_or(REVENUE);
    let accounts = collected.accounts().into_iter().filter(|account| is_within(&account.code, asked));
    let budget: Vec<_> = accounts.filter(|account| account.is_budgeted || account.has_realized).collect();
    let currencies = budget.iter().map(|account| account.currency.as_str());
    let currencies = currencies.chain(sums.all().map(|(key, ..)| key.currency.as_str()));
    let currency = one_of(currencies.chain(owed.currencies()), &collected.currency)?;
    let day = claim.to.unwrap_or_default();
    let mut figures = Figures { level: claim.level.unwrap_or(LEVEL), ..Figures::default() };
    for account in budget.iter().filter(|account| is_within(&account.code, REVENUE)) {
        let Some(counted) = budget_lines::counted(account) else { continue };
        figures.each((account.code.as_str(), account.entity.as_str()), None, None, |sums| {
            sums.target += counted.budget;
            sums.realized += counted.sign * account.realized;
        });
    }
    let mut by_event = 0;
    for (key, channel, sum) in sums.all() {
        by_event += if is_within(&key.code, REVENUE) { sum.realized } else { 0 };
        let (place, district) = ((key.code.as_str(), key.entity.as_str()), Some(key.district.as_str()));
        if key.stage == Stage::Assessed {
            figures.each(place, None, district, |sums| sums.assessed += sum.amount);
        } else if key.stage.is_payment() {
            figures.each(place, Some(channel), district, |sums| {
                sums.paid += sum.amount;
                sums.number += sum.number;
            });
        }
    }
    // Which step something is in is not shown here: no terms are needed.
    for arrear in &owed.arrears(day, &std::collections::BTreeSet::new()) {
        let place = (arrear.code.as_str(), arrear.entity.as_str());
        figures.each(place, None, Some(&arrear.district), |sums| sums.arrears.add(arrear));
    }
    for case in revenue.collection.as_ref()?.cases() {
        let (channel, district) = (Some(case.channel), Some(case.district));
        figures
            .each((case.code, case.entity), channel, district, |sums| sums.days.add(case.days, case.number));
    }
    let table = Table { forecast: Forecast::of(claim, collected), currency: &currency };
    let totals = table.figures(&figures.all)?.into_iter().map(|(key, value)| (key.to_owned(), value));
    Some(Expected {
        rows: table.rows(&figures)?,
        totals: totals.collect(),
        notes: vec![table.forecast.note(), receivables_age::note(day), COLLECTION.to_owned()],
        tie_outs: Some(vec![TieOut {
            name: "budget-realization",
            title: budget_lines::BY_EVENT,
            left: by_event,
            right: figures.all.realized,
            currency: currency.clone(),
        }]),
        ..Expected::default()
    })
}

/// What is known of one part, in minor units.
#[derive(Default)]
struct Sums {
    target: i128,
    realized: i128,
    assessed: i128,
    paid: i128,
    /// Payments.
    number: i128,
    arrears: ByAge,
    days: Days,
}

/// Every division of revenue.
#[derive(Default)]
struct Figures {
    level: usize,
    /// Rolled up.
    codes: BTreeMap<String, Sums>,
    agencies: BTreeMap<String, Sums>,
    channels: BTreeMap<String, Sums>,
    districts: BTreeMap<String, Sums>,
    all: Sums,
}

impl Figures {
    /// Adds to every part that a code and entity, and a channel and district where there are such, belong to.
    fn each(
        &mut self,
        (code, entity): (&str, &str),
        channel: Option<&str>,
        district: Option<&str>,
        mut add: impl FnMut(&mut Sums),
    ) {
        for depth in 1..=self.level.min(level_of(code)).max(1) {
            add(self.codes.entry(cut(code, depth).to_owned()).or_default());
        }
        add(self.agencies.entry(entity.to_owned()).or_default());
        for (divided, name) in [(&mut self.channels, channel), (&mut self.districts, district)] {
            if let Some(name) = name {
                add(divided.entry(name.to_owned()).or_default());
            }
        }
        add(&mut self.all);
    }
}

/// What the year comes to if it goes on as it went.
struct Forecast {
    /// Days that went, and days of the year; `None` where those that are asked for do not begin with a year.
    days: Option<(i128, i128)>,
}

impl Forecast {
    fn of(claim: &Claim, collected: &Collected) -> Self {
        let days = || {
            let (from, to) = (claim.from?, claim.to?);
            // Days that nothing is known of yet did not go by without revenue.
            let until = collected.last_day.map_or(to, |known| known.min(to));
            let year = calendar::civil(from).0;
            let (first, last) = (calendar::days(year, 1, 1)?, calendar::days(year, 12, 31)?);
            let days = |until: i32| i128::from(until) - i128::from(first) + 1;
            (from == first && until >= from && to <= last).then(|| (days(until), days(last)))
        };
        Self { days: days() }
    }

    /// Half away from zero.
    fn year(&self, realized: i128) -> Option<i128> {
        let (went, all) = self.days?;
        let size = (realized.abs() * all * 2 + went) / (went * 2);
        Some(if realized < 0 { -size } else { size })
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
    forecast: Forecast,
    currency: &'a str,
}

impl Table<'_> {
    fn rows(&self, figures: &Figures) -> Option<Vec<Row>> {
        let mut rows = Vec::new();
        let mut codes = figures.codes.iter().peekable();
        while let Some((code, sums)) = codes.next() {
            let is_group = codes.peek().is_some_and(|(next, _)| is_within(next, code));
            let kind = if is_group { "group" } else { "detail" };
            rows.push(self.row((kind, level_of(code)), json!(code), "kind", sums)?);
        }
        let mut total = self.row(("total", 0), Value::Null, "kind", &figures.all)?;
        total.push(("name", json!("JUMLAH PENDAPATAN / REVENUE")));
        rows.push(total);
        for (title, divided, section) in [
            ("MENURUT SKPD / BY AGENCY", &figures.agencies, "agency"),
            ("MENURUT KANAL / BY CHANNEL", &figures.channels, "channel"),
            ("MENURUT KECAMATAN / BY DISTRICT", &figures.districts, "district"),
        ] {
            let mut head = self.row(("group", 0), Value::Null, section, &Sums::default())?;
            head.iter_mut().skip(4).for_each(|(_, value)| *value = Value::Null);
            head.push(("name", json!(title)));
            rows.push(head);
            for (name, sums) in divided {
                let mut row = self.row(("detail", 0), Value::Null, section, sums)?;
                row.push(("name", json!(if name.is_empty() { "-" } else { name })));
                rows.push(row);
            }
        }
        Some(rows)
    }

    fn row(&self, (kind, level): (&str, usize), code: Value, section: &str, sums: &Sums) -> Option<Row> {
        let mut row =
            vec![("kind", json!(kind)), ("level", json!(level)), ("code", code), ("section", json!(section))];
        let is_of_payments = matches!(section, "channel" | "district");
        row.extend(self.figures(sums)?.into_iter().map(|(key, value)| {
            let is_empty = is_of_payments && OF_BUDGET.contains(&key);
            (key, if is_empty { Value::Null } else { value })
        }));
        Some(row)
    }

    /// The columns of figures.
    fn figures(&self, sums: &Sums) -> Option<Row> {
        let cell = |minor| amount(minor, self.currency);
        let days = |value: Option<i128>| json!(value.map(hundredths));
        let forecast = self.forecast.year(sums.realized);
        let of_target = match forecast {
            Some(forecast) => json!(percent(forecast, sums.target)?),
            None => Value::Null,
        };
        Some(vec![
            ("target", cell(sums.target)),
            ("realized", cell(sums.realized)),
            ("percent", json!(percent(sums.realized, sums.target)?)),
            ("assessed", cell(sums.assessed)),
            ("paid", cell(sums.paid)),
            ("number", json!(u64::try_from(sums.number).unwrap_or_default())),
            ("arrears", cell(sums.arrears.all())),
            ("overdue", cell(sums.arrears.overdue())),
            ("collected_number", json!(sums.days.number())),
            ("days_mean", days(sums.days.mean())),
            ("days_median", days(sums.days.median())),
            ("forecast", forecast.map_or(Value::Null, cell)),
            ("forecast_percent", of_target),
        ])
    }
}
