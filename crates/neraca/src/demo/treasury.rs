//! The demo's treasury: funds released by quarter, bank interest, credits that nobody knows at
//! first, merchant fees that are authorised, the allowance of the year's end, and what needs two people: a receivable
//! written off and a year that is corrected.

use wire::payment_v1::proposal_made::Event;
use wire::payment_v1::{
    AllowanceRecognized, FeeAuthorized, FundReleased, InterestReceived, PriorYearCorrected, ProposalApproved,
    ProposalDeclined, ProposalMade, ReceiptIdentified, ReceivableWrittenOff, UnidentifiedReceived,
};

use super::agencies::{AGENCIES, REVENUE, TRADE};
use super::diary::{DAYS, Diary, When, date, first_of, month, rupiah, working};
use super::revenue::Sums;

const SIPD: &str = "urn:okutimur:sipd";
const BANK: &str = "urn:okutimur:bank:rkud";
const ACCOUNTING: &str = "urn:okutimur:bpkad:akuntansi";

/// Tax on land and buildings, interest on the treasury's account, fees of the acquirer.
const LAND_TAX: &str = "4.1.01.15.01.0001";
const INTEREST: &str = "4.1.04.05.01.0001";
const FEES: &str = "5.1.02.02.01.0042";

/// Whole rupiah: interest a month, a credit without a name, fees a quarter, the year's last allowance, what is written off
/// and what an earlier year was wrong by.
const INTEREST_AMOUNT: i64 = 212_000_000;
const UNKNOWN_AMOUNT: i64 = 18_400_000;
const FEE_AMOUNT: i64 = 1_150_000;
const ALLOWANCE_AMOUNT: i64 = 95_000_000;
const WRITTEN_OFF: i64 = 12_600_000;
const CORRECTED: i64 = 7_300_000;
/// Whole rupiah released to an agency for each of its staff and quarter.
const RELEASED: i64 = 9_000_000;
/// When the budget is approved: nothing is released before.
const APPROVED_ON: u32 = 5;

/// Writes the year of the treasury, and adds what the budget is to know of it.
pub(super) fn write(diary: &mut Diary, revenue: &mut Sums, spending: &mut Sums) {
    for quarter in 0..4 {
        funds(diary, quarter);
        fees(diary, quarter, spending);
    }
    for month in 0..12 {
        interest(diary, month);
    }
    unknown_credits(diary, revenue);
    let allowance = AllowanceRecognized {
        agency: REVENUE.to_owned(),
        account: LAND_TAX.to_owned(),
        amount: rupiah(ALLOWANCE_AMOUNT),
        document: "BA-PENYISIHAN-12".to_owned(),
        ..Default::default()
    };
    let when = at(DAYS - 1, 16);
    diary.write(when, ACCOUNTING, "PENYISIHAN-12".to_owned(), "AllowanceRecognized", &allowance);
    two_people(diary);
}

/// The name of an agency's fund release (SPD) for the quarter of a day.
pub(super) fn fund_release(agency: &str, day: u32) -> String {
    format!("SPD-{agency}-{}", month(day.min(DAYS - 1)) / 3 + 1)
}

/// A quarter's fund release (SPD) of each agency, before offices open.
fn funds(diary: &mut Diary, quarter: u32) {
    let (first, next) = (first_of(quarter * 3), if quarter == 3 { DAYS } else { first_of(quarter * 3 + 3) });
    for agency in AGENCIES {
        let document = fund_release(agency.code, first);
        let release = FundReleased {
            agency: agency.code.to_owned(),
            amount: rupiah(RELEASED * agency.staff),
            document: document.clone(),
            valid_from: date(first).to_string(),
            valid_to: date(next - 1).to_string(),
            ..Default::default()
        };
        let when = When { day: first.max(APPROVED_ON), second: 6 * 3600 + 600 };
        diary.write(when, SIPD, document, "FundReleased", &release);
    }
}

/// Fees that the acquirer kept back in a quarter become expenditure.
fn fees(diary: &mut Diary, quarter: u32, spending: &mut Sums) {
    let id = format!("MDR-{}", quarter + 1);
    let message = FeeAuthorized {
        agency: TRADE.to_owned(),
        account: FEES.to_owned(),
        amount: rupiah(FEE_AMOUNT),
        document: id.clone(),
        ..Default::default()
    };
    *spending.entry((TRADE, FEES)).or_default() += FEE_AMOUNT;
    let when = at(working(first_of(quarter * 3 + 2) + 20), 10);
    diary.write(when, ACCOUNTING, id, "FeeAuthorized", &message);
}

