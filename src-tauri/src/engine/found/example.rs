//! Shipped examples (sổ mẫu): books filled with real tasks and published figures; whatever else is in them is
//! marked as illustrative.

mod counts;
mod data;
mod tasks;

use std::collections::HashMap;

use serde::Serialize;
use ts_rs::TS;

use self::data::Example;
use super::catalogue;
use super::keys::Keys;
use super::{calendar, indicators, internal, optional_day, plan, shipped};
use crate::domain::body::{Body, BodyClass, BodyVersion};
use crate::domain::book::ReportText;
use crate::domain::instant::parse_day;
use crate::domain::task::TaskGroup;
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::engine::bodies::levels;
use crate::engine::catalogue::{Catalogue, unit_by_code};
use crate::engine::dictionary::Dictionary;
use crate::engine::profile;
use crate::store::Tx;

const BINH_THUY: &str = include_str!("../../../../assets/examples/binh-thuy-2024/book.json");
const CAN_THO: &str = include_str!("../../../../assets/examples/can-tho-2024/book.json");
const NINH_KIEU: &str = include_str!("../../../../assets/examples/ninh-kieu-2024/book.json");

/// Names that `new --example` takes, with their data.
const EXAMPLES: [(&str, &str); 3] = [
    ("binh-thuy-2024", BINH_THUY),
    ("can-tho-2024", CAN_THO),
    ("ninh-kieu-2024", NINH_KIEU),
];

/// Who is named as having entered what an example brings.
const OFFICER: &str = "Sổ mẫu";

/// An example that is shipped (sổ mẫu).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ExampleInfo {
    /// What `new_example` takes.
    pub name: String,
    /// Title.
    pub title: String,
    /// What is true in it and what is not.
    pub description: String,
}

/// Every example with what it is.
pub fn examples() -> Result<Vec<ExampleInfo>> {
    EXAMPLES
        .iter()
        .map(|(name, text)| {
            let example: Example = shipped("book.json", text)?;
            let title = format!("{} · {}", example.title, example.plan_title());
            Ok(ExampleInfo {
                name: (*name).to_owned(),
                title,
                description: example.notice,
            })
        })
        .collect()
}

/// One example by its name.
pub(super) fn named(name: &str) -> Result<Example> {
    let known = EXAMPLES
        .iter()
        .map(|(name, _)| *name)
        .collect::<Vec<_>>()
        .join(", ");
    let (_, text) = EXAMPLES
        .iter()
        .find(|(own, _)| *own == name)
        .ok_or_else(|| {
            Error::new(ErrorCode::NoSuchExample)
                .with("name", name)
                .with("known", known)
        })?;
    shipped("book.json", text)
}

/// Writes all of an example into a new book.
pub(super) fn write(tx: &mut Tx<'_>, name: &str, example: &Example) -> Result<()> {
    let view_day = parse_day(&example.view_day)?;
    let unit = unit_by_code(&example.root, view_day, false)?;
    let mut keys = catalogue::write(tx, unit)?;
    keys.write_documents(tx, &example.documents)?;
    calendar::write_calendar(tx)?;
    let mut codes = indicators::write_indicators(tx, &mut keys)?;
    let own = &example.indicators;
    indicators::write_list(tx, &keys, own, codes.len(), &mut codes)?;
    plan::write_groups(tx)?;
    write_groups(tx, example)?;
    let checklists = plan::write_checklists(tx)?;
    let root = keys.body(Catalogue::get().units[unit].key)?;
    levels::put(tx, &catalogue::levels(unit, view_day))?;
    profile::put(tx, "root", &root.to_string())?;
    profile::put(tx, "example", name)?;
    profile::put(tx, "plan_title", example.plan_title())?;
    profile::put(tx, "view_day", &view_day.to_string())?;
    profile::put(
        tx,
        "letterhead",
        &serde_json::to_string(&example.letterhead).map_err(internal)?,
    )?;
    let dictionary = Dictionary::load(tx.connection())?;
    let mut filling = Filling {
        tx,
        keys,
        dictionary,
        view_day,
        by_code: HashMap::new(),
    };
    filling.bodies(example, root)?;
    filling.tasks(example, &checklists)?;
    filling.counts(example)?;
    filling.texts(example)
}

