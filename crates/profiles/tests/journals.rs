//! What the built-in rulebook makes of each event: the exact lines of every journal, event in, lines out. Amounts are
//! in sen; the agency is "1.02", a line reads `entity:code D|K amount`.

#[path = "journals/spending.rs"]
mod spending;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::OnceLock;

use ledger::command::CapturePart;
use ledger::payment::{Field, Item};
use ledger::{Chart, Currency, EntryKind, Instruction, Payment, PaymentKind, RefusalCode, Rulebook, Side};
use profiles::kabupaten::{CHART_CSV, RULEBOOK_FILE, RULEBOOK_YAML};

const PBB: &str = "4.1.01.15.01.0001";
const PBB_PENALTY: &str = "4.1.04.12.15.0001";
const RESTAURANT: &str = "4.1.01.19.01.0001";
const KIOSK: &str = "4.1.02.01.05.0003";
const STATIONERY: &str = "5.1.02.01.01.0024";
const COMPUTER: &str = "5.2.02.10.01.0002";
const SALARY: &str = "5.1.01.01.01.0001";
const SURPLUS_BROUGHT_FORWARD: &str = "6.1.01.01.01.0015";
const SHARES: &str = "6.2.02.02.01.0001";

fn load(yaml: &[u8]) -> Rulebook {
    let chart = Chart::from_csv(CHART_CSV).expect("the profile's chart is sound");
    Rulebook::load(RULEBOOK_FILE, yaml, &chart).expect("the profile is sound")
}

fn rulebook() -> &'static Rulebook {
    static RULEBOOK: OnceLock<Rulebook> = OnceLock::new();
    RULEBOOK.get_or_init(|| load(RULEBOOK_YAML))
}

/// The profile with budgetary revenue recognised when the payer pays: one word is another.
fn on_receipt() -> Rulebook {
    with_choice("choice: on-deposit", "choice: on-receipt")
}

/// The profile with another choice of a policy.
fn with_choice(from: &str, to: &str) -> Rulebook {
    let yaml = std::str::from_utf8(RULEBOOK_YAML).expect("the profile is text");
    let changed = yaml.replacen(from, to, 1);
    assert_ne!(changed, yaml);
    load(changed.as_bytes())
}

fn event<'a>(kind: PaymentKind, texts: &[(Field, &'a str)], amounts: &[(Field, i64)]) -> Payment<'a> {
    let mut payment = Payment::new(kind, Currency::IDR);
    payment.set_text(Field::Agency, "1.02");
    for (field, text) in texts {
        payment.set_text(*field, text);
    }
    for (field, amount) in amounts {
        payment.set_amount(*field, *amount);
    }
    payment
}

fn item(account: &str, amount: i64) -> Item<'_> {
    Item { account, amount, previous: None }
}

/// The rule and everything it asks, in words.
fn applied(rulebook: &Rulebook, payment: &Payment<'_>) -> (String, Vec<String>) {
    assert_eq!(payment.fault(), None);
    let application = rulebook.apply(payment).unwrap_or_else(|refusal| panic!("{refusal}"));
    let mut words = Vec::new();
    let line = |line: &ledger::command::NamedLine<'_>| {
        format!("{} {} {}", line.account, if line.side == Side::Debit { "D" } else { "K" }, line.amount)
    };
    for instruction in &application.instructions {
        match instruction {
            Instruction::Post { kind, lines, .. } => {
                words.extend((*kind != EntryKind::General).then(|| format!("{kind:?}")));
                words.extend(lines.iter().map(line));
            }
            Instruction::PlaceHold { hold, lines, .. } => {
                words.push(format!("hold {hold}"));
                words.extend(lines.iter().map(line));
            }
            Instruction::CaptureHold { hold, part: CapturePart::Lines(lines), keep_remainder, .. } => {
                assert!(!keep_remainder);
                words.push(format!("capture {hold}"));
                words.extend(lines.iter().map(line));
            }
            Instruction::ReleaseHold { hold } => words.push(format!("release {hold}")),
            Instruction::RaiseBudget { account, amount, enforce } => {
                words.push(format!("budget {account} raised by {amount} enforced {enforce}"));
            }
            Instruction::SetBudget { account, amount, previous, enforce } => {
                words.push(format!("budget {account} {amount} after {previous:?} enforced {enforce}"));
            }
            other => panic!("{other:?}"),
        }
    }
    (application.rule.to_string(), words)
}

