//! Text → glyphs. Words are shaped one by one and remembered, since a report repeats its words.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use harfrust::{
    Buffer, ClusterLevel, Direction, Feature, Script, ShapeOptions, ShapePlan, ShaperFont, Tag,
};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::content::Style;
use super::fonts::{FontSet, STYLES, index};

/// One glyph of a face.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    /// Number in the font file.
    pub id: u16,
    /// Width, as a part of the size of the letters.
    pub advance: f64,
    /// The letter that reading the text gives back.
    pub letter: char,
}

/// A word in one style.
#[derive(Debug, Clone, PartialEq)]
pub struct Shaped {
    /// Glyphs from left to right.
    pub glyphs: Vec<Glyph>,
    /// Sum of the advances, as a part of the size of the letters.
    pub width: f64,
}

/// A letter that no face of the font has (ký tự thay thế), printed as an empty box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Substitution {
    /// The letter that was asked for.
    pub letter: char,
    /// How often.
    pub count: usize,
}

/// The box that stands for a letter which the font does not have.
const BOX: char = '□';

/// Shapes words with the faces of a set.
pub struct Shaper<'a> {
    fonts: Vec<(ShaperFont<'a, 'static>, ShapePlan, f64)>,
    known: [HashMap<String, Rc<Shaped>>; 4],
    missing: BTreeMap<char, usize>,
}

impl<'a> Shaper<'a> {
    /// A shaper for the set.
    pub fn new(set: &'a FontSet) -> Self {
        let off = features();
        let fonts = STYLES
            .map(|style| {
                let face = set.face(style);
                let plan = ShapePlan::new(
                    &face.font,
                    Direction::LeftToRight,
                    Some(Script::LATIN),
                    None,
                    &off,
                );
                (ShaperFont::new(&face.font), plan, face.units)
            })
            .into_iter()
            .collect();
        Self {
            fonts,
            known: Default::default(),
            missing: BTreeMap::new(),
        }
    }

    /// Shapes a word without blanks, given in NFC.
    pub fn shape(&mut self, style: Style, word: &str) -> Rc<Shaped> {
        let slot = index(style);
        if let Some(known) = self.known[slot].get(word) {
            let known = Rc::clone(known);
            // Counted again for each time it is printed.
            if known.glyphs.iter().any(|glyph| glyph.letter == BOX) {
                self.note_missing(slot, word);
            }
            return known;
        }
        self.note_missing(slot, word);
        let shaped = Rc::new(self.shape_anew(slot, word));
        self.known[slot].insert(word.to_owned(), Rc::clone(&shaped));
        shaped
    }

    /// Width of a word in points.
    pub fn width(&mut self, style: Style, size: f64, text: &str) -> f64 {
        self.shape(style, text).width * size
    }

    /// What was substituted, by letter.
    pub fn substitutions(self) -> Vec<Substitution> {
        self.missing
            .into_iter()
            .map(|(letter, count)| Substitution { letter, count })
            .collect()
    }

    fn has(&self, slot: usize, letter: char) -> bool {
        self.nominal(slot, letter) != 0
    }

    fn note_missing(&mut self, slot: usize, word: &str) {
        for letter in word
            .chars()
            .filter(|letter| !self.has(slot, *letter))
            .collect::<Vec<_>>()
        {
            *self.missing.entry(letter).or_default() += 1;
        }
    }

    fn shape_anew(&self, slot: usize, word: &str) -> Shaped {
        let letters: Vec<char> = word
            .chars()
            .map(|c| if self.has(slot, c) { c } else { BOX })
            .collect();
        let (font, plan, units) = &self.fonts[slot];
        let mut buffer = Buffer::new();
        buffer.set_cluster_level(ClusterLevel::Characters);
        for (place, letter) in letters.iter().enumerate() {
            buffer.push(u32::from(*letter), place as u32);
        }
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(Some(Script::LATIN));
        let off = features();
        let options = ShapeOptions::new().plan(Some(plan)).features(&off);
        let done = harfrust::shape(font, &mut buffer, options).is_ok();
        let shaped = buffer.glyph_infos().iter().zip(buffer.glyph_positions());
        let mut glyphs: Vec<Glyph> = shaped
            .map(|(info, position)| Glyph {
                id: u16::try_from(info.glyph_id).unwrap_or(0),
                advance: f64::from(position.x_advance) / units,
                letter: letters.get(info.cluster as usize).copied().unwrap_or(BOX),
            })
            .collect();
        // A glyph stands for one letter in the whole file, so marks that were put together otherwise than NFC does
        // would make other words read wrong.
        let each = letters
            .iter()
            .map(|letter| (*letter, self.nominal(slot, *letter)));
        if !done
            || !each
                .clone()
                .eq(glyphs.iter().map(|own| (own.letter, own.id)))
        {
            glyphs = each
                .map(|(letter, id)| Glyph {
                    id,
                    advance: if is_combining_mark(letter) {
                        0.0
                    } else {
                        f64::from(font.glyph_h_advance(u32::from(id).into())) / units
                    },
                    letter,
                })
                .collect();
        }
        let width = glyphs.iter().map(|glyph| glyph.advance).sum();
        Shaped { glyphs, width }
    }

    /// The glyph of a letter alone; 0 for none.
    fn nominal(&self, slot: usize, letter: char) -> u16 {
        let glyph = self.fonts[slot].0.nominal_glyph(u32::from(letter));
        glyph.map_or(0, |own| u16::try_from(own.to_u32()).unwrap_or(0))
    }
}

/// Kerning and ligatures stay off: the width of a line is the sum of the advances.
fn features() -> [Feature; 4] {
    [b"kern", b"liga", b"clig", b"calt"].map(|tag| Feature::new(Tag::new(tag), 0, ..))
}

/// Text as it is set: NFC, one blank for white space, without invisible characters.
/// No-break blanks stay, since they say where a line must not end.
pub fn prepare(text: &str) -> String {
    text.nfc()
        .filter_map(|c| match c {
            '\u{a0}' | '\u{2007}' | '\u{202f}' => Some('\u{a0}'),
            c if c.is_whitespace() => Some(' '),
            '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2060}'
            | '\u{feff}'
            | '\u{202a}'..='\u{202e}' => None,
            c if c.is_control() => None,
            c => Some(c),
        })
        .collect()
}
