//! What sheets to work on have besides tables: lines in smaller type, and who signs, side by side.

use super::Role;
use super::set::{Atom, Setter, base_line};
use crate::report::breaking::Fill;
use crate::report::content::{Align, Run, Signatory, Style};
use crate::report::measure::{
    BODY, LEFT, PITCH, SIGNATORY_NOTE, SIGNATORY_ROOM, Sheet, small_pitch, small_size,
};

/// White above such lines.
const ABOVE: f64 = 4.0;
/// Lines flush left.
pub(super) fn lines(
    setter: &mut Setter<'_>,
    sheet: Sheet,
    parent: usize,
    runs: &[Run],
    size: f64,
) -> Vec<Atom> {
    let size = small_size(size);
    let mut runs: Vec<(Style, &str)> = runs
        .iter()
        .map(|run| (run.style, run.text.as_str()))
        .collect();
    let leader = leader(setter, &runs, size, sheet.measure());
    if let (Some(last), Some(dots)) = (runs.last_mut(), &leader) {
        last.1 = dots;
    }
    let fill = Fill::Justified;
    let lines = setter.lines(&runs, size, sheet.measure(), 0.0, fill);
    if lines.is_empty() {
        return Vec::new();
    }
    let node = setter.node(Role::P, parent);
    let pitch = small_pitch(size);
    lines
        .iter()
        .enumerate()
        .map(|(number, line)| Atom {
            before: if number == 0 { ABOVE } else { 0.0 },
            height: pitch,
            may_break: number == 0,
            items: setter.place(line, LEFT, base_line(pitch, size), Some(node)),
            ..Atom::default()
        })
        .collect()
}

/// As many dots as lead to the end of the line, where the last piece is nothing but dots.
fn leader(
    setter: &mut Setter<'_>,
    runs: &[(Style, &str)],
    size: f64,
    measure: f64,
) -> Option<String> {
    let (last, before) = runs.split_last()?;
    if last.1.is_empty() || !last.1.chars().all(|c| c == '.') {
        return None;
    }
    let used: f64 = before
        .iter()
        .map(|(style, text)| setter.shaper.width(*style, size, text))
        .sum();
    let dot = setter.shaper.width(last.0, size, ".");
    let count = ((measure - used) / dot - 1.0).max(3.0);
    Some(".".repeat(count as usize))
}

/// Those who sign, each in the middle of a column of its own; kept together with the line before.
pub(super) fn signatures(
    setter: &mut Setter<'_>,
    sheet: Sheet,
    parent: usize,
    signatories: &[Signatory],
) -> Vec<Atom> {
    if signatories.is_empty() {
        return Vec::new();
    }
    let width = sheet.measure() / signatories.len() as f64;
    let mut items = Vec::new();
    let mut deepest = 0.0_f64;
    for (place, signatory) in signatories.iter().enumerate() {
        let middle = LEFT + width * (place as f64 + 0.5);
        let node = setter.node(Role::P, parent);
        let mut y = 0.0;
        for (style, size, text) in [
            (Style::Bold, BODY, signatory.title.as_str()),
            (Style::Italic, SIGNATORY_NOTE, signatory.note.as_str()),
        ] {
            let fill = Fill::Ragged(Align::Center);
            for line in setter.lines(&[(style, text)], size, width * 0.94, 0.0, fill) {
                y += if y == 0.0 {
                    base_line(PITCH, BODY)
                } else {
                    PITCH - 2.0
                };
                let x = middle - line.width / 2.0;
                items.append(&mut setter.place(&line, x, y, Some(node)));
            }
        }
        deepest = deepest.max(y);
    }
    vec![Atom {
        before: 14.0,
        height: deepest + SIGNATORY_ROOM,
        may_break: false,
        items,
        ..Atom::default()
    }]
}
