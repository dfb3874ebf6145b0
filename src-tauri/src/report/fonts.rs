//! The four faces that a report is set in, and the reading of what they measure.
//!
//! Layout measures without kerning and ligatures, so that the width of a line is the sum of the
//! advances in the font and the same on every system.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};

use super::content::Style;
use crate::domain::error::{Error, ErrorCode, Result};

/// Which font a report is set in (phông chữ).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum FontChoice {
    /// Liberation Serif, which is built in and has the measures of Times New Roman.
    #[default]
    LiberationSerif,
    /// Times New Roman of this computer; refused with [`ErrorCode::MissingFont`] when it is not there.
    TimesNewRoman,
    /// Times New Roman looked for in one folder only.
    TimesNewRomanIn(PathBuf),
}

/// Regular, bold, italic and bold italic of one family.
#[derive(Debug)]
pub struct FontSet {
    faces: [Face; 4],
}

/// One face with its measures in font units.
pub struct Face {
    /// Name for the PDF: "LiberationSerif-Bold".
    pub(super) name: &'static str,
    /// The font file.
    pub(super) bytes: Cow<'static, [u8]>,
    /// The same, ready for shaping, once a word needs it.
    font: OnceLock<Option<harfrust::Font>>,
    /// Units per em; above 0.
    pub(super) units: f64,
    /// What a PDF says about the face: ascent, descent, height of capitals, box, slant.
    pub(super) ascent: f64,
    pub(super) descent: f64,
    pub(super) cap_height: f64,
    pub(super) bounds: [f64; 4],
    pub(super) slant: f64,
}

impl std::fmt::Debug for Face {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Face")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// Styles in the order of the faces.
pub(super) const STYLES: [Style; 4] = [
    Style::Regular,
    Style::Bold,
    Style::Italic,
    Style::BoldItalic,
];

/// Most bytes of a font file of the machine.
const LARGEST_FONT: u64 = 64 << 20;

const TIMES: &str = "Times New Roman";

/// Letters that a Vietnamese report needs: a substitute font is taken only if each is as wide as ours,
/// since a page that was checked must not break differently elsewhere.
const NEEDED: &str = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz\
AÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬBCDĐEÈẺẼÉẸÊỀỂỄẾỆFGHIÌỈĨÍỊJKLMNOÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢPQRSTUÙỦŨÚỤƯỪỬỮỨỰVWXYỲỶỸÝỴZ\
0123456789 .,;:()/-–+%\"“”…";

impl FontSet {
    /// Loads the chosen family. [`ErrorCode::MissingFont`] when a face is not found;
    /// [`ErrorCode::BrokenFont`] when it cannot be read or its letters have other widths.
    pub fn load(choice: FontChoice) -> Result<Self> {
        match choice {
            FontChoice::LiberationSerif => Self::liberation(),
            FontChoice::TimesNewRoman => Self::times(&font_folders()),
            FontChoice::TimesNewRomanIn(folder) => Self::times(&[folder]),
        }
    }

    fn liberation() -> Result<Self> {
        macro_rules! face {
            ($name:literal) => {
                Face::read(
                    $name,
                    Cow::Borrowed(include_bytes!(concat!(
                        "../../../assets/fonts/",
                        $name,
                        ".ttf"
                    ))),
                )?
            };
        }
        Ok(Self {
            faces: [
                face!("LiberationSerif-Regular"),
                face!("LiberationSerif-Bold"),
                face!("LiberationSerif-Italic"),
                face!("LiberationSerif-BoldItalic"),
            ],
        })
    }

    fn times(folders: &[PathBuf]) -> Result<Self> {
        let regular = Face::times(
            "TimesNewRomanPSMT",
            folders,
            ["times.ttf", "Times New Roman.ttf", "Times_New_Roman.ttf"],
        )?;
        let bold = Face::times(
            "TimesNewRomanPS-BoldMT",
            folders,
            [
                "timesbd.ttf",
                "Times New Roman Bold.ttf",
                "Times_New_Roman_Bold.ttf",
            ],
        )?;
        let italic = Face::times(
            "TimesNewRomanPS-ItalicMT",
            folders,
            [
                "timesi.ttf",
                "Times New Roman Italic.ttf",
                "Times_New_Roman_Italic.ttf",
            ],
        )?;
        let bold_italic = Face::times(
            "TimesNewRomanPS-BoldItalicMT",
            folders,
            [
                "timesbi.ttf",
                "Times New Roman Bold Italic.ttf",
                "Times_New_Roman_Bold_Italic.ttf",
            ],
        )?;
        let set = Self {
            faces: [regular, bold, italic, bold_italic],
        };
        let ours = Self::liberation()?;
        for (theirs, own) in set.faces.iter().zip(&ours.faces) {
            if let Some(letter) = NEEDED.chars().find(|c| !theirs.same_advance(own, *c)) {
                return Err(Error::new(ErrorCode::BrokenFont)
                    .with("font", TIMES)
                    .detail(format!(
                        "{}: the advance of {letter:?} differs",
                        theirs.name
                    )));
            }
        }
        Ok(set)
    }

