//! What the preview shows of a table before it goes in, and after.

mod columns;
mod rows;
mod shown;

use super::enter::Brought;
use super::read::{Intake, Reading, kind_words};
use super::rows::Role;
use crate::domain::number::decimal;
use crate::domain::{Calendar, Day, Error, Id};
use crate::engine::counts::{PeriodOption, Stated};
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::tabular::RemarkKind;

pub use shown::{
    IntakeBody, IntakeCell, IntakeColumn, IntakeRow, IntakeSheet, IntakeTime, IntakeTotal,
    IntakeView,
};

/// What the preview needs to speak.
pub struct Speaker<'a> {
    /// Units.
    pub directory: &'a Directory,
    /// Indicators.
    pub dictionary: &'a Dictionary,
    /// The calendar, for periods.
    pub calendar: &'a Calendar,
    /// Refusals in words.
    pub words: &'a dyn Fn(&Error) -> String,
}

/// The preview of what came.
pub fn intake_view(
    speaker: &Speaker<'_>,
    intake: &Intake,
    reading: &Reading,
    brought: &Brought,
    (source, done): (Option<&str>, bool),
) -> IntakeView {
    let day = match reading.stated {
        Stated::AsOf(instant) => instant.day,
        Stated::Period(period, _) => period.last_day(),
    };
    let viewer = Viewer {
        speaker,
        reading,
        brought,
        day,
    };
    let workbook = intake.workbook.as_ref();
    IntakeView {
        name: intake.name.clone(),
        kind: match workbook {
            Some(own) if intake.text.is_none() => kind_words(own.kind).to_owned(),
            _ => "nội dung dán".to_owned(),
        },
        encoding: workbook.and_then(|own| own.encoding).map(encoding_words),
        remarks: reading
            .remarks
            .iter()
            .map(|own| remark_words(own.kind, own.row))
            .collect(),
        form: reading.sealed.clone(),
        remembered: reading.remembered,
        sheets: workbook.map_or_else(Vec::new, |own| {
            let sheets = own.tables.iter().enumerate();
            sheets
                .map(|(index, table)| IntakeSheet {
                    index: index as u32,
                    name: table.name.clone(),
                    rows: table.rows.len() as u32,
                    chosen: index == reading.sheet,
                    hidden: table.hidden,
                })
                .collect()
        }),
        time: viewer.time(),
        source: source.map(str::to_owned),
        columns: viewer.columns(),
        rows: viewer.rows(),
        totals: viewer.totals(),
        missing: brought
            .missing
            .iter()
            .map(|body| viewer.body(*body))
            .collect(),
        accepted: brought.accepted,
        unchanged: brought.unchanged,
        warned: brought
            .doubts
            .iter()
            .filter(|said| said.doubt.accepted.is_none())
            .count() as u32,
        refused: brought.refused.len() as u32,
        left_out: reading
            .rows
            .iter()
            .filter(|row| row.role == Role::LeftOut && !row.name.is_empty())
            .count() as u32,
        done,
    }
}

struct Viewer<'a> {
    speaker: &'a Speaker<'a>,
    reading: &'a Reading,
    brought: &'a Brought,
    day: Day,
}

impl Viewer<'_> {
    fn time(&self) -> IntakeTime {
        let found = self
            .reading
            .found
            .as_ref()
            .map(|(_, words, _)| words.clone());
        match self.reading.stated {
            Stated::AsOf(instant) => IntakeTime {
                period: None,
                as_of: Some(instant.key()),
                label: match instant.time {
                    Some(time) => format!(
                        "tính đến {}h{} ngày {}",
                        time.format("%H"),
                        time.format("%M"),
                        instant.day.format("%d/%m/%Y")
                    ),
                    None => format!("tính đến {}", instant.day.format("%d/%m/%Y")),
                },
                found,
            },
            Stated::Period(period, _) => IntakeTime {
                period: Some(PeriodOption::of(period, self.speaker.calendar)),
                as_of: None,
                label: period.label(),
                found,
            },
        }
    }

    fn name_of(&self, indicator: Id) -> String {
        self.speaker.dictionary.name(indicator, self.day)
    }

    fn body(&self, body: Id) -> IntakeBody {
        let directory = self.speaker.directory;
        let above = directory.parent(body, self.day);
        IntakeBody {
            body,
            name: directory.name(body, self.day),
            within: above
                .map(|above| directory.name(above, self.day))
                .unwrap_or_default(),
        }
    }

    fn totals(&self) -> Vec<IntakeTotal> {
        let totals = self.reading.totals.iter();
        totals
            .map(|(indicator, total)| {
                let definition = self.speaker.dictionary.definition(*indicator, self.day);
                let decimals = definition.map_or(0, |own| own.decimals);
                let words = |value: i64| decimal(value, decimals);
                let sums = self.brought.sums.get(indicator);
                IntakeTotal {
                    indicator: *indicator,
                    name: self.name_of(*indicator),
                    unit: definition.map(|own| own.unit.clone()).unwrap_or_default(),
                    printed: total.printed.map(words),
                    sum: words(total.sum),
                    before: sums.map(|(before, _)| words(*before)),
                    after: sums.map(|(_, after)| words(*after)),
                    agrees: total.printed.map(|printed| printed == total.sum),
                }
            })
            .collect()
    }
}

fn encoding_words(encoding: &str) -> String {
    match encoding {
        "tcvn3" => "TCVN3 (ABC)".to_owned(),
        "vni" => "VNI Windows".to_owned(),
        "windows-1258" => "Windows-1258".to_owned(),
        "utf-16" => "UTF-16".to_owned(),
        other => other.to_owned(),
    }
}

/// What of a file could not be read, in words.
pub fn remark_words(kind: RemarkKind, row: u32) -> String {
    match kind {
        RemarkKind::TooMany => format!(
            "Tệp quá dài: từ dòng {row} trở đi không đọc. Hãy chia tệp hoặc xóa các dòng thừa."
        ),
        RemarkKind::Broken if row > 0 => {
            format!("Tệp bị hỏng từ dòng {row}: chỉ đọc được phần trước đó. Hãy xin lại tệp gốc.")
        }
        RemarkKind::Broken => {
            "Tệp bị hỏng một phần: chỉ đọc được những gì còn lại. Hãy xin lại tệp gốc.".to_owned()
        }
        RemarkKind::LongText => format!("Ô ở dòng {row} dài bất thường, đã cắt bớt."),
    }
}
