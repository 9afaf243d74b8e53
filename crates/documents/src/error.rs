//! Why a report can't be put on paper.

/// Why not.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// A spreadsheet ends sooner than the report.
    #[error(
        "the report has {rows} rows and a spreadsheet holds {max}: ask for a shorter period, one agency or one account, or for CSV"
    )]
    TooManyRows {
        /// Rows of the report.
        rows: usize,
        /// Rows that fit.
        max: usize,
    },
    /// The spreadsheet can't be written.
    #[error("the spreadsheet can't be written")]
    Spreadsheet(#[from] rust_xlsxwriter::XlsxError),
    /// Streams of the document can't be compressed.
    #[error("the document can't be compressed")]
    Compress(#[from] std::io::Error),
}
