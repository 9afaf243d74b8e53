//! The keys of one log or witness as text, and which of them sign at a time.
//!
//! ```text
//! PRIVATE+KEY+NAME+ID+BASE64                    signs
//! PRIVATE+KEY+NAME+ID+BASE64 until 1780000000   the key before it: signs too until then (seconds since 1970)
//! NAME+ID+BASE64                                a key of old: signs no more, but what it signed is still believed
//! ```
//!
//! A key that was never rotated is its one line. After a rotation checkpoints carry the signatures of both keys for the
//! stated time, so that whoever verifies may change the key in a policy or a witness on any day of it. A policy names
//! both keys with a `log` line each ([`Keys::policy_lines`]) and accepts either.

use std::time::Duration;

use transparency::note::{KeyError, SignatureType, SignerKey, VerifierKey};

/// The keys of one name.
#[derive(Clone, Debug)]
pub struct Keys {
    current: SignerKey,
    previous: Vec<Previous>,
    old: Vec<VerifierKey>,
}

/// A key that still signs beside its successor.
#[derive(Clone, Debug)]
struct Previous {
    key: SignerKey,
    /// Seconds since 1970.
    until: u64,
}

/// Why text holds no keys to sign with. Never repeats the text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyTextError {
    /// A line is no key.
    #[error("line {line}: {error}")]
    Line {
        /// Which line, from 1.
        line: usize,
        /// What is wrong with it.
        error: KeyError,
    },
    /// Something else after the key.
    #[error("line {line}: after a private key only \"until SECONDS\" may follow, in seconds since 1970")]
    Until {
        /// Which line, from 1.
        line: usize,
    },
    /// Two keys claim to be the current one.
    #[error(
        "line {line}: a second key without \"until\" is named \"{name}\"; only one can be the current one"
    )]
    TwoCurrent {
        /// Which line, from 1.
        line: usize,
        /// Their name.
        name: String,
    },
    /// No key to sign with under this name.
    #[error(
        "there is no private key named \"{name}\" (found: {found}); a log's key is named like its origin"
    )]
    NoCurrent {
        /// The name wanted.
        name: String,
        /// Names that are there.
        found: String,
    },
    /// Keys of different types under one name.
    #[error("the keys named \"{name}\" are of different types; a log and a witness need names of their own")]
    MixedTypes {
        /// Their name.
        name: String,
    },
}

impl Keys {
    /// One key that was never rotated.
    #[must_use]
    pub fn new(current: SignerKey) -> Self {
        Self { current, previous: Vec::new(), old: Vec::new() }
    }

    /// Reads the keys with this name; those of other names are passed over, so that one text may hold the keys of
    /// several logs. Lines that are empty or begin with `#` are left out.
    ///
    /// # Errors
    /// When a line is no key, or there is not exactly one current key of this name.
    pub fn parse(text: &str, name: &str) -> Result<Self, KeyTextError> {
        let (mut current, mut previous, mut old) = (None, Vec::new(), Vec::new());
        let mut found: Vec<String> = Vec::new();
        for (line, text) in (1..).zip(text.lines().map(str::trim)) {
            if text.is_empty() || text.starts_with('#') {
                continue;
            }
            let of_line = |error| KeyTextError::Line { line, error };
            if !text.starts_with("PRIVATE+KEY+") {
                let key: VerifierKey = text.parse().map_err(of_line)?;
                if key.name() == name {
                    old.push(key);
                }
                continue;
            }
            let (key, until) = match text.split_once(' ') {
                Some((key, rest)) => (key, Some(parse_until(rest).ok_or(KeyTextError::Until { line })?)),
                None => (text, None),
            };
            let key: SignerKey = key.parse().map_err(of_line)?;
            if key.name() != name {
                found.push(key.name().to_owned());
                continue;
            }
            match until {
                Some(until) => previous.push(Previous { key, until }),
                None if current.is_some() => {
                    return Err(KeyTextError::TwoCurrent { line, name: name.to_owned() });
                }
                None => current = Some(key),
            }
        }
        let Some(current) = current else {
            let found = if found.is_empty() { "none".to_owned() } else { found.join(", ") };
            return Err(KeyTextError::NoCurrent { name: name.to_owned(), found });
        };
        let keys = Self { current, previous, old };
        if keys.verifiers().iter().any(|key| key.signature_type() != keys.signature_type()) {
            return Err(KeyTextError::MixedTypes { name: name.to_owned() });
        }
        Ok(keys)
    }

    /// The text that [`Keys::parse`] reads, with the private keys in it.
    #[must_use]
    pub fn to_secret_text(&self) -> String {
        let previous = self
            .previous
            .iter()
            .map(|Previous { key, until }| format!("{} until {until}\n", key.to_secret_text()));
        let old = self.old.iter().map(|key| format!("{key}\n"));
        format!("{}\n", self.current.to_secret_text()) + &previous.chain(old).collect::<String>()
    }

