//! Reading pages back: which words stand where, by the parts of the structure that they belong to.

use std::collections::BTreeMap;

use so06::report::content::{Align, Annex, Block, Document, Row, RowKind, Table};
use so06::report::{Item, Layout, Role, Text};
use unicode_normalization::UnicodeNormalization;

use super::super::{MM, letters, right_end, texts};

/// A document and its pages.
pub struct Paper<'a> {
    document: &'a Document,
    layout: &'a Layout,
    /// Of each part of the structure: its letters, and its lines as sheet and height.
    parts: BTreeMap<usize, Part>,
}

#[derive(Default)]
struct Part {
    letters: String,
    /// Sheet and base line in hundredths of a point, in order.
    lines: Vec<(usize, i64)>,
}

/// What a reading asks for.
type Judged = Result<(), String>;

impl<'a> Paper<'a> {
    pub fn new(document: &'a Document, layout: &'a Layout) -> Self {
        let mut parts: BTreeMap<usize, Part> = BTreeMap::new();
        for (sheet, page) in layout.pages.iter().enumerate() {
            for text in texts(page) {
                let Some(node) = text.node else { continue };
                let part = parts.entry(node).or_default();
                part.letters.push_str(&letters(text));
                let line = (sheet, (text.y * 100.0).round() as i64);
                if part.lines.last() != Some(&line) {
                    part.lines.push(line);
                }
            }
        }
        Self {
            document,
            layout,
            parts,
        }
    }

    /// Every text of the body and the annexes is a part of the structure, whole, in the order of the content, and
    /// the parts follow each other on the pages.
    pub fn says_everything(&self) -> Judged {
        let said: Vec<(usize, String)> = self
            .parts
            .iter()
            .filter(|(node, _)| self.layout.nodes[**node].role != Role::Figure)
            .map(|(node, part)| (*node, bare(&part.letters)))
            .filter(|(_, text)| !text.is_empty() && !text.starts_with("(Kèmtheo"))
            .collect();
        let mut at = 0;
        let annexes = self.document.annexes.iter().map(expected_annex);
        for wanted in std::iter::once(expected(&self.document.body)).chain(annexes) {
            let follows = |from: &usize| {
                let texts = said[*from..].iter().map(|own| &own.1).take(wanted.len());
                texts.eq(&wanted)
            };
            let Some(from) = (at..=said.len()).find(follows) else {
                let last = &said[at..];
                return Err(format!("not said in this order: {wanted:?}\nbut: {last:?}"));
            };
            at = from + wanted.len();
            let sheets: Vec<usize> = said[from..at]
                .iter()
                .filter_map(|(node, _)| self.parts[node].lines.first())
                .map(|line| line.0)
                .collect();
            if !sheets.is_sorted() {
                return Err(format!("sheets out of order: {sheets:?}"));
            }
        }
        self.says_the_head()
    }

    fn says_the_head(&self) -> Judged {
        let first = self.layout.pages.first().ok_or("no page")?;
        let all: String = texts(first).map(letters).collect();
        let all = bare(&all);
        let head = &self.document.letterhead;
        for text in head
            .superior
            .iter()
            .chain(&head.issuer)
            .chain(&self.document.subject)
        {
            if !all.contains(&bare(text)) {
                return Err(format!("the head does not say {text:?}"));
            }
        }
        let parts: Vec<String> = self
            .parts
            .values()
            .map(|part| bare(&part.letters))
            .collect();
        let named = self
            .document
            .annexes
            .iter()
            .filter_map(|annex| annex.reference.as_ref());
        for own in named {
            let ends = bare(&format!("của {})", own.issuer));
            if !parts
                .iter()
                .any(|part| part.starts_with("(Kèmtheo") && part.ends_with(&ends))
            {
                return Err(format!("an annex does not name its document: {ends}"));
            }
        }
        let end = &self.document.signature;
        let names = self
            .document
            .addressees
            .iter()
            .chain(&self.document.recipients);
        for text in end.lines.iter().chain([&end.name]).chain(names) {
            let text = text
                .trim()
                .trim_start_matches("- ")
                .trim_end_matches(['.', ';']);
            let text = bare(text);
            if !parts.iter().any(|part| part.contains(&text)) {
                return Err(format!("nowhere said: {text:?}"));
            }
        }
        Ok(())
    }

