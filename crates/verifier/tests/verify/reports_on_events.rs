//! The reports on revenue and spending, which are worked out from what events say beside their entries and from terms that the
//! report states: their sums are those worked out by hand, and whatever figure of them is changed is named.

use schema::ledger_v1::fact::Fact as FactKind;
use schema::ledger_v1::*;
use schema::payment_v1 as pb;
use serde_json::{Value, json};
use verifier::catalogue::Code;

use crate::every_report::*;
use crate::world::*;

const RECEIVABLE: &str = "1.1.03.05.01";

pub(crate) const REVENUE_TERMS: &str = "key,name,value,valid_from,valid_to,source,note
channel,cash,cash,,,S,Tunai
channel,teller,semi-digital,,,S,Teller bank
channel,atm,digital,,,K,ATM
channel,edc,digital,,,S,EDC
channel,qris,digital,,,S,QRIS
channel,cms,digital,,,S,CMS
channel,sp2d-online,digital,,,S,SP2D Online
channel,other,unknown,,,K,\"Lainnya, tidak disebut\"
index_weight,implementation,75,2021-01-01,,K,
index_weight,realization,20,2021-01-01,,K,
index_weight,environment,5,2021-01-01,,K,
index_stage,Inisiasi,0,,,K,
index_stage,Digital,80,,,K,
kind_level,,4,,,K,
age_bucket_days,,30,,,K,
age_bucket_days,,90,,,K,
deposit_within_days,,1,,,K,
";

pub(crate) const SPENDING_TERMS: &str = "key,value,valid_from,valid_to,source,note
scope,5.1.02,,,S,
target_percent,40.00,,,S,
local_content_threshold,25.00,,,S,
met_scale,micro,,,S,
met_scale,small,,,S,
met_scale,cooperative,,,S,
local_domicile,Ogan Komering Ulu Timur,,,K,
";

/// The facts that take back a record that posted these entries.
fn opposite(of: u64, entries: &[&[(&str, i64)]]) -> Vec<FactKind> {
    let reversal = |lines: &&[(&str, i64)]| {
        let opposite: Vec<(&str, i64)> = lines.iter().map(|(code, amount)| (*code, -amount)).collect();
        let kind = EntryKind::Reversal.into();
        FactKind::EntryPosted(Entry { kind, reverses: of, ..entry(&opposite) })
    };
    let mut facts: Vec<FactKind> = entries.iter().map(reversal).collect();
    facts.push(FactKind::Reversed(Reversed { position: of }));
    facts
}

fn paid(amount: &str, channel: &str, into: &str, assessment: &str) -> pb::PaymentReceived {
    pb::PaymentReceived {
        agency: agency(),
        account: TAX.to_owned(),
        amount: idr(amount),
        channel: channel.to_owned(),
        into: into.to_owned(),
        basis: if assessment.is_empty() { "self-assessed" } else { "assessed" }.to_owned(),
        assessment: assessment.to_owned(),
        district: if assessment.is_empty() { "" } else { "Martapura" }.to_owned(),
        ..Default::default()
    }
}

/// A year of one agency in which everything happens that reports on events tell apart.
fn market() -> World {
    let mut world = World::new();
    world.internal(chart(1));
    world.internal(rulebook_choosing("on-deposit"));
    let budget = |code: &str, side| {
        FactKind::AccountOpened(AccountOpened { book_side: BookSide::Budget.into(), ..opened(code, side) })
    };
    world.posted(vec![
        open(TREASURY, Side::Debit),
        open(TREASURER, Side::Debit),
        open(RECEIVABLE, Side::Debit),
        open(WITHHELD, Side::Credit),
        open(EQUITY, Side::Credit),
        open(ACCRUED, Side::Credit),
        open(EXPENSE, Side::Debit),
        budget(CONTRA, Side::Credit),
        budget(TAX, Side::Credit),
        budget(SANCTION, Side::Credit),
        budget(GOODS, Side::Debit),
    ]);
    world.posted(vec![of_kind(EntryKind::Opening, &[(RECEIVABLE, 700), (EQUITY, -700)])]);
    let set = |code, amount| {
        FactKind::BudgetSet(BudgetSet { account: Some(account(code)), amount, enforced: true })
    };
    world.posted(vec![set(TAX, 100_000), set(GOODS, 50_000)]);
    revenue(&mut world);
    spending(&mut world);
    world
}

