//! The other machines of the office as they are shown.

use std::collections::HashMap;

use rusqlite::Connection;

use super::super::site;
use super::{known, mark};
use crate::domain::exchange::{Package, Site};
use crate::domain::{Day, Id, Result};
use crate::engine::profile;
use crate::store::{self, Kept};

/// Another machine of the office as it is shown (máy cùng cơ quan).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeerView {
    /// The site.
    pub site: Id,
    /// Eight characters to be compared.
    pub fingerprint: String,
    /// Who worked there last; empty while nothing came.
    pub officer: String,
    /// When it wrote its newest package, by its own clock; empty while nothing came.
    pub written: String,
    /// Day on which it became known.
    pub day: Day,
    /// Whether it has everything that was laid down for it.
    pub level: bool,
}

/// The other machines of the office.
pub fn peers(connection: &Connection) -> Result<Vec<PeerView>> {
    let prints: HashMap<Id, String> = site::sites(connection)?
        .into_iter()
        .map(|own| (own.id, own.fingerprint))
        .collect();
    let root = profile::root(connection)?;
    let own: Vec<Kept<Site>> = store::list(connection, "state = 'own'", &[])?;
    let mut told = 0;
    for own in &own {
        let sent: Vec<Kept<Package>> = store::list(
            connection,
            "direction = 'out' AND site = ?1 AND receiver = ?2 AND kind = 'peer' AND row_count > 0
             ORDER BY number DESC LIMIT 1",
            &[&own.id, &root],
        )?;
        told = told.max(sent.first().map_or(0, |kept| kept.record.number));
    }
    let mut out = Vec::new();
    for peer in known(connection)? {
        let kept = mark(connection, peer.id)?.map(|kept| kept.record);
        out.push(PeerView {
            site: peer.id,
            fingerprint: prints.get(&peer.id).cloned().unwrap_or_default(),
            officer: kept
                .as_ref()
                .map(|own| own.officer.clone())
                .unwrap_or_default(),
            written: kept
                .as_ref()
                .map(|own| own.written.clone())
                .unwrap_or_default(),
            day: peer.record.day,
            level: kept.is_some_and(|own| own.acknowledged >= told),
        });
    }
    Ok(out)
}
