//! The demo's revenue: taxes assessed and paid, charges taken by treasurers and deposited, QRIS payments and their
//! settlements, transfers from above. Totals are those of a regency with about 130 billion rupiah of its own revenue.

use std::collections::BTreeMap;

use wire::payment_v1::{AssessmentIssued, DepositMade, PaymentReceived, RefundPaid, SettlementReceived};

use super::agencies::{
    DISTRICTS, ENVIRONMENT, FINANCE, HEALTH, HOSPITAL, LICENSING, REVENUE, TOURISM, TRADE, TRANSPORT,
};
use super::diary::{DAYS, Diary, date, first_of, month, rupiah, time, working};

/// Sums by agency and account: what a budget is made from.
pub(super) type Sums = BTreeMap<(&'static str, &'static str), i64>;

/// A tax of the revenue agency.
struct Tax {
    /// In ids of its documents.
    tag: &'static str,
    account: &'static str,
    /// Account of its late-payment sanction; empty where the chart has none.
    penalty_account: &'static str,
    /// Events in ten thousand of the year's.
    share: u64,
    /// Whole rupiah a year.
    total: i64,
    /// Issued by the agency before it is paid, from the first day to the last.
    assessed: Option<(u32, u32)>,
}

/// Sanction on the consumption taxes (PBJT).
const PBJT_PENALTY: &str = "4.1.04.12.19.0001";

const TAXES: &[Tax] = &[
    Tax {
        tag: "PBB",
        account: "4.1.01.15.01.0001",
        penalty_account: "4.1.04.12.15.0001",
        share: 1_800,
        total: 16_500_000_000,
        assessed: Some((33, 89)),
    },
    Tax {
        tag: "REK",
        account: "4.1.01.09.01.0001",
        penalty_account: "4.1.04.12.09.0001",
        share: 150,
        total: 1_900_000_000,
        assessed: Some((8, 300)),
    },
    Tax {
        tag: "PAT",
        account: "4.1.01.12.01.0001",
        penalty_account: "4.1.04.12.12.0001",
        share: 90,
        total: 900_000_000,
        assessed: Some((8, 330)),
    },
    Tax {
        tag: "BPHTB",
        account: "4.1.01.16.01.0001",
        penalty_account: "4.1.04.12.16.0001",
        share: 180,
        total: 14_500_000_000,
        assessed: None,
    },
    Tax {
        tag: "RESTO",
        account: "4.1.01.19.01.0001",
        penalty_account: PBJT_PENALTY,
        share: 600,
        total: 7_800_000_000,
        assessed: None,
    },
    Tax {
        tag: "HOTEL",
        account: "4.1.01.19.03.0001",
        penalty_account: PBJT_PENALTY,
        share: 120,
        total: 900_000_000,
        assessed: None,
    },
    Tax {
        tag: "PARKIR",
        account: "4.1.01.19.04.0001",
        penalty_account: PBJT_PENALTY,
        share: 70,
        total: 350_000_000,
        assessed: None,
    },
    Tax {
        tag: "HIBUR",
        account: "4.1.01.19.05.0001",
        penalty_account: PBJT_PENALTY,
        share: 80,
        total: 600_000_000,
        assessed: None,
    },
    Tax {
        tag: "MBLB",
        account: "4.1.01.14.23.0001",
        penalty_account: "",
        share: 110,
        total: 4_400_000_000,
        assessed: None,
    },
];

/// A charge (retribusi) that an agency's receiving treasurer takes.
struct Charge {
    tag: &'static str,
    agency: &'static str,
    account: &'static str,
    share: u64,
    total: i64,
}

