//! An annex: "Phụ lục I", its title, the line that names the document, then its blocks.

use super::set::{Atom, Mark, Setter};
use super::{BODY, Role, Sheet, blocks};
use crate::report::content::{Annex, Style};
use crate::report::shape::prepare;

/// Sets an annex from its own first page on.
pub(super) fn atoms(setter: &mut Setter<'_>, sheet: Sheet, annex: &Annex) -> Vec<Atom> {
    let section = setter.node(Role::Sect, 0);
    let number = annex.number.trim();
    let label = if number.is_empty() {
        "Phụ lục".to_owned()
    } else {
        format!("Phụ lục {number}")
    };
    let title = prepare(&annex.title).to_uppercase();
    let mut atoms = setter.centred(sheet, Role::H1, section, Style::Bold, BODY, &label);
    atoms.extend(setter.centred(sheet, Role::P, section, Style::Bold, BODY, &title));
    if !annex.reference.trim().is_empty() {
        let reference = format!("({})", annex.reference.trim());
        atoms.extend(setter.centred(sheet, Role::P, section, Style::Italic, BODY, &reference));
    }
    for atom in &mut atoms {
        atom.may_break = false;
        atom.before = 0.0;
    }
    if let Some(first) = atoms.first_mut() {
        let title = if title.is_empty() {
            label
        } else {
            format!("{label}. {}", prepare(&annex.title))
        };
        first.mark = Some(Mark {
            key: None,
            title,
            depth: 0,
        });
    }
    let mut content = blocks(setter, sheet, section, &annex.blocks);
    if let Some(first) = content.first_mut() {
        first.may_break = false;
        first.before = first.before.max(10.0);
    }
    atoms.append(&mut content);
    atoms
}
