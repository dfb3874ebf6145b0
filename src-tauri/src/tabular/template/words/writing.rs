//! Words into a text of Word: what stands around them stays byte for byte.

use std::ops::Range;

use super::super::markup::{Edits, Mark, Marks, attributes_without, escaped, prefix_of};
use super::{Run, Story};

impl Story {
    /// Writes a cell of a table.
    pub(in crate::tabular::template) fn write_cell(
        &self,
        text: &str,
        (table, row, column): (usize, u32, u32),
        words: &str,
        edits: &mut Edits,
    ) {
        let cells = self.tables.get(table).map_or(&[][..], Vec::as_slice);
        let own = cells
            .iter()
            .find(|own| own.row == row && own.column == column && !own.has_table);
        if let Some(cell) = own {
            self.replace(text, &cell.content, None, words, edits);
        }
    }

    /// Writes a bookmark or a control.
    pub(in crate::tabular::template) fn write_slot(
        &self,
        text: &str,
        name: &str,
        words: &str,
        edits: &mut Edits,
    ) {
        for named in self.named.iter().filter(|own| own.name == name) {
            if let Some(hint) = &named.hint {
                edits.put(hint.clone(), "");
            }
            let plain = named.hint.is_some();
            self.replace(text, &named.range, Some(plain), words, edits);
        }
    }

    /// Puts words in the place of the text of a stretch: the first run keeps its format, the others lose their text.
    /// `slot` says that the stretch need not hold a paragraph, and whether what stands in it is a hint with a format
    /// of its own.
    fn replace(
        &self,
        text: &str,
        range: &Range<usize>,
        slot: Option<bool>,
        words: &str,
        edits: &mut Edits,
    ) {
        let inside = |own: &Range<usize>| range.start <= own.start && own.end <= range.end;
        let runs: Vec<&Run> = self
            .paragraphs
            .iter()
            .flat_map(|own| &own.runs)
            .filter(|run| inside(&run.range) && run.has_text && !run.has_more)
            .collect();
        let hinted = slot == Some(true);
        if let Some((first, rest)) = runs.split_first() {
            let format = first.format.clone().filter(|_| !hinted);
            edits.put(first.range.clone(), self.run(text, format, words));
            for run in rest {
                edits.put(run.range.clone(), "");
            }
            return;
        }
        if words.is_empty() {
            return;
        }
        let paragraph = self.within(range).next();
        match paragraph {
            Some(own) if own.empty => {
                let p = &self.prefix;
                let run = self.run(text, None, words);
                let kept = whole_tag(text, &own.range);
                edits.put(own.range.clone(), format!("<{p}p{kept}>{run}</{p}p>"));
            }
            Some(own) => {
                let run = self.run(text, own.format.clone(), words);
                edits.put(own.end..own.end, run);
            }
            None if slot.is_some() => {
                let around = self
                    .paragraphs
                    .iter()
                    .find(|own| inside_of(&own.range, range));
                let format = around.and_then(|own| {
                    let before = own
                        .runs
                        .iter()
                        .rev()
                        .find(|run| run.range.end <= range.start);
                    before.map_or_else(|| own.format.clone(), |run| run.format.clone())
                });
                edits.put(range.start..range.start, self.run(text, format, words));
            }
            None => {}
        }
    }

    /// A run with a format that stands elsewhere in the text.
    fn run(&self, text: &str, format: Option<Range<usize>>, words: &str) -> String {
        let p = &self.prefix;
        let format = format.map_or("", |range| &text[range]);
        let words = escaped(words);
        format!("<{p}r>{format}<{p}t xml:space=\"preserve\">{words}</{p}t></{p}r>")
    }

    /// Writes marks, which may be split over runs: what is written stands where the mark begins.
    pub(in crate::tabular::template) fn write_marks(
        &self,
        text: &str,
        marks: &[(&str, &str)],
        edits: &mut Edits,
    ) {
        for paragraph in &self.paragraphs {
            let wanted: Vec<(Range<usize>, &str)> = paragraph
                .marks()
                .into_iter()
                .filter_map(|(name, place)| {
                    let (_, words) = marks.iter().find(|(own, _)| **own == name)?;
                    Some((place, *words))
                })
                .collect();
            if wanted.is_empty() {
                continue;
            }
            let mut begin = 0;
            for piece in &paragraph.pieces {
                let own = begin..begin + piece.text.len();
                begin = own.end;
                if let Some(changed) = changed(&piece.text, &own, &wanted) {
                    let tag = whole_tag(text, &piece.element);
                    let tag = if tag.contains("xml:space") {
                        tag
                    } else {
                        format!("{tag} xml:space=\"preserve\"")
                    };
                    let p = prefix_of(text, &piece.element);
                    let words = escaped(&changed);
                    edits.put(piece.element.clone(), format!("<{p}t{tag}>{words}</{p}t>"));
                }
            }
        }
    }
}

/// A piece of a paragraph's text with the marks in it written; none where it has no part of any.
fn changed(piece: &str, own: &Range<usize>, wanted: &[(Range<usize>, &str)]) -> Option<String> {
    let mut out = String::new();
    let (mut at, mut any) = (own.start, false);
    for (place, words) in wanted {
        if place.end <= own.start || own.end <= place.start {
            continue;
        }
        any = true;
        let (from, to) = (place.start.max(own.start), place.end.min(own.end));
        out.push_str(&piece[at - own.start..from - own.start]);
        if place.start >= own.start {
            out.push_str(words);
        }
        at = to;
    }
    out.push_str(&piece[at - own.start..]);
    any.then_some(out)
}

/// Whether a stretch lies in another one.
fn inside_of(outer: &Range<usize>, own: &Range<usize>) -> bool {
    outer.start <= own.start && own.end <= outer.end
}

/// Attributes of the tag that an element begins with.
fn whole_tag(text: &str, element: &Range<usize>) -> String {
    let mut marks = Marks::of(&text[element.clone()]);
    match marks.next() {
        Ok(Some((_, Mark::Open(tag, _)))) => attributes_without(&tag, &[]),
        _ => String::new(),
    }
}
