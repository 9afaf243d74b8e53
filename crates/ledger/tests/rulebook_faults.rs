//! What a rulebook is refused for when it is loaded: every fault by its message, all of them at once, each with the
//! file, the rule and the field.

use ledger::rulebook::RulebookError;
use ledger::{Chart, Rulebook};

const CHART: &[u8] = b"code,name,side,book\n\
    1,Cash,debit,financial\n1.1,Cash,,\n1.1.1,Cash,,\n2,Owed,credit,financial\n2.1,Owed,,\n2.1.1,Owed,,\n\
    4,Revenue,credit,budget\n4.1,Tax,,\n4.1.1,Tax,,\n4.1.2,Other tax,,\n7,Revenue,credit,financial\n7.1,Tax,,\n7.1.1,Tax,,\n\
    9,Contra,debit,budget\n9.1,Contra,,\n";

fn load(yaml: &str) -> Result<Rulebook, RulebookError> {
    Rulebook::load("test.yaml", yaml.as_bytes(), &Chart::from_csv(CHART).expect("the chart is sound"))
}

/// A rulebook with the mirror `lo` and one rule whose parts are given.
fn with_rule(on: &str, when: &str, steps: &str) -> String {
    format!(
        "name: test\nversion: 1\nmirrors: {{ lo: {{ 4: 7 }} }}\nrules:\n  - name: R1\n    on: {on}\n    \
         when: {when}\n    do:\n{steps}"
    )
}

fn with_lines(lines: &[&str]) -> String {
    let lines: String = lines.iter().map(|line| format!("            - {{ {line} }}\n")).collect();
    with_rule(
        "PaymentReceived",
        "{}",
        &format!("      - post:\n          entity: $agency\n          lines:\n{lines}"),
    )
}

#[track_caller]
fn refuses(yaml: &str, message: &str) {
    match load(yaml) {
        Ok(_) => panic!("was loaded:\n{yaml}"),
        Err(error) => {
            let text = error.to_string();
            assert!(text.contains("test.yaml"), "no file name: {text}");
            assert!(text.contains(message), "wanted: {message}\ngot: {text}");
        }
    }
}

#[track_caller]
fn refuses_rule(yaml: &str, field: &str, message: &str) {
    refuses(yaml, &format!("test.yaml: rule \"R1\": {field}: {message}"));
}

const GOOD: [&str; 2] = ["debit: 1.1.1, amount: amount", "credit: 2.1.1, amount: amount"];

#[test]
fn a_sound_rulebook_is_loaded() {
    let rulebook = load(&with_lines(&GOOD)).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!((rulebook.name(), rulebook.version(), rulebook.rules()[0].name()), ("test", 1, "R1"));
}

#[test]
fn what_is_not_of_the_right_shape_is_refused_with_its_place() {
    refuses("name: [", "can't be read");
    refuses("name: a\nversion: 1\nrules: []\nextra: 1\n", "unknown field `extra`");
    refuses(&with_lines(&["debit: 1.1.1, amont: amount"]), "unknown field `amont`");
    refuses("name: a\nrules: []\n", "missing field `version`");
    refuses("name: a\nversion: 1\nversion: 2\nrules: []\n", "duplicate");
    refuses(&with_rule("RefundPaid", "{ account: { prefix: 4.1 } }", "      []"), "stand in quotes");
    refuses(&with_rule("RefundPaid", "{ account: { suffix: a } }", "      []"), "unknown field `suffix`");
}

#[test]
fn the_head_is_checked() {
    refuses("name: ' '\nversion: 1\nrules: []\n", "name: is empty");
    refuses("name: a\nversion: 0\nrules: []\n", "version: counts from 1");
    refuses("name: a\nversion: 1\nrules: []\n", "rules: there is none");
}

