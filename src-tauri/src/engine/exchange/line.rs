//! What a package tells of the machine that writes it: which ones it goes on from, and which others its office has.

use rusqlite::Connection;

use super::site::OwnSite;
use crate::domain::exchange::Site;
use crate::domain::{Id, Result};
use crate::exchange::Hexed;
use crate::exchange::succession::{Introduced, Predecessor};
use crate::store::{self, Kept, identity};

/// How far back the line of sites is told.
const MOST: usize = 32;

/// Both, as a manifest says them.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) predecessors: Vec<Predecessor>,
    pub(super) introduces: Vec<Introduced>,
}

/// What this book says of itself.
pub(super) fn line(connection: &Connection, own: &OwnSite, root: Id) -> Result<Line> {
    Ok(Line {
        predecessors: predecessors(connection, own)?,
        introduces: introduces(connection, root)?,
    })
}

/// The sites that this one goes on from, the last one first; up to one that left no signature.
fn predecessors(connection: &Connection, own: &OwnSite) -> Result<Vec<Predecessor>> {
    let mut out = Vec::new();
    let mut new = own.site.record.clone();
    while out.len() < MOST && !new.proof.is_empty() {
        let Some(old) = new.predecessor else { break };
        let Some(kept) = store::get::<Site>(connection, old)? else {
            break;
        };
        out.push(Predecessor {
            site: Hexed(identity::uid(connection, kept.id)?),
            signing_key: kept.record.signing_key.parse()?,
            receiving_key: kept.record.receiving_key.parse()?,
            last: new.after as u64,
            replaces: new.succession.replaces(),
            how: new.succession.token().to_owned(),
            reason: new.because.clone(),
            proof: new.proof.clone(),
        });
        new = kept.record;
    }
    Ok(out)
}

/// Other machines of this office that are known here.
fn introduces(connection: &Connection, root: Id) -> Result<Vec<Introduced>> {
    let body = Hexed(identity::uid(connection, root)?);
    let sites: Vec<Kept<Site>> = store::list(
        connection,
        "body = ?1 AND state = 'known' AND receiving_key <> '' ORDER BY id",
        &[&root],
    )?;
    sites
        .into_iter()
        .map(|kept| {
            Ok(Introduced {
                site: Hexed(identity::uid(connection, kept.id)?),
                body,
                signing_key: kept.record.signing_key.parse()?,
                receiving_key: kept.record.receiving_key.parse()?,
            })
        })
        .collect()
}