    /// The key that signs from now on.
    #[must_use]
    pub fn current(&self) -> &SignerKey {
        &self.current
    }

    /// Whose keys they are: a log's origin or a witness's name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.current.name()
    }

    /// What they sign.
    #[must_use]
    pub fn signature_type(&self) -> SignatureType {
        self.current.signature_type()
    }

    /// The keys that sign at a time (seconds since 1970), the current one first.
    #[must_use]
    pub fn signing_at(&self, now: u64) -> Vec<&SignerKey> {
        let previous = self.previous.iter().filter(|previous| previous.until > now);
        std::iter::once(&self.current).chain(previous.map(|previous| &previous.key)).collect()
    }

    /// All public keys, the current one first.
    #[must_use]
    pub fn verifiers(&self) -> Vec<VerifierKey> {
        let private =
            std::iter::once(&self.current).chain(self.previous.iter().map(|previous| &previous.key));
        private.map(SignerKey::verifier).chain(&self.old).cloned().collect()
    }

    /// One `log` line a public key, for a quorum policy.
    #[must_use]
    pub fn policy_lines(&self) -> String {
        self.verifiers().iter().map(|key| format!("log {key}\n")).collect()
    }

    /// The keys after a rotation at `now`: `new` is the current one, the one before it signs too for `overlap`, and
    /// private keys whose time is over are forgotten.
    #[must_use]
    pub fn rotated(self, new: SignerKey, now: u64, overlap: Duration) -> Self {
        let last = Previous { key: self.current, until: now.saturating_add(overlap.as_secs()) };
        let (previous, over): (Vec<_>, Vec<_>) =
            std::iter::once(last).chain(self.previous).partition(|previous| previous.until > now);
        let over = over.iter().map(|previous| previous.key.verifier().clone());
        Self { current: new, previous, old: over.chain(self.old).collect() }
    }
}

fn parse_until(text: &str) -> Option<u64> {
    text.trim().strip_prefix("until ")?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str, seed: u8) -> SignerKey {
        SignerKey::from_seed(name, SignatureType::Ed25519, &[seed; 32]).unwrap()
    }

    fn ids(keys: &[&SignerKey]) -> Vec<String> {
        keys.iter().map(|key| key.verifier().id().to_string()).collect()
    }

    #[test]
    fn after_a_rotation_both_keys_sign_until_the_stated_time_and_both_stay_known() {
        let (first, second, third) = (key("log", 1), key("log", 2), key("log", 3));
        let keys = Keys::new(first.clone()).rotated(second.clone(), 1_000, Duration::from_secs(100));
        let keys = Keys::parse(&keys.to_secret_text(), "log").unwrap();
        assert_eq!(ids(&keys.signing_at(1_099)), ids(&[&second, &first]));
        assert_eq!(ids(&keys.signing_at(1_100)), ids(&[&second]));

        let keys = keys.rotated(third.clone(), 2_000, Duration::ZERO);
        let text = keys.to_secret_text();
        assert_eq!(text.matches("PRIVATE+KEY+").count(), 1, "a private key whose time is over is forgotten");
        let keys = Keys::parse(&text, "log").unwrap();
        assert_eq!(ids(&keys.signing_at(2_000)), ids(&[&third]));
        let known = [third, second, first].map(|key| key.verifier().clone());
        assert_eq!(keys.verifiers(), known);
        assert_eq!(keys.policy_lines().lines().count(), 3);
    }

    #[test]
    fn of_the_keys_of_several_logs_each_takes_its_own() {
        let text = format!("# keys\n{}\n{}\n", key("a", 1).to_secret_text(), key("b", 2).to_secret_text());
        assert_eq!(Keys::parse(&text, "b").unwrap().name(), "b");
        let error = Keys::parse(&text, "c").unwrap_err().to_string();
        assert!(error.contains("\"c\"") && error.contains("a, b"), "{error}");
    }

    #[test]
    fn wrong_text_is_refused_and_no_error_shows_a_secret() {
        let secret = key("log", 1).to_secret_text();
        let base64 = secret.rsplit('+').next().unwrap().to_owned();
        let public = key("log", 2).verifier().clone();
        let witness = SignerKey::from_seed("log", SignatureType::CosignatureV1, &[3; 32]).unwrap();
        for text in [
            String::new(),
            public.to_string(),
            format!("{secret}\n{secret}\n"),
            format!("{secret} until tomorrow\n"),
            format!("{secret} x\n"),
            format!("{}x\n", secret),
            format!("{secret}\n{}\n", witness.verifier()),
            format!("{secret} until 5\n"),
        ] {
            let error = Keys::parse(&text, "log").unwrap_err();
            assert!(!format!("{error} {error:?}").contains(&base64), "{error}");
        }
        assert!(!format!("{:?}", Keys::new(key("log", 1))).contains(&base64));
    }
}
