//! The shipped parts of a plan: groups of utilities and checklist templates.

use std::collections::HashMap;

use serde::Deserialize;

use super::shipped;
use crate::domain::checklist::{Checklist, ChecklistItem};
use crate::domain::task::TaskGroup;
use crate::domain::{Id, Result};
use crate::store::Tx;

const GROUPS: &str = include_str!("../../../../assets/catalogue/groups.json");
const CHECKLISTS: &str = include_str!("../../../../assets/catalogue/checklists.json");

#[derive(Debug, Deserialize)]
struct GroupFile {
    groups: Vec<GroupData>,
}

#[derive(Debug, Deserialize)]
struct GroupData {
    key: String,
    mark: String,
    title: String,
}

#[derive(Debug, Deserialize)]
struct ChecklistFile {
    templates: Vec<TemplateData>,
}

#[derive(Debug, Deserialize)]
struct TemplateData {
    key: String,
    version: i64,
    title: String,
    #[serde(default)]
    source: String,
    items: Vec<ItemData>,
}

#[derive(Debug, Deserialize)]
struct ItemData {
    key: String,
    title: String,
    group: Option<String>,
}

/// Writes the five groups in their order.
pub(super) fn write_groups(tx: &mut Tx<'_>) -> Result<()> {
    let file: GroupFile = shipped("groups.json", GROUPS)?;
    for (position, group) in file.groups.into_iter().enumerate() {
        let letter = group.mark.trim_end_matches(')').to_owned();
        tx.add(&TaskGroup {
            plan: None,
            key: group.key,
            letter,
            title: group.title,
            position: position as i64,
        })?;
    }
    Ok(())
}

/// Writes the templates; gives their keys.
pub(super) fn write_checklists(tx: &mut Tx<'_>) -> Result<HashMap<String, Id>> {
    let file: ChecklistFile = shipped("checklists.json", CHECKLISTS)?;
    let mut keys = HashMap::new();
    for template in file.templates {
        let id = tx.add(&Checklist {
            key: template.key.clone(),
            version: template.version,
            title: template.title,
            source: template.source,
        })?;
        for (index, item) in template.items.into_iter().enumerate() {
            tx.add(&ChecklistItem {
                checklist: id,
                key: item.key,
                position: index as i64 + 1,
                title: item.title,
                group_title: item.group,
            })?;
        }
        keys.insert(template.key, id);
    }
    Ok(keys)
}
