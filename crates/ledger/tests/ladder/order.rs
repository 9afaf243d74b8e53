//! The ladder's order: a command that breaks two rungs is refused for the earlier one.
//!
//! Neighbours in `RefusalCode::ALL` are proved where one command can break both. Where it can't (a hold is either unknown
//! or expired, an account is either unknown or a heading) the next rung that can be broken together stands in.

use ledger::command::{CapturePart, NamedLine, Original};
use ledger::limits::{LINES_MAX, LINKED_ITEMS_MAX, TEXT_BYTES_MAX};
use ledger::{
    Decision, EntryKind, Instruction, LateItems, Period, RefusalCode, RefusalCode::*, Request, Side, Terms,
};

use crate::world::*;

/// Both rungs in their order, one test each: the first is the answer.
macro_rules! pairs {
    ($($name:ident: $first:ident before $second:ident = $decision:expr;)+) => {
        $(
            #[test]
            fn $name() {
                assert!($first < $second, "the pair is written in the ladder's order");
                refused_as($decision, $first);
            }
        )+
    };
}

pairs! {
    form_missing_then_invalid: FieldMissing before FieldInvalid =
        World::plain().tries(Instruction::PlaceHold {
            hold: "", lines: Vec::new(), expires_at: None, description: &long_text(),
        });
    form_invalid_then_too_many: FieldInvalid before TooManyLines =
        World::plain().tries(Instruction::Post {
            kind: EntryKind::General, lines: vec![dr("x:a", 1); LINES_MAX + 1], description: &long_text(),
            open_item: None,
        });
    form_of_a_later_item_then_too_many_items: FieldMissing before TooManyLines = {
        let mut items = vec![close("x:a"); LINKED_ITEMS_MAX + 1];
        items.push(release(""));
        World::plain().decide(Request::Instructions(items))
    };
    form_of_a_later_item_then_limits_of_an_earlier: FieldMissing before AccountUnknown =
        World::plain().decide(Request::Instructions(vec![close("x:nobody"), release("")]));
    too_many_then_sign: TooManyLines before AmountNotPositive =
        World::plain().tries(post(vec![dr("x:a", 0); LINES_MAX + 1]));
    reason_then_original: FieldInvalid before OriginalNotFound = World::plain()
        .decide(Request::Reversal { original: None, at_original_date: false, reason: &long_text() });

    approval_then_form_of_it: ApprovalRequired before AccountUnknown =
        ruled("approval: [JournalPosted]").tries(transfer("x:nobody", "x:b", 5));
    proposal_form_then_proposal: FieldMissing before ProposalNotFound =
        World::plain().decide(Request::Decline { proposal: "p", checker: "", note: "" });
    settled_then_maker: ProposalAlreadySettled before CheckerIsMaker = {
        let mut world = proposed();
        world.accept(Request::Decline { proposal: "p", checker: "ani", note: "" });
        world.decide(approved_by("ani"))
    };
    maker_then_what_was_proposed: CheckerIsMaker before AccountUnknown = proposed().decide(approved_by("ani"));

    original_refused_then_not_reversible: OriginalNotPosted before NotReversible =
        reversal(World::plain(), |_| Original { position: 1, entries: None, has_other_facts: true });
    not_reversible_then_reversed: NotReversible before AlreadyReversed = {
        let mut world = World::plain();
        let position = world.posts(transfer("x:a", "x:b", 5));
        world.reverses(position);
        reversal(world, |world| Original { has_other_facts: true, ..world.original(position) })
    };
    reversed_then_closed: AlreadyReversed before AccountClosed = {
        let mut world = World::plain();
        let position = world.posts(transfer("x:a", "x:b", 5));
        world.reverses(position);
        world.posts(close("x:a"));
        reversal(world, |world| world.original(position))
    };
    reversal_year_then_period: ReversalInAnotherYear before PeriodClosed = {
        let mut world = World::plain();
        let position = world.posts(transfer("x:a", "x:b", 5));
        for year in ["2026", "2027"] {
            let period = Period::parse(year).expect("a year");
            world.posts(Instruction::ClosePeriod { period, late_items: LateItems::Refuse });
        }
        let request = world.reversal_of(position);
        world.on("2027-01-04").decide(request)
    };
    reversal_closed_then_limits: AccountClosed before ExceedsDebits = {
        let mut world = World::plain();
        world.posts(open("x:till", Terms { credits_must_not_exceed_debits: true, ..terms() }));
        let position = world.posts(transfer("x:till", "x:b", 5));
        world.posts(transfer("x:c", "x:till", 5));
        world.posts(close("x:b"));
        reversal(world, |world| world.original(position))
    };

    name_in_use_then_expiry: HoldExists before HoldExpiryPast = {
        let mut world = World::plain();
        world.posts(hold("h", [dr("x:a", 5), cr("x:b", 5)]));
        world.clock(10).tries(hold_until("h", 5, [dr("x:a", 5), cr("x:b", 5)]))
    };
    expiry_then_period: HoldExpiryPast before PeriodClosed = {
        let mut world = World::plain();
        let period = Period::parse("2026").expect("a year");
        world.posts(Instruction::ClosePeriod { period, late_items: LateItems::Refuse });
        world.clock(10).tries(hold_until("h", 5, [dr("x:a", 5), cr("x:b", 5)]))
    };
    expiry_then_lines: HoldExpiryPast before TooFewLines =
        World::plain().clock(10).tries(hold_until("h", 5, Vec::new()));
    captured_then_expired: HoldAlreadyCaptured before HoldExpired = {
        let mut world = expiring();
        world.posts(capture("h"));
        world.clock(10).tries(capture("h"))
    };
    released_then_expired: HoldAlreadyReleased before HoldExpired = {
        let mut world = expiring();
        world.posts(release("h"));
        world.clock(10).tries(capture("h"))
    };
    expired_then_needs_lines: HoldExpired before CaptureNeedsLines =
        expiring().clock(10).tries(capture_part("h", 1));
    needs_lines_then_exceeds: CaptureNeedsLines before CaptureExceedsHold =
        expiring().tries(capture_part("h", 99));
    exceeds_on_a_later_line_then_sign: CaptureExceedsHold before AmountNotPositive =
        expiring().tries(capture_lines("h", [dr("x:a", 0), cr("x:b", 99)]));
    exceeds_then_closed: CaptureExceedsHold before AccountClosed = {
        let mut world = expiring();
        world.posts(close("x:a"));
        world.tries(capture_lines("h", [dr("x:a", 99), cr("x:b", 2)]))
    };
    capture_of_no_line_then_sign: TooFewLines before AmountNotPositive =
        expiring().tries(capture_lines("h", [dr("x:a", 0)]));
    capture_sign_then_closed: AmountNotPositive before AccountClosed = {
        let mut world = expiring();
        world.posts(close("x:a"));
        world.tries(capture_lines("h", [dr("x:a", 0), cr("x:b", 2)]))
    };
    capture_closed_then_currency: AccountClosed before CurrencyMismatch = {
        let mut world = expiring();
        world.posts(close("x:a"));
        world.tries(capture_lines("h", [in_usd(dr("x:a", 2)), in_usd(cr("x:b", 2))]))
    };
    capture_currency_then_balance: CurrencyMismatch before EntryUnbalanced =
        expiring().tries(capture_lines("h", [in_usd(dr("x:a", 3)), cr("x:b", 2)]));

    exists_then_terms: AccountExists before AccountTermsConflict = {
        let mut world = World::charted();
        world.posts(open("x:1.1", terms()));
        world.tries(open("x:1.1", Terms { normal_side: Side::Credit, ..terms() }))
    };
    terms_then_ceiling: AccountTermsConflict before AmountNotPositive = World::charted()
        .tries(open("x:1.1", Terms { normal_side: Side::Credit, ceiling: Some(-1), ..terms() }));
    terms_then_heading: AccountTermsConflict before AccountNotLeaf =
        World::charted().tries(open("x:1", Terms { normal_side: Side::Credit, ..terms() }));
    ceiling_sign_then_unknown: AmountNotPositive before AccountUnknown =
        World::charted().tries(open("x:8.8", Terms { ceiling: Some(-1), ..terms() }));
    committed_then_previous: CeilingBelowCommitted before BudgetPreviousMismatch =
        spent().tries(budget("x:5.1", Some(77), 10, true));
    previous_then_sign: BudgetPreviousMismatch before AmountNotPositive =
        spent().tries(budget("x:5.1", Some(77), -1, false));
    previous_then_unknown: BudgetPreviousMismatch before AccountUnknown =
        World::charted().tries(budget("x:8.8", Some(77), 1, false));
    budget_sign_then_unknown: AmountNotPositive before AccountUnknown =
        World::charted().tries(budget("x:8.8", None, -1, false));
    committed_then_closed: CeilingBelowCommitted before AccountClosed = {
        let mut world = World::plain();
        world.posts(transfer("x:a", "x:b", 5));
        world.posts(close("x:a"));
        world.tries(ceiling("x:a", 4))
    };

    period_then_lines: PeriodClosed before TooFewLines = closed().tries(post([dr("x:a", 0)]));
    hold_expired_then_period: HoldExpired before PeriodClosed = {
        let mut world = expiring();
        world.posts(close_month());
        world.clock(10).tries(capture("h"))
    };
    exceeds_then_period: CaptureExceedsHold before PeriodClosed = {
        let mut world = expiring();
        world.posts(close_month());
        world.tries(capture_lines("h", [dr("x:a", 99), cr("x:b", 2)]))
    };
    period_then_closed_account: PeriodClosed before AccountClosed = {
        let mut world = closed();
        world.posts(close("x:a"));
        world.tries(transfer("x:a", "x:b", 5))
    };

    count_then_sign: TooFewLines before AmountNotPositive = World::plain().tries(post([dr("x:a", 0)]));
    sign_of_a_later_line_then_unknown: AmountNotPositive before AccountUnknown =
        World::plain().tries(transfer("x:nobody", "x:b", -5));
    unknown_then_currency: AccountUnknown before CurrencyMismatch =
        World::plain().tries(post([in_usd(dr("x:nobody", 5)), cr("x:b", 5)]));
    leaf_then_valid: AccountNotLeaf before AccountNotValid =
        World::charted().tries(transfer("x:3", "x:1.1", 5));
    valid_then_closed: AccountNotValid before AccountClosed = {
        let mut world = World::charted();
        world.posts(open("x:1.9", terms()));
        world.posts(close("x:1.9"));
        world.tries(transfer("x:1.9", "x:1.1", 5))
    };
    closed_then_currency: AccountClosed before CurrencyMismatch = {
        let mut world = World::plain();
        world.posts(close("x:a"));
        world.tries(post([in_usd(dr("x:a", 5)), cr("x:b", 5)]))
    };
    currency_then_balance: CurrencyMismatch before EntryUnbalanced =
        World::plain().tries(post([dr("x:a", 5), in_usd(cr("x:b", 6))]));
    balance_then_entity: EntryUnbalanced before EntityUnbalanced =
        World::balanced_per_entity().tries(post([dr("x:a", 5), cr("y:a", 4)]));
    entity_then_overflow: EntityUnbalanced before BalanceOverflow = {
        let mut world = World::balanced_per_entity();
        world.posts(transfer("x:a", "x:b", i64::MAX));
        world.tries(transfer("x:a", "y:a", 1))
    };
    overflow_of_a_later_line_then_overdraft: BalanceOverflow before ExceedsCredits = {
        let mut world = World::plain();
        world.posts(open("x:wallet", Terms { debits_must_not_exceed_credits: true, ..terms() }));
        world.posts(transfer("x:a", "x:b", i64::MAX));
        world.tries(transfer("x:wallet", "x:b", 1))
    };
    overdraft_by_debits_then_ceiling: ExceedsCredits before ExceedsCeiling = {
        let mut world = World::plain();
        let both = Terms { debits_must_not_exceed_credits: true, ceiling: Some(0), ..terms() };
        world.posts(open("x:wallet", both));
        world.tries(transfer("x:wallet", "x:b", 1))
    };
    overdraft_by_credits_then_ceiling: ExceedsDebits before ExceedsCeiling = {
        let mut world = World::plain();
        world.posts(open("x:till", Terms {
            normal_side: Side::Credit, credits_must_not_exceed_debits: true, ceiling: Some(0), ..terms()
        }));
        world.tries(transfer("x:a", "x:till", 1))
    };
}

