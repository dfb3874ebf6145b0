//! The time that titles, heads and names tell, held against the one that is asked for.

use super::{Ground, Reading, span_of, year_of};
use crate::engine::counts::Doubt;
use crate::engine::counts::Stated;
use crate::engine::intake::check::Said;
use crate::engine::intake::shape::Shape;
use crate::engine::intake::time::Fit;
use crate::engine::intake::time::FoundTime;
use crate::engine::intake::time::time_in;
use crate::engine::intake::time::time_of_name;
use crate::tabular::Cell;
use crate::tabular::Table;

impl Ground<'_> {
    pub(super) fn time_of(
        &self,
        table: &Table,
        shape: &Shape,
        (file, asked): (&str, Option<Stated>),
    ) -> Option<(FoundTime, String, u32)> {
        let head = shape.head.map_or(1, |(top, _)| top);
        let of_heads = || {
            // A head may say it: "Lũy kế đến 14/3/2024".
            let heads = shape.columns.iter().flat_map(|own| own.parts.iter());
            let year = self.year(asked);
            let told: Vec<(FoundTime, String, u32)> = heads
                .filter(|text| text.bytes().any(|b| b.is_ascii_digit()))
                .filter_map(|text| time_in(text, year).map(|time| (time, text.clone(), head)))
                .collect();
            // Of columns of several times the one that is asked for goes first.
            let fit = |time: FoundTime| asked.map_or(Fit::Untold, |asked| time.fit(asked));
            let best = told.iter().map(|(time, ..)| fit(*time)).max();
            told.into_iter().find(|(time, ..)| Some(fit(*time)) == best)
        };
        self.time_in_titles(table, head, asked)
            .or_else(of_heads)
            .or_else(|| self.time_of_file(file, asked))
    }

    pub(super) fn time_of_file(
        &self,
        file: &str,
        asked: Option<Stated>,
    ) -> Option<(FoundTime, String, u32)> {
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        time_of_name(stem, self.year(asked), false).map(|time| (time, file.to_owned(), 0))
    }

    /// The year of a time that names none: that of the time that is asked for, else this one.
    pub(super) fn year(&self, asked: Option<Stated>) -> i32 {
        asked.map_or_else(|| year_of(self.today), |asked| year_of(span_of(asked).1))
    }

    /// The time that titles above a row name; the name of the sheet after them.
    pub(super) fn time_in_titles(
        &self,
        table: &Table,
        head: u32,
        asked: Option<Stated>,
    ) -> Option<(FoundTime, String, u32)> {
        let year = self.year(asked);
        for row in table
            .rows
            .iter()
            .take(30)
            .take_while(|row| row.number < head)
        {
            for (_, cell) in &row.cells {
                let Cell::Text(text) = cell else { continue };
                let Some(time) = time_in(text, year) else {
                    continue;
                };
                // "Cần Thơ, ngày 05 tháng 01 năm 2024" is when it was written, not what it speaks of.
                let words = crate::engine::intake::heads::words_of(text).join(" ");
                let dated = words.contains(" ngay ")
                    && !words.contains("den")
                    && !words.starts_with("ngay")
                    && !words.contains("tu ngay");
                if !dated {
                    return Some((time, text.to_string(), row.number));
                }
            }
        }
        time_of_name(&table.name, year, true).map(|time| (time, table.name.clone(), 0))
    }

    /// A file of another time than the one asked for.
    pub(super) fn other_time(
        found: Option<&(FoundTime, String, u32)>,
        asked: Option<Stated>,
    ) -> Option<Said> {
        let ((time, words, row), asked) = (found?, asked?);
        (time.fit(asked) == Fit::Apart).then(|| Said {
            row: (*row).max(1),
            column: 0,
            doubt: Doubt::new(
                "time_differs",
                format!(
                    "Tệp ghi “{words}”, khác thời gian đang nhập. Hãy xem lại kỳ trước khi ghi."
                ),
            ),
        })
    }

    /// Sections of the time that is asked for, or of the first one's; all of them where none is.
    pub(super) fn of_one_time(readings: Vec<Reading>, asked: Option<Stated>) -> Vec<Reading> {
        let Some(stated) = asked.or_else(|| readings.first().map(|own| own.stated)) else {
            return readings;
        };
        let fits = |own: &Reading| {
            let found = own.found.as_ref();
            found.is_none_or(|(time, _, row)| *row == 0 || time.fit(stated) != Fit::Apart)
        };
        if readings.iter().any(fits) {
            readings.into_iter().filter(fits).collect()
        } else {
            readings
        }
    }
}
