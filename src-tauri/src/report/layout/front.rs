//! Head of the first page: letterhead, kind, trích yếu (Decree 30, Phụ lục I, Mục II).

use super::set::{Atom, Centred, Setter, across, base_line};
use super::{Item, Role};
use crate::report::breaking::{Fill, Line, lines, words};
use crate::report::content::{Align, Document, Form, Letterhead, Style};
use crate::report::measure::{
    BODY, CAPITALS, Columns, GAP, HEAD_PITCH, HEAD_RULE, INDENT, LEFT, MM, PITCH, RULE_DROP,
    SHORT_RULE, SMALL, SUBJECT_PART, Sheet,
};
use crate::report::shape::Shaper;
use crate::report::wording::{MOTTO, STATE, about_line, addressee_lines, date_line, number_line};

impl Columns {
    /// The middle of the left column at a height.
    const fn left_at(self, y: f64) -> Centred {
        Centred {
            middle: self.left,
            measure: self.left_width,
            y,
            pitch: HEAD_PITCH,
        }
    }

    /// The middle of the right one.
    const fn right_at(self, y: f64) -> Centred {
        Centred {
            middle: self.right,
            measure: self.right_width,
            y,
            pitch: HEAD_PITCH,
        }
    }
}

/// Everything above Kính gửi, as one atom.
pub(super) fn front(setter: &mut Setter<'_>, sheet: Sheet, document: &Document) -> Atom {
    let mut items = Vec::new();
    let head = &document.letterhead;
    let columns = Columns::of(sheet);
    let y = match document.form {
        Form::Report | Form::Minutes => {
            let dated = document.form == Form::Report;
            let y = letterhead(setter, columns, head, dated, &mut items);
            titles(setter, sheet, document, y + 22.0, &mut items)
        }
        Form::Letter => {
            let y = letterhead(setter, columns, head, true, &mut items);
            about(setter, columns, &document.subject, y, &mut items) + 8.0
        }
        Form::Sheet => {
            let y = who_and_when(setter, columns, head, &mut items);
            titles(setter, sheet, document, y + 12.0, &mut items)
        }
    };
    Atom {
        height: y + 8.0,
        items,
        may_break: true,
        ..Atom::default()
    }
}

/// Name of the kind and trích yếu, centred, with the rule below; gives the height of the rule.
fn titles(
    setter: &mut Setter<'_>,
    sheet: Sheet,
    document: &Document,
    mut y: f64,
    items: &mut Vec<Item>,
) -> f64 {
    let title = setter.node(Role::H1, 0);
    if !document.kind_name.trim().is_empty() {
        let at = Centred {
            middle: sheet.middle(),
            measure: sheet.measure() * SUBJECT_PART,
            y: y + PITCH,
            pitch: PITCH,
        };
        let (mut kind, last) =
            setter.centred_lines(&document.kind_name, (Style::Bold, BODY), at, title);
        items.append(&mut kind);
        y = last;
    }
    let mut longest = 0.0_f64;
    for text in &document.subject {
        let title = setter.node(Role::P, 0);
        let measure = sheet.measure() * SUBJECT_PART;
        let lines = setter.lines(
            &[(Style::Bold, text)],
            BODY,
            measure,
            0.0,
            Fill::Ragged(Align::Center),
        );
        for line in &lines {
            y += PITCH - 1.0;
            longest = longest.max(line.width);
            items.append(&mut setter.place(
                line,
                sheet.middle() - line.width / 2.0,
                y,
                Some(title),
            ));
        }
    }
    if longest > 0.0 {
        y += RULE_DROP;
        let half = longest * SHORT_RULE / 2.0;
        items.push(across(
            sheet.middle() - half,
            sheet.middle() + half,
            y,
            HEAD_RULE,
        ));
    }
    y
}

/// What a công văn is about, after "V/v", under the number (Decree 30, Phụ lục I, Mục II.5.b): upright, 12–13,
/// centred, 6 pt below the number. Gives the height of its last base line.
fn about(
    setter: &mut Setter<'_>,
    columns: Columns,
    subject: &[String],
    mut y: f64,
    items: &mut Vec<Item>,
) -> f64 {
    let text = about_line(subject);
    let node = setter.node(Role::H1, 0);
    let fill = Fill::Ragged(Align::Center);
    let lines = setter.lines(
        &[(Style::Regular, &text)],
        CAPITALS,
        columns.left_width,
        0.0,
        fill,
    );
    y += GAP;
    for line in &lines {
        y += HEAD_PITCH - 1.0;
        let x = columns.left - line.width / 2.0;
        items.append(&mut setter.place(line, x, y, Some(node)));
    }
    y
}

/// Head of a sheet to work on: who made it on the left, where and when on the right.
fn who_and_when(
    setter: &mut Setter<'_>,
    columns: Columns,
    head: &Letterhead,
    items: &mut Vec<Item>,
) -> f64 {
    let y = agencies(setter, columns, head, items);
    let node = setter.node(Role::P, 0);
    let line = date_line(head);
    let at = columns.right_at(base_line(HEAD_PITCH, CAPITALS));
    let (mut date, last) = setter.centred_lines(&line, (Style::Italic, SMALL), at, node);
    items.append(&mut date);
    y.max(last) + RULE_DROP
}

