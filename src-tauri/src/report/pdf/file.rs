//! Objects → the bytes of a file: PDF 1.7 with object streams and a cross-reference stream.
//!
//! Only what the trailer leads to is written, numbered in the order in which it is found. Tables of some ten thousand
//! cells have as many parts of the structure, each nearly equal to the one before; they are written with a fixed width
//! and the predictor of PNG images, which leaves little more than zeros to be compressed.

use std::collections::HashMap;
use std::io::Write as _;

use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat};

use super::number::push_integer;
use super::squeeze::Squeezer;

/// Bytes of an object stream, before it is compressed: a reader unpacks all of it for one object.
const STREAM: usize = 48 * 1024;

/// Where an object is.
#[derive(Clone, Copy)]
enum Place {
    Free,
    At(usize),
    In { stream: u32, index: u32 },
}

/// A file that is being written.
pub(super) struct FileWriter<'a> {
    objects: &'a Document,
    squeezer: Squeezer,
    numbers: HashMap<ObjectId, u32>,
    bytes: Vec<u8>,
    places: Vec<Place>,
}

/// Objects that go into one object stream after the other.
pub(super) struct Packer {
    /// Width to which numbers and objects are filled up; then rows are predicted.
    columns: Option<usize>,
    parts: Vec<(u32, usize)>,
    body: Vec<u8>,
}

/// Each row as its difference from the one above, as PNG's filter "Up" has it.
fn predicted(bytes: &[u8], columns: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + bytes.len() / columns + 1);
    let mut above: &[u8] = &[];
    for row in bytes.chunks(columns) {
        out.push(2);
        if above.is_empty() {
            out.extend_from_slice(row);
        } else {
            out.extend(row.iter().zip(above).map(|(own, up)| own.wrapping_sub(*up)));
        }
        above = row;
    }
    out
}

impl<'a> FileWriter<'a> {
    /// Begins a file and numbers what the trailer leads to.
    pub fn new(objects: &'a Document, squeezer: Squeezer) -> Self {
        let mut writer = Self {
            objects,
            squeezer,
            numbers: HashMap::new(),
            bytes: Vec::with_capacity(256 * 1024),
            places: vec![Place::Free],
        };
        writer
            .bytes
            .extend_from_slice(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
        let mut found = Vec::new();
        for key in [&b"Root"[..], b"Info"] {
            if let Ok(object) = objects.trailer.get(key) {
                writer.number(object, &mut found);
            }
        }
        let mut at = 0;
        while let Some(id) = found.get(at).copied() {
            at += 1;
            if let Some(object) = objects.objects.get(&id) {
                writer.number(object, &mut found);
            }
        }
        writer
    }

    /// Numbers what an object names.
    fn number(&mut self, object: &Object, found: &mut Vec<ObjectId>) {
        match object {
            Object::Reference(id) if !self.numbers.contains_key(id) => {
                let number = self.reserve();
                self.numbers.insert(*id, number);
                found.push(*id);
            }
            Object::Array(list) => list.iter().for_each(|own| self.number(own, found)),
            Object::Dictionary(own) => own.iter().for_each(|(_, own)| self.number(own, found)),
            Object::Stream(own) => own.dict.iter().for_each(|(_, own)| self.number(own, found)),
            _ => {}
        }
    }

    /// The number of an object; 0, which is no object, for one that nothing leads to.
    pub fn number_of(&self, id: ObjectId) -> u32 {
        self.numbers.get(&id).copied().unwrap_or_default()
    }

    /// A number for an object that is yet to come.
    pub fn reserve(&mut self) -> u32 {
        self.places.push(Place::Free);
        (self.places.len() - 1) as u32
    }

    /// Writes the objects: streams one by one, all else packed.
    pub fn objects(&mut self) {
        let mut known: Vec<(u32, ObjectId)> = self
            .numbers
            .iter()
            .map(|(id, number)| (*number, *id))
            .collect();
        known.sort_unstable();
        let mut packer = Packer::new(None);
        let mut bytes = Vec::new();
        for (number, id) in known {
            match self.objects.objects.get(&id) {
                Some(Object::Stream(own)) => {
                    let mut dict = own.dict.clone();
                    if own.allows_compression && !dict.has(b"Filter") {
                        dict.set("Filter", "FlateDecode");
                        let content = self.squeezer.squeeze(&own.content);
                        self.stream(number, dict, &content);
                    } else {
                        self.stream(number, dict, &own.content);
                    }
                }
                Some(object) => {
                    bytes.clear();
                    self.push_object(&mut bytes, object);
                    packer.add(self, number, &bytes);
                }
                // Written by who reserved it.
                None => {}
            }
        }
        packer.finish(self);
    }

    fn stream(&mut self, number: u32, mut dict: Dictionary, content: &[u8]) {
        dict.set("Length", content.len() as i64);
        self.places[number as usize] = Place::At(self.bytes.len());
        let mut bytes = std::mem::take(&mut self.bytes);
        push_integer(&mut bytes, u64::from(number));
        bytes.extend_from_slice(b" 0 obj\n");
        self.push_dictionary(&mut bytes, &dict);
        bytes.extend_from_slice(b"stream\n");
        bytes.extend_from_slice(content);
        bytes.extend_from_slice(b"\nendstream\nendobj\n");
        self.bytes = bytes;
    }

    /// Writes the cross-reference stream; gives the bytes.
    pub fn finish(mut self) -> Vec<u8> {
        let own = self.reserve();
        let start = self.bytes.len();
        self.places[own as usize] = Place::At(start);
        let mut rows = Vec::with_capacity(self.places.len() * 7);
        for place in &self.places {
            let (kind, first, second) = match place {
                Place::Free => (0, 0, u16::MAX),
                Place::At(offset) => (1, *offset as u32, 0),
                Place::In { stream, index } => (2, *stream, *index as u16),
            };
            rows.push(kind);
            rows.extend_from_slice(&first.to_be_bytes());
            rows.extend_from_slice(&second.to_be_bytes());
        }
        let mut dict = self.objects.trailer.clone();
        dict.set("Type", "XRef");
        dict.set("Size", self.places.len() as i64);
        dict.set("W", vec![1.into(), 4.into(), 2.into()]);
        predict(&mut dict, 7);
        let content = self.squeezer.squeeze(&predicted(&rows, 7));
        self.stream(own, dict, &content);
        self.bytes.extend_from_slice(b"startxref\n");
        push_integer(&mut self.bytes, start as u64);
        self.bytes.extend_from_slice(b"\n%%EOF\n");
        self.bytes
    }

    fn push_object(&self, out: &mut Vec<u8>, object: &Object) {
        match object {
            Object::Null => out.extend_from_slice(b"null"),
            Object::Boolean(value) => {
                out.extend_from_slice(if *value { b"true" } else { b"false" });
            }
            Object::Integer(value) => drop(write!(out, "{value}")),
            Object::Real(value) => drop(write!(out, "{value}")),
            Object::Name(name) => push_name(out, name),
            Object::String(text, format) => push_string(out, text, *format),
            Object::Array(list) => {
                out.push(b'[');
                for (place, own) in list.iter().enumerate() {
                    if place > 0 && needs_blank(own) {
                        out.push(b' ');
                    }
                    self.push_object(out, own);
                }
                out.push(b']');
            }
            Object::Dictionary(own) => self.push_dictionary(out, own),
            Object::Reference(id) => {
                push_integer(out, u64::from(self.number_of(*id)));
                out.extend_from_slice(b" 0 R");
            }
            // A stream is never part of another object.
            Object::Stream(_) => {}
        }
    }

    fn push_dictionary(&self, out: &mut Vec<u8>, own: &Dictionary) {
        out.extend_from_slice(b"<<");
        for (key, value) in own {
            push_name(out, key);
            if needs_blank(value) {
                out.push(b' ');
            }
            self.push_object(out, value);
        }
        out.extend_from_slice(b">>");
    }
}

impl Packer {
    /// Objects that are all about `columns` bytes long, or of any length.
    pub const fn new(columns: Option<usize>) -> Self {
        Self {
            columns,
            parts: Vec::new(),
            body: Vec::new(),
        }
    }

