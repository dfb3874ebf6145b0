//! The keys of a site (khóa của máy): one pair signs what it sends, one pair opens what is locked for it.

use std::fmt;
use std::str::FromStr;

use age::secrecy::ExposeSecret;
use age::x25519::{Identity, Recipient};
use bech32::{Bech32, Hrp};
use curve25519_dalek::montgomery::MontgomeryPoint;
use ed25519_dalek::{Signature, Signer, VerifyingKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::domain::hex::{from_hex, hex};
use crate::domain::{Error, ErrorCode, Result};

/// Bytes of a signature.
pub const SIGNATURE_BYTES: usize = 64;

fn bad_key(text: &str) -> Error {
    Error::new(ErrorCode::BadPackageKey).with("text", text)
}

/// Signs packages (khóa ký). Ed25519; wiped from memory when it is dropped.
#[derive(Clone)]
pub struct SigningKey(ed25519_dalek::SigningKey);

impl SigningKey {
    /// The key of 32 random bytes: the same ones give the same key.
    pub fn from_random(bytes: &[u8; 32]) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(bytes))
    }

    /// The bytes that it was made from, which are the secret.
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// What others know it by.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key().to_bytes())
    }

    /// Signs a message. The same key and message give the same signature.
    pub fn sign(&self, message: &[u8]) -> [u8; SIGNATURE_BYTES] {
        self.0.sign(message).to_bytes()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey of {}", self.public())
    }
}

/// What a sender is known by (khóa công khai): 32 bytes, written as 64 hexadecimal digits. Not every such value is a
/// key; one that is none has signed nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PublicKey(pub [u8; 32]);

impl PublicKey {
    /// 64 hexadecimal digits.
    pub fn hex(&self) -> String {
        hex(&self.0)
    }

    /// Whether the key made that signature of that message. Keys and signatures that would fit several messages are
    /// not taken.
    pub fn has_signed(&self, message: &[u8], signature: &[u8; SIGNATURE_BYTES]) -> bool {
        VerifyingKey::from_bytes(&self.0).is_ok_and(|key| {
            let signature = Signature::from_bytes(signature);
            key.verify_strict(message, &signature).is_ok()
        })
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.hex())
    }
}

impl FromStr for PublicKey {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let bytes = from_hex(text).and_then(|bytes| bytes.try_into().ok());
        bytes.map(Self).ok_or_else(|| bad_key(text))
    }
}

impl TryFrom<String> for PublicKey {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

impl From<PublicKey> for String {
    fn from(key: PublicKey) -> Self {
        key.to_string()
    }
}

/// Opens what was locked for a site (khóa nhận). X25519 as age has it; wiped from memory when it is dropped.
#[derive(Clone)]
pub struct ReceivingKey {
    pub(super) identity: Identity,
    public: ReceivingPublicKey,
}

impl ReceivingKey {
    /// The key of 32 random bytes: the same ones give the same key.
    pub fn from_random(bytes: &[u8; 32]) -> Result<Self> {
        let failed = |e: &dyn ToString| Error::new(ErrorCode::Internal).detail(e.to_string());
        let prefix = Hrp::parse("age-secret-key-").map_err(|e| failed(&e))?;
        let text = bech32::encode_upper::<Bech32>(prefix, bytes).map_err(|e| failed(&e))?;
        Self::from_text(&text)
    }

    /// Reads `AGE-SECRET-KEY-1…`.
    pub fn from_text(text: &str) -> Result<Self> {
        // The text is a secret, so the refusal does not repeat it.
        let identity = text.parse::<Identity>();
        let identity = identity.map_err(|reason| bad_key("AGE-SECRET-KEY-…").detail(reason))?;
        let public = identity.to_public().to_string().parse()?;
        Ok(Self { identity, public })
    }

    /// `AGE-SECRET-KEY-1…`, which is the secret.
    pub fn to_text(&self) -> String {
        self.identity.to_string().expose_secret().to_owned()
    }

    /// What others lock for.
    pub fn public(&self) -> ReceivingPublicKey {
        self.public.clone()
    }
}

impl fmt::Debug for ReceivingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ReceivingKey of {}", self.public)
    }
}

/// What others lock for (khóa nhận công khai), written `age1…`.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ReceivingPublicKey {
    pub(super) recipient: Recipient,
    bytes: [u8; 32],
}

impl ReceivingPublicKey {
    /// `age1…`.
    pub fn text(&self) -> String {
        self.recipient.to_string()
    }
}

impl FromStr for ReceivingPublicKey {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let recipient: Recipient = text
            .parse()
            .map_err(|reason| bad_key(text).detail(reason))?;
        let decoded = bech32::decode(text).map_err(|reason| bad_key(text).detail(reason))?;
        let bytes: [u8; 32] = decoded.1.try_into().map_err(|_| bad_key(text))?;
        // Whatever is locked for one of the few points of low order is locked for everybody, and age gives up on them.
        if MontgomeryPoint(bytes).mul_clamped([1; 32]).0 == [0; 32] {
            return Err(bad_key(text).detail("a point of low order"));
        }
        // One spelling for one key: capitals mean the same to age.
        if recipient.to_string() != text {
            return Err(bad_key(text).detail("capitals"));
        }
        Ok(Self { recipient, bytes })
    }
}

impl fmt::Display for ReceivingPublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.recipient, f)
    }
}

impl fmt::Debug for ReceivingPublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.recipient, f)
    }
}

impl TryFrom<String> for ReceivingPublicKey {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

impl From<ReceivingPublicKey> for String {
    fn from(key: ReceivingPublicKey) -> Self {
        key.to_string()
    }
}

/// Signs of a fingerprint: digits and capitals without 0, O, 1, I and L, which are taken for one another when read out.
const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const SIGNS: usize = 8;

/// Eight signs by which two people compare keys over the telephone (dấu vân tay của khóa), written `ABCD-EFGH`.
/// They hold under 40 bits, enough for a voice beside the enrolment secret, never in its place.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint([u8; SIGNS]);

/// The fingerprint of both keys of a site.
pub fn fingerprint(signing: &PublicKey, receiving: &ReceivingPublicKey) -> Fingerprint {
    let mut hasher = Sha256::new();
    hasher.update(signing.0);
    hasher.update(receiving.bytes);
    let digest: [u8; 32] = hasher.finalize().into();
    let head = digest.iter().take(8);
    let mut rest = head.fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
    let mut signs = [0; SIGNS];
    for sign in signs.iter_mut().rev() {
        *sign = ALPHABET[(rest % 31) as usize];
        rest /= 31;
    }
    Fingerprint(signs)
}

impl Fingerprint {
    /// Reads what somebody typed: capitals, dashes and spaces are as they come; none where a sign cannot be in one.
    pub fn parse(text: &str) -> Option<Self> {
        let typed = text.chars().filter(|c| !matches!(c, '-' | ' '));
        let signs = typed.map(|c| {
            let sign = u8::try_from(c.to_ascii_uppercase()).ok()?;
            ALPHABET.contains(&sign).then_some(sign)
        });
        let signs: Option<Vec<u8>> = signs.collect();
        signs?.try_into().ok().map(Self)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, sign) in self.0.iter().enumerate() {
            let dash = if at == SIGNS / 2 { "-" } else { "" };
            write!(f, "{dash}{}", char::from(*sign))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
