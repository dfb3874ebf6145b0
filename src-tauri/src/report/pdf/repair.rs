//! From printpdf's objects to the file that leaves the office.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};
use printpdf::{PdfDocument, PdfPage, PdfSaveOptions};
use sha2::{Digest, Sha256};

use super::embed::Subsets;
use super::structure::{self, Marked};
use super::{Properties, icc, utf16, xmp};
use crate::domain::error::{Error, ErrorCode, Result};
use crate::report::layout::{Bookmark, Layout};

/// Makes the bytes of the file.
pub(super) fn finish(
    pages: Vec<PdfPage>,
    marked: &[Marked],
    layout: &Layout,
    subsets: &Subsets<'_>,
    properties: &Properties,
) -> Result<Vec<u8>> {
    let mut written = PdfDocument::new("");
    written.pages = pages;
    let options = PdfSaveOptions {
        optimize: false,
        subset_fonts: false,
        secure: true,
        image_optimization: None,
    };
    let mut file = printpdf::serialize::to_lopdf_doc(&written, &options, &mut Vec::new());
    let failed = |error: lopdf::Error| Error::new(ErrorCode::ReportFailed).detail(error);

    "1.7".clone_into(&mut file.version);
    let sheets: Vec<ObjectId> = file.page_iter().collect();
    let fonts = subsets.embed(&mut file);
    let identity = identity(&file, &sheets, properties);
    resources(&mut file, &sheets, fonts);

    let metadata = file.add_object(
        Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, xmp::packet(properties).into_bytes())
            // Programs look for the packet in the raw bytes.
            .with_compression(false),
    );
    let profile = file.add_object(Stream::new(dictionary! { "N" => 3 }, icc::srgb()));
    let structure = structure::add(&mut file, &layout.nodes, marked, &sheets);
    let outline = outline(&mut file, layout, &sheets);

    let info = file.add_object(info(properties));
    file.trailer.set("Info", info);
    let identity = Object::String(identity, StringFormat::Hexadecimal);
    file.trailer.set("ID", vec![identity.clone(), identity]);

    let catalog = file.catalog_mut().map_err(failed)?;
    catalog.remove(b"PageLayout");
    catalog.set(
        "PageMode",
        if outline.is_some() {
            "UseOutlines"
        } else {
            "UseNone"
        },
    );
    catalog.set("Lang", Object::string_literal("vi-VN"));
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set(
        "ViewerPreferences",
        dictionary! { "DisplayDocTitle" => true },
    );
    catalog.set("StructTreeRoot", structure);
    catalog.set("Metadata", metadata);
    catalog.set(
        "OutputIntents",
        vec![Object::Dictionary(dictionary! {
            "Type" => "OutputIntent",
            "S" => "GTS_PDFA1",
            "OutputConditionIdentifier" => Object::string_literal("sRGB IEC61966-2.1"),
            "Info" => Object::string_literal("sRGB IEC61966-2.1"),
            "RegistryName" => Object::string_literal("http://www.color.org"),
            "DestOutputProfile" => profile,
        })],
    );
    if let Some(outline) = outline {
        catalog.set("Outlines", outline);
    }

    file.prune_objects();
    file.renumber_objects();
    file.compress();
    let mut bytes = Vec::new();
    file.save_modern(&mut bytes)
        .map_err(|error| Error::new(ErrorCode::ReportFailed).detail(error))?;
    Ok(bytes)
}

/// Sixteen bytes that name the file, from what it shows and says.
fn identity(file: &Document, sheets: &[ObjectId], properties: &Properties) -> Vec<u8> {
    let mut hash = Sha256::new();
    for sheet in sheets {
        hash.update(file.get_page_content(*sheet));
    }
    hash.update(xmp::packet(properties).as_bytes());
    hash.finalize().iter().take(16).copied().collect()
}