/// Assessed 150.00; paid 147.00 in 7 payments; realized 135.00.
fn revenue(world: &mut World) {
    let assessed = |number: &str, amount: &str, district: &str, due: &str| pb::AssessmentIssued {
        agency: agency(),
        account: TAX.to_owned(),
        amount: idr(amount),
        assessment: number.to_owned(),
        district: district.to_owned(),
        due_date: due.to_owned(),
        ..Default::default()
    };
    let owed = |minor| vec![post(&[(RECEIVABLE, minor), (ACCRUED, -minor)])];
    let first = assessed("A-1", "100", "Martapura", "2026-02-01");
    told(world, 10, "AssessmentIssued", &first, owed(10_000));
    let second = assessed("A-2", "50", "Belitang", "2026-05-31");
    told(world, 11, "AssessmentIssued", &second, owed(5_000));
    let settles = |cash: &str, minor| {
        vec![post(&[(cash, minor), (RECEIVABLE, -minor)]), post(&[(CONTRA, minor), (TAX, -minor)])]
    };
    let first = paid("60", "qris", "treasury", "A-1");
    told(world, 20, "PaymentReceived", &first, settles(TREASURY, 6_000));
    // A Thursday; it is deposited on a Monday, in part.
    let at_counter = paid("30", "cash", "treasurer", "");
    told(world, 21, "PaymentReceived", &at_counter, vec![post(&[(TREASURER, 3_000), (ACCRUED, -3_000)])]);
    let carried = |minor| {
        vec![post(&[(TREASURY, minor), (TREASURER, -minor)]), post(&[(CONTRA, minor), (TAX, -minor)])]
    };
    told(world, 25, "DepositMade", &deposit(TAX, "20", "STS-1", "teller"), carried(2_000));
    let credit = pb::UnidentifiedReceived {
        amount: idr("15"),
        reference: "K-1".to_owned(),
        channel: "atm".to_owned(),
        ..Default::default()
    };
    told(world, 26, "UnidentifiedReceived", &credit, vec![post(&[(TREASURY, 1_500), (WITHHELD, -1_500)])]);
    let identified = pb::ReceiptIdentified {
        agency: agency(),
        account: TAX.to_owned(),
        amount: idr("15"),
        basis: "assessed".to_owned(),
        reference: "K-1".to_owned(),
        district: "Belitang".to_owned(),
        assessment: "A-2".to_owned(),
        ..Default::default()
    };
    told(world, 27, "ReceiptIdentified", &identified, settles(WITHHELD, 1_500));
    // Taken back in another month.
    let mistake = paid("9", "teller", "treasury", "A-1");
    told(world, 28, "PaymentReceived", &mistake, settles(TREASURY, 900));
    let [cash, realized] = [[(TREASURY, 900), (RECEIVABLE, -900)], [(CONTRA, 900), (TAX, -900)]];
    let taken_back = opposite(world.last(), &[&cash, &realized]);
    told(world, 40, "PaymentReversed", &pb::PaymentReversed::default(), taken_back);
    let at_acquirer = paid("12", "qris", "acquirer", "");
    told(world, 41, "PaymentReceived", &at_acquirer, vec![post(&[(TREASURER, 1_200), (ACCRUED, -1_200)])]);
    let settled = pb::SettlementReceived {
        agency: agency(),
        account: TAX.to_owned(),
        amount: idr("8"),
        channel: "qris".to_owned(),
        ..Default::default()
    };
    told(world, 42, "SettlementReceived", &settled, carried(800));
    let interest = pb::InterestReceived {
        account: SANCTION.to_owned(),
        amount: idr("3"),
        channel: "cms".to_owned(),
        ..Default::default()
    };
    told(world, 43, "InterestReceived", &interest, both(TREASURY, SANCTION, ACCRUED, 300));
    let refund = pb::RefundPaid {
        agency: agency(),
        account: TAX.to_owned(),
        amount: idr("2"),
        from: "revenue".to_owned(),
        ..Default::default()
    };
    told(world, 44, "RefundPaid", &refund, both(TREASURY, TAX, ACCRUED, -200));
    let written_off = pb::ReceivableWrittenOff {
        agency: agency(),
        account: TAX.to_owned(),
        amount: idr("5"),
        assessment: "A-1".to_owned(),
        ..Default::default()
    };
    told(world, 45, "ReceivableWrittenOff", &written_off, vec![post(&[(EXPENSE, 500), (RECEIVABLE, -500)])]);
    // 22.00, of which 2.00 a sanction and 1.00 too much, from somebody whose clock nobody knows.
    let mut with_sanction = paid("22", "other", "treasury", "");
    (with_sanction.penalty, with_sanction.penalty_account) = (idr("2"), SANCTION.to_owned());
    with_sanction.overpayment = idr("1");
    let mut facts = both(TREASURY, TAX, ACCRUED, 1_900);
    facts.extend(both(TREASURY, SANCTION, ACCRUED, 200));
    facts.push(post(&[(TREASURY, 100), (WITHHELD, -100)]));
    told(world, 46, "PaymentReceived", &with_sanction, facts);
    world.records.last_mut().unwrap().time = String::new();
    told(world, 47, "JournalPosted", &pb::JournalPosted::default(), both(TREASURY, TAX, ACCRUED, 400));
    approved(world);
    for (day, outcome) in
        [(48, refused("exceeds_ceiling")), (49, refused("exceeds_ceiling")), (50, quarantined())]
    {
        world.event(outcome).effective_date = DAY + day;
    }
}

