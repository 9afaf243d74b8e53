//! Two pairs of eyes: nothing moves by a proposal, and what it asks is decided when somebody else approves it.

use ledger::command::{Publication, PublicationKind};
use ledger::{Instruction, ProposalState, RefusalCode::*, Request};

use crate::world::*;

fn proposal(name: &'static str, maker: &'static str) -> Request<'static> {
    Request::Proposal { proposal: name, maker, event_type: "neraca.payment.v1.JournalPosted", data: b"bytes" }
}

fn approval<'a>(name: &'a str, checker: &'a str, event: Instruction<'a>) -> Request<'a> {
    let proposed = Some(Box::new(Request::Instructions(vec![event])));
    Request::Approval { proposal: name, checker, note: "", proposed }
}

fn decline<'a>(name: &'a str, checker: &'a str) -> Request<'a> {
    Request::Decline { proposal: name, checker, note: "" }
}

fn proposed() -> World {
    let mut world = World::plain();
    world.accept(proposal("p", "ani"));
    world
}

#[test]
fn a_proposal_moves_nothing_and_its_approval_posts_what_it_asked() {
    let mut world = proposed();
    assert_eq!(world.sums("x:a"), (0, 0, 0, 0));
    world.accept(approval("p", "budi", transfer("x:a", "x:b", 5)));
    assert_eq!(world.sums("x:a"), (5, 0, 0, 0));
    let kept = &world.book.proposals()["p"];
    assert_eq!((kept.state, &*kept.maker, kept.data.len()), (ProposalState::Approved, "ani", 0));
}

#[test]
fn a_maker_can_withdraw_and_not_approve() {
    let mut world = proposed();
    refused_as(world.decide(approval("p", "ani", transfer("x:a", "x:b", 5))), CheckerIsMaker);
    world.accept(decline("p", "ani"));
    refused_as(world.decide(approval("p", "budi", transfer("x:a", "x:b", 5))), ProposalAlreadySettled);
}

#[test]
fn a_proposal_is_made_once_and_settled_once() {
    let mut world = proposed();
    refused_as(world.decide(proposal("p", "budi")), ProposalExists);
    world.accept(decline("p", "budi"));
    refused_as(world.decide(proposal("p", "ani")), ProposalExists);
    refused_as(world.decide(decline("p", "budi")), ProposalAlreadySettled);
    refused_as(world.decide(decline("other", "budi")), ProposalNotFound);
    refused_as(world.decide(approval("other", "budi", transfer("x:a", "x:b", 5))), ProposalNotFound);
}

#[test]
fn an_approval_of_what_is_refused_is_refused_and_leaves_the_proposal_pending() {
    let world = proposed();
    refused_as(world.decide(approval("p", "budi", transfer("x:nobody", "x:b", 5))), AccountUnknown);
    assert_eq!(world.book.proposals()["p"].state, ProposalState::Pending);
}

#[test]
fn names_are_required_before_the_proposal_is_looked_for() {
    let world = proposed();
    refused_as(world.decide(proposal("q", "")), FieldMissing);
    refused_as(world.decide(proposal("", "ani")), FieldMissing);
    refused_as(world.decide(decline("other", "")), FieldMissing);
    let long = "x".repeat(200);
    refused_as(world.decide(decline("other", &long)), FieldInvalid);
}

#[test]
fn an_event_that_the_rulebook_wants_approved_is_refused_by_itself_and_taken_when_approved() {
    let mut world = ruled("approval: [JournalPosted, PaymentReversed]");
    world.refuses(transfer("x:a", "x:b", 5), ApprovalRequired);
    refuses_item(&world, vec![close("x:c"), transfer("x:a", "x:b", 5)], 1, ApprovalRequired);
    world.posts(close("x:c"));
    world.accept(proposal("p", "ani"));
    let position = world.accept(approval("p", "budi", transfer("x:a", "x:b", 5)));
    refused_as(world.decide(world.reversal_of(position)), ApprovalRequired);
}

#[test]
fn nobody_changes_chart_or_rulebook_alone_whatever_the_rulebook_says() {
    for kind in [PublicationKind::Chart, PublicationKind::Rulebook] {
        let publication = || Request::Publication(Publication { kind, name: "file", content: b"" });
        let refusal = refused_as(World::plain().decide(publication()), ApprovalRequired);
        assert!(refusal.detail.starts_with(kind.event_name()), "{refusal}");
        refused_as(ruled("approval: [JournalPosted]").decide(publication()), ApprovalRequired);
        let mut world = proposed();
        let proposed = Some(Box::new(publication()));
        world.accept(Request::Approval { proposal: "p", checker: "budi", note: "", proposed });
        assert_eq!(world.book.proposals()["p"].state, ProposalState::Approved);
    }
}

#[test]
fn a_maker_who_writes_their_name_another_way_is_still_the_maker() {
    let mut world = proposed();
    for checker in ["Ani", " ani", "a.n.i", "ANI\u{a0}"] {
        refused_as(world.decide(approval("p", checker, transfer("x:a", "x:b", 5))), CheckerIsMaker);
    }
    world.accept(approval("p", "anisa", transfer("x:a", "x:b", 5)));
}
