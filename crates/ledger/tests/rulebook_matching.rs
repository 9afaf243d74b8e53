//! Which rule takes an event and where a mirror leads: prefixes go by whole segments, the longest one decides alone,
//! and an override beats them all.

use ledger::payment::Field;
use ledger::{Chart, Currency, Instruction, Payment, PaymentKind, RefusalCode, Rulebook};

const CHART: &[u8] = b"code,name,book\n\
    1,Cash,financial\n1.1,Cash,\n\
    4,Revenue,budget\n4.1,Tax,\n4.1.1,Tax,\n4.1.2,Tax,\n4.1.3,Tax,\n4.10,Fee,\n4.10.1,Fee,\n\
    7,Revenue,financial\n7.1,Tax,\n7.1.1,Tax,\n7.1.2,Tax,\n7.1.3,Tax,\n7.10,Fee,\n7.10.1,Fee,\n7.9,Other,\n7.9.9,Other,\n";

const YAML: &[u8] = br#"
name: test
version: 7
mirrors:
  lo: { 4: 7, 4.1.2: 7.9, 4.10: 7.9.9 }
overrides:
  lo: { 4.1.3: 7.9.9 }
rules:
  - name: taxes
    on: DepositMade
    when: { account: { prefix: "4.1" } }
    do:
      - post:
          entity: $agency
          lines: [{ debit: 1.1, amount: amount }, { credit: $account|lo, amount: amount }]
  - name: fees
    on: DepositMade
    when: { account: { prefix: "4.10" } }
    do:
      - post:
          entity: $agency
          description: fee
          lines: [{ debit: 1.1, amount: amount }, { credit: $account|lo, amount: amount }]
  - name: by-code
    on: RefundPaid
    when: { account: 4.1.1 }
    do:
      - post:
          entity: $agency
          lines: [{ debit: 4.10.1, amount: amount }, { credit: $account, amount: amount }]
"#;

/// The rule that takes a deposit of revenue, and the account it credits; else the rung.
fn credited(account: &str) -> Result<(String, String), RefusalCode> {
    credited_by(PaymentKind::DepositMade, account)
}

fn credited_by(kind: PaymentKind, account: &str) -> Result<(String, String), RefusalCode> {
    let chart = Chart::from_csv(CHART).expect("the chart is sound");
    let rulebook = Rulebook::load("test.yaml", YAML, &chart).unwrap_or_else(|error| panic!("{error}"));
    let mut payment = Payment::new(kind, Currency::IDR);
    payment.set_text(Field::Agency, "a");
    payment.set_text(Field::Account, account);
    payment.set_amount(Field::Amount, 1);
    let application = rulebook.apply(&payment).map_err(|refusal| refusal.code)?;
    let Instruction::Post { lines, .. } = &application.instructions[0] else { panic!("posts an entry") };
    Ok((application.rule.to_string(), lines[1].account.code.to_owned()))
}

fn at(rule: &str, account: &str) -> Result<(String, String), RefusalCode> {
    Ok((rule.to_owned(), account.to_owned()))
}

#[test]
fn a_prefix_goes_by_whole_segments() {
    assert_eq!(credited("4.1.1"), at("taxes", "7.1.1"));
    assert_eq!(credited("4.10.1"), at("fees", "7.9.9"));
    assert_eq!(credited("4"), Err(RefusalCode::NoRule));
    assert_eq!(credited("4.100"), Err(RefusalCode::NoRule));
}

#[test]
fn the_longest_prefix_decides_even_when_it_leads_nowhere() {
    // 4.1.2 -> 7.9 is a heading, and 7.1.2, where the shorter prefix leads, is not taken instead.
    assert_eq!(credited("4.1.2"), Err(RefusalCode::MirrorMissing));
}

#[test]
fn an_override_beats_every_prefix_and_a_leaf_takes_all_that_is_below_a_prefix() {
    assert_eq!(credited("4.1.3"), at("taxes", "7.9.9"));
    assert_eq!(credited("4.10.1"), at("fees", "7.9.9"));
}

#[test]
fn a_sub_account_is_matched_and_mirrored_by_what_it_is_a_part_of_and_posted_whole() {
    assert_eq!(credited("4.1.1~5.02.01"), at("taxes", "7.1.1"));
    assert_eq!(credited("4.1.3~5.02.01"), at("taxes", "7.9.9"));
    assert_eq!(credited_by(PaymentKind::RefundPaid, "4.1.1~5.02.01"), at("by-code", "4.1.1~5.02.01"));
    assert_eq!(credited("4~1"), Err(RefusalCode::NoRule));
}

#[test]
fn a_sub_account_stands_where_an_account_is_meant_and_nowhere_else() {
    let fault = |agency: &'static str, account: &'static str| {
        let mut payment = Payment::new(PaymentKind::DepositMade, Currency::IDR);
        payment.set_text(Field::Agency, agency);
        payment.set_text(Field::Account, account);
        payment.set_amount(Field::Amount, 1);
        payment.fault().map(|fault| fault.field)
    };
    assert_eq!(fault("a", "4.1.1~5.02"), None);
    assert_eq!(fault("a~b", "4.1.1"), Some(Field::Agency));
    assert_eq!(fault("a", "4.1.1~"), Some(Field::Account));
}
