//! Numbers that Word gives to paragraphs by itself: they stand in no text of the document.

use std::collections::{HashMap, HashSet};

use super::super::build::Stop;
use super::super::package::Package;
use super::super::xml::{Sink, Tag};

/// Levels of a list, as Word has them.
const LEVELS: usize = 9;

/// Lists that are kept.
const MOST_LISTS: usize = 5_000;

/// How a level is numbered.
#[derive(Debug, Clone, Default)]
struct Level {
    start: u32,
    format: String,
    /// "%1.%2": what is written, with the numbers of levels.
    pattern: String,
}

/// The lists of a document, and the styles that are numbered.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// Levels by the list that they are described in.
    described: HashMap<u32, Vec<Level>>,
    /// What a list of paragraphs is described by, and where it begins anew.
    lists: HashMap<u32, (u32, HashMap<usize, u32>)>,
    /// List and level of styles.
    styles: HashMap<String, (u32, usize)>,
    // Where the reading stands.
    own: Option<u32>,
    list: Option<u32>,
    level: usize,
    style: Option<String>,
}

impl Numbering {
    pub(super) fn read(package: &mut Package<'_>) -> Self {
        let mut own = Self::default();
        // A document without lists has no such part; a broken one is read as far as it goes.
        let _ = package.read("word/numbering.xml", &mut own);
        (own.own, own.list) = (None, None);
        let _ = package.read("word/styles.xml", &mut own);
        own
    }

    /// The list and the level of a paragraph, from itself or from its style. List 0 takes the number away.
    pub(super) fn place(
        &self,
        list: Option<u32>,
        level: Option<usize>,
        style: Option<&str>,
    ) -> Option<(u32, usize)> {
        let styled = style.and_then(|own| self.styles.get(own)).copied();
        let list = list.or(styled.map(|own| own.0)).filter(|own| *own > 0)?;
        let level = level.or(styled.map(|own| own.1)).unwrap_or(0);
        (level < LEVELS).then_some((list, level))
    }

    fn levels(&self, list: u32) -> Option<(u32, &[Level], &HashMap<usize, u32>)> {
        let (described, anew) = self.lists.get(&list)?;
        Some((*described, self.described.get(described)?, anew))
    }
}

impl Sink for Numbering {
    fn open(&mut self, tag: &Tag<'_>) -> Result<(), Stop> {
        match tag.name() {
            "abstractNum" => {
                self.own = tag.number("abstractNumId");
                self.list = None;
            }
            "num" => {
                self.list = tag.number("numId");
                self.own = None;
            }
            "style" => self.style = tag.attribute("styleId"),
            "lvl" | "lvlOverride" | "ilvl" => {
                let own = tag.number("ilvl").or_else(|| tag.number("val"));
                self.level = own.unwrap_or(0) as usize;
                if tag.name() == "ilvl"
                    && let Some(own) = self.style.as_ref().and_then(|own| self.styles.get_mut(own))
                {
                    own.1 = self.level;
                }
            }
            "abstractNumId" => {
                if let (Some(list), Some(own)) = (self.list, tag.number("val"))
                    && self.lists.len() < MOST_LISTS
                {
                    self.lists.insert(list, (own, HashMap::new()));
                }
            }
            "numId" => {
                if let (Some(style), Some(list)) = (&self.style, tag.number("val"))
                    && self.styles.len() < MOST_LISTS
                {
                    let level = self.level;
                    self.styles.insert(style.clone(), (list, level));
                }
            }
            "startOverride" => {
                let start = tag.number("val").unwrap_or(1);
                if let Some(own) = self.list.and_then(|list| self.lists.get_mut(&list)) {
                    own.1.insert(self.level, start);
                }
            }
            name @ ("start" | "numFmt" | "lvlText") if self.own.is_some() => {
                let Some(own) = self.own.filter(|_| self.level < LEVELS) else {
                    return Ok(());
                };
                if self.described.len() >= MOST_LISTS && !self.described.contains_key(&own) {
                    return Ok(());
                }
                let levels = self.described.entry(own).or_default();
                if levels.len() <= self.level {
                    levels.resize(self.level + 1, Level::default());
                }
                let level = &mut levels[self.level];
                match name {
                    "start" => level.start = tag.number("val").unwrap_or(1),
                    "numFmt" => level.format = tag.attribute("val").unwrap_or_default(),
                    _ => {
                        let text = tag.attribute("val").unwrap_or_default();
                        level.pattern = text.chars().take(40).collect();
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Stop> {
        match name {
            "style" => {
                self.style = None;
                self.level = 0;
            }
            "abstractNum" => self.own = None,
            "num" => self.list = None,
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, _: &str) -> Result<(), Stop> {
        Ok(())
    }
}

/// How far the lists have counted.
#[derive(Debug, Default)]
pub(super) struct Counters {
    /// By what a list is described by: lists of one description go on counting.
    counted: HashMap<u32, [u32; LEVELS]>,
    /// Lists and levels that began anew.
    begun: HashSet<(u32, usize)>,
}

impl Counters {
    /// The number of the next paragraph of a level, as it is written.
    pub(super) fn next(&mut self, all: &Numbering, list: u32, level: usize) -> Option<String> {
        let (described, levels, anew) = all.levels(list)?;
        let own = levels.get(level)?;
        let counted = self.counted.entry(described).or_insert([0; LEVELS]);
        let begin = |level: usize| levels.get(level).map_or(1, |own| own.start.max(1));
        let restart = anew
            .get(&level)
            .filter(|_| self.begun.insert((list, level)));
        counted[level] = match (restart, counted[level]) {
            (Some(start), _) => *start,
            (None, 0) => begin(level),
            (None, last) => last.saturating_add(1),
        };
        for below in &mut counted[level + 1..] {
            *below = 0;
        }
        if own.format == "bullet" {
            return Some("-".to_owned());
        }
        let mut out = String::new();
        let mut signs = own.pattern.chars().peekable();
        while let Some(sign) = signs.next() {
            let at = (sign == '%').then(|| signs.peek().and_then(|own| own.to_digit(10)));
            match at.flatten() {
                Some(at @ 1..=9) => {
                    signs.next();
                    let at = at as usize - 1;
                    let number = if counted[at] == 0 {
                        begin(at)
                    } else {
                        counted[at]
                    };
                    let format = levels.get(at).map_or("decimal", |own| own.format.as_str());
                    out.push_str(&written(number, format));
                }
                _ => out.push(sign),
            }
        }
        let out = out.trim().to_owned();
        (!out.is_empty()).then_some(out)
    }
}

/// A number in a format of Word.
fn written(number: u32, format: &str) -> String {
    match format {
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperLetter" => letter(number),
        "lowerLetter" => letter(number).to_lowercase(),
        "decimalZero" => format!("{number:02}"),
        "none" => String::new(),
        _ => number.to_string(),
    }
}

/// a, b … z, aa, bb: as Word counts.
fn letter(number: u32) -> String {
    let at = number.saturating_sub(1);
    let sign = char::from(b'A' + (at % 26) as u8);
    std::iter::repeat_n(sign, (at / 26 + 1).min(4) as usize).collect()
}

fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut left = number.min(3_999);
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            out.push_str(sign);
            left -= value;
        }
    }
    out
}