/// A payment of 6.00 that one proposes and another approves: the record that posts it does not carry it.
fn approved(world: &mut World) {
    use prost::Message as _;
    let made = FactKind::ProposalMade(ProposalMade {
        proposal: "P-1".to_owned(),
        maker: "maker".to_owned(),
        r#type: "neraca.payment.v1.PaymentReceived".to_owned(),
        data: paid("6", "edc", "treasury", "").encode_to_vec().into(),
    });
    told(world, 48, "ProposalMade", &pb::JournalPosted::default(), vec![made]);
    let settled = FactKind::ProposalSettled(ProposalSettled {
        proposal: "P-1".to_owned(),
        checker: "checker".to_owned(),
        approved: true,
        note: String::new(),
    });
    let facts = [vec![settled], both(TREASURY, TAX, ACCRUED, 600)].concat();
    told(world, 48, "ProposalApproved", &pb::JournalPosted::default(), facts);
}

/// Spent 200.00, of which 25.00 in December; 11.00 bought by card.
fn spending(world: &mut World) {
    let vendor = |scale: &str, content: &str, invoice: &str| {
        Some(pb::Vendor {
            scale: scale.to_owned(),
            local_content_percent: content.to_owned(),
            invoice_date: invoice.to_owned(),
            ..Default::default()
        })
    };
    let order = |amount: &str, vendor| pb::DisbursementOrdered {
        agency: agency(),
        account: GOODS.to_owned(),
        amount: idr(amount),
        order: "SPM-1".to_owned(),
        vendor,
        ..Default::default()
    };
    let pay = |amount: &str, order: &str, channel: &str, vendor| pb::DisbursementPaid {
        agency: agency(),
        account: GOODS.to_owned(),
        amount: idr(amount),
        order: order.to_owned(),
        channel: channel.to_owned(),
        vendor,
        ..Default::default()
    };
    // An order that failed, then another of the same number: the payment says nothing itself.
    told(world, 59, "DisbursementOrdered", &order("150", vendor("large", "", "")), vec![]);
    let mut known = vendor("micro", "42.50", "2026-02-20");
    if let Some(known) = &mut known {
        (known.domicile, known.origin) = ("OGAN KOMERING ULU TIMUR".to_owned(), "domestic".to_owned());
        known.procurement_channel = "e-catalogue".to_owned();
    }
    told(world, 60, "DisbursementOrdered", &order("150", known), vec![]);
    let first = pay("150", "SPM-1", "sp2d-online", None);
    told(world, 64, "DisbursementPaid", &first, both(TREASURY, GOODS, EXPENSE, 15_000));
    told(world, 65, "DisbursementOrdered", &order("1", vendor("medium", "", "")), vec![]);
    let report = |amount: &str, channel: &str, vendor| pb::SpendingReported {
        agency: agency(),
        account: GOODS.to_owned(),
        amount: idr(amount),
        channel: channel.to_owned(),
        vendor,
        ..Default::default()
    };
    let early = report("30", "cash", vendor("large", "", "2026-04-01"));
    told(world, 65, "SpendingReported", &early, both(TREASURY, GOODS, EXPENSE, 3_000));
    let by_card = pb::CardPurchase {
        agency: agency(),
        account: GOODS.to_owned(),
        amount: idr("11"),
        vendor: vendor("medium", "", ""),
        ..Default::default()
    };
    told(world, 66, "CardPurchase", &by_card, vec![post(&[(EXPENSE, 1_100), (WITHHELD, -1_100)])]);
    let mistake = pay("40", "SPM-2", "cms", vendor("small", "10", "2026-03-01"));
    told(world, 67, "DisbursementPaid", &mistake, both(TREASURY, GOODS, EXPENSE, 4_000));
    let [cash, spent] = [[(TREASURY, -4_000), (EXPENSE, 4_000)], [(CONTRA, -4_000), (GOODS, 4_000)]];
    let taken_back = opposite(world.last(), &[&cash, &spent]);
    told(world, 100, "PaymentReversed", &pb::PaymentReversed::default(), taken_back);
    let back = pb::SpendingReturned {
        agency: agency(),
        account: GOODS.to_owned(),
        amount: idr("5"),
        channel: "teller".to_owned(),
        ..Default::default()
    };
    told(world, 101, "SpendingReturned", &back, both(TREASURY, GOODS, EXPENSE, -500));
    let mut last = report("25", "cash", vendor("cooperative", "", ""));
    if let Some(vendor) = &mut last.vendor {
        vendor.origin = "imported".to_owned();
    }
    told(world, 340, "SpendingReported", &last, both(TREASURY, GOODS, EXPENSE, 2_500));
}

