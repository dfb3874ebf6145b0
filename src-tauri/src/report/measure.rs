//! Measures of Decree 30/2020/NĐ-CP, Phụ lục I, in points. Both writers, pages and Word, take them from here.

use super::content::Orientation;

/// Points in a millimetre.
pub const MM: f64 = 72.0 / 25.4;
/// Margins of Decree 30, Phụ lục I, Mục I: top and bottom 20–25 mm, left 30–35 mm, right 15–20 mm.
pub const TOP: f64 = 20.0 * MM;
pub const BOTTOM: f64 = 20.0 * MM;
pub const LEFT: f64 = 30.0 * MM;
pub const RIGHT: f64 = 15.0 * MM;
/// Base line of the page number, in the middle of the upper margin.
pub const NUMBER_LINE: f64 = 13.0 * MM;
/// Size of the running text: 13–14.
pub const BODY: f64 = 14.0;
/// From base line to base line: single to 1,5 lines.
pub const PITCH: f64 = 18.0;
/// Between paragraphs: at least 6 pt.
pub const GAP: f64 = 6.0;
/// First line of a paragraph: 1 or 1,27 cm.
pub const INDENT: f64 = 12.7 * MM;

/// Quốc hiệu and the agencies: 12–13. Tiêu ngữ, number, place and date: 13.
pub const CAPITALS: f64 = 12.0;
pub const SMALL: f64 = 13.0;
/// Single spacing of the letterhead.
pub const HEAD_PITCH: f64 = 15.5;
/// From a base line down to the rule below it.
pub const RULE_DROP: f64 = 5.0;
/// Length of the rule under the issuer and the trích yếu: 1/3–1/2 of the line.
pub const SHORT_RULE: f64 = 0.4;
/// Thickness of these rules.
pub const HEAD_RULE: f64 = 0.7;
/// Width of a trích yếu, and of a centred title, as a part of the type area.
pub const SUBJECT_PART: f64 = 0.86;
pub const TITLE_PART: f64 = 0.9;
/// Width of each half of the end of a document, as a part of the type area.
pub const HALF: f64 = 0.46;
/// Nơi nhận: label 12, items 11 (Phụ lục I, Mục II.9).
pub const RECIPIENTS_LABEL: f64 = 12.0;
pub const RECIPIENTS_ITEMS: f64 = 11.0;
/// Room for signature and seal, by hand or as pictures: with the line of the name 26 mm are clear between title and name.
/// The decree names no measure; a picture of a signature fits, and a seal may stand over title and name as on paper.
pub const SIGNING: f64 = 72.0;
/// White above the end of a document.
pub const ABOVE_END: f64 = 14.0;
/// White between a cell's rule and its text, at the sides.
pub const CELL_X: f64 = 4.0;
/// White above a table.
pub const ABOVE_TABLE: f64 = 8.0;
/// Letters within a drawing, and of the line below it.
pub const CHART_LETTERS: f64 = 11.0;
pub const CHART_CAPTION: f64 = 13.0;
/// What is asked of one who signs a sheet to work on, and the room for the hand.
pub const SIGNATORY_NOTE: f64 = 12.0;
pub const SIGNATORY_ROOM: f64 = 60.0;

/// Sizes of letters in a table that can still be read, and fit a cell.
pub fn table_size(wanted: f64) -> f64 {
    within(wanted, 8.0, 14.0)
}

/// White between a cell's rule and its text, above and below; less where letters are small, since there much has to go
/// on a page.
pub fn cell_y(size: f64) -> f64 {
    if size < 11.0 { 2.0 } else { 3.0 }
}

/// Sizes of lines in smaller type.
pub fn small_size(wanted: f64) -> f64 {
    within(wanted, 10.0, 14.0)
}

fn within(wanted: f64, least: f64, most: f64) -> f64 {
    if wanted.is_finite() {
        wanted.clamp(least, most)
    } else {
        most
    }
}

/// From base line to base line where letters are small: 1,2 times their size, in half points.
pub fn small_pitch(size: f64) -> f64 {
    (size * 1.2 * 2.0).round() / 2.0
}

/// A sheet with its type area.
#[derive(Debug, Clone, Copy)]
pub struct Sheet {
    pub width: f64,
    pub height: f64,
}

impl Sheet {
    pub const fn of(orientation: Orientation) -> Self {
        let (short, long) = (210.0 * MM, 297.0 * MM);
        match orientation {
            Orientation::Portrait => Self {
                width: short,
                height: long,
            },
            Orientation::Landscape => Self {
                width: long,
                height: short,
            },
        }
    }

    /// Width of the type area.
    pub const fn measure(self) -> f64 {
        self.width - LEFT - RIGHT
    }

    /// Height of the type area.
    pub const fn room(self) -> f64 {
        self.height - TOP - BOTTOM
    }

    /// Middle of the type area.
    pub const fn middle(self) -> f64 {
        LEFT + self.measure() / 2.0
    }
}

/// The two columns of the letterhead.
#[derive(Debug, Clone, Copy)]
pub struct Columns {
    /// Middle of the left one.
    pub left: f64,
    pub left_width: f64,
    /// Middle of the right one, which holds Quốc hiệu.
    pub right: f64,
    pub right_width: f64,
}

impl Columns {
    pub const fn of(sheet: Sheet) -> Self {
        let right_width = 92.0 * MM;
        let gutter = 6.0 * MM;
        let left_width = sheet.measure() - right_width - gutter;
        Self {
            left: LEFT + left_width / 2.0,
            left_width,
            right: LEFT + sheet.measure() - right_width / 2.0,
            right_width,
        }
    }
}
