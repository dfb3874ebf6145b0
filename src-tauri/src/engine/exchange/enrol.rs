//! One secret for each body below (ghi danh): whoever proves it in the first package back is that body.

use hmac::{Hmac, KeyInit, Mac};
use rusqlite::Connection;
use sha2::Sha256;

use super::policy::Relation;
use super::site::OwnSite;
use crate::domain::exchange::Enrolment;
use crate::domain::hex::{from_hex, hex};
use crate::domain::{Error, ErrorCode, Id, Result};
use crate::engine::profile;
use crate::store::{self, Kept, Tx};

/// The setting that holds the secret which the office above gave.
pub(super) const ENROLMENT_SETTING: &str = "enrolment";

/// The setting that holds the secret which another machine of the office gave to this one.
pub(super) const PEER_SETTING: &str = "enrolment_peer";

/// The secret by which a body shows who it is: one for each, until somebody has used it.
pub(super) fn enrolment(tx: &mut Tx<'_>, body: Id, random: &[u8]) -> Result<String> {
    let known: Vec<Kept<Enrolment>> =
        store::list(tx.connection(), "body = ?1 AND used_by IS NULL", &[&body])?;
    if let Some(kept) = known.into_iter().next() {
        return Ok(kept.record.secret);
    }
    let secret = hex(&random[..32]);
    tx.add(&Enrolment {
        body,
        secret: secret.clone(),
        used_by: None,
    })?;
    Ok(secret)
}

/// That whoever holds these keys knows the secret.
pub(super) fn proof(secret: &str, signing: &str, receiving: &str) -> Result<String> {
    let bytes = from_hex(secret).unwrap_or_default();
    let mut mac = Hmac::<Sha256>::new_from_slice(&bytes)
        .map_err(|e| Error::new(ErrorCode::Internal).detail(e))?;
    for part in ["so06-enrolment-1", signing, receiving] {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part.as_bytes());
    }
    Ok(hex(&mac.finalize().into_bytes()))
}

/// For one below, or a machine that is to join, the secret itself; for the others the proof, where a package of theirs
/// brought a secret.
pub(super) fn given(
    connection: &Connection,
    own: &OwnSite,
    to: Relation,
    secret: Option<String>,
) -> Result<Option<String>> {
    if secret.is_some() {
        return Ok(secret);
    }
    let setting = match to {
        Relation::Peer => PEER_SETTING,
        Relation::Above | Relation::Below => ENROLMENT_SETTING,
    };
    let brought = profile::text(connection, setting)?;
    brought
        .map(|secret| {
            let (signing, receiving) = (own.signing.public(), own.receiving.public());
            proof(&secret, &signing.hex(), &receiving.text())
        })
        .transpose()
}
