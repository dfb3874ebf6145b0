//! The key of an encrypted book: made of a passphrase by Argon2id, or read from the recovery sheet, which bears the key
//! itself.

use std::fmt;

use argon2::{Algorithm, Argon2, Params, Version};
use bech32::{Bech32, Hrp};
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::clock::Clock;
use crate::domain::hex::hex;
use crate::domain::{Error, ErrorCode, Result, passphrase};
use crate::store::sqlite;

/// What an encrypted file begins with: a mark and the version of the form.
const MARK: [u8; 4] = *b"S06\x01";
/// Bytes that the file bears in the clear: mark, chance, check.
pub(super) const SALT: usize = 16;
/// How many of them go into the key.
const SALTING: usize = 12;
/// Kilobytes, passes, lanes. RFC 9106 names 64 MiB and three passes for machines with little memory; they take an office's
/// laptop about a third of a second, and whoever guesses as long for each guess.
const COST: [u32; 3] = [64 * 1024, 3, 1];
/// What a recovery code begins with.
const PREFIX: &str = "k";
/// Signs of a recovery code without its spaces: prefix and "1", 52 of the key, six that find a mistyped one.
const CODE: usize = 60;

/// The key of an encrypted book (khóa mã hóa của sổ), wiped from memory when nobody needs it any more.
pub struct BookKey {
    salt: [u8; SALT],
    key: Zeroizing<[u8; 32]>,
}

impl fmt::Debug for BookKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BookKey").finish_non_exhaustive()
    }
}

impl BookKey {
    /// A new key of a new passphrase of [`passphrase::LEAST`] signs or more.
    pub(super) fn of_new(text: &str, clock: Clock) -> Result<Self> {
        passphrase::refuse_short(text)?;
        let mut salt = [0; SALT];
        salt[..MARK.len()].copy_from_slice(&MARK);
        salt[MARK.len()..SALTING].copy_from_slice(&clock.random()?[..SALTING - MARK.len()]);
        let key = stretch(text, &salt)?;
        let check = check(&key, &salt);
        salt[SALTING..].copy_from_slice(&check);
        Ok(Self { salt, key })
    }

    /// The key of a file that begins with `salt`, from its passphrase or from the code of its recovery sheet.
    pub(super) fn of_file(salt: [u8; SALT], secret: &str) -> Result<Self> {
        let fits = |key: &[u8; 32]| check(key, &salt) == salt[SALTING..];
        // Somebody may have taken what reads as a code for a passphrase, so the one does not rule out the other.
        let code = read_code(secret);
        if let Ok(Some(key)) = &code
            && fits(key)
        {
            return Ok(Self {
                salt,
                key: key.clone(),
            });
        }
        let key = stretch(secret, &salt)?;
        if fits(&key) {
            return Ok(Self { salt, key });
        }
        Err(code
            .err()
            .unwrap_or_else(|| Error::new(ErrorCode::WrongBookPassphrase)))
    }

    /// What a file under this key begins with.
    pub(super) const fn salt(&self) -> &[u8; SALT] {
        &self.salt
    }

    /// Key and salt as SQLite reads them.
    fn raw(&self) -> Zeroizing<String> {
        let (key, salt) = (Zeroizing::new(hex(&*self.key)), hex(&self.salt));
        Zeroizing::new(format!("{}{salt}", *key))
    }

    /// Says the key to a connection, before anything else is asked of it.
    pub(super) fn tell(&self, connection: &Connection) -> Result<()> {
        let text = Zeroizing::new(format!("PRAGMA key = \"x'{}'\";", *self.raw()));
        connection.execute_batch(&text).map_err(|e| {
            // The statement would stand in the detail.
            Error::new(sqlite(e).code).detail("PRAGMA key")
        })
    }

    /// The part of an address that names the key.
    pub(super) fn query(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("?key=raw:{}", *self.raw()))
    }

    /// The code for the recovery sheet: the key itself, in groups of five signs that are not taken for one another. Whoever
    /// has it opens the book without the passphrase.
    pub fn recovery_code(&self) -> Result<Zeroizing<String>> {
        let failed = |e: String| Error::new(ErrorCode::Internal).detail(e);
        let prefix = Hrp::parse(PREFIX).map_err(|e| failed(e.to_string()))?;
        let text = bech32::encode_upper::<Bech32>(prefix, &*self.key);
        let text = Zeroizing::new(text.map_err(|e| failed(e.to_string()))?);
        let mut out = Zeroizing::new(String::with_capacity(2 * CODE));
        for (at, sign) in text.chars().enumerate() {
            if at > 0 && at % 5 == 0 {
                out.push(' ');
            }
            out.push(sign);
        }
        Ok(out)
    }
}

fn stretch(text: &str, salt: &[u8; SALT]) -> Result<Zeroizing<[u8; 32]>> {
    let failed = |e: argon2::Error| Error::new(ErrorCode::Internal).detail(e);
    let mut out = Zeroizing::new([0; 32]);
    let params = Params::new(COST[0], COST[1], COST[2], Some(out.len())).map_err(failed)?;
    let text = Zeroizing::new(passphrase::normal(text));
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(text.as_bytes(), &salt[..SALTING], &mut *out)
        .map_err(failed)?;
    Ok(out)
}

/// Tells a wrong passphrase from a damaged file. Four bytes let nobody guess faster: the passphrase must be stretched first.
fn check(key: &[u8; 32], salt: &[u8; SALT]) -> [u8; SALT - SALTING] {
    let mut hasher = Sha256::new();
    hasher.update(b"so06-book-key-1\0");
    hasher.update(&salt[..SALTING]);
    hasher.update(key);
    let mut out = [0; SALT - SALTING];
    out.copy_from_slice(&hasher.finalize()[..SALT - SALTING]);
    out
}

/// The key of a recovery code; none for what is none, a refusal for one that was mistyped.
fn read_code(text: &str) -> Result<Option<Zeroizing<[u8; 32]>>> {
    let signs = text
        .chars()
        .filter(|own| !own.is_whitespace() && *own != '-');
    let signs: Zeroizing<String> = Zeroizing::new(signs.collect::<String>().to_lowercase());
    if !signs.starts_with("k1") || signs.chars().count().abs_diff(CODE) > 2 {
        return Ok(None);
    }
    // A long passphrase without spaces may begin so; a code has no signs beside those of its alphabet.
    if signs.chars().any(|own| !own.is_ascii_alphanumeric()) {
        return Ok(None);
    }
    let misread = || Error::new(ErrorCode::RecoveryCodeMisread);
    let (_, bytes) = bech32::decode(&signs).map_err(|_| misread())?;
    let bytes = Zeroizing::new(bytes);
    let key: [u8; 32] = bytes.as_slice().try_into().map_err(|_| misread())?;
    Ok(Some(Zeroizing::new(key)))
}

/// What an encrypted file begins with; none for any other file. The bytes behind the salt are those of every such file:
/// pages of 4096 bytes, 32 of them reserved.
pub(super) fn salt_of(head: &[u8]) -> Option<[u8; SALT]> {
    let salt: [u8; SALT] = head.get(..SALT)?.try_into().ok()?;
    let form = head.get(SALT..SALT + 8)?;
    let log = |own: u8| own == 1 || own == 2;
    let known = form[..2] == [0x10, 0] && log(form[2]) && log(form[3]);
    (salt.starts_with(&MARK) && known && form[4..] == [32, 64, 32, 32]).then_some(salt)
}

/// Whether a file that is too short to tell begins as an encrypted one.
pub(super) fn begins_so(head: &[u8]) -> bool {
    head.starts_with(&MARK)
}
