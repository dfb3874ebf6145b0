//! That one site goes on from another (máy sau nối máy trước): the old one's key signs the keys of the new one.
//!
//! Whoever knows the old key so knows the new one without a telephone call. What is signed names both sites, both keys,
//! the last number and whether the old one is to be heard no more, so that it can be used for nothing else.

use serde::{Deserialize, Serialize};

use super::hexed::{BodyId, SiteId};
use super::keys::{PublicKey, ReceivingPublicKey, SIGNATURE_BYTES};
use crate::domain::hex::from_hex;

/// What such a signature begins with.
pub const DOMAIN: &[u8] = b"so06-succession-signature-1\0";

/// What the old key signs.
#[derive(Debug, Clone)]
pub struct Statement<'a> {
    /// The site that was.
    pub old: SiteId,
    /// The site that goes on.
    pub new: SiteId,
    /// Its keys.
    pub signing: PublicKey,
    /// The one for what is sent to it.
    pub receiving: ReceivingPublicKey,
    /// The number behind which those of the new one begin.
    pub last: u64,
    /// Whether the old one is to be heard no more.
    pub replaces: bool,
    /// In which way it goes on.
    pub how: &'a str,
    /// Why, in words.
    pub reason: &'a str,
}

impl Statement<'_> {
    /// Its bytes: every part with its length, so that no two statements are alike.
    pub fn message(&self) -> Vec<u8> {
        let mut out = DOMAIN.to_vec();
        let last = self.last.to_be_bytes();
        let receiving = self.receiving.text();
        let parts: [&[u8]; 8] = [
            &self.old.0,
            &self.new.0,
            &self.signing.0,
            receiving.as_bytes(),
            &last,
            &[u8::from(self.replaces)],
            self.how.as_bytes(),
            self.reason.as_bytes(),
        ];
        for part in parts {
            out.extend_from_slice(&(part.len() as u64).to_be_bytes());
            out.extend_from_slice(part);
        }
        out
    }
}

/// A site that the writer of a package goes on from (máy trước).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Predecessor {
    /// The site.
    pub site: SiteId,
    /// Its keys.
    pub signing_key: PublicKey,
    /// The one for what was sent to it.
    pub receiving_key: ReceivingPublicKey,
    /// The number behind which those of the one that goes on begin.
    pub last: u64,
    /// Whether it is to be heard no more.
    pub replaces: bool,
    /// In which way it is gone on from.
    pub how: String,
    /// Why, in words.
    pub reason: String,
    /// Its signature under the [`Statement`], hexadecimal.
    pub proof: String,
}

impl Predecessor {
    /// Whether its key signed that the site with those keys goes on from it.
    pub fn proves(&self, new: SiteId, signing: &PublicKey, receiving: &ReceivingPublicKey) -> bool {
        let statement = Statement {
            old: self.site,
            new,
            signing: *signing,
            receiving: receiving.clone(),
            last: self.last,
            replaces: self.replaces,
            how: &self.how,
            reason: &self.reason,
        };
        let signature = from_hex(&self.proof);
        let signature: Option<[u8; SIGNATURE_BYTES]> =
            signature.and_then(|bytes| bytes.try_into().ok());
        signature.is_some_and(|own| self.signing_key.has_signed(&statement.message(), &own))
    }
}

/// Another machine of the writer's office, which it vouches for (máy được giới thiệu).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Introduced {
    /// The site.
    pub site: SiteId,
    /// The body whose machine it is: that of the writer, or it is not taken.
    pub body: BodyId,
    /// Its keys.
    pub signing_key: PublicKey,
    /// The one for what is sent to it.
    pub receiving_key: ReceivingPublicKey,
}
