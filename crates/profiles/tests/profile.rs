//! The built-in profile: it loads without a fault, alone and with a full national chart, and its chart is whole.

use ledger::payment::Field;
use ledger::{Chart, Currency, Date, Payment, PaymentKind, Rulebook};
use profiles::kabupaten::{CHART_CSV, RULEBOOK_FILE, RULEBOOK_YAML, strict_rulebook_yaml};

#[test]
fn the_profile_loads_without_a_fault_and_has_rules_for_every_kind_of_event() {
    let chart = Chart::from_csv(CHART_CSV).unwrap();
    let rulebook = match Rulebook::load(RULEBOOK_FILE, RULEBOOK_YAML, &chart) {
        Ok(rulebook) => rulebook,
        Err(error) => panic!("{error}"),
    };
    assert_eq!((rulebook.name(), rulebook.version()), ("kabupaten", 3));
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
    ("4.1.04", "operating", 724, 744),
    ("4.2", "operating", 54, 56),
    ("5.1.01", "accrual", 85, 85),
    ("5.1.02", "accrual", 275, 287),
    ("5.2.03", "accrual", 14, 14),
    ("5.2.04", "accrual", 12, 12),
];

#[test]
fn mirrors_cover_the_national_chart_as_counted_and_name_what_they_miss() {
    let Some(national) = national_chart() else { return };
    let chart = Chart::from_csv(CHART_CSV).unwrap().extended_by_csv(&national).unwrap();
    let rulebook = Rulebook::load(RULEBOOK_FILE, RULEBOOK_YAML, &chart).unwrap();
    let mirror = |name: &str| rulebook.mirrors().iter().find(|mirror| mirror.name() == name).unwrap();
    let alone = Chart::from_csv(&national).unwrap();
    for (top, name, mapped, all) in COVERAGE {
        let codes: Vec<&str> = leaves(&alone, top).collect();
        let found = codes.iter().filter(|code| mirror(name).target(code).is_some()).count();
        assert_eq!((found, codes.len()), (*mapped, *all), "{name} of {top}");
    }
    let computers = "5.2.02.10.01.0002";
    assert_eq!(mirror("accrual").target(computers), Some("1.3.02.10.01.0002"));
    let missed: Vec<&str> =
        mirror("receivable").gaps(&chart).filter(|code| code.starts_with("4.1.02.")).collect();
    assert_eq!(missed, ["4.1.02.02.03.0001", "4.1.02.02.03.0002"]);
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
        (PaymentKind::AssessmentIssued, ["4.1.01", "4.1.02", "4.1.04.12"].as_slice()),
        (PaymentKind::AllowanceRecognized, ["4.1.01", "4.1.02"].as_slice()),
        (PaymentKind::ReceivableWrittenOff, ["4.1.01", "4.1.02"].as_slice()),
        (PaymentKind::InterestReceived, ["4.1.04.05"].as_slice()),
        // Grants, transfers and the unforeseen are paid as they fall due, not owed for a delivery.
        (
            PaymentKind::DeliveryAccepted,
            ["5.1.01", "5.1.02", "5.2.01", "5.2.02", "5.2.03", "5.2.04"].as_slice(),
        ),
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