thread_local! {
    /// Rules of which a test of this thread has stated the lines.
    static PROVED: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
}

#[track_caller]
fn proves(payment: &Payment<'_>, rule: &str, expected: &[&str]) {
    proves_with(rulebook(), payment, rule, expected);
}

#[track_caller]
fn proves_with(rulebook: &Rulebook, payment: &Payment<'_>, rule: &str, expected: &[&str]) {
    let (name, lines) = applied(rulebook, payment);
    assert_eq!(name, rule);
    assert_eq!(lines, expected);
    PROVED.with_borrow_mut(|proved| proved.insert(name));
}

/// Every test of this file that states lines.
const PROOFS: &[fn()] = &[
    j01_a_budget_sets_appropriations_and_books_its_estimates,
    j01_financing_has_estimates_of_its_own_and_what_goes_out_binds,
    j01_a_revision_books_the_change_and_cuts_land_on_the_other_side,
    j02_an_assessment_is_a_receivable_and_accrual_revenue,
    j03_an_assessed_tax_paid_into_the_treasury,
    j04_a_self_assessed_tax_paid_into_the_treasury,
    j05_money_with_a_treasurer_is_accrual_only,
    j06_a_deposit_is_budgetary_revenue,
    j05_to_j07_under_recognition_on_receipt_revenue_is_budgetary_when_the_payer_pays,
    j06_and_j07_under_recognition_on_receipt_a_deposit_or_settlement_moves_cash_alone,
    j07a_a_payment_through_an_acquirer_and_its_settlement,
    j05_and_j07a_until_it_is_deposited_money_in_custody_is_accrual_only_with_or_without_a_penalty,
    j07b_a_fee_kept_back_leaves_revenue_gross_and_is_no_expenditure_yet,
    j07b_an_authorised_fee_is_expenditure_of_its_sub_activity,
    j08_a_penalty_paid_with_the_tax,
    j08_a_penalty_that_was_assessed_before_clears_its_receivable,
    j09_an_overpayment_is_parked_and_no_revenue,
    j10_a_refund_clears_the_liability_or_takes_revenue_back,
    j11_an_allowance_is_made_and_a_receivable_written_off_against_it,
    spending::j12_j14_j15_an_imprest_is_opened_replenished_added_to_and_returned,
    spending::j13_and_j23_spending_out_of_the_imprest_and_its_return,
    spending::j23_spending_that_came_back_into_the_imprest_moves_no_cash_of_the_treasury,
    spending::j16_goods_are_accepted_then_paid_with_taxes_withheld,
    spending::a_release_of_funds_a_request_and_a_reconciliation_are_kept_as_documents_and_post_nothing,
    spending::under_the_ceiling_a_release_raises_what_may_be_ordered_and_orders_use_it,
    spending::j16_an_order_holds_its_appropriation_until_it_is_paid_or_fails,
    spending::j16c_withheld_taxes_are_remitted_by_the_treasury_which_withheld_them,
    spending::j17_salaries_are_an_expense_and_withheld_money_a_liability,
    spending::j18_a_card_purchase_is_owed_and_the_issuer_is_paid_later,
    spending::spending_of_a_sub_activity_is_budgeted_by_it_and_accrued_without_it,
    j20_a_mistake_of_a_closed_year_is_corrected_against_equity,
    j21_unidentified_money_is_held_and_becomes_revenue_when_it_is_identified,
    j22_interest_is_revenue_of_the_treasury_itself,
];

#[test]
fn every_rule_that_ships_has_its_lines_stated_by_a_test() {
    PROOFS.iter().for_each(|proof| proof());
    PROVED.with_borrow(|proved| {
        let rules = rulebook().rules().iter().map(|rule| rule.name().to_owned());
        assert_eq!(rules.filter(|rule| !proved.contains(rule)).collect::<Vec<_>>(), Vec::<String>::new());
    });
}

#[test]
fn j01_a_budget_sets_appropriations_and_books_its_estimates() {
    let mut payment = event(PaymentKind::BudgetApproved, &[(Field::Document, "DPA 1")], &[]);
    payment.set_items(Field::Revenue, vec![item(PBB, 300)]);
    payment.set_items(Field::Expenditure, vec![item(STATIONERY, 700), item(COMPUTER, 300)]);
    proves(
        &payment,
        "J01-budget-approved",
        &[
            "budget 1.02:4.1.01.15.01.0001 300 after None enforced false",
            "budget 1.02:5.1.02.01.01.0024 700 after None enforced true",
            "budget 1.02:5.2.02.10.01.0002 300 after None enforced true",
            "1.02:3.1.02.01.01.0001 D 300",
            "1.02:3.1.02.03.01.0001 K 1000",
            "1.02:3.1.02.05.01.0001 D 700",
        ],
    );
}

