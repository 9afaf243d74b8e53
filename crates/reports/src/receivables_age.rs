//! Umur piutang: what payers owe on a day, by how long it has been due, and tied to the balance of the receivable accounts.
//! Ages are those of `arrears.rs`, the steps of age configuration (`revenue_terms`).

use std::collections::BTreeMap;

use ledger::{Currency, Date};
use projections::ReadModels;
use projections::queries::Period;

use crate::arrears::{self, Arrear, ByAge, RECEIVABLES, STEPS_MAX};
use crate::balances::debit_balance;
use crate::error::ReportError;
use crate::names::{Names, base, cut, is_below, level_of};
use crate::parameters::{Parameters, ReportName};
use crate::report::{Cell, Column, Report, Row, RowKind, TieOut};

const COLUMNS: [Column; 13] = [
    Column { key: "code", title: "Kode" },
    Column { key: "name", title: "Uraian" },
    Column { key: "section", title: "Bagian" },
    Column { key: "number", title: "Ketetapan" },
    Column { key: "amount", title: "Piutang" },
    Column { key: "not_due", title: "Belum Jatuh Tempo" },
    Column { key: "age_1", title: "Umur 1" },
    Column { key: "age_2", title: "Umur 2" },
    Column { key: "age_3", title: "Umur 3" },
    Column { key: "age_4", title: "Umur 4" },
    Column { key: "age_5", title: "Umur 5" },
    Column { key: "age_6", title: "Umur 6" },
    Column { key: "unknown", title: "Tanpa Umur" },
];
/// Where the names of the steps stand in the row above the others.
const AGES: usize = 6;

/// Revenue that is assessed.
const ASSESSED: &str = "4";

/// Default level: rincian objek, five segments. The day is the last of the period, or the last one known. Totals: `receivables`,
/// `overdue`, `not_due`, `unknown`, `assessments`, `without_assessment`.
pub(crate) async fn run(models: &ReadModels, parameters: &Parameters) -> Result<Report, ReportError> {
    let mut period = parameters.period()?;
    period.from = None;
    if period.to.is_none() {
        period.to = models.last_day(&parameters.book, parameters.known_at).await?;
    }
    let day = period.to.unwrap_or_default();
    let names = Names::of(models, parameters).await?;
    let terms = parameters.revenue_terms();
    let in_force = terms.on(day);
    let position = models.view_position(&parameters.book, period.known_at).await?;
    let owed = models.owed(&parameters.book, period, &parameters.accounts()).await?;
    let (arrears, currency) = arrears::on(day, &owed, &in_force.age_buckets, names.currency())?;
    // Of a part of the codes nobody can say which of the other entries are theirs.
    let is_whole = parameters.code.is_none();
    let entity = parameters.entity.as_deref();
    let others = match is_whole {
        true => models.receivables_without_assessment(&parameters.book, period, entity, &RECEIVABLES).await?,
        false => Vec::new(),
    };
    let sums = Sums::of(&arrears, &others, parameters.level(5)?);
    let tie_outs = match is_whole {
        true => vec![ledger(models, parameters, period, (sums.all.all(), currency)).await?],
        false => Vec::new(),
    };
    let table = Table { names: &names, currency };
    let mut rows = vec![table.ages(arrears::titles(&in_force.age_buckets))];
    rows.extend(table.rows(&sums));
    let amount = |minor| Cell::Amount(minor, currency);
    let totals = [
        ("receivables", amount(sums.all.all())),
        ("overdue", amount(sums.all.overdue())),
        ("not_due", amount(sums.all.not_due)),
        ("unknown", amount(sums.all.unknown)),
        ("assessments", Cell::Number(sums.all.number)),
        ("without_assessment", amount(others.iter().map(|(.., amount)| i128::from(*amount)).sum())),
    ];
    let mut closing: Vec<String> = tie_outs.iter().filter_map(TieOut::warning).collect();
    closing.extend(notes(day, is_whole, terms.sha256()));
    Ok(Report {
        name: ReportName::ReceivablesAge.as_str(),
        title: "DAFTAR UMUR PIUTANG PENDAPATAN",
        head: names.head(parameters, period),
        columns: COLUMNS.to_vec(),
        rows,
        totals: totals.map(|(key, cell)| (key.to_owned(), cell)).to_vec(),
        closing,
        tie_outs,
        provenance: names.provenance(parameters, period, position).under(&[terms.stated()]),
    })
}

