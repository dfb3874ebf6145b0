//! Breaking a paragraph into lines with the least total badness (after Knuth and Plass).
//!
//! Vietnamese is written in short syllables with blanks between, so lines end at blanks only and nothing
//! is hyphenated; "30/2020/NĐ-CP" stays whole. A word wider than the line is cut where it must be.

use std::rc::Rc;

use super::content::{Align, Style};
use super::justify::{Give, Spread};
use super::names::weigh;
use super::shape::{Glyph, Shaper, prepare};

/// Letters of one style and size that stand together without a blank.
#[derive(Debug, Clone)]
pub struct Piece {
    /// Style.
    pub style: Style,
    /// Size in points.
    pub size: f64,
    /// Glyphs.
    pub glyphs: Rc<[Glyph]>,
    /// Width in points.
    pub width: f64,
}

/// A word with the blank before it.
#[derive(Debug, Clone)]
pub struct Word {
    /// Pieces from left to right.
    pub pieces: Vec<Piece>,
    /// Width of the pieces in points.
    pub width: f64,
    /// Places between its letters.
    pub inner: u32,
    /// Natural width of the blank before it in points; 0 where a too long word was cut.
    pub space: f64,
    /// Whether a line may end before it.
    pub may_break: bool,
    /// What a justified line's end before it costs, since it belongs to the word before it as a day to its month: a
    /// line ends there only where its blanks would be too wide otherwise. Other lines never end there.
    pub bound: f64,
    /// What a ragged line's end before it costs beside the line's own: names are better kept whole.
    pub cost: f64,
}

/// How lines are to be filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    /// canh đều hai bên: blanks are stretched, the last line is left as it is
    Justified,
    /// Blanks keep their width.
    Ragged(Align),
}

/// A line: its words and the width of each blank.
#[derive(Debug, Clone)]
pub struct Line {
    /// Words from left to right.
    pub words: Vec<Word>,
    /// Amount added to each blank inside the line, in points.
    pub stretch: f64,
    /// Amount added between the letters of each word, in points; less than 0 where they stand closer.
    pub track: f64,
    /// Width with the blanks as they are set, in points.
    pub width: f64,
    /// Whether a blank stood where the line ends; it is kept for those who take the text over.
    pub blank_after: bool,
}

/// A last line that is shorter than this part of the line, and what it costs: as much as lines whose blanks are a little
/// wider or narrower than usual.
const LEAST_LAST: f64 = 0.15;
const ALONE: f64 = 8e3;
/// What it costs to end a justified line between what belongs together: as much as blanks of 6 pt where letters have
/// 14, which the eye takes for holes; within the name of an annex as much as blanks of 8 pt, before it as those of 5.
const BOUND: f64 = 2.4e4;
const NAMED: f64 = 1e6;
const LED_TO: f64 = 4e3;

/// Splits runs into words. `size` in points.
pub fn words(shaper: &mut Shaper<'_>, runs: &[(Style, &str)], size: f64) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::new();
    // The blank that stands before the next letters, if any: its width and whether a line may end there.
    let mut blank: Option<(f64, bool)> = Some((0.0, true));
    for (style, text) in runs {
        let text = prepare(text);
        let mut rest = &*text;
        while let Some(first) = rest.chars().next() {
            if matches!(first, ' ' | '\u{a0}') {
                let width = shaper.blank(*style).map_or(0.0, |own| own.advance) * size;
                let (known, free) = blank.unwrap_or((0.0, true));
                // Several no-break blanks leave room to be filled in by hand; plain ones count once.
                let sum = if first == '\u{a0}' {
                    known + width
                } else {
                    known.max(width)
                };
                blank = Some((sum, free && first == ' '));
                rest = &rest[first.len_utf8()..];
                continue;
            }
            let end = rest.find([' ', '\u{a0}']).unwrap_or(rest.len());
            let shaped = shaper.shape(*style, &rest[..end]);
            let piece = Piece {
                style: *style,
                size,
                width: shaped.width * size,
                glyphs: shaped.glyphs,
            };
            match (blank.take(), out.last_mut()) {
                (None, Some(word)) => {
                    word.width += piece.width;
                    word.pieces.push(piece);
                }
                (blank, last) => {
                    let (space, may_break) = blank.unwrap_or((0.0, true));
                    let space = if last.is_some() { space } else { 0.0 };
                    out.push(Word {
                        width: piece.width,
                        pieces: vec![piece],
                        inner: 0,
                        space,
                        may_break,
                        bound: 0.0,
                        cost: 0.0,
                    });
                }
            }
            rest = &rest[end..];
        }
    }
    out.iter_mut().for_each(Word::count_inner);
    out
}

