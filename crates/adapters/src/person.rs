//! A person as a foreign format names them. Events carry only the pseudonym; who it stands for leaves the adapters
//! beside the event, so that a vault can keep it under a key of its own. Wiped when dropped, and shown by nothing.

use std::fmt;

use zeroize::{Zeroize, ZeroizeOnDrop};

/// In which part somebody stands in an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Who owes or pays.
    Payer,
    /// Who is paid for goods or services.
    Vendor,
}

/// A person in clear.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Person {
    /// In which part.
    #[zeroize(skip)]
    pub part: Part,
    /// The number or name that the pseudonym is made of.
    pub value: String,
    /// Full name.
    pub name: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// Email address.
    pub email: Option<String>,
    /// Bank account or card number.
    pub account: Option<String>,
}

impl Person {
    /// Somebody of whom only the value is known.
    pub fn new(part: Part, value: impl Into<String>) -> Self {
        Self { part, value: value.into(), name: None, phone: None, email: None, account: None }
    }
}

impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Person({:?}, secret)", self.part)
    }
}
