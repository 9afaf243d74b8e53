//! The built-in profile: it loads without a fault, alone and with a full national chart, and its chart is whole.

use ledger::payment::Field;
use ledger::{Chart, Currency, Date, Payment, PaymentKind, Rulebook};
use profiles::kabupaten::{CHART_CSV, RULEBOOK_FILE, RULEBOOK_YAML};

#[test]
fn the_profile_loads_without_a_fault_and_has_rules_for_every_kind_of_event() {
    let chart = Chart::from_csv(CHART_CSV).unwrap();
    let rulebook = match Rulebook::load(RULEBOOK_FILE, RULEBOOK_YAML, &chart) {
        Ok(rulebook) => rulebook,
        Err(error) => panic!("{error}"),
    };
    assert_eq!((rulebook.name(), rulebook.version()), ("kabupaten", 1));
    for kind in PaymentKind::ALL {
        assert!(rulebook.rules().iter().any(|rule| rule.kind() == *kind), "{}", kind.name());
    }
}

#[test]
fn the_profile_loads_with_a_full_national_chart_laid_over_it() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/coa/chart_of_accounts.csv");
    let Ok(national) = std::fs::read(file) else {
        eprintln!("skipped: no national chart beside the workspace");
        return;
    };
    let chart = Chart::from_csv(CHART_CSV).unwrap().extended_by_csv(&national).unwrap();
    assert!(chart.len() > 20_000);
    if let Err(error) = Rulebook::load(RULEBOOK_FILE, RULEBOOK_YAML, &chart) {
        panic!("{error}");
    }
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
        (PaymentKind::DeliveryAccepted, ["5"].as_slice()),
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
    assert!(tried > 90, "only {tried} codes");
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