const CHARGES: &[Charge] = &[
    Charge { tag: "RSU", agency: HOSPITAL, account: "4.1.02.01.01.0001", share: 420, total: 9_200_000_000 },
    Charge { tag: "PKM", agency: HEALTH, account: "4.1.02.01.01.0001", share: 300, total: 3_600_000_000 },
    Charge { tag: "PJU", agency: TRANSPORT, account: "4.1.02.01.04.0001", share: 220, total: 750_000_000 },
    Charge { tag: "KIOS", agency: TRADE, account: "4.1.02.01.05.0003", share: 260, total: 1_900_000_000 },
    Charge {
        tag: "SAMPAH",
        agency: ENVIRONMENT,
        account: "4.1.02.01.14.0001",
        share: 180,
        total: 620_000_000,
    },
    Charge { tag: "WISATA", agency: TOURISM, account: "4.1.02.02.17.0001", share: 110, total: 430_000_000 },
    Charge { tag: "PBG", agency: LICENSING, account: "4.1.02.03.07.0001", share: 60, total: 1_300_000_000 },
];

/// What comes in large and seldom, straight into the treasury: account, agency, times a year, whole rupiah a year.
const TRANSFERS: &[(&str, &str, u32, i64)] = &[
    ("4.1.01.19.02.0001", REVENUE, 12, 24_600_000_000),
    ("4.1.01.20.01.0001", REVENUE, 52, 23_800_000_000),
    ("4.1.01.21.01.0001", REVENUE, 52, 10_700_000_000),
    ("4.1.04.05.01.0001", FINANCE, 12, 3_100_000_000),
    ("4.1.02.02.20.0001", FINANCE, 12, 2_300_000_000),
    ("4.2.01.01.03.0001", FINANCE, 12, 1_842_000_000_000),
];

/// How taxpayers pay, by weight: channel, and where the money lands.
const TAX_CHANNELS: &[(u64, (&str, &str))] = &[
    (30, ("virtual-account", "treasury")),
    (16, ("qris", "acquirer")),
    (15, ("teller", "treasury")),
    (13, ("mobile-banking", "treasury")),
    (6, ("internet-banking", "treasury")),
    (5, ("agent-bank", "treasury")),
    (4, ("atm", "treasury")),
    (4, ("e-commerce", "treasury")),
    (4, ("retail-outlet", "treasury")),
    (2, ("sms-banking", "treasury")),
    (1, ("edc", "treasury")),
];

/// How charges are paid.
const CHARGE_CHANNELS: &[(u64, (&str, &str))] = &[
    (55, ("cash", "treasurer")),
    (33, ("qris", "acquirer")),
    (7, ("edc", "treasury")),
    (5, ("e-money-reader", "treasury")),
];

/// Where the events come from.
const TAX_SYSTEM: &str = "urn:okutimur:bapenda:simpada";
const BANK: &str = "urn:okutimur:bank:penerimaan";
const ACQUIRER: &str = "urn:okutimur:qris:akuirer";
const TREASURERS: &str = "urn:okutimur:bendahara";

/// Last day on which land tax is paid without a sanction: 30 September.
const LAND_TAX_DUE: u32 = 272;
/// A sanction grows by one per cent each month.
const PENALTY_PERCENT: i64 = 1;
/// What an acquirer keeps of a charge paid by QRIS, in thousandths; of taxes it keeps nothing.
const FEE_PER_MILLE: i64 = 4;

/// What is still on its way to the treasury.
#[derive(Default)]
struct OnTheWay {
    /// Taken by QRIS: by day of payment, agency and account.
    acquirer: BTreeMap<(u32, &'static str, &'static str), i64>,
    /// Taken in cash: by week, agency and account.
    treasurers: BTreeMap<(u32, &'static str, &'static str), i64>,
}

/// A payment to be written.
struct Paid {
    tag: &'static str,
    agency: &'static str,
    account: &'static str,
    assessed: Option<String>,
    /// What was owed.
    owed: i64,
    penalty: i64,
    penalty_account: &'static str,
    day: u32,
    channel: &'static str,
    into: &'static str,
}

