//! Locking a payload (khóa nội dung) as age does: for the keys of receivers, or under a passphrase for a handover.
//!
//! The one-time secrets of a lock are drawn by age from the machine; its interface takes none. So locking the same twice
//! gives different bytes, and only the payload under the lock can be compared.

use std::io::{Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use age::secrecy::SecretString;
use age::{DecryptError, Decryptor, Encryptor, Identity, Recipient, scrypt};

use super::keys::{ReceivingKey, ReceivingPublicKey};
use crate::domain::{Error, ErrorCode, Result, passphrase};

/// Work of a passphrase, as a power of two: 128 MB and about half a second on an office's laptop.
const WORK: u8 = 17;
/// The most that a lock may ask for: twice as much. Anything above would let a file take the machine's memory.
const MOST_WORK: u8 = 18;
/// Where the list of receivers ends at the latest: some six hundred of them. age reads it again from its beginning with
/// every line, so a long one would never end.
const MOST_HEAD: usize = 64 * 1024;

/// Locks a payload, so that any one of the receivers can open it.
pub fn lock_for(payload: &[u8], receivers: &[ReceivingPublicKey]) -> Result<Vec<u8>> {
    let receivers = receivers.iter().map(|key| &key.recipient as &dyn Recipient);
    guarded(|| lock(payload, receivers))
}

/// Locks a payload under a passphrase of [`passphrase::LEAST`] signs or more.
pub fn lock_under(payload: &[u8], text: &str) -> Result<Vec<u8>> {
    passphrase::refuse_short(text)?;
    guarded(|| {
        let mut receiver = scrypt::Recipient::new(SecretString::from(passphrase::normal(text)));
        receiver.set_work_factor(WORK);
        lock(payload, std::iter::once(&receiver as &dyn Recipient))
    })
}

/// Whether a locked payload asks for a passphrase and not for a key.
pub fn asks_passphrase(locked: &[u8]) -> Result<bool> {
    guarded(|| Ok(head(locked)?.is_scrypt()))
}

/// Opens what was locked for one of the keys: that of now or one that it replaced.
pub fn unlock_with(locked: &[u8], keys: &[ReceivingKey]) -> Result<Vec<u8>> {
    let identities = keys.iter().map(|key| &key.identity as &dyn Identity);
    guarded(|| unlock(locked, identities, ErrorCode::PackageNotForUs))
}

/// Opens what was locked under a passphrase.
pub fn unlock_under(locked: &[u8], text: &str) -> Result<Vec<u8>> {
    guarded(|| {
        let mut identity = scrypt::Identity::new(SecretString::from(passphrase::normal(text)));
        identity.set_max_work_factor(MOST_WORK);
        let identities = std::iter::once(&identity as &dyn Identity);
        unlock(locked, identities, ErrorCode::WrongPassphrase)
    })
}

fn lock<'a>(payload: &[u8], receivers: impl Iterator<Item = &'a dyn Recipient>) -> Result<Vec<u8>> {
    let failed = |detail: String| Error::new(ErrorCode::Internal).detail(detail);
    // age has words of its own for its errors, in English and from files; the names of their kinds are enough.
    let encryptor = Encryptor::with_recipients(receivers).map_err(|e| failed(format!("{e:?}")))?;
    let mut out = Vec::with_capacity(payload.len() + payload.len() / 4096 + 1024);
    let mut writer = encryptor
        .wrap_output(&mut out)
        .map_err(|e| failed(e.to_string()))?;
    writer
        .write_all(payload)
        .and_then(|()| writer.finish().map(|_| ()))
        .map_err(|e| failed(e.to_string()))?;
    Ok(out)
}

fn broken(detail: impl ToString) -> Error {
    Error::new(ErrorCode::PackageLockBroken).detail(detail)
}

/// Reads the list of receivers, which must end where it reasonably can.
fn head(locked: &[u8]) -> Result<Decryptor<&[u8]>> {
    let start = &locked[..locked.len().min(MOST_HEAD)];
    if !start.windows(5).any(|own| own == b"\n--- ") {
        return Err(broken("no end of its head"));
    }
    Decryptor::new_buffered(locked).map_err(|e| broken(format!("{e:?}")))
}

fn unlock<'a>(
    locked: &[u8],
    identities: impl Iterator<Item = &'a dyn Identity>,
    refused: ErrorCode,
) -> Result<Vec<u8>> {
    let decryptor = head(locked)?;
    let mut reader = decryptor.decrypt(identities).map_err(|e| match e {
        DecryptError::NoMatchingKeys | DecryptError::DecryptionFailed => Error::new(refused),
        other => broken(format!("{other:?}")),
    })?;
    let mut out = Vec::new();
    reader.read_to_end(&mut out).map_err(broken)?;
    Ok(out)
}

/// age is written to refuse and not to panic, except where the machine gives no random numbers; this is the last net.
fn guarded<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    let gave_up = |_| Err(Error::new(ErrorCode::Internal).detail("age gave up"));
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(gave_up)
}
