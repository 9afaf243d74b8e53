//! Gaps and repeats in the numbers of treasury documents: what an auditor asks first. Numbers are those of recorded events; one
//! that is only named by another document exists too.
//!
//! SPP, SPM and SP2D are numbered as SIPD does it ([`profiles::document_number`]), one sequence for each agency, kind and
//! year. Any other number counts in a plain series when exactly one of its parts between slashes, the year at its end left
//! aside, is a whole number: `STS/0012/5.02.0.00.0.00.01.0000/2026` is the twelfth of its series. What is neither is listed.

use std::collections::{BTreeMap, BTreeSet};

use profiles::document_number::{self, DocumentNumber, gaps};
use projections::ReadModels;
use serde_json::{Value, json};

use crate::error::ReportError;
use crate::events::{self, Event};
use crate::names::Names;
use crate::parameters::Parameters;

/// Parts of a number as SIPD writes it.
const SIPD_PARTS: usize = 8;

/// Digits of a running number at most.
const RUNNING_DIGITS_MAX: usize = 9;

/// A document that bears a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NumberedKind {
    /// SPD.
    FundRelease,
    /// SPP.
    PaymentRequest,
    /// SPM.
    PaymentOrder,
    /// SP2D.
    Disbursement,
    /// STS.
    DepositSlip,
}

/// Where an event states a document's number: the event's name, the field, and whether the event is the document itself or
/// only names it.
type Mention = (&'static str, &'static str, bool);

impl NumberedKind {
    /// Every kind, in the order of the chain of documents.
    pub const ALL: [Self; 5] =
        [Self::FundRelease, Self::PaymentRequest, Self::PaymentOrder, Self::Disbursement, Self::DepositSlip];

    /// The name in commands and URLs: `spd`, `spp`, `spm`, `sp2d` or `sts`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::FundRelease => "spd",
            Self::PaymentRequest => "spp",
            Self::PaymentOrder => "spm",
            Self::Disbursement => "sp2d",
            Self::DepositSlip => "sts",
        }
    }

    const fn mentions(self) -> &'static [Mention] {
        match self {
            Self::FundRelease => &[
                ("FundReleased", "document", true),
                ("PaymentRequested", "fundRelease", false),
                ("DisbursementOrdered", "fundRelease", false),
            ],
            Self::PaymentRequest => &[
                ("PaymentRequested", "request", true),
                ("DisbursementOrdered", "request", false),
                ("ImprestIssued", "request", false),
            ],
            Self::PaymentOrder => &[
                ("DisbursementOrdered", "order", true),
                ("DisbursementPaid", "order", false),
                ("ImprestIssued", "order", false),
            ],
            Self::Disbursement => {
                &[("DisbursementPaid", "disbursement", true), ("ImprestIssued", "disbursement", true)]
            }
            Self::DepositSlip => &[("DepositMade", "slip", true), ("ImprestReturned", "slip", true)],
        }
    }

    /// The kind that its numbers name themselves, where SIPD numbers it.
    const fn sipd(self) -> Option<document_number::DocumentKind> {
        match self {
            Self::PaymentRequest => Some(document_number::DocumentKind::PaymentRequest),
            Self::PaymentOrder => Some(document_number::DocumentKind::PaymentOrder),
            Self::Disbursement => Some(document_number::DocumentKind::Disbursement),
            Self::FundRelease | Self::DepositSlip => None,
        }
    }
}

impl std::str::FromStr for NumberedKind {
    type Err = ReportError;

    fn from_str(text: &str) -> Result<Self, ReportError> {
        let found = Self::ALL.into_iter().find(|kind| kind.as_str() == text);
        found.ok_or_else(|| ReportError::UnknownDocument(text.to_owned()))
    }
}

/// Which numbers are looked at; all when nothing is named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NumberFilter {
    /// Only documents of this kind.
    pub kind: Option<NumberedKind>,
    /// Only documents of this agency.
    pub agency: Option<String>,
    /// Only numbers of this year; one without a year counts for that of its document.
    pub year: Option<u16>,
}

/// One sequence: running numbers held against 1, 2, 3 and so on up to the highest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberSequence {
    /// What the documents are.
    pub kind: NumberedKind,
    /// The agency within the number, or that of the documents.
    pub agency: String,
    /// The year within the number, or that of the documents.
    pub year: u16,
    /// What the numbers have in common, `#` for the running one.
    pub series: String,
    /// How many running numbers exist.
    pub numbers: usize,
    /// The highest.
    pub highest: u32,
    /// Numbers that no document has, as first and last of each gap.
    pub gaps: Vec<(u32, u32)>,
    /// Running numbers that more than one document bears, with the positions of these.
    pub repeats: Vec<(u32, Vec<u64>)>,
}

