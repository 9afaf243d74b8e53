//! One test for each rung that `decide` can give, and one that none is forgotten.

use ledger::RefusalCode::{self, *};
use ledger::command::Original;
use ledger::limits::{HOLD_BYTES_MAX, LINKED_ITEMS_MAX, TEXT_BYTES_MAX};
use ledger::{
    BookSide, ChartMode, Currency, Instruction, LateItems, Payment, PaymentKind, Period, Request, Side, Terms,
};

use crate::world::*;

/// Rungs that the core's own instructions cannot break, and where each is proved.
const ELSEWHERE: &[(RefusalCode, &str)] = &[
    (IdentityConflict, "command-handler, which knows the log"),
    (IdentityTooLong, "wire, from the envelope"),
    (DateMissing, "wire, from the body and the envelope"),
    (DateInvalid, "wire, from the body"),
    (AmountInvalid, "wire, from the body"),
    (AmountBelowMinorUnit, "wire, from the body"),
    (AmountTooLarge, "wire, from the body"),
    (CurrencyUnknown, "wire, from the body"),
    (CurrenciesMixed, "wire, from the body"),
    (PublicationFaulty, "command-handler, which compiles beside what is in force"),
    (RequirementFailed, "the rulebook's own tests"),
    (MirrorMissing, "the rulebook's own tests"),
    (RuleAmountNegative, "the rulebook's own tests"),
    (NothingToPost, "the rulebook's own tests"),
];

/// A test for each rung, and the list of the rungs that have one.
macro_rules! rungs {
    ($($name:ident: $code:ident = $decision:expr;)+) => {
        const HERE: &[RefusalCode] = &[$($code),+];
        $(
            #[test]
            fn $name() {
                refused_as($decision, $code);
            }
        )+
    };
}

