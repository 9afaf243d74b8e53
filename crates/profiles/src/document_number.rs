//! Numbers of treasury documents as SIPD writes them, such as `21.05/04.0/000616/LS/5.02.0.00.0.00.01.0000/P6/9/2024`:
//! region, kind of document, running number, purpose, agency, version of the budget, month and year. Beside the parser
//! stands what an auditor asks of such numbers first: which are missing, and which were given out twice.

use std::collections::BTreeMap;
use std::fmt;

/// A document number, taken apart. Numbers of one sequence share agency, kind and year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentNumber<'a> {
    /// The region, such as `16.08`.
    pub region: &'a str,
    /// What the document is.
    pub kind: DocumentKind,
    /// Its place in the sequence, from 1.
    pub running: u32,
    /// What the money is for.
    pub purpose: Purpose,
    /// The agency (SKPD), such as `5.02.0.00.0.00.01.0000`.
    pub agency: &'a str,
    /// The version of the budget that it draws on, such as `P6`.
    pub budget_version: &'a str,
    /// 1 to 12.
    pub month: u8,
    /// Four digits.
    pub year: u16,
}

/// Which document of the chain a number is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentKind {
    /// SPP, `02.0`.
    PaymentRequest,
    /// SPM, `03.0`.
    PaymentOrder,
    /// SP2D, `04.0`.
    Disbursement,
}

/// What the money of a document is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// UP.
    Imprest,
    /// GU.
    Replenishment,
    /// TU.
    AdditionalImprest,
    /// LS.
    DirectPayment,
}

const KINDS: [(DocumentKind, &str); 3] = [
    (DocumentKind::PaymentRequest, "02.0"),
    (DocumentKind::PaymentOrder, "03.0"),
    (DocumentKind::Disbursement, "04.0"),
];

const PURPOSES: [(Purpose, &str); 4] = [
    (Purpose::Imprest, "UP"),
    (Purpose::Replenishment, "GU"),
    (Purpose::AdditionalImprest, "TU"),
    (Purpose::DirectPayment, "LS"),
];

/// Digits of a region's segments.
const REGION: &[usize] = &[2, 2];

/// Digits of an agency's segments: three pairs of function and sector, unit, sub-unit.
const AGENCY: &[usize] = &[1, 2, 1, 2, 1, 2, 2, 4];

/// A running number of more digits would not be one that people wrote.
const RUNNING_DIGITS_MAX: usize = 9;

/// A text that is no document number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentNumberError {
    /// The text.
    pub text: String,
    /// Which part of it is wrong, and what is wanted.
    pub problem: String,
}

impl fmt::Display for DocumentNumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "document number \"{}\": {}", self.text, self.problem)
    }
}

impl std::error::Error for DocumentNumberError {}

impl<'a> DocumentNumber<'a> {
    /// Takes a number apart.
    ///
    /// # Errors
    /// When it has not eight parts, or with the first part that is wrong.
    pub fn parse(text: &'a str) -> Result<Self, DocumentNumberError> {
        Self::read(text).map_err(|problem| DocumentNumberError { text: text.to_owned(), problem })
    }