/// Writes the year's revenue and gives what came in by agency and account.
pub(super) fn write(diary: &mut Diary, events: u64) -> Sums {
    let (mut sums, mut on_the_way) = (Sums::new(), OnTheWay::default());
    for tax in TAXES {
        let count = (events * tax.share / 10_000).max(4);
        for number in 0..count {
            let mean = tax.total / count as i64;
            match tax.assessed {
                Some(season) => assessed(diary, tax, season, number, mean, &mut sums, &mut on_the_way),
                None => self_assessed(diary, tax, number, mean, &mut sums, &mut on_the_way),
            }
        }
    }
    for charge in CHARGES {
        let count = (events * charge.share / 10_000).max(12);
        for _ in 0..count {
            let &(channel, into) = diary.random.weighted(CHARGE_CHANNELS);
            let paid = Paid {
                tag: charge.tag,
                agency: charge.agency,
                account: charge.account,
                assessed: None,
                owed: diary.random.rupiah_around(charge.total / count as i64),
                penalty: 0,
                penalty_account: "",
                day: diary.random.between(1, i64::from(DAYS) - 2) as u32,
                channel,
                into,
            };
            pay(diary, &paid, &mut sums, &mut on_the_way);
        }
    }
    transfers(diary, &mut sums);
    settle(diary, on_the_way);
    sums
}

/// So many small self-assessed payments by teller, which bring the year to the number of events that is asked for.
pub(super) fn fill(diary: &mut Diary, count: u64, mean: i64, sums: &mut Sums) {
    let (tax, mut none_on_the_way) = (&TAXES[4], OnTheWay::default());
    for number in 0..count {
        let paid = Paid {
            tag: "KATERING",
            agency: REVENUE,
            account: "4.1.01.19.01.0002",
            assessed: None,
            owed: diary.random.rupiah_around(mean),
            penalty: 0,
            penalty_account: tax.penalty_account,
            day: 1 + (number * u64::from(DAYS - 2) / count) as u32,
            channel: "teller",
            into: "treasury",
        };
        pay(diary, &paid, sums, &mut none_on_the_way);
    }
}

/// An assessment, and in four of five cases its payment.
fn assessed(
    diary: &mut Diary,
    tax: &'static Tax,
    (first, last): (u32, u32),
    number: u64,
    mean: i64,
    sums: &mut Sums,
    on_the_way: &mut OnTheWay,
) {
    let day = working(diary.random.between(i64::from(first), i64::from(last)) as u32);
    // One in five is not paid within the year, so that what is paid makes the total.
    let amount = diary.random.rupiah_around(mean * 5 / 4);
    let assessment = format!("{}-{}-{number:06}", tax.tag, super::diary::YEAR);
    let due = if tax.tag == "PBB" { LAND_TAX_DUE } else { day + 30 };
    let when = diary.on(day);
    let message = AssessmentIssued {
        agency: REVENUE.to_owned(),
        account: tax.account.to_owned(),
        amount: rupiah(amount),
        assessment: assessment.clone(),
        payer: payer(diary),
        district: (*diary.random.pick(DISTRICTS)).to_owned(),
        due_date: date(due).to_string(),
        ..Default::default()
    };
    diary.write(when, TAX_SYSTEM, assessment.clone(), "AssessmentIssued", &message);
    if diary.random.per_mille(200) {
        return;
    }
    let late = diary.random.per_mille(90);
    let paid_on = if late {
        diary.random.between(i64::from(due) + 1, i64::from(due) + 80)
    } else {
        // People pay towards the end of the time they have: the later of two draws.
        let draw = |diary: &mut Diary| diary.random.between(i64::from(day) + 1, i64::from(due.max(day + 2)));
        draw(diary).max(draw(diary))
    } as u32;
    if paid_on >= DAYS - 1 {
        return;
    }
    let months_late = i64::from(paid_on.saturating_sub(due).div_ceil(30));
    let &(channel, into) = diary.random.weighted(TAX_CHANNELS);
    let paid = Paid {
        tag: tax.tag,
        agency: REVENUE,
        account: tax.account,
        assessed: Some(assessment),
        owed: amount,
        penalty: amount * PENALTY_PERCENT * months_late / 100,
        penalty_account: tax.penalty_account,
        day: paid_on,
        channel,
        into,
    };
    pay(diary, &paid, sums, on_the_way);
}

