//! The licences of all that ships, as one text to be given along: each wording once, after the names that stand under it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::place::{Problem, files_below, root};
use crate::sbom;

/// Bytes of a file that is still taken for a licence.
const LONGEST: u64 = 128 * 1024;

/// How files are called that say under what something is given.
const NAMES: [&str; 6] = [
    "license",
    "licence",
    "copying",
    "notice",
    "unlicense",
    "ofl",
];

/// The whole text. A part without a file of its own is named with the licence that it states.
pub fn text() -> Result<String, Problem> {
    let (own, parts) = sbom::parts()?;
    let mut out = format!("Sổ 06 {}\n{}\n\n", own.version, own.licence);
    for name in ["LICENSE-MIT", "LICENSE-APACHE"] {
        out.push_str(&read(&root().join(name))?);
        out.push('\n');
    }
    out.push_str("\nTHIRD PARTIES\n");
    let (mut wordings, mut silent) = (BTreeMap::<String, Vec<String>>::new(), Vec::new());
    for part in parts.values() {
        let name = format!("{} {} ({})", part.name, part.version, part.licence);
        let files = licences_in(&part.folder);
        if files.is_empty() {
            silent.push(name);
            continue;
        }
        for file in files {
            let of = wordings.entry(read(&file)?).or_default();
            if of.last() != Some(&name) {
                of.push(name.clone());
            }
        }
    }
    // Fonts and other things that lie in the tree with their licence beside them, or only that.
    let ours = ["assets", "src-tauri/windows"].map(|own| files_below(&root().join(own)));
    for file in ours.into_iter().flatten() {
        if is_licence(&file) {
            let folder = file.parent().and_then(Path::file_name);
            let name = folder.map_or_else(String::new, |own| own.to_string_lossy().into_owned());
            wordings.entry(read(&file)?).or_default().push(name);
        }
    }
    let mut sorted: Vec<_> = wordings.into_iter().collect();
    sorted.sort_by(|a, b| a.1.cmp(&b.1));
    for (wording, names) in sorted {
        out.push_str(&format!(
            "\n{}\n{}\n\n{wording}\n",
            "=".repeat(78),
            names.join("\n")
        ));
    }
    if !silent.is_empty() {
        out.push_str(&format!(
            "\n{}\nWithout a text of their own:\n{}\n",
            "=".repeat(78),
            silent.join("\n")
        ));
    }
    Ok(out)
}

fn licences_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut out: Vec<_> = entries
        .map(|own| own.path())
        .filter(|own| is_licence(own))
        .collect();
    out.sort();
    out
}

fn is_licence(file: &Path) -> bool {
    let name = file
        .file_name()
        .map(|own| own.to_string_lossy().to_lowercase());
    let ending = file
        .extension()
        .map(|own| own.to_string_lossy().to_lowercase());
    let named = name.is_some_and(|own| NAMES.iter().any(|begin| own.starts_with(begin)));
    // Not the source of something that happens to be called so.
    let text = ending
        .is_none_or(|own| !["rs", "js", "ts", "json", "toml", "html"].contains(&own.as_str()));
    named && text && fs::metadata(file).is_ok_and(|own| own.is_file() && own.len() <= LONGEST)
}

fn read(file: &Path) -> Result<String, Problem> {
    let bytes = fs::read(file).map_err(|e| format!("{}: {e}", file.display()))?;
    let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
    Ok(text.trim().to_owned())
}
