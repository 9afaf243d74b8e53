//! What a rulebook makes of any event balances, whatever the event says; what can't is refused by name.

use std::sync::OnceLock;

use ledger::command::NamedLine;
use ledger::payment::{Field, FieldType, Item};
use ledger::{
    Book, BookSettings, BookSide, Chart, ChartMode, Command, Currency, Date, Decision, Instruction, Payment,
    PaymentKind, RefusalCode, Request, Rulebook, Side, Timestamp, decide,
};
use profiles::kabupaten::{CHART_CSV, RULEBOOK_FILE, RULEBOOK_YAML};
use proptest::prelude::*;

/// Refusals a rulebook can give.
const OF_RULES: [RefusalCode; 7] = [
    RefusalCode::NoRule,
    RefusalCode::RequirementFailed,
    RefusalCode::MirrorMissing,
    RefusalCode::RuleAmountNegative,
    RefusalCode::NothingToPost,
    RefusalCode::AmountTooLarge,
    RefusalCode::TooManyLines,
];

/// Refusals that no sound rulebook may lead to.
const OF_UNSOUND_ENTRIES: [RefusalCode; 4] = [
    RefusalCode::EntryUnbalanced,
    RefusalCode::EntityUnbalanced,
    RefusalCode::TooFewLines,
    RefusalCode::AmountNotPositive,
];

struct World {
    chart: Chart,
    rulebook: Rulebook,
    /// Leaves that events may name.
    accounts: Vec<String>,
    book: Book,
}

fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        let chart = Chart::from_csv(CHART_CSV).expect("the profile's chart is sound");
        let leaves = |top| chart.below(top).filter(|(_, node)| node.leaf).map(|(code, _)| code.to_owned());
        let accounts: Vec<String> =
            ["4", "5", "2.1", "1.1.03", "3.1.04"].into_iter().flat_map(leaves).collect();
        let load = || Rulebook::load(RULEBOOK_FILE, RULEBOOK_YAML, &chart).expect("the profile is sound");
        let mut book = Book::new(BookSettings {
            name: "test".to_owned(),
            currency: Currency::IDR,
            chart_mode: ChartMode::Strict,
            balance_per_entity: true,
        });
        book.publish_chart(chart.clone().into());
        book.publish_rulebook(load().into());
        World { rulebook: load(), accounts, book, chart }
    })
}

/// What a random event is made of; its fields take from it what their types need.
#[derive(Clone, Debug)]
struct Seed {
    kind: PaymentKind,
    picks: Vec<usize>,
    amounts: Vec<i64>,
    items: Vec<(usize, i64, Option<i64>)>,
}

fn amount() -> impl Strategy<Value = i64> {
    prop_oneof![
        6 => 0..1_000_000_i64,
        2 => Just(0_i64),
        1 => -1_000..0_i64,
        1 => any::<i64>(),
    ]
}

fn seed() -> impl Strategy<Value = Seed> {
    let items = prop::collection::vec((any::<usize>(), amount(), prop::option::of(amount())), 0..4);
    (
        prop::sample::select(PaymentKind::ALL),
        prop::collection::vec(any::<usize>(), 20),
        prop::collection::vec(amount(), 20),
        items,
    )
        .prop_map(|(kind, picks, amounts, items)| Seed { kind, picks, amounts, items })
}

fn payment(seed: &Seed) -> Payment<'static> {
    let accounts = &world().accounts;
    let pick = |n: usize| accounts[n % accounts.len()].as_str();
    let mut payment = Payment::new(seed.kind, Currency::IDR);
    for (place, spec) in seed.kind.fields().iter().enumerate() {
        let (n, amount) = (seed.picks[place], seed.amounts[place]);
        if !spec.required && n % 3 == 0 {
            continue;
        }
        match spec.field_type {
            FieldType::Word(words) => payment.set_text(spec.field, words[n % words.len()]),
            FieldType::Text => payment.set_text(spec.field, "text"),
            FieldType::Name if spec.field == Field::Agency => {
                payment.set_text(spec.field, ["ppkd", "1.02", "1.03"][n % 3]);
            }
            FieldType::Name => payment.set_text(spec.field, pick(n)),
            FieldType::Amount => payment.set_amount(spec.field, amount),
            FieldType::Items => {
                let items = seed.items.iter();
                let items = items.map(|(n, amount, previous)| Item {
                    account: pick(*n),
                    amount: *amount,
                    previous: *previous,
                });
                payment.set_items(spec.field, items.collect());
            }
        }
    }
    payment
}