/// A report of the market has these totals, and ties.
#[track_caller]
fn assert_totals(name: &str, totals: &[(&str, Value)]) -> Value {
    let world = market();
    let report = made(&world.export(&[]), &world, name, &asked(name));
    for (key, value) in totals {
        assert_eq!(report["totals"][key], *value, "{name}: {key}");
    }
    for tie_out in report["tie_outs"].as_array().unwrap() {
        assert_eq!(tie_out["ok"], true, "{name}: {tie_out}");
    }
    report
}

#[test]
fn receivables_are_owed_by_assessment_and_age_and_the_rest_has_none() {
    let report = assert_totals(
        "receivables-age",
        &[
            ("receivables", json!("77.00")),
            ("overdue", json!("70.00")),
            ("not_due", json!("0.00")),
            ("unknown", json!("7.00")),
            ("assessments", json!(2)),
            ("without_assessment", json!("7.00")),
        ],
    );
    let total = report["rows"].as_array().unwrap().iter().find(|row| row["kind"] == "total").unwrap();
    let ages = ["age_1", "age_2", "age_3", "age_4"].map(|key| total[key].clone());
    assert_eq!(ages, ["35.00", "0.00", "35.00", "0.00"].map(Value::from));
    assert_eq!(report["rows"][0]["age_3"], ">90");
    assert_eq!(row(&report, "name", "Belitang")["age_1"], "35.00");
    assert_eq!(row(&report, "section", "no-assessment")["code"], RECEIVABLE);
    let note = report["closing"][1].as_str().unwrap();
    assert!(note.ends_with(report_sha256("revenue").as_str()), "{note}");
}

/// The digest of the terms that reports state here.
fn report_sha256(of: &str) -> String {
    let world = World::new();
    let report = made(&world.export(&[]), &world, "receivables-age", &json!({}));
    report["provenance"]["terms"][of]["sha256"].as_str().unwrap().to_owned()
}

