//! Head of the first page: letterhead, kind, trích yếu (Decree 30, Phụ lục I, Mục II).

use super::set::{Atom, Setter, across, base_line};
use super::{BODY, GAP, INDENT, Item, LEFT, MM, PITCH, Role, Sheet};
use crate::domain::instant::spell_day;
use crate::report::breaking::Fill;
use crate::report::content::{Align, Document, Letterhead, Style};

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
    let mut y = letterhead(setter, sheet, &document.letterhead, &mut items);
    y += 22.0;
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
    Atom {
        height: y + 8.0,
        items,
        may_break: true,
        ..Atom::default()
    }
}

/// The two columns; gives the height of their last base line.
fn letterhead(
    setter: &mut Setter<'_>,
    sheet: Sheet,
    head: &Letterhead,
    items: &mut Vec<Item>,
) -> f64 {
    let right_edge = LEFT + sheet.measure();
    let right = right_edge - RIGHT_COLUMN / 2.0;
    let left_width = sheet.measure() - RIGHT_COLUMN - GUTTER;
    let left = LEFT + left_width / 2.0;

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
    let left_bottom = y;

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
