//! The logical structure (tagged PDF): headings, paragraphs and tables as such, for screen readers and
//! for taking text over.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use crate::report::layout::{Node, Role};

/// A piece of marked content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marked {
    /// The part that it belongs to.
    pub node: usize,
    /// Sheet, from 0.
    pub page: usize,
    /// Its number on the sheet.
    pub mark: i64,
}

/// Standard name of a role.
pub(super) const fn role_name(role: Role) -> &'static str {
    match role {
        Role::Document => "Document",
        Role::Sect => "Sect",
        Role::H1 => "H1",
        Role::H2 => "H2",
        Role::H3 => "H3",
        Role::P => "P",
        Role::Table => "Table",
        Role::Tr => "TR",
        Role::Th => "TH",
        Role::Td => "TD",
        Role::Figure => "Figure",
        Role::Caption => "Caption",
    }
}

/// Adds the structure tree; gives its root.
pub(super) fn add(
    file: &mut Document,
    nodes: &[Node],
    marked: &[Marked],
    pages: &[ObjectId],
) -> ObjectId {
    let root = file.new_object_id();
    let ids: Vec<ObjectId> = nodes.iter().map(|_| file.new_object_id()).collect();
    let mut kids: Vec<Vec<Object>> = vec![Vec::new(); nodes.len()];
    for (place, node) in nodes.iter().enumerate() {
        if let Some(list) = node.parent.and_then(|parent| kids.get_mut(parent)) {
            list.push(ids[place].into());
        }
    }
    let mut owners: BTreeMap<usize, Vec<Object>> = BTreeMap::new();
    let mut first_page: BTreeMap<usize, usize> = BTreeMap::new();
    for piece in marked {
        let (Some(list), Some(page)) = (kids.get_mut(piece.node), pages.get(piece.page)) else {
            continue;
        };
        owners
            .entry(piece.page)
            .or_default()
            .push(ids[piece.node].into());
        if *first_page.entry(piece.node).or_insert(piece.page) == piece.page {
            list.push(piece.mark.into());
        } else {
            list.push(dictionary! { "Type" => "MCR", "Pg" => *page, "MCID" => piece.mark }.into());
        }
    }
    for (place, node) in nodes.iter().enumerate() {
        let mut element = dictionary! {
            "Type" => "StructElem",
            "S" => role_name(node.role),
            "P" => node.parent.and_then(|parent| ids.get(parent)).copied().unwrap_or(root),
        };
        if let Some(page) = first_page.get(&place).and_then(|page| pages.get(*page)) {
            element.set("Pg", *page);
        }
        if let Some(words) = &node.instead {
            element.set("Alt", super::repair::text_string(words));
        }
        if node.role == Role::Th {
            element.set("A", dictionary! { "O" => "Table", "Scope" => "Column" });
        }
        let mut own = std::mem::take(&mut kids[place]);
        match own.len() {
            0 => {}
            1 => element.set("K", own.remove(0)),
            _ => element.set("K", own),
        }
        file.set_object(ids[place], element);
    }
    let mut numbers: Vec<Object> = Vec::new();
    for (page, list) in owners {
        numbers.push((page as i64).into());
        numbers.push(list.into());
    }
    for (number, page) in pages.iter().enumerate() {
        if let Ok(page) = file.get_dictionary_mut(*page) {
            page.set("StructParents", number as i64);
            // Readers go from field to field in the order of the structure.
            page.set("Tabs", "S");
        }
    }
    let parents = file.add_object(dictionary! { "Nums" => numbers });
    let mut tree = Dictionary::new();
    tree.set("Type", "StructTreeRoot");
    if let Some(document) = ids.first() {
        tree.set("K", *document);
    }
    tree.set("ParentTree", parents);
    tree.set("ParentTreeNextKey", pages.len() as i64);
    file.set_object(root, tree);
    root
}
