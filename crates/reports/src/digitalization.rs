//! ETPD: own-source revenue by kind and channel, the shares that were paid in cash, semi-digital and digital, and an estimate
//! of the index of digitalisation. Sums are those of `digitalization/figures.rs`; classes and weights, which are
//! configuration, those of `digitalization/tables.rs`. Of now alone: the read model behind it has months and no positions.

mod figures;
mod tables;

use ledger::{Currency, Date};
use projections::queries::{AccountFilter, Period, RevenueRow};
use projections::{KnownAt, ReadModels};

use crate::budget_lines::{counted, percent};
use crate::error::ReportError;
use crate::format;
use crate::names::{Names, base, level_of, one_currency};
use crate::parameters::{Parameters, ReportName};
use crate::report::{Cell, Column, Report, Row, RowKind, TieOut};
use figures::{ByChannel, Figures, Sums};
use tables::{CHANNELS, OWN_SOURCE, VERSION, WEIGHTS};

const NAME: &str = ReportName::Digitalization.as_str();

/// The policy of the rulebook under which money with a treasurer becomes revenue with its deposit alone.
const REVENUE_RECOGNITION: &str = "revenue_recognition";
const ON_DEPOSIT: &str = "on-deposit";

/// What the figures do not tell then.
const DEPOSITED: &str = "Uang yang diterima bendahara tercatat menurut kanal setorannya, bukan kanal pembayarnya; bagian tunai lebih \
    rendah daripada kenyataan / money that treasurers took counts by the channel of its deposit, not of its payer: the share of \
    cash is lower than it was";

const COLUMNS: [Column; 17] = [
    Column { key: "code", title: "Kode" },
    Column { key: "name", title: "Uraian" },
    Column { key: "channel", title: "Kanal" },
    Column { key: "amount", title: "Jumlah" },
    Column { key: "number", title: "Transaksi" },
    Column { key: "cash", title: "Tunai" },
    Column { key: "cash_number", title: "Trx" },
    Column { key: "semi_digital", title: "Semi-digital" },
    Column { key: "semi_digital_number", title: "Trx" },
    Column { key: "digital", title: "Digital" },
    Column { key: "digital_number", title: "Trx" },
    Column { key: "unknown", title: "Tidak Diketahui" },
    Column { key: "unknown_number", title: "Trx" },
    Column { key: "digital_percent", title: "% Digital" },
    Column { key: "non_cash_percent", title: "% Nontunai" },
    Column { key: "share_percent", title: "% Jumlah" },
    Column { key: "kinds", title: "Jenis" },
];

/// Keys of the totals of each class, in the order of [`tables::Class`].
const CLASSES: [(&str, &str); 4] = [
    ("cash", "cash_number"),
    ("semi_digital", "semi_digital_number"),
    ("digital", "digital_number"),
    ("unknown", "unknown_number"),
];

/// Default level: rincian objek, five segments. Default period: the half-year of the last day known, or of the one day that is
/// given. Rows of codes come first; a row of a channel has its name under `channel` and no code. Totals: `revenue`, `number`, for
/// each class its amount and `_number`, `digital_percent`, `non_cash_percent`, `kinds`, `non_cash_kinds`,
/// `implementation_percent`, `realization_percent`, `index_estimate`. `position` is where the view that was asked for stands.
///
/// # Errors
/// [`ReportError::NowOnly`], [`ReportError::WholeMonths`], and those of any report.
pub(crate) async fn run(
    models: &ReadModels,
    parameters: &Parameters,
    position: u64,
) -> Result<Report, ReportError> {
    let level = parameters.level(5)?;
    let mut period = period(models, parameters).await?;
    let (first, last) = months(period)?;
    let (mut revenue, head) = models.revenue(&parameters.book, first, last).await?;
    if parameters.known_at.is_some() && position < head {
        return Err(ReportError::NowOnly { report: NAME, position, head });
    }
    period.known_at = Some(KnownAt::Position(head));
    let parameters = &Parameters { known_at: period.known_at, ..parameters.clone() };
    let names = Names::of(models, parameters).await?;
    revenue.retain(|row| is_asked_for(row, parameters));
    let currency = one_currency(revenue.iter().map(|row| row.account.currency), names.currency())?;
    let figures = Figures::of(revenue.iter(), level);
    let tie_outs = vec![budget_realization(models, parameters, period, (&figures, currency)).await?];
    let table = Table { figures: &figures, names: &names, currency };
    let mut closing: Vec<String> = tie_outs.iter().filter_map(TieOut::warning).collect();
    closing.extend(notes(&figures));
    if models.policy(&parameters.book, head, REVENUE_RECOGNITION).await?.as_deref() == Some(ON_DEPOSIT) {
        closing.push(DEPOSITED.to_owned());
    }
    Ok(Report {
        name: NAME,
        title: "ETPD: PENDAPATAN MENURUT JENIS DAN KANAL",
        head: names.head(parameters, period),
        columns: COLUMNS.to_vec(),
        rows: table.rows(),
        totals: table.totals(),
        closing,
        tie_outs,
        provenance: names.provenance(parameters, period, head),
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

/// The first and last month of a period such as 202601 and 202606; every month of one without days.
fn months(period: Period) -> Result<(u32, u32), ReportError> {
    let (Some(from), Some(to)) = (period.from, period.to) else { return Ok((0, u32::MAX)) };
    let ((first_year, first_month, _), (last_year, last_month, _)) = (from.civil(), to.civil());
    let first = Date::new(first_year, first_month, 1).unwrap_or(from);
    let last = (28..=31).rev().find_map(|day| Date::new(last_year, last_month, day)).unwrap_or(to);
    if (from, to) != (first, last) {
        return Err(ReportError::WholeMonths { report: NAME, from, to, first, last });
    }
    let number = |year: i32, month: u32| u32::try_from(year).unwrap_or_default() * 100 + month;
    Ok((number(first_year, first_month), number(last_year, last_month)))
}

/// Whether a code is another, or below it.
fn is_below(code: &str, root: &str) -> bool {
    code.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '~']))
}

