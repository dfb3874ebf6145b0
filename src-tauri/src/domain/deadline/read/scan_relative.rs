//! Stretches that lean on the day of the document: "tháng này", "trong năm", "cuối quý".

use chrono::Datelike;

use super::scan::{Named, Scan};
use super::stretch::Stretch;
use super::token::Token;

impl Scan<'_> {
    /// "năm 2024", "trong năm", "cuối năm nay", "năm sau".
    pub(super) fn year(&self, at: usize) -> Option<Named> {
        if let (Some(year), end) = self.year_here(at + 1) {
            return Some((Stretch::Year, Some(year), end, true));
        }
        let issued = self.issued?.year();
        match self.pieces.word(at + 1) {
            Some("nay") => Some((Stretch::Year, Some(issued), at + 2, true)),
            Some("sau" | "toi") => Some((Stretch::Year, Some(issued + 1), at + 2, false)),
            _ => {
                // "trong năm", but not "năm ngày" or "năm học".
                let before = at.checked_sub(1).and_then(|at| self.pieces.word(at));
                let plain = matches!(
                    before,
                    Some("trong" | "het" | "cuoi" | "giua" | "dau" | "ca" | "suot")
                );
                let ends = !matches!(self.pieces.get(at + 1), Some(Token::Word { plain, .. }) if plain == "hoc" || plain == "tai")
                    && !self.pieces.is_number(at + 1);
                (plain && ends).then_some((Stretch::Year, None, at + 1, true))
            }
        }
    }

    /// "này": months to add to the document's, the end, whether it is plain; "trong tháng" and "cuối quý" too.
    pub(super) fn this_or_next(&self, at: usize) -> Option<(u32, usize, bool)> {
        match self.pieces.word(at + 1) {
            _ if self.pieces.is_number(at + 1) => None,
            Some("nay") => Some((0, at + 2, true)),
            Some("sau" | "toi") => Some((1, at + 2, false)),
            Some("ke" | "tiep" | "lien" | "cuoi" | "dau" | "giua") => None,
            _ => {
                let before = at.checked_sub(1).and_then(|at| self.pieces.word(at));
                matches!(before, Some("trong" | "het" | "cuoi")).then_some((0, at + 1, false))
            }
        }
    }
}