#[test]
fn limits_are_asked_line_by_line() {
    let mut world = World::plain();
    world.posts(open("x:wallet", Terms { debits_must_not_exceed_credits: true, ..terms() }));
    world.posts(open("x:till", Terms { credits_must_not_exceed_debits: true, ..terms() }));
    let lines: [NamedLine<'_>; 2] = [dr("x:wallet", 1), cr("x:till", 1)];
    world.refuses(post(lines), ExceedsCredits);
    world.refuses(post([lines[1], lines[0]]), ExceedsDebits);
}

#[test]
fn the_ladder_is_declared_in_its_order() {
    assert!(RefusalCode::ALL.windows(2).all(|pair| pair[0] < pair[1]));
}

fn long_text() -> String {
    "x".repeat(TEXT_BYTES_MAX + 1)
}

fn reversal(world: World, original: impl Fn(&World) -> Original) -> Decision {
    let original = Some(original(&world));
    world.decide(Request::Reversal { original, at_original_date: false, reason: "" })
}

/// A hold `h` of three lines that expires at 10.
fn expiring() -> World {
    let mut world = World::plain();
    world.posts(hold_until("h", 10, [dr("x:a", 5), cr("x:b", 2), cr("x:c", 3)]));
    world
}

/// A budget of 100 with 50 spent.
fn spent() -> World {
    let mut world = World::charted();
    world.posts(budget("x:5.1", None, 100, true));
    world.book.publish_chart(chart_with_counterpart().into());
    world.posts(transfer("x:5.1", "x:5.2", 50));
    world
}

fn chart_with_counterpart() -> ledger::Chart {
    let row = "code,name,side,book\n5.2,Counterpart,credit,budget\n";
    chart().extended_by_csv(row.as_bytes()).expect("the test's chart is sound")
}

#[test]
fn a_kept_remainder_asks_the_same_rungs() {
    let mut world = expiring();
    let part = || CapturePart::Lines(vec![dr("x:a", 2), cr("x:b", 2)]);
    world.posts(capture_as("h", part(), true));
    refused_as(world.tries(capture_as("h", part(), true)), CaptureExceedsHold);
}

fn close_month() -> Instruction<'static> {
    let period = ledger::Period::parse("2026-03").expect("a month");
    Instruction::ClosePeriod { period, late_items: ledger::LateItems::Refuse }
}

/// [`World::plain`] with the month of [`DAY`] closed.
fn closed() -> World {
    let mut world = World::plain();
    world.posts(close_month());
    world
}

/// A proposal `p` of `ani`.
fn proposed() -> World {
    let mut world = World::plain();
    world.accept(Request::Proposal { proposal: "p", maker: "ani", event_type: "t", data: b"" });
    world
}

/// An approval of `p`, which asks for an entry on an unknown account.
fn approved_by(checker: &str) -> Request<'_> {
    let proposed = Some(Box::new(Request::Instructions(vec![transfer("x:nobody", "x:b", 5)])));
    Request::Approval { proposal: "p", checker, note: "", proposed }
}