/// A number that belongs to no sequence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadableNumber {
    /// What the document is.
    pub kind: NumberedKind,
    /// Its agency.
    pub agency: String,
    /// Position of its record.
    pub position: u64,
    /// The number as it stands; empty when there is none.
    pub number: String,
    /// What is wrong with it.
    pub problem: String,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentGaps {
    /// The last position that was looked at.
    pub position: u64,
    /// In order of kind, agency, year and series.
    pub sequences: Vec<NumberSequence>,
    /// In order of kind and day.
    pub unreadable: Vec<UnreadableNumber>,
}

/// Reads the numbers of a book's documents. A document that was taken back keeps its number, so that nothing is missing there;
/// one that was refused never had any.
///
/// # Errors
/// Those of the log and the database; [`ReportError::MixedCurrencies`] when a document is not in the book's currency.
pub async fn document_gaps(
    models: &ReadModels,
    book: &str,
    filter: &NumberFilter,
) -> Result<DocumentGaps, ReportError> {
    let parameters =
        Parameters { book: book.to_owned(), entity: filter.agency.clone(), ..Parameters::default() };
    let names = Names::of(models, &parameters).await?;
    let (position, currency) = (names.book.position, names.currency());
    let kinds = || NumberedKind::ALL.into_iter().filter(|kind| filter.kind.is_none_or(|only| only == *kind));
    let wanted: BTreeSet<&str> = kinds().flat_map(NumberedKind::mentions).map(|(name, ..)| *name).collect();
    let wanted: Vec<&str> = wanted.into_iter().collect();
    let events = events::read(models, &parameters, (position, currency), &wanted).await?;
    let mut found = DocumentGaps { position, sequences: Vec::new(), unreadable: Vec::new() };
    for kind in kinds() {
        found.add(kind, &events, filter.year);
    }
    Ok(found)
}

impl DocumentGaps {
    /// Whether nothing is missing, borne twice or unreadable.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        let whole = |one: &NumberSequence| one.gaps.is_empty() && one.repeats.is_empty();
        self.unreadable.is_empty() && self.sequences.iter().all(whole)
    }

    /// For programs.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let gap = |(first, last): &(u32, u32)| json!({ "first": first, "last": last });
        let repeat =
            |(running, positions): &(u32, Vec<u64>)| json!({ "running": running, "positions": positions });
        let sequence = |one: &NumberSequence| {
            json!({
                "kind": one.kind.as_str(),
                "agency": one.agency,
                "year": one.year,
                "series": one.series,
                "numbers": one.numbers,
                "highest": one.highest,
                "gaps": one.gaps.iter().map(gap).collect::<Vec<_>>(),
                "repeats": one.repeats.iter().map(repeat).collect::<Vec<_>>(),
            })
        };
        let unreadable = |one: &UnreadableNumber| {
            json!({
                "kind": one.kind.as_str(),
                "agency": one.agency,
                "position": one.position,
                "number": one.number,
                "problem": one.problem,
            })
        };
        json!({
            "position": self.position,
            "complete": self.is_complete(),
            "sequences": self.sequences.iter().map(sequence).collect::<Vec<_>>(),
            "unreadable": self.unreadable.iter().map(unreadable).collect::<Vec<_>>(),
        })
    }

    fn add(&mut self, kind: NumberedKind, events: &[Event], year: Option<u16>) {
        // By agency, year and series: every running number, with the positions of the documents that bear it.
        let mut running: BTreeMap<(String, u16, String), BTreeMap<u32, Vec<u64>>> = BTreeMap::new();
        for event in events.iter().filter(|event| !event.is_reversal()) {
            let mentions = kind.mentions().iter().filter(|(name, ..)| *name == event.name);
            for (_, field, is_document) in mentions {
                let text = event.text(field);
                if text.is_empty() && !is_document {
                    continue;
                }
                let own_year = u16::try_from(event.day.civil().0).unwrap_or_default();
                let read = Place::read(kind, text, event.text("agency"), own_year);
                let number_year = read.as_ref().map_or(own_year, |place| place.year);
                if year.is_some_and(|year| year != number_year) {
                    continue;
                }
                match read {
                    Ok(Place { agency, year, series, running: number }) => {
                        let bearers =
                            running.entry((agency, year, series)).or_default().entry(number).or_default();
                        if *is_document && event.taken_back.is_none() {
                            bearers.push(event.position);
                        }
                    }
                    // What only names another document does not make it.
                    Err(_) if !is_document => {}
                    Err(problem) => self.unreadable.push(UnreadableNumber {
                        kind,
                        agency: event.text("agency").to_owned(),
                        position: event.position,
                        number: text.to_owned(),
                        problem,
                    }),
                }
            }
        }
        self.sequences.extend(running.into_iter().map(|((agency, year, series), numbers)| NumberSequence {
            kind,
            agency,
            year,
            series,
            numbers: numbers.len(),
            highest: numbers.keys().next_back().copied().unwrap_or_default(),
            gaps: gaps(numbers.keys().copied()),
            repeats: numbers.into_iter().filter(|(_, bearers)| bearers.len() > 1).collect(),
        }));
    }
}