/// Debits less credits within one set of books.
fn difference(lines: &[NamedLine<'_>], chart: &Chart, book: BookSide) -> i128 {
    let within = |line: &&NamedLine<'_>| {
        chart.node(line.account.code).map_or(BookSide::Financial, |node| node.book_side) == book
    };
    let signed = |line: &NamedLine<'_>| match line.side {
        Side::Debit => i128::from(line.amount),
        Side::Credit => -i128::from(line.amount),
    };
    lines.iter().filter(within).map(signed).sum()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(4_000) })]

    #[test]
    fn every_application_of_the_profile_balances(seed in seed()) {
        let world = world();
        let payment = payment(&seed);
        prop_assume!(payment.fault().is_none());
        match world.rulebook.apply(&payment) {
            Err(refusal) => prop_assert!(OF_RULES.contains(&refusal.code), "{refusal}"),
            Ok(application) => {
                // Withheld money may be named in any book; all else is proved per set of books at load.
                let books = [BookSide::Financial, BookSide::Budget];
                for instruction in &application.instructions {
                    if let Instruction::Post { lines, .. } | Instruction::PlaceHold { lines, .. } = instruction {
                        prop_assert!(lines.len() >= 2 && lines.iter().all(|line| line.amount > 0));
                        let differences = books.map(|book| difference(lines, &world.chart, book));
                        prop_assert_eq!(differences.iter().sum::<i128>(), 0);
                        let withheld = payment.items(Field::Deductions);
                        if withheld.iter().all(|item| item.account.starts_with("2.1.01")) {
                            prop_assert_eq!(differences, [0, 0], "{:?}", application.rule);
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn no_event_leads_the_ladder_to_an_unsound_entry(seed in seed()) {
        let world = world();
        let payment = payment(&seed);
        let sound_items = payment.items(Field::Deductions).iter().all(|i| i.account.starts_with("2.1.01"));
        prop_assume!(payment.fault().is_none() && sound_items);
        let budget = matches!(seed.kind, PaymentKind::BudgetApproved | PaymentKind::BudgetRevised);
        let effective_date = Date::new(2025, 6, 1).unwrap();
        let request = Request::Payment(payment);
        let command = Command { at: Timestamp(1), effective_date, id: "e1", request };
        if let Decision::Refused(refusal) = decide(&world.book, &command) {
            // An appropriation below zero is the event's own fault and has that rung too.
            let own = budget && refusal.code == RefusalCode::AmountNotPositive;
            prop_assert!(own || !OF_UNSOUND_ENTRIES.contains(&refusal.code), "{refusal}");
        }
    }

    /// The proof against a count: a rule of random linear lines is loaded exactly if its debits and credits are the
    /// same for events that would tell any two different sums apart.
    #[test]
    fn the_proof_agrees_with_counting(
        lines in prop::collection::vec((any::<bool>(), prop::array::uniform3(0_i64..3)), 2..5),
        close in any::<bool>(),
        values in prop::array::uniform3(1_i64..1_000_000),
    ) {
        let mut lines: Vec<(bool, [i64; 3])> =
            lines.into_iter().filter(|(_, multiples)| multiples.iter().any(|m| *m != 0)).collect();
        prop_assume!(!lines.is_empty());
        if close {
            // One more line that takes what is missing: else nearly no random entry would balance.
            let missing = std::array::from_fn(|n| {
                lines.iter().map(|(debit, multiples)| if *debit { -multiples[n] } else { multiples[n] }).sum()
            });
            prop_assume!(missing != [0; 3]);
            lines.push((true, missing));
        }
        prop_assume!(lines.len() >= 2);
        let text: String = lines.iter().map(|(debit, multiples)| yaml_line(*debit, *multiples)).collect();
        let yaml = format!(
            "name: t\nversion: 1\nrules:\n  - name: r\n    on: PaymentReceived\n    do:\n      - post:\n          \
             entity: e\n          lines:\n{text}"
        );
        let loaded = Rulebook::load("t.yaml", yaml.as_bytes(), &world().chart);
        let balanced = (0..3).all(|n| {
            lines.iter().map(|(debit, multiples)| if *debit { multiples[n] } else { -multiples[n] }).sum::<i64>() == 0
        });
        prop_assert_eq!(loaded.is_ok(), balanced, "{}", yaml);
        if let Err(error) = &loaded {
            let text = error.to_string();
            let of_balance = ["debits exceed", "credits exceed", "debits less credits"];
            prop_assert!(of_balance.iter().any(|words| text.contains(words)), "{text}");
        }
        if let Ok(rulebook) = loaded {
            let mut payment = Payment::new(PaymentKind::PaymentReceived, Currency::IDR);
            for (field, value) in [Field::Amount, Field::Penalty, Field::Overpayment].into_iter().zip(values) {
                payment.set_amount(field, value);
            }
            if let Ok(application) = rulebook.apply(&payment) {
                let Instruction::Post { lines, .. } = &application.instructions[0] else { panic!("posts") };
                prop_assert_eq!(difference(lines, &world().chart, BookSide::Financial), 0);
            }
        }
    }
}

fn yaml_line(debit: bool, multiples: [i64; 3]) -> String {
    let side = if debit { "debit" } else { "credit" };
    let mut amount = String::new();
    for (multiple, name) in multiples.into_iter().zip(["amount", "penalty", "overpayment"]) {
        if multiple != 0 {
            let sign = if multiple < 0 {
                "-"
            } else if amount.is_empty() {
                ""
            } else {
                "+"
            };
            amount.push_str(&format!("{sign} {} * {name} ", multiple.abs()));
        }
    }
    format!("            - {{ {side}: 1.1.01.01.01.0001, amount: \"{amount}\", signed: true }}\n")
}

/// A refusal's code and detail.
fn refused(payment: &Payment<'_>) -> (RefusalCode, String) {
    let refusal = world().rulebook.apply(payment).expect_err("the event is refused");
    (refusal.code, refusal.detail.into_owned())
}

fn received(account: &'static str, amounts: &[(Field, i64)]) -> Payment<'static> {
    let mut payment = Payment::new(PaymentKind::PaymentReceived, Currency::IDR);
    payment.set_text(Field::Agency, "1.02");
    payment.set_text(Field::Account, account);
    payment.set_text(Field::Basis, "assessed");
    payment.set_text(Field::Into, "treasury");
    amounts.iter().for_each(|(field, amount)| payment.set_amount(*field, *amount));
    payment
}

#[test]
fn an_event_no_rule_takes_is_told_what_each_rule_wants() {
    let (code, detail) = refused(&received("4.1.01.15.01.0001", &[(Field::Amount, 5), (Field::Penalty, 1)]));
    assert_eq!(code, RefusalCode::NoRule);
    assert!(detail.contains("\"J03-assessed-into-treasury\" wants field \"penalty\" zero"), "{detail}");
    assert!(detail.contains("wants field \"penalty_account\" \"4\" or below"), "{detail}");
}

#[test]
fn a_code_without_a_counterpart_is_refused_only_when_money_would_go_there() {
    let (code, detail) = refused(&received("4.2.01.01.03.0001", &[(Field::Amount, 5)]));
    assert_eq!(code, RefusalCode::MirrorMissing);
    assert!(detail.contains("mirror \"receivable\" has no account for \"4.2.01.01.03.0001\""), "{detail}");
    let (code, _) = refused(&received("4.2.01.01.03.0001", &[]));
    assert_eq!(code, RefusalCode::NothingToPost);
}

#[test]
fn an_amount_below_zero_names_the_rule_and_the_expression() {
    let (code, detail) =
        refused(&received("4.1.01.15.01.0001", &[(Field::Amount, 500), (Field::Overpayment, 700)]));
    assert_eq!(code, RefusalCode::RuleAmountNegative);
    assert_eq!(detail, "rule \"J03-assessed-into-treasury\": \"amount - overpayment\" is -2.00");
}

#[test]
fn an_event_of_too_many_items_is_refused() {
    let mut payment = Payment::new(PaymentKind::TaxRemitted, Currency::IDR);
    payment.set_text(Field::Agency, "ppkd");
    let item = Item { account: "2.1.01.05.01.0001", amount: 1, previous: None };
    payment.set_items(Field::Deductions, vec![item; 4_096]);
    assert_eq!(refused(&payment).0, RefusalCode::TooManyLines);
    payment = Payment::new(PaymentKind::TaxRemitted, Currency::IDR);
    payment.set_text(Field::Agency, "ppkd");
    payment.set_items(Field::Deductions, vec![item; 4_095]);
    assert!(world().rulebook.apply(&payment).is_ok());
}

#[test]
fn a_rule_of_higher_precedence_takes_the_event_wherever_it_stands() {
    let rule = |name: &str, precedence: i32| {
        format!(
            "  - {{ name: {name}, on: ImprestReturned, precedence: {precedence}, do: [{{ release_hold: {{ hold: x }} }}] }}\n"
        )
    };
    for order in [["low", "high"], ["high", "low"]] {
        let rules: String = order.iter().map(|name| rule(name, i32::from(*name == "high"))).collect();
        let yaml = format!("name: t\nversion: 1\nrules:\n{rules}");
        let rulebook = Rulebook::load("t.yaml", yaml.as_bytes(), &world().chart).unwrap();
        let payment = Payment::new(PaymentKind::ImprestReturned, Currency::IDR);
        assert_eq!(&*rulebook.apply(&payment).unwrap().rule, "high");
    }
}
