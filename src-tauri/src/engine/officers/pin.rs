//! PINs are kept as Argon2id: who reads the file cannot read them, and guessing costs memory and time.

use argon2::{Algorithm, Argon2, Params, Version};

use crate::clock::Clock;
use crate::domain::{Error, ErrorCode, Result};

/// Bytes of a salt, and of what is made of it.
const SALT: usize = 16;
const HASH: usize = 32;
/// Kilobytes, passes, lanes: RFC 9106, second recommended option, with less memory for laptops of 4 GB.
const COST: [u32; 3] = [19 * 1024, 3, 1];
/// The form of the bytes.
const FORM: u8 = 1;

/// What is kept of a PIN: its costs, a salt, and what Argon2id makes of both.
pub(super) struct Verifier {
    cost: [u32; 3],
    salt: [u8; SALT],
    hash: [u8; HASH],
}

fn digest(pin: &str, salt: &[u8], cost: [u32; 3]) -> Result<[u8; HASH]> {
    let failed = |e: argon2::Error| Error::new(ErrorCode::Internal).detail(e);
    let params = Params::new(cost[0], cost[1], cost[2], Some(HASH)).map_err(failed)?;
    let mut out = [0; HASH];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(pin.as_bytes(), salt, &mut out)
        .map_err(failed)?;
    Ok(out)
}

impl Verifier {
    /// Of a new PIN.
    pub(super) fn of(clock: Clock, pin: &str) -> Result<Self> {
        let mut salt = [0; SALT];
        salt.copy_from_slice(&clock.random()?[..SALT]);
        Ok(Self {
            cost: COST,
            hash: digest(pin, &salt, COST)?,
            salt,
        })
    }

    /// As it is kept.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut out = vec![FORM];
        out.extend(self.cost.iter().flat_map(|own| own.to_be_bytes()));
        out.extend(self.salt);
        out.extend(self.hash);
        out
    }

    /// What was kept; none for bytes of another form, or with costs that nobody asked for.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let (form, rest) = bytes.split_first()?;
        if *form != FORM || rest.len() != 12 + SALT + HASH {
            return None;
        }
        let word = |at: usize| Some(u32::from_be_bytes(rest.get(at..at + 4)?.try_into().ok()?));
        let cost = [word(0)?, word(4)?, word(8)?];
        // A file from elsewhere must not be able to ask for a gigabyte.
        let sane = cost[0] <= 256 * 1024 && cost[1] <= 16 && cost[2] <= 8;
        sane.then_some(Self {
            cost,
            salt: rest.get(12..12 + SALT)?.try_into().ok()?,
            hash: rest.get(12 + SALT..)?.try_into().ok()?,
        })
    }

    /// Whether that is the PIN; takes the same time for every wrong one.
    pub(super) fn fits(&self, pin: &str) -> bool {
        digest(pin, &self.salt, self.cost).is_ok_and(|own| {
            let differs = own
                .iter()
                .zip(&self.hash)
                .fold(0, |sum, (a, b)| sum | (a ^ b));
            differs == 0
        })
    }
}

/// A code for the recovery sheet: twenty signs out of 32 that are not taken for one another, in groups of five.
pub(super) fn new_recovery(clock: Clock) -> Result<String> {
    const SIGNS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    let bytes = clock.random()?;
    let signs: String = bytes[..20]
        .iter()
        .map(|own| char::from(SIGNS[usize::from(own % 32)]))
        .collect();
    let groups: Vec<&str> = (0..4).map(|at| &signs[at * 5..at * 5 + 5]).collect();
    Ok(groups.join("-"))
}
