//! The demo's spending: salaries, orders to vendors with holds on the appropriation, imprest money and what treasurers
//! spend of it, the government credit card, taxes withheld and remitted. About two trillion rupiah.

use std::collections::BTreeMap;

use wire::payment_v1::{
    AccountAmount, CardPurchase, DeliveryAccepted, DisbursementFailed, DisbursementOrdered, DisbursementPaid,
    ImprestIssued, ImprestReturned, PaymentRequested, SpendingReported, SpendingReturned, TaxRemitted,
    Vendor,
};

use super::agencies::{AGENCIES, FINANCE, TREASURY, VILLAGES, WORKS};
use super::diary::{DAYS, Diary, When, date, first_of, month, rupiah, working};
use super::revenue::Sums;
use super::treasury::fund_release;

/// Where the events come from.
const SIPD: &str = "urn:okutimur:sipd";
const BANK: &str = "urn:okutimur:bank:sp2d";
const CARDS: &str = "urn:okutimur:kkpd";

/// Whole rupiah a year.
const SALARIES: i64 = 560_000_000_000;
const ALLOWANCES: i64 = 260_000_000_000;
const ORDERS: i64 = 640_000_000_000;
const IMPREST: i64 = 92_000_000_000;
const CARD: i64 = 6_000_000_000;

/// Events in ten thousand of the year's: orders to vendors (each is three or four events), reports, card purchases.
const ORDERS_SHARE: u64 = 320;
const REPORTS_SHARE: u64 = 800;
const CARDS_SHARE: u64 = 200;

/// Salary accounts, and the part of salaries paid on each in hundredths.
const SALARY_ACCOUNTS: &[(&str, i64)] = &[("5.1.01.01.01.0001", 84), ("5.1.01.01.02.0001", 16)];
const ALLOWANCE_ACCOUNT: &str = "5.1.01.02.01.0001";

/// What is withheld of salaries: account, thousandths.
const SALARY_DEDUCTIONS: &[(&str, i64)] =
    &[("2.1.01.05.01.0001", 40), ("2.1.01.02.01.0001", 10), ("2.1.01.08.01.0003", 80)];
/// What is withheld of purchases: value added tax and income tax.
const PURCHASE_DEDUCTIONS: &[(&str, i64)] = &[("2.1.01.06.01.0001", 99), ("2.1.01.05.02.0001", 13)];

/// What agencies buy from vendors: weight, account.
const PURCHASES: &[(u64, &str)] = &[
    (16, "5.1.02.01.01.0024"),
    (12, "5.1.02.01.01.0052"),
    (14, "5.1.02.02.01.0026"),
    (10, "5.1.02.02.01.0030"),
    (14, "5.2.02.10.01.0002"),
    (18, "5.2.03.01.01.0001"),
    (16, "5.2.04.01.01.0003"),
];
/// What treasurers spend out of the imprest.
const SMALL_PURCHASES: &[(u64, &str)] =
    &[(40, "5.1.02.01.01.0024"), (30, "5.1.02.01.01.0052"), (30, "5.1.02.04.01.0001")];

/// Paid in few large orders: account, agency, orders a year, whole rupiah a year.
const CONTRACTS: &[(&str, &str, u32, i64)] = &[
    ("5.1.02.02.01.0026", "1.01.0.00.0.00.01.0000", 240, 64_000_000_000),
    ("5.2.04.01.01.0003", WORKS, 160, 214_000_000_000),
    ("5.2.03.01.01.0001", "1.01.0.00.0.00.01.0000", 120, 96_000_000_000),
    ("5.2.02.02.01.0002", "1.02.0.00.0.00.01.0000", 60, 32_000_000_000),
    ("5.1.02.01.01.0026", VILLAGES, 305, 36_000_000_000),
];

/// Vendors by scale, as often as their weight says; an unknown scale is never counted as met.
const SCALES: &[(u64, &str)] =
    &[(30, "micro"), (34, "small"), (4, "cooperative"), (18, "medium"), (10, "large"), (4, "")];

