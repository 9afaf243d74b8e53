//! The lines of what is spent: imprests, deliveries, orders and disbursements, what is withheld, the card, and what comes back
//! (J12 to J18, J23, and the documents ahead of an order).

use ledger::payment::Field;
use ledger::{Currency, Payment, PaymentKind, RefusalCode};

use super::{COMPUTER, SALARY, STATIONERY, applied, event, item, proves, proves_with, rulebook, with_choice};

#[test]
pub(super) fn j12_j14_j15_an_imprest_is_opened_replenished_added_to_and_returned() {
    for (kind, rule) in [
        ("initial", "J12-imprest-opened"),
        ("replenishment", "J14-imprest-replenished"),
        ("additional", "J15-additional-imprest"),
    ] {
        proves(
            &event(PaymentKind::ImprestIssued, &[(Field::Kind, kind)], &[(Field::Amount, 50)]),
            rule,
            &[
                "1.02:1.1.01.03.01.0001 D 50",
                "1.02:3.1.03.01.01.0001 K 50",
                "ppkd:1.1.13.01.01.0001 D 50",
                "ppkd:1.1.01.01.01.0001 K 50",
            ],
        );
    }
    let mut withheld =
        event(PaymentKind::ImprestIssued, &[(Field::Kind, "replenishment")], &[(Field::Amount, 50)]);
    withheld.set_items(Field::Deductions, vec![item("2.1.01.06.01.0001", 5)]);
    // The treasurer gets less by what vendors were paid less before: in the agency's books it is the gross sum.
    proves(
        &withheld,
        "J14-imprest-replenished",
        &[
            "1.02:1.1.01.03.01.0001 D 50",
            "1.02:3.1.03.01.01.0001 K 50",
            "ppkd:1.1.13.01.01.0001 D 50",
            "ppkd:1.1.01.01.01.0001 K 45",
            "ppkd:2.1.01.06.01.0001 K 5",
        ],
    );
    proves(
        &event(PaymentKind::ImprestReturned, &[], &[(Field::Amount, 50)]),
        "J15-imprest-returned",
        &[
            "1.02:3.1.03.01.01.0001 D 50",
            "1.02:1.1.01.03.01.0001 K 50",
            "ppkd:1.1.01.01.01.0001 D 50",
            "ppkd:1.1.13.01.01.0001 K 50",
        ],
    );
}

#[test]
pub(super) fn j13_and_j23_spending_out_of_the_imprest_and_its_return() {
    proves(
        &event(PaymentKind::SpendingReported, &[(Field::Account, STATIONERY)], &[(Field::Amount, 7)]),
        "J13-spending-reported",
        &[
            "1.02:8.1.02.01.01.0024 D 7",
            "1.02:1.1.01.03.01.0001 K 7",
            "1.02:5.1.02.01.01.0024 D 7",
            "1.02:3.1.02.05.01.0001 K 7",
        ],
    );
    proves(
        &event(PaymentKind::SpendingReturned, &[(Field::Account, STATIONERY)], &[(Field::Amount, 7)]),
        "J23-spending-returned",
        &[
            "1.02:3.1.03.01.01.0001 D 7",
            "1.02:8.1.02.01.01.0024 K 7",
            "1.02:3.1.02.05.01.0001 D 7",
            "1.02:5.1.02.01.01.0024 K 7",
            "ppkd:1.1.01.01.01.0001 D 7",
            "ppkd:1.1.13.01.01.0001 K 7",
        ],
    );
}

#[test]
pub(super) fn j23_spending_that_came_back_into_the_imprest_moves_no_cash_of_the_treasury() {
    let texts = |into| [(Field::Account, STATIONERY), (Field::Into, into)];
    proves(
        &event(PaymentKind::SpendingReturned, &texts("treasurer"), &[(Field::Amount, 7)]),
        "J23-spending-returned-to-treasurer",
        &[
            "1.02:1.1.01.03.01.0001 D 7",
            "1.02:8.1.02.01.01.0024 K 7",
            "1.02:3.1.02.05.01.0001 D 7",
            "1.02:5.1.02.01.01.0024 K 7",
        ],
    );
    let said = event(PaymentKind::SpendingReturned, &texts("treasury"), &[(Field::Amount, 7)]);
    let unsaid = event(PaymentKind::SpendingReturned, &[(Field::Account, STATIONERY)], &[(Field::Amount, 7)]);
    assert_eq!(applied(rulebook(), &said), applied(rulebook(), &unsaid));
}