/// Where a number stands.
struct Place {
    agency: String,
    year: u16,
    series: String,
    running: u32,
}

impl Place {
    /// Reads a number; the error says what is wrong with it.
    fn read(kind: NumberedKind, text: &str, agency: &str, own_year: u16) -> Result<Self, String> {
        if text.is_empty() {
            return Err("the document states no number".to_owned());
        }
        if let Some(wanted) = kind.sipd()
            && text.split('/').count() == SIPD_PARTS
        {
            let number = DocumentNumber::parse(text).map_err(|error| error.problem)?;
            if number.kind != wanted {
                let (has, wanted) = (number.kind.code(), wanted.code());
                return Err(format!("its kind is {has}, and that of {} is {wanted}", kind.as_str()));
            }
            let DocumentNumber { region, running, agency, year, .. } = number;
            let series = format!("{region}/{}/#", wanted.code());
            return Ok(Self { agency: agency.to_owned(), year, series, running });
        }
        Self::plain(text, agency, own_year)
    }

    fn plain(text: &str, agency: &str, own_year: u16) -> Result<Self, String> {
        let mut parts: Vec<&str> = text.split('/').collect();
        let is_year = |part: &str| part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
        let is_whole = |part: &str| {
            (1..=RUNNING_DIGITS_MAX).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        let stated = parts.last().filter(|part| parts.len() > 1 && is_whole(part) && is_year(part));
        let year = stated.and_then(|part| part.parse().ok());
        let counted = parts.len() - usize::from(year.is_some());
        let whole: Vec<usize> = (0..counted).filter(|place| is_whole(parts[*place])).collect();
        let [place] = whole[..] else {
            return Err(format!(
                "{} parts between slashes are whole numbers, not one; write it such as STS/0012/2026",
                whole.len()
            ));
        };
        // Bounded by its digits.
        let running = parts[place].parse().unwrap_or_default();
        if running == 0 {
            return Err("numbers begin with 1".to_owned());
        }
        parts[place] = "#";
        let series = parts.join("/");
        Ok(Self { agency: agency.to_owned(), year: year.unwrap_or(own_year), series, running })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kind: NumberedKind, text: &str) -> Result<(String, u16, String, u32), String> {
        let place = Place::read(kind, text, "5.02", 2026)?;
        Ok((place.agency, place.year, place.series, place.running))
    }

    #[test]
    fn a_number_is_of_sipd_or_of_a_plain_series_or_says_what_is_wrong() {
        let sipd = "16.08/04.0/000616/LS/5.02.0.00.0.00.01.0000/P6/9/2025";
        assert_eq!(
            read(NumberedKind::Disbursement, sipd),
            Ok(("5.02.0.00.0.00.01.0000".to_owned(), 2025, "16.08/04.0/#".to_owned(), 616))
        );
        let error = read(NumberedKind::PaymentOrder, sipd).unwrap_err();
        assert_eq!(error, "its kind is 04.0, and that of spm is 03.0");
        for (text, year, series, running) in [
            ("STS/0012", 2026, "STS/#", 12),
            ("STS/0012/5.02/2025", 2025, "STS/#/5.02/2025", 12),
            ("7", 2026, "#", 7),
            ("2024", 2026, "#", 2024),
        ] {
            let wanted = Ok(("5.02".to_owned(), year, series.to_owned(), running));
            assert_eq!(read(NumberedKind::DepositSlip, text), wanted, "{text}");
        }
        for (text, problem) in [
            ("", "states no number"),
            ("STS-12", "0 parts"),
            ("1/STS/2", "2 parts"),
            ("STS/0000000012", "0 parts"),
            ("STS/0", "begin with 1"),
        ] {
            let error = read(NumberedKind::DepositSlip, text).unwrap_err();
            assert!(error.contains(problem), "{text}: {error}");
        }
    }
}
