//! The auditor's program: it proves, or refutes, what a Neraca log and its receipts and reports say, from their files
//! alone. It shares no code with the program that writes them but `transparency` (hashes, signatures, proofs) and
//! `schema` (what the messages' fields are); the rules of the ledger are written here a second time, from the documents.
//!
//! To read it in one sitting, take the files in this order:
//!
//! 1. What is said: [`catalogue`] (every message, English and Indonesian), [`finding`], [`output`].
//! 2. What is read: [`folder`] (the files of a log), [`trust`] (signatures and witnesses on a checkpoint).
//! 3. The tree: [`bundles`], [`tree_check`].
//! 4. The records, a file for each rule: [`form`], [`order`], [`published`], [`rulebook_file`],
//!    [`facts`], [`accounts`], [`entries`],
//!    [`limits`], [`appropriations`], [`open_items`], [`holds`], [`reversals`], [`identity`], [`completeness`]; [`ledger_check`] leads each record past all of them.
//! 5. The commands: [`log_command`], [`proof_command`], [`consistency_command`], [`report_command`].
//!
//! What it proves, and what it can't, is in `docs/verify.md`.

pub mod accounts;
pub mod appropriations;
pub mod bundles;
pub mod calendar;
pub mod catalogue;
pub mod completeness;
pub mod consistency_command;
pub mod controls;
pub mod entries;
pub mod facts;
pub mod figures;
pub mod finding;
pub mod folder;
pub mod form;
pub mod holds;
pub mod identity;
pub mod ledger_check;
pub mod limits;
pub mod log_command;
pub mod money;
pub mod open_items;
pub mod order;
pub mod output;
pub mod proof_command;
pub mod published;
pub mod report;
pub mod report_command;
pub mod reversals;
pub mod rulebook_file;
pub mod tree_check;
pub mod trust;