#[test]
fn all_faults_are_found_in_one_go() {
    let yaml = with_lines(&["debit: 1.1, amount: amount", "credit: 8.8, amount: fee"]);
    let Err(RulebookError::Faults { faults, .. }) = load(&yaml) else { panic!("not refused") };
    let fields: Vec<&str> = faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(
        fields,
        ["do[0].post.lines[0]", "do[0].post.lines[1]", "do[0].post.lines[1].amount"],
        "{faults:?}"
    );
}

#[test]
fn mirrors_lead_from_codes_of_the_chart_to_codes_of_the_chart() {
    let with = |mirrors: &str| format!("name: a\nversion: 1\n{mirrors}\nrules: []\n");
    refuses(&with("mirrors: { lo: { 4.9: 7 } }"), "mirrors.lo.\"4.9\": \"4.9\" is not in the chart");
    refuses(&with("mirrors: { lo: { 4: 7.8 } }"), "mirrors.lo.\"4\": \"7.8\" is not in the chart");
    refuses(&with("mirrors: { lo: { 4: 9 } }"), "mirrors.lo: mirrors no leaf of the chart");
    refuses(&with("overrides: { lo: { 4.1.1: 7.1.1 } }"), "overrides.lo: is not the name of a mirror");
    refuses(
        &with("mirrors: { lo: { 4: 7 } }\noverrides: { lo: { 4.1.2: 7.1 } }"),
        "overrides.lo.\"4.1.2\": \"7.1\" is not a leaf of the chart",
    );
}

#[test]
fn mirrors_and_prefixes_name_codes_of_the_chart_and_no_sub_accounts() {
    let with = |mirrors: &str| format!("name: a\nversion: 1\n{mirrors}\nrules: []\n");
    refuses(&with("mirrors: { lo: { 4.1~a: 7 } }"), "\"4.1~a\" is not in the chart");
    refuses(
        &with("mirrors: { lo: { 4: 7 } }\noverrides: { lo: { 4.1.1~a: 7.1.1 } }"),
        "\"4.1.1~a\" is not a leaf of the chart",
    );
    for when in ["{ account: { prefix: 4.1~a } }", "{ account: 4.1.1~a }"] {
        refuses_rule(&with_rule("PaymentReceived", when, "      []"), "when.account", "\"4.1");
    }
}

#[test]
fn reciprocal_accounts_are_leaves_in_pairs() {
    let with = |pairs: &str| format!("name: a\nversion: 1\nreciprocal: {pairs}\nrules: []\n");
    refuses(&with("[[1.1.1, 2.1]]"), "reciprocal[0]: \"2.1\" is not a leaf of the chart");
    refuses(&with("[[1.1.1~a, 2.1.1]]"), "reciprocal[0]: \"1.1.1~a\" is not a leaf of the chart");
    refuses(&with("[[1.1.1, 9.1]]"), "\"1.1.1\" and \"9.1\" are in different sets of books");
    refuses(&with("[[1.1.1, 1.1.1]]"), "reciprocal[0]: names an account for the second time");
    refuses(&with("[[1.1.1, 2.1.1], [7.1.1, 1.1.1]]"), "reciprocal[1]: names an account for the second time");
    refuses(&with("[[1.1.1]]"), "can't be read");
    let yaml = with_lines(&GOOD).replace("rules:", "reciprocal: [[1.1.1, 2.1.1]]\nrules:");
    let rulebook = load(&yaml).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(rulebook.reciprocal(), [("1.1.1".into(), "2.1.1".into())]);
}

#[test]
fn what_waits_for_a_second_person_is_an_event_and_listed_once() {
    let with = |list: &str| format!("name: a\nversion: 1\napproval: {list}\nrules: []\n");
    refuses(&with("[RefundPaid, PeriodReopend]"), "approval[1]: \"PeriodReopend\" is not an event; they are");
    refuses(&with("[RefundPaid, RefundPaid]"), "approval[1]: \"RefundPaid\" is listed twice");
    let yaml = with_lines(&GOOD).replace("rules:", "approval: [RefundPaid, JournalPosted]\nrules:");
    let rulebook = load(&yaml).unwrap_or_else(|error| panic!("{error}"));
    for (name, waits) in [("RefundPaid", true), ("JournalPosted", true), ("PaymentReceived", false)] {
        assert_eq!(rulebook.needs_approval(name), waits, "{name}");
    }
}

