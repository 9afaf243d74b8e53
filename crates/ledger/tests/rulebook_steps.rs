//! What a rule asks for before it posts, which of its steps stand under the policies chosen, and events that post nothing.

use ledger::payment::{Field, Item};
use ledger::{Chart, Currency, Instruction, Payment, PaymentKind, RefusalCode, Rulebook};

const CHART: &[u8] = b"code,name,book\n1,Cash,financial\n1.1,Cash,\n2,Owed,financial\n2.1,Owed,\n";

/// A rulebook with one rule for orders, whose parts are given.
fn load(head: &str, rule: &str) -> Result<Rulebook, String> {
    let chart = Chart::from_csv(CHART).expect("the chart is sound");
    let yaml =
        format!("name: t\nversion: 1\n{head}rules:\n  - name: R1\n    on: DisbursementOrdered\n{rule}");
    Rulebook::load("t.yaml", yaml.as_bytes(), &chart).map_err(|error| error.to_string())
}

#[track_caller]
fn refuses(head: &str, rule: &str, message: &str) {
    let Err(text) = load(head, rule) else { panic!("was loaded: {head}{rule}") };
    assert!(text.contains(message), "wanted: {message}\ngot: {text}");
}

fn post(account: &str, amount: &str) -> String {
    format!(
        "post: {{ entity: a, lines: [{{ debit: {account}, amount: {amount} }}, {{ credit: 2.1, amount: {amount} }}] }}"
    )
}

fn ordered(amounts: &[(Field, i64)]) -> Payment<'static> {
    let mut payment = Payment::new(PaymentKind::DisbursementOrdered, Currency::IDR);
    amounts.iter().for_each(|(field, amount)| payment.set_amount(*field, *amount));
    payment
}

fn deducting(deduction: i64, amounts: &[(Field, i64)]) -> Payment<'static> {
    let mut payment = ordered(amounts);
    payment.set_items(Field::Deductions, vec![Item { account: "2.1", amount: deduction, previous: None }]);
    payment
}

/// The entity of each entry that is posted, else the rung with its detail.
fn applied(rulebook: &Rulebook, payment: &Payment<'_>) -> Result<Vec<String>, (RefusalCode, String)> {
    let application =
        rulebook.apply(payment).map_err(|refusal| (refusal.code, refusal.detail.into_owned()))?;
    let accounts = application.instructions.iter().map(|instruction| match instruction {
        Instruction::Post { lines, .. } => lines[0].account.to_string(),
        other => panic!("{other:?}"),
    });
    Ok(accounts.collect())
}

const TRANSFER: &str = "    require: [{ equal: amount, to: transfer + sum(deductions.amount), when_present: transfer }]\n    do:\n";

#[test]
fn a_requirement_that_fails_is_refused_with_both_figures_before_anything_else() {
    let rulebook = load("", &format!("{TRANSFER}      - {}\n", post("1.1", "amount - transfer"))).unwrap();
    assert_eq!(
        applied(&rulebook, &deducting(125, &[(Field::Amount, 1_110), (Field::Transfer, 985)])),
        Ok(vec!["a:1.1".to_owned()])
    );
    let wanted = (
        RefusalCode::RequirementFailed,
        "rule \"R1\": \"amount\" is 11.10, but \"transfer + sum(deductions.amount)\" is 11.15".to_owned(),
    );
    assert_eq!(
        applied(&rulebook, &deducting(125, &[(Field::Amount, 1_110), (Field::Transfer, 990)])),
        Err(wanted)
    );
    // The amount to post would be negative too: the requirement's rung is the earlier one.
    let (code, _) = applied(&rulebook, &ordered(&[(Field::Amount, 1), (Field::Transfer, 2)])).unwrap_err();
    assert!(code == RefusalCode::RequirementFailed && code < RefusalCode::RuleAmountNegative);
}

