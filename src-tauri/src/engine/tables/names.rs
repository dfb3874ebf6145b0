//! Names where there is little room.

use crate::tabular::out::CellOut;

/// Kinds of units as chats write them.
const KINDS: [(&str, &str); 7] = [
    ("Thành phố ", "TP. "),
    ("Thị trấn ", "TT. "),
    ("Thị xã ", "TX. "),
    ("Phường ", "P. "),
    ("Quận ", "Q. "),
    ("Huyện ", "H. "),
    ("Xã ", "X. "),
];

/// "Phường An Thới" → "P. An Thới".
pub(in crate::engine) fn brief_name(name: &str) -> String {
    let kind = KINDS.iter().find_map(|(kind, brief)| {
        let rest = name.strip_prefix(kind)?;
        Some(format!("{brief}{rest}"))
    });
    kind.unwrap_or_else(|| name.to_owned())
}

/// A unit as the name of a row.
pub(super) fn unit(name: &str) -> CellOut {
    CellOut::Name(name.to_owned(), brief_name(name))
}
