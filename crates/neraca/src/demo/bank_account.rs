//! The treasury's account as its bank keeps it: twelve monthly statements in camt.053, told from the year's events and from nothing
//! that the ledger made of them. So they can be held against the book.
//!
//! The bank sees money, once, on the day it moves: a payment that the regency hears of a month later, or twice, is one entry of its
//! own day. It does not see what moves none: a correction of a payment's account (`PaymentReversed`) takes money out of the book's
//! cash and leaves it at the bank, which is what a reconciliation is to find.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use ledger::{Currency, Date};
use prost::Message;
use wire::payment_v1::{
    AccountAmount, Amount, DepositMade, DisbursementPaid, ImprestIssued, ImprestReturned, InterestReceived,
    PaymentReceived, RefundPaid, SettlementReceived, SpendingReturned, TaxRemitted, UnidentifiedReceived,
};

use super::diary::{DemoEvent, YEAR};
use super::{instructions, mistakes};

/// The bank's number of the account; the demo invents it.
const NUMBER: &str = "150-30-00001";
/// Longest reference in a camt file (Max35Text).
const REFERENCE_MAX: usize = 35;

/// An entry of the account: minor units, above zero what came in.
struct BankEntry {
    day: Date,
    minor: i64,
    reference: String,
}

/// The statement of a month.
pub struct MonthlyStatement {
    /// Its file, such as `rkud-2025-01.xml`.
    pub file: String,
    /// camt.053.001.08.
    pub xml: String,
}

/// Twelve statements, each of which begins where the one before ends.
pub fn statements(events: &[DemoEvent]) -> Vec<MonthlyStatement> {
    let mut entries = entries(events);
    // Stable, so that the entries of a day keep the order in which they were delivered.
    entries.sort_by_key(|entry| entry.day);
    let mut opening = instructions::OPENING * 100;
    let mut entries = entries.into_iter().peekable();
    let mut of_month = |month: u32| {
        let mut found = Vec::new();
        while let Some(entry) = entries.next_if(|entry| entry.day.civil().1 == month) {
            found.push(entry);
        }
        let closing = opening + found.iter().map(|entry| entry.minor).sum::<i64>();
        let xml = camt(month, (opening, closing), &found);
        opening = closing;
        MonthlyStatement { file: format!("rkud-{YEAR}-{month:02}.xml"), xml }
    };
    (1..=12).map(&mut of_month).collect()
}

fn entries(events: &[DemoEvent]) -> Vec<BankEntry> {
    let mut known: BTreeSet<(&str, &str)> = BTreeSet::new();
    // What the broken counter sends stands for no money, and what bears a known name is told again.
    let sound = events.iter().filter(|event| event.source != mistakes::BROKEN);
    let first = sound.filter(|event| known.insert((&event.source, &event.id)));
    first.filter_map(entry).collect()
}

/// What an event did to the account; `None` when nothing.
fn entry(event: &DemoEvent) -> Option<BankEntry> {
    let kind = event.event_type.rsplit('.').next().unwrap_or_default();
    let (date, minor) = moved(kind, event)?;
    let day = if date.is_empty() { event.time.get(..10)? } else { &date };
    Some(BankEntry { day: Date::parse(day)?, minor, reference: reference(&event.id) })
}

/// The day that an event states and what it moved, in minor units.
fn moved(kind: &str, event: &DemoEvent) -> Option<(String, i64)> {
    macro_rules! read {
        ($message:ident) => {
            $message::decode(event.body.clone()).ok()?
        };
    }
    Some(match kind {
        "PaymentReceived" => {
            let paid = read!(PaymentReceived);
            // What treasurers and acquirers take comes with a deposit or a settlement.
            if paid.into != "treasury" {
                return None;
            }
            (paid.date, minor(&paid.amount))
        }
        "DepositMade" => {
            let made = read!(DepositMade);
            (made.date, minor(&made.amount))
        }
        "SettlementReceived" => {
            let settled = read!(SettlementReceived);
            (settled.date, minor(&settled.amount) - minor(&settled.fee))
        }
        "UnidentifiedReceived" => {
            let received = read!(UnidentifiedReceived);
            (received.date, minor(&received.amount))
        }
        "InterestReceived" => {
            let received = read!(InterestReceived);
            (received.date, minor(&received.amount))
        }
        "ImprestReturned" => {
            let returned = read!(ImprestReturned);
            (returned.date, minor(&returned.amount))
        }
        "SpendingReturned" => {
            let returned = read!(SpendingReturned);
            if returned.into == "treasurer" {
                return None;
            }
            (returned.date, minor(&returned.amount))
        }
        "DisbursementPaid" => {
            let paid = read!(DisbursementPaid);
            (paid.date, withheld(&paid.deductions) - minor(&paid.amount))
        }
        "ImprestIssued" => {
            let issued = read!(ImprestIssued);
            (issued.date, withheld(&issued.deductions) - minor(&issued.amount))
        }
        "RefundPaid" => {
            let paid = read!(RefundPaid);
            (paid.date, -minor(&paid.amount))
        }
        "TaxRemitted" => {
            let remitted = read!(TaxRemitted);
            (remitted.date, -withheld(&remitted.deductions))
        }
        _ => return None,
    })
}