#[test]
fn service_tells_times_refusals_and_what_treasurers_hold() {
    let report = assert_totals(
        "revenue-service",
        &[
            ("payments", json!(6)),
            ("posted_p50_seconds", json!(15)),
            ("posted_p99_seconds", json!(60)),
            ("time_unknown", json!(1)),
            ("refused", json!(2)),
            ("unreadable", json!(1)),
            ("taken", json!("30.00")),
            ("deposited", json!("20.00")),
            ("late", json!("20.00")),
            ("held", json!("10.00")),
            ("overdue", json!("10.00")),
            ("days_max", json!(343)),
            ("held_by_acquirers", json!("4.00")),
        ],
    );
    let refused = row(&report, "reason", "exceeds_ceiling");
    assert_eq!((&refused["month"], &refused["number"]), (&json!("2026-02"), &json!(2)));
    // What could not be read counts for the day that it came on.
    assert_eq!(row(&report, "section", "unreadable")["kind"], "group");
    assert_eq!(row(&report, "reason", "undecodable")["month"], "2026-01");
}

#[test]
fn performance_compares_target_assessments_payments_and_arrears() {
    let report = assert_totals(
        "revenue-performance",
        &[
            ("target", json!("1000.00")),
            ("realized", json!("135.00")),
            ("percent", json!("13.50")),
            ("assessed", json!("150.00")),
            ("paid", json!("147.00")),
            ("number", json!(7)),
            ("arrears", json!("70.00")),
            ("overdue", json!("70.00")),
            ("collected_number", json!(2)),
            ("days_mean", json!("13.00")),
            ("days_median", json!("13.00")),
            ("forecast", json!("144.50")),
            ("forecast_percent", json!("14.45")),
        ],
    );
    // By the channel by which the credit came that was identified.
    assert_eq!(row(&report, "name", "atm")["paid"], "15.00");
    assert_eq!(row(&report, "name", "Martapura")["arrears"], "35.00");
}

#[test]
fn digitalization_counts_payments_by_the_class_of_their_channel() {
    let report = assert_totals(
        "digitalization",
        &[
            ("revenue", json!("147.00")),
            ("number", json!(7)),
            ("cash", json!("30.00")),
            ("semi_digital", json!("0.00")),
            ("semi_digital_number", json!(0)),
            ("digital", json!("96.00")),
            ("unknown", json!("21.00")),
            ("digital_percent", json!("65.31")),
            ("kinds", json!(2)),
            ("implementation_percent", json!("100.00")),
            ("index_estimate", json!("88.06")),
            ("spending", json!("175.00")),
            ("spending_number", json!(2)),
            ("spending_digital", json!("150.00")),
            ("spending_semi_digital", json!("-5.00")),
            ("realized", json!("135.00")),
        ],
    );
    let months: Vec<_> =
        report["rows"].as_array().unwrap().iter().filter(|row| row["section"] == "month").collect();
    assert_eq!((&months[1]["name"], &months[1]["semi_digital"]), (&json!("2026-01"), &json!("9.00")));
    assert_eq!((&months[2]["name"], &months[2]["semi_digital"]), (&json!("2026-02"), &json!("-9.00")));
    let bridge = |title: &str| row(&report, "name", title)["amount"].clone();
    assert_eq!(bridge("Belum pendapatan saat dibayar / not yet revenue when paid"), "-42.00");
    assert_eq!(bridge("Jurnal dan koreksi / journals and corrections"), "4.00");
}

#[test]
fn quality_of_spending_takes_the_vendor_of_the_order_and_of_what_was_taken_back() {
    let report = assert_totals(
        "spending-quality",
        &[
            ("amount", json!("200.00")),
            ("number", json!(3)),
            ("met", json!("175.00")),
            ("met_percent", json!("87.50")),
            ("target_percent", json!("40.00")),
            ("unknown", json!("-5.00")),
            ("domestic", json!("150.00")),
            ("unknown_origin", json!("25.00")),
            ("local_content_percent", json!("31.88")),
            ("local_content_known_percent", json!("42.50")),
            ("local_content_met", json!("150.00")),
            ("local", json!("150.00")),
            ("digital", json!("150.00")),
            ("days_median", json!("14.00")),
            ("days_number", json!(1)),
            ("december", json!("25.00")),
            ("december_percent", json!("12.50")),
            ("card_purchases", json!("11.00")),
        ],
    );
    assert_eq!(row(&report, "key", "micro")["amount"], "150.00");
    assert_eq!(row(&report, "key", "small")["amount"], "0.00");
    assert_eq!(row(&report, "key", "2026-12")["name"], "Desember 2026");
}

