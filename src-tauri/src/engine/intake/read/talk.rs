//! Lines of a chat as a table.

use super::{Choices, Ground, Known, Reading, refusals, span_of};
use crate::domain::Error;
use crate::domain::ErrorCode;
use crate::domain::Result;
use crate::engine::counts::Stated;
use crate::engine::intake::chat::Talk;
use crate::engine::intake::chat::read_talk;
use crate::engine::intake::check::Checks;
use crate::engine::intake::check::Said;
use crate::engine::intake::check::form_of;
use crate::engine::intake::heads::Meaning;
use crate::engine::intake::names::Chosen;
use crate::engine::intake::names::Names;
use crate::engine::intake::rows::ReadCell;
use crate::engine::intake::rows::ReadRow;
use crate::engine::intake::rows::Role;
use crate::engine::intake::rows::reader_of;
use crate::engine::intake::rows::refuse_twice;
use crate::engine::intake::shape::Column;
use crate::engine::intake::shape::Shape;
use crate::engine::intake::time::time_in;
use crate::tabular::Cell;

impl Ground<'_> {
    /// Lines of a chat.
    pub(super) fn talk(
        &self,
        text: &str,
        choices: &Choices,
        at_hand: Stated,
        known: &Known,
    ) -> Result<Reading> {
        let year = self.year(choices.stated);
        let found = text.lines().zip(1..).find_map(|(line, row)| {
            let plain = crate::domain::text::fold(line);
            let says = plain.contains("den ")
                || plain.contains("tu ngay")
                || plain.contains("thang ")
                || plain.contains("quy ");
            says.then(|| time_in(line, year))
                .flatten()
                .map(|time| (time, line.trim().to_owned(), row))
        });
        let stated = choices
            .stated
            .or_else(|| found.as_ref().map(|(time, ..)| self.stated_of(*time)))
            .unwrap_or(at_hand);
        let names = Names::new(self.directory, span_of(stated), &choices.bodies);
        let talk = read_talk(text, &names, &self.heads);
        if !talk.tells_figures()
            && talk.lost.is_empty()
            && talk.bare.is_empty()
            && talk.stopped.is_empty()
        {
            return Err(Error::new(ErrorCode::NoFigureTable));
        }
        let mut shape = self.shape_of_talk(&talk);
        let form = form_of(&shape);
        let remembered = self.decide(&mut shape, &form, choices, known);
        // Two labels may be one indicator: "KH" and "kích hoạt"; each line is read by its own.
        let rows = self.rows_of_talk(&talk, &shape, &names);
        let mut refused = refusals(&rows, &shape);
        for (column, (row, _)) in (1..).zip(&talk.labels) {
            if let Some(own) = shape
                .columns
                .iter()
                .find(|own| own.column == column && own.meaning == Meaning::Unknown)
            {
                refused.push((*row, column, self.unknown_head(own)));
            }
        }
        for (row, _, figure) in &talk.bare {
            let error = Error::new(ErrorCode::NoSuchIndicator).with("indicator", figure);
            refused.push((*row, 0, error));
        }
        for (row, digits) in &talk.stopped {
            refused.push((
                *row,
                0,
                Error::new(ErrorCode::CitizenNumber).with("digits", digits),
            ));
        }
        let checks = Checks {
            shape: &shape,
            names: &names,
            dictionary: self.dictionary,
            rows: &rows,
        };
        let (totals, said) = checks.totals();
        Ok(Reading {
            sheet: 0,
            form,
            remembered,
            said: said
                .into_iter()
                .chain(self.guessed_labels(&talk, &shape))
                .chain(Self::other_time(found.as_ref(), choices.stated))
                .collect(),
            found,
            stated,
            totals,
            refused,
            rows,
            remarks: Vec::new(),
            sealed: None,
            shape,
        })
    }

    pub(super) fn guessed_labels(&self, talk: &Talk, shape: &Shape) -> Vec<Said> {
        let labels = (1..).zip(&talk.labels);
        labels
            .filter_map(|(column, (row, label))| {
                let own = shape.columns.iter().find(|own| own.column == column)?;
                let guessed = own.meaning == Meaning::Figure && !own.sure;
                Some(Said {
                    row: *row,
                    column,
                    doubt: self.guessed_head(label, own.indicator.filter(|_| guessed)?),
                })
            })
            .collect()
    }

    pub(super) fn shape_of_talk(&self, talk: &Talk) -> Shape {
        let column = |column: u32, head: &str, meaning: Meaning| Column {
            parts: vec![head.to_owned()],
            ..Column::of(column, meaning)
        };
        let mut columns = vec![column(0, "Đơn vị", Meaning::Body)];
        for (at, (_, label)) in (1..).zip(&talk.labels) {
            let read = self.heads.read_label(label);
            columns.push(Column {
                meaning: read.meaning,
                indicator: read.indicator,
                sure: read.sure,
                candidates: read.candidates,
                ..column(at, label, Meaning::Unknown)
            });
        }
        Shape {
            head: None,
            body: 0,
            code: None,
            above: None,
            columns,
            units: talk.lines.len(),
        }
    }

    pub(super) fn rows_of_talk(
        &self,
        talk: &Talk,
        shape: &Shape,
        names: &Names<'_>,
    ) -> Vec<ReadRow> {
        let mut out: Vec<ReadRow> = Vec::new();
        for line in &talk.lines {
            let left_out = names.chosen(&line.name) == Some(Chosen::LeftOut);
            let body = names.read(&line.name, None);
            let mut row = ReadRow {
                row: line.row,
                name: line.name.clone(),
                role: match &body {
                    _ if left_out => Role::LeftOut,
                    Ok(_) => Role::Unit,
                    Err(_) => Role::Unknown,
                },
                body: body.as_ref().ok().copied(),
                refusal: body.err().map(Box::new),
                cells: Vec::new(),
                beside: Vec::new(),
                note: None,
                note_refusal: None,
            };
            for (label, written) in &line.items {
                let column = *label as u32 + 1;
                let own = shape.columns.iter().find(|own| own.column == column);
                let Some((own, indicator)) = own.and_then(|own| Some((own, own.indicator?))) else {
                    continue;
                };
                if own.meaning != Meaning::Figure {
                    continue;
                }
                let reader = reader_of(own, indicator, self.dictionary, names.day());
                row.cells.push(ReadCell {
                    column,
                    indicator,
                    written: Some(Cell::Text(written.as_str().into())),
                    entry: reader.text(written).map_err(Box::new),
                });
            }
            out.push(row);
        }
        refuse_twice(&mut out, names);
        out.extend(rows_without_figures(talk, names));
        out.sort_by_key(|row| row.row);
        out
    }
}