fn interest(diary: &mut Diary, month: u32) {
    let id = format!("JASA-GIRO-{:02}", month + 1);
    let message = InterestReceived {
        account: INTEREST.to_owned(),
        amount: rupiah(INTEREST_AMOUNT),
        reference: id.clone(),
        ..Default::default()
    };
    let last = if month == 11 { DAYS - 1 } else { first_of(month + 1) - 1 };
    diary.write(at(last, 15), BANK, id, "InterestReceived", &message);
}

/// Three credits without a name: two turn out to be tax, one is still in suspense at the year's end.
fn unknown_credits(diary: &mut Diary, revenue: &mut Sums) {
    for number in 0..3_u32 {
        let (reference, day) = (format!("CR-{:04}", 411 + number * 97), working(60 + number * 110));
        let received = UnidentifiedReceived {
            amount: rupiah(UNKNOWN_AMOUNT),
            reference: reference.clone(),
            channel: "teller".to_owned(),
            description: "setoran tanpa keterangan".to_owned(),
            ..Default::default()
        };
        diary.write(at(day, 11), BANK, reference.clone(), "UnidentifiedReceived", &received);
        if number == 2 {
            continue;
        }
        let identified = ReceiptIdentified {
            agency: REVENUE.to_owned(),
            account: LAND_TAX.to_owned(),
            amount: rupiah(UNKNOWN_AMOUNT),
            basis: "self-assessed".to_owned(),
            reference: reference.clone(),
            document: format!("BA-IDENTIFIKASI-{}", number + 1),
            ..Default::default()
        };
        *revenue.entry((REVENUE, LAND_TAX)).or_default() += UNKNOWN_AMOUNT;
        let when = at(working(day + 9), 11);
        diary.write(when, ACCOUNTING, format!("{reference}-DIKENAL"), "ReceiptIdentified", &identified);
    }
}

/// What one person proposes and another approves, or declines.
fn two_people(diary: &mut Diary) {
    let written_off = |document: &str| {
        Event::ReceivableWrittenOff(ReceivableWrittenOff {
            agency: REVENUE.to_owned(),
            account: LAND_TAX.to_owned(),
            amount: rupiah(WRITTEN_OFF),
            document: document.to_owned(),
            reason: "kedaluwarsa".to_owned(),
            ..Default::default()
        })
    };
    let corrected = Event::PriorYearCorrected(PriorYearCorrected {
        agency: REVENUE.to_owned(),
        account: "1.1.03.15.01.0001".to_owned(),
        side: "credit".to_owned(),
        amount: rupiah(CORRECTED),
        correction_account: "3.1.04.01.03.0001".to_owned(),
        document: "BA-KOREKSI-1".to_owned(),
        reason: "ketetapan ganda tahun lalu".to_owned(),
        ..Default::default()
    });
    for (proposal, day, event, approved) in [
        ("HAPUS-1", 320, written_off("SK-HAPUS-1"), true),
        ("HAPUS-2", 322, written_off("SK-HAPUS-2"), false),
        ("KOREKSI-1", 325, corrected, true),
    ] {
        let made = ProposalMade {
            proposal: proposal.to_owned(),
            maker: "staf-akuntansi".to_owned(),
            reason: "usulan akhir tahun".to_owned(),
            event: Some(event),
            ..Default::default()
        };
        let day = working(day);
        diary.write(at(day, 10), ACCOUNTING, format!("USUL-{proposal}"), "ProposalMade", &made);
        let (when, id, checker) =
            (at(day + 1, 10), format!("PUTUS-{proposal}"), "kabid-akuntansi".to_owned());
        let proposal = proposal.to_owned();
        if approved {
            let message = ProposalApproved { proposal, checker, ..Default::default() };
            diary.write(when, ACCOUNTING, id, "ProposalApproved", &message);
        } else {
            let reason = "belum ada berita acara".to_owned();
            let message = ProposalDeclined { proposal, checker, reason, ..Default::default() };
            diary.write(when, ACCOUNTING, id, "ProposalDeclined", &message);
        }
    }
}

/// A full hour of a day.
fn at(day: u32, hour: u32) -> When {
    When { day, second: hour * 3600 }
}
