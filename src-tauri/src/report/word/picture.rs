//! Drawings in Word: the strokes and letters of the pages as an Enhanced Metafile. It is the one vector format that
//! every Word since 97 and LibreOffice show and print without a second picture beside it; shapes of DrawingML would ask
//! for their VML for older ones, an SVG for a bitmap.

use super::Writer;
use super::paragraph::Paragraph;
use super::xml::text;
use crate::report::chart::Chart;
use crate::report::content::Style;
use crate::report::layout::chart::{Drawn, drawing};
use crate::report::layout::{Item, Text};
use crate::report::measure::{CHART_CAPTION, GAP, MM, Sheet};

/// English metric units in a point.
const EMU: f64 = 12_700.0;
/// Logical units in a point: twentieths.
const UNITS: f64 = 20.0;
/// Strokes up to this width are drawn by a pen, wider ones as areas, whose ends no program rounds.
const WIDEST_PEN: f64 = 1.6;

/// Writes a drawing and the line below it.
pub(super) fn chart(writer: &mut Writer<'_>, sheet: Sheet, own: &Chart) {
    let drawn = drawing(writer.fonts, sheet, own);
    if drawn.items.is_empty() {
        return;
    }
    writer.pictures.push(metafile(&drawn));
    let number = writer.pictures.len();
    let (wide, high) = ((drawn.width * EMU) as i64, (drawn.height * EMU) as i64);
    let said = text(&own.spoken());
    let inside = format!(
        r#"<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="{number}" name="Biểu đồ {number}" descr="{said}"/><wp:cNvGraphicFramePr/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="{number}" name="bieu-do{number}.emf" descr="{said}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId{}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"#,
        FIRST_PICTURE + number - 1
    );
    Paragraph::styled("BieuDo")
        .keep_next()
        .write_raw(&mut writer.xml, &inside);
    Paragraph::styled("BieuDo")
        .size(CHART_CAPTION)
        .after(GAP)
        .write(&mut writer.xml, &[(Style::Italic, &own.caption)]);
}

/// Number of the first picture among the relations of the document.
pub(super) const FIRST_PICTURE: usize = 5;

/// Records of a metafile ([MS-EMF]), all of them four bytes aligned.
struct Records {
    bytes: Vec<u8>,
    count: u32,
}

impl Records {
    fn add(&mut self, kind: u32, words: &[u32], tail: &[u8]) {
        let size = 8 + words.len() * 4 + tail.len().div_ceil(4) * 4;
        for word in [kind, size as u32].iter().chain(words) {
            self.bytes.extend(word.to_le_bytes());
        }
        self.bytes.extend(tail);
        self.bytes.resize(self.bytes.len().div_ceil(4) * 4, 0);
        self.count += 1;
    }
}

/// Hundredths of a millimetre, which are the dots of the device that the metafile speaks of.
fn dots(points: f64) -> u32 {
    (points / MM * 100.0).round() as u32
}

fn units(points: f64) -> i32 {
    (points * UNITS).round() as i32
}

const fn word(value: i32) -> u32 {
    value.cast_unsigned()
}

/// A drawing as a metafile. Equal drawings give equal bytes.
fn metafile(drawn: &Drawn) -> Vec<u8> {
    let (wide, high) = (drawn.width, drawn.height);
    let mut records = Records {
        bytes: Vec::new(),
        count: 1,
    };
    records.add(17, &[8], &[]); // map mode: anisotropic
    records.add(10, &[0, 0], &[]); // window origin
    records.add(9, &[word(units(wide)), word(units(high))], &[]); // window extent
    records.add(12, &[0, 0], &[]); // viewport origin
    records.add(11, &[dots(wide), dots(high)], &[]); // viewport extent
    records.add(18, &[1], &[]); // background: transparent
    records.add(22, &[24], &[]); // text stands on its base line
    records.add(24, &[0], &[]); // text is black
    records.add(37, &[0x8000_0004], &[]); // areas are black
    // Handles 1 and 2: the pen and the font in use.
    let (mut pen, mut font) = (None, None);
    for item in &drawn.items {
        match item {
            Item::Text(own) => letters(&mut records, own, &mut font),
            Item::Rule { from, to, width } => stroke(&mut records, *from, *to, *width, &mut pen),
        }
    }
    records.add(14, &[0, 16, 20], &[]); // end
    let head = header(wide, high, &records);
    [head, records.bytes].concat()
}

fn header(wide: f64, high: f64, records: &Records) -> Vec<u8> {
    const SIZE: u32 = 108;
    let (right, bottom) = (dots(wide), dots(high));
    let words: [u32; 25] = [
        SIZE,
        0,
        0,
        right,
        bottom,
        0,
        0,
        right,
        bottom,
        0x464d_4520, // " EMF"
        0x0001_0000,
        SIZE + records.bytes.len() as u32,
        records.count,
        3, // handles, with the one that is never used
        0,
        0,
        0,
        21_000,
        29_700,
        210,
        297,
        0,
        0,
        0,
        210_000,
    ];
    let mut out = 1_u32.to_le_bytes().to_vec();
    for own in words.iter().chain(&[297_000]) {
        out.extend(own.to_le_bytes());
    }
    out
}

