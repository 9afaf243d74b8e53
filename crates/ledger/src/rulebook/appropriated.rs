//! Which accounts take nothing without an appropriation: codes of the budget side in the rulebook. Whether an entity has
//! a budget for the year, without which nobody is asked for one, is decided elsewhere.

use super::condition::is_below;
use super::error::Faults;
use super::mirror::is_in;
use crate::account::BookSide;
use crate::chart::Chart;
use crate::name::base_code;

/// The codes of a file; those that the chart lacks or has on the financial side leave faults.
pub(super) fn compile(codes: &[String], chart: &Chart, faults: &mut Faults) -> Box<[Box<str>]> {
    let mut tops: Vec<Box<str>> = Vec::with_capacity(codes.len());
    for (place, code) in codes.iter().enumerate() {
        let path = format!("appropriated[{place}]");
        if !is_in(chart, code) {
            faults.note::<()>(path, format!("\"{code}\" is not in the chart"));
        } else if chart.below(code).any(|(_, node)| node.leaf && node.book_side == BookSide::Financial) {
            faults.note::<()>(path, format!("\"{code}\" has leaves outside the budget side"));
        } else if tops.iter().any(|top| is_below(code, top) || is_below(top, code)) {
            faults.note::<()>(path, format!("\"{code}\" is named twice, by itself or by what it is below"));
        } else {
            tops.push(code.as_str().into());
        }
    }
    tops.into()
}

/// Whether an account, or the one that it is a part of, is one of them or below one.
pub(super) fn names(tops: &[Box<str>], code: &str) -> bool {
    !tops.is_empty() && tops.iter().any(|top| is_below(base_code(code), top))
}
