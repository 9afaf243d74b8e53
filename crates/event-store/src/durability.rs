//! What a database says about whether a finished commit survives a power cut.

use std::fmt;

/// The settings that decide over durability, as the database reports them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Durability {
    /// Each setting's name, its value and whether that value is safe.
    pub settings: Vec<DurabilitySetting>,
}

/// One setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DurabilitySetting {
    /// The database's own name for it.
    pub name: &'static str,
    /// Its value, as the database prints it.
    pub value: String,
    /// Whether a finished commit survives a power cut with this value.
    pub durable: bool,
}

impl Durability {
    /// Whether every setting is safe.
    #[must_use]
    pub fn is_durable(&self) -> bool {
        self.settings.iter().all(|setting| setting.durable)
    }
}

impl fmt::Display for Durability {
    /// `fsync = on, synchronous_commit = off (not durable)`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, setting) in self.settings.iter().enumerate() {
            let separator = if i == 0 { "" } else { ", " };
            let verdict = if setting.durable { "" } else { " (not durable)" };
            write!(f, "{separator}{} = {}{verdict}", setting.name, setting.value)?;
        }
        Ok(())
    }
}