    /// Nothing stands beside the type area.
    pub fn keeps_its_margins(&self) -> Judged {
        for (sheet, page) in self.layout.pages.iter().enumerate() {
            for text in texts(page).filter(|text| text.node.is_some()) {
                let (left, right) = (text.x, right_end(text));
                let end = page.width - 15.0 * MM;
                let foot = text.y + 0.22 * text.size;
                if left < 30.0 * MM - 0.02 || right > end + 0.05 {
                    return Err(format!(
                        "sheet {}: {:?} from {left:.1} to {right:.1}, the margin is at {end:.1}",
                        sheet + 1,
                        letters(text)
                    ));
                }
                if foot > page.height - 20.0 * MM + 0.05 {
                    return Err(format!(
                        "sheet {}: {:?} stands {:.1} pt below the margin",
                        sheet + 1,
                        letters(text),
                        foot - page.height + 20.0 * MM
                    ));
                }
            }
            for item in &page.items {
                if let Item::Rule { from, to, .. } = item {
                    let end = page.width - 15.0 * MM + 0.6;
                    if from.0.min(to.0) < 30.0 * MM - 0.6 || from.0.max(to.0) > end {
                        return Err(format!("sheet {}: a rule beside the margin", sheet + 1));
                    }
                    if to.1.max(from.1) > page.height - 20.0 * MM + 0.6 {
                        return Err(format!("sheet {}: a rule below the margin", sheet + 1));
                    }
                }
            }
        }
        Ok(())
    }

    /// No paragraph leaves one line alone at the foot or the head of a page, no heading is the last of a page.
    pub fn ends_pages_well(&self) -> Judged {
        for (node, part) in &self.parts {
            let role = self.layout.nodes[*node].role;
            let Some((first, last)) = part.lines.first().zip(part.lines.last()) else {
                continue;
            };
            let sized = self
                .layout
                .pages
                .iter()
                .flat_map(texts)
                .any(|text| text.node == Some(*node) && (text.size - 14.0).abs() < 0.01);
            if first.0 == last.0 || !sized || role != Role::P {
                continue;
            }
            for sheet in [first.0, last.0] {
                let lines = part.lines.iter().filter(|line| line.0 == sheet).count();
                if lines < 2 {
                    return Err(format!(
                        "one line alone on sheet {}: {:?}",
                        sheet + 1,
                        part.letters
                    ));
                }
            }
        }
        for (sheet, page) in self.layout.pages.iter().enumerate() {
            // A table that says nothing is drawn all the same.
            let Some(Item::Text(last)) = page.items.last() else {
                continue;
            };
            let Some(node) = last.node else { continue };
            let heading = matches!(self.layout.nodes[node].role, Role::H2 | Role::H3);
            let follows = self
                .parts
                .keys()
                .any(|own| *own > node && section(self.layout, *own) == section(self.layout, node));
            if heading && follows {
                return Err(format!(
                    "a heading ends sheet {}: {:?}",
                    sheet + 1,
                    self.parts[&node].letters
                ));
            }
        }
        Ok(())
    }

    /// Heads again on every page of a table, a group with the row below it, a total with the row above.
    pub fn keeps_tables_whole(&self) -> Judged {
        let tables = tables(self.document);
        let nodes: Vec<usize> = (0..self.layout.nodes.len())
            .filter(|node| self.layout.nodes[*node].role == Role::Table)
            .collect();
        if tables.len() != nodes.len() {
            return Err(format!("{} tables became {}", tables.len(), nodes.len()));
        }
        for (table, node) in tables.iter().zip(nodes) {
            let rows = self.rows(node);
            if rows.len() != table.rows.len() + 1 {
                return Err(format!(
                    "{} rows became {}",
                    table.rows.len(),
                    rows.len() - 1
                ));
            }
            let head: String = bare(
                &table
                    .columns
                    .iter()
                    .map(|column| column.header.as_str())
                    .collect::<String>(),
            );
            let first = rows[0].first().copied();
            for (place, own) in rows.iter().enumerate().skip(1) {
                for sheet in own {
                    if first.is_some_and(|first| first != *sheet) && !head.is_empty() {
                        let again: String = texts(&self.layout.pages[*sheet])
                            .filter(|text| text.node.is_none() && text.turn == 0.0)
                            .map(letters)
                            .collect();
                        if !bare(&again).contains(&head) {
                            return Err(format!("no head on sheet {}", sheet + 1));
                        }
                    }
                }
                let row = &table.rows[place - 1];
                let next = rows.get(place + 1).and_then(|own| own.first());
                let tied = own.last().zip(next);
                if row.kind == RowKind::Group && tied.is_some_and(|(end, begin)| end != begin) {
                    return Err(format!("row {place}: a group without its first row"));
                }
                let above = place.checked_sub(1).and_then(|above| rows[above].last());
                if row.kind == RowKind::Total
                    && above
                        .zip(own.first())
                        .is_some_and(|(end, begin)| end != begin)
                {
                    return Err(format!("row {place}: a total without the row above"));
                }
            }
        }
        Ok(())
    }

