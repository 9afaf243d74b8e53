//! The built-in profile: it loads without a fault, alone and with a full national chart.

use ledger::profile::{CHART_CSV, RULEBOOK_FILE, RULEBOOK_YAML};
use ledger::{Chart, PaymentKind, Rulebook};

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