/// Superior and issuer on the left, with the rule below; gives the height of the last base line.
fn agencies(
    setter: &mut Setter<'_>,
    columns: Columns,
    head: &Letterhead,
    items: &mut Vec<Item>,
) -> f64 {
    let Columns {
        left, left_width, ..
    } = columns;
    let mut y = 0.0;
    let mut last = (0.0, 0.0);
    for (lines, style) in [
        (&head.superior, Style::Regular),
        (&head.issuer, Style::Bold),
    ] {
        for text in lines {
            let lines = setter.lines(
                &[(style, text)],
                CAPITALS,
                left_width,
                0.0,
                Fill::Ragged(Align::Center),
            );
            let node = setter.node(Role::P, 0);
            for line in &lines {
                y += if y == 0.0 {
                    base_line(HEAD_PITCH, CAPITALS)
                } else {
                    HEAD_PITCH
                };
                items.append(&mut setter.place(line, left - line.width / 2.0, y, Some(node)));
                last = (line.width, y);
            }
        }
    }
    if !head.issuer.is_empty() && last.0 > 0.0 {
        let half = last.0 * SHORT_RULE / 2.0;
        items.push(across(
            left - half,
            left + half,
            last.1 + RULE_DROP,
            HEAD_RULE,
        ));
    }
    y
}

/// The two columns, with place and day when they are `dated`; gives the height of their last base line.
fn letterhead(
    setter: &mut Setter<'_>,
    columns: Columns,
    head: &Letterhead,
    dated: bool,
    items: &mut Vec<Item>,
) -> f64 {
    let left_bottom = agencies(setter, columns, head, items);
    let right = columns.right;
    let mut y = base_line(HEAD_PITCH, CAPITALS);
    let node = setter.node(Role::P, 0);
    let (mut name, _) = setter.centred_line(STATE, Style::Bold, CAPITALS, right, y, Some(node));
    items.append(&mut name);
    y += HEAD_PITCH;
    let node = setter.node(Role::P, 0);
    let (mut motto, width) = setter.centred_line(MOTTO, Style::Bold, SMALL, right, y, Some(node));
    items.append(&mut motto);
    items.push(across(
        right - width / 2.0,
        right + width / 2.0,
        y + RULE_DROP,
        HEAD_RULE,
    ));

    let y = left_bottom.max(y) + RULE_DROP + 17.0;
    let node = setter.node(Role::P, 0);
    let at = columns.left_at(y);
    let (mut number, left_end) =
        setter.centred_lines(&number_line(head), (Style::Regular, SMALL), at, node);
    items.append(&mut number);
    if dated {
        let node = setter.node(Role::P, 0);
        let at = columns.right_at(y);
        let (mut date, right_end) =
            setter.centred_lines(&date_line(head), (Style::Italic, SMALL), at, node);
        items.append(&mut date);
        return left_end.max(right_end);
    }
    left_end
}

/// Kính gửi: one addressee on the same line, several on dashed lines below.
pub(super) fn addressees(setter: &mut Setter<'_>, sheet: Sheet, names: &[String]) -> Vec<Atom> {
    let mut atoms = Vec::new();
    for own in addressed(&mut setter.shaper, sheet, names) {
        let node = setter.node(Role::P, 0);
        for (number, line) in own.lines.iter().enumerate() {
            atoms.push(Atom {
                before: if atoms.is_empty() { GAP } else { 2.0 },
                height: PITCH,
                may_break: false,
                rather: number == 0,
                items: setter.place(line, LEFT + own.left, base_line(PITCH, BODY), Some(node)),
                ..Atom::default()
            });
        }
    }
    atoms
}

/// A paragraph of Kính gửi.
pub(in crate::report) struct Addressed {
    /// What it says.
    pub text: String,
    /// From the left margin, in points.
    pub left: f64,
    lines: Vec<Line>,
}

/// Paragraphs of Kính gửi and where they stand.
pub(in crate::report) fn addressed(
    shaper: &mut Shaper<'_>,
    sheet: Sheet,
    names: &[String],
) -> Vec<Addressed> {
    let label =
        shaper.width(Style::Regular, BODY, "Kính") + shaper.width(Style::Regular, BODY, " gửi: ");
    let measure = sheet.measure() - 2.0 * INDENT;
    let mut set: Vec<Addressed> = addressee_lines(names)
        .into_iter()
        .enumerate()
        .map(|(place, text)| {
            let left = if place == 0 { 0.0 } else { label };
            let words = words(shaper, &[(Style::Regular, &text)], BODY);
            let lines = lines(words, measure - left, 0.0, Fill::Ragged(Align::Left));
            Addressed { text, left, lines }
        })
        .collect();
    let widest = set
        .iter()
        .flat_map(|own| own.lines.iter().map(|line| line.width + own.left))
        .fold(0.0, f64::max);
    let centred = (sheet.measure() - widest) / 2.0;
    // Nearly full lines stand at the indent of the paragraphs rather than a little beside it.
    let long = matches!(set.as_slice(), [one] if one.lines.len() > 1);
    let x = if long || centred < INDENT + 12.0 * MM {
        INDENT
    } else {
        centred
    };
    for own in &mut set {
        own.left += x;
    }
    set
}