fn notes(day: Date, is_whole: bool, sha256: &str) -> Vec<String> {
    let mut notes = vec![
        arrears::note(day),
        format!(
            "Tanpa umur / no age: tanpa jatuh tempo, lebih bayar, atau tanpa ketetapan / no due date, paid beyond, or no assessment. \
             Batas umur adalah konfigurasi yang belum dikonfirmasi / steps of age are configuration to be confirmed [K], sha256 {sha256}"
        ),
    ];
    if !is_whole {
        notes.push(
            "Satu kode saja: tidak dicocokkan dengan saldo akun piutang / of one code alone: not compared with the balance of the \
             receivable accounts"
                .to_owned(),
        );
    }
    notes
}

/// Compared with the balance of the receivable accounts.
async fn ledger(
    models: &ReadModels,
    parameters: &Parameters,
    period: Period,
    (left, currency): (i128, Currency),
) -> Result<TieOut, ReportError> {
    let right = debit_balance(models, parameters, period, &RECEIVABLES).await?;
    let title =
        "umur piutang dan saldo akun piutang / receivables by age and balance of the receivable accounts";
    Ok(TieOut { name: "receivable-accounts", title, left, right, currency })
}

/// Sums of every section.
#[derive(Default)]
struct Sums {
    codes: BTreeMap<String, ByAge>,
    agencies: BTreeMap<String, ByAge>,
    districts: BTreeMap<String, ByAge>,
    /// By account of what is no assessment.
    others: BTreeMap<String, ByAge>,
    all: ByAge,
}

impl Sums {
    fn of(arrears: &[Arrear], others: &[(String, String, i64)], level: u8) -> Self {
        let mut sums = Self::default();
        for arrear in arrears {
            let top = level_of(ASSESSED);
            for depth in top..=level.min(level_of(&arrear.code)).max(top) {
                sums.codes.entry(cut(&arrear.code, depth).to_owned()).or_default().add(arrear);
            }
            sums.agencies.entry(arrear.entity.clone()).or_default().add(arrear);
            sums.districts.entry(arrear.district.clone()).or_default().add(arrear);
            sums.all.add(arrear);
        }
        for (entity, code, amount) in others {
            let code = sums.others.entry(base(code).to_owned()).or_default();
            for sum in [code, sums.agencies.entry(entity.clone()).or_default(), &mut sums.all] {
                sum.unknown += i128::from(*amount);
            }
        }
        sums
    }
}

struct Table<'a> {
    names: &'a Names,
    currency: Currency,
}

impl Table<'_> {
    fn rows(&self, sums: &Sums) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut codes = sums.codes.iter().peekable();
        while let Some((code, sum)) = codes.next() {
            // In order of code whatever is below a group comes right after it.
            let is_group = codes.peek().is_some_and(|(next, _)| is_below(next, code));
            let kind = if is_group { RowKind::Group } else { RowKind::Detail };
            rows.push(self.row((kind, level_of(code)), (code, &self.names.name(base(code))), "kind", sum));
        }
        for (code, sum) in &sums.others {
            let name = format!("{}: tanpa ketetapan / no assessment", self.names.name(code));
            rows.push(self.row((RowKind::Detail, 0), (code, &name), "no-assessment", sum));
        }
        rows.push(self.row((RowKind::Total, 0), ("", "JUMLAH PIUTANG / RECEIVABLES"), "kind", &sums.all));
        for (title, sums, section) in [
            ("MENURUT SKPD / BY AGENCY", &sums.agencies, "agency"),
            ("MENURUT KECAMATAN / BY DISTRICT", &sums.districts, "district"),
        ] {
            rows.push(self.title(title, section));
            for (name, sum) in sums {
                let name = if name.is_empty() { "-" } else { name };
                rows.push(self.row((RowKind::Detail, 0), ("", name), section, sum));
            }
        }
        rows
    }

    fn row(
        &self,
        (kind, level): (RowKind, u8),
        (code, name): (&str, &str),
        section: &str,
        sum: &ByAge,
    ) -> Row {
        let mut cells = vec![
            if code.is_empty() { Cell::Empty } else { Cell::text(code) },
            Cell::text(name),
            Cell::text(section),
            Cell::Number(sum.number),
        ];
        let figures = [sum.all(), sum.not_due].into_iter().chain(sum.steps).chain([sum.unknown]);
        cells.extend(figures.map(|minor| Cell::Amount(minor, self.currency)));
        Row { kind, level, cells, entry: None }
    }

    fn title(&self, title: &str, section: &str) -> Row {
        let mut cells = vec![Cell::Empty; COLUMNS.len()];
        (cells[1], cells[2]) = (Cell::text(title), Cell::text(section));
        Row { kind: RowKind::Group, level: 0, cells, entry: None }
    }

    /// Which days each column of age has.
    fn ages(&self, titles: [Cell; STEPS_MAX]) -> Row {
        let mut row = self.title("Umur dalam hari / age in days", "age");
        for (cell, title) in row.cells[AGES..].iter_mut().zip(titles) {
            *cell = title;
        }
        row
    }
}