#[test]
fn accounts_that_need_an_appropriation_are_codes_of_the_budget_side_named_once() {
    let with = |list: &str| format!("name: a\nversion: 1\nappropriated: {list}\nrules: []\n");
    refuses(&with("['6.7']"), "appropriated[0]: \"6.7\" is not in the chart");
    refuses(&with("['1.1']"), "appropriated[0]: \"1.1\" has leaves outside the budget side");
    refuses(&with("['4.1', '4']"), "appropriated[1]: \"4\" is named twice");
    let yaml = with_lines(&GOOD).replace("rules:", "appropriated: ['4.1']\nrules:");
    let rulebook = load(&yaml).unwrap_or_else(|error| panic!("{error}"));
    for (code, needs) in [("4.1", true), ("4.1.9~a", true), ("4.10", false), ("1.1", false)] {
        assert_eq!(rulebook.needs_appropriation(code), needs, "{code}");
    }
}

#[test]
fn a_rule_names_an_event_and_itself_once() {
    refuses_rule(&with_rule("PaymentMade", "{}", "      []"), "on", "\"PaymentMade\" is not a payment event");
    refuses_rule(&with_rule("RefundPaid", "{}", "      []"), "do", "lists no step");
    let twice = "name: a\nversion: 1\nrules:\n  - { name: R1, on: DepositMade, do: [{ release_hold: { hold: x } }] }\n  \
                 - { name: R1, on: RefundPaid, do: [{ release_hold: { hold: x } }] }\n";
    refuses_rule(twice, "name", "an earlier rule has the same name");
    refuses_rule(
        &with_rule("RefundPaid", "{}", "      - {}\n"),
        "do[0]",
        "takes exactly one of post, set_budget, raise_budget, place_hold, capture_hold, release_hold and record",
    );
}

#[test]
fn conditions_keep_to_the_vocabulary_of_the_event() {
    for (when, field, message) in [
        ("{ fee: { zero: true } }", "when.fee", "\"fee\" is not a field of PaymentReceived; it has agency,"),
        ("{ basis: guessed }", "when.basis", "\"guessed\" is not one of assessed, self-assessed"),
        ("{ basis: [] }", "when.basis", "lists no word"),
        ("{ basis: { present: true } }", "when.basis", "is required, so it is always present"),
        ("{ basis: { zero: true } }", "when.basis", "zero tests amounts alone"),
        ("{ basis: { prefix: a } }", "when.basis", "prefix tests codes alone"),
        ("{ basis: {} }", "when.basis", "takes exactly one of present, prefix and zero"),
        ("{ penalty: { present: true } }", "when.penalty", "an absent amount counts as zero"),
        ("{ penalty: none }", "when.penalty", "an amount is tested with {zero: true|false}"),
        ("{ account: { prefix: '4.9' } }", "when.account", "\"4.9\" is not in the chart"),
        ("{ account: { prefix: [] } }", "when.account", "lists no code"),
        ("{ account: '4 1' }", "when.account", "\"4 1\" is not an entity or account code"),
        ("{ account: '4.9' }", "when.account", "\"4.9\" is not in the chart"),
    ] {
        refuses_rule(&with_rule("PaymentReceived", when, "      []"), field, message);
    }
}