/// A payment that the payer worked out: each month by the fifteenth, with a sanction when later.
fn self_assessed(
    diary: &mut Diary,
    tax: &'static Tax,
    number: u64,
    mean: i64,
    sums: &mut Sums,
    on_the_way: &mut OnTheWay,
) {
    let day = first_of((number % 12) as u32) + diary.random.between(1, 27) as u32;
    let owed = diary.random.rupiah_around(mean);
    let penalty = if !tax.penalty_account.is_empty() && diary.random.per_mille(40) { owed / 100 } else { 0 };
    let &(channel, into) = diary.random.weighted(TAX_CHANNELS);
    let paid = Paid {
        tag: tax.tag,
        agency: REVENUE,
        account: tax.account,
        assessed: None,
        owed,
        penalty,
        penalty_account: tax.penalty_account,
        day,
        channel,
        into,
    };
    pay(diary, &paid, sums, on_the_way);
}

/// Writes a payment; three in a thousand of land tax are too much, and half of those get it back.
fn pay(diary: &mut Diary, paid: &Paid, sums: &mut Sums, on_the_way: &mut OnTheWay) {
    let overpaid = paid.tag == "PBB" && paid.into == "treasury" && diary.random.per_mille(3);
    let overpayment = if overpaid { (paid.owed / 10 / 500).max(1) * 500 } else { 0 };
    let amount = paid.owed + paid.penalty + overpayment;
    let number = diary.len();
    let payer = payer(diary);
    let message = PaymentReceived {
        agency: paid.agency.to_owned(),
        account: paid.account.to_owned(),
        amount: rupiah(amount),
        penalty: (paid.penalty > 0).then(|| rupiah(paid.penalty)).flatten(),
        penalty_account: if paid.penalty > 0 { paid.penalty_account.to_owned() } else { String::new() },
        overpayment: (overpayment > 0).then(|| rupiah(overpayment)).flatten(),
        basis: if paid.assessed.is_some() { "assessed" } else { "self-assessed" }.to_owned(),
        into: paid.into.to_owned(),
        channel: paid.channel.to_owned(),
        payer: payer.clone(),
        district: (*diary.random.pick(DISTRICTS)).to_owned(),
        assessment: paid.assessed.clone().unwrap_or_default(),
        receipt: format!("TBP-{number:07}"),
        ..Default::default()
    };
    let when = diary.on(paid.day);
    let source = match paid.into {
        "acquirer" => ACQUIRER,
        "treasurer" => TREASURERS,
        _ => BANK,
    };
    diary.write(when, source, format!("{}-{number:07}", paid.tag), "PaymentReceived", &message);
    *sums.entry((paid.agency, paid.account)).or_default() += paid.owed;
    if paid.penalty > 0 {
        *sums.entry((paid.agency, paid.penalty_account)).or_default() += paid.penalty;
    }
    match paid.into {
        "acquirer" => {
            *on_the_way.acquirer.entry((when.day, paid.agency, paid.account)).or_default() += amount
        }
        "treasurer" => {
            *on_the_way.treasurers.entry((when.day / 7, paid.agency, paid.account)).or_default() += amount;
        }
        _ => {}
    }
    if overpayment > 0 && diary.random.per_mille(500) && paid.day + 40 < DAYS {
        let refund = RefundPaid {
            agency: paid.agency.to_owned(),
            account: paid.account.to_owned(),
            amount: rupiah(overpayment),
            from: "overpayment".to_owned(),
            payer,
            reference: format!("SKPDLB-{number:07}"),
            channel: "sp2d-online".to_owned(),
            ..Default::default()
        };
        let when = diary.on(working(paid.day + 30));
        diary.write(when, TAX_SYSTEM, format!("SKPDLB-{number:07}"), "RefundPaid", &refund);
    }
}