    /// Sheets of each row of a table, its head first; none for a row that says nothing.
    fn rows(&self, table: usize) -> Vec<Vec<usize>> {
        let nodes = &self.layout.nodes;
        (table + 1..nodes.len())
            .filter(|row| nodes[*row].parent == Some(table))
            .map(|row| {
                let mut sheets: Vec<usize> = (row + 1..nodes.len())
                    .take_while(|cell| nodes[*cell].parent == Some(row))
                    .filter_map(|cell| self.parts.get(&cell))
                    .flat_map(|part| part.lines.iter().map(|line| line.0))
                    .collect();
                sheets.sort_unstable();
                sheets.dedup();
                sheets
            })
            .collect()
    }

    /// Between the last line of the title and the name 26 mm are clear, and 12 mm further to the left than the title may
    /// reach: a seal stands over the left third of the signature.
    pub fn leaves_room_for_signing(&self) -> Judged {
        let end = &self.document.signature;
        let Some(first) = end.lines.iter().find(|own| !bare(own).is_empty()) else {
            return Ok(());
        };
        if bare(&end.name).is_empty() {
            return Ok(());
        }
        let begins = bare(first);
        let signed = self.parts.iter().rev().find(|(node, part)| {
            section(self.layout, **node).is_none()
                && bare(&part.letters).starts_with(&begins)
                && bare(&part.letters).ends_with(&bare(&end.name))
        });
        let Some((_, part)) = signed else {
            return Err("the signature is not printed".to_owned());
        };
        let heights = part
            .lines
            .windows(2)
            .map(|two| (two[1].1 - two[0].1, two[0]));
        let Some((room, (sheet, title))) = heights.max_by_key(|own| own.0) else {
            return Err("no room to sign".to_owned());
        };
        let (from, to) = (
            title as f64 / 100.0 + 0.216 * 14.0,
            (title + room) as f64 / 100.0 - 0.891 * 14.0,
        );
        if to - from < 26.0 * MM {
            return Err(format!("{:.1} mm to sign", (to - from) / MM));
        }
        let page = &self.layout.pages[sheet];
        for text in texts(page).filter(|own| own.turn == 0.0) {
            let beside = text.y - 0.7 * text.size > to || text.y + 0.2 * text.size < from;
            if !beside && right_end(text) > 107.0 * MM {
                return Err(format!("{:?} stands where one signs", letters(text)));
            }
        }
        let rules = page.items.iter().filter_map(|item| match item {
            Item::Rule { from, to, .. } => Some((from.1.min(to.1), from.0.max(to.0))),
            Item::Text(_) => None,
        });
        for (y, right) in rules {
            if y > from && y < to && right > 107.0 * MM {
                return Err("a rule where one signs".to_owned());
            }
        }
        Ok(())
    }

