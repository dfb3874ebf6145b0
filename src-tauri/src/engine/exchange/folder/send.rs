//! What a pass lays down.

use super::memory::Memory;
use super::shelf::Seen;
use super::{Pass, Round};
use crate::domain::Result;
use crate::engine::exchange::site::OwnSite;
use crate::store::Book;

impl Round {
    pub(super) fn send(
        &mut self,
        book: &mut Book,
        memory: &mut Memory,
        pass: &Pass<'_>,
        own: &OwnSite,
        seen: &[Seen],
    ) -> Result<()> {
        let _ = (book, memory, pass, own, seen);
        Ok(())
    }
}