#[test]
fn j01_financing_has_estimates_of_its_own_and_what_goes_out_binds() {
    let mut payment = event(PaymentKind::BudgetApproved, &[(Field::Document, "DPA 1")], &[]);
    payment.set_items(Field::Revenue, vec![item(PBB, 300)]);
    payment.set_items(Field::Expenditure, vec![item(STATIONERY, 700)]);
    payment.set_items(Field::FinancingIn, vec![item(SURPLUS_BROUGHT_FORWARD, 500)]);
    payment.set_items(Field::FinancingOut, vec![item(SHARES, 200)]);
    proves(
        &payment,
        "J01-budget-approved",
        &[
            "budget 1.02:4.1.01.15.01.0001 300 after None enforced false",
            "budget 1.02:5.1.02.01.01.0024 700 after None enforced true",
            "budget 1.02:6.1.01.01.01.0015 500 after None enforced false",
            "budget 1.02:6.2.02.02.01.0001 200 after None enforced true",
            "1.02:3.1.02.01.01.0001 D 300",
            "1.02:3.1.02.02.01.0001 D 500",
            "1.02:3.1.02.03.01.0001 K 700",
            "1.02:3.1.02.04.01.0001 K 200",
            "1.02:3.1.02.05.01.0001 D 100",
        ],
    );
    let mut revised = event(PaymentKind::BudgetRevised, &[(Field::Document, "DPPA 1")], &[]);
    let more = Item { account: SURPLUS_BROUGHT_FORWARD, amount: 450, previous: Some(500) };
    revised.set_items(Field::FinancingIn, vec![more]);
    let less = Item { account: SHARES, amount: 260, previous: Some(200) };
    revised.set_items(Field::FinancingOut, vec![less]);
    proves(
        &revised,
        "J01-budget-revised",
        &[
            "budget 1.02:6.1.01.01.01.0015 450 after Some(500) enforced false",
            "budget 1.02:6.2.02.02.01.0001 260 after Some(200) enforced true",
            "1.02:3.1.02.02.01.0001 K 50",
            "1.02:3.1.02.04.01.0001 K 60",
            "1.02:3.1.02.05.01.0001 D 110",
        ],
    );
}

#[test]
fn j01_a_revision_books_the_change_and_cuts_land_on_the_other_side() {
    let mut payment = event(PaymentKind::BudgetRevised, &[(Field::Document, "DPPA 1")], &[]);
    payment.set_items(Field::Revenue, vec![Item { account: PBB, amount: 350, previous: Some(300) }]);
    let cut = Item { account: STATIONERY, amount: 500, previous: Some(700) };
    payment.set_items(Field::Expenditure, vec![cut, item(COMPUTER, 10)]);
    proves(
        &payment,
        "J01-budget-revised",
        &[
            "budget 1.02:4.1.01.15.01.0001 350 after Some(300) enforced false",
            "budget 1.02:5.1.02.01.01.0024 500 after Some(700) enforced true",
            "budget 1.02:5.2.02.10.01.0002 10 after None enforced true",
            "1.02:3.1.02.01.01.0001 D 50",
            "1.02:3.1.02.03.01.0001 D 190",
            "1.02:3.1.02.05.01.0001 K 240",
        ],
    );
}

#[test]
fn j02_an_assessment_is_a_receivable_and_accrual_revenue() {
    let payment = event(PaymentKind::AssessmentIssued, &[(Field::Account, PBB)], &[(Field::Amount, 100)]);
    proves(&payment, "J02-assessed", &["1.02:1.1.03.15.01.0001 D 100", "1.02:7.1.01.15.01.0001 K 100"]);
}

/// The payment with two of it as the penalty.
fn with_penalty(mut payment: Payment<'_>) -> Payment<'_> {
    payment.set_amount(Field::Penalty, 2);
    payment.set_text(Field::PenaltyAccount, PBB_PENALTY);
    payment
}

fn received<'a>(account: &'a str, basis: &'a str, into: &'a str, amounts: &[(Field, i64)]) -> Payment<'a> {
    let texts = [(Field::Account, account), (Field::Basis, basis), (Field::Into, into)];
    event(PaymentKind::PaymentReceived, &texts, amounts)
}

