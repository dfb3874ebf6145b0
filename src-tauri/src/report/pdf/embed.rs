//! Fonts in the file: subsets with their exact widths and the way back to letters.
//!
//! printpdf truncates the widths to integers, which moves the right edge by up to a point a line; so the
//! font objects are made here and it only draws glyph numbers.

use std::fmt::Write as _;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use crate::domain::error::{Error, ErrorCode, Result};
use crate::report::content::Style;
use crate::report::fonts::{Face, FontSet, STYLES, index};
use crate::report::layout::{Item, Layout};

/// Advance as a part of the size and letter of what is used, by its number in the font.
type Used = Vec<Option<(f64, char)>>;

/// One subset per face that is used.
pub(super) struct Subsets<'a> {
    faces: [Option<Subset<'a>>; 4],
}

struct Subset<'a> {
    face: &'a Face,
    program: Vec<u8>,
    /// Numbers in the subset by those in the font.
    numbers: Vec<u16>,
    /// Number in the subset, advance as a part of the size, letter.
    glyphs: Vec<(u16, f64, char)>,
}

impl<'a> Subsets<'a> {
    /// Collects the glyphs that the layout uses.
    pub fn of(layout: &Layout, fonts: &'a FontSet) -> Result<Self> {
        let mut used: [Used; 4] = Default::default();
        for item in layout.pages.iter().flat_map(|page| &page.items) {
            if let Item::Text(text) = item {
                let known = &mut used[index(text.style)];
                for (glyph, _) in &text.glyphs {
                    let place = usize::from(glyph.id);
                    if place >= known.len() {
                        known.resize(place + 1, None);
                    }
                    known[place].get_or_insert((glyph.advance, glyph.letter));
                }
            }
        }
        let mut faces = [const { None }; 4];
        for (style, used) in STYLES.into_iter().zip(used) {
            if !used.is_empty() {
                faces[index(style)] = Some(Subset::of(fonts.face(style), used)?);
            }
        }
        Ok(Self { faces })
    }

    /// Numbers in the subset by those in the font; 0, the empty box, for what is not in it.
    pub fn numbers(&self, style: Style) -> &[u16] {
        self.faces[index(style)]
            .as_ref()
            .map_or(&[], |face| &face.numbers)
    }

    /// Name of a face among the resources of a page.
    pub const fn resource(style: Style) -> &'static str {
        match style {
            Style::Regular => "R",
            Style::Bold => "B",
            Style::Italic => "I",
            Style::BoldItalic => "J",
        }
    }

    /// Adds the fonts to a file; gives the dictionary for the pages.
    pub fn embed(&self, file: &mut Document) -> Dictionary {
        let mut fonts = Dictionary::new();
        for style in STYLES {
            if let Some(subset) = &self.faces[index(style)] {
                let id = subset.embed(file);
                fonts.set(Self::resource(style), id);
            }
        }
        fonts
    }
}

impl<'a> Subset<'a> {
    fn of(face: &'a Face, used: Used) -> Result<Self> {
        let mut remapper = GlyphRemapper::new();
        let mut numbers = vec![0; used.len()];
        let mut glyphs = Vec::new();
        for (id, own) in used.into_iter().enumerate() {
            if let Some((advance, letter)) = own {
                numbers[id] = remapper.remap(id as u16);
                glyphs.push((numbers[id], advance, letter));
            }
        }
        glyphs.sort_by_key(|glyph| glyph.0);
        let program = subsetter::subset(&face.bytes, 0, &remapper).map_err(|error| {
            Error::new(ErrorCode::BrokenFont)
                .with("font", face.name)
                .detail(error)
        })?;
        Ok(Self {
            face,
            program,
            numbers,
            glyphs,
        })
    }

    fn embed(&self, file: &mut Document) -> ObjectId {
        let face = self.face;
        let scale = |units: f64| Object::Integer((units * 1000.0 / face.units).round() as i64);
        // Six capitals before the name mark a subset; from its bytes, so that equal subsets bear equal names.
        let tag: String = Sha256::digest(&self.program)
            .iter()
            .take(6)
            .map(|byte| char::from(b'A' + byte % 26))
            .collect();
        let name = format!("{tag}+{}", face.name);
        let length = self.program.len() as i64;
        let program = file.add_object(Stream::new(
            dictionary! { "Length1" => length },
            self.program.clone(),
        ));
        let bold = face.name.contains("Bold");
        // 2: serif, 4: glyphs by number, 64: italic.
        let flags = 2 + 4 + if face.slant == 0.0 { 0 } else { 64 };
        let descriptor = file.add_object(dictionary! {
            "Type" => "FontDescriptor",
            "FontName" => Object::Name(name.clone().into_bytes()),
            "Flags" => flags,
            "FontBBox" => face.bounds.map(scale).to_vec(),
            "ItalicAngle" => Object::Integer(face.slant.round() as i64),
            "Ascent" => scale(face.ascent),
            "Descent" => scale(face.descent),
            "CapHeight" => scale(face.cap_height),
            "StemV" => if bold { 140 } else { 80 },
            "FontFile2" => program,
        });
        let widths = runs_of_widths(&self.glyphs);
        let descendant = file.add_object(dictionary! {
            "Type" => "Font",
            "Subtype" => "CIDFontType2",
            "BaseFont" => Object::Name(name.clone().into_bytes()),
            "CIDSystemInfo" => dictionary! {
                "Registry" => Object::string_literal("Adobe"),
                "Ordering" => Object::string_literal("Identity"),
                "Supplement" => 0,
            },
            "CIDToGIDMap" => "Identity",
            "FontDescriptor" => descriptor,
            "DW" => 1000,
            "W" => widths,
        });
        let letters = file.add_object(Stream::new(
            Dictionary::new(),
            to_unicode(&self.glyphs).into_bytes(),
        ));
        file.add_object(dictionary! {
            "Type" => "Font",
            "Subtype" => "Type0",
            "BaseFont" => Object::Name(name.into_bytes()),
            "Encoding" => "Identity-H",
            "DescendantFonts" => vec![descendant.into()],
            "ToUnicode" => letters,
        })
    }
}

/// `[first [w w …] first [w …]]`, widths in thousandths of the size with their fractions.
fn runs_of_widths(ordered: &[(u16, f64, char)]) -> Vec<Object> {
    let mut out: Vec<Object> = Vec::new();
    let mut next = None;
    for (id, advance, _) in ordered {
        let width = Object::Real(((advance * 100_000.0).round() / 100.0) as f32);
        match out.last_mut() {
            Some(Object::Array(run)) if next == Some(*id) => run.push(width),
            _ => {
                out.push(i64::from(*id).into());
                out.push(vec![width].into());
            }
        }
        next = id.checked_add(1);
    }
    out
}

/// The table that gives letters back for glyphs, in blocks of at most 100 as its format asks.
fn to_unicode(ordered: &[(u16, f64, char)]) -> String {
    let mut out = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
         /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n\
         /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
         1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    for block in ordered.chunks(100) {
        let _ = writeln!(out, "{} beginbfchar", block.len());
        for (id, _, letter) in block {
            let mut units = [0; 2];
            let _ = write!(out, "<{id:04X}> <");
            for unit in letter.encode_utf16(&mut units) {
                let _ = write!(out, "{unit:04X}");
            }
            out.push_str(">\n");
        }
        out.push_str("endbfchar\n");
    }
    out.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    out
}
