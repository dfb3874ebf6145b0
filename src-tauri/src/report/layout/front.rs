//! Head of the first page: letterhead, kind, trích yếu (Decree 30, Phụ lục I, Mục II).

use super::set::{Atom, Setter, across, base_line};
use super::{BODY, GAP, INDENT, Item, LEFT, MM, PITCH, Role, Sheet};
use crate::domain::instant::spell_day;
use crate::report::breaking::Fill;
use crate::report::content::{Align, Document, Form, Letterhead, Style};

/// Quốc hiệu and the agencies: 12–13. Tiêu ngữ, number, place and date: 13.
const CAPITALS: f64 = 12.0;
const SMALL: f64 = 13.0;
/// Width of the right column, which holds Quốc hiệu.
const RIGHT_COLUMN: f64 = 92.0 * MM;
/// White between the columns.
const GUTTER: f64 = 6.0 * MM;
/// Single spacing of the letterhead.
const LINE: f64 = 15.5;
/// From a base line down to the rule below it.
const RULE_DROP: f64 = 5.0;
/// Length of the rule under the issuer and the trích yếu: 1/3–1/2 of the line.
const SHORT_RULE: f64 = 0.4;
/// Thickness of these rules.
const RULE: f64 = 0.7;
/// Room for what is written by hand.
const BY_HAND: &str = "\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}";

/// Everything above Kính gửi, as one atom.
pub(super) fn front(setter: &mut Setter<'_>, sheet: Sheet, document: &Document) -> Atom {
    let mut items = Vec::new();
    let head = &document.letterhead;
    let columns = Columns::of(sheet);
    let y = match document.form {
        Form::Report => {
            let y = letterhead(setter, columns, head, &mut items);
            titles(setter, sheet, document, y + 22.0, &mut items)
        }
        Form::Letter => {
            let y = letterhead(setter, columns, head, &mut items);
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
        y += PITCH;
        let (mut kind, _) = setter.centred_line(
            &document.kind_name,
            Style::Bold,
            BODY,
            sheet.middle(),
            y,
            Some(title),
        );
        items.append(&mut kind);
    }
    let mut longest = 0.0_f64;
    for text in &document.subject {
        let title = setter.node(Role::P, 0);
        let measure = sheet.measure() * 0.86;
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
            RULE,
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
    let text = format!("V/v {}", subject.join(" "));
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
        y += LINE - 1.0;
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
    let at = base_line(LINE, CAPITALS);
    let (mut date, _) =
        setter.centred_line(&line, Style::Italic, SMALL, columns.right, at, Some(node));
    items.append(&mut date);
    y + RULE_DROP
}

/// The two columns of the letterhead.
#[derive(Debug, Clone, Copy)]
struct Columns {
    /// Middle of the left one.
    left: f64,
    left_width: f64,
    /// Middle of the right one.
    right: f64,
}

impl Columns {
    const fn of(sheet: Sheet) -> Self {
        let left_width = sheet.measure() - RIGHT_COLUMN - GUTTER;
        Self {
            left: LEFT + left_width / 2.0,
            left_width,
            right: LEFT + sheet.measure() - RIGHT_COLUMN / 2.0,
        }
    }
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
                    base_line(LINE, CAPITALS)
                } else {
                    LINE
                };
                items.append(&mut setter.place(line, left - line.width / 2.0, y, Some(node)));
                last = (line.width, y);
            }
        }
    }
    if !head.issuer.is_empty() && last.0 > 0.0 {
        let half = last.0 * SHORT_RULE / 2.0;
        items.push(across(left - half, left + half, last.1 + RULE_DROP, RULE));
    }
    y
}