#[test]
fn j03_an_assessed_tax_paid_into_the_treasury() {
    proves(
        &received(PBB, "assessed", "treasury", &[(Field::Amount, 100)]),
        "J03-assessed-into-treasury",
        &[
            "1.02:3.1.03.01.01.0001 D 100",
            "1.02:1.1.03.15.01.0001 K 100",
            "1.02:3.1.02.05.01.0001 D 100",
            "1.02:4.1.01.15.01.0001 K 100",
            "ppkd:1.1.01.01.01.0001 D 100",
            "ppkd:1.1.13.01.01.0001 K 100",
        ],
    );
}

#[test]
fn j04_a_self_assessed_tax_paid_into_the_treasury() {
    proves(
        &received(RESTAURANT, "self-assessed", "treasury", &[(Field::Amount, 100)]),
        "J04-self-assessed-into-treasury",
        &[
            "1.02:3.1.03.01.01.0001 D 100",
            "1.02:7.1.01.19.01.0001 K 100",
            "1.02:3.1.02.05.01.0001 D 100",
            "1.02:4.1.01.19.01.0001 K 100",
            "ppkd:1.1.01.01.01.0001 D 100",
            "ppkd:1.1.13.01.01.0001 K 100",
        ],
    );
}

#[test]
fn j05_money_with_a_treasurer_is_accrual_only() {
    proves(
        &received(KIOSK, "self-assessed", "treasurer", &[(Field::Amount, 5)]),
        "J05-self-assessed-into-treasurer",
        &["1.02:1.1.01.02.01.0001 D 5", "1.02:7.1.02.01.05.0003 K 5"],
    );
    proves(
        &received(KIOSK, "assessed", "treasurer", &[(Field::Amount, 5)]),
        "J05-assessed-into-treasurer",
        &["1.02:1.1.01.02.01.0001 D 5", "1.02:1.1.04.01.05.0003 K 5"],
    );
}

#[test]
fn j06_a_deposit_is_budgetary_revenue() {
    proves(
        &event(PaymentKind::DepositMade, &[(Field::Account, KIOSK)], &[(Field::Amount, 5)]),
        "J06-deposit",
        &[
            "1.02:3.1.03.01.01.0001 D 5",
            "1.02:1.1.01.02.01.0001 K 5",
            "1.02:3.1.02.05.01.0001 D 5",
            "1.02:4.1.02.01.05.0003 K 5",
            "ppkd:1.1.01.01.01.0001 D 5",
            "ppkd:1.1.13.01.01.0001 K 5",
        ],
    );
}

#[test]
fn j05_to_j07_under_recognition_on_receipt_revenue_is_budgetary_when_the_payer_pays() {
    let rulebook = on_receipt();
    for (basis, accrual) in [("assessed", "1.1.03.15.01.0001"), ("self-assessed", "7.1.01.15.01.0001")] {
        for (into, name) in [("treasurer", "J05-*-into-treasurer"), ("acquirer", "J07a-*-through-acquirer")] {
            let name = name.replace('*', basis);
            proves_with(
                &rulebook,
                &received(PBB, basis, into, &[(Field::Amount, 5)]),
                &name,
                &[
                    "1.02:1.1.01.02.01.0001 D 5",
                    &format!("1.02:{accrual} K 5"),
                    "1.02:3.1.02.05.01.0001 D 5",
                    "1.02:4.1.01.15.01.0001 K 5",
                ],
            );
            proves_with(
                &rulebook,
                &with_penalty(received(PBB, basis, into, &[(Field::Amount, 102)])),
                &format!("{name}-with-penalty"),
                &[
                    "1.02:1.1.01.02.01.0001 D 102",
                    &format!("1.02:{accrual} K 100"),
                    "1.02:7.1.04.12.15.0001 K 2",
                    "1.02:3.1.02.05.01.0001 D 102",
                    "1.02:4.1.01.15.01.0001 K 100",
                    "1.02:4.1.04.12.15.0001 K 2",
                ],
            );
        }
    }
}