    fn read(text: &'a str) -> Result<Self, String> {
        let parts: Vec<&str> = text.split('/').collect();
        let [region, kind, running, purpose, agency, budget_version, month, year] = parts[..] else {
            return Err(format!(
                "has {} parts between slashes; write region/kind/number/purpose/agency/version/month/year",
                parts.len()
            ));
        };
        if !has_segments(region, REGION) {
            return Err(format!("region \"{region}\" is not written such as 16.08"));
        }
        let kind = word(kind, &KINDS).ok_or_else(|| wrong_word("kind", kind, &KINDS))?;
        let running = whole(running, 1, RUNNING_DIGITS_MAX).filter(|running| *running > 0).ok_or_else(|| {
            format!("running number \"{running}\" is not a whole number from 1, of up to {RUNNING_DIGITS_MAX} digits")
        })?;
        let purpose = word(purpose, &PURPOSES).ok_or_else(|| wrong_word("purpose", purpose, &PURPOSES))?;
        if !has_segments(agency, AGENCY) {
            return Err(format!("agency \"{agency}\" is not written such as 5.02.0.00.0.00.01.0000"));
        }
        let is_version = |text: &str| {
            (1..=8).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        if !is_version(budget_version) {
            return Err(format!("budget version \"{budget_version}\" is not written such as P6"));
        }
        let month = whole(month, 1, 2)
            .filter(|month| (1..=12).contains(month))
            .ok_or_else(|| format!("month \"{month}\" is not a number from 1 to 12"))?;
        let year = whole(year, 4, 4).ok_or_else(|| format!("year \"{year}\" has not four digits"))?;
        // Both are bounded by their digits.
        let (month, year) = (month as u8, year as u16);
        Ok(Self { region, kind, running, purpose, agency, budget_version, month, year })
    }
}

/// As SIPD writes it: the running number has six digits or more, the month no zero before it.
impl fmt::Display for DocumentNumber<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}/{}/{:06}/{}/{}/{}/{}/{:04}",
            self.region,
            self.kind.code(),
            self.running,
            self.purpose.code(),
            self.agency,
            self.budget_version,
            self.month,
            self.year
        )
    }
}

impl DocumentKind {
    /// The code within a number, such as `04.0`.
    pub fn code(self) -> &'static str {
        code(self, &KINDS)
    }
}

impl Purpose {
    /// The code within a number, such as `LS`.
    pub fn code(self) -> &'static str {
        code(self, &PURPOSES)
    }
}

