//! Numbers that rows bear: I, A, 1, 1.1, a), dashes.

/// The number of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mark {
    /// I, II, IV
    Roman(u32),
    /// A, B, C
    Letter(char),
    /// 1, 1.1, 2.3.1
    Dotted(Vec<u32>),
    /// a, b, đ
    Small(char),
    /// -, +, •
    Bullet,
}

impl Mark {
    /// What stands in a column of numbers, or at the beginning of a line.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if !text.is_empty() && text.chars().count() <= 2 && text.chars().all(is_bullet) {
            return Some(Self::Bullet);
        }
        let text = text
            .trim_start_matches('(')
            .trim_end_matches([')', '.', ':', '/', ' ', '-']);
        let lower = text.to_lowercase();
        let words = ["mục ", "phần ", "nhóm ", "nhiệm vụ ", "chương ", "bước "];
        let rest = words.iter().find(|own| lower.starts_with(**own));
        let text = rest
            .map_or(text, |own| text.get(own.len()..).unwrap_or(""))
            .trim();
        if text.is_empty() || text.len() > 12 {
            return None;
        }
        if let Some(number) = roman(text) {
            return Some(Self::Roman(number));
        }
        if let [only] = text.chars().collect::<Vec<_>>().as_slice() {
            if only.is_uppercase() {
                return Some(Self::Letter(*only));
            }
            if only.is_lowercase() {
                return Some(Self::Small(*only));
            }
        }
        let parts: Option<Vec<u32>> = text
            .split('.')
            .map(|part| part.trim().parse::<u32>().ok().filter(|own| *own < 10_000))
            .collect();
        parts.filter(|own| own.len() <= 5).map(Self::Dotted)
    }

    /// The number at the beginning of a text, and what follows it: "I. Thể chế", "1.1 Rà soát", "- Ban hành".
    pub(super) fn split(text: &str) -> Option<(Self, &str)> {
        let text = text.trim_start();
        let first = text.chars().next()?;
        // "V/v …" says what a letter is about.
        if text.starts_with("V/v") || text.starts_with("v/v") {
            return None;
        }
        if is_bullet(first) {
            let rest = text.trim_start_matches(is_bullet).trim_start();
            return (!rest.is_empty()).then_some((Self::Bullet, rest));
        }
        let lower = text.to_lowercase();
        let words = ["mục ", "phần ", "nhóm ", "nhiệm vụ ", "chương "];
        let skip = words
            .iter()
            .find(|own| lower.starts_with(**own) && text.is_char_boundary(own.len()))
            .map_or(0, |own| own.len());
        let after = &text[skip..];
        let end = after
            .char_indices()
            .find(|(_, c)| !(c.is_alphanumeric() || *c == '.' || *c == '('))
            .map_or(after.len(), |(at, _)| at);
        let (head, rest) = after.split_at(end);
        let closed = head.ends_with('.')
            || rest.starts_with([')', ':', '/'])
            || skip > 0 && !rest.is_empty();
        let dotted = head.contains('.') && head.starts_with(|c: char| c.is_ascii_digit());
        // "12.Rà soát" has no blank after its point.
        if let Some((number, tail)) = head.split_once('.')
            && !tail.is_empty()
            && tail.starts_with(char::is_alphabetic)
            && let Some(mark) = Self::parse(number)
        {
            let at = skip + number.len() + 1;
            return Some((mark, text[at..].trim_start()));
        }
        if !closed && !dotted {
            return None;
        }
        let mark = Self::parse(head)?;
        let rest = rest
            .trim_start_matches([')', '.', ':', '/', '-', '–', ' '])
            .trim();
        // "15/3/2024" is a day.
        let day = rest.starts_with(|c: char| c.is_ascii_digit())
            && text[skip + head.len()..].starts_with(['/', '-']);
        (!rest.is_empty() && !day).then_some((mark, rest))
    }
}

/// Signs that begin an entry of a list.
pub(super) const fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '-' | '–' | '—' | '+' | '•' | '●' | '*' | '▪' | '◦' | '·' | '\u{f0b7}' | '❖' | '✓'
    )
}

/// A Roman number up to 89.
pub(super) fn roman(text: &str) -> Option<u32> {
    let value = |c: char| match c {
        'I' => Some(1),
        'V' => Some(5),
        'X' => Some(10),
        'L' => Some(50),
        _ => None,
    };
    let digits: Option<Vec<u32>> = text.chars().map(value).collect();
    let digits = digits.filter(|own| !own.is_empty() && own.len() <= 8)?;
    let mut sum = 0;
    for (at, own) in digits.iter().enumerate() {
        if digits.get(at + 1).is_some_and(|next| next > own) {
            sum -= i64::from(*own);
        } else {
            sum += i64::from(*own);
        }
    }
    u32::try_from(sum).ok().filter(|own| *own > 0)
}
