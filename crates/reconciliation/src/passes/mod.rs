//! The rules of matching, one a file. Each looks only at what the ones before left.

pub(crate) mod carried;
pub(crate) mod one_to_one;
pub(crate) mod parts;
pub(crate) mod references;
mod subset;
pub(crate) mod sums;