fn minor(amount: &Option<Amount>) -> i64 {
    amount.as_ref().and_then(|amount| Currency::IDR.minor_units(&amount.value).ok()).unwrap_or_default()
}

fn withheld(deductions: &[AccountAmount]) -> i64 {
    deductions.iter().map(|deduction| minor(&deduction.amount)).sum()
}

/// What the bank calls a payment: the name that it was sent with, without its separators where that is too long for the format.
fn reference(id: &str) -> String {
    if id.len() <= REFERENCE_MAX {
        return id.to_owned();
    }
    let short: String = id.chars().filter(char::is_ascii_alphanumeric).collect();
    if short.len() <= REFERENCE_MAX { short } else { "NOTPROVIDED".to_owned() }
}

/// References of the demo are letters, digits, dots and hyphens, so nothing in them needs escaping.
fn camt(month: u32, (opening, closing): (i64, i64), entries: &[BankEntry]) -> String {
    let first = Date::new(YEAR, month, 1).expect("a month of the year has a first day");
    let next = if month == 12 { Date::new(YEAR + 1, 1, 1) } else { Date::new(YEAR, month + 1, 1) };
    let last = Date(next.expect("so has the month after it").0 - 1);
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt>\n\
         <GrpHdr><MsgId>RKUD-{YEAR}-{month:02}</MsgId><CreDtTm>{last}T23:59:59+07:00</CreDtTm></GrpHdr>\n\
         <Stmt><Id>RKUD-{YEAR}-{month:02}</Id><ElctrncSeqNb>{month}</ElctrncSeqNb><CreDtTm>{last}T23:59:59+07:00</CreDtTm>\n\
         <FrToDt><FrDtTm>{first}T00:00:00+07:00</FrDtTm><ToDtTm>{last}T23:59:59+07:00</ToDtTm></FrToDt>\n\
         <Acct><Id><Othr><Id>{NUMBER}</Id></Othr></Id><Ccy>IDR</Ccy></Acct>\n"
    );
    balance(&mut xml, "OPBD", first, opening);
    balance(&mut xml, "CLBD", last, closing);
    for (number, entry) in entries.iter().enumerate() {
        let BankEntry { day, minor, reference } = entry;
        let amount = amount(*minor);
        // Writing into a string can't fail.
        let _ = writeln!(
            xml,
            "<Ntry>{amount}<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{day}</Dt></BookgDt><ValDt><Dt>{day}</Dt></ValDt>\
             <AcctSvcrRef>B{month:02}-{number:06}</AcctSvcrRef><BkTxCd><Prtry><Cd>TRF</Cd></Prtry></BkTxCd>\
             <NtryDtls><TxDtls><Refs><EndToEndId>{reference}</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>"
        );
    }
    xml.push_str("</Stmt></BkToCstmrStmt></Document>\n");
    xml
}

fn balance(xml: &mut String, kind: &str, day: Date, minor: i64) {
    let amount = amount(minor);
    let _ = writeln!(
        xml,
        "<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp>{amount}<Dt><Dt>{day}</Dt></Dt></Bal>"
    );
}

/// An amount and its direction.
fn amount(minor: i64) -> String {
    let value = Currency::IDR.decimal(i128::from(minor).abs());
    let side = if minor < 0 { "DBIT" } else { "CRDT" };
    format!("<Amt Ccy=\"IDR\">{value}</Amt><CdtDbtInd>{side}</CdtDbtInd>")
}

#[cfg(test)]
mod tests {
    use adapters::bank_statement::{follows, read};

    use super::*;

    #[test]
    fn twelve_statements_follow_one_another_and_a_repeat_or_a_correction_moves_nothing() {
        let mut year = crate::demo::year(7, 10_000);
        let written = statements(&year);
        let read: Vec<_> =
            written.iter().flat_map(|month| read(month.xml.as_bytes()).expect("it is sound")).collect();
        assert_eq!(read.len(), 12);
        assert!(read.windows(2).all(|pair| follows(&pair[0], &pair[1]) == Some(true)));
        let count: usize = read.iter().map(|statement| statement.entries.len()).sum();
        assert!(count > 3_000, "{count}");
        let paid = year.iter().find(|event| event.event_type.ends_with("DisbursementPaid")).cloned();
        year.extend(paid);
        year.retain(|event| !event.event_type.ends_with("PaymentReversed"));
        let again: Vec<String> = statements(&year).into_iter().map(|month| month.xml).collect();
        assert_eq!(again, written.into_iter().map(|month| month.xml).collect::<Vec<_>>());
    }
}