    /// The upper margin of the first page, and of the first of each annex, is empty: there stands what says by whom and
    /// when a file was signed.
    pub fn leaves_the_corner_of_first_pages(&self) -> Judged {
        let firsts = (0..self.layout.pages.len()).filter(|sheet| {
            *sheet == 0
                || self.parts.iter().any(|(node, part)| {
                    let begins = part.lines.first().is_some_and(|line| line.0 == *sheet);
                    begins && section(self.layout, *node).is_some_and(|own| own + 1 == *node)
                })
        });
        for sheet in firsts {
            let page = &self.layout.pages[sheet];
            let above = |text: &&Text| text.turn == 0.0 && text.y - 0.7 * text.size < 20.0 * MM;
            if let Some(text) = texts(page).find(above) {
                return Err(format!(
                    "sheet {}: {:?} above the text",
                    sheet + 1,
                    letters(text)
                ));
            }
        }
        Ok(())
    }

    /// At least two lines of what is said, or the last rows, stand on the sheet of the signature.
    pub fn keeps_the_signature(&self) -> Judged {
        let end = &self.document.signature;
        let all: Vec<&String> = end
            .lines
            .iter()
            .chain([&end.name])
            .filter(|own| !bare(own).is_empty())
            .collect();
        let Some(said) = all.first() else {
            return Ok(());
        };
        if self.document.body.is_empty() {
            return Ok(());
        }
        let body = expected(&self.document.body);
        let Some(last) = body.last() else {
            return Ok(());
        };
        // Rows that print nothing cannot be told from no rows.
        let silent = |block: &Block| match block {
            Block::Table(table) => {
                let mut last = table.rows.iter().rev().take(2);
                last.any(|row| bare(&printed(table, row).concat()).is_empty())
            }
            _ => false,
        };
        if self.document.body.iter().rev().take(2).any(silent) {
            return Ok(());
        }
        let begins = bare(said);
        let node = self.parts.iter().rev().find(|(node, part)| {
            section(self.layout, **node).is_none() && bare(&part.letters).starts_with(&begins)
        });
        let Some((node, part)) = node else {
            return Err("the signature is not printed".to_owned());
        };
        let sheets: Vec<usize> = part.lines.iter().map(|line| line.0).collect();
        if sheets.first() != sheets.last() {
            return Err("the signature is cut".to_owned());
        }
        let sheet = sheets[0];
        // The last text of the body, and a second line with it where there is one.
        let mut lines: Vec<(usize, i64)> = Vec::new();
        let mut seen = false;
        for (own, part) in self.parts.range(..*node).rev() {
            seen |= bare(&part.letters) == *last;
            if seen {
                lines.extend(part.lines.iter().copied().filter(|line| line.0 == sheet));
            }
            let _ = own;
        }
        lines.sort_unstable();
        lines.dedup();
        if lines.len() < 2 && self.layout.pages.len() > 1 && sheet > 0 {
            return Err(format!(
                "{} lines above the signature on sheet {}",
                lines.len(),
                sheet + 1
            ));
        }
        Ok(())
    }
}

/// The annex that a part lies in.
fn section(layout: &Layout, mut node: usize) -> Option<usize> {
    loop {
        if layout.nodes[node].role == Role::Sect {
            return Some(node);
        }
        node = layout.nodes[node].parent?;
    }
}

fn tables(document: &Document) -> Vec<&Table> {
    let annexes = document.annexes.iter().flat_map(|annex| &annex.blocks);
    document
        .body
        .iter()
        .chain(annexes)
        .filter_map(|block| match block {
            Block::Table(table) if !table.columns.is_empty() => Some(table),
            _ => None,
        })
        .collect()
}

/// Texts of blocks in order, as they are read back: without blanks, empty ones left out.
fn expected(blocks: &[Block]) -> Vec<String> {
    let mut out = Vec::new();
    for block in blocks {
        match block {
            Block::Heading { text, .. } => out.push(text.clone()),
            Block::Paragraph { runs, .. } => {
                out.push(runs.iter().map(|run| run.text.as_str()).collect());
            }
            Block::Small { runs, .. } => {
                // A last piece of dots is led to the end of the line.
                out.push(runs.iter().map(|run| run.text.as_str()).collect());
            }
            Block::Table(table) if !table.columns.is_empty() => {
                out.extend(table.columns.iter().map(|column| column.header.clone()));
                out.extend(table.rows.iter().flat_map(|row| printed(table, row)));
            }
            Block::Table(_) => {}
            Block::Chart(chart) => out.push(chart.caption.clone()),
            Block::Signatures(all) => {
                out.extend(all.iter().map(|own| format!("{}{}", own.title, own.note)));
            }
        }
    }
    out.iter()
        .map(|text| bare(text))
        .filter(|text| !text.is_empty())
        .collect()
}

