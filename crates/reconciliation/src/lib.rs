//! Bank reconciliation: which entries of a bank statement and which lines of a cash account are the same money, what is
//! left on either side with its age, and the form that leads from the book's balance to the bank's.
//!
//! [`reconcile`] is a pure function of its input, whatever the input's order: [`input`] goes in, [`outcome`] and [`form`] come
//! out. The rules of matching are in `passes/`, one a file, and `matching` runs them from the surest to the weakest. Each line and each
//! entry is used at most once. Amounts are minor units, positive where money came in: a debit of the cash account, a credit
//! of the bank's. Nothing is posted here and nobody's word is taken for a match but in [`Input::confirmed`]. What an earlier
//! reconciliation left open is carried into both sides; [`open`] says what this one leaves to the next.

pub mod form;
pub mod input;
mod matching;
pub mod open;
pub mod outcome;
mod passes;

pub use form::{Balances, Form, FormRow, RowKind};
pub use input::{BankLine, Input, InputError, LedgerLine, LineKey, Options, Pairing, Part};
pub use matching::{only_confirmed, reconcile};
pub use open::joined;
pub use outcome::{Confidence, Match, Reason, Reconciliation, Unmatched};