#[test]
fn j06_and_j07_under_recognition_on_receipt_a_deposit_or_settlement_moves_cash_alone() {
    let rulebook = on_receipt();
    let moved = [
        "1.02:3.1.03.01.01.0001 D 5",
        "1.02:1.1.01.02.01.0001 K 5",
        "ppkd:1.1.01.01.01.0001 D 5",
        "ppkd:1.1.13.01.01.0001 K 5",
    ];
    for (kind, rule) in
        [(PaymentKind::DepositMade, "J06-deposit"), (PaymentKind::SettlementReceived, "J07a-settled")]
    {
        proves_with(&rulebook, &event(kind, &[(Field::Account, KIOSK)], &[(Field::Amount, 5)]), rule, &moved);
    }
    let amounts = [(Field::Amount, 1_000_000), (Field::Fee, 4_000)];
    proves_with(
        &rulebook,
        &event(PaymentKind::SettlementReceived, &[(Field::Account, KIOSK)], &amounts),
        "J07b-settled-net-of-fee",
        &[
            "1.02:3.1.03.01.01.0001 D 996000",
            "1.02:8.1.02.02.01.0042 D 4000",
            "1.02:1.1.01.02.01.0001 K 1000000",
            "ppkd:1.1.01.01.01.0001 D 996000",
            "ppkd:1.1.13.01.01.0001 K 996000",
        ],
    );
}

#[test]
fn j07a_a_payment_through_an_acquirer_and_its_settlement() {
    proves(
        &received(PBB, "assessed", "acquirer", &[(Field::Amount, 100)]),
        "J07a-assessed-through-acquirer",
        &["1.02:1.1.01.02.01.0001 D 100", "1.02:1.1.03.15.01.0001 K 100"],
    );
    proves(
        &event(PaymentKind::SettlementReceived, &[(Field::Account, PBB)], &[(Field::Amount, 100)]),
        "J07a-settled",
        &[
            "1.02:3.1.03.01.01.0001 D 100",
            "1.02:1.1.01.02.01.0001 K 100",
            "1.02:3.1.02.05.01.0001 D 100",
            "1.02:4.1.01.15.01.0001 K 100",
            "ppkd:1.1.01.01.01.0001 D 100",
            "ppkd:1.1.13.01.01.0001 K 100",
        ],
    );
}

#[test]
fn j05_and_j07a_until_it_is_deposited_money_in_custody_is_accrual_only_with_or_without_a_penalty() {
    for (basis, accrual) in [("assessed", "1.1.03.15.01.0001"), ("self-assessed", "7.1.01.15.01.0001")] {
        for (into, name) in [("treasurer", "J05-*-into-treasurer"), ("acquirer", "J07a-*-through-acquirer")] {
            let name = name.replace('*', basis);
            proves(
                &received(PBB, basis, into, &[(Field::Amount, 100)]),
                &name,
                &["1.02:1.1.01.02.01.0001 D 100", &format!("1.02:{accrual} K 100")],
            );
            proves(
                &with_penalty(received(PBB, basis, into, &[(Field::Amount, 102)])),
                &format!("{name}-with-penalty"),
                &[
                    "1.02:1.1.01.02.01.0001 D 102",
                    &format!("1.02:{accrual} K 100"),
                    "1.02:7.1.04.12.15.0001 K 2",
                ],
            );
        }
    }
}

#[test]
fn j07b_a_fee_kept_back_leaves_revenue_gross_and_is_no_expenditure_yet() {
    let amounts = [(Field::Amount, 1_000_000), (Field::Fee, 4_000)];
    proves(
        &event(PaymentKind::SettlementReceived, &[(Field::Account, KIOSK)], &amounts),
        "J07b-settled-net-of-fee",
        &[
            "1.02:3.1.03.01.01.0001 D 996000",
            "1.02:8.1.02.02.01.0042 D 4000",
            "1.02:1.1.01.02.01.0001 K 1000000",
            "1.02:3.1.02.05.01.0001 D 1000000",
            "1.02:4.1.02.01.05.0003 K 1000000",
            "ppkd:1.1.01.01.01.0001 D 996000",
            "ppkd:1.1.13.01.01.0001 K 996000",
        ],
    );
}

#[test]
fn j07b_an_authorised_fee_is_expenditure_of_its_sub_activity() {
    let texts = [(Field::Account, "5.1.02.02.01.0042~5.02.01.2.01.0003"), (Field::Document, "SPM-F 1")];
    proves(
        &event(PaymentKind::FeeAuthorized, &texts, &[(Field::Amount, 4_000)]),
        "J07b-fee-authorised",
        &["1.02:5.1.02.02.01.0042~5.02.01.2.01.0003 D 4000", "1.02:3.1.02.05.01.0001 K 4000"],
    );
}

