//! Accounting policies: choices a region makes once, such as when revenue counts as received. The rulebook names each with
//! the values it may have; steps say under which value they stand, and those of the other values are left out when the
//! file is loaded. So a change of policy is one word, and both ways are proved to balance.

use std::collections::{BTreeMap, BTreeSet};

use super::error::Faults;
use super::source;

/// Every policy of a file.
#[derive(Debug)]
pub(super) struct Policies {
    by_name: BTreeMap<Box<str>, Policy>,
    /// Those that a step stands under.
    used: BTreeSet<Box<str>>,
}

#[derive(Debug)]
struct Policy {
    choice: Box<str>,
    of: Box<[Box<str>]>,
}

impl Policies {
    /// Checks the section: each policy has two values or more, and its choice is one of them.
    pub(super) fn compile(policies: &BTreeMap<String, source::Policy>, faults: &mut Faults) -> Self {
        let mut by_name = BTreeMap::new();
        for (name, policy) in policies {
            let path = format!("policies.{name}");
            let distinct: BTreeSet<&String> = policy.of.iter().collect();
            if distinct.len() < 2 || distinct.len() < policy.of.len() {
                faults.note::<()>(format!("{path}.of"), "lists two values or more, each once");
            }
            if !policy.of.contains(&policy.choice) {
                let problem = format!("\"{}\" is not one of {}", policy.choice, policy.of.join(", "));
                faults.note::<()>(format!("{path}.choice"), problem);
            }
            let of = policy.of.iter().map(|value| value.as_str().into()).collect();
            by_name.insert(name.as_str().into(), Policy { choice: policy.choice.as_str().into(), of });
        }
        Self { by_name, used: BTreeSet::new() }
    }

    /// Whether a step stands under the values chosen.
    pub(super) fn admit(
        &mut self,
        under: &BTreeMap<String, String>,
        path: &str,
        faults: &mut Faults,
    ) -> Option<bool> {
        let mut admitted = true;
        for (name, value) in under {
            let path = format!("{path}.under.{name}");
            let Some(policy) = self.by_name.get(name.as_str()) else {
                return faults.note(path, "is not a policy of this rulebook; name it under policies");
            };
            if !policy.of.iter().any(|known| **known == **value) {
                return faults.note(path, format!("\"{value}\" is not one of {}", policy.of.join(", ")));
            }
            self.used.insert(name.as_str().into());
            admitted &= *policy.choice == **value;
        }
        Some(admitted)
    }

    /// A policy that no step stands under would change nothing.
    pub(super) fn check_used(&self, faults: &mut Faults) {
        for name in self.by_name.keys().filter(|name| !self.used.contains(*name)) {
            faults.note::<()>(format!("policies.{name}"), "no step stands under it");
        }
    }

    /// The value chosen.
    pub(super) fn choice(&self, name: &str) -> Option<&str> {
        self.by_name.get(name).map(|policy| &*policy.choice)
    }
}