/// Lines that nothing was taken from: no line is lost.
fn rows_without_figures(talk: &Talk, names: &Names<'_>) -> Vec<ReadRow> {
    let row = |row: u32, name: &str, role: Role| ReadRow {
        row,
        name: name.to_owned(),
        role,
        body: None,
        refusal: None,
        cells: Vec::new(),
        beside: Vec::new(),
        note: None,
        note_refusal: None,
    };
    let lost = talk.lost.iter().map(|(number, line)| ReadRow {
        refusal: Some(Box::new(
            Error::new(ErrorCode::NoSuchBody)
                .with("body", line)
                .with("day", names.day().format("%d/%m/%Y")),
        )),
        ..row(*number, line, Role::Unknown)
    });
    // Nothing of a line with a citizen's number is shown.
    let stopped = talk
        .stopped
        .iter()
        .map(|(number, _)| row(*number, "…", Role::LeftOut));
    let told: Vec<u32> = talk.lines.iter().map(|line| line.row).collect();
    let bare = talk
        .bare
        .iter()
        .filter(|(number, ..)| !told.contains(number))
        .map(|(number, name, _)| ReadRow {
            body: names.read(name, None).ok(),
            ..row(*number, name, Role::LeftOut)
        });
    lost.chain(stopped).chain(bare).collect()
}
