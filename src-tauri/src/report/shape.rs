//! Text → glyphs. Letters that stand alone, which all of Vietnamese are in NFC, are looked up once a face; words with
//! others, such as marks that no letter bears, are shaped and remembered.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use harfrust::{
    Buffer, ClusterLevel, Direction, Feature, Script, ShapeOptions, ShapePlan, ShaperFont, Tag,
};
use skrifa::MetadataProvider;
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::content::Style;
use super::fonts::{Face, FontSet, STYLES, index};

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
    pub glyphs: Rc<[Glyph]>,
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
    faces: [Letters<'a>; 4],
    known: [HashMap<String, Shaped>; 4],
    missing: BTreeMap<char, usize>,
}

/// The letters of a face.
struct Letters<'a> {
    face: &'a Face,
    /// What it has and how wide that is.
    tables: Option<(Charmap<'a>, GlyphMetrics<'a>)>,
    /// Those that stand alone, by [`place`]; looked up when they are first met.
    plain: Vec<Option<Glyph>>,
    /// What puts marks on letters; few papers need it.
    engine: OnceCell<Option<(ShaperFont<'a, 'static>, ShapePlan)>>,
}

/// Places of letters in a table: Latin with the letters of Vietnamese, dashes and quotation marks.
const PLACES: usize = 0x300 + 0x100 + 0x60;

/// The place of a letter that no other one changes: with kerning and ligatures off, words of such letters are their
/// glyphs side by side. None for all others.
const fn place(letter: char) -> Option<usize> {
    match letter as usize {
        own @ (0x20..=0x7e | 0xa0..=0xac | 0xae..=0x2ff) => Some(own),
        own @ 0x1e00..=0x1eff => Some(own - 0x1e00 + 0x300),
        own @ (0x2010..=0x2027 | 0x2030..=0x205e) => Some(own - 0x2000 + 0x400),
        _ => None,
    }
}

impl<'a> Letters<'a> {
    fn of(face: &'a Face) -> Self {
        let tables = face.view().map(|font| {
            let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
            (font.charmap(), metrics)
        });
        Self {
            face,
            tables,
            plain: vec![None; PLACES],
            engine: OnceCell::new(),
        }
    }

    /// The glyph of a letter alone; 0 for none.
    fn nominal(&self, letter: char) -> u16 {
        let glyph = self.tables.as_ref().and_then(|own| own.0.map(letter));
        glyph.map_or(0, |own| u16::try_from(own.to_u32()).unwrap_or(0))
    }

    /// Width of a glyph as a part of the size of letters.
    fn advance(&self, id: u16) -> f64 {
        let tables = self.tables.as_ref();
        let units = tables.and_then(|own| own.1.advance_width(id.into()));
        f64::from(units.unwrap_or_default()) / self.face.units
    }

    /// A letter that stands alone and that the face has.
    fn plain(&mut self, letter: char) -> Option<Glyph> {
        let place = place(letter)?;
        if let Some(known) = self.plain[place] {
            return Some(known);
        }
        let id = self.nominal(letter);
        if id == 0 {
            return None;
        }
        let advance = self.advance(id);
        let glyph = Glyph {
            id,
            advance,
            letter,
        };
        self.plain[place] = Some(glyph);
        Some(glyph)
    }

    fn engine(&self) -> Option<&(ShaperFont<'a, 'static>, ShapePlan)> {
        let made = self.engine.get_or_init(|| {
            let font = self.face.font()?;
            let plan = ShapePlan::new(
                font,
                Direction::LeftToRight,
                Some(Script::LATIN),
                None,
                &features(),
            );
            Some((ShaperFont::new(font), plan))
        });
        made.as_ref()
    }

    /// Glyphs and advances as the font would have them.
    fn shape(&self, letters: &[char]) -> Vec<Glyph> {
        let Some((font, plan)) = self.engine() else {
            return Vec::new();
        };
        let mut buffer = Buffer::new();
        buffer.set_cluster_level(ClusterLevel::Characters);
        for (place, letter) in letters.iter().enumerate() {
            buffer.push(u32::from(*letter), place as u32);
        }
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(Some(Script::LATIN));
        let off = features();
        let options = ShapeOptions::new().plan(Some(plan)).features(&off);
        if harfrust::shape(font, &mut buffer, options).is_err() {
            return Vec::new();
        }
        let shaped = buffer.glyph_infos().iter().zip(buffer.glyph_positions());
        shaped
            .map(|(info, position)| Glyph {
                id: u16::try_from(info.glyph_id).unwrap_or(0),
                advance: f64::from(position.x_advance) / self.face.units,
                letter: letters.get(info.cluster as usize).copied().unwrap_or(BOX),
            })
            .collect()
    }
}