/// Where vendors are based.
const HERE: &str = "Ogan Komering Ulu Timur";
const ELSEWHERE: &str = "Palembang";

/// Everything withheld, by month of payment and account: remitted in the month after.
type Withheld = BTreeMap<(u32, &'static str), i64>;

/// When a day's requests are written: after its fund release, before its first order.
const REQUESTS_FROM: u32 = 6 * 3600 + 1800;

/// One order to be written.
struct Order {
    agency: &'static str,
    account: &'static str,
    amount: i64,
    day: u32,
    /// Accepted before it is ordered.
    accepted: bool,
    deductions: &'static [(&'static str, i64)],
    vendor: Option<Vendor>,
}

impl Order {
    /// Salaries go to no vendor.
    fn kind(&self) -> &'static str {
        if self.vendor.is_some() { "goods" } else { "salary" }
    }

    fn description(&self) -> &'static str {
        match (self.kind(), self.account.starts_with("5.2")) {
            ("salary", _) => "Pembayaran gaji dan tunjangan",
            (_, true) => "Pembayaran belanja modal",
            _ => "Pembayaran belanja barang dan jasa",
        }
    }
}

/// A payment request (SPP), before offices open on the day of what it is for.
struct Request {
    agency: &'static str,
    /// Empty for an imprest.
    account: &'static str,
    amount: i64,
    kind: &'static str,
    name: String,
    day: u32,
    description: &'static str,
}

impl Request {
    fn write(&self, diary: &mut Diary) {
        let message = PaymentRequested {
            agency: self.agency.to_owned(),
            account: self.account.to_owned(),
            amount: rupiah(self.amount),
            request: self.name.clone(),
            fund_release: fund_release(self.agency, self.day),
            kind: self.kind.to_owned(),
            description: self.description.to_owned(),
            ..Default::default()
        };
        let when = When { day: self.day.min(DAYS - 1), second: REQUESTS_FROM };
        diary.write(when, SIPD, self.name.clone(), "PaymentRequested", &message);
    }
}

/// Writes the year's spending and gives what was spent by agency and account.
pub(super) fn write(diary: &mut Diary, events: u64) -> Sums {
    let (mut sums, mut withheld) = (Sums::new(), Withheld::new());
    salaries(diary, &mut sums, &mut withheld);
    orders(diary, events, &mut sums, &mut withheld);
    contracts(diary, &mut sums, &mut withheld);
    imprest(diary, events, &mut sums);
    cards(diary, events, &mut sums);
    remit(diary, withheld);
    sums
}

/// Fourteen salaries (the thirteenth in June, the holiday bonus in March) and twelve allowances for each agency.
fn salaries(diary: &mut Diary, sums: &mut Sums, withheld: &mut Withheld) {
    let staff: i64 = AGENCIES.iter().map(|agency| agency.staff).sum();
    let salary_days = (0..12).map(|month| first_of(month) + 3).chain([first_of(2) + 16, first_of(5) + 12]);
    for day in salary_days {
        for agency in AGENCIES {
            for (account, hundredths) in SALARY_ACCOUNTS {
                let amount = SALARIES / 14 * agency.staff / staff * hundredths / 100 / 1000 * 1000;
                let order = Order {
                    agency: agency.code,
                    account,
                    amount,
                    day,
                    accepted: false,
                    deductions: SALARY_DEDUCTIONS,
                    vendor: None,
                };
                pay_order(diary, order, sums, withheld);
            }
        }
    }
    for month in 0..12 {
        for agency in AGENCIES {
            let order = Order {
                agency: agency.code,
                account: ALLOWANCE_ACCOUNT,
                amount: ALLOWANCES / 12 * agency.staff / staff / 1000 * 1000,
                day: first_of(month) + 14,
                accepted: false,
                deductions: &SALARY_DEDUCTIONS[..2],
                vendor: None,
            };
            pay_order(diary, order, sums, withheld);
        }
    }
}

