//! The built-in profile: it loads without a fault, alone and with a full national chart, and its chart is whole.

use std::collections::BTreeSet;

use ledger::payment::Field;
use ledger::{Chart, Currency, Date, Payment, PaymentKind, Rulebook};
use profiles::kabupaten::{CHART_CSV, RULEBOOK_FILE, RULEBOOK_YAML, strict_rulebook_yaml};

#[test]
fn the_profile_loads_without_a_fault_and_has_rules_for_every_kind_of_event() {
    let chart = Chart::from_csv(CHART_CSV).unwrap();
    assert_eq!(chart.check(), Ok(()));
    let rulebook = match Rulebook::load(RULEBOOK_FILE, RULEBOOK_YAML, &chart) {
        Ok(rulebook) => rulebook,
        Err(error) => panic!("{error}"),
    };
    assert_eq!((rulebook.name(), rulebook.version()), ("kabupaten", 5));
    for kind in PaymentKind::ALL {
        assert!(rulebook.rules().iter().any(|rule| rule.kind() == *kind), "{}", kind.name());
    }
}

/// A full national chart, where there is one beside the workspace.
fn national_chart() -> Option<Vec<u8>> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/coa/chart_of_accounts.csv");
    let read = std::fs::read(file).ok();
    if read.is_none() {
        eprintln!("skipped: no national chart beside the workspace");
    }
    read
}

#[test]
fn the_profile_loads_with_a_full_national_chart_laid_over_it() {
    let Some(national) = national_chart() else { return };
    let chart = Chart::from_csv(CHART_CSV).unwrap().extended_by_csv(&national).unwrap();
    assert!(chart.len() > 20_000);
    assert_eq!(chart.check(), Ok(()));
    if let Err(error) = Rulebook::load(RULEBOOK_FILE, RULEBOOK_YAML, &chart) {
        panic!("{error}");
    }
}

/// How much of a national chart each mirror covers by its rule: top of the codes, mirror, leaves with a counterpart, leaves.
const COVERAGE: &[(&str, &str, usize, usize)] = &[
    ("4.1.01", "operating", 75, 75),
    ("4.1.01", "receivable", 75, 75),
    ("4.1.02", "operating", 78, 78),
    ("4.1.02", "receivable", 76, 78),
    ("4.1.03", "receivable", 7, 7),
    ("4.1.04", "operating", 724, 744),
    ("4.1.04", "receivable", 713, 744),
    ("4.2", "operating", 54, 56),
    ("4.2", "receivable", 22, 56),
    ("4.3", "operating", 18, 18),
    ("5.1.01", "accrual", 85, 85),
    ("5.1.01", "payable", 85, 85),
    ("5.1.02", "accrual", 287, 287),
    ("5.1.02", "payable", 287, 287),
    ("5.1.05", "accrual", 8, 8),
    ("5.1.06", "accrual", 1, 1),
    ("5.2.01", "accrual", 5, 5),
    ("5.2.02", "accrual", 105, 109),
    ("5.2.03", "accrual", 14, 14),
    ("5.2.04", "accrual", 12, 12),
    ("5.2.05", "accrual", 2, 6),
    ("5.2.06", "accrual", 2, 3),
    ("5.2", "payable", 149, 149),
    ("5.3", "accrual", 1, 1),
    ("5.4", "accrual", 4, 4),
];

#[test]
fn mirrors_cover_the_national_chart_as_counted_and_name_what_they_miss() {
    let Some(national) = national_chart() else { return };
    let chart = Chart::from_csv(CHART_CSV).unwrap().extended_by_csv(&national).unwrap();
    let rulebook = Rulebook::load(RULEBOOK_FILE, RULEBOOK_YAML, &chart).unwrap();
    let alone = Chart::from_csv(&national).unwrap();
    for (top, name, mapped, all) in COVERAGE {
        let codes: Vec<&str> = leaves(&alone, top).collect();
        let found = codes.iter().filter(|code| mirror(&rulebook, name).target(code).is_some()).count();
        assert_eq!((found, codes.len()), (*mapped, *all), "{name} of {top}");
    }
    let missed: Vec<&str> =
        mirror(&rulebook, "receivable").gaps(&chart).filter(|code| code.starts_with("4.1.02.")).collect();
    assert_eq!(missed, ["4.1.02.02.03.0001", "4.1.02.02.03.0002"]);
}