/// What a payment into the treasury of 102 posts, 2 of it a penalty: `tax` and `penalty` are the accounts they clear or
/// earn, `cash` is what the treasury debits.
fn with_penalty_into_treasury(tax: &str, penalty: &str, cash: &str) -> [String; 8] {
    [
        "1.02:3.1.03.01.01.0001 D 102".to_owned(),
        format!("1.02:{tax} K 100"),
        format!("1.02:{penalty} K 2"),
        "1.02:3.1.02.05.01.0001 D 102".to_owned(),
        "1.02:4.1.01.15.01.0001 K 100".to_owned(),
        "1.02:4.1.04.12.15.0001 K 2".to_owned(),
        format!("ppkd:{cash} D 102"),
        "ppkd:1.1.13.01.01.0001 K 102".to_owned(),
    ]
}

#[test]
fn j08_a_penalty_paid_with_the_tax() {
    for (basis, tax) in [("assessed", "1.1.03.15.01.0001"), ("self-assessed", "7.1.01.15.01.0001")] {
        let lines = with_penalty_into_treasury(tax, "7.1.04.12.15.0001", "1.1.01.01.01.0001");
        proves(
            &with_penalty(received(PBB, basis, "treasury", &[(Field::Amount, 102)])),
            &format!("J08-{basis}-into-treasury-with-penalty"),
            &lines.each_ref().map(String::as_str),
        );
    }
}

#[test]
fn j08_a_penalty_that_was_assessed_before_clears_its_receivable() {
    let rulebook = with_choice("choice: on-payment", "choice: on-assessment");
    let assessed = [(Field::Account, PBB_PENALTY)];
    proves_with(
        &rulebook,
        &event(PaymentKind::AssessmentIssued, &assessed, &[(Field::Amount, 2)]),
        "J02-assessed",
        &["1.02:1.1.06.12.15.0001 D 2", "1.02:7.1.04.12.15.0001 K 2"],
    );
    for (basis, tax) in [("assessed", "1.1.03.15.01.0001"), ("self-assessed", "7.1.01.15.01.0001")] {
        let identified = event(
            PaymentKind::ReceiptIdentified,
            &[(Field::Account, PBB), (Field::Basis, basis)],
            &[(Field::Amount, 102)],
        );
        for (payment, rule, cash) in [
            (
                received(PBB, basis, "treasury", &[(Field::Amount, 102)]),
                format!("J08-{basis}-into-treasury-with-penalty"),
                "1.1.01.01.01.0001",
            ),
            (identified, format!("J21-{basis}-identified-with-penalty"), "2.1.01.09.01.0001"),
        ] {
            let lines = with_penalty_into_treasury(tax, "1.1.06.12.15.0001", cash);
            proves_with(&rulebook, &with_penalty(payment), &rule, &lines.each_ref().map(String::as_str));
        }
        for (into, name) in [("treasurer", "J05-*-into-treasurer"), ("acquirer", "J07a-*-through-acquirer")] {
            proves_with(
                &rulebook,
                &with_penalty(received(PBB, basis, into, &[(Field::Amount, 102)])),
                &format!("{}-with-penalty", name.replace('*', basis)),
                &["1.02:1.1.01.02.01.0001 D 102", &format!("1.02:{tax} K 100"), "1.02:1.1.06.12.15.0001 K 2"],
            );
        }
    }
}

#[test]
fn j09_an_overpayment_is_parked_and_no_revenue() {
    for (basis, rule, accrual) in [
        ("assessed", "J03-assessed-into-treasury", "1.1.03.15.01.0001"),
        ("self-assessed", "J04-self-assessed-into-treasury", "7.1.01.15.01.0001"),
    ] {
        proves(
            &received(PBB, basis, "treasury", &[(Field::Amount, 120), (Field::Overpayment, 20)]),
            rule,
            &[
                "1.02:3.1.03.01.01.0001 D 120",
                &format!("1.02:{accrual} K 100"),
                "1.02:2.1.07.01.01.0170 K 20",
                "1.02:3.1.02.05.01.0001 D 100",
                "1.02:4.1.01.15.01.0001 K 100",
                "ppkd:1.1.01.01.01.0001 D 120",
                "ppkd:1.1.13.01.01.0001 K 120",
            ],
        );
        proves(
            &with_penalty(received(
                PBB,
                basis,
                "treasury",
                &[(Field::Amount, 122), (Field::Overpayment, 20)],
            )),
            &format!("J08-{basis}-into-treasury-with-penalty"),
            &[
                "1.02:3.1.03.01.01.0001 D 122",
                &format!("1.02:{accrual} K 100"),
                "1.02:7.1.04.12.15.0001 K 2",
                "1.02:2.1.07.01.01.0170 K 20",
                "1.02:3.1.02.05.01.0001 D 102",
                "1.02:4.1.01.15.01.0001 K 100",
                "1.02:4.1.04.12.15.0001 K 2",
                "ppkd:1.1.01.01.01.0001 D 122",
                "ppkd:1.1.13.01.01.0001 K 122",
            ],
        );
    }
}

