//! How an office speaks to a body.

use crate::domain::body::BodyClass;
use crate::domain::text::uncapitalise;
use crate::domain::{Day, Id};
use crate::engine::directory::Directory;

/// Kinds of units that have a people's committee of their own.
const WITH_COMMITTEE: [&str; 10] = [
    "phường",
    "xã",
    "thị trấn",
    "đặc khu",
    "quận",
    "huyện",
    "thị xã",
    "thành phố",
    "tỉnh",
    "thành phố trực thuộc trung ương",
];

/// "UBND phường An Thới", "Công an quận", "Khu vực 1": whom a letter or a message is addressed to.
pub(in crate::engine) fn addressee(directory: &Directory, body: Id, day: Day) -> String {
    let name = directory.name(body, day);
    let committee = directory.class(body) == BodyClass::Territory
        && directory
            .any_version(body, day)
            .is_some_and(|own| WITH_COMMITTEE.contains(&own.kind.as_str()));
    if committee {
        format!("UBND {}", uncapitalise(&name))
    } else {
        name
    }
}
