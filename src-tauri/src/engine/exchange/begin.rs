//! A book becomes a site of its own (cấp mã máy): when it first meets another, and whenever its file has gone on twice.

use rusqlite::Connection;
use serde_json::json;

use super::site::{EARLIER, OwnSite, RECEIVING, SIGNING, known_site};
use crate::domain::exchange::{Site, SiteState, Succession};
use crate::domain::hex::hex;
use crate::domain::text::clean;
use crate::domain::{Error, ErrorCode, Result};
use crate::engine::directory::Directory;
use crate::engine::profile;
use crate::exchange::Hexed;
use crate::exchange::keys::{ReceivingKey, SigningKey};
use crate::exchange::succession::Statement;
use crate::store::origin::Epochs;
use crate::store::{self, Book, Kept, Operation, Tx, identity};

/// Why a book becomes another site, and from where on.
pub(super) struct Begin<'a> {
    pub(super) succession: Succession,
    pub(super) reason: &'a str,
    /// The operation from which on what was done is that of the new site; none for the one that makes it.
    pub(super) from: Option<i64>,
    /// A number of a package that is known to be used although the book does not know it.
    pub(super) after: i64,
}

impl<'a> Begin<'a> {
    pub(super) const fn new(succession: Succession, reason: &'a str) -> Self {
        Self {
            succession,
            reason,
            from: None,
            after: 0,
        }
    }
}

/// Makes the book a site of its own, since it was restored: what it does from now on is told apart from what the other
/// one did. The new identity names the old one; no number of a package is used twice.
pub fn renew_site(book: &mut Book, reason: &str) -> Result<OwnSite> {
    begin(book, &Begin::new(Succession::Restored, reason))
}

/// A book that came back from its open form, which holds no keys, begins anew; one that never met another has nothing to
/// begin.
pub(in crate::engine) fn begin_again(book: &mut Book) -> Result<()> {
    if book.read(Epochs::load)?.own().is_none() {
        return Ok(());
    }
    let reason = "Sổ được lập lại từ dạng mở.";
    begin(book, &Begin::new(Succession::Copied, reason)).map(drop)
}

/// The keys of a new site.
struct Keys {
    signing: SigningKey,
    receiving: ReceivingKey,
    seeds: [[u8; 32]; 2],
}

impl Keys {
    fn draw(book: &Book) -> Result<Self> {
        let random = book.clock.random()?;
        let mut seeds = [[0; 32]; 2];
        seeds[0].copy_from_slice(&random[..32]);
        seeds[1].copy_from_slice(&random[32..64]);
        Ok(Self {
            signing: SigningKey::from_random(&seeds[0]),
            receiving: ReceivingKey::from_random(&seeds[1])?,
            seeds,
        })
    }
}

pub(super) fn begin(book: &mut Book, wanted: &Begin<'_>) -> Result<OwnSite> {
    let beginning = Beginning::of(book, wanted)?;
    let words = json!({ "body": beginning.site.name });
    book.transact(Operation::new("begin_site", words), |tx| {
        beginning.enter(tx)
    })?;
    known_site(book)?.ok_or_else(|| Error::new(ErrorCode::Internal).detail("no own site"))
}

/// A site that is to begin, drawn before the operation that it begins with.
pub(super) struct Beginning<'a> {
    wanted: &'a Begin<'a>,
    site: Site,
    uid: [u8; 16],
    keys: Keys,
    /// Keys of the site before.
    earlier: Option<Vec<u8>>,
    signing: Option<Vec<u8>>,
}

impl<'a> Beginning<'a> {
    pub(super) fn of(book: &Book, wanted: &'a Begin<'a>) -> Result<Self> {
        let today = profile::today(book)?;
        let keys = Keys::draw(book)?;
        let (root, name) = book.read(|c| {
            let directory = Directory::load(c)?;
            Ok((directory.root, directory.name(directory.root, today)))
        })?;
        let site = Site {
            body: Some(root),
            name,
            signing_key: keys.signing.public().hex(),
            receiving_key: keys.receiving.public().text(),
            state: SiteState::Own,
            predecessor: None,
            succession: Succession::None,
            because: String::new(),
            after: 0,
            proof: String::new(),
            reason: String::new(),
            day: today,
        };
        Ok(Self {
            wanted,
            site,
            uid: book.clock.uid(),
            keys,
            earlier: book.secret(RECEIVING)?,
            signing: book.secret(SIGNING)?,
        })
    }

    /// Enters it in an operation: from then on the book is that site.
    pub(super) fn enter(self, tx: &mut Tx<'_>) -> Result<()> {
        let (mut site, keys, wanted) = (self.site, self.keys, self.wanted);
        if let Some(before) = Epochs::load(tx.connection())?.own() {
            // What others locked for the book as it was can still be opened.
            if let Some(key) = &self.earlier {
                tx.keep_secret(&format!("{EARLIER}{before}"), key)?;
            }
            let old: Kept<Site> = tx.get(before, ErrorCode::DamagedBook)?;
            follow(tx, &mut site, &old, wanted)?;
            let key = self
                .signing
                .and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
            if let Some(key) = key.map(|seed| SigningKey::from_random(&seed)) {
                let old_uid = identity::uid(tx.connection(), before)?;
                let statement = Statement {
                    old: Hexed(old_uid),
                    new: Hexed(self.uid),
                    signing: keys.signing.public(),
                    receiving: keys.receiving.public(),
                    last: site.after as u64,
                    replaces: wanted.succession.replaces(),
                    how: wanted.succession.token(),
                    reason: &site.because,
                };
                site.proof = hex(&key.sign(&statement.message()));
            }
            retire(tx, old, wanted)?;
        }
        let id = tx.add_with(self.uid, &site)?;
        let from = wanted.from.unwrap_or_else(|| tx.seq());
        tx.begin_epoch(id, from)?;
        tx.keep_secret(SIGNING, &keys.seeds[0])?;
        tx.keep_secret(RECEIVING, &keys.seeds[1])
    }
}

/// The new site goes on from the old one, with numbers behind all that are known to be used.
fn follow(tx: &Tx<'_>, site: &mut Site, old: &Kept<Site>, wanted: &Begin<'_>) -> Result<()> {
    site.predecessor = Some(old.id);
    site.succession = wanted.succession;
    site.because = clean(wanted.reason);
    site.after = highest(tx.connection())?
        .max(old.record.after)
        .max(wanted.after);
    Ok(())
}

/// A copy leaves the old one at work; it is another machine of the office from then on.
fn retire(tx: &mut Tx<'_>, old: Kept<Site>, wanted: &Begin<'_>) -> Result<()> {
    let state = match wanted.succession {
        Succession::Copied => SiteState::Known,
        _ => SiteState::Replaced,
    };
    let record = Site {
        state,
        reason: clean(wanted.reason),
        ..old.record
    };
    tx.set(old.id, &record)
}

/// The highest number that a package of this book ever bore.
pub(super) fn highest(connection: &Connection) -> Result<i64> {
    let sent = store::list::<crate::domain::exchange::Package>(
        connection,
        "direction = 'out' ORDER BY number DESC LIMIT 1",
        &[],
    )?;
    Ok(sent.first().map_or(0, |kept| kept.record.number))
}
