//! Signatures of SNAP requests (`X-SIGNATURE`): symmetric, HMAC-SHA512 with the client's secret, and asymmetric, SHA256withRSA
//! with the sender's key; and the window in which a request is fresh. Times come from the caller: nothing here reads a clock.
//!
//! The standard signs the digest of the minified body. A body that is no JSON, and the body of a sender that does not minify,
//! is taken as its bytes are: both signatures prove the same knowledge of the same content.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use hmac::{Hmac, KeyInit, Mac};
use ledger::Timestamp;
use ring::signature::{RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};
use serde_json::value::RawValue;
use sha2::{Digest, Sha256, Sha512};

/// Seconds that a request may be old, or ahead, as most banks have it. To be confirmed.
pub const FRESH_SECONDS: u32 = 300;

/// What of a request is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignedRequest<'a> {
    /// HTTP method.
    pub method: &'a str,
    /// Path with its query, without the host.
    pub path: &'a str,
    /// The bearer token; a symmetric signature covers it.
    pub access_token: &'a str,
    /// The body as it came.
    pub body: &'a [u8],
    /// `X-TIMESTAMP`.
    pub timestamp: &'a str,
}

/// Why a request is not taken as its sender's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// `X-SIGNATURE` is no base64.
    #[error("X-SIGNATURE is not base64")]
    NotBase64,
    /// It is of another request, another key or another secret.
    #[error("X-SIGNATURE is not of this request; check secret or key, method, path, body and X-TIMESTAMP")]
    Wrong,
    /// `X-TIMESTAMP` is no moment.
    #[error("X-TIMESTAMP {0:?} is not a moment such as \"2026-08-10T09:35:27+07:00\"")]
    NotAMoment(String),
    /// The request is too old, or its sender's clock runs ahead.
    #[error(
        "X-TIMESTAMP lies {apart_seconds} seconds from now, and at most {window_seconds} are allowed; set the clock"
    )]
    Stale {
        /// Seconds between the request and now.
        apart_seconds: u64,
        /// How many are allowed.
        window_seconds: u32,
    },
}

/// A key that is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the key is not an RSA public key in PEM; it begins with \"-----BEGIN PUBLIC KEY-----\"")]
pub struct NotAPublicKey;

/// The public half of a sender's RSA key, of 2048 to 8192 bits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RsaPublicKey {
    /// `RSAPublicKey` of PKCS #1 in DER.
    der: Vec<u8>,
}

impl RsaPublicKey {
    /// Reads PEM as banks hand it out: `PUBLIC KEY` or `RSA PUBLIC KEY`.
    ///
    /// # Errors
    /// When it is neither.
    pub fn from_pem(pem: &str) -> Result<Self, NotAPublicKey> {
        let body = |label: &str| {
            let (_, rest) = pem.split_once(&format!("-----BEGIN {label}-----"))?;
            let (base64, _) = rest.split_once(&format!("-----END {label}-----"))?;
            BASE64.decode(base64.split_whitespace().collect::<String>()).ok()
        };
        let der = match body("RSA PUBLIC KEY") {
            Some(der) => Some(der),
            None => body("PUBLIC KEY").and_then(|der| inner_key(&der).map(<[u8]>::to_vec)),
        };
        der.filter(|der| element(der, SEQUENCE).is_some()).map(|der| Self { der }).ok_or(NotAPublicKey)
    }

    fn verify(&self, text: &str, signature: &str) -> Result<(), SignatureError> {
        let signature = BASE64.decode(signature.trim()).map_err(|_| SignatureError::NotBase64)?;
        let key = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, &self.der);
        key.verify(text.as_bytes(), &signature).map_err(|_| SignatureError::Wrong)
    }
}

/// DER's tag of a sequence.
const SEQUENCE: u8 = 0x30;
/// DER's tag of a string of bits.
const BIT_STRING: u8 = 0x03;
/// The algorithm `rsaEncryption` with its empty parameters, as it stands in a `SubjectPublicKeyInfo`.
const RSA_ENCRYPTION: &[u8] = &[0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05, 0x00];

/// The key within a `SubjectPublicKeyInfo`.
fn inner_key(der: &[u8]) -> Option<&[u8]> {
    let (info, _) = element(der, SEQUENCE)?;
    let (algorithm, rest) = element(info, SEQUENCE)?;
    let (bits, _) = element(rest, BIT_STRING)?;
    // The first byte says how many bits of the last are unused: none in a key.
    bits.strip_prefix(&[0]).filter(|_| algorithm == RSA_ENCRYPTION)
}

