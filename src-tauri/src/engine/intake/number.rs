//! Figures as files write them (số trong tệp): as numbers, or as text in Vietnamese or in English style, with a unit,
//! a word of how exact they are, or a word that there are none.

use crate::domain::number::{Entry, LARGEST, Qualifier, parse_entry};
use crate::domain::text::{citizen_number, fold};
use crate::domain::{Error, ErrorCode, Result};
use crate::tabular::Cell;

/// Which sign stands before decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// 12.345,6
    #[default]
    Vietnamese,
    /// 12,345.6
    English,
}

/// The style that the texts of a column are written in. Only what cannot be read the other way is evidence; without
/// any it is the Vietnamese one.
pub fn style_of<'a>(texts: impl Iterator<Item = &'a str>) -> Style {
    let (mut vietnamese, mut english) = (0_u32, 0_u32);
    for text in texts {
        let number: String = text
            .chars()
            .filter(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
            .collect();
        let groups = |sign: char| {
            let parts: Vec<&str> = number.split(sign).collect();
            let tail = parts.iter().skip(1).all(|part| part.len() == 3);
            parts.len() > 1
                && tail
                && parts[0].len() <= 3
                && parts
                    .iter()
                    .all(|part| part.bytes().all(|b| b.is_ascii_digit()))
        };
        let last = number.rfind(['.', ',']);
        let (dots, commas) = (number.matches('.').count(), number.matches(',').count());
        match (dots, commas) {
            // Both signs: the last one stands before decimals.
            (1.., 1..) if last.is_some_and(|at| number[at..].starts_with(',')) => vietnamese += 1,
            (1.., 1..) => english += 1,
            // One sign with other than three digits after it can only be the decimal sign.
            (2.., 0) | (0, 1) if groups('.') || commas == 1 && !groups(',') => vietnamese += 1,
            (0, 2..) | (1, 0) if groups(',') || dots == 1 && !groups('.') => english += 1,
            _ => {}
        }
    }
    if english > vietnamese {
        Style::English
    } else {
        Style::Vietnamese
    }
}

/// How figures of a column are to be read.
#[derive(Debug, Clone, Copy)]
pub struct Reader {
    /// Decimals that the indicator has.
    pub decimals: u8,
    /// The style of its texts.
    pub style: Style,
    /// A percentage that the file keeps as a fraction of one (0,93 for 93 %).
    pub fraction: bool,
    /// Sums of money are long numbers.
    pub money: bool,
    /// An index may be the result of a computation in the file: it is rounded to its decimals.
    pub index: bool,
}

/// Words that say that there is nothing, without marks.
const NOTHING: [&str; 12] = [
    "x",
    "chua phat sinh",
    "chua phat sinh so lieu",
    "khong phat sinh",
    "khong co",
    "khong",
    "chua co",
    "chua co so lieu",
    "khong co so lieu",
    "kps",
    "n/a",
    "ko",
];

/// Bytes that a number with all that is written around it may have.
const LONGEST: usize = 400;

impl Reader {
    /// Reads a cell.
    pub fn cell(self, cell: &Cell) -> Result<Entry> {
        match cell {
            Cell::Number(number) => self.number(*number),
            Cell::Text(text) => self.text(text),
            Cell::Day(_) => Err(Error::new(ErrorCode::CellIsDay).with("text", cell.text())),
            Cell::Fault(text) => Err(Error::new(ErrorCode::CellFault).with("text", text)),
            Cell::NoValue => Err(Error::new(ErrorCode::CellNoValue)),
            Cell::Flag(flag) => Ok(Entry::Value(
                i64::from(*flag) * 10_i64.pow(u32::from(self.decimals)),
                Qualifier::Exact,
            )),
        }
    }

    fn number(self, number: f64) -> Result<Entry> {
        let number = if self.fraction {
            number * 100.0
        } else {
            number
        };
        let whole = || number.fract() == 0.0 && number.abs() < 1e15;
        if let Some(length) = self.citizen_digits(number) {
            return Err(Error::new(ErrorCode::CitizenNumber).with("digits", length));
        }
        if self.decimals == 0 && whole() && number >= 0.0 {
            return Ok(Entry::Value(number as i64, Qualifier::Exact));
        }
        let typed = shortest(number);
        if number < 0.0 {
            return Err(Error::new(ErrorCode::NegativeValue).with("text", typed));
        }
        if !number.is_finite() || number > LARGEST as f64 {
            return Err(Error::new(ErrorCode::ValueTooLarge).with("text", typed));
        }
        let scale = 10_f64.powi(i32::from(self.decimals));
        let scaled = number * scale;
        let nearest = scaled.round();
        // What only the binary writing of a number adds is no decimal of it.
        if (scaled - nearest).abs() > 1e-6 * scaled.abs().max(1.0) && !self.index && !self.fraction
        {
            return Err(Error::new(ErrorCode::TooManyDecimals)
                .with("text", typed)
                .with("decimals", self.decimals));
        }
        Ok(Entry::Value(nearest as i64, Qualifier::Exact))
    }

    /// How many digits a number has that can only be a citizen's: a spreadsheet drops the zeros that it begins with, so
    /// twelve digits may be ten. Money runs as long.
    fn citizen_digits(self, number: f64) -> Option<usize> {
        let long = !self.money && number.fract() == 0.0 && (1e8..1e12).contains(&number);
        long.then(|| format!("{number:.0}").len())
    }

    /// Reads a text: a number with what offices write around it.
    pub fn text(self, text: &str) -> Result<Entry> {
        let typed = text.trim();
        if typed.len() > LONGEST {
            let first: String = typed.chars().take(40).collect();
            return Err(not_a_number(&format!("{first}…")));
        }
        let plain = fold(typed);
        let bare = plain.trim_matches(|c: char| matches!(c, '(' | ')' | '.' | '*'));
        if bare.is_empty()
            || bare
                .chars()
                .all(|c| matches!(c, '-' | '–' | '—' | '_' | '/'))
            || NOTHING.contains(&bare)
        {
            return if typed.is_empty() {
                Ok(Entry::Empty)
            } else {
                Ok(Entry::NoData)
            };
        }
        if let Some(run) = citizen_number(typed) {
            return Err(Error::new(ErrorCode::CitizenNumber).with("digits", run.len()));
        }
        let (qualifier, rest) = qualifier_of(typed);
        let (number, tail) = number_in(rest).ok_or_else(|| not_a_number(typed))?;
        let tail = fold(tail);
        let (tail, times) = ["trieu", "ti", "ty", "nghin", "ngan"]
            .iter()
            .zip([1_000_000_i64, 1_000_000_000, 1_000_000_000, 1_000, 1_000])
            .find_map(|(word, times)| tail.strip_prefix(word).map(|rest| (rest.to_owned(), times)))
            .unwrap_or((tail, 1));
        let tail = match tail.trim().strip_prefix('%') {
            Some(rest) if self.index => rest.to_owned(),
            _ => tail,
        };
        if !after_number(&tail) {
            return Err(not_a_number(typed));
        }
        // "12.000" among "1,234" is twelve or twelve thousand: nobody knows.
        if self.style == Style::English && self.decimals == 0 && grouped_by(number, '.') {
            return Err(Error::new(ErrorCode::TooManyDecimals)
                .with("text", typed)
                .with("decimals", self.decimals));
        }
        let written = self.vietnamese(number);
        if times > 1 {
            return Self::of_words(&written, times, self.decimals, qualifier, typed);
        }
        match parse_entry(&written, self.decimals) {
            Ok(Entry::Value(value, _)) => Ok(Entry::Value(value, qualifier)),
            Ok(other) => Ok(other),
            Err(error) if error.code == ErrorCode::NotANumber => Err(not_a_number(typed)),
            Err(error) => Err(error),
        }
    }

    /// "4,2 triệu": only as exact as it is written.
    fn of_words(
        written: &str,
        times: i64,
        decimals: u8,
        qualifier: Qualifier,
        typed: &str,
    ) -> Result<Entry> {
        let Entry::Value(value, _) = parse_entry(written, 4)? else {
            return Err(not_a_number(typed));
        };
        let scale = 10_i128.pow(u32::from(decimals));
        let value = i128::from(value) * i128::from(times) * scale / 10_000;
        let value = i64::try_from(value).ok().filter(|value| *value <= LARGEST);
        let value =
            value.ok_or_else(|| Error::new(ErrorCode::ValueTooLarge).with("text", typed))?;
        Ok(Entry::Value(value, qualifier))
    }

    /// The number in Vietnamese style.
    fn vietnamese(self, number: &str) -> String {
        let compact: String = number.chars().filter(|c| !c.is_whitespace()).collect();
        let swapped = || -> String {
            compact
                .chars()
                .map(|c| match c {
                    ',' => '.',
                    '.' => ',',
                    other => other,
                })
                .collect()
        };
        let groups = |sign: char| -> Option<Vec<&str>> {
            let parts: Vec<&str> = compact.split(sign).collect();
            let first = (1..=3).contains(&parts.first()?.len());
            let rest = parts.len() > 1 && parts[1..].iter().all(|part| part.len() == 3);
            (first && rest).then_some(parts)
        };
        match self.style {
            // Nor can "12.345" or "1.234.567" be anything else in a column of the other style; "12.000" can.
            Style::English
                if self.decimals == 0
                    && groups('.').is_some_and(|own| own.len() > 2 || own[1] != "000") =>
            {
                compact
            }
            Style::English => swapped(),
            // A count has no decimals: "1,234" can only be a group of thousands.
            Style::Vietnamese if self.decimals == 0 && groups(',').is_some() => swapped(),
            Style::Vietnamese => compact,
        }
    }
}

fn not_a_number(typed: &str) -> Error {
    Error::new(ErrorCode::NotANumber).with("text", typed)
}

/// Shortest text that is the number, in Vietnamese style.
fn shortest(number: f64) -> String {
    format!("{number}").replace('.', ",")
}

/// The word before a number that says how exact it is.
fn qualifier_of(text: &str) -> (Qualifier, &str) {
    let text = text.trim_start();
    for (sign, qualifier) in [
        (">=", Qualifier::Tren),
        (">", Qualifier::Tren),
        ("≥", Qualifier::Tren),
        ("~", Qualifier::Khoang),
        ("≈", Qualifier::Khoang),
        ("<", Qualifier::Gan),
    ] {
        if let Some(rest) = text.strip_prefix(sign) {
            return (qualifier, rest.trim_start());
        }
    }
    match text.split_once(char::is_whitespace) {
        Some((word, rest)) => match Qualifier::parse(word) {
            Some(qualifier) if !word.is_empty() => (qualifier, rest.trim_start()),
            _ => (Qualifier::Exact, text),
        },
        None => (Qualifier::Exact, text),
    }
}

/// The number at the beginning of a text, and what follows it.
pub fn number_in(text: &str) -> Option<(&str, &str)> {
    let start = text.trim_start().trim_start_matches(':').trim_start();
    let unsigned = start.strip_prefix(['-', '−', '+']).unwrap_or(start);
    let sign = start.len() - unsigned.len();
    let mut end = 0;
    let bytes: Vec<(usize, char)> = unsigned.char_indices().collect();
    for (index, (at, c)) in bytes.iter().enumerate() {
        let next = bytes.get(index + 1).map(|(_, c)| *c);
        let joins = match c {
            '0'..='9' => true,
            '.' | ',' => end > 0 && next.is_some_and(|c| c.is_ascii_digit()),
            // Blanks may part thousands: "12 345".
            ' ' | '\u{a0}' | '\u{202f}' => {
                end > 0
                    && bytes
                        .get(index + 1..index + 4)
                        .is_some_and(|three| three.iter().all(|(_, c)| c.is_ascii_digit()))
                    && !bytes
                        .get(index + 4)
                        .is_some_and(|(_, c)| c.is_ascii_digit())
                    && unsigned[..end]
                        .chars()
                        .all(|c| c.is_ascii_digit() || c == ' ' || c == '\u{a0}' || c == '\u{202f}')
                    && unsigned[..end]
                        .rsplit([' ', '\u{a0}', '\u{202f}'])
                        .next()
                        .is_some_and(|group| group.len() <= 3)
            }
            _ => false,
        };
        if !joins {
            break;
        }
        end = at + c.len_utf8();
    }
    (end > 0).then(|| start.split_at(sign + end))
}

/// What may follow a number: a unit of measure, a mark of a footnote, a percentage in brackets.
fn after_number(tail: &str) -> bool {
    let tail = tail.trim();
    if tail.is_empty() || tail.starts_with(['*', ';', '.', ',']) {
        return true;
    }
    // A remark in brackets is none of the figure.
    let tail = tail.split('(').next().unwrap_or_default();
    // A second number is something else: "12/50", "12 13".
    !tail
        .chars()
        .any(|c| c.is_ascii_digit() || matches!(c, '/' | '%' | '-' | '+' | '='))
        && tail.split_whitespace().count() <= 4
}

/// Whether a number has groups of three digits parted by one sign and no other.
fn grouped_by(number: &str, sign: char) -> bool {
    let mut parts = number.split(sign);
    let first = parts
        .next()
        .is_some_and(|part| (1..=3).contains(&part.len()));
    let rest: Vec<&str> = parts.collect();
    let digits = |part: &&str| part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit());
    first && !rest.is_empty() && rest.iter().all(digits)
}