/// One set of resources for all pages, without the empty ones.
fn resources(file: &mut Document, sheets: &[ObjectId], fonts: Dictionary) {
    let fonts = file.add_object(fonts);
    let resources = file.add_object(dictionary! { "Font" => fonts });
    for sheet in sheets {
        if let Ok(page) = file.get_dictionary_mut(*sheet) {
            page.set("Resources", resources);
            for key in [&b"Annots"[..], b"TrimBox", b"CropBox"] {
                page.remove(key);
            }
        }
    }
}

fn info(properties: &Properties) -> Dictionary {
    let mut info = Dictionary::new();
    for (key, text) in [
        ("Title", &properties.title),
        ("Author", &properties.author),
        ("Subject", &properties.subject),
        ("Keywords", &properties.keywords),
    ] {
        if !text.is_empty() {
            info.set(key, text_string(text));
        }
    }
    info.set("Creator", text_string(xmp::CREATOR));
    info.set("Producer", text_string(xmp::PRODUCER));
    let date = Object::string_literal(xmp::info_date(properties.created));
    info.set("CreationDate", date.clone());
    info.set("ModDate", date);
    info
}

pub(super) fn text_string(text: &str) -> Object {
    Object::String(utf16(text), StringFormat::Hexadecimal)
}

/// Adds the outline (dấu trang), nested by depth; none without headings.
fn outline(file: &mut Document, layout: &Layout, sheets: &[ObjectId]) -> Option<ObjectId> {
    if layout.bookmarks.is_empty() {
        return None;
    }
    let root = file.new_object_id();
    let ids: Vec<ObjectId> = layout
        .bookmarks
        .iter()
        .map(|_| file.new_object_id())
        .collect();
    let parents = parents(&layout.bookmarks);
    let children = |parent: Option<usize>| -> Vec<usize> {
        (0..ids.len())
            .filter(|place| parents[*place] == parent)
            .collect()
    };
    for (place, bookmark) in layout.bookmarks.iter().enumerate() {
        let siblings = children(parents[place]);
        let own = siblings
            .iter()
            .position(|sibling| *sibling == place)
            .unwrap_or(0);
        let height = layout
            .pages
            .get(bookmark.page)
            .map_or(0.0, |page| page.height);
        let target = sheets
            .get(bookmark.page)
            .copied()
            .map_or(Object::Null, Object::from);
        let top = Object::Integer((height - bookmark.y + 4.0).round() as i64);
        let mut entry = dictionary! {
            "Title" => text_string(&bookmark.title.replace('\u{a0}', " ")),
            "Parent" => parents[place].map_or(root, |parent| ids[parent]),
            "Dest" => vec![target, "XYZ".into(), Object::Null, top, Object::Null],
        };
        if let Some(before) = own.checked_sub(1).and_then(|before| siblings.get(before)) {
            entry.set("Prev", ids[*before]);
        }
        if let Some(next) = siblings.get(own + 1) {
            entry.set("Next", ids[*next]);
        }
        let inner = children(Some(place));
        if let (Some(first), Some(last)) = (inner.first(), inner.last()) {
            entry.set("First", ids[*first]);
            entry.set("Last", ids[*last]);
            entry.set("Count", inner.len() as i64);
        }
        file.set_object(ids[place], entry);
    }
    let outer = children(None);
    let mut tree = dictionary! { "Type" => "Outlines", "Count" => ids.len() as i64 };
    if let (Some(first), Some(last)) = (outer.first(), outer.last()) {
        tree.set("First", ids[*first]);
        tree.set("Last", ids[*last]);
    }
    file.set_object(root, tree);
    Some(root)
}

/// For each bookmark the nearest one before it that lies further out.
fn parents(bookmarks: &[Bookmark]) -> Vec<Option<usize>> {
    (0..bookmarks.len())
        .map(|place| {
            (0..place)
                .rev()
                .find(|before| bookmarks[*before].depth < bookmarks[place].depth)
        })
        .collect()
}
