//! Text that is XML.

use crate::report::shape::prepare;

/// Twentieths of a point, in which Word measures.
pub(super) fn twips(points: f64) -> i64 {
    (points * 20.0).round() as i64
}

/// Half points, in which Word measures letters.
pub(super) fn half_points(points: f64) -> i64 {
    (points * 2.0).round() as i64
}

/// Text as it may stand in XML: NFC, without what XML cannot hold. Room that is left for the hand, several no-break
/// blanks, becomes plain ones: other programs than Word draw no-break blanks wider than they are.
pub(super) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for letter in prepare(text).replace("\u{a0}\u{a0}", "  ").chars() {
        match letter {
            '\u{a0}' if out.ends_with("  ") => out.push(' '),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            other => out.push(other),
        }
    }
    out
}

/// What is written so far.
#[derive(Debug, Default)]
pub(super) struct Xml(String);

impl Xml {
    /// Adds what is XML already.
    pub(super) fn raw(&mut self, xml: &str) {
        self.0.push_str(xml);
    }

    pub(super) fn finish(self) -> String {
        self.0
    }
}
