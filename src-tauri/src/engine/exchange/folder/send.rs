//! What a pass lays down: for the other machines of the office, and for the office above where that is wanted. Files that
//! a newer one supersedes are removed, by the machine that wrote them and by no other.

use std::collections::HashSet;

use super::memory::{Mark, Memory};
use super::shelf::Seen;
use super::{Pass, Round};
use crate::domain::exchange::Package;
use crate::domain::{Id, Result};
use crate::engine::exchange::peers;
use crate::engine::exchange::site::OwnSite;
use crate::engine::exchange::write::{Written, write_quietly};
use crate::engine::profile;
use crate::exchange::container;
use crate::store::{self, Book, Done, Kept};

impl Round {
    /// Sends what is owed. A folder that cannot be written is told, and what came was taken all the same.
    pub(super) fn send(
        &mut self,
        book: &mut Book,
        memory: &mut Memory,
        pass: &Pass<'_>,
        own: &OwnSite,
        seen: &[Seen],
    ) -> Result<()> {
        let lying = own_digests(memory);
        let root = book.read(profile::root)?;
        let taken: HashSet<&str> = seen.iter().map(|file| file.name.as_str()).collect();
        let mut laid = false;
        if let Some(since) = book.read(|c| peers::owed(c, own, &lying))? {
            laid = self.lay(book, (pass, &taken), |book| {
                write_quietly(book, root, Some(&since))
            })?;
        }
        if pass.send_above {
            for body in book.read(peers::offices_above)? {
                if book.read(|c| peers::news_for_above(c, own, body))? {
                    self.lay(book, (pass, &taken), |book| write_quietly(book, body, None))?;
                }
            }
        }
        self.clear(book, memory, pass, (own, root, laid), seen)
    }

    /// Whether the file lies there now.
    fn lay(
        &mut self,
        book: &mut Book,
        (pass, taken): (&Pass<'_>, &HashSet<&str>),
        write: impl FnOnce(&mut Book) -> Result<Done<Written>>,
    ) -> Result<bool> {
        if let Err(error) = pass.shelf.writable() {
            self.report.error = Some(error);
            return Ok(false);
        }
        let done = write(book)?;
        self.changes.extend(done.changes);
        let name = free(&done.value.name, taken);
        // Where this fails the number is used and the file is not there; the next pass writes another.
        if let Err(error) = pass.shelf.put(&name, &done.value.bytes) {
            self.report.error = Some(error);
            return Ok(false);
        }
        self.report.sent.push(name);
        Ok(true)
    }

    /// Removes own packages for the other machines that a newer one in the folder supersedes. One with which a machine
    /// is to join is not locked, and stays until somebody removes it.
    fn clear(
        &mut self,
        book: &Book,
        memory: &mut Memory,
        pass: &Pass<'_>,
        (own, root, laid): (&OwnSite, Id, bool),
        seen: &[Seen],
    ) -> Result<()> {
        let sent: Vec<Kept<Package>> = book.read(|c| {
            store::list(
                c,
                "direction = 'out' AND site = ?1 AND receiver = ?2 AND kind = 'peer'",
                &[&own.site.id, &root],
            )
        })?;
        let number = |digest: &str| {
            let kept = sent.iter().find(|kept| kept.record.digest == digest)?;
            Some(kept.record.number)
        };
        let newest = sent.iter().map(|kept| kept.record.number).max();
        let lies = |number: i64| {
            let kept = sent.iter().find(|kept| kept.record.number == number);
            kept.is_some_and(|kept| own_digests(memory).contains(&kept.record.digest))
        };
        let Some(newest) = newest.filter(|own| laid || lies(*own)) else {
            return Ok(());
        };
        for file in seen {
            let known = memory.of(file);
            let Some(known) = known.filter(|known| known.mark == Mark::Own) else {
                continue;
            };
            if number(&known.digest).is_none_or(|own| own >= newest) {
                continue;
            }
            let head = pass.shelf.read(&file.name, container::HEADER_BYTES as u64);
            let locked = head.ok().and_then(|head| container::is_locked(&head));
            // One that is held by another program goes next time.
            if locked == Some(true) && pass.shelf.remove(&file.name).is_ok() {
                memory.files.remove(&file.name);
                self.report.files.retain(|own| own.name != file.name);
                self.report.removed.push(file.name.clone());
            }
        }
        Ok(())
    }
}

/// A name that no file in the folder bears: a name means nothing, and no file of others is written over.
fn free(name: &str, taken: &HashSet<&str>) -> String {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "so06x"));
    let other = (2..).map(|number| format!("{stem}-{number}.{ending}"));
    let mut names = std::iter::once(name.to_owned()).chain(other);
    let free = names.find(|own| !taken.contains(own.as_str()));
    free.unwrap_or_else(|| name.to_owned())
}

/// Digests of own packages that lie in the folder.
fn own_digests(memory: &Memory) -> HashSet<String> {
    let own = memory.files.values().filter(|own| own.mark == Mark::Own);
    own.map(|own| own.digest.clone()).collect()
}
