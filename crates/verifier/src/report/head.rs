//! The lines above a report's table, which say of which book, entity and days it is, and those below it where something does
//! not tie.

use super::TieOut;
use super::claim::Claim;
use super::collected::year_before;
use crate::calendar;
use crate::money;

const MONTHS: [&str; 12] = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
];

/// The lines above the table. The last one of a subsidiary ledger goes on with the name of its code, which is a word.
pub(super) fn above(claim: &Claim) -> Vec<String> {
    let mut lines = vec![claim.book.to_uppercase()];
    lines.extend(claim.entity.as_ref().map(|entity| format!("SKPD: {entity}")));
    lines.push(match (claim.from, claim.to) {
        (Some(from), Some(to)) => format!("Periode {} s.d. {}", long(from), long(to)),
        (None, Some(to)) => format!("Per {}", long(to)),
        (Some(from), None) => format!("Sejak {}", long(from)),
        (None, None) => "Seluruh periode".to_owned(),
    });
    lines.extend(of_report(claim));
    lines
}

/// The line that only this report has.
fn of_report(claim: &Claim) -> Option<String> {
    if claim.name == "subsidiary-ledger" {
        return Some(format!("Rekening: {} ", claim.code.as_deref().unwrap_or_default()));
    }
    let (from, to) = (claim.from?, claim.to?);
    let (last, eve) = (year_before(to), from - 1);
    let date = calendar::date;
    Some(match claim.name.as_str() {
        "budget-realization" => {
            let year = calendar::civil(last).0;
            format!("Untuk tahun yang berakhir sampai dengan {} dan {year}", long(to))
        }
        "budget-realization-monthly" => {
            format!("Realisasi dihitung sejak {}", long(calendar::days(calendar::civil(from).0, 1, 1)?))
        }
        "balance-sheet" => {
            let (now, then) = (date(to), date(eve));
            format!("Per {} dan {} (as of {now} and {then})", long(to), long(eve))
        }
        "operating-statement" | "equity-changes" | "surplus-changes" | "cash-flow" => format!(
            "Untuk periode yang berakhir {} dan {} (for the period ended {} and {})",
            long(to),
            long(last),
            date(to),
            date(last)
        ),
        _ => return None,
    })
}

/// The lines below the table of a report that compares: one for each comparison that does not tie.
pub(super) fn below(tie_outs: &[TieOut]) -> Vec<String> {
    let line = |tie_out: &TieOut| {
        let number = |minor| number(minor, &tie_out.currency);
        format!(
            "TIDAK COCOK / DOES NOT TIE: {}: {} \u{2260} {}, selisih / difference {}",
            tie_out.title,
            number(tie_out.left),
            number(tie_out.right),
            number(tie_out.left - tie_out.right)
        )
    };
    tie_outs.iter().filter(|tie_out| tie_out.left != tie_out.right).map(line).collect()
}

/// `31 Desember 2025`.
pub(super) fn long(day: i32) -> String {
    let (year, month, of_month) = calendar::civil(day);
    // Months of the calendar are 1 to 12.
    let name = usize::try_from(month - 1).ok().and_then(|month| MONTHS.get(month)).unwrap_or(&"");
    format!("{of_month} {name} {year}")
}

/// `1.234.567,00`; below zero `(1.234.567,00)`.
pub(super) fn number(minor: i128, currency: &str) -> String {
    let plain = money::decimal(minor, currency);
    let unsigned = plain.trim_start_matches('-');
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let mut text = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 {
            text.push('.');
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text = format!("{text},{fraction}");
    }
    if minor < 0 { format!("({text})") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_numbers_stand_as_indonesians_write_them() {
        assert_eq!(long(20_453), "31 Desember 2025");
        assert_eq!(number(123_456_700, "IDR"), "1.234.567,00");
        assert_eq!(number(-5, "IDR"), "(0,05)");
        assert_eq!(number(99_999, "JPY"), "99.999");
    }

    #[test]
    fn what_ties_needs_no_line() {
        let (name, title) = ("cash-flow", "LAK / cash of the balance sheet");
        let tie = |left, right| TieOut { name, title, left, right, currency: "IDR".to_owned() };
        assert_eq!(below(&[tie(5, 5)]), Vec::<String>::new());
        let lines = below(&[tie(5, 5), tie(100, 150)]);
        assert_eq!(lines.len(), 1);
        assert!(
            lines[0].ends_with("cash of the balance sheet: 1,00 \u{2260} 1,50, selisih / difference (0,50)")
        );
    }
}
