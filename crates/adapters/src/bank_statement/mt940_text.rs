//! Text of MT940 (`:86:`): free text, the numbered parts that many banks write (`?20` and on), and the references within it.
//! The other party's name (`?32`, `?33`) and account (`?30`, `?31`) are left out.

use super::{References, reference};

/// Longest reference from end to end that a payment may have.
const REFERENCE_CHARACTERS_MAX: usize = 35;

/// Joins the lines of a text: numbered parts are wrapped anywhere, free text between words.
pub(super) fn purpose(lines: &[String]) -> String {
    let whole = lines.concat();
    let is_numbered = whole.trim_start().get(3..4) == Some("?")
        && whole.trim_start().bytes().take(3).all(|byte| byte.is_ascii_digit());
    if !is_numbered {
        return lines
            .iter()
            .map(|line| line.trim())
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
    }
    let mut text = String::new();
    for part in whole.split('?').skip(1) {
        let Some((number, value)) = part.split_at_checked(2) else { continue };
        match number.parse::<u32>() {
            Ok(0) => text.push_str(&format!("{} ", value.trim())),
            // The purpose runs on from part to part, and words are cut where a part is full.
            Ok(20..=29 | 60..=63) => text.push_str(value),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Adds the references that a text holds, as `EREF+…` or `/EREF/…/`.
pub(super) fn add_references(text: &str, references: &mut References) {
    if let Some(found) = coded(text, "EREF") {
        references.end_to_end = found;
    }
    for code in ["KREF", "IREF", "PREF"] {
        references.others.extend(coded(text, code));
    }
}

/// The value behind a code, up to the next code or slash.
fn coded(text: &str, code: &str) -> Option<String> {
    let (start, is_slashed) = match text.find(&format!("{code}+")) {
        Some(place) => (place + code.len() + 1, false),
        None => (text.find(&format!("/{code}/"))? + code.len() + 2, true),
    };
    let rest = text.get(start..)?;
    let end = if is_slashed { rest.find('/') } else { next_code(rest) };
    let value: String =
        rest.get(..end.unwrap_or(rest.len()))?.chars().take(REFERENCE_CHARACTERS_MAX).collect();
    let found = reference(&value);
    (!found.is_empty()).then_some(found)
}

/// Where the next code begins: four capitals and `+` or `:`.
fn next_code(text: &str) -> Option<usize> {
    let is_code =
        |five: &[u8]| five[..4].iter().all(u8::is_ascii_uppercase) && matches!(five[4], b'+' | b':');
    text.as_bytes().windows(5).position(is_code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn numbered_parts_run_on_and_names_are_left_out() {
        let text = purpose(&lines(
            "166?00GUTSCHRIFT?100399?20EREF+PBB-20?2125-001SVWZ+PBB\n Martapura?30BANK?32BUDI\n?33SANTOSO",
        ));
        assert_eq!(text, "GUTSCHRIFT EREF+PBB-2025-001SVWZ+PBB Martapura");
        let mut references = References::default();
        add_references(&text, &mut references);
        assert_eq!(references.end_to_end, "PBB-2025-001");
    }

    #[test]
    fn free_text_keeps_its_words_and_slashed_codes_are_read() {
        let text = purpose(&lines("/EREF/SP2D-7/NAME/X/\n  rapel  \n\n"));
        assert_eq!(text, "/EREF/SP2D-7/NAME/X/ rapel");
        let mut references = References::default();
        add_references(&text, &mut references);
        assert_eq!(references.end_to_end, "SP2D-7");
        add_references("EREF+NOTPROVIDED KREF+", &mut references);
        assert_eq!((references.end_to_end.as_str(), references.others.len()), ("SP2D-7", 0));
        for text in ["", "?", "12ä?x", "123?", "123?é", "EREF+", "/EREF/"] {
            add_references(&purpose(&lines(text)), &mut References::default());
        }
    }
}