impl<'a> Shaper<'a> {
    /// A shaper for the set.
    pub fn new(set: &'a FontSet) -> Self {
        Self {
            faces: STYLES.map(|style| Letters::of(set.face(style))),
            known: Default::default(),
            missing: BTreeMap::new(),
        }
    }

    /// Shapes a word without blanks, given in NFC.
    pub fn shape(&mut self, style: Style, word: &str) -> Shaped {
        let slot = index(style);
        if let Some(shaped) = self.plainly(slot, word) {
            return shaped;
        }
        if let Some(known) = self.known[slot].get(word) {
            let known = known.clone();
            // Counted again for each time it is printed.
            if known.glyphs.iter().any(|glyph| glyph.letter == BOX) {
                self.note_missing(slot, word);
            }
            return known;
        }
        self.note_missing(slot, word);
        let shaped = self.shape_anew(slot, word);
        self.known[slot].insert(word.to_owned(), shaped.clone());
        shaped
    }

    /// A word of letters that stand alone; none where one does not.
    fn plainly(&mut self, slot: usize, word: &str) -> Option<Shaped> {
        let face = &mut self.faces[slot];
        let mut width = 0.0;
        let letters = word.chars().map(|letter| {
            let glyph = face.plain(letter)?;
            width += glyph.advance;
            Some(glyph)
        });
        let glyphs = letters.collect::<Option<Rc<[Glyph]>>>()?;
        Some(Shaped { glyphs, width })
    }

    /// The glyph of a plain blank.
    pub fn blank(&mut self, style: Style) -> Option<Glyph> {
        self.faces[index(style)].plain(' ')
    }

    /// Width of the widest word in points, for text in NFC.
    pub fn widest_word(&mut self, style: Style, size: f64, text: &str) -> f64 {
        let slot = index(style);
        let words = text.split([' ', '\u{a0}']);
        words
            .map(|word| {
                let face = &mut self.faces[slot];
                let sum = word.chars().try_fold(0.0, |sum, letter| {
                    face.plain(letter).map(|glyph| sum + glyph.advance)
                });
                // Letters that are missing are noted when they are printed.
                sum.unwrap_or_else(|| self.shape_anew(slot, word).width) * size
            })
            .fold(0.0, f64::max)
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

    fn note_missing(&mut self, slot: usize, word: &str) {
        let face = &self.faces[slot];
        for letter in word.chars().filter(|letter| face.nominal(*letter) == 0) {
            *self.missing.entry(letter).or_default() += 1;
        }
    }

    fn shape_anew(&self, slot: usize, word: &str) -> Shaped {
        let face = &self.faces[slot];
        let has = |letter: &char| face.nominal(*letter) != 0;
        let letters: Vec<char> = word
            .chars()
            .map(|letter| if has(&letter) { letter } else { BOX })
            .collect();
        let mut glyphs = face.shape(&letters);
        // A glyph stands for one letter in the whole file, so marks that were put together otherwise than NFC does
        // would make other words read wrong.
        let each = letters
            .iter()
            .map(|letter| (*letter, face.nominal(*letter)));
        if !each
            .clone()
            .eq(glyphs.iter().map(|own| (own.letter, own.id)))
        {
            glyphs = each
                .map(|(letter, id)| Glyph {
                    id,
                    advance: if is_combining_mark(letter) {
                        0.0
                    } else {
                        face.advance(id)
                    },
                    letter,
                })
                .collect();
        }
        let width = glyphs.iter().map(|glyph| glyph.advance).sum();
        Shaped {
            glyphs: glyphs.into(),
            width,
        }
    }
}

/// Kerning and ligatures stay off: the width of a line is the sum of the advances.
fn features() -> [Feature; 4] {
    [b"kern", b"liga", b"clig", b"calt"].map(|tag| Feature::new(Tag::new(tag), 0, ..))
}

/// Text as it is set: NFC, one blank for white space, without invisible characters.
/// No-break blanks stay, since they say where a line must not end.
pub fn prepare(text: &str) -> Cow<'_, str> {
    // Letters that stand alone are what they are in NFC.
    if text.chars().all(|letter| place(letter).is_some()) {
        return Cow::Borrowed(text);
    }
    let text = text.nfc().filter_map(|c| match c {
        '\u{a0}' | '\u{2007}' | '\u{202f}' => Some('\u{a0}'),
        c if c.is_whitespace() => Some(' '),
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}' => {
            None
        }
        c if c.is_control() => None,
        c => Some(c),
    });
    Cow::Owned(text.collect())
}