/// Puts an object at a place of the table, in use, in the stead of the one before.
fn replace(records: &mut Records, place: u32, known: bool, kind: u32, words: &[u32], tail: &[u8]) {
    if known {
        // An object in use is not taken away: a stock object takes its place first.
        let stock = if place == 1 { 0x8000_0008 } else { 0x8000_000d };
        records.add(37, &[stock], &[]);
        records.add(40, &[place], &[]);
    }
    let words = [&[place], words].concat();
    records.add(kind, &words, tail);
    records.add(37, &[place], &[]);
}

fn stroke(
    records: &mut Records,
    from: (f64, f64),
    to: (f64, f64),
    width: f64,
    pen: &mut Option<i32>,
) {
    let wanted = if width > WIDEST_PEN {
        0
    } else {
        units(width).max(1)
    };
    if *pen != Some(wanted) {
        if wanted == 0 {
            if pen.is_some() {
                records.add(37, &[0x8000_0008], &[]);
                records.add(40, &[1], &[]);
            } else {
                records.add(37, &[0x8000_0008], &[]);
            }
            *pen = Some(0);
        } else {
            let known = pen.is_some_and(|own| own != 0);
            // A geometric pen with flat ends: style, width, solid brush, black, no hatch, no entries.
            let words = [0, 0, 0, 0, 0x0001_0200, word(wanted), 0, 0, 0, 0];
            replace(records, 1, known, 95, &words, &[]);
            *pen = Some(wanted);
        }
    }
    if wanted > 0 {
        records.add(27, &[word(units(from.0)), word(units(from.1))], &[]);
        records.add(54, &[word(units(to.0)), word(units(to.1))], &[]);
        return;
    }
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy);
    if length <= 0.0 {
        return;
    }
    let (sx, sy) = (-dy / length * width / 2.0, dx / length * width / 2.0);
    let corners = [
        (from.0 + sx, from.1 + sy),
        (to.0 + sx, to.1 + sy),
        (to.0 - sx, to.1 - sy),
        (from.0 - sx, from.1 - sy),
    ];
    let mut words = vec![0, 0, u32::MAX, u32::MAX, 4];
    words.extend(
        corners
            .iter()
            .flat_map(|(x, y)| [word(units(*x)), word(units(*y))]),
    );
    records.add(3, &words, &[]);
}

fn letters(records: &mut Records, own: &Text, font: &mut Option<(Style, i32)>) {
    let size = units(own.size);
    if *font != Some((own.style, size)) {
        let known = font.is_some();
        *font = Some((own.style, size));
        let bold = matches!(own.style, Style::Bold | Style::BoldItalic);
        let italic = matches!(own.style, Style::Italic | Style::BoldItalic);
        let mut tail: Vec<u8> = vec![u8::from(italic), 0, 0, 1, 0, 0, 0, 18];
        let mut name: Vec<u8> = "Times New Roman"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        name.resize(64, 0);
        tail.append(&mut name);
        // The rest of the longer form: full name, style, script.
        tail.resize(tail.len() + 128 + 64 + 64, 0);
        let words = [word(-size), 0, 0, 0, if bold { 700 } else { 400 }];
        replace(records, 2, known, 82, &words, &tail);
    }
    let letters: String = own.glyphs.iter().map(|(glyph, _)| glyph.letter).collect();
    let units_of: Vec<u16> = letters.encode_utf16().collect();
    let mut tail: Vec<u8> = units_of
        .iter()
        .flat_map(|unit| unit.to_le_bytes())
        .collect();
    tail.resize(tail.len().div_ceil(4) * 4, 0);
    let advances = 76 + tail.len() as u32;
    let mut at = 0.0;
    for (glyph, extra) in &own.glyphs {
        let before = units(at);
        at += glyph.advance * own.size + extra;
        tail.extend((units(at) - before).max(0).to_le_bytes());
        // A letter outside the first plane takes two units, the second without width.
        for _ in 1..glyph.letter.len_utf16() {
            tail.extend(0_i32.to_le_bytes());
        }
    }
    let words = [
        0,
        0,
        u32::MAX,
        u32::MAX,
        1,
        1.0_f32.to_bits(),
        1.0_f32.to_bits(),
        word(units(own.x)),
        word(units(own.y)),
        units_of.len() as u32,
        76,
        0,
        0,
        0,
        u32::MAX,
        u32::MAX,
        advances,
    ];
    records.add(84, &words, &tail);
}
