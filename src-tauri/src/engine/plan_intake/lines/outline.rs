//! Lines as an outline: what stands below which number.

use super::super::columns::{ColumnRole, plain, starts};
use super::super::marks::Mark;
use super::labels::{label, labels_in};

/// A line with what stands below it.
#[derive(Debug, Clone)]
pub(super) struct Node {
    /// Its place in the file.
    pub row: u32,
    /// How deep it stands by its number.
    pub level: u32,
    pub mark: Option<Mark>,
    /// Its number as it is written.
    pub written: String,
    pub text: String,
    /// Lines of labels below it: "Đơn vị chủ trì: …".
    pub labels: Vec<String>,
    pub children: Vec<usize>,
    /// Whether it was too long to be read whole.
    pub cut: bool,
}

/// A text as an outline.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub nodes: Vec<Node>,
    pub roots: Vec<usize>,
    /// Whether anything is numbered.
    pub marked: bool,
}

/// Level of a plain paragraph.
const PLAIN: u32 = 100;

/// Level of a plain paragraph that ends with a colon: bullets stand below it.
const COLON: u32 = 75;

/// Level of sections: "I.", "Phần I".
pub(super) const SECTION: u32 = 10;

/// Signs of a line that are looked at.
const LONGEST: usize = 4_000;

impl Node {
    pub(super) const fn is_plain(&self) -> bool {
        self.mark.is_none()
    }
}

fn level(mark: Option<&Mark>, line: &str) -> u32 {
    match mark {
        Some(Mark::Letter(_)) => 5,
        Some(Mark::Roman(_)) => SECTION,
        Some(Mark::Dotted(parts)) => 10 + 10 * u32::try_from(parts.len()).unwrap_or(5).min(5),
        Some(Mark::Small(_)) => 70,
        Some(Mark::Bullet) if line.trim_start().starts_with(['+', '▪', '◦', '·', '✓']) => 90,
        Some(Mark::Bullet) => 80,
        None if line.trim_end().ends_with(':') => COLON,
        None => PLAIN,
    }
}

/// Words after which nothing is given any more: the ending, who gets the document, who signs.
fn closes(line: &str) -> Option<bool> {
    if Mark::split(line).is_some() {
        return None;
    }
    let words = plain(line);
    let begins = |all: &[&str]| all.iter().any(|own| starts(&words, own));
    if begins(&[
        "noi nhan",
        "tm uy ban",
        "tm ubnd",
        "kt chu tich",
        "tl chu tich",
        "tuq",
        "tm ban",
        "tm to",
    ]) {
        return Some(true);
    }
    let ending = begins(&[
        "tren day la",
        "tran trong",
        "nhan duoc",
        "can cu ke hoach nay",
        "can cu noi dung ke hoach",
        "trong qua trinh trien khai",
        "trong qua trinh to chuc",
        "trong qua trinh thuc hien",
        "qua trinh trien khai",
        "qua trinh thuc hien",
    ]);
    let told = words.contains("thong bao de cac") || words.contains("thong bao den cac");
    let urged = words.contains("nghiem tuc") && words.contains("thuc hien");
    (ending || told || urged).then_some(false)
}

