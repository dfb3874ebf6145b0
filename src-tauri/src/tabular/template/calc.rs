//! Formulas are reckoned anew by whatever program opens the filled workbook: the workbook asks for it, and values that
//! were kept of formulas are taken out where they may have become wrong.

use super::markup::{Edits, Mark, Marks, attributes_without, prefix_of};
use crate::domain::Result;

/// What stands before the settings of calculation in a workbook.
const BEFORE: [&str; 5] = [
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
    "workbookPr",
];

/// The list of sheets with the wish that everything is reckoned when it is opened.
pub(super) fn reckoned_on_load(text: &str) -> Result<String> {
    let mut marks = Marks::of(text);
    let mut edits = Edits::default();
    let (mut behind, mut prefix) = (None, String::new());
    while let Some((range, mark)) = marks.next()? {
        match mark {
            Mark::Open(tag, empty) if tag.name() == "calcPr" => {
                let prefix = prefix_of(text, &range);
                let kept = attributes_without(&tag, &["fullCalcOnLoad", "calcCompleted"]);
                let end = if empty { "/>" } else { ">" };
                edits.put(
                    range,
                    format!("<{prefix}calcPr{kept} fullCalcOnLoad=\"1\"{end}"),
                );
                return edits.apply(text);
            }
            Mark::Open(tag, true) if BEFORE.contains(&tag.name()) => {
                prefix_of(text, &range).clone_into(&mut prefix);
                behind = Some(range.end);
            }
            Mark::Close(name) if BEFORE.contains(&name) => {
                prefix_of(text, &range).clone_into(&mut prefix);
                behind = Some(range.end);
            }
            _ => {}
        }
    }
    if let Some(at) = behind {
        edits.put(at..at, format!("<{prefix}calcPr fullCalcOnLoad=\"1\"/>"));
    }
    edits.apply(text)
}

/// A list without the elements that speak of the chain of calculation, which lists cells with formulas.
pub(super) fn without_chain(text: &str) -> Result<String> {
    let mut marks = Marks::of(text);
    let mut edits = Edits::default();
    while let Some((range, mark)) = marks.next()? {
        if let Mark::Open(tag, true) = mark
            && matches!(tag.name(), "Relationship" | "Override")
            && tag.attributes().to_lowercase().contains("calcchain")
        {
            edits.put(range, "");
        }
    }
    edits.apply(text)
}