/// What comes in large and seldom.
fn transfers(diary: &mut Diary, sums: &mut Sums) {
    for &(account, agency, times, total) in TRANSFERS {
        for number in 0..times {
            let day = working(3 + number * (DAYS - 20) / times);
            let amount = total / i64::from(times) / 1000 * 1000;
            let message = PaymentReceived {
                agency: agency.to_owned(),
                account: account.to_owned(),
                amount: rupiah(amount),
                basis: "self-assessed".to_owned(),
                into: "treasury".to_owned(),
                channel: "other".to_owned(),
                receipt: format!("NK-{account}-{number}"),
                ..Default::default()
            };
            let when = diary.on(day);
            diary.write(when, BANK, format!("NK-{account}-{number}"), "PaymentReceived", &message);
            *sums.entry((agency, account)).or_default() += amount;
        }
    }
}

/// Acquirers settle on the next day, treasurers deposit on the next Monday. What the year's last days took stays on the
/// way.
fn settle(diary: &mut Diary, on_the_way: OnTheWay) {
    for ((day, agency, account), amount) in on_the_way.acquirer {
        let is_tax = account.starts_with("4.1.01");
        let fee = if is_tax { 0 } else { amount * FEE_PER_MILLE / 1000 };
        let id = format!("QR-{agency}-{account}-{day:03}");
        let message = SettlementReceived {
            agency: agency.to_owned(),
            account: account.to_owned(),
            amount: rupiah(amount),
            fee: (fee > 0).then(|| rupiah(fee)).flatten(),
            channel: "qris".to_owned(),
            acquirer: "Bank Sumsel Babel".to_owned(),
            reference: id.clone(),
            ..Default::default()
        };
        if day + 1 < DAYS {
            let when = diary.on(day + 1);
            diary.write(when, ACQUIRER, id, "SettlementReceived", &message);
        }
    }
    for ((week, agency, account), amount) in on_the_way.treasurers {
        let id = format!("STS-{agency}-{account}-{week:02}");
        let message = DepositMade {
            agency: agency.to_owned(),
            account: account.to_owned(),
            amount: rupiah(amount),
            slip: id.clone(),
            depositor: "Bendahara Penerimaan".to_owned(),
            channel: "teller".to_owned(),
            ..Default::default()
        };
        let day = working(week * 7 + 7);
        if week * 7 + 7 < DAYS {
            let when = diary.on(day);
            diary.write(when, TREASURERS, id, "DepositMade", &message);
        }
    }
}

/// A keyed pseudonym of a payer, as a publisher would make it: events carry no names and no numbers of citizens.
fn payer(diary: &mut Diary) -> String {
    format!("p-{:016x}", diary.random.below(90_000).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// A payment that came in `days` late: it is effective in an earlier month than the one it is delivered in.
pub(super) fn late_payment(diary: &mut Diary, number: usize) {
    let delivered = diary.random.between(45, i64::from(DAYS) - 2) as u32;
    let effective = delivered - diary.random.between(32, 44) as u32;
    let message = PaymentReceived {
        date: date(effective).to_string(),
        agency: REVENUE.to_owned(),
        account: "4.1.01.19.01.0001".to_owned(),
        amount: rupiah(diary.random.rupiah_around(850_000)),
        basis: "self-assessed".to_owned(),
        into: "treasury".to_owned(),
        channel: "teller".to_owned(),
        receipt: format!("SUSULAN-{number:05}"),
        ..Default::default()
    };
    debug_assert_ne!(month(delivered), month(effective), "{}", time(diary.on(delivered)));
    let when = diary.on(delivered);
    diary.write(when, BANK, format!("SUSULAN-{number:05}"), "PaymentReceived", &message);
}
