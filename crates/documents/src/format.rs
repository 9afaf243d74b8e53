//! The two formats: names in commands and URLs, content types, file names.

use reports::Report;

/// A format of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A spreadsheet of Office Open XML.
    Xlsx,
    /// A page description.
    Pdf,
}

impl Format {
    /// The name in commands and URLs, and the ending of files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Pdf => "pdf",
        }
    }

    /// The media type.
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pdf => "application/pdf",
        }
    }
}

/// A file name for a report, such as `cash-book-main-5.02-2025-12-31.pdf`: name, book, entity and last day. Only
/// characters that every file system and HTTP header takes.
#[must_use]
pub fn file_name(report: &Report, ending: &str) -> String {
    let provenance = &report.provenance;
    let mut name = format!("{}-{}", report.name, provenance.book);
    let parts = [
        provenance.entity.clone(),
        provenance.code.clone(),
        provenance.from.map(|date| date.to_string()),
        provenance.to.map(|date| date.to_string()),
    ];
    for part in parts.into_iter().flatten() {
        name.push('-');
        name.push_str(&part);
    }
    let plain = |c: char| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '_' };
    format!("{}.{ending}", name.chars().map(plain).collect::<String>())
}