/// The content of the DER element that bytes begin with, and what follows it.
fn element(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (length, rest) = der.strip_prefix(&[tag])?.split_first()?;
    let (length, rest) = match *length {
        short @ 0..=0x7F => (usize::from(short), rest),
        long @ 0x81..=0x82 => {
            let (bytes, rest) = rest.split_at_checked(usize::from(long & 0x7F))?;
            (bytes.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte)), rest)
        }
        _ => return None,
    };
    rest.split_at_checked(length)
}

/// Checks a symmetric signature: `METHOD:path:token:digest:timestamp`, HMAC-SHA512, base64.
///
/// # Errors
/// When it is not of this request and secret.
pub fn verify_symmetric(
    request: &SignedRequest<'_>,
    secret: &[u8],
    signature: &str,
) -> Result<(), SignatureError> {
    let signature = BASE64.decode(signature.trim()).map_err(|_| SignatureError::NotBase64)?;
    let is_of = |digest: String| {
        let mut mac = hmac(secret);
        mac.update(symmetric_text(request, &digest).as_bytes());
        // In constant time, so that nobody learns how much of a guess was right.
        mac.verify_slice(&signature).is_ok()
    };
    if digests(request.body).any(is_of) { Ok(()) } else { Err(SignatureError::Wrong) }
}

/// Makes a symmetric signature, for those who send.
pub fn sign_symmetric(request: &SignedRequest<'_>, secret: &[u8]) -> String {
    let mut mac = hmac(secret);
    mac.update(symmetric_text(request, &body_digest(&minified(request.body))).as_bytes());
    BASE64.encode(mac.finalize().into_bytes())
}

/// Checks an asymmetric signature: `METHOD:path:digest:timestamp`, SHA256withRSA, base64.
///
/// # Errors
/// When it is not of this request and key.
pub fn verify_asymmetric(
    request: &SignedRequest<'_>,
    key: &RsaPublicKey,
    signature: &str,
) -> Result<(), SignatureError> {
    let SignedRequest { method, path, timestamp, .. } = request;
    let mut last = Err(SignatureError::Wrong);
    for digest in digests(request.body) {
        last = key.verify(&format!("{method}:{path}:{digest}:{timestamp}"), signature);
        if last.is_ok() {
            break;
        }
    }
    last
}

/// Checks the signature with which a token is asked for: `client|timestamp`, SHA256withRSA, base64.
///
/// # Errors
/// When it is not of this client and key.
pub fn verify_token_request(
    client: &str,
    timestamp: &str,
    key: &RsaPublicKey,
    signature: &str,
) -> Result<(), SignatureError> {
    key.verify(&format!("{client}|{timestamp}"), signature)
}

/// Checks that a request's `X-TIMESTAMP` is near enough to now, on either side.
///
/// # Errors
/// When it is no moment or too far away.
pub fn check_fresh(timestamp: &str, now: Timestamp, window_seconds: u32) -> Result<(), SignatureError> {
    let moment =
        Timestamp::parse(timestamp).ok_or_else(|| SignatureError::NotAMoment(timestamp.to_owned()))?;
    let apart_seconds = moment.at.0.abs_diff(now.0) / 1_000_000;
    if apart_seconds <= u64::from(window_seconds) {
        Ok(())
    } else {
        Err(SignatureError::Stale { apart_seconds, window_seconds })
    }
}

fn hmac(secret: &[u8]) -> Hmac<Sha512> {
    Hmac::new_from_slice(secret).expect("HMAC takes keys of any length")
}

fn symmetric_text(request: &SignedRequest<'_>, digest: &str) -> String {
    let SignedRequest { method, path, access_token, timestamp, .. } = request;
    format!("{method}:{path}:{access_token}:{digest}:{timestamp}")
}

/// The digests that a sender may have signed.
fn digests(body: &[u8]) -> impl Iterator<Item = String> {
    let minified = minified(body);
    let as_it_is = (minified != body).then(|| body_digest(body));
    std::iter::once(body_digest(&minified)).chain(as_it_is)
}