#[test]
fn accounts_are_leaves_or_certain_fields() {
    for (account, message) in [
        ("1.1", "account \"1.1\" is a heading of the chart; name a leaf"),
        ("1.1.9", "account \"1.1.9\" is not in the chart"),
        ("1.1.1~a~b", "account \"1.1.1~a~b\" is not in the chart"),
        ("$fee", "\"fee\" is not a field of PaymentReceived"),
        ("$amount", "\"$amount\" is not an entity or account code"),
        ("$agency", "\"$agency\" is an entity, not an account"),
        (
            "$penalty_account",
            "\"$penalty_account\" may be absent; add the condition penalty_account: {present: true}",
        ),
        ("$account|receivable", "there is no mirror \"receivable\""),
        ("$item.account", "\"$item.account\" has an item only in a line with for"),
    ] {
        let line = format!("debit: {account}, amount: amount");
        refuses_rule(&with_lines(&[&line, GOOD[1]]), "do[0].post.lines[0]", message);
    }
}

#[test]
fn entities_kinds_texts_and_holds_are_checked() {
    let step = |step: &str| with_rule("DisbursementPaid", "{}", &format!("      - {step}\n"));
    let post = |head: &str| {
        step(&format!(
            "post: {{ {head}, lines: [{{ debit: 1.1.1, amount: amount }}, {{ credit: 2.1.1, amount: amount }}] }}"
        ))
    };
    refuses_rule(&post("entity: 'a b'"), "do[0].post.entity", "\"a b\" is not an entity code");
    refuses_rule(&post("entity: $account"), "do[0].post.entity", "\"$account\" is an account, not an entity");
    refuses_rule(&post("entity: a, kind: odd"), "do[0].post.kind", "\"odd\" is not one of general");
    refuses_rule(
        &post("entity: a, description: $amount"),
        "do[0].post.description",
        "\"$amount\" is not text",
    );
    refuses_rule(
        &step("capture_hold: { hold: $order }"),
        "do[0].capture_hold.hold",
        "\"$order\" may be absent; add the condition order: {present: true}",
    );
    refuses_rule(
        &step("capture_hold: { hold: x, amount: amount, entity: a }"),
        "do[0].capture_hold",
        "takes an amount, or entity and lines",
    );
    refuses_rule(
        &step("capture_hold: { hold: x, entity: a, lines: [{ debit: 1.1.1, amount: amount }] }"),
        "do[0].capture_hold.lines",
        "an entry has at least two lines",
    );
    refuses_rule(
        &step("release_hold: { hold: '' }"),
        "do[0].release_hold.hold",
        "a hold's name has 1 to 128",
    );
    refuses_rule(
        &step("set_budget: { for: amount, entity: $agency }"),
        "do[0].set_budget.for",
        "\"amount\" is not a list",
    );
}

#[test]
fn lines_say_one_thing_each() {
    for (line, field, message) in [
        ("amount: amount", "", "takes exactly one of debit, credit and balance"),
        ("debit: 1.1.1, credit: 2.1.1, amount: amount", "", "takes exactly one of"),
        ("debit: 1.1.1", ".amount", "is missing; only a balance line goes without"),
        ("balance: 1.1.1, amount: amount", "", "balance takes the amount that is missing"),
        ("debit: 1.1.1, amount: amount - amount", ".amount", "is zero for every event"),
        ("debit: 1.1.1, amount: amount * penalty", ".amount", "multiple \"amount\" is not a whole number"),
        ("debit: 1.1.1, for: penalty, amount: amount", ".for", "\"penalty\" is not a list"),
    ] {
        refuses_rule(&with_lines(&[line, GOOD[1]]), &format!("do[0].post.lines[0]{field}"), message);
    }
    let repeated = "post: { entity: a, lines: [{ for: deductions, debit: $item.account, amount: amount }, \
                    { balance: 1.1.1 }] }";
    refuses_rule(
        &with_rule("DisbursementPaid", "{}", &format!("      - {repeated}\n")),
        "do[0].post.lines[0].amount",
        "repeats for every item, so it can only use item.amount",
    );
}