impl Outline {
    /// Reads lines with their places.
    pub(super) fn of<'t>(lines: impl Iterator<Item = (u32, &'t str)>) -> Self {
        let mut out = Self::default();
        let mut stack: Vec<usize> = Vec::new();
        let mut ended = false;
        // "Phần I" alone: its title is the next line.
        let mut alone = String::new();
        for (row, line) in lines {
            let line = without_stamp(line.trim());
            if !line.chars().any(char::is_alphanumeric) {
                continue;
            }
            let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
            if !ended && stands_alone(&line) {
                alone = line;
                continue;
            }
            let line = match std::mem::take(&mut alone) {
                mark if mark.is_empty() => line,
                mark => format!("{}. {line}", mark.trim_end_matches(['.', ':', ' '])),
            };
            if starts(&plain(&line), "phu luc") {
                (ended, stack) = (false, Vec::new());
            }
            match closes(&line) {
                Some(true) => ended = true,
                Some(false) => continue,
                None => {}
            }
            if !ended {
                out.line(row, &line, &mut stack);
            }
        }
        out
    }

    fn line(&mut self, row: u32, line: &str, stack: &mut Vec<usize>) {
        let cut: String = line.chars().take(LONGEST).collect();
        let cut = cut.trim_end();
        let split = Mark::split(cut);
        let (mark, text) = split.map_or((None, cut), |(mark, rest)| (Some(mark), rest));
        let level = level(mark.as_ref(), line);
        if self.adds_labels(mark.as_ref(), text, level, stack) {
            return;
        }
        let lower = text.chars().next().is_some_and(char::is_lowercase);
        if mark.is_none() && lower && self.goes_on(text) {
            return;
        }
        while stack
            .last()
            .is_some_and(|own| self.nodes[*own].level >= level)
        {
            stack.pop();
        }
        let at = self.nodes.len();
        match stack.last() {
            Some(above) => self.nodes[*above].children.push(at),
            None => self.roots.push(at),
        }
        if level < PLAIN {
            stack.push(at);
        }
        self.marked |= mark.is_some();
        let written = cut[..cut.len() - text.len()].trim().to_owned();
        self.nodes.push(Node {
            row,
            level,
            mark,
            written,
            text: text.to_owned(),
            labels: Vec::new(),
            children: Vec::new(),
            cut: cut.len() < line.len(),
        });
    }

    /// A line of labels belongs to the entry above it.
    fn adds_labels(
        &mut self,
        mark: Option<&Mark>,
        text: &str,
        level: u32,
        stack: &[usize],
    ) -> bool {
        if !matches!(mark, None | Some(Mark::Bullet)) {
            return false;
        }
        let inner = text
            .strip_prefix('(')
            .map_or(text, |own| own.trim_end_matches([')', '.', ';']));
        let labels = labels_in(inner);
        let Some(first) = labels.first().filter(|own| own.from == 0) else {
            return false;
        };
        // "Nội dung: …; chủ trì: …" is an entry of its own.
        if first.role == ColumnRole::Task && labels.len() > 1 {
            return false;
        }
        let above = stack
            .iter()
            .rev()
            .find(|own| self.nodes[**own].level < level);
        let last = self.nodes.len().checked_sub(1);
        let above =
            above.copied().or(last
                .filter(|own| first.role != ColumnRole::Task && self.nodes[*own].level >= PLAIN));
        let Some(node) = above.map(|own| &mut self.nodes[own]) else {
            return false;
        };
        // Below a section nothing says whose labels they are.
        if node.level <= SECTION && first.role == ColumnRole::Task {
            return false;
        }
        node.labels.push(inner.to_owned());
        true
    }

    /// A line that begins in lower case goes on with the one above.
    fn goes_on(&mut self, text: &str) -> bool {
        let Some(last) = self.nodes.last_mut() else {
            return false;
        };
        if let Some(label) = last.labels.last_mut() {
            label.push(' ');
            label.push_str(text);
            return true;
        }
        if last.text.ends_with(['.', ':']) {
            return false;
        }
        last.text.push(' ');
        last.text.push_str(text);
        true
    }
}

/// Whether a line is nothing but the number of a section: "Phần I".
pub(super) fn stands_alone(line: &str) -> bool {
    let named = ["phần ", "chương ", "mục "]
        .iter()
        .any(|own| line.to_lowercase().starts_with(own));
    named && line.chars().count() <= 12 && matches!(Mark::parse(line), Some(Mark::Roman(_)))
}

/// "[10:05, 18/3/2024] Tên: …" and "Tên, 10:05" of a chat stand before what is said.
fn without_stamp(line: &str) -> &str {
    if let Some(rest) = line.strip_prefix('[')
        && let Some((stamp, said)) = rest.split_once(']')
        && stamp.contains(':')
        && stamp.len() < 40
    {
        let said = said.trim();
        return match said.split_once(':') {
            Some((name, rest))
                if name.chars().count() < 40
                    && label(&plain(name)).is_none()
                    && Mark::split(said).is_none() =>
            {
                rest.trim()
            }
            _ => said,
        };
    }
    line
}