/// Texts of a row that are printed: a group shows its first cell, a bar none.
fn printed(table: &Table, row: &Row) -> Vec<String> {
    let group = row.kind == RowKind::Group;
    let wide = if group { 1 } else { table.columns.len() };
    row.cells
        .iter()
        .zip(&table.columns)
        .take(wide)
        .filter(|(_, column)| group || !matches!(column.align, Align::Bar { .. }))
        .map(|(cell, _)| cell.text.clone())
        .collect()
}

fn expected_annex(annex: &Annex) -> Vec<String> {
    let title = bare(&annex.title.to_uppercase());
    let mut out = vec![bare(&format!("Phụ lục {}", annex.number.trim()))];
    out.extend(Some(title).filter(|title| !title.is_empty()));
    out.extend(expected(&annex.blocks));
    out
}

/// A text without blanks, in NFC, without what cannot be seen; what no face has is a box.
pub fn bare(text: &str) -> String {
    text.nfc()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .filter(|c| {
            !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}')
        })
        .map(|c| if known(c) { c } else { '□' })
        .collect()
}

/// Whether the faces have a letter, for those that the trees bear.
fn known(c: char) -> bool {
    !matches!(
        c,
        '\u{300}'..='\u{36f}' | '漢' | '字' | '👍' | '𝔘' | '𝔙' | '□'
    )
}

/// How justified lines are filled, in points: the widest blank, and how far letters of a word stand apart or together.
#[derive(Debug, Clone, Copy, Default)]
pub struct Spread {
    pub gap: f64,
    pub apart: f64,
    pub together: f64,
    /// How far a line that another one follows ends before the margin, how many such lines there are, and of how many.
    pub short: f64,
    pub shorts: usize,
    pub lines: usize,
}

impl Spread {
    /// The wider of both.
    pub fn and(self, other: Self) -> Self {
        Self {
            gap: self.gap.max(other.gap),
            apart: self.apart.max(other.apart),
            together: self.together.max(other.together),
            short: self.short.max(other.short),
            shorts: self.shorts + other.shorts,
            lines: self.lines + other.lines,
        }
    }
}

/// How the running text is filled.
pub fn spread(layout: &Layout) -> Spread {
    let all = layout.pages.iter().flat_map(texts);
    let lines: Vec<&Text> = all
        .filter(|text| text.node.is_some() && (text.size - 14.0).abs() < 0.01)
        .collect();
    let mut out = Spread::default();
    for (number, line) in lines.iter().enumerate() {
        if number + 1 < lines.len() {
            let short = 195.0 * MM - right_end(line);
            out.short = out.short.max(short);
            out.shorts += usize::from(short > 0.5);
            out.lines += 1;
        }
        // A blank at the end takes no room.
        let last = line.glyphs.len().saturating_sub(1);
        for (place, (glyph, extra)) in line.glyphs.iter().enumerate() {
            if glyph.letter == ' ' {
                out.gap = out.gap.max(glyph.advance * line.size + extra);
            } else if place < last {
                out.apart = out.apart.max(*extra);
                out.together = out.together.max(-extra);
            }
        }
    }
    out
}

/// The text that a reader takes out of the file holds every text of the pages, in order.
pub fn says_when_read_back(document: &Document, layout: &Layout, pdf: &[u8]) -> Judged {
    let file = lopdf::Document::load_mem(pdf).map_err(|error| error.to_string())?;
    let numbers: Vec<u32> = file.get_pages().keys().copied().collect();
    if numbers.len() != layout.pages.len() {
        return Err(format!("{} sheets in the file", numbers.len()));
    }
    let mut read = String::new();
    for number in numbers {
        read.push_str(
            &file
                .extract_text(&[number])
                .map_err(|error| error.to_string())?,
        );
    }
    let read = bare(&read);
    let placed: String = layout.pages.iter().flat_map(texts).map(letters).collect();
    if read != bare(&placed) {
        return Err("the file does not say what stands on its pages".to_owned());
    }
    let _ = document;
    Ok(())
}
