//! The text formats: known vectors, what must be refused, and that no bytes make a parser panic. What others wrote is
//! asked in `oracles`.

mod checkpoint;
mod cosignature;
mod given;
mod no_panic;
mod note;
mod policy;
mod proof_file;
mod witness;
