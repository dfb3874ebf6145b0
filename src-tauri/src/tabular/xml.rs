//! XML as a stream of tags and texts, with bounds on each of them. Entities of a document's own are never looked up.

use std::borrow::Cow;
use std::io::{self, BufRead, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

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
pub(super) struct Tag<'a>(&'a BytesStart<'a>);

impl Tag<'_> {
    /// Its name without prefix.
    pub(super) fn name(&self) -> &str {
        self.0.local_name().into_inner()
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

    /// Every attribute. Duplicates are not looked for: that takes time by the square of their number.
    pub(super) fn each(&self, mut hear: impl FnMut(&str, &str)) {
        let mut attributes = self.0.attributes();
        for attribute in attributes.with_checks(false).flatten() {
            let name = attribute.key.local_name();
            if attribute.value.contains('&') {
                let value = quick_xml::escape::unescape(&attribute.value);
                hear(name.as_ref(), value.as_deref().unwrap_or_default());
            } else {
                hear(name.as_ref(), &attribute.value);
            }
        }
    }
}

/// Reads a document to its end, or to where the sink stops.
pub(super) fn listen(source: impl BufRead, sink: &mut impl Sink) -> Result<(), Stop> {
    let mut reader = Reader::from_reader(Tame { source, since: 0 });
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut buffer = Vec::with_capacity(4096);
    let mut depth = 0usize;
    loop {
        reader.get_mut().since = 0;
        buffer.clear();
        let event = reader
            .read_event_into(&mut buffer)
            .map_err(|_| Stop::Broken)?;
        match event {
            Event::Start(tag) => {
                depth += 1;
                if depth > MOST_DEPTH {
                    return Err(Stop::Broken);
                }
                sink.open(&Tag(&tag))?;
            }
            Event::Empty(tag) => {
                let tag = Tag(&tag);
                sink.open(&tag)?;
                sink.close(tag.name())?;
            }
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                sink.close(tag.local_name().into_inner())?;
            }
            Event::Text(text) => sink.text(&ends_of_lines(&text))?,
            Event::CData(text) => sink.text(&ends_of_lines(&text))?,
            Event::GeneralRef(name) => {
                if let Ok(Some(sign)) = name.resolve_char_ref() {
                    sink.text(sign.encode_utf8(&mut [0; 4]))?;
                } else if let Some(text) = quick_xml::escape::resolve_predefined_entity(&name) {
                    sink.text(text)?;
                }
            }
            Event::Eof if depth > 0 => return Err(Stop::Broken),
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

fn ends_of_lines(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// A source that gives up when one tag or text goes on too long.
struct Tame<R> {
    source: R,
    since: usize,
}

impl<R: BufRead> Read for Tame<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(out)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Tame<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.since > MOST_MARKUP {
            return Err(io::Error::other("too long"));
        }
        self.source.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.since += count;
        self.source.consume(count);
    }
}