    /// Draws the outline of a letter, one em being 1; nothing of a letter that has none.
    pub fn outline(&self, style: Style, glyph: u16, pen: &mut impl OutlinePen) {
        let Some(font) = self.face(style).view() else {
            return;
        };
        let settings = DrawSettings::unhinted(Size::new(1.0), LocationRef::default());
        if let Some(letter) = font.outline_glyphs().get(GlyphId::from(glyph)) {
            // An outline that breaks off is drawn as far as it goes.
            drop(letter.draw(settings, pen));
        }
    }

    /// The face of a style.
    pub(super) const fn face(&self, style: Style) -> &Face {
        &self.faces[index(style)]
    }
}

/// Place of a style's face in the set.
pub(super) const fn index(style: Style) -> usize {
    match style {
        Style::Regular => 0,
        Style::Bold => 1,
        Style::Italic => 2,
        Style::BoldItalic => 3,
    }
}

impl Face {
    fn times(name: &'static str, folders: &[PathBuf], files: [&str; 3]) -> Result<Self> {
        let found = folders
            .iter()
            .flat_map(|folder| files.iter().map(move |file| folder.join(file)));
        let path = found
            .into_iter()
            .find(|path| path.is_file())
            .ok_or_else(|| {
                Error::new(ErrorCode::MissingFont)
                    .with("font", TIMES)
                    .detail(format!(
                        "none of {} in {}",
                        files.join(", "),
                        folders
                            .iter()
                            .map(|f| f.display().to_string())
                            .collect::<Vec<_>>()
                            .join(", ")
                    ))
            })?;
        let bytes = crate::file::read(&path, LARGEST_FONT).map_err(|error| {
            Error::new(ErrorCode::MissingFont)
                .with("font", TIMES)
                .detail(format!("{}: {error}", path.display()))
        })?;
        Self::read(name, Cow::Owned(bytes))
    }

    fn read(name: &'static str, bytes: Cow<'static, [u8]>) -> Result<Self> {
        let broken = |detail: &str| {
            Error::new(ErrorCode::BrokenFont)
                .with("font", name)
                .detail(detail)
        };
        let view = FontRef::from_index(&bytes, 0).map_err(|error| broken(&error.to_string()))?;
        let metrics = view.metrics(Size::unscaled(), LocationRef::default());
        if metrics.units_per_em == 0 {
            return Err(broken("units per em is 0"));
        }
        let bounds = metrics
            .bounds
            .map_or([0.0; 4], |b| [b.x_min, b.y_min, b.x_max, b.y_max]);
        Ok(Self {
            name,
            units: f64::from(metrics.units_per_em),
            ascent: f64::from(metrics.ascent),
            descent: f64::from(metrics.descent),
            cap_height: f64::from(metrics.cap_height.unwrap_or(metrics.ascent * 0.74)),
            bounds: bounds.map(f64::from),
            slant: f64::from(metrics.italic_angle),
            font: OnceLock::new(),
            bytes,
        })
    }

    /// For reading its tables.
    pub(super) fn view(&self) -> Option<FontRef<'_>> {
        FontRef::from_index(&self.bytes, 0).ok()
    }

    /// For shaping; none for a file that shaping does not understand.
    pub(super) fn font(&self) -> Option<&harfrust::Font> {
        let made = self
            .font
            .get_or_init(|| harfrust::Font::new(self.bytes.to_vec(), 0));
        made.as_ref()
    }

    /// Whether a letter is there and as wide as in the other face.
    fn same_advance(&self, other: &Self, letter: char) -> bool {
        let advance = |face: &Self| {
            let font = face.view()?;
            let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
            let width = metrics.advance_width(font.charmap().map(letter)?)?;
            Some(f64::from(width) / face.units)
        };
        match (advance(self), advance(other)) {
            (Some(own), Some(theirs)) => (own - theirs).abs() < 0.000_5,
            _ => false,
        }
    }
}

/// Where systems keep their fonts.
fn font_folders() -> Vec<PathBuf> {
    let mut folders = Vec::new();
    let under = |variable: &str, rest: &str| {
        std::env::var_os(variable).map(|base| Path::new(&base).join(rest))
    };
    folders.extend(under("WINDIR", "Fonts"));
    folders.extend(under("LOCALAPPDATA", "Microsoft/Windows/Fonts"));
    folders.extend(under("HOME", "Library/Fonts"));
    folders.extend(under("HOME", ".local/share/fonts"));
    folders.extend(under("HOME", ".fonts"));
    folders.extend(
        [
            "/System/Library/Fonts/Supplemental",
            "/Library/Fonts",
            "/usr/share/fonts/truetype/msttcorefonts",
            "/usr/share/fonts/msttcore",
            "/usr/local/share/fonts",
        ]
        .map(PathBuf::from),
    );
    folders
}
