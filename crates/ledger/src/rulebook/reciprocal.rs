//! Pairs of accounts by which entities owe one another, such as an agency's debt to the treasury and the treasury's claim
//! on its agencies: over all entities one is always the mirror image of the other, and consolidation takes both out.

use super::error::Faults;
use super::mirror::is_in;
use crate::chart::Chart;

/// Checks the pairs of a file: leaves of the chart, of the same set of books, each in one pair only.
pub(super) fn compile(
    pairs: &[(String, String)],
    chart: &Chart,
    faults: &mut Faults,
) -> Box<[(Box<str>, Box<str>)]> {
    let mut compiled: Vec<(Box<str>, Box<str>)> = Vec::with_capacity(pairs.len());
    for (place, (one, other)) in pairs.iter().enumerate() {
        let path = format!("reciprocal[{place}]");
        let leaf = |code: &str| chart.node(code).filter(|node| node.leaf && is_in(chart, code));
        let (Some(a), Some(b)) = (leaf(one), leaf(other)) else {
            let wrong = if leaf(one).is_none() { one } else { other };
            faults.note::<()>(path, format!("\"{wrong}\" is not a leaf of the chart"));
            continue;
        };
        if a.book_side != b.book_side {
            faults.note::<()>(path, format!("\"{one}\" and \"{other}\" are in different sets of books"));
            continue;
        }
        let taken = |code: &str| compiled.iter().any(|(x, y)| **x == *code || **y == *code);
        if one == other || taken(one) || taken(other) {
            faults.note::<()>(path, "names an account for the second time; each has one counterpart");
            continue;
        }
        compiled.push((one.as_str().into(), other.as_str().into()));
    }
    compiled.into()
}