#[test]
fn j10_a_refund_clears_the_liability_or_takes_revenue_back() {
    let refund = |from| {
        let texts = [(Field::Account, PBB), (Field::From, from)];
        event(PaymentKind::RefundPaid, &texts, &[(Field::Amount, 20)])
    };
    proves(
        &refund("overpayment"),
        "J10-refund-of-overpayment",
        &[
            "1.02:2.1.07.01.01.0170 D 20",
            "1.02:3.1.03.01.01.0001 K 20",
            "ppkd:1.1.13.01.01.0001 D 20",
            "ppkd:1.1.01.01.01.0001 K 20",
        ],
    );
    proves(
        &refund("revenue"),
        "J10-refund-of-revenue",
        &[
            "1.02:7.1.01.15.01.0001 D 20",
            "1.02:3.1.03.01.01.0001 K 20",
            "1.02:4.1.01.15.01.0001 D 20",
            "1.02:3.1.02.05.01.0001 K 20",
            "ppkd:1.1.13.01.01.0001 D 20",
            "ppkd:1.1.01.01.01.0001 K 20",
        ],
    );
    // Of a year that is over: this year's revenue stands in neither book.
    proves(
        &refund("prior-year-revenue"),
        "J10-refund-of-prior-year-revenue",
        &[
            "Correction",
            "1.02:3.1.04.03.01.0001 D 20",
            "1.02:3.1.03.01.01.0001 K 20",
            "Correction",
            "1.02:3.1.02.06.01.0001 D 20",
            "1.02:3.1.02.05.01.0001 K 20",
            "ppkd:1.1.13.01.01.0001 D 20",
            "ppkd:1.1.01.01.01.0001 K 20",
        ],
    );
}

#[test]
fn j11_an_allowance_is_made_and_a_receivable_written_off_against_it() {
    let texts = [(Field::Account, PBB), (Field::Document, "SK 1"), (Field::Reason, "kedaluwarsa")];
    proves(
        &event(PaymentKind::AllowanceRecognized, &texts[..2], &[(Field::Amount, 40)]),
        "J11-allowance-recognised",
        &["Adjustment", "1.02:8.1.07.01.15.0001 D 40", "1.02:1.1.10.01.01.0015 K 40"],
    );
    proves(
        &event(PaymentKind::ReceivableWrittenOff, &texts, &[(Field::Amount, 30)]),
        "J11-receivable-written-off",
        &["Adjustment", "1.02:1.1.10.01.01.0015 D 30", "1.02:1.1.03.15.01.0001 K 30"],
    );
}

#[test]
fn j21_suspense_is_an_open_item_under_the_reference_of_the_credit() {
    let item = |mut payment: Payment<'static>| {
        payment.set_text(Field::Reference, "CR-0411");
        let application = rulebook().apply(&payment).unwrap_or_else(|refusal| panic!("{refusal}"));
        let items = application.instructions.iter().filter_map(|instruction| match instruction {
            Instruction::Post { open_item, .. } => *open_item,
            _ => None,
        });
        items.map(|item| format!("{} {}", item.account, item.name)).collect::<Vec<_>>()
    };
    let wanted = ["ppkd:2.1.01.09.01.0001 CR-0411"];
    assert_eq!(item(event(PaymentKind::UnidentifiedReceived, &[], &[(Field::Amount, 102)])), wanted);
    for basis in ["assessed", "self-assessed"] {
        let texts = [(Field::Account, PBB), (Field::Basis, basis)];
        let mut identified = event(PaymentKind::ReceiptIdentified, &texts, &[(Field::Amount, 102)]);
        assert_eq!(item(identified.clone()), wanted);
        identified.set_text(Field::PenaltyAccount, PBB_PENALTY);
        identified.set_amount(Field::Penalty, 2);
        assert_eq!(item(identified), wanted);
    }
}

