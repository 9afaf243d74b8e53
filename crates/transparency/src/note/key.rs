//! The keys of signed notes, and their text forms: `NAME+ID+BASE64` for whoever verifies, with `PRIVATE+KEY+` in front
//! for whoever signs.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest as _, Sha256};

use super::signature::Signature;
use crate::cosignature;

/// A signing key's text begins so, to be seen when it lies where it should not.
const PRIVATE: &str = "PRIVATE+KEY+";

/// The first four bytes of a key's hash, shown as eight hexadecimal digits. It tells keys apart, it does not prove them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(pub [u8; 4]);

/// What a key signs with and over. The specification assigns more types; their signatures are those of unknown keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum SignatureType {
    /// Ed25519 over the note's text.
    Ed25519 = 0x01,
    /// A witness's timestamped Ed25519 over a checkpoint, `cosignature/v1`.
    CosignatureV1 = 0x04,
}

/// A public key with its name: all that is needed to verify its signatures.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    id: KeyId,
    signature_type: SignatureType,
    public: VerifyingKey,
}

/// A private key with its name. Debug output hides the seed; [`SignerKey::to_secret_text`] does not.
#[derive(Clone)]
pub struct SignerKey {
    seed: SigningKey,
    verifier: VerifierKey,
}

/// Why text is no key. Never repeats the text, which may be a private key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Not the three parts.
    #[error("a verifier key has the form NAME+ID+BASE64 with eight lower-case hexadecimal digits as ID")]
    VerifierForm,
    /// Not the parts of a private key.
    #[error(
        "a signer key has the form PRIVATE+KEY+NAME+ID+BASE64 with eight lower-case hexadecimal digits as ID"
    )]
    SignerForm,
    /// A private key where a public one belongs.
    #[error(
        "this is a private key; give the verifier key, and if the private one was shown to anyone, replace it"
    )]
    PrivateKey,
    /// A name that a key can't have.
    #[error("a key name must not be empty and must not have a space, a control character or a plus")]
    Name,
    /// The last part is not base64.
    #[error("the last part of a key must be padded standard base64 of one type byte and 32 bytes")]
    Base64,
    /// Another type of signature.
    #[error("keys of type {0:#04x} are not supported, only Ed25519 (0x01) and cosignature/v1 (0x04)")]
    Type(u8),
    /// Bytes that are no public key.
    #[error("the 32 bytes are not a sound Ed25519 public key")]
    PublicKey,
    /// The id belongs to another key.
    #[error("the key id is {found}, but that of this name, type and key is {expected}; a part was changed")]
    Id {
        /// The id in the text.
        found: KeyId,
        /// The id that the other parts give.
        expected: KeyId,
    },
}

/// Whether a key can have this name: not empty, no Unicode space, no plus, nothing that a note can't hold.
#[must_use]
pub fn is_key_name(name: &str) -> bool {
    let refused = |character: char| character.is_whitespace() || character < ' ' || character == '+';
    !name.is_empty() && !name.contains(refused)
}

impl SignatureType {
    fn from_byte(byte: u8) -> Result<Self, KeyError> {
        [Self::Ed25519, Self::CosignatureV1]
            .into_iter()
            .find(|known| *known as u8 == byte)
            .ok_or(KeyError::Type(byte))
    }
}

impl VerifierKey {
    /// A key from its parts.
    ///
    /// # Errors
    /// When a key can't have this name, or the bytes are no sound public key.
    pub fn new(name: &str, signature_type: SignatureType, public: &[u8; 32]) -> Result<Self, KeyError> {
        if !is_key_name(name) {
            return Err(KeyError::Name);
        }
        let public = VerifyingKey::from_bytes(public).map_err(|_| KeyError::PublicKey)?;
        // Under a key of small order, one signature holds for many texts.
        if public.is_weak() {
            return Err(KeyError::PublicKey);
        }
        Ok(Self::of(name, signature_type, public))
    }

    fn of(name: &str, signature_type: SignatureType, public: VerifyingKey) -> Self {
        let hash: [u8; 32] = Sha256::new()
            .chain_update(name)
            .chain_update([b'\n', signature_type as u8])
            .chain_update(public.as_bytes())
            .finalize()
            .into();
        let id = KeyId([hash[0], hash[1], hash[2], hash[3]]);
        Self { name: name.to_owned(), id, signature_type, public }
    }

    /// Its name; for a log, the origin.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// What it verifies.
    #[must_use]
    pub fn signature_type(&self) -> SignatureType {
        self.signature_type
    }

    /// The public key itself, which two keys of other name or type may share.
    #[must_use]
    pub fn public(&self) -> &[u8; 32] {
        self.public.as_bytes()
    }

