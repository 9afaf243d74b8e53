//! Late items are disclosed where they are listed: what is said of an entry that came too late for a closed period names the
//! day it was meant for.

use projections::queries::EntryView;

/// What an entry says of itself, and for which day it came too late.
pub(crate) fn described(entry: &EntryView) -> String {
    disclosed(&entry.description, entry)
}

/// These words instead of the entry's own.
pub(crate) fn disclosed(words: &str, entry: &EntryView) -> String {
    let Some(day) = entry.late_for else { return words.to_owned() };
    let late = format!("(terlambat untuk {day} / late for {day})");
    if words.is_empty() { late } else { format!("{words} {late}") }
}