#[test]
fn j20_a_mistake_of_a_closed_year_is_corrected_against_equity() {
    let corrected = |account, side, correction| {
        let texts = [
            (Field::Account, account),
            (Field::Side, side),
            (Field::CorrectionAccount, correction),
            (Field::Document, "BA 1"),
            (Field::Reason, "ditetapkan dua kali"),
        ];
        event(PaymentKind::PriorYearCorrected, &texts, &[(Field::Amount, 9)])
    };
    let receivable = "1.1.03.15.01.0001";
    proves(
        &corrected(receivable, "credit", ""),
        "J20-prior-year-credited",
        &["Correction", "1.02:3.1.04.01.03.0001 D 9", "1.02:1.1.03.15.01.0001 K 9"],
    );
    proves(
        &corrected(receivable, "debit", ""),
        "J20-prior-year-debited",
        &["Correction", "1.02:1.1.03.15.01.0001 D 9", "1.02:3.1.04.01.03.0001 K 9"],
    );
    proves(
        &corrected(receivable, "credit", "3.1.04.03.01.0001"),
        "J20-prior-year-credited-against-account",
        &["Correction", "1.02:3.1.04.03.01.0001 D 9", "1.02:1.1.03.15.01.0001 K 9"],
    );
    proves(
        &corrected("2.1.06.02.01.0024", "debit", "3.1.04.03.01.0001"),
        "J20-prior-year-debited-against-account",
        &["Correction", "1.02:2.1.06.02.01.0024 D 9", "1.02:3.1.04.03.01.0001 K 9"],
    );
    for (account, correction) in [(PBB, ""), (receivable, "3.1.01.01.01.0001")] {
        let refusal = rulebook().apply(&corrected(account, "debit", correction)).unwrap_err();
        assert_eq!(refusal.code, RefusalCode::NoRule, "{account} {correction}");
    }
}

#[test]
fn j21_unidentified_money_is_held_and_becomes_revenue_when_it_is_identified() {
    proves(
        &event(PaymentKind::UnidentifiedReceived, &[], &[(Field::Amount, 102)]),
        "J21-unidentified-received",
        &["ppkd:1.1.01.01.01.0001 D 102", "ppkd:2.1.01.09.01.0001 K 102"],
    );
    for (basis, accrual) in [("assessed", "1.1.03.15.01.0001"), ("self-assessed", "7.1.01.15.01.0001")] {
        let identified = |amounts: &[(Field, i64)]| {
            let texts = [(Field::Account, PBB), (Field::Basis, basis)];
            event(PaymentKind::ReceiptIdentified, &texts, amounts)
        };
        proves(
            &identified(&[(Field::Amount, 102), (Field::Overpayment, 2)]),
            &format!("J21-{basis}-identified"),
            &[
                "1.02:3.1.03.01.01.0001 D 102",
                &format!("1.02:{accrual} K 100"),
                "1.02:2.1.07.01.01.0170 K 2",
                "1.02:3.1.02.05.01.0001 D 100",
                "1.02:4.1.01.15.01.0001 K 100",
                "ppkd:2.1.01.09.01.0001 D 102",
                "ppkd:1.1.13.01.01.0001 K 102",
            ],
        );
        let mut payment = identified(&[(Field::Amount, 102), (Field::Penalty, 2)]);
        payment.set_text(Field::PenaltyAccount, PBB_PENALTY);
        proves(
            &payment,
            &format!("J21-{basis}-identified-with-penalty"),
            &[
                "1.02:3.1.03.01.01.0001 D 102",
                &format!("1.02:{accrual} K 100"),
                "1.02:7.1.04.12.15.0001 K 2",
                "1.02:3.1.02.05.01.0001 D 102",
                "1.02:4.1.01.15.01.0001 K 100",
                "1.02:4.1.04.12.15.0001 K 2",
                "ppkd:2.1.01.09.01.0001 D 102",
                "ppkd:1.1.13.01.01.0001 K 102",
            ],
        );
    }
}

#[test]
fn j22_interest_is_revenue_of_the_treasury_itself() {
    let mut payment = Payment::new(PaymentKind::InterestReceived, Currency::IDR);
    payment.set_text(Field::Account, "4.1.04.05.01.0001");
    payment.set_amount(Field::Amount, 12);
    proves(
        &payment,
        "J22-interest-received",
        &[
            "ppkd:1.1.01.01.01.0001 D 12",
            "ppkd:7.1.04.05.01.0001 K 12",
            "ppkd:3.1.02.05.01.0001 D 12",
            "ppkd:4.1.04.05.01.0001 K 12",
        ],
    );
}
