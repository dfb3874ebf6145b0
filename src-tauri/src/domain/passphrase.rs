//! Passphrases (mật khẩu bằng cụm từ): what a handover and an encrypted book are opened with.

use unicode_normalization::UnicodeNormalization as _;

use super::{Error, ErrorCode, Result};

/// Signs that a passphrase has at least.
pub const LEAST: usize = 12;

/// The passphrase as it is reckoned with: one keyboard composes "ậ" of one sign and another of three, and a space at the
/// end is seen by nobody.
pub fn normal(passphrase: &str) -> String {
    passphrase.trim().nfc().collect()
}

/// Refuses a passphrase that is too short to lock anything.
pub fn refuse_short(passphrase: &str) -> Result<()> {
    if normal(passphrase).chars().count() < LEAST {
        return Err(Error::new(ErrorCode::PassphraseTooShort).with("least", LEAST));
    }
    Ok(())
}