rungs! {
    a_hold_without_a_name: FieldMissing =
        World::plain().tries(hold("", [dr("x:a", 5), cr("x:b", 5)]));
    a_description_without_end: FieldInvalid = World::plain().tries(Instruction::Post {
        kind: ledger::EntryKind::General,
        lines: vec![dr("x:a", 5), cr("x:b", 5)],
        description: &"x".repeat(TEXT_BYTES_MAX + 1),
        open_item: None,
    });
    more_linked_items_than_allowed: TooManyLines =
        World::plain().decide(Request::Instructions(vec![close("x:a"); LINKED_ITEMS_MAX + 1]));
    an_event_that_needs_a_second_person: ApprovalRequired =
        ruled("approval: [JournalPosted]").tries(transfer("x:a", "x:b", 5));
    a_proposal_of_a_name_in_use: ProposalExists = proposed().decide(propose("p"));
    an_approval_of_what_nobody_proposed: ProposalNotFound = World::plain().decide(approve("p", "budi"));
    a_proposal_settled_twice: ProposalAlreadySettled = {
        let mut world = proposed();
        world.accept(approve("p", "budi"));
        world.decide(approve("p", "budi"))
    };
    a_maker_who_approves: CheckerIsMaker = proposed().decide(approve("p", "ani"));

    a_payment_without_a_rulebook: NoRule = World::plain()
        .decide(Request::Payment(Payment::new(PaymentKind::PaymentReceived, Currency::IDR)));

    a_reversal_of_what_never_came: OriginalNotFound = World::plain()
        .decide(Request::Reversal { original: None, at_original_date: false, reason: "" });
    a_reversal_of_a_refused_event: OriginalNotPosted = World::plain().decide(Request::Reversal {
        original: Some(Original { position: 1, entries: None, has_other_facts: false }),
        at_original_date: false,
        reason: "",
    });
    a_reversal_of_an_opened_account: NotReversible = {
        let world = World::plain();
        world.decide(world.reversal_of(1))
    };
    a_second_reversal: AlreadyReversed = {
        let mut world = World::plain();
        let position = world.posts(transfer("x:a", "x:b", 5));
        world.reverses(position);
        world.decide(world.reversal_of(position))
    };
    a_reversal_out_of_a_closed_year: ReversalInAnotherYear = {
        let mut world = World::plain();
        let position = world.posts(transfer("x:a", "x:b", 5));
        world.posts(close_year());
        let request = world.reversal_of(position);
        world.on("2027-01-04").decide(request)
    };

    a_hold_of_a_name_in_use: HoldExists = with_hold().tries(hold("h", [dr("x:a", 5), cr("x:b", 5)]));
    a_hold_that_would_have_expired: HoldExpiryPast =
        World::plain().clock(10).tries(hold_until("h", 10, [dr("x:a", 5), cr("x:b", 5)]));
    a_hold_that_was_never_placed: HoldNotFound = World::plain().tries(capture("h"));
    a_second_capture: HoldAlreadyCaptured = {
        let mut world = with_hold();
        world.posts(capture("h"));
        world.tries(capture("h"))
    };
    a_capture_after_the_release: HoldAlreadyReleased = {
        let mut world = with_hold();
        world.posts(release("h"));
        world.tries(capture("h"))
    };
    a_capture_after_the_expiry: HoldExpired = {
        let mut world = World::plain();
        world.posts(hold_until("h", 10, [dr("x:a", 5), cr("x:b", 5)]));
        world.at(10).tries(capture("h"))
    };
    a_part_by_amount_of_three_lines: CaptureNeedsLines = {
        let mut world = World::plain();
        world.posts(hold("h", [dr("x:a", 5), cr("x:b", 2), cr("x:c", 3)]));
        world.tries(capture_part("h", 2))
    };
    a_capture_of_more_than_is_held: CaptureExceedsHold = with_hold().tries(capture_part("h", 6));

    an_account_opened_twice: AccountExists = World::plain().tries(open("x:a", terms()));
    terms_against_the_chart: AccountTermsConflict =
        World::charted().tries(open("x:1.1", Terms { book_side: BookSide::Budget, ..terms() }));
    an_account_closed_twice: AccountAlreadyClosed = {
        let mut world = World::plain();
        world.posts(close("x:a"));
        world.tries(close("x:a"))
    };
    an_open_account_reopened: AccountNotClosed = World::plain().tries(reopen("x:a"));
    a_ceiling_below_what_is_posted_and_held: CeilingBelowCommitted = {
        let mut world = with_hold();
        world.posts(transfer("x:a", "x:b", 3));
        world.posts(ceiling("x:a", 8));
        world.tries(ceiling("x:a", 7))
    };
    a_budget_revised_from_what_it_was_not: BudgetPreviousMismatch = {
        let mut world = World::charted();
        world.posts(budget("x:5.1", None, 100, false));
        world.tries(budget("x:5.1", Some(90), 120, false))
    };

    an_entry_of_one_line: TooFewLines = World::plain().tries(post([dr("x:a", 5)]));
    a_line_of_zero: AmountNotPositive = World::plain().tries(transfer("x:a", "x:b", 0));
    an_account_nobody_opened: AccountUnknown = World::plain().tries(transfer("x:a", "x:nobody", 5));
    a_heading_of_the_chart: AccountNotLeaf = World::charted().tries(transfer("x:1", "x:1.2", 5));
    a_code_that_has_ended: AccountNotValid = World::charted().tries(transfer("x:1.9", "x:1.2", 5));
    a_closed_account: AccountClosed = {
        let mut world = World::plain();
        world.posts(close("x:b"));
        world.tries(transfer("x:a", "x:b", 5))
    };
    a_foreign_currency: CurrencyMismatch =
        World::plain().tries(post([in_usd(dr("x:a", 5)), in_usd(cr("x:b", 5))]));
    a_year_closed_twice: PeriodAlreadyClosed = {
        let mut world = World::plain();
        world.posts(close_year());
        world.tries(close_year())
    };
    a_period_reopened_that_is_open: PeriodNotClosed =
        World::plain().tries(Instruction::ReopenPeriod(Period::parse("2026").expect("a year")));
    an_entry_for_a_closed_year: PeriodClosed = {
        let mut world = World::plain();
        world.posts(close_year());
        world.tries(transfer("x:a", "x:b", 5))
    };
    debits_without_their_credits: EntryUnbalanced = World::plain().tries(post([dr("x:a", 5), cr("x:b", 4)]));
    an_entity_out_of_balance: EntityUnbalanced =
        World::balanced_per_entity().tries(transfer("x:a", "y:a", 5));

    one_of_two_reciprocal_accounts: ReciprocalUnequal = {
        let mut world = ruled("reciprocal: [[\"1.1\", \"2.1\"]]");
        world.book.publish_chart(chart().into());
        world.tries(transfer("x:1.1", "x:a", 5))
    };

    a_sum_beyond_64_bits: BalanceOverflow = {
        let mut world = World::plain();
        world.posts(transfer("x:a", "x:b", i64::MAX));
        world.tries(transfer("x:a", "x:c", 1))
    };
    an_overdraft_by_debits: ExceedsCredits = {
        let mut world = World::plain();
        world.posts(open("x:wallet", Terms { debits_must_not_exceed_credits: true, ..terms() }));
        world.tries(transfer("x:wallet", "x:a", 1))
    };
    an_overdraft_by_credits: ExceedsDebits = {
        let mut world = World::plain();
        world.posts(open("x:till", Terms { credits_must_not_exceed_debits: true, ..terms() }));
        world.tries(transfer("x:a", "x:till", 1))
    };
    more_than_the_ceiling: ExceedsCeiling = {
        let mut world = World::plain();
        world.posts(ceiling("x:a", 10));
        world.tries(transfer("x:a", "x:b", 11))
    };
    more_than_the_appropriation: ExceedsAppropriation = {
        let mut world = World::charted_in(ChartMode::Open);
        world.posts(open("x:contra", Terms { book_side: BookSide::Budget, ..terms() }));
        world.posts(budget("x:5.1", None, 10, true));
        world.tries(transfer("x:5.1", "x:contra", 11))
    };
    more_than_is_open_of_an_item: ExceedsOpenItem = World::plain().tries(Instruction::Post {
        kind: ledger::EntryKind::General,
        lines: vec![dr("x:b", 5), cr("x:a", 5)],
        description: "",
        open_item: Some(ledger::command::NamedItem { account: account("x:a"), name: "CR-1" }),
    });
}

