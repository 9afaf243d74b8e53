//! Text that a spreadsheet must not run: what begins like a formula in a CSV file is a formula to the program that opens it, whoever
//! wrote the description that it stands in.

/// With these a formula, or a field that hides one, begins.
const BEGIN: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The text, behind an apostrophe where it would be taken for a formula. Figures stay as they are, and so does a dash alone.
pub(crate) fn safe(text: String) -> String {
    let is_figure = |text: &str| {
        let digits = text.strip_prefix('-').unwrap_or(text);
        digits.chars().all(|one| one.is_ascii_digit() || one == '.')
    };
    if text.starts_with(BEGIN) && !is_figure(&text) { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_spreadsheet_would_run_gets_an_apostrophe() {
        for text in ["=1+1", "+62 811", "@SUM(A1)", "-2+3", "\t=1", "--", "-a"] {
            assert_eq!(safe(text.to_owned()), format!("'{text}"));
        }
        for text in ["", "-", "-1234.50", "0.00", "4.1.01", "Kertas", "a=1", "2026-01-31"] {
            assert_eq!(safe(text.to_owned()), text);
        }
    }
}