/// Orders to vendors, more of them towards the end of the year, as everywhere.
fn orders(diary: &mut Diary, events: u64, sums: &mut Sums, withheld: &mut Withheld) {
    let count = (events * ORDERS_SHARE / 10_000).max(20);
    for _ in 0..count {
        let agency = agency_by_works(diary);
        let account = *diary.random.weighted(PURCHASES);
        let works = account.starts_with("5.2");
        // Works cost four times what goods and services do.
        let mean = ORDERS / count as i64 * if works { 8 } else { 2 } / 5;
        let draw = |diary: &mut Diary| diary.random.between(20, 340) as u32;
        let amount = diary.random.rupiah_around(mean);
        let day = draw(diary).max(draw(diary));
        let order = Order {
            agency,
            account,
            amount,
            day,
            accepted: works || diary.random.per_mille(400),
            deductions: PURCHASE_DEDUCTIONS,
            vendor: Some(vendor(diary, day)),
        };
        pay_order(diary, order, sums, withheld);
    }
}

fn contracts(diary: &mut Diary, sums: &mut Sums, withheld: &mut Withheld) {
    for &(account, agency, times, total) in CONTRACTS {
        for number in 0..times {
            let day = 40 + number * 290 / times;
            let order = Order {
                agency,
                account,
                amount: total / i64::from(times) / 1000 * 1000,
                day,
                accepted: false,
                deductions: &[],
                vendor: Some(contractor(account, number, day)),
            };
            pay_order(diary, order, sums, withheld);
        }
    }
}