#[test]
fn a_requirement_is_asked_only_of_events_that_have_its_field() {
    let rulebook = load("", &format!("{TRANSFER}      - {}\n", post("1.1", "amount"))).unwrap();
    assert!(applied(&rulebook, &deducting(125, &[(Field::Amount, 1_110)])).is_ok());
    assert!(applied(&rulebook, &ordered(&[(Field::Amount, 1_110), (Field::Transfer, 0)])).is_err());
    let always =
        load("", "    require: [{ equal: amount, to: transfer }]\n    do: [{ record: $order }]\n").unwrap();
    assert!(applied(&always, &ordered(&[(Field::Amount, 1_110)])).is_err());
}

#[test]
fn requirements_keep_to_the_vocabulary_of_the_event() {
    let with =
        |requirement: &str| format!("    require: [{{ {requirement} }}]\n    do: [{{ record: $order }}]\n");
    for (requirement, message) in [
        ("equal: amount, to: fee", "require[0]: \"fee\" is not a field of DisbursementOrdered"),
        ("equal: amount, to: amount", "require[0]: holds for every event"),
        ("equal: amount, to: transfer, when_present: fee", "require[0]: \"fee\" is not a field"),
        ("equal: amount, to: item.amount", "\"item.amount\" has an item only in a line with for"),
        ("equal: amount", "require[0]: takes either equal and to, or for and prefix"),
        ("for: deductions, prefix: \"2\", when_present: transfer", "takes either equal and to"),
        ("for: amount, prefix: \"2\"", "require[0]: \"amount\" is no list"),
        ("for: deductions, prefix: \"9\"", "require[0]: \"9\" is not in the chart"),
        ("for: deductions, prefix: []", "require[0]: lists no code"),
    ] {
        refuses("", &with(requirement), message);
    }
}

#[test]
fn an_account_of_a_list_that_stands_elsewhere_is_refused_by_its_code() {
    let rule = "    require: [{ for: deductions, prefix: [\"2\"] }]\n    do: [{ record: $order }]\n";
    let rulebook = load("", rule).unwrap();
    let listing = |accounts: &[&'static str]| {
        let mut payment = ordered(&[(Field::Amount, 5)]);
        let items = accounts.iter().map(|account| Item { account, amount: 1, previous: None }).collect();
        payment.set_items(Field::Deductions, items);
        applied(&rulebook, &payment)
    };
    assert_eq!(listing(&[]), Ok(Vec::new()));
    assert_eq!(listing(&["2.1", "2.1~tax"]), Ok(Vec::new()));
    let detail = "rule \"R1\": \"1.1\" of \"deductions\" is not 2 or below".to_owned();
    assert_eq!(listing(&["2.1", "1.1"]), Err((RefusalCode::RequirementFailed, detail)));
}

const POLICIES: &str = "policies: { when: { choice: early, of: [early, late] } }\n";

#[test]
fn a_policy_chooses_the_steps_that_stand_under_it() {
    let rule = format!(
        "    do:\n      - {{ under: {{ when: early }}, {} }}\n      - {{ under: {{ when: late }}, {} }}\n",
        post("1.1", "amount"),
        post("2.1", "amount"),
    );
    let event = ordered(&[(Field::Amount, 5)]);
    let early = load(POLICIES, &rule).unwrap();
    assert_eq!((early.policy("when"), early.policy("other")), (Some("early"), None));
    assert_eq!(applied(&early, &event), Ok(vec!["a:1.1".to_owned()]));
    let late = load(&POLICIES.replace("choice: early", "choice: late"), &rule).unwrap();
    assert_eq!(applied(&late, &event), Ok(vec!["a:2.1".to_owned()]));
}

#[test]
fn policies_and_their_values_are_known_and_used() {
    let under = |policy: &str, account: &str| {
        format!(
            "    do:\n      - {{ under: {{ {policy} }}, {} }}\n      - {{ record: $order }}\n",
            post(account, "amount")
        )
    };
    refuses(POLICIES, &under("whenn: early", "1.1"), "rule \"R1\": do[0].under.whenn: is not a policy");
    refuses(POLICIES, &under("when: erly", "1.1"), "do[0].under.when: \"erly\" is not one of early, late");
    refuses(POLICIES, &under("when: late", "1"), "do[0].post.lines[0]: account \"1\" is a heading");
    refuses(POLICIES, "    do: [{ record: $order }]\n", "policies.when: no step stands under it");
    refuses(
        POLICIES,
        "    do: [{ record: $order, under: { when: late } }]\n",
        "no step is left under the policies",
    );
    for (policy, message) in [
        ("{ choice: soon, of: [early, late] }", "policies.when.choice: \"soon\" is not one of early, late"),
        ("{ choice: early, of: [early] }", "policies.when.of: lists two values or more"),
        ("{ choice: early, of: [early, early] }", "policies.when.of: lists two values or more"),
        ("early", "can't be read"),
    ] {
        refuses(&format!("policies: {{ when: {policy} }}\n"), &under("when: early", "1.1"), message);
    }
}