    /// Adds an object.
    pub fn add(&mut self, file: &mut FileWriter<'_>, number: u32, object: &[u8]) {
        if self.body.len() + object.len() > STREAM {
            self.flush(file);
        }
        self.parts.push((number, self.body.len()));
        self.body.extend_from_slice(object);
        self.body.push(b'\n');
        fill(&mut self.body, self.columns);
    }

    /// Writes what is left.
    pub fn finish(mut self, file: &mut FileWriter<'_>) {
        self.flush(file);
    }

    fn flush(&mut self, file: &mut FileWriter<'_>) {
        if self.parts.is_empty() {
            return;
        }
        let stream = file.reserve();
        let mut bytes = Vec::with_capacity(self.body.len() + self.parts.len() * 12);
        for (index, (number, offset)) in self.parts.iter().enumerate() {
            let index = index as u32;
            file.places[*number as usize] = Place::In { stream, index };
            if self.columns.is_some() {
                // As wide as any, so that digits stand below each other.
                let _ = write!(bytes, "{number:7} {offset:7} ");
                fill(&mut bytes, self.columns);
            } else {
                push_integer(&mut bytes, u64::from(*number));
                bytes.push(b' ');
                push_integer(&mut bytes, *offset as u64);
                bytes.push(b' ');
            }
        }
        let mut dict = Dictionary::new();
        dict.set("Type", "ObjStm");
        dict.set("N", self.parts.len() as i64);
        dict.set("First", bytes.len() as i64);
        bytes.append(&mut self.body);
        self.parts.clear();
        let content = if let Some(columns) = self.columns {
            predict(&mut dict, columns);
            file.squeezer.squeeze(&predicted(&bytes, columns))
        } else {
            dict.set("Filter", "FlateDecode");
            file.squeezer.squeeze(&bytes)
        };
        file.stream(stream, dict, &content);
    }
}

/// Fills up to a whole number of rows.
fn fill(bytes: &mut Vec<u8>, columns: Option<usize>) {
    if let Some(columns) = columns {
        bytes.resize(bytes.len().next_multiple_of(columns), b' ');
    }
}

/// Says of a stream that its rows are predicted.
fn predict(dict: &mut Dictionary, columns: usize) {
    let mut how = Dictionary::new();
    how.set("Predictor", 12);
    how.set("Columns", columns as i64);
    dict.set("Filter", "FlateDecode");
    dict.set("DecodeParms", how);
}

/// Whether something must stand between a name and a value.
const fn needs_blank(object: &Object) -> bool {
    matches!(
        object,
        Object::Null
            | Object::Boolean(_)
            | Object::Integer(_)
            | Object::Real(_)
            | Object::Reference(_)
    )
}

fn push_name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for byte in name {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(byte) {
            out.push(*byte);
        } else {
            let _ = write!(out, "#{byte:02X}");
        }
    }
}

fn push_string(out: &mut Vec<u8>, text: &[u8], format: StringFormat) {
    if format == StringFormat::Hexadecimal {
        out.push(b'<');
        for byte in text {
            let _ = write!(out, "{byte:02X}");
        }
        out.push(b'>');
        return;
    }
    out.push(b'(');
    for byte in text {
        match byte {
            b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', *byte]),
            b'\r' => out.extend_from_slice(b"\\r"),
            _ => out.push(*byte),
        }
    }
    out.push(b')');
}