fn paid<'a>(account: &'a str, basis: &'a str, order: &'a str, amount: i64) -> Payment<'a> {
    let texts = [(Field::Account, account), (Field::Basis, basis), (Field::Order, order)];
    event(PaymentKind::DisbursementPaid, &texts, &[(Field::Amount, amount)])
}

#[test]
pub(super) fn j16_goods_are_accepted_then_paid_with_taxes_withheld() {
    let delivery = [(Field::Account, COMPUTER)];
    proves(
        &event(PaymentKind::DeliveryAccepted, &delivery, &[(Field::Amount, 11_100_000)]),
        "J16a-delivery-accepted",
        &["1.02:1.3.02.10.01.0002 D 11100000", "1.02:2.1.06.07.10.0002 K 11100000"],
    );
    let mut payment = paid(COMPUTER, "payable", "", 11_100_000);
    let withheld = vec![item("2.1.01.06.01.0001", 1_100_000), item("2.1.01.05.02.0001", 150_000)];
    payment.set_items(Field::Deductions, withheld);
    proves(
        &payment,
        "J16b-payable-paid",
        &[
            "1.02:2.1.06.07.10.0002 D 11100000",
            "1.02:3.1.03.01.01.0001 K 11100000",
            "1.02:5.2.02.10.01.0002 D 11100000",
            "1.02:3.1.02.05.01.0001 K 11100000",
            "ppkd:1.1.13.01.01.0001 D 11100000",
            "ppkd:1.1.01.01.01.0001 K 9850000",
            "ppkd:2.1.01.06.01.0001 K 1100000",
            "ppkd:2.1.01.05.02.0001 K 150000",
        ],
    );
}

#[test]
pub(super) fn j16_an_order_or_disbursement_whose_parts_do_not_make_up_its_value_is_refused_before_it_posts() {
    for kind in [PaymentKind::DisbursementOrdered, PaymentKind::DisbursementPaid] {
        for basis in ["payable", "expense", "card"] {
            for order in ["SPM 1", ""] {
                let of = |transfer| {
                    let mut payment = paid(COMPUTER, basis, order, 11_100_000);
                    payment.kind = kind;
                    payment.set_amount(Field::Transfer, transfer);
                    let withheld =
                        vec![item("2.1.01.06.01.0001", 1_100_000), item("2.1.01.05.02.0001", 150_000)];
                    payment.set_items(Field::Deductions, withheld);
                    rulebook().apply(&payment).map(|_| ()).map_err(|refusal| refusal.code)
                };
                assert_eq!(of(9_850_000), Ok(()), "{kind:?} {basis} {order}");
                assert_eq!(of(9_850_001), Err(RefusalCode::RequirementFailed), "{kind:?} {basis} {order}");
            }
        }
    }
}

#[test]
pub(super) fn a_release_of_funds_a_request_and_a_reconciliation_are_kept_as_documents_and_post_nothing() {
    let released = event(PaymentKind::FundReleased, &[(Field::Document, "SPD 1")], &[(Field::Amount, 90)]);
    proves(&released, "SPD-fund-released", &[]);
    let texts = [(Field::Request, "SPP 1"), (Field::Kind, "direct"), (Field::FundRelease, "SPD 1")];
    let requested = event(PaymentKind::PaymentRequested, &texts, &[(Field::Amount, 90)]);
    proves(&requested, "SPP-payment-requested", &[]);
    let texts = [(Field::Document, "BA 1"), (Field::Account, "1.1.01.01.01.0001")];
    proves(&event(PaymentKind::ReconciliationConfirmed, &texts, &[]), "REK-reconciliation-confirmed", &[]);
}

