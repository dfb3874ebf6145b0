//! Settings of the book that an officer may change by name (cài đặt).

use rusqlite::Connection;
use serde_json::json;

use super::dictionary::score_settings;
use super::evidence;
use super::forms;
use super::letterheads::{self, Letterhead};
use super::profile;
use super::safety;
use crate::domain::book::Setting;
use crate::domain::number::{Entry, parse_entry};
use crate::domain::{Error, ErrorCode, Result};
use crate::store::{self, Book, Done, Operation, query};

/// A setting that is known, with its value when it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingLine {
    /// Name.
    pub key: String,
    /// Value; none while nobody has set it.
    pub value: Option<String>,
    /// What it is.
    pub words: String,
    /// Whether it may be changed by name.
    pub changeable: bool,
}

/// Settings with a meaning of their own.
const PLAIN: [(&str, &str); 4] = [
    ("plan_title", "tên kế hoạch ở đầu sổ"),
    ("letterhead", "thể thức báo cáo của cơ quan (JSON)"),
    (
        evidence::LIMIT_SETTING,
        "dung lượng lớn nhất của một tệp minh chứng, tính bằng MB (1–500)",
    ),
    (
        safety::LIMIT_SETTING,
        "dung lượng lớn nhất của các bản sao lưu ở một nơi, tính bằng MB (100–100000)",
    ),
];

/// What may be set by name, with its words.
fn known() -> Result<Vec<(String, String)>> {
    let plain = PLAIN
        .iter()
        .map(|(key, words)| ((*key).to_owned(), (*words).to_owned()));
    Ok(plain.chain(score_settings()?).collect())
}

/// Every setting: those that may be set, set or not, then what else the book holds; never the key of its forms.
pub fn settings(connection: &Connection) -> Result<Vec<SettingLine>> {
    let mut kept = store::list::<Setting>(connection, "1 = 1 ORDER BY key", &[])?;
    kept.retain(|own| own.record.key != forms::KEY_SETTING);
    let value = |key: &str| {
        kept.iter()
            .find(|own| own.record.key == key)
            .map(|own| own.record.value.clone())
    };
    let known = known()?;
    let mut lines: Vec<SettingLine> = known
        .iter()
        .map(|(key, words)| SettingLine {
            key: key.clone(),
            value: value(key),
            words: words.clone(),
            changeable: true,
        })
        .collect();
    let others = kept
        .iter()
        .filter(|own| !known.iter().any(|(key, _)| *key == own.record.key));
    lines.extend(others.map(|own| SettingLine {
        key: own.record.key.clone(),
        value: Some(own.record.value.clone()),
        words: String::new(),
        changeable: false,
    }));
    Ok(lines)
}

/// Sets one (đổi cài đặt). A name that is not known and a value that does not fit are refused.
pub fn set_setting(book: &mut Book, key: &str, value: &str) -> Result<Done<()>> {
    let (key, value) = (key.trim(), value.trim());
    let known = known()?;
    if !known.iter().any(|(own, _)| own == key) && !letterheads::is_key(key) {
        let plain: Vec<&str> = PLAIN.iter().map(|(key, _)| *key).collect();
        return Err(Error::new(ErrorCode::NoSuchSetting)
            .with("setting", key)
            .with("known", format!("{}, score.1.1.max …", plain.join(", "))));
    }
    let refuse = || {
        Error::new(ErrorCode::BadSetting)
            .with("setting", key)
            .with("value", value)
    };
    let fits = match key {
        key if letterheads::is_key(key) => serde_json::from_str::<Letterhead>(value).is_ok(),
        "plan_title" => !value.is_empty(),
        evidence::LIMIT_SETTING => value
            .parse()
            .is_ok_and(|own: u64| (1..=evidence::MOST_MEGABYTES).contains(&own)),
        safety::LIMIT_SETTING => value
            .parse()
            .is_ok_and(|own: u64| (100..=100_000).contains(&own)),
        _ => match parse_entry(value, 2) {
            // Points and percentages of the score card lie between 0 and 100.
            Ok(Entry::Value(number, _)) => (0..=10_000).contains(&number),
            _ => false,
        },
    };
    if !fits {
        return Err(refuse());
    }
    let standing = book.read(|connection| query::setting(connection, key))?;
    if standing.is_some_and(|kept| kept.record.value == value) {
        return Ok(Done {
            value: (),
            changes: Vec::new(),
        });
    }
    book.transact(
        Operation::new("set_setting", json!({ "setting": key })),
        |tx| profile::put(tx, key, value),
    )
}
