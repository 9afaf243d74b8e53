//! What a document has beyond its report: the government's name, places and names of those who sign. It comes from the
//! configuration.

use std::collections::BTreeMap;

use ledger::Date;
use reports::Report;
use reports::format::date_long;
use serde::Deserialize;

use crate::signing::{self, Block, Role};

/// A line to write on by hand.
const BLANK: &str = "..............................";

/// What documents of a government share. Everything may be absent: what is not known is left blank to write on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Paper {
    /// The first line of every document, such as `PEMERINTAH KABUPATEN OGAN KOMERING ULU TIMUR`. Without it the book's
    /// name stands there.
    pub government: Option<String>,
    /// Where documents are signed.
    pub place: Option<String>,
    /// The day of signing; blank when absent. It is never today by itself, so that a document made again has the same bytes.
    #[serde(skip)]
    pub signed_on: Option<Date>,
    /// Names of agencies by entity.
    pub agencies: BTreeMap<String, String>,
    /// Who signs.
    pub signatories: Vec<Signatory>,
}

/// Somebody who signs.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signatory {
    /// What they sign as.
    pub role: Role,
    /// The agency they sign for; every one without an own signatory when absent.
    pub entity: Option<String>,
    /// The office as it stands above the name; the role's own words when absent.
    pub title: Option<String>,
    /// Name with degrees.
    pub name: String,
    /// Number of the civil servant (NIP).
    pub nip: Option<String>,
}

impl Paper {
    /// The lines above a report's title, and below it.
    pub(crate) fn head(&self, report: &Report) -> (Option<String>, Vec<String>) {
        let book = report.provenance.book.to_uppercase();
        let mut below = report.head.clone();
        // A report begins with the name of its book, for want of a better one.
        let book_line = (below.first() == Some(&book)).then(|| below.remove(0));
        if let Some(entity) = &report.provenance.entity
            && let Some(name) = self.agencies.get(entity)
        {
            let bare = format!("SKPD: {entity}");
            below.iter_mut().filter(|line| **line == bare).for_each(|line| *line = format!("{bare} {name}"));
        }
        (self.government.clone().or(book_line), below)
    }

    /// The signatures below a report.
    pub(crate) fn signatures(&self, report: &Report) -> Vec<Signature> {
        let entity = report.provenance.entity.as_deref();
        let blocks = signing::blocks(report.name, entity, report.provenance.code.as_deref());
        blocks.into_iter().map(|block| self.signature(block, entity)).collect()
    }

    fn signature(&self, block: Block, entity: Option<&str>) -> Signature {
        let of = |entity: Option<&str>| {
            self.signatories
                .iter()
                .find(|known| known.role == block.role && known.entity.as_deref() == entity)
        };
        let known = entity.and_then(|entity| of(Some(entity))).or_else(|| of(None));
        let title = known.and_then(|known| known.title.clone());
        let nip = match known {
            Some(known) => known.nip.as_ref().map(|nip| format!("NIP. {nip}")),
            // Heads of government are elected, and most have no such number.
            None => (block.role != Role::HeadOfGovernment).then(|| format!("NIP. {BLANK}")),
        };
        Signature {
            intro: block.intro,
            title: title.unwrap_or_else(|| block.role.title().to_owned()),
            name: known.map_or_else(|| BLANK.to_owned(), |known| known.name.clone()),
            is_blank: known.is_none(),
            nip,
        }
    }

    /// Place and day of signing.
    pub(crate) fn place_and_day(&self) -> String {
        let place = self.place.as_deref().unwrap_or(BLANK);
        let day = self.signed_on.map_or_else(|| BLANK.to_owned(), date_long);
        format!("{place}, {day}")
    }
}

/// One signature, as it stands on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Signature {
    /// `Disetujui oleh,`; empty where nothing stands before the office.
    pub(crate) intro: &'static str,
    /// The office.
    pub(crate) title: String,
    /// The name, or dots.
    pub(crate) name: String,
    /// Whether the name is to be written by hand.
    pub(crate) is_blank: bool,
    /// The NIP with its label, or dots.
    pub(crate) nip: Option<String>,
}