fn is_asked_for(row: &RevenueRow, parameters: &Parameters) -> bool {
    is_below(&row.account.code, OWN_SOURCE)
        && parameters.entity.as_ref().is_none_or(|entity| row.account.entity == *entity)
        && parameters.code.as_ref().is_none_or(|code| is_below(&row.account.code, code))
}

/// Revenue of all channels against that of the budget realisation report.
async fn budget_realization(
    models: &ReadModels,
    parameters: &Parameters,
    period: Period,
    (figures, currency): (&Figures, Currency),
) -> Result<TieOut, ReportError> {
    let accounts = AccountFilter {
        code: Some(parameters.code.clone().unwrap_or_else(|| OWN_SOURCE.to_owned())),
        ..parameters.accounts()
    };
    let (rows, _) = models.budget_realization(&parameters.book, period, &accounts).await?;
    let own_source = rows.iter().filter(|row| is_below(&row.account.code, OWN_SOURCE));
    let right = own_source.filter_map(counted).map(|(_, realized)| realized).sum();
    Ok(TieOut {
        name: "budget-realization",
        title: "pendapatan semua kanal dan realisasi LRA / revenue of all channels and LRA realisation",
        left: figures.all.amount(),
        right,
        currency,
    })
}

/// Rows and totals of the figures.
struct Table<'a> {
    figures: &'a Figures,
    names: &'a Names,
    currency: Currency,
}