    /// Whether this key made a signature over a note's text.
    #[must_use]
    pub fn verify(&self, text: &str, signature: &[u8]) -> bool {
        match self.signature_type {
            SignatureType::Ed25519 => self.verify_bytes(text.as_bytes(), signature),
            SignatureType::CosignatureV1 => {
                cosignature::split(signature).is_some_and(|(timestamp, signature)| {
                    self.verify_bytes(cosignature::message(timestamp, text).as_bytes(), signature)
                })
            }
        }
    }

    fn verify_bytes(&self, message: &[u8], signature: &[u8]) -> bool {
        // Strict: no signature has a second form, and none holds for two keys.
        ed25519_dalek::Signature::from_slice(signature)
            .is_ok_and(|signature| self.public.verify_strict(message, &signature).is_ok())
    }
}

impl SignerKey {
    /// A key from 32 secret random bytes, which are the caller's to draw and to keep.
    ///
    /// # Errors
    /// When a key can't have this name.
    pub fn from_seed(name: &str, signature_type: SignatureType, seed: &[u8; 32]) -> Result<Self, KeyError> {
        if !is_key_name(name) {
            return Err(KeyError::Name);
        }
        let seed = SigningKey::from_bytes(seed);
        let verifier = VerifierKey::of(name, signature_type, seed.verifying_key());
        Ok(Self { seed, verifier })
    }

    /// Its name; for a log, the origin.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.verifier.name
    }

    /// What it signs.
    #[must_use]
    pub fn signature_type(&self) -> SignatureType {
        self.verifier.signature_type
    }

    /// The public half, to hand out.
    #[must_use]
    pub fn verifier(&self) -> &VerifierKey {
        &self.verifier
    }

    /// The private key as text, for a file that only its owner reads.
    #[must_use]
    pub fn to_secret_text(&self) -> String {
        let base64 = encode_key(self.signature_type(), self.seed.as_bytes());
        format!("{PRIVATE}{}+{}+{base64}", self.name(), self.verifier.id)
    }

    /// A signature over a note's text; `None` for a key that makes cosignatures.
    pub(super) fn sign(&self, text: &str) -> Option<Signature> {
        (self.signature_type() == SignatureType::Ed25519)
            .then(|| self.signature(self.sign_bytes(text.as_bytes()).to_vec()))
    }

    /// The 64 bytes of an Ed25519 signature over a message.
    pub(crate) fn sign_bytes(&self, message: &[u8]) -> [u8; 64] {
        self.seed.sign(message).to_bytes()
    }

    /// Bytes under this key's name and id.
    pub(crate) fn signature(&self, bytes: Vec<u8>) -> Signature {
        Signature::new(self.name(), self.verifier.id, bytes)
    }
}

impl FromStr for VerifierKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        if text.starts_with(PRIVATE) {
            return Err(KeyError::PrivateKey);
        }
        let (name, found, signature_type, public) = decode_key(text, KeyError::VerifierForm)?;
        let key = Self::new(name, signature_type, &public)?;
        if key.id == found { Ok(key) } else { Err(KeyError::Id { found, expected: key.id }) }
    }
}

impl FromStr for SignerKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let rest = text.strip_prefix(PRIVATE).ok_or(KeyError::SignerForm)?;
        let (name, found, signature_type, seed) = decode_key(rest, KeyError::SignerForm)?;
        let key = Self::from_seed(name, signature_type, &seed)?;
        let expected = key.verifier.id;
        if expected == found { Ok(key) } else { Err(KeyError::Id { found, expected }) }
    }
}

/// The parts of `NAME+ID+BASE64`: name, id, type, and the 32 bytes of the key.
fn decode_key(text: &str, form: KeyError) -> Result<(&str, KeyId, SignatureType, [u8; 32]), KeyError> {
    let (name, rest) = text.split_once('+').ok_or(form.clone())?;
    let (id, base64) = rest.split_once('+').ok_or(form.clone())?;
    if id.len() != 8 || !id.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f')) {
        return Err(form);
    }
    let id = KeyId(u32::from_str_radix(id, 16).map_err(|_| form)?.to_be_bytes());
    let bytes = STANDARD.decode(base64).map_err(|_| KeyError::Base64)?;
    let (first, key) = bytes.split_first().ok_or(KeyError::Base64)?;
    let signature_type = SignatureType::from_byte(*first)?;
    Ok((name, id, signature_type, key.try_into().map_err(|_| KeyError::Base64)?))
}

fn encode_key(signature_type: SignatureType, key: &[u8; 32]) -> String {
    STANDARD.encode([&[signature_type as u8][..], key].concat())
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}+{}+{}", self.name, self.id, encode_key(self.signature_type, self.public()))
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Debug for SignerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SignerKey({}+{}+<hidden>)", self.name(), self.verifier.id)
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", u32::from_be_bytes(self.0))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
