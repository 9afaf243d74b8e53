//! The receipt of one record: its bytes, the proof that they are in the log, and the signed checkpoint that the proof leads
//! to, in the format of `tlog-proof`. `neraca-verify proof` checks it offline; so does any program that knows the format,
//! given the bytes in its `extra` line as the entry.

use event_store::{EventStore, proofs};
use qrcode::{EcLevel, QrCode, render::svg};
use transparency::checkpoint::SignedCheckpoint;
use transparency::proof_file::ProofFile;

use crate::error::LogError;

/// Bytes that the largest QR code holds at its lowest level of error correction.
pub const QR_BYTES_MAX: usize = 2_953;

/// A receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The record's position.
    pub position: u64,
    /// The proof file.
    pub text: String,
}

impl Receipt {
    /// The receipt of the record at a position under the newest checkpoint.
    ///
    /// # Errors
    /// When there is no such position, no checkpoint covers it yet, or the store fails.
    pub async fn of_position(store: &dyn EventStore, book: &str, position: u64) -> Result<Self, LogError> {
        let record = store.read_at(book, &[position]).await?.pop();
        let Some(record) = record else {
            let last = store.head(book).await?.position;
            return Err(LogError::NoSuchPosition { book: book.to_owned(), position, last });
        };
        let checkpoint = store.checkpoint(book).await?;
        let covered = checkpoint.as_ref().map_or(0, |checkpoint| checkpoint.size);
        let Some(checkpoint) = checkpoint.filter(|checkpoint| position <= checkpoint.size) else {
            return Err(LogError::NotCovered { position, covered });
        };
        let signed = SignedCheckpoint::parse(checkpoint.note.as_bytes()).map_err(|error| {
            LogError::DamagedCheckpoint { number: checkpoint.number, problem: error.to_string() }
        })?;
        let proof = ProofFile {
            extra: Some(record.bytes.to_vec()),
            index: position - 1,
            proof: proofs::inclusion_proof(store, book, position, covered).await?,
            checkpoint: signed,
        };
        Ok(Self { position, text: proof.to_string() })
    }

    /// The receipt as a QR code, an SVG picture that holds the whole file.
    ///
    /// # Errors
    /// When it is longer than a QR code can be.
    pub fn qr_code(&self) -> Result<String, LogError> {
        let too_long = || LogError::TooLongForQrCode { bytes: self.text.len() };
        let code = QrCode::with_error_correction_level(&self.text, EcLevel::L).map_err(|_| too_long())?;
        Ok(code.render::<svg::Color<'_>>().min_dimensions(600, 600).build())
    }
}
