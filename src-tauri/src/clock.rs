//! The only file that reads the time. Everything else is told what day it is.

use chrono::{FixedOffset, NaiveTime, Timelike, Utc};

use crate::domain::{Day, Error, ErrorCode, Instant, Result};

/// Where "now" comes from: the machine, or a moment given with `--now`.
/// Journal moments stay real; only what reports and timeliness see is fixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// The machine's clock, carried to +07:00.
    Machine,
    /// A given moment.
    Fixed(Instant),
}

impl Clock {
    /// The day that screens and reports take for today.
    pub fn today(self) -> Day {
        self.now().day
    }

    /// The moment that screens and reports take for now, to the minute as deadlines are said.
    pub fn now(self) -> Instant {
        match self {
            Self::Machine => {
                let now = machine_now();
                Instant {
                    day: now.date_naive(),
                    time: NaiveTime::from_hms_opt(now.hour(), now.minute(), 0),
                }
            }
            Self::Fixed(instant) => instant,
        }
    }

    /// The moment that is written into the journal: `2024-03-18T09:12:40.123+07:00`, always the machine's.
    pub fn moment(self) -> String {
        machine_now().format("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string()
    }

    /// The same to the second, as names of files hold it.
    pub fn local_moment(self) -> chrono::NaiveDateTime {
        let now = machine_now().naive_local();
        now.with_nanosecond(0).unwrap_or(now)
    }

    /// Seconds since 1970, always the machine's: how long a file has lain as it is.
    pub fn seconds(self) -> i64 {
        machine_now().timestamp()
    }

    /// A fresh UUIDv7 for what leaves the book.
    pub fn uid(self) -> [u8; 16] {
        uuid::Uuid::now_v7().into_bytes()
    }

    /// Random bytes that keep digests from being guessed, many at a time since each drawing asks the system.
    pub fn random(self) -> Result<[u8; 4096]> {
        let mut bytes = [0; 4096];
        getrandom::fill(&mut bytes).map_err(|e| Error::new(ErrorCode::IoFailed).detail(e))?;
        Ok(bytes)
    }
}

#[allow(clippy::disallowed_methods)] // the one place
fn machine_now() -> chrono::DateTime<FixedOffset> {
    let zone = FixedOffset::east_opt(7 * 3600).unwrap_or_else(|| {
        // +07:00 is a valid offset; the fallback only satisfies the type.
        FixedOffset::east_opt(0).unwrap_or_else(|| unreachable!())
    });
    Utc::now().with_timezone(&zone)
}
