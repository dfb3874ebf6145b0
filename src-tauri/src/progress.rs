//! How far a long piece of work has come, and whether somebody wants it ended. Another thread reads and sets it while
//! the work runs.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use crate::domain::{Error, ErrorCode, Result};

/// A piece of work in steps (tiến độ).
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicU32,
    total: AtomicU32,
    ended: AtomicBool,
}

impl Progress {
    /// Work of so many steps begins. A wish to end the one before is forgotten.
    pub fn begin(&self, total: usize) {
        self.ended.store(false, Ordering::Relaxed);
        self.done.store(0, Ordering::Relaxed);
        let total = u32::try_from(total).unwrap_or(u32::MAX);
        self.total.store(total, Ordering::Relaxed);
    }

    /// One step is done.
    pub fn step(&self) -> Result<()> {
        self.done.fetch_add(1, Ordering::Relaxed);
        self.check()
    }

    /// Refuses to go on when somebody wants it ended; all that was done is then taken back.
    pub fn check(&self) -> Result<()> {
        if self.ended.load(Ordering::Relaxed) {
            return Err(Error::new(ErrorCode::WorkEnded));
        }
        Ok(())
    }

    /// Somebody wants it ended.
    pub fn end(&self) {
        self.ended.store(true, Ordering::Relaxed);
    }

    /// The work is over, however it came out.
    pub fn over(&self) {
        self.total.store(0, Ordering::Relaxed);
        self.done.store(0, Ordering::Relaxed);
    }

    /// Steps that are done, and of how many; 0 of 0 while nothing runs.
    pub fn now(&self) -> (u32, u32) {
        let total = self.total.load(Ordering::Relaxed);
        (self.done.load(Ordering::Relaxed).min(total), total)
    }
}
