//! How texts are written: encodings of whole files, and the old fonts' encodings within any file.

mod bytes;
pub mod fonts;
mod repair;
mod score;
pub mod syllable;

pub use bytes::{decode, from_western};
pub use repair::repair;
pub use score::{Score, score, without_lone_signs};

/// Ways of the old fonts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Old {
    /// TCVN3, also called ABC.
    Tcvn3,
    /// VNI for Windows.
    Vni,
}

impl Old {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Tcvn3, Self::Vni];

    /// The name that a workbook tells.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tcvn3 => "tcvn3",
            Self::Vni => "vni",
        }
    }

    /// The text as its fonts show it.
    pub fn read(self, text: &str) -> String {
        match self {
            Self::Tcvn3 => fonts::from_tcvn3(text),
            Self::Vni => fonts::from_vni(text),
        }
    }
}
