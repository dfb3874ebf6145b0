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
    fn of(content: &'a str) -> Self {
        let end = content.find(|c: char| c.is_ascii_whitespace());
        let (name, attributes) = content.split_at(end.unwrap_or(content.len()));
        Self {
            name: local(name),
            attributes,
        }
    }

    /// Its name without prefix.
    pub(super) const fn name(&self) -> &str {
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
        self.attribute(name)?.trim().parse().ok()
    }

    /// Every attribute; of the same one twice, both.
    pub(super) fn each(&self, mut hear: impl FnMut(&str, &str)) {
        let mut rest = self.attributes;
        while let Some((name, after)) = rest.split_once('=') {
            let after = after.trim_ascii_start();
            let quote = match after.as_bytes().first() {
                Some(b'"') => '"',
                Some(b'\'') => '\'',
                // A value without quotation marks is no XML.
                _ => return,
            };
            let Some((value, after)) = after[1..].split_once(quote) else {
                return;
            };
            hear(local(name.trim_ascii()), &unescaped(value));
            rest = after;
        }
    }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    let colon = name.bytes().rposition(|byte| byte == b':');
    colon.map_or(name, |at| &name[at + 1..])
}

/// A text with its references and ends of lines as what they mean. References to what the document itself declares
/// mean nothing.
fn unescaped(text: &str) -> Cow<'_, str> {
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
    let mut window = Window {
        source,
        buffer: vec![0; 64 << 10],
        begin: 0,
        end: 0,
        ended: false,
    };
    let (mut depth, mut any) = (0usize, false);
    while let Some((piece, length)) = window.piece()? {
        let bytes = &window.buffer[window.begin..window.begin + length];
        match piece {
            Piece::Text => sink.text(&unescaped(&String::from_utf8_lossy(bytes)))?,
            Piece::Raw => {
                let text = &bytes[CDATA.len()..length - 3];
                sink.text(&String::from_utf8_lossy(text).replace("\r\n", "\n"))?;
            }
            Piece::Close => {
                depth = depth.saturating_sub(1);
                let name = String::from_utf8_lossy(&bytes[2..length - 1]);
                sink.close(local(name.trim_ascii()))?;
            }
            Piece::Open => {
                any = true;
                let content = String::from_utf8_lossy(&bytes[1..length - 1]);
                let (content, empty) = match content.strip_suffix('/') {
                    Some(content) => (content, true),
                    None => (&*content, false),
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
enum Piece {
    Text,
    /// Text that is not escaped.
    Raw,
    Open,
    Close,
    /// Comments, instructions, declarations.
    Other,
}

/// The part of a document that is looked at.
struct Window<R> {
    source: R,
    buffer: Vec<u8>,
    begin: usize,
    end: usize,
    ended: bool,
}

impl<R: Read> Window<R> {
    /// The next piece and its length; `None` at the end.
    fn piece(&mut self) -> Result<Option<(Piece, usize)>, Stop> {
        loop {
            let rest = &self.buffer[self.begin..self.end];
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
        self.buffer.copy_within(self.begin..self.end, 0);
        self.end -= self.begin;
        self.begin = 0;
        if self.end == self.buffer.len() {
            if self.end >= MOST_MARKUP {
                return Err(Stop::Broken);
            }
            self.buffer.resize(self.end * 2, 0);
        }
        let read = self.source.read(&mut self.buffer[self.end..]);
        let count = read.map_err(|_| Stop::Broken)?;
        self.end += count;
        self.ended = count == 0;
        Ok(())
    }
}

/// What stands at the beginning of these bytes, and how long it is if its end is there.
fn measure(bytes: &[u8]) -> (Piece, Option<usize>) {
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
        [b'<', b'!', ..] => (Piece::Other, end_of_tag(bytes)),
        [b'<', ..] => (Piece::Open, end_of_tag(bytes)),
        _ => (Piece::Text, bytes.iter().position(|byte| *byte == b'<')),
    }
}

/// The end of a tag or a declaration: `>` outside quotation marks and brackets.
fn end_of_tag(bytes: &[u8]) -> Option<usize> {
    let (mut quote, mut depth) = (0u8, 0usize);
    let declaration = bytes.get(1) == Some(&b'!');
    for (at, byte) in bytes.iter().enumerate() {
        match *byte {
            own if quote != 0 => quote = if own == quote { 0 } else { quote },
            b'"' | b'\'' => quote = *byte,
            b'[' if declaration => depth += 1,
            b']' if declaration => depth = depth.saturating_sub(1),
            b'>' if depth == 0 => return Some(at + 1),
            _ => {}
        }
    }
    None
}
