//! Reversals: every entry of an earlier record is taken back, line by line, once.

use super::entries::{self, Landing};
use super::{open_items, periods};
use crate::account::BookSide;
use crate::command::{Original, OriginalEntry};
use crate::date::Date;
use crate::draft::Draft;
use crate::entry::{Entry, EntryKind, Line};
use crate::fact::Fact;
use crate::limits::TEXT_BYTES_MAX;
use crate::period::Period;
use crate::refusal::{Refusal, RefusalCode};

/// Takes a record back at `date`, or where that is `None`, at each entry's own date. Limits are asked as for any entry:
/// money that was spent since can't be taken back from an account that must not be overdrawn.
pub(super) fn reverse(
    draft: &mut Draft<'_>,
    original: Option<&Original>,
    date: Option<Date>,
    reason: &str,
) -> Result<(), Refusal> {
    if reason.len() > TEXT_BYTES_MAX {
        return Err(Refusal::new(
            RefusalCode::FieldInvalid,
            format!("a reason is at most {TEXT_BYTES_MAX} bytes"),
        ));
    }
    let Some(original) = original else {
        return Err(Refusal::new(RefusalCode::OriginalNotFound, "no event with that source and id"));
    };
    let position = original.position;
    let Some(originals) = &original.entries else {
        return Err(Refusal::new(
            RefusalCode::OriginalNotPosted,
            format!("position {position} posted nothing"),
        ));
    };
    if original.has_other_facts || originals.is_empty() {
        let detail = format!("position {position} did more than post entries");
        return Err(Refusal::new(RefusalCode::NotReversible, detail));
    }
    if draft.book.reversed().contains(&position) {
        return Err(Refusal::new(RefusalCode::AlreadyReversed, format!("position {position}")));
    }
    for entry in originals {
        let date = date.unwrap_or(entry.effective_date);
        check_year(draft, position, entry, date)?;
        let day = periods::day_for(draft, date, EntryKind::Reversal)?;
        let lines: Vec<Line> = entry.lines.iter().map(|line| line.reversed()).collect();
        for line in &lines {
            entries::open_account(draft, line.account)?;
        }
        let year = draft.year_of(day.date);
        entries::land(draft, &lines, Landing::Posted, year)?;
        if let Some(item) = &entry.open_item {
            open_items::land(draft, &lines, item)?;
        }
        draft.facts.push(Fact::EntryPosted(Entry {
            kind: EntryKind::Reversal,
            effective_date: day.date,
            lines,
            description: reason.into(),
            reverses: Some(position),
            late_for: day.late_for,
            open_item: entry.open_item.clone(),
        }));
    }
    draft.facts.push(Fact::Reversed(position));
    Ok(())
}

/// A fiscal year is counted alone. What a closed one took is put right by an event of this year that says so; and budget
/// lines taken back in another year would leave that year less spent than nothing, and with it room that nobody appropriated.
/// Late items never leave their year, so the day asked for decides.
fn check_year(
    draft: &mut Draft<'_>,
    position: u64,
    original: &OriginalEntry,
    date: Date,
) -> Result<(), Refusal> {
    let (year, wanted) = (draft.year_of(original.effective_date), draft.year_of(date));
    if year == wanted {
        return Ok(());
    }
    let way_out = if draft.late_items(Period::year_of(original.effective_date)).is_some() {
        "which is closed: refund or correct it by an event for an earlier year"
    } else if original
        .lines
        .iter()
        .any(|line| draft.account(line.account).terms.book_side == BookSide::Budget)
    {
        "and has lines of the budget: reverse it at its own date"
    } else {
        return Ok(());
    };
    let detail =
        format!("position {position} counts in {year}, the reversal would in {wanted}; {year}, {way_out}");
    Err(Refusal::new(RefusalCode::ReversalInAnotherYear, detail))
}
