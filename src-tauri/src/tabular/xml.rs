//! XML as a stream of tags and texts, with bounds on each of them. It is read leniently, as tables need it: nobody
//! checks that a document is well-formed, and entities of a document's own are never looked up. A general reader of
//! XML takes most of the time that a large sheet takes.

use std::borrow::Cow;
use std::io::Read;

use super::build::Stop;
use super::limits::{MOST_DEPTH, MOST_MARKUP};

/// What listens to a document. Names come without their prefix.
pub(super) trait Sink {
    /// An element begins.
    fn open(&mut self, tag: &Tag<'_>) -> Result<(), Stop>;
    /// An element ends.
    fn close(&mut self, name: &str) -> Result<(), Stop>;
    /// Text between tags; one text may come in several pieces.
    fn text(&mut self, text: &str) -> Result<(), Stop>;
}

/// The beginning of an element.
pub(super) struct Tag<'a> {
    name: &'a str,
    attributes: &'a str,
}

impl<'a> Tag<'a> {
    pub(super) fn of(content: &'a str) -> Self {
        let end = content.bytes().position(|byte| byte.is_ascii_whitespace());
        let (name, attributes) = content.split_at(end.unwrap_or(content.len()));
        Self {
            name: local(name),
            attributes,
        }
    }

    /// Its attributes as they are written.
    pub(super) const fn attributes(&self) -> &'a str {
        self.attributes
    }

    /// Its name without prefix.
    pub(super) const fn name(&self) -> &'a str {
        self.name
    }

    /// The value of an attribute, by its name without prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut found = None;
        self.each(|own, value| {
            if own == name && found.is_none() {
                found = Some(value.to_owned());
            }
        });
        found
    }

    /// The same as a number.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        let mut found = None;
        self.each(|own, value| {
            if own == name && found.is_none() {
                found = Some(value.trim().parse().ok());
            }
        });
        found.flatten()
    }

    /// Every attribute; of the same one twice, both.
    pub(super) fn each(&self, mut hear: impl FnMut(&str, &str)) {
        let mut rest = self.attributes;
        while let Some((name, after)) = parted(rest, b'=') {
            let after = after.trim_ascii_start();
            let quote = match after.as_bytes().first() {
                Some(quote @ (b'"' | b'\'')) => *quote,
                // A value without quotation marks is no XML.
                _ => return,
            };
            let Some((value, after)) = parted(&after[1..], quote) else {
                return;
            };
            hear(local(name.trim_ascii()), &unescaped(value));
            rest = after;
        }
    }
}

/// What stands before and after a sign. Names and values are short: looking at each byte is the quickest way.
fn parted(text: &str, sign: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|byte| byte == sign)?;
    Some((&text[..at], &text[at + 1..]))
}

/// A name without its prefix.
pub(super) fn local(name: &str) -> &str {
    let colon = name.bytes().rposition(|byte| byte == b':');
    colon.map_or(name, |at| &name[at + 1..])
}

/// A text with its references and ends of lines as what they mean. References to what the document itself declares
/// mean nothing.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(|byte| matches!(byte, b'&' | b'\r')) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['&', '\r']) {
        out.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        if rest.as_bytes()[at] == b'\r' {
            out.push('\n');
            rest = after.strip_prefix('\n').unwrap_or(after);
            continue;
        }
        let end = after.bytes().take(40).position(|byte| byte == b';');
        let Some(end) = end else {
            out.push('&');
            rest = after;
            continue;
        };
        out.extend(meant(&after[..end]));
        rest = &after[end + 1..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The sign that a reference means.
fn meant(name: &str) -> Option<char> {
    let number = match name.as_bytes() {
        b"amp" => return Some('&'),
        b"lt" => return Some('<'),
        b"gt" => return Some('>'),
        b"quot" => return Some('"'),
        b"apos" => return Some('\''),
        [b'#', b'x' | b'X', ..] => u32::from_str_radix(name.get(2..)?, 16),
        [b'#', ..] => name.get(1..)?.parse(),
        _ => return None,
    };
    number.ok().filter(|own| *own > 0).and_then(char::from_u32)
}

/// Reads a document to its end, or to where the sink stops.
pub(super) fn listen(source: impl Read, sink: &mut impl Sink) -> Result<(), Stop> {
    let mut window = Window::on(source);
    let (mut depth, mut any) = (0usize, false);
    while let Some((piece, length)) = window.piece()? {
        let written = &window.text[window.begin..window.begin + length];
        match piece {
            Piece::Text => sink.text(&unescaped(written))?,
            Piece::Raw => {
                let text = &written[CDATA.len()..length - 3];
                sink.text(&text.replace("\r\n", "\n"))?;
            }
            Piece::Close => {
                depth = depth.saturating_sub(1);
                sink.close(local(written[2..length - 1].trim_ascii()))?;
            }
            Piece::Open => {
                any = true;
                let content = &written[1..length - 1];
                let (content, empty) = match content.strip_suffix('/') {
                    Some(content) => (content, true),
                    None => (content, false),
                };
                let tag = Tag::of(content);
                sink.open(&tag)?;
                if empty {
                    sink.close(tag.name)?;
                } else {
                    depth += 1;
                }
                if depth > MOST_DEPTH {
                    return Err(Stop::Broken);
                }
            }
            Piece::Other => {}
        }
        window.begin += length;
    }
    // What ends within an element was cut; what has none is no XML that can be read, or UTF-16.
    if depth > 0 || !any {
        return Err(Stop::Broken);
    }
    Ok(())
}

const CDATA: &[u8] = b"<![CDATA[";

/// What stands at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece {
    Text,
    /// Text that is not escaped.
    Raw,
    Open,
    Close,
    /// Comments, instructions, declarations.
    Other,
}