/// Keeps together what the eye reads as one: "ngày 14", "năm 2024", "Điều 15", "Phụ lục II", "5 %".
fn bind(words: &mut [Word]) {
    const BEFORE_NUMBER: [&str; 16] = [
        "ngày", "tháng", "năm", "quý", "số", "Số", "Điều", "khoản", "lục", "mức", "kỳ", "Ngày",
        "Tháng", "Quý", "Khoản", "án",
    ];
    let (mut before, mut own) = (String::new(), String::new());
    for (place, word) in words.iter_mut().enumerate() {
        std::mem::swap(&mut before, &mut own);
        own.clear();
        own.extend(word.letters());
        if place == 0 {
            continue;
        }
        let core = own.trim_end_matches(['.', ',', ';', ':', ')']);
        let number = own.chars().next().is_some_and(|c| c.is_ascii_digit())
            || (!core.is_empty() && core.chars().all(|c| matches!(c, 'I' | 'V' | 'X')));
        let named = before.ends_with("Phụ") && own.starts_with("lục");
        if (number && BEFORE_NUMBER.contains(&before.trim_start_matches(['(', '“'])))
            || named
            || (before == "tại" && own == "Phụ")
            // "quý I năm 2024"
            || (own == "năm" && !before.is_empty() && before.chars().all(|c| matches!(c, 'I' | 'V')))
            || own.starts_with('%')
        {
            word.bound = if named || before == "lục" {
                NAMED
            } else if own == "Phụ" {
                LED_TO
            } else {
                BOUND
            };
        }
    }
}

impl Line {
    /// Its letters with the blanks between words.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for word in &self.words {
            if word.space > 0.0 {
                out.push(' ');
            }
            out.push_str(&word.text());
        }
        out
    }
}

impl Word {
    /// Whether a line may end before it.
    fn may_end_before(&self, fill: Fill) -> bool {
        self.may_break && (self.bound <= 0.0 || fill == Fill::Justified)
    }

    /// Counts the places between its letters; a mark stays on the letter before it.
    fn count_inner(&mut self) {
        let glyphs = self.pieces.iter().flat_map(|piece| piece.glyphs.iter());
        let behind = glyphs.skip(1).filter(|glyph| glyph.advance > 0.0);
        self.inner = u32::try_from(behind.count()).unwrap_or(0);
    }

    /// Its letters.
    pub fn letters(&self) -> impl Iterator<Item = char> {
        self.pieces
            .iter()
            .flat_map(|piece| piece.glyphs.iter().map(|glyph| glyph.letter))
    }

    /// The same as text.
    pub fn text(&self) -> String {
        self.letters().collect()
    }
}

/// Breaks words into lines of at most `measure` points, the first narrower by `indent`.
pub fn lines(mut words: Vec<Word>, measure: f64, indent: f64, fill: Fill) -> Vec<Line> {
    if words.is_empty() {
        return Vec::new();
    }
    let em = size_of(&words);
    let breaks = if fits_one(&words, measure - indent.max(0.0)) {
        vec![words.len()]
    } else {
        bind(&mut words);
        if fill != Fill::Justified {
            weigh(&mut words);
        }
        words = cut_long(words, measure - indent.max(0.0));
        best_breaks(&words, measure, indent, fill)
    };
    let mut out: Vec<Line> = Vec::with_capacity(breaks.len());
    let mut rest = words.into_iter();
    let mut from = 0;
    let count = breaks.len();
    for (number, to) in breaks.into_iter().enumerate() {
        let mut part: Vec<Word> = rest.by_ref().take(to - from).collect();
        if let Some(first) = part.first_mut() {
            if let Some(before) = out.last_mut() {
                before.blank_after = first.space > 0.0;
            }
            first.space = 0.0;
        }
        let mut give = Give::of(em);
        for word in &part {
            give.take(word, true);
        }
        let room = measure - if number == 0 { indent } else { 0.0 };
        let last = number + 1 == count;
        let justify = fill == Fill::Justified && give.count > 0.0 && (!last || give.natural > room);
        let Spread { stretch, track, .. } = if justify {
            give.spread(room - give.natural)
        } else {
            Spread::default()
        };
        out.push(Line {
            width: give.natural + stretch * give.count + track * give.inner,
            words: part,
            stretch,
            track,
            blank_after: false,
        });
        from = to;
    }
    out
}

/// Whether words fit one line as they are, which is always better than two.
fn fits_one(words: &[Word], room: f64) -> bool {
    let after = words.iter().skip(1).map(|word| word.space);
    words.iter().map(|word| word.width).sum::<f64>() + after.sum::<f64>() <= room
}

