//! The small parts of a workbook: its list of sheets, relations, formats, shared texts.

use std::collections::HashMap;

use crate::tabular::build::Stop;
use crate::tabular::limits::MOST_TABLES;
use crate::tabular::serial::{built_in_day, shows_day, shows_percent};
use crate::tabular::shared::Shared;
use crate::tabular::xml::{Sink, Tag};

/// A sheet as the workbook names it.
#[derive(Debug)]
pub(in crate::tabular) struct Listed {
    pub name: String,
    pub relation: String,
    pub hidden: bool,
}

/// The list of sheets.
#[derive(Debug, Default)]
pub(in crate::tabular) struct Sheets {
    pub list: Vec<Listed>,
    pub from_1904: bool,
}

impl Sink for Sheets {
    fn open(&mut self, tag: &Tag<'_>) -> Result<(), Stop> {
        match tag.name() {
            "sheet" => {
                // One more than are read, so that it is told.
                if self.list.len() > MOST_TABLES {
                    return Err(Stop::Done);
                }
                let mut listed = Listed {
                    name: tag.attribute("name").unwrap_or_default(),
                    relation: String::new(),
                    hidden: false,
                };
                tag.each(|name, value| match name {
                    "id" => value.clone_into(&mut listed.relation),
                    "state" => listed.hidden = value != "visible",
                    _ => {}
                });
                self.list.push(listed);
            }
            "workbookPr" => {
                let value = tag.attribute("date1904").unwrap_or_default();
                self.from_1904 = matches!(value.as_str(), "1" | "true");
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, _: &str) -> Result<(), Stop> {
        Ok(())
    }

    fn text(&mut self, _: &str) -> Result<(), Stop> {
        Ok(())
    }
}

/// Which part an identifier means.
#[derive(Debug, Default)]
pub(in crate::tabular) struct Relations(HashMap<String, (String, String)>);

impl Relations {
    /// The part of an identifier.
    pub(in crate::tabular) fn part(&self, folder: &str, id: &str) -> Option<String> {
        self.0.get(id).map(|(_, target)| resolve(folder, target))
    }

    /// The first part of a kind.
    pub(in crate::tabular) fn of_kind(&self, folder: &str, kind: &str) -> Option<String> {
        let mut fitting = self.0.values().filter(|(own, _)| own.ends_with(kind));
        fitting.next().map(|(_, target)| resolve(folder, target))
    }

    /// Whether it is a sheet without cells: a chart, a macro, a dialogue.
    pub(in crate::tabular) fn is_no_grid(&self, id: &str) -> bool {
        let kind = self.0.get(id).map_or("", |(kind, _)| kind.as_str());
        ["chartsheet", "dialogsheet", "/xlMacrosheet"]
            .iter()
            .any(|own| kind.ends_with(own))
    }
}

fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

impl Sink for Relations {
    fn open(&mut self, tag: &Tag<'_>) -> Result<(), Stop> {
        if tag.name() == "Relationship" && self.0.len() < 10_000 {
            let read = |name: &str| tag.attribute(name).unwrap_or_default();
            self.0.insert(read("Id"), (read("Type"), read("Target")));
        }
        Ok(())
    }

    fn close(&mut self, _: &str) -> Result<(), Stop> {
        Ok(())
    }

    fn text(&mut self, _: &str) -> Result<(), Stop> {
        Ok(())
    }
}

/// Which styles show days, and which percentages.
#[derive(Debug, Default)]
pub(in crate::tabular) struct Formats {
    own: HashMap<u16, (bool, bool)>,
    in_cells: bool,
    pub days: Vec<bool>,
    /// For each style of a cell, whether it shows a number as a percentage.
    pub percents: Vec<bool>,
}

impl Sink for Formats {
    fn open(&mut self, tag: &Tag<'_>) -> Result<(), Stop> {
        match tag.name() {
            "numFmt" => {
                let id = tag.attribute("numFmtId").and_then(|own| own.parse().ok());
                if let (Some(id), Some(code)) = (id, tag.attribute("formatCode")) {
                    self.own
                        .insert(id, (shows_day(&code), shows_percent(&code)));
                }
            }
            "cellXfs" => self.in_cells = true,
            "xf" if self.in_cells && self.days.len() < 65_536 => {
                let id = tag.attribute("numFmtId").and_then(|own| own.parse().ok());
                let id: u16 = id.unwrap_or(0);
                let own = self.own.get(&id).copied();
                self.days
                    .push(own.map_or_else(|| built_in_day(id), |(day, _)| day));
                self.percents
                    .push(own.map_or(matches!(id, 9 | 10), |(_, percent)| percent));
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Stop> {
        if name == "cellXfs" {
            return Err(Stop::Done);
        }
        Ok(())
    }

    fn text(&mut self, _: &str) -> Result<(), Stop> {
        Ok(())
    }
}

/// The shared texts: pieces of rich text are joined, readings of East Asian signs left out.
#[derive(Debug, Default)]
pub(in crate::tabular) struct SharedTexts {
    pub shared: Shared,
    text: String,
    in_text: bool,
    in_reading: bool,
}

impl Sink for SharedTexts {
    fn open(&mut self, tag: &Tag<'_>) -> Result<(), Stop> {
        match tag.name() {
            "si" => self.text.clear(),
            "t" => self.in_text = !self.in_reading,
            "rPh" => self.in_reading = true,
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Stop> {
        match name {
            "si" if !self.shared.push(&self.text) => return Err(Stop::Done),
            "t" => self.in_text = false,
            "rPh" => self.in_reading = false,
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Stop> {
        if self.in_text {
            append(&mut self.text, text);
        }
        Ok(())
    }
}

/// Appends within what a cell can hold at all: one may be made of millions of pieces.
pub(in crate::tabular) fn append(text: &mut String, more: &str) {
    const MOST: usize = 256 << 10;
    if text.len() < MOST {
        text.push_str(more);
    }
}