/// SHA-256 of bytes in small hex digits.
pub fn body_digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// JSON without the blanks between its parts; anything else as it is.
pub fn minified(body: &[u8]) -> Cow<'_, [u8]> {
    if serde_json::from_slice::<&RawValue>(body).is_err() {
        return Cow::Borrowed(body);
    }
    let (mut kept, mut quoted, mut escaped) = (Vec::with_capacity(body.len()), false, false);
    for byte in body {
        if quoted || !byte.is_ascii_whitespace() {
            kept.push(*byte);
        }
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ => {}
        }
    }
    Cow::Owned(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made with OpenSSL; its private half was thrown away.
    const KEY: &str = "-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAw99qu9CekX034bwEZAm9
W4uWMiG2Rips1r7wvtkZJ0zg7yYKIlEU7Af8R40zBaulgJyrg2qYyfWSZ123Ds5l
/w3wUfzsWmUVT9jnRlL1qoEHyhxyOlJX6c0C0WQz4a0egQFcfbrFpqNaNK13/lM+
HkinPlntM1DjZuFlVFpiQCo3pfqbhN7+xYtrGrHDrWO/aHqiYj7/7lk50Pj6ryZO
f6ceXwnXE/moFf6cskfhP35k4jGmurHaEdiXTihCYZ2Fa8tA73QFwoS3e7ZajmEY
2E3m5RNCmX+sgvRI9tL+2BOPMjg2wymReL4HpRJEtYYHfBJmbCYZPvOoLT0eABWP
qQIDAQAB
-----END PUBLIC KEY-----";
    const TIMESTAMP: &str = "2026-08-10T09:35:27+07:00";
    const TOKEN_SIGNATURE: &str = "MgXAWMRkdL+YueOuUcK4aicA+Uu/vtZWHXhgERoGJz1Qa5eHbneTDKhzOfKWjRNsfE7uh85c5C12IVw0UnuutW471dPL+O4HZW9bAu0umhbNssegwkD6/9FE2FgJ/NdW38gSfyhdEHgVbu9yVpGzaxiicTma60oT0n9tiK2gqwiVptN9pqDNThU+YHL05uGkPokddvScJAonVPAj6DwNdnPPhPStSrIXrjI1Uxdvev6QmD8tU4J+K47EvwaxQ0wAAWDRE2EGy5ylkL7TFvBTptVOkyPcaknugNR4DruX5JWLJcvYfYRsBFpgbjhktIqR9WHhkBc0hQRoVLRsgtqxYQ==";
    const ASYMMETRIC: &str = "ITxDPyht+AWWv/IyTfR3GJl8mlgBbVSKxLXy9tAwACkP+O8L7K8DphBGGgMzk83G9S07lFOIJKxXQuGK/cYXGcBqG7z0ETeH9ROJ1hHwPkVLYdwsEmyA/XAnfUs+TRYPrf+mYDFuxEa3HR7SWgodtuM//b7ICWjqv1Yu2dfNtuj0FDxU0MvD3UH7Gt4F8xBcWxw9a7DhvI8Xwr8TTdG+6+OXpv9Z3OCJ6vVrGEempEhVUHryq4o/xEqKRX1Zs2kzNp8Zs0ul/OZnp+nzpWRmjPk16JzeanBV64ei8EuRdT5oRGmuRmqtCSNDY2Br1D+NuttFcJ07x8DgS0Za55ZFuA==";
    const SYMMETRIC: &str =
        "qYUbDrIm2fpjg+i7XinTVMqyiVWmGLpIgHxMlEDQw+61Uf9GoaiSNSHQ+E8pLmieNZ6eQ5E024VMEKzM5XUBZQ==";
    const BODY: &[u8] = br#"{"amount":{"value":"12345.00","currency":"IDR"}}"#;

    fn request<'a>(body: &'a [u8]) -> SignedRequest<'a> {
        SignedRequest {
            method: "POST",
            path: "/v1.0/qr/qr-mpm-notify",
            access_token: "token-1",
            body,
            timestamp: TIMESTAMP,
        }
    }

    /// From another implementation: the body is no JSON, so its very bytes are hashed.
    #[test]
    fn a_body_that_is_no_json_is_hashed_as_it_is() {
        let body = br#"{"partnerServiceId": "15975", "#;
        assert_eq!(
            body_digest(&minified(body)),
            "fd1ea29b71f70979c029efc2c455e4749dd8187dda368eeeb6f1430f8563ccb6"
        );
    }

    #[test]
    fn blanks_between_the_parts_of_json_do_not_count_and_those_in_texts_do() {
        let body = br#" { "a" : [ 1 , "x \" y\\" ] , "b": " " } "#;
        assert_eq!(&minified(body)[..], br#"{"a":[1,"x \" y\\"],"b":" "}"#);
    }

    #[test]
    fn a_symmetric_signature_covers_everything_and_either_form_of_the_body() {
        let secret = b"rahasia-bersama";
        assert_eq!(sign_symmetric(&request(BODY), secret), SYMMETRIC);
        let spaced = br#"{ "amount": {"value":"12345.00","currency":"IDR"} }"#;
        for body in [BODY, spaced] {
            assert_eq!(verify_symmetric(&request(body), secret, SYMMETRIC), Ok(()));
        }
        // A sender that does not minify signs its bytes.
        let digest = body_digest(spaced);
        let mut mac = hmac(secret);
        mac.update(symmetric_text(&request(spaced), &digest).as_bytes());
        let raw = BASE64.encode(mac.finalize().into_bytes());
        assert_eq!(verify_symmetric(&request(spaced), secret, &raw), Ok(()));
        let right = request(BODY);
        for wrong in [
            SignedRequest { method: "PUT", ..right },
            SignedRequest { path: "/v1.0/other", ..right },
            SignedRequest { access_token: "token-2", ..right },
            SignedRequest { body: b"{}", ..right },
            SignedRequest { timestamp: "2026-08-10T09:35:28+07:00", ..right },
        ] {
            assert_eq!(verify_symmetric(&wrong, secret, SYMMETRIC), Err(SignatureError::Wrong));
        }
        assert_eq!(verify_symmetric(&right, b"another", SYMMETRIC), Err(SignatureError::Wrong));
        assert_eq!(verify_symmetric(&right, secret, "?"), Err(SignatureError::NotBase64));
        assert_eq!(verify_symmetric(&right, secret, ""), Err(SignatureError::Wrong));
    }

    #[test]
    fn what_openssl_signed_is_verified_and_nothing_else() {
        let key = RsaPublicKey::from_pem(KEY).unwrap();
        assert_eq!(verify_token_request("DJP-000001", TIMESTAMP, &key, TOKEN_SIGNATURE), Ok(()));
        let other = verify_token_request("DJP-000002", TIMESTAMP, &key, TOKEN_SIGNATURE);
        assert_eq!(other, Err(SignatureError::Wrong));
        assert_eq!(verify_asymmetric(&request(BODY), &key, ASYMMETRIC), Ok(()));
        let other = verify_asymmetric(&request(b"{}"), &key, ASYMMETRIC);
        assert_eq!(other, Err(SignatureError::Wrong));
        assert_eq!(verify_asymmetric(&request(BODY), &key, "*"), Err(SignatureError::NotBase64));
    }

    #[test]
    fn keys_come_in_two_forms_and_anything_else_is_none() {
        let key = RsaPublicKey::from_pem(KEY).unwrap();
        let inner = BASE64.encode(&key.der);
        let bare = format!("-----BEGIN RSA PUBLIC KEY-----\n{inner}\n-----END RSA PUBLIC KEY-----\n");
        assert_eq!(RsaPublicKey::from_pem(&bare), Ok(key));
        for text in [
            "",
            "MIIB",
            &KEY.replace("MIIB", "MIIA"),
            &KEY.replace("BgkqhkiG", "BgkqhkiX"),
            &KEY.replace("PUBLIC", "PRIVATE"),
        ] {
            assert_eq!(RsaPublicKey::from_pem(text), Err(NotAPublicKey), "{text}");
        }
        for bytes in
            [&[][..], &[0x30], &[0x30, 0x82], &[0x30, 0x82, 1], &[0x30, 0x84, 1, 1, 1, 1], &[0x30, 5, 1]]
        {
            assert!(element(bytes, SEQUENCE).is_none());
        }
    }

    #[test]
    fn a_request_is_fresh_within_the_window_on_either_side() {
        let now = |text: &str| Timestamp::parse(text).unwrap().at;
        for text in ["2026-08-10T02:40:27Z", "2026-08-10T02:30:27Z"] {
            assert_eq!(check_fresh(TIMESTAMP, now(text), FRESH_SECONDS), Ok(()));
        }
        let stale = check_fresh(TIMESTAMP, now("2026-08-10T02:40:28Z"), FRESH_SECONDS);
        assert_eq!(stale, Err(SignatureError::Stale { apart_seconds: 301, window_seconds: 300 }));
        assert!(matches!(
            check_fresh("now", now("2026-08-10T02:40:28Z"), 1),
            Err(SignatureError::NotAMoment(_))
        ));
    }
}