fn mirror<'a>(rulebook: &'a Rulebook, name: &str) -> &'a ledger::rulebook::Mirror {
    rulebook.mirrors().iter().find(|mirror| mirror.name() == name).expect("the profile has this mirror")
}

/// Words that tell in which book a code stands, or what is done with it there, not what it is for.
const OF_THE_BOOK: &[&str] =
    &["belanja", "modal", "beban", "pendapatan", "piutang", "utang", "lo", "penyisihan"];

/// Codes of the national chart with a counterpart of few words in common that is theirs all the same: abbreviated, run
/// together, or spelt otherwise.
const OTHER_WORDS: &[&str] = &[
    "4.2.01.01.01.0001", // Pajak Bumi dan Bangunan, PBB
    "4.1.01.19.03.0008", // Pesanggarahan, Pesanggrahan
    "4.1.01.19.03.0009", // Rumah Penginapan, RumahPenginapan
    "4.1.01.19.04.0001", // Penyelenggaraan Tempat, PenyelenggaraanTempat
    "4.1.01.19.05.0008", // Permainan Ketangkasan, PermainanKetangkasan
    "5.4.02.02.01.0001", // kepada Pemerintah, antar Daerah
    "4.1.02.02.12.0001", // charges that the newer law of 2022 put together; the list has allowances of the older ones
    "4.1.02.02.20.0001",
];

/// Accounts that all codes without one of their own share, so that their names say nothing of any.
const SHARED: &[&str] =
    &["1.1.10.01.02.0001", "1.1.10.01.04.0001", "2.1.05.01.01.0001", "2.1.07.05.01.0001", "3.1.04"];