/// Groups of tasks that this example has beside the five of Đề án 06.
fn write_groups(tx: &mut Tx<'_>, example: &Example) -> Result<()> {
    for (position, group) in example.groups.iter().enumerate() {
        tx.add(&TaskGroup {
            plan: None,
            key: group.key.clone(),
            letter: group.letter.clone(),
            title: group.title.clone(),
            // After those of the catalogue.
            position: 100 + position as i64,
        })?;
    }
    Ok(())
}

struct Filling<'a, 'b> {
    tx: &'a mut Tx<'b>,
    keys: Keys,
    dictionary: Dictionary,
    view_day: Day,
    by_code: HashMap<String, Id>,
}

impl Filling<'_, '_> {
    fn bodies(&mut self, example: &Example, root: Id) -> Result<()> {
        self.by_code.insert(example.root.clone(), root);
        let versions = crate::store::list::<BodyVersion>(
            self.tx.connection(),
            "1 = 1 ORDER BY position",
            &[],
        )?;
        for kept in versions
            .into_iter()
            .filter(|kept| kept.record.holds_on(self.view_day))
        {
            self.by_code.insert(kept.record.code, kept.record.body);
        }
        for (position, data) in example.bodies.iter().enumerate() {
            let id = self.tx.add(&Body {
                key: data.key.clone(),
                class: BodyClass::Organization,
            })?;
            self.keys.add_body(&data.key, id);
            let parent = self.body(&data.parent)?;
            self.tx.add(&BodyVersion {
                body: id,
                from_day: optional_day(data.from.as_deref())?,
                to_day: None,
                code: data.code.clone(),
                name: data.name.clone(),
                kind: data.kind.clone(),
                short_name: data.short_name.clone(),
                parent: Some(parent),
                // After all units of the catalogue.
                position: 10_000 + position as i64,
                from_sure: true,
                to_sure: true,
                document: None,
            })?;
        }
        Ok(())
    }

    /// A body by its code on the day of the example, by `CODE@DAY`, or by its key.
    fn body(&self, name: &str) -> Result<Id> {
        if let Some(id) = self.by_code.get(name) {
            return Ok(*id);
        }
        let Some((code, day)) = name.split_once('@') else {
            return self.keys.body(name);
        };
        let day = parse_day(day)?;
        let versions =
            crate::store::list::<BodyVersion>(self.tx.connection(), "code = ?1", &[&code])?;
        versions
            .into_iter()
            .find(|kept| kept.record.holds_on(day))
            .map_or_else(|| self.keys.body(name), |kept| Ok(kept.record.body))
    }

    /// Bodies that a list of keys means; `phuong:*` is every unit below the root, in order of code.
    fn bodies_of(&self, names: &[String], root: &str) -> Result<Vec<Id>> {
        let root = self.body(root)?;
        let mut out = Vec::new();
        for name in names {
            if name == "phuong:*" {
                let sql = "parent = ?1 ORDER BY position";
                let versions =
                    crate::store::list::<BodyVersion>(self.tx.connection(), sql, &[&root])?;
                let territories = self.by_code.values().copied().collect::<Vec<_>>();
                out.extend(
                    versions
                        .into_iter()
                        .filter(|kept| {
                            kept.record.holds_on(self.view_day)
                                && territories.contains(&kept.record.body)
                        })
                        .map(|kept| kept.record.body),
                );
            } else {
                out.push(self.body(name)?);
            }
        }
        Ok(out)
    }

    /// Texts of one section are joined; a paragraph is a line.
    fn texts(&mut self, example: &Example) -> Result<()> {
        let mut sections: Vec<(String, Vec<&str>)> = Vec::new();
        for data in &example.report_texts {
            match sections
                .iter_mut()
                .find(|(section, _)| *section == data.section)
            {
                Some((_, lines)) => lines.push(&data.text),
                None => sections.push((data.section.clone(), vec![&data.text])),
            }
        }
        for (section, lines) in sections {
            let text = ReportText {
                report_kind: "progress".to_owned(),
                period: example.report_period.clone(),
                subject: None,
                section,
                text: lines.join("\n"),
            };
            self.tx.add(&text)?;
        }
        Ok(())
    }
}