#[test]
fn an_entry_that_could_come_out_unbalanced_is_refused_with_the_difference() {
    let field = "do[0].post.lines";
    refuses_rule(&with_lines(&GOOD[..1]), field, "an entry has at least two lines");
    refuses_rule(
        &with_lines(&[GOOD[0], "credit: 2.1.1, amount: amount - penalty"]),
        field,
        "debits exceed credits by penalty",
    );
    refuses_rule(
        &with_lines(&[GOOD[0], "credit: 2.1.1, amount: 2 * amount + penalty"]),
        field,
        "credits exceed debits by amount + penalty",
    );
    refuses_rule(
        &with_lines(&["debit: 1.1.1, amount: penalty", "credit: 2.1.1, amount: overpayment"]),
        field,
        "debits less credits come to penalty - overpayment, not to zero",
    );
    refuses_rule(&with_lines(&["balance: 1.1.1", "balance: 2.1.1"]), field, "has more than one balance line");
    let deductions = "post: { entity: a, lines: [{ debit: 1.1.1, amount: amount }, \
                      { for: deductions, credit: $item.account, amount: item.amount }] }";
    refuses_rule(
        &with_rule("DisbursementPaid", "{}", &format!("      - {deductions}\n")),
        field,
        "debits less credits come to amount - sum(deductions.amount), not to zero",
    );
}

#[test]
fn an_entry_balances_within_each_set_of_books() {
    let field = "do[0].post.lines";
    refuses_rule(
        &with_lines(&[GOOD[0], "credit: 4.1.1, amount: amount"]),
        field,
        "within the financial books debits exceed credits by amount",
    );
    refuses_rule(
        &with_lines(&["debit: 9.1, amount: amount", "credit: $account|lo, amount: amount"]),
        field,
        "within the financial books credits exceed debits by amount",
    );
    refuses_rule(
        &with_lines(&[GOOD[0], "balance: 9.1"]),
        field,
        "has a balance line and accounts of both sets of books",
    );
    let both = "post: { entity: a, lines: [{ debit: $account, amount: amount }, { credit: 2.1.1, amount: amount }] }";
    refuses_rule(
        &with_rule("RefundPaid", "{ account: { prefix: '4.1' } }", &format!("      - {both}\n")),
        field,
        "within the financial books credits exceed debits by amount",
    );
}

#[test]
fn rules_that_could_take_the_same_event_need_a_precedence() {
    let rules = |first: &str, second: &str| {
        let rule = |name: &str, head: &str| {
            format!(
                "  - {{ name: {name}, on: PaymentReceived, {head}, do: [{{ release_hold: {{ hold: x }} }}] }}\n"
            )
        };
        format!("name: a\nversion: 1\nrules:\n{}{}", rule("R0", first), rule("R1", second))
    };
    let overlap = "overlaps with rule \"R0\": a PaymentReceived can meet both";
    for (first, second) in [
        ("when: {}", "when: {}"),
        ("when: { basis: assessed }", "when: { into: treasury }"),
        ("when: { into: [treasury, treasurer] }", "when: { into: [treasurer, acquirer] }"),
        ("when: { account: { prefix: '4' } }", "when: { account: { prefix: '4.1' } }"),
        ("when: { account: { prefix: '4' } }", "when: { account: '4.1.1' }"),
        ("when: { penalty_account: { present: true } }", "when: { penalty_account: { prefix: '4' } }"),
        ("when: { penalty: { zero: true } }, precedence: 2", "when: {}, precedence: 2"),
    ] {
        refuses_rule(&rules(first, second), "when", overlap);
    }
    for (first, second) in [
        ("when: {}", "when: {}, precedence: 1"),
        ("when: { basis: assessed }", "when: { basis: self-assessed }"),
        ("when: { account: { prefix: '4.1.1' } }", "when: { account: { prefix: ['4.1.2', '7'] } }"),
        ("when: { account: { prefix: '4.1.1' } }", "when: { account: '4.1.2' }"),
        ("when: { penalty_account: { present: false } }", "when: { penalty_account: { prefix: '4' } }"),
        ("when: { penalty: { zero: true } }", "when: { penalty: { zero: false } }"),
    ] {
        if let Err(error) = load(&rules(first, second)) {
            panic!("{first} and {second}: {error}");
        }
    }
}
