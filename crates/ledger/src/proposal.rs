//! Proposals: events that wait for a second pair of eyes. A maker proposes, another person approves or declines.

/// How far a proposal has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProposalState {
    /// Nobody has answered yet.
    Pending,
    /// A checker approved it, and it was done.
    Approved,
    /// It was declined, or withdrawn by its maker.
    Declined,
}

/// A proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Who made it.
    pub maker: Box<str>,
    /// How far it has come.
    pub state: ProposalState,
    /// Type of the proposed event; kept while it is pending.
    pub event_type: Box<str>,
    /// Canonical bytes of the proposed event, which this crate doesn't read; kept while it is pending.
    pub data: Box<[u8]>,
}
