//! End of the document: the signature in the right half, Nơi nhận in the left, level with each other.

use super::set::{Atom, Centred, Setter, base_line};
use super::{Item, Role};
use crate::report::breaking::Fill;
use crate::report::content::{Align, Document, Style};
use crate::report::measure::{
    ABOVE_END, BODY, HALF, LEFT, PITCH, RECIPIENTS_ITEMS, RECIPIENTS_LABEL, SIGNING, Sheet,
};
use crate::report::wording::{RECIPIENTS, recipient_lines};

/// From base line to base line of its items.
const ITEM_LINE: f64 = 13.5;
/// Items stand a little inside the label, so that their dashes do not look outdented.
const INSIDE: f64 = 2.0;

/// Appends the end, kept together and with at least two lines of the text before it.
pub(super) fn append(
    setter: &mut Setter<'_>,
    sheet: Sheet,
    document: &Document,
    atoms: &mut Vec<Atom>,
) {
    let signature = &document.signature;
    let has_name = !signature.name.trim().is_empty();
    let recipients = recipient_lines(&document.recipients);
    if signature.lines.is_empty() && !has_name && recipients.is_empty() {
        return;
    }
    let measure = sheet.measure();
    let half = measure * HALF;
    let mut items: Vec<Item> = Vec::new();

    let mut left_y = 0.0;
    // Lines of recipients that do not fit beside the signature go on below it, where pages may end.
    let mut below: Vec<Atom> = Vec::new();
    if !recipients.is_empty() {
        let node = setter.node(Role::P, 0);
        left_y += base_line(PITCH, BODY);
        let label = setter.lines(
            &[(Style::BoldItalic, RECIPIENTS)],
            RECIPIENTS_LABEL,
            half,
            0.0,
            Fill::Ragged(Align::Left),
        );
        for line in &label {
            items.append(&mut setter.place(line, LEFT, left_y, Some(node)));
        }
        for text in &recipients {
            let node = setter.node(Role::P, 0);
            let lines = setter.lines(
                &[(Style::Regular, text)],
                RECIPIENTS_ITEMS,
                half - INSIDE,
                0.0,
                Fill::Ragged(Align::Left),
            );
            for line in &lines {
                if left_y + ITEM_LINE + ABOVE_END > sheet.room() / 2.0 {
                    let items = setter.place(
                        line,
                        LEFT + INSIDE,
                        base_line(ITEM_LINE, RECIPIENTS_ITEMS),
                        Some(node),
                    );
                    below.push(Atom {
                        height: ITEM_LINE,
                        may_break: true,
                        items,
                        ..Atom::default()
                    });
                } else {
                    left_y += ITEM_LINE;
                    items.append(&mut setter.place(line, LEFT + INSIDE, left_y, Some(node)));
                }
            }
        }
    }

    let middle = LEFT + measure - half / 2.0;
    let mut right_y = 0.0;
    let node = setter.node(Role::P, 0);
    for text in &signature.lines {
        for line in setter.lines(
            &[(Style::Bold, text)],
            BODY,
            half,
            0.0,
            Fill::Ragged(Align::Center),
        ) {
            right_y += if right_y == 0.0 {
                base_line(PITCH, BODY)
            } else {
                PITCH
            };
            items.append(&mut setter.place(&line, middle - line.width / 2.0, right_y, Some(node)));
        }
    }
    if !signature.lines.is_empty() || has_name {
        right_y += SIGNING;
    }
    if has_name {
        let at = Centred {
            middle,
            measure: half,
            y: right_y + PITCH,
            pitch: PITCH,
        };
        let (mut name, last) = setter.centred_lines(&signature.name, (Style::Bold, BODY), at, node);
        items.append(&mut name);
        right_y = last;
    }

    keep_last_lines(atoms);
    atoms.push(Atom {
        before: ABOVE_END,
        height: left_y.max(right_y) + 4.0,
        // Without a text there is nothing to stay with.
        may_break: false,
        items,
        ..Atom::default()
    });
    atoms.append(&mut below);
}

/// A last paragraph of one line, or a last row, takes the line before along: two stay with the signature.
fn keep_last_lines(atoms: &mut [Atom]) {
    let count = atoms.len();
    if let Some(last) = atoms.last_mut().filter(|atom| count > 2 && atom.may_break) {
        last.may_break = false;
        last.rather = true;
    }
}