/// Ends of the lines, as numbers of words.
fn best_breaks(words: &[Word], measure: f64, indent: f64, fill: Fill) -> Vec<usize> {
    let count = words.len();
    let em = size_of(words);
    // best[i]: least demerits of setting the first i words in whole lines, and where the last line began.
    let mut best: Vec<Option<(f64, usize)>> = vec![None; count + 1];
    best[0] = Some((0.0, 0));
    for from in 0..count {
        let Some((before, _)) = best[from] else {
            continue;
        };
        let room = measure - if from == 0 { indent } else { 0.0 };
        let mut give = Give::of(em);
        for (to, word) in words.iter().enumerate().skip(from) {
            give.take(word, to > from);
            let least = give.natural
                - if fill == Fill::Justified {
                    give.least()
                } else {
                    0.0
                };
            let fits = least <= room + 0.001;
            let next = words.get(to + 1);
            let may_end = next.is_none_or(|word| word.may_end_before(fill));
            if may_end {
                let cost = if fits {
                    demerits(room - give.natural, give, to + 1 == count, fill, room)
                } else {
                    // Only when no end was allowed earlier, for blanks that must not break.
                    1e12
                };
                let torn = next.map_or(0.0, |word| match fill {
                    Fill::Justified => word.bound,
                    Fill::Ragged(_) => word.cost,
                });
                let sum = before + cost + torn;
                if best[to + 1].is_none_or(|(known, _)| sum < known) {
                    best[to + 1] = Some((sum, from));
                }
            }
            if !fits {
                break;
            }
        }
    }
    // A chain of no-break blanks wider than the line leaves no way through: then lines are filled as they come.
    if best[count].is_none() {
        return greedy(words, measure, indent);
    }
    let mut ends = vec![count];
    let mut at = count;
    while let Some((_, from)) = best[at] {
        if from == 0 {
            break;
        }
        ends.push(from);
        at = from;
    }
    ends.reverse();
    if ends.windows(2).any(|pair| pair[0] >= pair[1]) || overfull(words, &ends, measure, indent) {
        return greedy(words, measure, indent);
    }
    ends
}

/// Size of the letters.
fn size_of(words: &[Word]) -> f64 {
    let mut pieces = words.iter().flat_map(|word| &word.pieces);
    pieces.next().map_or(1.0, |piece| piece.size)
}

fn demerits(slack: f64, give: Give, last: bool, fill: Fill, room: f64) -> f64 {
    match fill {
        Fill::Justified if last && slack >= 0.0 => {
            // One short word alone is better taken back where the lines before it give it room.
            if room - slack < room * LEAST_LAST {
                ALONE
            } else {
                1.0
            }
        }
        Fill::Justified => give.demerits(slack),
        // Left and right: few lines first, the last as short as it comes. Centred: lines of like width.
        Fill::Ragged(Align::Center) => 1000.0 + (slack / room * 100.0).powi(2),
        Fill::Ragged(_) => {
            1e6 + if last {
                0.0
            } else {
                (slack / room * 100.0).powi(2)
            }
        }
    }
}

fn overfull(words: &[Word], ends: &[usize], measure: f64, indent: f64) -> bool {
    let em = size_of(words);
    let mut from = 0;
    ends.iter().any(|to| {
        let room = measure - if from == 0 { indent } else { 0.0 };
        let mut give = Give::of(em);
        for (place, word) in words[from..*to].iter().enumerate() {
            give.take(word, place > 0);
        }
        from = *to;
        give.natural - give.least() > room + 0.01
    })
}

fn greedy(words: &[Word], measure: f64, indent: f64) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut width = indent;
    for (place, word) in words.iter().enumerate() {
        if place > 0 && width + word.space + word.width > measure {
            ends.push(place);
            width = word.width;
        } else {
            width += word.space + word.width;
        }
    }
    ends.push(words.len());
    ends
}

/// Cuts words that are wider than a line between two letters.
fn cut_long(words: Vec<Word>, measure: f64) -> Vec<Word> {
    if words.iter().all(|word| word.width <= measure) {
        return words;
    }
    let mut out = Vec::new();
    for word in words {
        if word.width <= measure {
            out.push(word);
            continue;
        }
        let (mut space, mut may_break) = (word.space, word.may_break);
        let mut part = Word {
            pieces: Vec::new(),
            width: 0.0,
            inner: 0,
            space,
            may_break,
            bound: word.bound,
            cost: word.cost,
        };
        for piece in word.pieces {
            let mut start = 0;
            for (place, glyph) in piece.glyphs.iter().enumerate() {
                let advance = glyph.advance * piece.size;
                if part.width + advance > measure && part.width > 0.0 {
                    push_piece(&mut part, &piece, start, place);
                    out.push(part);
                    (space, may_break) = (0.0, true);
                    part = Word {
                        pieces: Vec::new(),
                        width: 0.0,
                        inner: 0,
                        space,
                        may_break,
                        bound: 0.0,
                        cost: 0.0,
                    };
                    start = place;
                }
                part.width += advance;
            }
            push_piece(&mut part, &piece, start, piece.glyphs.len());
        }
        out.push(part);
    }
    out.iter_mut().for_each(Word::count_inner);
    out
}

fn push_piece(word: &mut Word, piece: &Piece, from: usize, to: usize) {
    if from < to {
        let glyphs: Rc<[Glyph]> = Rc::from(&piece.glyphs[from..to]);
        let width = glyphs.iter().map(|glyph| glyph.advance).sum::<f64>() * piece.size;
        word.pieces.push(Piece {
            glyphs,
            width,
            ..piece.clone()
        });
    }
}