fn close_year() -> Instruction<'static> {
    let period = Period::parse("2026").expect("a year");
    Instruction::ClosePeriod { period, late_items: LateItems::Refuse }
}

fn propose(name: &str) -> Request<'_> {
    Request::Proposal {
        proposal: name,
        maker: "ani",
        event_type: "neraca.payment.v1.JournalPosted",
        data: b"",
    }
}

fn approve<'a>(name: &'a str, checker: &'a str) -> Request<'a> {
    let proposed = Some(Box::new(Request::Instructions(vec![transfer("x:a", "x:b", 5)])));
    Request::Approval { proposal: name, checker, note: "", proposed }
}

/// A proposal `p` of `ani`.
fn proposed() -> World {
    let mut world = World::plain();
    world.accept(propose("p"));
    world
}

#[test]
fn reciprocal_accounts_moved_together_pass_across_entities_and_entries() {
    let mut world = ruled("reciprocal: [[\"1.1\", \"2.1\"]]");
    world.book.publish_chart(chart().into());
    world.posts_linked(vec![transfer("x:1.1", "x:a", 5), transfer("y:a", "y:2.1", 5)]);
    world.refuses(transfer("x:a", "x:2.1", 5), ReciprocalUnequal);
}

/// A hold `h` of 5 from `x:b` to `x:a`.
fn with_hold() -> World {
    let mut world = World::plain();
    world.posts(hold("h", [dr("x:a", 5), cr("x:b", 5)]));
    world
}

#[test]
fn every_rung_has_a_test_here_or_is_proved_elsewhere() {
    for code in RefusalCode::ALL {
        let here = HERE.iter().filter(|tested| *tested == code).count();
        let elsewhere = ELSEWHERE.iter().filter(|(tested, _)| tested == code).count();
        assert_eq!(here + elsewhere, 1, "{}", code.as_str());
    }
}

#[test]
fn codes_are_read_back_and_meanings_are_sentences() {
    for code in RefusalCode::ALL {
        assert_eq!(RefusalCode::parse(code.as_str()), Some(*code));
        assert!(code.meaning().trim().ends_with('.'), "{}", code.as_str());
    }
    assert_eq!(RefusalCode::parse("no_such_code"), None);
}

#[test]
fn the_longest_texts_allowed_are_allowed() {
    let mut world = World::plain();
    let (name, text) = ("h".repeat(HOLD_BYTES_MAX), "d".repeat(TEXT_BYTES_MAX));
    world.posts(Instruction::PlaceHold {
        hold: &name,
        lines: vec![dr("x:a", 5), cr("x:b", 5)],
        expires_at: None,
        description: &text,
    });
    let longer = format!("{name}h");
    world.refuses(hold(&longer, [dr("x:a", 5), cr("x:b", 5)]), FieldInvalid);
    world.refuses(release(&longer), FieldInvalid);
}

#[test]
fn a_strict_chart_opens_leaves_by_their_first_entry_and_nothing_else() {
    let mut world = World::charted();
    world.posts(transfer("x:1.1", "x:2.1", 5));
    assert_eq!(world.sums("x:2.1"), (0, 5, 0, 0));
    let id = world.book.account_id(account("x:2.1")).expect("opened by its first entry");
    assert_eq!(world.book.account(id).terms.normal_side, Side::Credit);
    world.refuses(transfer("x:1.1", "x:8.8", 5), AccountUnknown);
    world.refuses(open("x:8.8", terms()), AccountUnknown);
    world.refuses(open("x:1", terms()), AccountNotLeaf);

    let mut open_mode = World::charted_in(ChartMode::Open);
    open_mode.posts(open("x:8.8", terms()));
    open_mode.posts(transfer("x:1.1", "x:8.8", 5));
}

#[test]
fn an_entry_balances_within_each_book_side_by_itself() {
    let world = World::charted();
    let lines = [dr("x:1.1", 5), cr("x:2.1", 5), dr("x:5.1", 5)];
    world.refuses(post(lines), EntryUnbalanced);
    world.refuses(transfer("x:5.1", "x:2.1", 5), EntryUnbalanced);
}

#[test]
fn an_entry_balances_within_each_currency_by_itself() {
    let mut world = World::plain();
    for name in ["x:usd", "x:usd2"] {
        world.posts(open(name, Terms { currency: usd(), ..terms() }));
    }
    world.refuses(post([dr("x:a", 5), in_usd(cr("x:usd", 5))]), EntryUnbalanced);
    world.posts(post([dr("x:a", 5), cr("x:b", 5), in_usd(dr("x:usd", 1)), in_usd(cr("x:usd2", 1))]));
}

#[test]
fn every_rung_has_its_section_in_the_documentation_in_the_order_of_the_ladder() {
    let page = include_str!("../../../../docs/refusals.md");
    let sections: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("### ")).collect();
    let codes: Vec<&str> = RefusalCode::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(sections, codes);
    for section in page.split("\n### ").skip(1) {
        assert!(section.contains("\nExample: ") && section.contains("\nWhat to do: "), "{section}");
    }
}
