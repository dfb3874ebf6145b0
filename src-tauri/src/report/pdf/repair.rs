//! From printpdf's objects to the file that leaves the office.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};
use printpdf::{Mm, PdfDocument, PdfPage, PdfSaveOptions, Pt};
use sha2::{Digest, Sha256};

use super::embed::Subsets;
use super::file::FileWriter;
use super::page::{Drawn, Sheet};
use super::structure;
use super::{Properties, icc, utf16, xmp};
use crate::domain::error::{Error, ErrorCode, Result};
use crate::report::layout::{Bookmark, Layout};

/// Makes the bytes of the file.
pub(super) fn finish(
    drawn: Drawn,
    layout: &Layout,
    subsets: &Subsets<'_>,
    properties: &Properties,
) -> Result<Vec<u8>> {
    let mut written = PdfDocument::new("");
    written.pages = drawn.sheets.iter().map(empty).collect();
    let options = PdfSaveOptions {
        optimize: false,
        subset_fonts: false,
        secure: true,
        image_optimization: None,
    };
    let mut file = printpdf::serialize::to_lopdf_doc(&written, &options, &mut Vec::new());
    let failed = |error: lopdf::Error| Error::new(ErrorCode::ReportFailed).detail(error);

    let sheets: Vec<ObjectId> = file.page_iter().collect();
    let identity = identity(&drawn.sheets, properties);
    let fonts = subsets.embed(&mut file);
    let fonts = file.add_object(fonts);
    for (number, (sheet, own)) in sheets.iter().zip(drawn.sheets).enumerate() {
        fill(&mut file, *sheet, number, own, fonts);
    }

    let metadata = file.add_object(
        Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, xmp::packet(properties).into_bytes())
            // Programs look for the packet in the raw bytes.
            .with_compression(false),
    );
    let profile = file.add_object(Stream::new(dictionary! { "N" => 3 }, icc::srgb()));
    // Written behind all others.
    let structure = file.new_object_id();
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

    let mut writer = FileWriter::new(&file, drawn.squeezer);
    writer.objects();
    structure::write(
        &mut writer,
        structure,
        &layout.nodes,
        &drawn.marked,
        &sheets,
    );
    Ok(writer.finish())
}

/// A sheet without what stands on it, which comes later.
fn empty(sheet: &Sheet) -> PdfPage {
    let exact = |points: f64| Mm::from(Pt(((points * 1000.0).round() / 1000.0) as f32));
    PdfPage::new(exact(sheet.width), exact(sheet.height), Vec::new())
}

/// Sixteen bytes that name the file, from what it shows and says.
fn identity(drawn: &[Sheet], properties: &Properties) -> Vec<u8> {
    let mut hash = Sha256::new();
    for sheet in drawn {
        hash.update(&sheet.content);
    }
    hash.update(xmp::packet(properties).as_bytes());
    hash.finalize().iter().take(16).copied().collect()
}

/// Puts on a sheet what stands on it, with the one set of resources that all of them share.
fn fill(file: &mut Document, sheet: ObjectId, number: usize, own: Sheet, fonts: ObjectId) {
    let dict = dictionary! { "Filter" => "FlateDecode" };
    let content = file.add_object(Stream::new(dict, own.content).with_compression(false));
    if let Ok(page) = file.get_dictionary_mut(sheet) {
        page.set("Resources", dictionary! { "Font" => fonts });
        page.set("Contents", content);
        page.set("StructParents", number as i64);
        // Readers go from field to field in the order of the structure.
        page.set("Tabs", "S");
        for key in [&b"Annots"[..], b"TrimBox", b"CropBox"] {
            page.remove(key);
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

fn text_string(text: &str) -> Object {
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