fn code<T: PartialEq>(value: T, table: &[(T, &'static str)]) -> &'static str {
    table.iter().find(|(known, _)| *known == value).map_or("", |(_, code)| code)
}

fn word<T: Copy>(text: &str, table: &[(T, &str)]) -> Option<T> {
    table.iter().find(|(_, code)| *code == text).map(|(value, _)| *value)
}

fn wrong_word<T>(part: &str, text: &str, table: &[(T, &str)]) -> String {
    let known: Vec<&str> = table.iter().map(|(_, code)| *code).collect();
    format!("{part} \"{text}\" is not one of {}", known.join(", "))
}

/// A number of so many digits and nothing else.
fn whole(text: &str, digits_min: usize, digits_max: usize) -> Option<u32> {
    let fits = (digits_min..=digits_max).contains(&text.len());
    (fits && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// Whether a code has segments of exactly these digits.
fn has_segments(text: &str, digits: &[usize]) -> bool {
    let segments: Vec<&str> = text.split('.').collect();
    segments.len() == digits.len()
        && segments.iter().zip(digits).all(|(segment, digits)| whole(segment, *digits, *digits).is_some())
}

/// The running numbers of one agency, kind and year, held against 1, 2, 3 and so on up to the highest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sequence<'a> {
    /// The agency.
    pub agency: &'a str,
    /// What the documents are.
    pub kind: DocumentKind,
    /// The year.
    pub year: u16,
    /// The highest running number.
    pub highest: u32,
    /// Numbers that no document has, as first and last of each gap.
    pub gaps: Vec<(u32, u32)>,
    /// Numbers that more than one document has, and how many have it.
    pub duplicates: Vec<(u32, usize)>,
}

/// Finds gaps and duplicates, one sequence for each agency, kind and year, in that order. A sequence begins with 1; where
/// it ends is known to who gives the numbers out, so nothing is said of what may be missing after the highest.
pub fn sequences<'a>(numbers: impl IntoIterator<Item = DocumentNumber<'a>>) -> Vec<Sequence<'a>> {
    let mut by_sequence: BTreeMap<(&str, DocumentKind, u16), BTreeMap<u32, usize>> = BTreeMap::new();
    for number in numbers {
        let running = by_sequence.entry((number.agency, number.kind, number.year)).or_default();
        *running.entry(number.running).or_default() += 1;
    }
    by_sequence
        .into_iter()
        .map(|((agency, kind, year), running)| {
            let highest = running.keys().next_back().copied().unwrap_or_default();
            let gaps = gaps(running.keys().copied());
            let duplicates = running.into_iter().filter(|(_, count)| *count > 1).collect();
            Sequence { agency, kind, year, highest, gaps, duplicates }
        })
        .collect()
}

/// What is missing below the highest of some running numbers, which come in ascending order: first and last of each gap. A
/// sequence begins with 1.
pub fn gaps(running: impl IntoIterator<Item = u32>) -> Vec<(u32, u32)> {
    let (mut highest, mut gaps) = (0, Vec::new());
    for number in running {
        if number > highest + 1 {
            gaps.push((highest + 1, number - 1));
        }
        highest = number;
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;

    const REAL: &str = "21.05/04.0/000616/LS/5.02.0.00.0.00.01.0000/P6/9/2024";

    #[test]
    fn a_number_as_sipd_writes_it_is_taken_apart_and_put_together() {
        let number = DocumentNumber::parse(REAL).unwrap();
        let wanted = DocumentNumber {
            region: "21.05",
            kind: DocumentKind::Disbursement,
            running: 616,
            purpose: Purpose::DirectPayment,
            agency: "5.02.0.00.0.00.01.0000",
            budget_version: "P6",
            month: 9,
            year: 2024,
        };
        assert_eq!(number, wanted);
        assert_eq!(number.to_string(), REAL);
        let short = REAL.replace("000616", "616").replace("/9/", "/09/");
        assert_eq!(DocumentNumber::parse(&short), Ok(wanted), "written shorter it is the same number");
    }

    #[test]
    fn what_is_no_number_is_refused_with_the_part_that_is_wrong() {
        for (from, to, problem) in [
            ("21.05/", "", "has 7 parts between slashes"),
            ("21.05", "2105", "region \"2105\""),
            ("04.0", "05.0", "kind \"05.0\" is not one of 02.0, 03.0, 04.0"),
            ("000616", "0", "running number \"0\""),
            ("000616", "+616", "running number \"+616\""),
            ("000616", "0000000616", "running number \"0000000616\""),
            ("LS", "ls", "purpose \"ls\" is not one of UP, GU, TU, LS"),
            ("5.02.0.00.0.00.01.0000", "5.02.0.00.0.00.01", "agency \"5.02.0.00.0.00.01\""),
            ("5.02.0.00", "5.2.0.00", "agency \"5.2.0.00.0.00.01.0000\""),
            ("/P6/", "/P-6/", "budget version \"P-6\""),
            ("/P6/", "//", "budget version \"\""),
            ("/9/", "/13/", "month \"13\""),
            ("2024", "24", "year \"24\""),
        ] {
            let text = REAL.replacen(from, to, 1);
            let error = DocumentNumber::parse(&text).unwrap_err().to_string();
            assert!(error.contains(&text) && error.contains(problem), "{error}");
        }
    }

    fn found(texts: &[String]) -> Vec<Sequence<'_>> {
        sequences(texts.iter().map(|text| DocumentNumber::parse(text).unwrap()))
    }

    fn numbered(running: u32) -> String {
        REAL.replace("000616", &running.to_string())
    }

    #[test]
    fn gaps_and_duplicates_are_found_in_any_order() {
        let texts: Vec<String> = [7, 2, 3, 2, 2].into_iter().map(numbered).collect();
        let [sequence] = &found(&texts)[..] else { panic!("one sequence") };
        assert_eq!((sequence.agency, sequence.year, sequence.highest), ("5.02.0.00.0.00.01.0000", 2024, 7));
        assert_eq!(sequence.gaps, [(1, 1), (4, 6)]);
        assert_eq!(sequence.duplicates, [(2, 3)]);
        let whole: Vec<String> = (1..=3).map(numbered).collect();
        assert!(found(&whole)[0].gaps.is_empty() && found(&whole)[0].duplicates.is_empty());
    }

    #[test]
    fn agencies_kinds_and_years_count_by_themselves_and_purposes_together() {
        let texts = [
            numbered(1),
            numbered(2).replace("/LS/", "/GU/"),
            numbered(1).replace("04.0", "03.0"),
            numbered(1).replace("2024", "2025"),
            numbered(1).replace("01.0000", "02.0000"),
        ];
        let found = found(&texts);
        assert_eq!(found.len(), 4);
        assert!(found.iter().all(|sequence| sequence.gaps.is_empty() && sequence.duplicates.is_empty()));
    }
}