/// Accepted where it is, ordered (the appropriation is held), and paid within days. The bank fails to pay four in a
/// thousand, which are ordered again.
fn pay_order(diary: &mut Diary, order: Order, sums: &mut Sums, withheld: &mut Withheld) {
    let number = diary.len();
    let Order { agency, account, amount, .. } = order;
    let mut day = working(order.day.max(5));
    if order.accepted {
        let message = DeliveryAccepted {
            agency: agency.to_owned(),
            account: account.to_owned(),
            amount: rupiah(amount),
            document: format!("BAST-{number:06}"),
            vendor: order.vendor.clone(),
            ..Default::default()
        };
        let when = diary.on(day);
        diary.write(when, SIPD, format!("BAST-{number:06}"), "DeliveryAccepted", &message);
        day += diary.random.between(1, 6) as u32;
    }
    let request = Request {
        agency,
        account,
        amount,
        kind: "direct",
        name: format!("SPP-{number:06}"),
        day,
        description: order.description(),
    };
    request.write(diary);
    let mut name = format!("SPM-{number:06}");
    order_it(diary, &order, &name, day);
    if diary.random.per_mille(4) {
        let message = DisbursementFailed {
            agency: agency.to_owned(),
            order: name.clone(),
            reason: "nomor rekening penerima tidak aktif".to_owned(),
            ..Default::default()
        };
        let when = diary.on(day + 1);
        diary.write(when, BANK, format!("{name}-RETUR"), "DisbursementFailed", &message);
        name = format!("{name}-B");
        day += 2;
        order_it(diary, &order, &name, day);
    }
    day += diary.random.between(1, 3) as u32;
    let deductions: Vec<(&'static str, i64)> = order
        .deductions
        .iter()
        .map(|(account, thousandths)| (*account, amount * thousandths / 1000))
        .collect();
    let message = DisbursementPaid {
        agency: agency.to_owned(),
        account: account.to_owned(),
        amount: rupiah(amount),
        order: name.clone(),
        basis: if order.accepted { "payable" } else { "expense" }.to_owned(),
        deductions: account_amounts(&deductions),
        channel: "sp2d-online".to_owned(),
        vendor: order.vendor.clone(),
        disbursement: format!("SP2D-{}", &name[4..]),
        kind: order.kind().to_owned(),
        description: order.description().to_owned(),
        ..Default::default()
    };
    let when = diary.on(day);
    diary.write(when, BANK, format!("SP2D-{}", &name[4..]), "DisbursementPaid", &message);
    for (account, amount) in deductions {
        *withheld.entry((month(when.day), account)).or_default() += amount;
    }
    *sums.entry((agency, account)).or_default() += amount;
}

fn order_it(diary: &mut Diary, order: &Order, name: &str, day: u32) {
    let message = DisbursementOrdered {
        agency: order.agency.to_owned(),
        account: order.account.to_owned(),
        amount: rupiah(order.amount),
        order: name.to_owned(),
        vendor: order.vendor.clone(),
        // The second order after a failed one draws on the same request.
        request: format!("SPP-{}", name[4..].trim_end_matches("-B")),
        fund_release: fund_release(order.agency, day),
        kind: order.kind().to_owned(),
        description: order.description().to_owned(),
        ..Default::default()
    };
    let when = diary.on(day);
    diary.write(when, SIPD, name.to_owned(), "DisbursementOrdered", &message);
}

/// An imprest for each agency in January, reports of what was spent of it, and each month a replenishment of as much.
fn imprest(diary: &mut Diary, events: u64, sums: &mut Sums) {
    let works: i64 = AGENCIES.iter().map(|agency| agency.works).sum();
    for agency in AGENCIES {
        let opening = (IMPREST / 6 * agency.works / works / 1_000_000).max(5) * 1_000_000;
        issue(diary, agency.code, opening, "initial", When { day: 5, second: 7 * 3600 }, 0);
    }
    let count = (events * REPORTS_SHARE / 10_000).max(40);
    let mut spent: BTreeMap<(&'static str, u32), i64> = BTreeMap::new();
    for number in 0..count {
        let agency = agency_by_works(diary);
        let account = *diary.random.weighted(SMALL_PURCHASES);
        let amount = diary.random.rupiah_around(IMPREST / count as i64);
        let day = working(diary.random.between(10, 355) as u32);
        let message = SpendingReported {
            agency: agency.to_owned(),
            account: account.to_owned(),
            amount: rupiah(amount),
            report: format!("SPJ-{number:06}"),
            description: "belanja melalui uang persediaan".to_owned(),
            channel: if diary.random.per_mille(850) { "cms" } else { "cash" }.to_owned(),
            vendor: Some(vendor(diary, day)),
            ..Default::default()
        };
        let when = diary.on(day);
        diary.write(when, SIPD, format!("SPJ-{number:06}"), "SpendingReported", &message);
        *sums.entry((agency, account)).or_default() += amount;
        *spent.entry((agency, month(day))).or_default() += amount;
        if diary.random.per_mille(5) && day + 12 < DAYS {
            let returned = SpendingReturned {
                agency: agency.to_owned(),
                account: account.to_owned(),
                vendor: message.vendor.clone(),
                ..Default::default()
            };
            give_back(diary, returned, amount / 4 / 500 * 500, number, working(day + 9));
        }
    }
    for ((agency, month), amount) in spent {
        if month < 11 {
            let when = diary.on(working(first_of(month + 1) + 4));
            issue(diary, agency, amount, "replenishment", when, month);
        }
    }
    additional(diary);
}

fn issue(diary: &mut Diary, agency: &'static str, amount: i64, kind: &'static str, when: When, month: u32) {
    let tag = match kind {
        "initial" => "UP",
        "replenishment" => "GU",
        _ => "TU",
    };
    let named = |document: &str| format!("{document}-{tag}-{agency}-{month:02}");
    let description = match kind {
        "initial" => "Uang persediaan",
        "replenishment" => "Ganti uang persediaan",
        _ => "Tambahan uang persediaan",
    };
    let request =
        Request { agency, account: "", amount, kind, name: named("SPP"), day: when.day, description };
    request.write(diary);
    let message = ImprestIssued {
        agency: agency.to_owned(),
        amount: rupiah(amount),
        kind: kind.to_owned(),
        order: named("SPM"),
        channel: "sp2d-online".to_owned(),
        request: named("SPP"),
        fund_release: fund_release(agency, when.day),
        disbursement: named("SP2D"),
        description: description.to_owned(),
        ..Default::default()
    };
    diary.write(when, BANK, named("SP2D"), "ImprestIssued", &message);
}

/// Part of a spending comes back in the same year.
fn give_back(diary: &mut Diary, returned: SpendingReturned, amount: i64, number: u64, day: u32) {
    if amount == 0 {
        return;
    }
    let message = SpendingReturned {
        amount: rupiah(amount),
        reference: format!("CP-{number:06}"),
        description: "pengembalian kelebihan belanja".to_owned(),
        channel: "teller".to_owned(),
        ..returned
    };
    let when = diary.on(day);
    diary.write(when, SIPD, format!("CP-{number:06}"), "SpendingReturned", &message);
}

/// Additional imprest for every third agency, most of it returned unspent.
fn additional(diary: &mut Diary) {
    for (place, agency) in AGENCIES.iter().enumerate().filter(|(place, _)| place % 3 == 0) {
        let amount = (agency.works * 10).max(20) * 1_000_000;
        let day = working(150 + place as u32);
        let when = diary.on(day);
        issue(diary, agency.code, amount, "additional", when, month(day));
        let slip = format!("STS-TU-{}", agency.code);
        let message = ImprestReturned {
            agency: agency.code.to_owned(),
            amount: rupiah(amount * 9 / 10),
            slip: slip.clone(),
            channel: "cms".to_owned(),
            depositor: "Bendahara Pengeluaran".to_owned(),
            ..Default::default()
        };
        let when = diary.on(working(day + 28));
        diary.write(when, SIPD, slip, "ImprestReturned", &message);
    }
}

/// Card purchases, and once a month what is paid to the issuer for each agency and account.
fn cards(diary: &mut Diary, events: u64, sums: &mut Sums) {
    let count = (events * CARDS_SHARE / 10_000).max(10);
    let mut bills: BTreeMap<(u32, &'static str, &'static str), i64> = BTreeMap::new();
    for number in 0..count {
        let agency = agency_by_works(diary);
        let account = if diary.random.per_mille(600) { "5.1.02.04.01.0001" } else { "5.1.02.01.01.0024" };
        let amount = diary.random.rupiah_around(CARD / count as i64);
        let day = diary.random.between(15, 330) as u32;
        let message = CardPurchase {
            agency: agency.to_owned(),
            account: account.to_owned(),
            amount: rupiah(amount),
            reference: format!("KKPD-{number:06}"),
            vendor: Some(vendor(diary, day)),
            ..Default::default()
        };
        let when = diary.on(day);
        diary.write(when, CARDS, format!("KKPD-{number:06}"), "CardPurchase", &message);
        *bills.entry((month(day), agency, account)).or_default() += amount;
    }
    for ((month, agency, account), amount) in bills {
        let id = format!("SP2D-KKPD-{agency}-{account}-{month:02}");
        let message = DisbursementPaid {
            agency: agency.to_owned(),
            account: account.to_owned(),
            amount: rupiah(amount),
            basis: "card".to_owned(),
            channel: "kkpd".to_owned(),
            disbursement: id.clone(),
            description: "Pembayaran tagihan kartu kredit pemerintah daerah".to_owned(),
            ..Default::default()
        };
        let when = diary.on(working(first_of(month + 1) + 9));
        diary.write(when, BANK, id, "DisbursementPaid", &message);
        *sums.entry((agency, account)).or_default() += amount;
    }
}

/// What was withheld in a month is remitted on the tenth of the next; December's stays owed at the year's end.
fn remit(diary: &mut Diary, withheld: Withheld) {
    for month in 0..11 {
        let of_month = withheld.iter().filter(|((paid, _), _)| *paid == month);
        let deductions: Vec<(&'static str, i64)> =
            of_month.map(|((_, account), amount)| (*account, *amount)).collect();
        if deductions.is_empty() {
            continue;
        }
        let message = TaxRemitted {
            agency: TREASURY.to_owned(),
            deductions: account_amounts(&deductions),
            state_receipt: format!("NTPN{month:02}{:010X}", diary.random.below(1 << 40)),
            channel: "cms".to_owned(),
            ..Default::default()
        };
        let when = diary.on(working(first_of(month + 1) + 9));
        diary.write(when, BANK, format!("SETOR-PAJAK-{month:02}"), "TaxRemitted", &message);
    }
}

fn account_amounts(deductions: &[(&'static str, i64)]) -> Vec<AccountAmount> {
    let some = deductions.iter().filter(|(_, amount)| *amount > 0);
    some.map(|(account, amount)| AccountAmount { account: (*account).to_owned(), amount: rupiah(*amount) })
        .collect()
}

fn agency_by_works(diary: &mut Diary) -> &'static str {
    let total: i64 = AGENCIES.iter().map(|agency| agency.works).sum();
    let mut drawn = diary.random.between(0, total - 1);
    for agency in AGENCIES {
        if drawn < agency.works {
            return agency.code;
        }
        drawn -= agency.works;
    }
    FINANCE
}

/// Days before a purchase that its invoice is of, at most.
const INVOICE_DAYS: u32 = 45;

/// A contractor of one of the few large orders: mostly medium and large, and of some nobody said anything.
fn contractor(account: &str, number: u32, day: u32) -> Vendor {
    let scale = ["medium", "large", "small", "large", "medium", ""][number as usize % 6];
    if scale.is_empty() {
        return Vendor::default();
    }
    let works = account.starts_with("5.2");
    Vendor {
        id: format!("v-{:012x}", 0x00c0_0000_0000_u64 + u64::from(number % 40)),
        scale: scale.to_owned(),
        domicile: if number.is_multiple_of(4) { HERE } else { ELSEWHERE }.to_owned(),
        origin: "domestic".to_owned(),
        local_content_percent: format!("{}.{:02}", if works { 55 } else { 35 } + number % 20, number % 100),
        procurement_channel: "tender".to_owned(),
        contract: String::new(),
        invoice_date: date(day.saturating_sub(number % 30)).to_string(),
    }
}

/// A vendor: pseudonym, scale, where it is based, and what is known of the goods. Its invoice is of a day before the purchase.
fn vendor(diary: &mut Diary, bought: u32) -> Vendor {
    let scale = *diary.random.weighted(SCALES);
    let local =
        diary.random.per_mille(if matches!(scale, "micro" | "small" | "cooperative") { 820 } else { 240 });
    let domestic = diary.random.per_mille(900);
    let before = diary.random.between(0, i64::from(DAYS) - 1) as u32 % INVOICE_DAYS;
    let day = bought.saturating_sub(before);
    Vendor {
        id: format!("v-{:012x}", diary.random.below(1_800).wrapping_mul(0x9e37_79b9_7f4a) & 0xffff_ffff_ffff),
        scale: scale.to_owned(),
        domicile: if local { HERE } else { ELSEWHERE }.to_owned(),
        origin: if domestic { "domestic" } else { "imported" }.to_owned(),
        local_content_percent: if domestic {
            format!("{}.{:02}", diary.random.between(25, 90), diary.random.below(100))
        } else {
            String::new()
        },
        procurement_channel: (*diary.random.pick(&["e-catalogue", "direct", "tender", "self-managed"]))
            .to_owned(),
        contract: String::new(),
        invoice_date: date(day).to_string(),
    }
}