#[test]
fn every_changed_figure_of_a_report_on_events_is_named_by_its_place() {
    let world = market();
    let export = world.export(&[]);
    let names =
        ["digitalization", "revenue-performance", "receivables-age", "revenue-service", "spending-quality"];
    let changed: usize = std::thread::scope(|scope| {
        let checks: Vec<_> =
            names.iter().map(|name| scope.spawn(|| changed_in(name, &export, &world))).collect();
        checks.into_iter().map(|check| check.join().unwrap()).sum()
    });
    assert!(changed > 2_500, "{changed}");
}

#[test]
fn of_one_entity_or_code_only_its_own_counts() {
    let world = market();
    let export = world.export(&[]);
    let year = |more: Value| {
        let mut asked = json!({ "from": "2026-01-01", "to": "2026-12-31" });
        asked.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        asked
    };
    let of = |name: &str, more: Value| made(&export, &world, name, &year(more));
    let sanctions = of("revenue-performance", json!({ "code": SANCTION }));
    assert_eq!((&sanctions["paid"], &sanctions["number"]), (&json!("5.00"), &json!(1)));
    assert_eq!(of("revenue-performance", json!({ "entity": "2.02" }))["paid"], "0.00");
    assert_eq!(of("digitalization", json!({ "code": "4.1.04" }))["spending"], "0.00");
    let receivables = of("receivables-age", json!({ "code": TAX }));
    assert_eq!((&receivables["receivables"], &receivables["tie_outs"]), (&json!("70.00"), &json!([])));
    assert!(receivables["closing"][2].as_str().unwrap().starts_with("Satu kode saja"));
    // What treasurers hold is of no code.
    let service = of("revenue-service", json!({ "code": SANCTION }));
    assert_eq!((&service["payments"], &service["held"]), (&json!(0), &json!("10.00")));
    assert_eq!(service["tie_outs"][0]["ok"], true);
    assert_eq!(of("spending-quality", json!({ "code": "5.2" }))["amount"], "0.00");
}

#[test]
fn figures_rest_on_the_terms_that_the_report_states_and_on_no_others() {
    let world = market();
    let export = world.export(&[]);
    let good = made(&export, &world, "digitalization", &asked("digitalization"));
    let proved = verify(&export, &good);
    assert!(proved.notes.iter().any(|note| note.code == Code::NoteTerms), "{:?}", proved.notes);
    let with = |change: &dyn Fn(&mut Value)| {
        let mut bad = good.clone();
        change(&mut bad["provenance"]["terms"]);
        let found = findings(&verify(&export, &bad));
        found.iter().map(|found| (found.text.code, found.place.field.clone().unwrap())).collect::<Vec<_>>()
    };
    let place = |field: &str| format!("provenance.terms.revenue{field}");
    // Teller made digital, and the digest with it or without.
    let other = REVENUE_TERMS.replace("teller,semi-digital", "teller,cash");
    let found = with(&|terms| terms["revenue"]["csv"] = json!(other));
    assert!(found.contains(&(Code::CellDiffers, place(".sha256"))), "{found:?}");
    assert!(found.len() > 1, "the figures are not those of these terms either: {found:?}");
    let found = with(&|terms| *terms = json!({}));
    assert_eq!(found, [(Code::ReportTermsMissing, place(""))]);
    let unread = REVENUE_TERMS.replace("teller,semi-digital", "teller,magic");
    let found = with(&|terms| terms["revenue"]["csv"] = json!(unread));
    assert!(found.contains(&(Code::ReportTerms, place(".csv"))), "{found:?}");
    // Those of spending are no part of this one.
    assert_eq!(with(&|terms| terms["spending"] = Value::Null), []);
}
