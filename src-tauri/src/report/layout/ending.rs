//! End of the document: the signature in the right half, Nơi nhận in the left, level with each other.

use super::set::{Atom, Setter, base_line};
use super::{Item, Role};
use crate::report::breaking::{Fill, Line};
use crate::report::content::{Align, Document, Orientation, Style};
use crate::report::fonts::FontSet;
use crate::report::measure::{
    ABOVE_END, BODY, HALF, LEFT, PITCH, RECIPIENTS_ITEMS, RECIPIENTS_LABEL, SIGNING, Sheet,
};
use crate::report::wording::{RECIPIENTS, recipient_lines};

/// From base line to base line of its items.
const ITEM_LINE: f64 = 13.5;
/// Items stand a little inside the label, so that their dashes do not look outdented.
const INSIDE: f64 = 2.0;

/// Recipients go on so far below the signature before they leave it.
const BELOW: f64 = 6.0 * ITEM_LINE;

/// Appends the end, kept together and with at least two lines of the text before it.
pub(super) fn append(
    setter: &mut Setter<'_>,
    sheet: Sheet,
    document: &Document,
    atoms: &mut Vec<Atom>,
) {
    let half = sheet.measure() * HALF;
    let signature = Signed::of(setter, document, half);
    let texts = recipient_lines(&document.recipients);
    if signature.height <= 0.0 && texts.is_empty() {
        return;
    }
    let mut left = recipients(setter, &texts, half, room_beside(sheet, &signature));
    let middle = LEFT + sheet.measure() - half / 2.0;
    left.items.append(&mut signature.place(setter, middle));
    keep_last_lines(atoms);
    atoms.push(Atom {
        before: ABOVE_END,
        height: left.height.max(signature.height) + 4.0,
        // Without a text there is nothing to stay with.
        may_break: false,
        items: left.items,
        ..Atom::default()
    });
    atoms.append(&mut left.below);
}

/// How many recipients stand beside the signature; those after them go on below it.
pub(in crate::report) fn beside(document: &Document, fonts: &FontSet) -> usize {
    let sheet = Sheet::of(Orientation::Portrait);
    let half = sheet.measure() * HALF;
    let mut setter = Setter::new(fonts, false);
    let signature = Signed::of(&mut setter, document, half);
    let texts = recipient_lines(&document.recipients);
    recipients(&mut setter, &texts, half, room_beside(sheet, &signature)).beside
}

/// Room for recipients beside the signature.
fn room_beside(sheet: Sheet, signature: &Signed) -> f64 {
    let most = sheet.room() / 2.0 - ABOVE_END;
    if signature.height > 0.0 {
        most.min(signature.height + BELOW)
    } else {
        most
    }
}

/// Nơi nhận as it is set.
#[derive(Default)]
struct Recipients {
    items: Vec<Item>,
    height: f64,
    /// How many stand beside the signature.
    beside: usize,
    /// Those that do not stand beside the signature go on below it, where pages may end between two of them.
    below: Vec<Atom>,
}

fn recipients(setter: &mut Setter<'_>, texts: &[String], half: f64, beside: f64) -> Recipients {
    let mut out = Recipients::default();
    if texts.is_empty() {
        return out;
    }
    let fill = Fill::Ragged(Align::Left);
    let node = setter.node(Role::P, 0);
    out.height = base_line(PITCH, BODY);
    let label = [(Style::BoldItalic, RECIPIENTS)];
    for line in &setter.lines(&label, RECIPIENTS_LABEL, half, 0.0, fill) {
        let mut own = setter.place(line, LEFT, out.height, Some(node));
        out.items.append(&mut own);
    }
    let left = LEFT + INSIDE;
    for text in texts {
        let node = setter.node(Role::P, 0);
        let runs = [(Style::Regular, text.as_str())];
        let lines = setter.lines(&runs, RECIPIENTS_ITEMS, half - INSIDE, 0.0, fill);
        let height = ITEM_LINE * lines.len() as f64;
        if out.below.is_empty() && out.height + height <= beside {
            out.beside += 1;
            for line in &lines {
                out.height += ITEM_LINE;
                let mut own = setter.place(line, left, out.height, Some(node));
                out.items.append(&mut own);
            }
            continue;
        }
        let y = base_line(ITEM_LINE, RECIPIENTS_ITEMS);
        for (number, line) in lines.iter().enumerate() {
            out.below.push(Atom {
                height: ITEM_LINE,
                may_break: number == 0,
                items: setter.place(line, left, y, Some(node)),
                ..Atom::default()
            });
        }
    }
    out
}

/// Who signs, as it is set: each line with its height.
struct Signed {
    lines: Vec<(Line, f64)>,
    height: f64,
}

impl Signed {
    fn of(setter: &mut Setter<'_>, document: &Document, half: f64) -> Self {
        let signature = &document.signature;
        let fill = Fill::Ragged(Align::Center);
        let mut set = |text: &str| setter.lines(&[(Style::Bold, text)], BODY, half, 0.0, fill);
        let mut lines = Vec::new();
        let mut height = 0.0;
        for line in signature.lines.iter().flat_map(|text| set(text)) {
            height += if lines.is_empty() {
                base_line(PITCH, BODY)
            } else {
                PITCH
            };
            lines.push((line, height));
        }
        let name = signature.name.trim();
        if !signature.lines.is_empty() || !name.is_empty() {
            height += SIGNING;
        }
        for line in set(name) {
            height += PITCH;
            lines.push((line, height));
        }
        Self { lines, height }
    }

    fn place(&self, setter: &mut Setter<'_>, middle: f64) -> Vec<Item> {
        let node = setter.node(Role::P, 0);
        let place =
            |(line, y): &(Line, f64)| setter.place(line, middle - line.width / 2.0, *y, Some(node));
        self.lines.iter().flat_map(place).collect()
    }
}

/// A last paragraph of one line, or a last row, takes the line before along: two stay with the signature.
fn keep_last_lines(atoms: &mut [Atom]) {
    let count = atoms.len();
    if let Some(last) = atoms.last_mut().filter(|atom| count > 2 && atom.may_break) {
        last.may_break = false;
        last.rather = true;
    }
}
