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

/// Whether two names are of one person, however they are written: letters and digits tell people apart, and case, spaces and
/// other signs do not. So nobody is two people by writing their name another way.
pub fn is_same_person(one: &str, other: &str) -> bool {
    let told = |name: &str| -> String {
        name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    told(one) == told(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_persons_in_any_case_and_with_any_spaces() {
        for other in ["Ani S", "ani s", " Ani  S. ", "ANI\u{a0}S", "a\u{200b}ni-s"] {
            assert!(is_same_person("Ani S", other), "{other:?}");
        }
        for other in ["Ani T", "Anis2", "", "Budi"] {
            assert!(!is_same_person("Ani S", other), "{other:?}");
        }
        assert!(is_same_person("Ä", "ä"));
    }
}