/// The part of a document that is looked at. Its bytes are made text once, as they come, and not piece by piece.
struct Window<R> {
    source: R,
    /// Bytes as they come; the first of them may be those of a sign whose others are still to come.
    raw: Vec<u8>,
    unfinished: usize,
    text: String,
    begin: usize,
    ended: bool,
}

impl<R: Read> Window<R> {
    fn on(source: R) -> Self {
        Self {
            source,
            raw: vec![0; 64 << 10],
            unfinished: 0,
            text: String::with_capacity(128 << 10),
            begin: 0,
            ended: false,
        }
    }

    /// The next piece and its length; `None` at the end.
    fn piece(&mut self) -> Result<Option<(Piece, usize)>, Stop> {
        loop {
            let rest = &self.text.as_bytes()[self.begin..];
            if rest.len() >= CDATA.len() || self.ended {
                if rest.is_empty() {
                    return Ok(None);
                }
                let (piece, length) = measure(rest);
                if let Some(length) = length {
                    return Ok(Some((piece, length)));
                }
                if self.ended {
                    // Text may end the document, a tag may not.
                    let text = piece == Piece::Text;
                    return if text {
                        Ok(Some((piece, rest.len())))
                    } else {
                        Err(Stop::Broken)
                    };
                }
            }
            self.fill()?;
        }
    }

    /// Reads on behind what is not looked at yet.
    fn fill(&mut self) -> Result<(), Stop> {
        self.text.drain(..self.begin);
        self.begin = 0;
        let room = MOST_MARKUP.saturating_sub(self.text.len());
        if room == 0 {
            return Err(Stop::Broken);
        }
        let end = self.raw.len().min(self.unfinished + room);
        let read = self.source.read(&mut self.raw[self.unfinished..end]);
        let count = read.map_err(|_| Stop::Broken)?;
        self.ended = count == 0;
        self.take(self.unfinished + count);
        Ok(())
    }

    /// Makes text of so many bytes; what is no UTF-8 becomes a sign that says so.
    fn take(&mut self, count: usize) {
        let mut at = 0;
        self.unfinished = 0;
        while at < count {
            let rest = &self.raw[at..count];
            let error = match std::str::from_utf8(rest) {
                Ok(text) => return self.text.push_str(text),
                Err(error) => error,
            };
            let (valid, _) = rest.split_at(error.valid_up_to());
            self.text.push_str(&String::from_utf8_lossy(valid));
            at += valid.len();
            match error.error_len() {
                Some(bad) => at += bad,
                None if self.ended => at = count,
                None => {
                    self.raw.copy_within(at..count, 0);
                    self.unfinished = count - at;
                    return;
                }
            }
            self.text.push(char::REPLACEMENT_CHARACTER);
        }
    }
}

/// What stands at the beginning of these bytes, and how long it is if its end is there.
pub(super) fn measure(bytes: &[u8]) -> (Piece, Option<usize>) {
    let until = |begin: usize, sign: &[u8]| {
        let rest = bytes.get(begin..)?;
        let at = rest.windows(sign.len()).position(|own| own == sign);
        at.map(|at| begin + at + sign.len())
    };
    match bytes {
        [b'<', b'/', ..] => {
            let end = bytes.iter().position(|byte| *byte == b'>');
            (Piece::Close, end.map(|at| at + 1))
        }
        [b'<', b'?', ..] => (Piece::Other, until(2, b"?>")),
        [b'<', b'!', b'-', b'-', ..] => (Piece::Other, until(4, b"-->")),
        [b'<', b'!', ..] if bytes.starts_with(CDATA) => (Piece::Raw, until(CDATA.len(), b"]]>")),
        [b'<', b'!', ..] => (Piece::Other, end_of_declaration(bytes)),
        [b'<', ..] => (Piece::Open, end_of_tag(bytes)),
        _ => (Piece::Text, bytes.iter().position(|byte| *byte == b'<')),
    }
}

/// The end of a tag: `>` outside quotation marks.
fn end_of_tag(bytes: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        match *bytes.get(at)? {
            b'>' => return Some(at + 1),
            quote @ (b'"' | b'\'') => {
                let value = bytes.get(at + 1..)?;
                at += 1 + value.iter().position(|byte| *byte == quote)?;
            }
            _ => {}
        }
        at += 1;
    }
}

/// The end of a declaration: `>` outside quotation marks and brackets.
fn end_of_declaration(bytes: &[u8]) -> Option<usize> {
    let (mut quote, mut depth) = (0u8, 0usize);
    for (at, byte) in bytes.iter().enumerate() {
        match *byte {
            own if quote != 0 => quote = if own == quote { 0 } else { quote },
            b'"' | b'\'' => quote = *byte,
            b'[' => depth += 1,
            b']' => depth = depth.saturating_sub(1),
            b'>' if depth == 0 => return Some(at + 1),
            _ => {}
        }
    }
    None
}