#[test]
fn what_a_mirror_leads_to_on_the_national_chart_has_the_name_of_where_it_comes_from() {
    let Some(national) = national_chart() else { return };
    let chart = Chart::from_csv(CHART_CSV).unwrap().extended_by_csv(&national).unwrap();
    let rulebook = Rulebook::load(RULEBOOK_FILE, RULEBOOK_YAML, &chart).unwrap();
    let national = Chart::from_csv(&national).unwrap();
    let mut compared = 0;
    let mut wrong = Vec::new();
    for mirror in rulebook.mirrors() {
        for (code, node) in national.iter().filter(|(_, node)| node.leaf) {
            let Some((target, other)) = mirror.target(code).and_then(|to| Some((to, national.node(to)?)))
            else {
                continue;
            };
            if SHARED.iter().any(|shared| target.starts_with(shared)) || OTHER_WORDS.contains(&code) {
                continue;
            }
            compared += 1;
            let (own, its) = (words(&node.name), words(&other.name));
            let shared = own.intersection(&its).count();
            // Three words of four of the shorter name: the longer one often has the heading before it.
            if shared * 4 < own.len().min(its.len()) * 3 {
                wrong.push(format!("{}: {code} {} > {target} {}", mirror.name(), node.name, other.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(compared > 2_500, "only {compared} compared");
}

/// What a name is made of, beyond the words of its book.
fn words(name: &str) -> BTreeSet<String> {
    let name = name.to_lowercase();
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.filter(|word| !OF_THE_BOOK.contains(word)).map(str::to_owned).collect()
}

/// Leaves at or below a code.
fn leaves<'a>(chart: &'a Chart, top: &'a str) -> impl Iterator<Item = &'a str> {
    chart.below(top).filter(|(_, node)| node.leaf).map(|(code, _)| code)
}

#[test]
fn every_tax_charge_and_kind_of_spending_of_the_chart_has_its_counterparts() {
    let chart = Chart::from_csv(CHART_CSV).unwrap();
    let rulebook = Rulebook::load(RULEBOOK_FILE, RULEBOOK_YAML, &chart).unwrap();
    let mut tried = 0;
    for (kind, tops) in [
        (PaymentKind::AssessmentIssued, ["4.1.01", "4.1.02", "4.1.03", "4.1.04.05", "4.1.04.12"].as_slice()),
        (PaymentKind::AllowanceRecognized, ["4.1.01", "4.1.02"].as_slice()),
        (PaymentKind::ReceivableWrittenOff, ["4.1.01", "4.1.02"].as_slice()),
        (PaymentKind::InterestReceived, ["4.1.04.05"].as_slice()),
        // Grants, transfers and the unforeseen are paid as they fall due, not owed for a delivery.
        (PaymentKind::DeliveryAccepted, ["5.1.01", "5.1.02", "5.2"].as_slice()),
        (PaymentKind::SpendingReported, ["5"].as_slice()),
    ] {
        for account in tops.iter().flat_map(|top| leaves(&chart, top)) {
            let mut payment = Payment::new(kind, Currency::IDR);
            payment.set_text(Field::Agency, "1.02");
            payment.set_text(Field::Account, account);
            payment.set_amount(Field::Amount, 1);
            if let Err(refusal) = rulebook.apply(&payment) {
                panic!("{}: {refusal}", kind.name());
            }
            tried += 1;
        }
    }
    assert!(tried > 300, "only {tried} codes");
}

#[test]
fn both_generations_of_tax_codes_stand_in_the_chart_with_their_time() {
    let chart = Chart::from_csv(CHART_CSV).unwrap();
    let valid = |code: &str, year| chart.node(code).unwrap().is_valid_on(Date::new(year, 6, 1).unwrap());
    for book in ["4.1.01", "7.1.01", "1.1.03"] {
        let (hotel, restaurant) = (format!("{book}.06.01.0001"), format!("{book}.19.01.0001"));
        let surcharge = format!("{book}.20.01.0001");
        assert!(valid(&hotel, 2023) && valid(&hotel, 2028) && !valid(&hotel, 2029));
        assert!(!valid(&restaurant, 2023) && valid(&restaurant, 2024));
        assert!(!valid(&surcharge, 2024) && valid(&surcharge, 2025));
    }
}

/// Codes that journals, reports and tax tables name, one leaf or heading of each kind.
const NAMED: &[&str] = &[
    "1.1.01.04.01.0001",
    "1.1.01.05",
    "1.1.01.06",
    "1.1.01.07",
    "1.1.01.08",
    "1.1.01.10",
    "1.1.01.11",
    "1.1.03.19.01.0001",
    "1.1.06.12.15.0001",
    "1.1.12.01.03.0001",
    "1.2",
    "1.3.07",
    "1.3.09",
    "1.4",
    "1.5.05",
    "1.5.06",
    "1.6.04",
    "2.1.01.05.05.0001",
    "2.1.01.08.01.0002",
    "2.1.06.02.02.0042",
    "2.1.07.01.01.0170",
    "2.2",
    "3.1.01.02.01.0001",
    "3.1.02.02.01.0001",
    "3.1.02.06.01.0001",
    "3.1.02.07.01.0001",
    "4.1.01.06",
    "4.1.01.07",
    "4.1.01.08",
    "4.1.01.09.10.0001",
    "4.1.01.10",
    "4.1.01.11",
    "4.1.01.12.01.0001",
    "4.1.01.13.01.0001",
    "4.1.01.14.12.0001",
    "4.1.01.14.23.0001",
    "4.1.01.16.02.0001",
    "4.1.01.19.03.0001",
    "4.1.01.19.05.0012",
    "4.1.01.20.01.0001",
    "4.1.01.21.01.0001",
    "4.1.03",
    "4.3",
    "5.1.02.04.01.0001",
    "5.3",
    "5.4",
    "6.1",
    "6.2",
    "7.3",
    "7.4",
    "7.5",
    "8.1.02.02.01.0042",
    "8.1.07.01.15.0001",
    "8.2",
    "8.3",
    "8.4",
];

#[test]
fn codes_that_journals_and_reports_name_stand_in_the_chart() {
    let chart = Chart::from_csv(CHART_CSV).unwrap();
    let absent: Vec<&&str> = NAMED.iter().filter(|code| chart.node(code).is_none()).collect();
    assert_eq!(absent, Vec::<&&str>::new());
}

#[test]
fn contra_accounts_and_budget_equity_grow_on_their_own_side() {
    use ledger::{BookSide, Side};
    let chart = Chart::from_csv(CHART_CSV).unwrap();
    for (top, side, book) in [
        ("1", Side::Debit, BookSide::Financial),
        ("1.1.10", Side::Credit, BookSide::Financial),
        ("1.3.07", Side::Credit, BookSide::Financial),
        ("1.3.09", Side::Credit, BookSide::Financial),
        ("1.5.05", Side::Credit, BookSide::Financial),
        ("1.6.04", Side::Credit, BookSide::Financial),
        ("2", Side::Credit, BookSide::Financial),
        ("3.1.01", Side::Credit, BookSide::Financial),
        ("3.1.02.01", Side::Debit, BookSide::Budget),
        ("3.1.02.03", Side::Credit, BookSide::Budget),
        ("3.1.03", Side::Credit, BookSide::Financial),
        ("3.1.04", Side::Credit, BookSide::Financial),
        ("4", Side::Credit, BookSide::Budget),
        ("5", Side::Debit, BookSide::Budget),
        ("6.1", Side::Credit, BookSide::Budget),
        ("6.2", Side::Debit, BookSide::Budget),
        ("7", Side::Credit, BookSide::Financial),
        ("8", Side::Debit, BookSide::Financial),
    ] {
        let node = chart.node(top).unwrap_or_else(|| panic!("{top}"));
        assert_eq!((node.normal_side, node.book_side), (side, book), "{top}");
    }
}

#[test]
fn by_default_three_kinds_of_events_need_two_people_and_under_the_strict_rules_all_that_is_done_by_hand() {
    let chart = Chart::from_csv(CHART_CSV).unwrap();
    let shipped = Rulebook::load(RULEBOOK_FILE, RULEBOOK_YAML, &chart).unwrap();
    let strict = Rulebook::load(RULEBOOK_FILE, strict_rulebook_yaml().as_bytes(), &chart).unwrap();
    assert_eq!(strict.version(), shipped.version() + 1);
    assert_eq!(
        (shipped.policy("fund_release"), strict.policy("fund_release")),
        (Some("record"), Some("ceiling"))
    );
    for (event, by_default) in [
        ("JournalPosted", false),
        ("Linked", false),
        ("PaymentReversed", false),
        ("RefundPaid", false),
        ("ReceivableWrittenOff", true),
        ("PriorYearCorrected", true),
        ("BudgetApproved", false),
        ("BudgetRevised", false),
        ("PeriodClosed", false),
        ("PeriodReopened", true),
        ("ReconciliationConfirmed", false),
        ("RulebookPublished", false),
        ("ChartPublished", false),
    ] {
        assert_eq!(shipped.needs_approval(event), by_default, "{event}");
        assert!(strict.needs_approval(event), "{event}");
    }
    for event in ["PaymentReceived", "DisbursementPaid", "DepositMade", "HoldPlaced"] {
        assert!(!strict.needs_approval(event), "{event} comes from machines");
    }
    assert_eq!(strict.rules().len(), shipped.rules().len());
}
