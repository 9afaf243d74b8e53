//! The journal in the columns of a regional government's ledger extract (LKPD), which audit tools read: a row for each line,
//! with the account's name and the name of one of eleven journals. Which journal an entry belongs to is data, in
//! [`JOURNALS`].

use std::io::Write;

use ledger::EntryKind;
use projections::queries::EntryView;

use crate::error::ReportError;
use crate::late_items::described;
use crate::names::{Names, base};
use crate::spreadsheet;

/// Named exactly as the tools expect them.
const COLUMNS: [&str; 9] = [
    "no_bukti",
    "tgl_transaksi",
    "jns_transaksi",
    "nm_unit",
    "kd_lv_6",
    "Nama Akun 6",
    "debet",
    "kredit",
    "uraian",
];

const RECEIPTS: &str = "Jurnal Penerimaan";
const PAYMENTS: &str = "Jurnal Pengeluaran";
const GENERAL: &str = "Jurnal Umum";

/// What an entry is recognised by.
enum By {
    /// Its kind.
    Kind(EntryKind),
    /// The type of the event that made it, without its package.
    Event(&'static [&'static str]),
    /// A line on one of these codes or below them.
    Code(&'static [&'static str]),
    /// A debit on one of these codes or below them.
    Debit(&'static [&'static str]),
    /// A credit on one of these codes or below them.
    Credit(&'static [&'static str]),
}

/// The journals, from the first that fits; the general journal takes the rest. Cash outside the treasury's account is that of
/// service units, schools and health centres.
const JOURNALS: [(By, &str); 14] = [
    (By::Kind(EntryKind::Opening), "Saldo Awal"),
    (By::Kind(EntryKind::Adjustment), "Jurnal Penyesuaian"),
    (By::Kind(EntryKind::Correction), "Jurnal Koreksi"),
    (By::Kind(EntryKind::Reversal), "Jurnal Balik"),
    (By::Kind(EntryKind::Elimination), "Jurnal Eliminasi"),
    (By::Kind(EntryKind::Closing), "Jurnal Penutup"),
    (By::Code(&["1.1.01.04", "1.1.01.05", "1.1.01.06", "1.1.01.10", "1.1.01.11"]), "Jurnal Non RKUD"),
    (By::Code(&["6"]), "Jurnal Pembiayaan"),
    (
        By::Event(&[
            "PaymentReceived",
            "SettlementReceived",
            "DepositMade",
            "UnidentifiedReceived",
            "ReceiptIdentified",
            "InterestReceived",
            "SpendingReturned",
            "ImprestReturned",
        ]),
        RECEIPTS,
    ),
    (
        By::Event(&[
            "DisbursementPaid",
            "SpendingReported",
            "ImprestIssued",
            "TaxRemitted",
            "RefundPaid",
            "FeeAuthorized",
        ]),
        PAYMENTS,
    ),
    // Entries that no rule made are known by their lines.
    (By::Credit(&["4"]), RECEIPTS),
    (By::Debit(&["5"]), PAYMENTS),
    (By::Debit(&["1.1.01"]), RECEIPTS),
    (By::Credit(&["1.1.01"]), PAYMENTS),
];

pub(super) fn head(out: &mut (dyn Write + Send)) -> Result<(), ReportError> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(COLUMNS)?;
    writer.flush()?;
    Ok(())
}

pub(super) fn entry(entry: &EntryView, names: &Names, out: &mut Vec<u8>) -> Result<(), ReportError> {
    let mut writer = csv::Writer::from_writer(out);
    let (date, journal, description) = (entry.effective_date.to_string(), journal(entry), described(entry));
    for line in &entry.lines {
        let amount = i128::from(line.amount);
        let (debit, credit) = (line.currency.decimal(amount.max(0)), line.currency.decimal((-amount).max(0)));
        let code = base(&line.code);
        let name = names.name(code);
        writer.write_record([
            spreadsheet::safe(entry.reference.clone()).as_str(),
            &date,
            journal,
            &line.entity,
            code,
            &name,
            &debit,
            &credit,
            &spreadsheet::safe(description.clone()),
        ])?;
    }
    writer.flush()?;
    Ok(())
}

fn journal(entry: &EntryView) -> &'static str {
    let found = JOURNALS.iter().find(|(by, _)| by.fits(entry));
    found.map_or(GENERAL, |(_, journal)| journal)
}

impl By {
    fn fits(&self, entry: &EntryView) -> bool {
        let line = |codes: &[&str], counts: fn(i64) -> bool| {
            entry.lines.iter().any(|line| counts(line.amount) && is_within(&line.code, codes))
        };
        match self {
            Self::Kind(kind) => entry.kind == *kind,
            Self::Event(types) => {
                let name = entry.event_type.rsplit('.').next().unwrap_or_default();
                types.contains(&name)
            }
            Self::Code(codes) => line(codes, |_| true),
            Self::Debit(codes) => line(codes, |amount| amount > 0),
            Self::Credit(codes) => line(codes, |amount| amount < 0),
        }
    }
}

fn is_within(code: &str, roots: &[&str]) -> bool {
    let code = base(code);
    let below =
        |root: &&str| code.strip_prefix(*root).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    roots.iter().any(below)
}