#[test]
pub(super) fn under_the_ceiling_a_release_raises_what_may_be_ordered_and_orders_use_it() {
    let rulebook = with_choice("choice: record", "choice: ceiling");
    let released = event(PaymentKind::FundReleased, &[(Field::Document, "SPD 1")], &[(Field::Amount, 90)]);
    let raised = "budget 1.02:3.1.02.98.01.0001 raised by 90 enforced true";
    proves_with(&rulebook, &released, "SPD-fund-released", &[raised]);
    let lines = [
        "1.02:5.2.02.10.01.0002 D 100",
        "1.02:3.1.02.05.01.0001 K 100",
        "1.02:3.1.02.98.01.0001 D 100",
        "1.02:3.1.02.99.01.0001 K 100",
    ];
    let order = [(Field::Account, COMPUTER), (Field::Order, "SPM 1")];
    let ordered = event(PaymentKind::DisbursementOrdered, &order, &[(Field::Amount, 100)]);
    proves_with(&rulebook, &ordered, "J16-disbursement-ordered", &[&["hold SPM 1"][..], &lines].concat());
    for basis in ["payable", "expense", "card"] {
        let (_, words) = applied(&rulebook, &paid(COMPUTER, basis, "SPM 1", 100));
        assert_eq!(words[2], "capture SPM 1");
        assert_eq!(words[3..7], lines, "{basis}");
    }
}

#[test]
pub(super) fn j16_an_order_holds_its_appropriation_until_it_is_paid_or_fails() {
    let order = [(Field::Account, COMPUTER), (Field::Order, "SPM 1")];
    proves(
        &event(PaymentKind::DisbursementOrdered, &order, &[(Field::Amount, 100)]),
        "J16-disbursement-ordered",
        &["hold SPM 1", "1.02:5.2.02.10.01.0002 D 100", "1.02:3.1.02.05.01.0001 K 100"],
    );
    for (basis, rule, account) in [
        ("payable", "J16b-ordered-payable-paid", "2.1.06.07.10.0002"),
        ("expense", "J17-ordered-expense-paid", "1.3.02.10.01.0002"),
        ("card", "J18-ordered-card-issuer-paid", "2.1.06.07.10.0002"),
    ] {
        proves(
            &paid(COMPUTER, basis, "SPM 1", 100),
            rule,
            &[
                &format!("1.02:{account} D 100"),
                "1.02:3.1.03.01.01.0001 K 100",
                "capture SPM 1",
                "1.02:5.2.02.10.01.0002 D 100",
                "1.02:3.1.02.05.01.0001 K 100",
                "ppkd:1.1.13.01.01.0001 D 100",
                "ppkd:1.1.01.01.01.0001 K 100",
            ],
        );
    }
    proves(
        &event(PaymentKind::DisbursementFailed, &[(Field::Order, "SPM 1")], &[]),
        "J16-disbursement-failed",
        &["release SPM 1"],
    );
}

#[test]
pub(super) fn j16c_withheld_taxes_are_remitted_by_the_treasury_which_withheld_them() {
    let remitted = |agency| {
        let mut payment = Payment::new(PaymentKind::TaxRemitted, Currency::IDR);
        payment.set_text(Field::Agency, agency);
        payment
            .set_items(Field::Deductions, vec![item("2.1.01.06.01.0001", 11), item("2.1.01.05.02.0001", 2)]);
        payment
    };
    proves(
        &remitted("ppkd"),
        "J16c-tax-remitted",
        &["ppkd:2.1.01.06.01.0001 D 11", "ppkd:2.1.01.05.02.0001 D 2", "ppkd:1.1.01.01.01.0001 K 13"],
    );
    // An agency owes nothing that was withheld: what its treasurer buys is spent gross.
    let refusal = rulebook().apply(&remitted("1.02")).expect_err("the event is refused");
    assert_eq!(refusal.code, RefusalCode::NoRule);
}

