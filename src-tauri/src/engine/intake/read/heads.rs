//! What is said of columns.

use super::{Ground, letter};
use crate::domain::Error;
use crate::domain::ErrorCode;
use crate::domain::Id;
use crate::domain::indicator::IndicatorKind;
use crate::engine::counts::Doubt;
use crate::engine::intake::check::HeadProblem;
use crate::engine::intake::check::Said;
use crate::engine::intake::heads::Meaning;
use crate::engine::intake::shape::CUMULATIVE;
use crate::engine::intake::shape::Column;
use crate::engine::intake::shape::Shape;
use crate::engine::intake::shape::says;
use crate::tabular::Table;

impl Ground<'_> {
    /// Columns whose meaning was guessed, and cumulative ones of what is counted by period: they are taken, and said.
    pub(super) fn doubtful_heads(&self, shape: &Shape, row: u32) -> Vec<Said> {
        let taken = shape
            .columns
            .iter()
            .filter(|own| own.meaning == Meaning::Figure && own.twin.is_none() && !own.remembered);
        let mut out = Vec::new();
        for own in taken {
            let Some(id) = own.indicator else { continue };
            let doubt = if own.sure {
                self.cumulative_head(own, id)
            } else {
                Some(self.guessed_head(&own.head(), id))
            };
            out.extend(doubt.map(|doubt| Said {
                row,
                column: own.column,
                doubt,
            }));
        }
        out
    }

    pub(super) fn guessed_head(&self, head: &str, id: Id) -> Doubt {
        let name = self.dictionary.name(id, self.today);
        Doubt::new(
            "head_guessed",
            format!("“{head}” được hiểu là “{name}”, chưa chắc. Hãy xem lại trước khi ghi."),
        )
    }

    pub(super) fn cumulative_head(&self, own: &Column, id: Id) -> Option<Doubt> {
        let flow = self.dictionary.get(id)?.kind == IndicatorKind::Flow;
        (flow && says(own, &CUMULATIVE)).then(|| {
            let text = format!(
                "“{}” là số lũy kế, còn “{}” ghi theo kỳ. Chỉ ghi nếu lũy kế của đúng kỳ này.",
                own.head(),
                self.dictionary.name(id, self.today)
            );
            Doubt::new("cumulative_head", text)
        })
    }

    /// Columns whose numbers are not taken, with the reason; a column without numbers is none of the table's.
    pub(super) fn head_problem(
        &self,
        shape: &Shape,
        table: &Table,
        column: u32,
        problem: HeadProblem,
    ) -> Option<Error> {
        let own = shape.columns.iter().find(|own| own.column == column)?;
        match problem {
            HeadProblem::Unknown => {
                let below = shape.head.map_or(0, |(_, last)| last);
                let numbers = table
                    .rows
                    .iter()
                    .filter(|row| row.number > below)
                    .any(|row| {
                        row.cell(column)
                            .is_some_and(crate::engine::intake::shape::is_number)
                    });
                numbers.then(|| self.unknown_head(own))
            }
            HeadProblem::Twin(twin) => Some(self.twin_head(own, twin)),
        }
    }

    pub(super) fn unknown_head(&self, own: &Column) -> Error {
        let names: Vec<String> = own
            .candidates
            .iter()
            .map(|id| self.dictionary.name(*id, self.today))
            .collect();
        if names.is_empty() {
            Error::new(ErrorCode::NoSuchIndicator).with("indicator", own.head())
        } else {
            Error::new(ErrorCode::AmbiguousIndicator)
                .with("text", own.head())
                .with("candidates", names.join("; "))
        }
    }

    pub(super) fn twin_head(&self, own: &Column, twin: u32) -> Error {
        let indicator = own.indicator.map(|id| self.dictionary.name(id, self.today));
        Error::new(ErrorCode::ColumnTwice)
            .with("column", letter(twin))
            .with("indicator", indicator.unwrap_or_default())
    }
}
