//! Bytes of a fixed length that are written as hexadecimal digits.

use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};

use crate::domain::hex::{from_hex, hex};

/// `N` bytes, written as `2 N` small digits and read from nothing else.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hexed<const N: usize>(pub [u8; N]);

/// A SHA-256 (mã băm) as it stands in a manifest and in the name of a file of evidence.
pub type Digest = Hexed<32>;

/// The identity of a site (máy): one installation of one book.
pub type SiteId = Hexed<16>;

/// The identity of a body (cơ quan, đơn vị) outside any book.
pub type BodyId = Hexed<16>;

impl Digest {
    /// The digest of bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

impl<const N: usize> Hexed<N> {
    /// Reads what [`fmt::Display`] writes; none for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = from_hex(text)?;
        bytes.try_into().ok().map(Self)
    }
}

impl<const N: usize> fmt::Display for Hexed<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl<const N: usize> fmt::Debug for Hexed<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<const N: usize> Serialize for Hexed<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, const N: usize> Deserialize<'de> for Hexed<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let wrong = || D::Error::custom(format!("{} hexadecimal digits are expected", 2 * N));
        Self::parse(&text).ok_or_else(wrong)
    }
}