/// The two columns; gives the height of their last base line.
fn letterhead(
    setter: &mut Setter<'_>,
    columns: Columns,
    head: &Letterhead,
    items: &mut Vec<Item>,
) -> f64 {
    let left_bottom = agencies(setter, columns, head, items);
    let Columns { left, right, .. } = columns;
    let mut y = base_line(LINE, CAPITALS);
    let node = setter.node(Role::P, 0);
    let (mut name, _) = setter.centred_line(
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        Style::Bold,
        CAPITALS,
        right,
        y,
        Some(node),
    );
    items.append(&mut name);
    y += LINE;
    let node = setter.node(Role::P, 0);
    let (mut motto, width) = setter.centred_line(
        "Độc lập - Tự do - Hạnh phúc",
        Style::Bold,
        SMALL,
        right,
        y,
        Some(node),
    );
    items.append(&mut motto);
    items.push(across(
        right - width / 2.0,
        right + width / 2.0,
        y + RULE_DROP,
        RULE,
    ));

    let y = left_bottom.max(y) + RULE_DROP + 17.0;
    let node = setter.node(Role::P, 0);
    let (mut number, _) = setter.centred_line(
        &number_line(head),
        Style::Regular,
        SMALL,
        left,
        y,
        Some(node),
    );
    items.append(&mut number);
    let node = setter.node(Role::P, 0);
    let (mut date, _) =
        setter.centred_line(&date_line(head), Style::Italic, SMALL, right, y, Some(node));
    items.append(&mut date);
    y
}

/// "Số: 05/BC-UBND"; a number below 10 gets a 0, no number leaves room.
fn number_line(head: &Letterhead) -> String {
    let number = match head.number.as_deref().map(str::trim) {
        Some(number) if number.len() == 1 && number.chars().all(|c| c.is_ascii_digit()) => {
            format!("\u{a0}0{number}")
        }
        Some(number) if !number.is_empty() => format!("\u{a0}{number}"),
        _ => BY_HAND.to_owned(),
    };
    format!("Số:{number}/{}", head.symbol.trim())
}

/// "Bình Thủy, ngày 05 tháng 01 năm 2024"; no day leaves room for day and month.
fn date_line(head: &Letterhead) -> String {
    let date = head.day.map_or_else(
        || format!("{BY_HAND}tháng{BY_HAND}năm {}", head.year),
        |day| format!(" {}", spell_day(day)),
    );
    format!("{}, ngày{date}", head.place.trim())
}

/// Kính gửi: one addressee on the same line, several on dashed lines below.
pub(super) fn addressees(setter: &mut Setter<'_>, sheet: Sheet, names: &[String]) -> Vec<Atom> {
    const LABEL: &str = "Kính gửi:";
    let names: Vec<&str> = names
        .iter()
        .map(|name| name.trim())
        .filter(|name| !name.is_empty())
        .collect();
    let lines: Vec<String> = match names.as_slice() {
        [] => return Vec::new(),
        [one] => vec![format!("{LABEL} {}.", one.trim_end_matches('.'))],
        many => std::iter::once(LABEL.to_owned())
            .chain(many.iter().enumerate().map(|(place, name)| {
                let end = if place + 1 == many.len() { '.' } else { ';' };
                format!("- {}{end}", name.trim_end_matches(['.', ';']))
            }))
            .collect(),
    };
    let label = setter.shaper.width(Style::Regular, BODY, "Kính")
        + setter.shaper.width(Style::Regular, BODY, " gửi: ");
    let single = lines.len() == 1;
    let measure = sheet.measure() - 2.0 * INDENT;
    let mut set = Vec::new();
    for (place, text) in lines.iter().enumerate() {
        let inner = if place == 0 { 0.0 } else { label };
        let node = setter.node(Role::P, 0);
        for line in setter.lines(
            &[(Style::Regular, text)],
            BODY,
            measure - inner,
            0.0,
            Fill::Ragged(Align::Left),
        ) {
            set.push((line, inner, node));
        }
    }
    let widest = set
        .iter()
        .map(|(line, inner, _)| line.width + inner)
        .fold(0.0, f64::max);
    let centred = (sheet.measure() - widest) / 2.0;
    // Nearly full lines stand at the indent of the paragraphs rather than a little beside it.
    let x = if centred < INDENT + 12.0 * MM || (single && set.len() > 1) {
        INDENT
    } else {
        centred
    };
    set.iter()
        .enumerate()
        .map(|(place, (line, inner, node))| Atom {
            before: if place == 0 { GAP } else { 2.0 },
            height: PITCH,
            may_break: false,
            items: setter.place(line, LEFT + x + inner, base_line(PITCH, BODY), Some(*node)),
            ..Atom::default()
        })
        .collect()
}