impl Table<'_> {
    fn rows(&self) -> Vec<Row> {
        let Figures { codes, channels, all, .. } = self.figures;
        let mut rows = Vec::with_capacity(codes.len() + channels.len() + 3);
        let mut shown = codes.iter().filter(|(_, sums)| sums.is_some()).peekable();
        while let Some((code, sums)) = shown.next() {
            // In order of code whatever is below a group comes right after it.
            let is_group = shown.peek().is_some_and(|(next, _)| is_below(next, code));
            let kind = if is_group { RowKind::Group } else { RowKind::Detail };
            let cells = self.cells([text(code), text(&self.names.name(base(code))), Cell::Empty], sums);
            rows.push(Row { kind, level: level_of(code), cells, entry: None });
        }
        rows.push(self.total("JUMLAH PENDAPATAN ASLI DAERAH", all));
        let mut title = vec![Cell::Empty; COLUMNS.len()];
        title[1] = text("MENURUT KANAL");
        rows.push(Row { kind: RowKind::Group, level: 0, cells: title, entry: None });
        rows.extend(channels.iter().map(|((place, key), channel)| self.channel((*place, key), channel)));
        rows.push(self.total("JUMLAH SEMUA KANAL", all));
        rows
    }

    /// Words, amounts and numbers by class, and shares.
    fn cells(&self, words: [Cell; 3], sums: &Sums) -> Vec<Cell> {
        let mut cells = words.to_vec();
        cells.extend([self.amount(sums.amount()), Cell::Number(sums.number())]);
        for (amount, number) in sums.0 {
            cells.extend([self.amount(amount), Cell::Number(number)]);
        }
        let share = Cell::Percent(percent(sums.amount(), self.figures.all.amount()));
        cells.extend([Cell::Percent(sums.digital()), Cell::Percent(sums.non_cash()), share, Cell::Empty]);
        cells
    }

    fn total(&self, title: &str, sums: &Sums) -> Row {
        let mut cells = self.cells([Cell::Empty, text(title), Cell::Empty], sums);
        cells[COLUMNS.len() - 1] = Cell::Number(self.figures.kinds());
        Row { kind: RowKind::Total, level: 0, cells, entry: None }
    }

    /// A channel: its figures stand in the columns of its class too.
    fn channel(&self, (place, key): (usize, &str), channel: &ByChannel) -> Row {
        let title = CHANNELS.get(place).map_or(key, |channel| channel.title);
        let (amount, number) = (self.amount(channel.amount), Cell::Number(channel.number));
        let words = [Cell::Empty, text(title), text(if key.is_empty() { "-" } else { key })];
        let mut cells = words.to_vec();
        cells.extend([amount.clone(), number.clone()]);
        for class in 0..CLASSES.len() {
            let is_its_own = class == tables::class(key) as usize;
            cells.extend(if is_its_own {
                [amount.clone(), number.clone()]
            } else {
                [Cell::Empty, Cell::Empty]
            });
        }
        let share = Cell::Percent(percent(channel.amount, self.figures.all.amount()));
        cells.extend([Cell::Empty, Cell::Empty, share, Cell::Number(channel.kinds.len() as u64)]);
        Row { kind: RowKind::Detail, level: 0, cells, entry: None }
    }

    fn totals(&self) -> Vec<(String, Cell)> {
        let (figures, all) = (self.figures, &self.figures.all);
        let mut totals = vec![("revenue", self.amount(all.amount())), ("number", Cell::Number(all.number()))];
        for ((amount_key, number_key), (amount, number)) in CLASSES.into_iter().zip(all.0) {
            totals.extend([(amount_key, self.amount(amount)), (number_key, Cell::Number(number))]);
        }
        totals.extend([
            ("digital_percent", Cell::Percent(all.digital())),
            ("non_cash_percent", Cell::Percent(all.non_cash())),
            ("kinds", Cell::Number(figures.kinds())),
            ("non_cash_kinds", Cell::Number(figures.non_cash_kinds())),
            ("implementation_percent", Cell::Percent(figures.implementation())),
            ("realization_percent", Cell::Percent(all.non_cash())),
            ("index_estimate", Cell::Percent(figures.index_estimate())),
        ]);
        totals.into_iter().map(|(key, cell)| (key.to_owned(), cell)).collect()
    }

    fn amount(&self, minor: i128) -> Cell {
        Cell::Amount(minor, self.currency)
    }
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

/// The lines below the table: what the estimate is made of, and what it is not.
fn notes(figures: &Figures) -> Vec<String> {
    let percent = format::percent;
    let (kinds, used) = (figures.kinds(), figures.non_cash_kinds());
    let (implementation, realization) = (percent(figures.implementation()), percent(figures.all.non_cash()));
    vec![
        format!("Implementasi / implementation: {used} dari / of {kinds} jenis / kinds, {implementation} %"),
        format!("Realisasi / realisation: {realization} % nontunai / non-cash"),
        "Lingkungan strategis / strategic environment: tidak diketahui / not known, bukan fakta buku besar / no fact of a ledger; \
         menambah / adds 0"
            .to_owned(),
        format!(
            "Indeks, perkiraan / estimate: {} dari paling tinggi / of at most {}; bobot / weights {}/{}/{} [K]",
            percent(figures.index_estimate()),
            percent(i128::from(WEIGHTS.implementation + WEIGHTS.realization) * 100),
            WEIGHTS.implementation,
            WEIGHTS.realization,
            WEIGHTS.environment
        ),
        format!(
            "Bukan indeks resmi / not the official index (IETPD): kelas kanal, jenis dan bobot adalah konfigurasi / classes of \
             channels, kinds and weights are configuration {VERSION}"
        ),
        format!("Kelas belum dikonfirmasi / class not confirmed [K]: {}", tables::unconfirmed().join(", ")),
        "Koreksi dan pembatalan tidak menyebut kanal dan dihitung tidak diketahui / corrections and reversals name no channel and \
         count as unknown"
            .to_owned(),
    ]
}