#[test]
pub(super) fn j12_to_j18_what_is_withheld_is_owed_to_others_or_the_event_is_refused() {
    let mut tried = 0;
    for account in ["1.1.01.01.01.0001", "2.1.06.02.01.0024", "7.1.01.15.01.0001"] {
        let mut refused = |mut payment: Payment<'_>| {
            payment.set_items(Field::Deductions, vec![item("2.1.01.06.01.0001", 1), item(account, 1)]);
            let refusal = rulebook().apply(&payment).expect_err("the event is refused");
            assert_eq!(refusal.code, RefusalCode::RequirementFailed, "{refusal}");
            assert!(refusal.detail.contains(account), "{refusal}");
            tried += 1;
        };
        for kind in ["initial", "replenishment", "additional"] {
            let texts = [(Field::Kind, kind)];
            refused(event(PaymentKind::ImprestIssued, &texts, &[(Field::Amount, 50)]));
        }
        for basis in ["payable", "expense", "card"] {
            refused(paid(COMPUTER, basis, "", 50));
            refused(paid(COMPUTER, basis, "SPM 1", 50));
        }
        let order = [(Field::Account, COMPUTER), (Field::Order, "SPM 1")];
        refused(event(PaymentKind::DisbursementOrdered, &order, &[(Field::Amount, 50)]));
        let mut remitted = Payment::new(PaymentKind::TaxRemitted, Currency::IDR);
        remitted.set_text(Field::Agency, "ppkd");
        refused(remitted);
    }
    assert_eq!(tried, 3 * 11);
}

#[test]
pub(super) fn j17_salaries_are_an_expense_and_withheld_money_a_liability() {
    let mut payment = paid(SALARY, "expense", "", 1000);
    let withheld = [("2.1.01.05.01.0001", 50), ("2.1.01.02.01.0001", 10), ("2.1.01.08.01.0003", 80)];
    payment.set_items(Field::Deductions, withheld.iter().map(|(code, amount)| item(code, *amount)).collect());
    proves(
        &payment,
        "J17-expense-paid",
        &[
            "1.02:8.1.01.01.01.0001 D 1000",
            "1.02:3.1.03.01.01.0001 K 1000",
            "1.02:5.1.01.01.01.0001 D 1000",
            "1.02:3.1.02.05.01.0001 K 1000",
            "ppkd:1.1.13.01.01.0001 D 1000",
            "ppkd:1.1.01.01.01.0001 K 860",
            "ppkd:2.1.01.05.01.0001 K 50",
            "ppkd:2.1.01.02.01.0001 K 10",
            "ppkd:2.1.01.08.01.0003 K 80",
        ],
    );
}

#[test]
pub(super) fn j18_a_card_purchase_is_owed_and_the_issuer_is_paid_later() {
    proves(
        &event(PaymentKind::CardPurchase, &[(Field::Account, STATIONERY)], &[(Field::Amount, 9)]),
        "J18-card-purchase",
        &["1.02:8.1.02.01.01.0024 D 9", "1.02:2.1.06.02.01.0024 K 9"],
    );
    proves(
        &paid(STATIONERY, "card", "", 9),
        "J18-card-issuer-paid",
        &[
            "1.02:2.1.06.02.01.0024 D 9",
            "1.02:3.1.03.01.01.0001 K 9",
            "1.02:5.1.02.01.01.0024 D 9",
            "1.02:3.1.02.05.01.0001 K 9",
            "ppkd:1.1.13.01.01.0001 D 9",
            "ppkd:1.1.01.01.01.0001 K 9",
        ],
    );
}

#[test]
pub(super) fn spending_of_a_sub_activity_is_budgeted_by_it_and_accrued_without_it() {
    let account = "5.1.02.01.01.0024~5.02.01.2.01.0003";
    proves(
        &event(PaymentKind::SpendingReported, &[(Field::Account, account)], &[(Field::Amount, 7)]),
        "J13-spending-reported",
        &[
            "1.02:8.1.02.01.01.0024 D 7",
            "1.02:1.1.01.03.01.0001 K 7",
            "1.02:5.1.02.01.01.0024~5.02.01.2.01.0003 D 7",
            "1.02:3.1.02.05.01.0001 K 7",
        ],
    );
}
