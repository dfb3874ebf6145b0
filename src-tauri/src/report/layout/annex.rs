//! An annex: "Phụ lục I", its title, the line that names the document, then its blocks.

use super::set::{Atom, Mark, Setter};
use super::{Role, blocks};
use crate::report::content::{Annex, Letterhead, Style};
use crate::report::measure::{BODY, Sheet};
use crate::report::wording::annex_head;

/// Sets an annex from its own first page on.
pub(super) fn atoms(
    setter: &mut Setter<'_>,
    sheet: Sheet,
    annex: &Annex,
    letterhead: &Letterhead,
) -> Vec<Atom> {
    let section = setter.node(Role::Sect, 0);
    let head = annex_head(annex, letterhead);
    let mut atoms = setter.centred(sheet, Role::H1, section, Style::Bold, BODY, &head.label);
    atoms.extend(setter.centred(sheet, Role::P, section, Style::Bold, BODY, &head.title));
    if !head.reference.is_empty() {
        let (style, text) = (Style::Italic, &head.reference);
        atoms.extend(setter.centred(sheet, Role::P, section, style, BODY, text));
    }
    for atom in &mut atoms {
        atom.may_break = false;
        atom.before = 0.0;
    }
    if let Some(first) = atoms.first_mut() {
        first.mark = Some(Mark {
            key: None,
            title: head.mark,
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