#[test]
fn a_document_that_is_recorded_posts_nothing_and_is_no_refusal() {
    let rulebook = load("", "    do: [{ record: $order }]\n").unwrap();
    assert_eq!(applied(&rulebook, &ordered(&[])), Ok(Vec::new()));
    refuses("", "    do: [{ record: $request }]\n", "do[0].record: \"$request\" may be absent");
    refuses("", "    do: [{ record: SPP }]\n", "do[0].record: \"SPP\" is no field; write such as $document");
    refuses("", "    do: [{ record: $amount }]\n", "do[0].record: \"$amount\" is not text");
}

#[test]
fn a_line_with_an_item_makes_or_clears_the_one_that_the_event_names() {
    let rule = "    do:\n      - post: { entity: a, lines: [{ debit: 1.1, amount: amount }, \
                { credit: 2.1, amount: amount, item: $request }] }\n";
    let rulebook = load("", rule).unwrap();
    let item_of = |payment: &Payment<'_>| {
        let application = rulebook.apply(payment).unwrap();
        let Instruction::Post { open_item, .. } = &application.instructions[0] else { panic!("a post") };
        open_item.map(|item| (item.account.to_string(), item.name.to_owned()))
    };
    let mut payment = ordered(&[(Field::Amount, 5)]);
    assert_eq!(item_of(&payment), None, "an event that names none has none");
    payment.set_text(Field::Request, "CR-1");
    assert_eq!(item_of(&payment), Some(("a:2.1".to_owned(), "CR-1".to_owned())));
}

#[test]
fn an_item_stands_in_one_line_of_a_post_and_is_a_text_of_the_event() {
    let lines = |first: &str, second: &str| {
        format!(
            "{{ entity: a, lines: [{{ debit: 1.1, amount: amount{first} }}, {{ credit: 2.1, amount: amount{second} }}] }}"
        )
    };
    let post = |first, second| format!("    do: [{{ post: {} }}]\n", lines(first, second));
    refuses(
        "",
        &post(", item: $request", ", item: $request"),
        "do[0].post.lines[0].item: stands in one line",
    );
    refuses("", &post(", item: CR-1", ""), "do[0].post.lines[0].item: \"CR-1\" is no field; write such as");
    refuses("", &post("", ", item: $amount"), "do[0].post.lines[1].item: \"$amount\" is not text");
    let held = lines(", item: $request", "").replace("{ entity", "{ hold: h, entity");
    refuses(
        "",
        &format!("    do: [{{ place_hold: {held} }}]\n"),
        "lines[0].item: stands in a post, not in a hold",
    );
}

#[test]
fn an_appropriation_grows_by_an_amount_of_the_event() {
    let rule = |amount: &str| {
        format!("    do: [{{ raise_budget: {{ entity: $agency, account: 1.1, amount: {amount} }} }}]\n")
    };
    let mut payment = ordered(&[(Field::Amount, 5), (Field::Transfer, 7)]);
    payment.set_text(Field::Agency, "a");
    let rulebook = load("", &rule("amount")).unwrap();
    let application = rulebook.apply(&payment).unwrap();
    let Instruction::RaiseBudget { account, amount, enforce } = &application.instructions[0] else {
        panic!("raises a budget")
    };
    assert_eq!((account.to_string().as_str(), *amount, *enforce), ("a:1.1", 5, false));
    let negative = load("", &rule("amount - transfer")).unwrap();
    assert_eq!(negative.apply(&payment).unwrap_err().code, RefusalCode::RuleAmountNegative);
    refuses("", &rule("fee"), "do[0].raise_budget.amount: \"fee\" is not a field");
}
