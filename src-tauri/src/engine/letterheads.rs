//! How the office's papers look (thể thức): who issues, who signs, to whom. An office has the usual letterhead, and
//! others beside it: one that a deputy signs, one of the working group (Tổ công tác) with a number series of its own.
//!
//! Each is one setting, JSON: `letterhead` the usual one, `letterhead.2` and so on the others.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

use super::profile;
use crate::domain::book::Setting;
use crate::domain::text::{clean, fold};
use crate::domain::{Error, ErrorCode, Result};
use crate::store::{self, Book, Done, Operation};

/// Everything on a report that names the office (thể thức của cơ quan).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Letterhead {
    /// What the office calls it: "Phó Chủ tịch ký"; empty for the usual one.
    pub name: String,
    /// Superior body, printed above the issuer; none for a UBND.
    pub superior: Option<String>,
    /// Lines of the issuer.
    pub issuer: Vec<String>,
    /// "Ủy ban nhân dân quận Bình Thủy", as sentences name the issuer.
    pub issuer_name: String,
    /// "BC-UBND"; what stands after the kind is the issuer's part of every symbol.
    pub symbol: String,
    /// The unit that drafts letters, as their symbols name it: "VP" in "UBND-VP".
    pub drafting_unit: String,
    /// Place of the seat: "Bình Thủy".
    pub place: String,
    /// Kính gửi.
    pub addressees: Vec<String>,
    /// Nơi nhận.
    pub recipients: Vec<String>,
    /// TM., KT. and title.
    pub signature: Vec<String>,
    /// Name of the signer, when it is known.
    pub signer: Option<String>,
    /// Whether issued papers bear the code by which a print is found again. Decree 30 has no place for it.
    pub print_code: bool,
    /// Whether reports bear drawings (biểu đồ) beside their tables.
    pub charts: bool,
}

/// Letters are drafted by the office of the council and the committee, where nothing else is set.
const DRAFTING_UNIT: &str = "VP";

impl Default for Letterhead {
    fn default() -> Self {
        Self {
            name: String::new(),
            superior: None,
            issuer: Vec::new(),
            issuer_name: String::new(),
            symbol: String::new(),
            drafting_unit: DRAFTING_UNIT.to_owned(),
            place: String::new(),
            addressees: Vec::new(),
            recipients: Vec::new(),
            signature: Vec::new(),
            signer: None,
            print_code: false,
            charts: true,
        }
    }
}

/// Key of the usual one.
pub const USUAL: &str = "letterhead";

/// A letterhead with its key (mẫu thể thức).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct OfficeProfile {
    /// Key: "letterhead", "letterhead.2".
    pub key: String,
    /// What it says.
    pub letterhead: Letterhead,
}

/// Whether a setting is a letterhead.
pub fn is_key(key: &str) -> bool {
    key == USUAL
        || key
            .strip_prefix("letterhead.")
            .is_some_and(|own| own.parse::<u32>().is_ok_and(|number| number > 1))
}

/// The usual letterhead.
pub fn letterhead(connection: &Connection) -> Result<Letterhead> {
    Ok(profile::text(connection, USUAL)?
        .and_then(|value| serde_json::from_str(&value).ok())
        .unwrap_or_default())
}

/// Every letterhead, the usual one first.
pub fn letterheads(connection: &Connection) -> Result<Vec<OfficeProfile>> {
    let mut out = vec![OfficeProfile {
        key: USUAL.to_owned(),
        letterhead: letterhead(connection)?,
    }];
    let order = "key GLOB 'letterhead.*' ORDER BY length(key), key";
    for kept in store::list::<Setting>(connection, order, &[])? {
        if let Ok(own) = serde_json::from_str(&kept.record.value) {
            out.push(OfficeProfile {
                key: kept.record.key,
                letterhead: own,
            });
        }
    }
    Ok(out)
}

/// The letterhead that is meant by its key or its name; the usual one where nothing is said.
pub fn letterhead_of(connection: &Connection, wanted: Option<&str>) -> Result<Letterhead> {
    let Some(wanted) = wanted.map(str::trim).filter(|own| !own.is_empty()) else {
        return letterhead(connection);
    };
    let all = letterheads(connection)?;
    let names: Vec<String> = all
        .iter()
        .map(|own| own.letterhead.name.clone())
        .filter(|own| !own.is_empty())
        .collect();
    all.into_iter()
        .find(|own| own.key == wanted || fold(&own.letterhead.name) == fold(wanted))
        .map(|own| own.letterhead)
        .ok_or_else(|| {
            Error::new(ErrorCode::NoSuchProfile)
                .with("profile", wanted)
                .with("known", names.join(", "))
        })
}

/// Keeps a letterhead (đổi thể thức); a new one without a key. Gives its key.
///
/// # Errors
/// `bad_letterhead` naming the field that cannot be printed so.
pub fn save_letterhead(
    book: &mut Book,
    key: Option<&str>,
    letterhead: &Letterhead,
) -> Result<Done<String>> {
    let letterhead = checked(letterhead)?;
    let all = book.read(letterheads)?;
    let key = match key {
        Some(own) if all.iter().any(|known| known.key == own) => own.to_owned(),
        Some(own) => {
            return Err(Error::new(ErrorCode::NoSuchProfile)
                .with("profile", own)
                .with("known", ""));
        }
        None => free_key(&all),
    };
    if key != USUAL && letterhead.name.is_empty() {
        return Err(bad("name", ""));
    }
    let twin = |own: &&OfficeProfile| {
        own.key != key && fold(&own.letterhead.name) == fold(&letterhead.name)
    };
    if !letterhead.name.is_empty() && all.iter().find(twin).is_some() {
        return Err(bad("name", &letterhead.name));
    }
    let value = serde_json::to_string(&letterhead)
        .map_err(|e| Error::new(ErrorCode::Internal).detail(e))?;
    let name = if letterhead.name.is_empty() {
        "thường dùng"
    } else {
        &letterhead.name
    };
    let words = json!({ "name": name });
    book.transact(Operation::new("set_letterhead", words), |tx| {
        profile::put(tx, &key, &value)?;
        Ok(key.clone())
    })
}

/// Removes a letterhead (bỏ mẫu thể thức); the usual one stays. What was issued with it keeps it.
pub fn drop_letterhead(book: &mut Book, key: &str) -> Result<Done<()>> {
    let missing = || {
        Error::new(ErrorCode::NoSuchProfile)
            .with("profile", key)
            .with("known", "")
    };
    if key == USUAL || !is_key(key) {
        return Err(missing());
    }
    let kept = book
        .read(|c| store::list::<Setting>(c, "key = ?1", &[&key]))?
        .pop()
        .ok_or_else(missing)?;
    book.transact(Operation::new("drop_letterhead", json!({})), |tx| {
        tx.end::<Setting>(kept.id)
    })
}

fn free_key(all: &[OfficeProfile]) -> String {
    (2..=u32::MAX)
        .map(|number| format!("letterhead.{number}"))
        .find(|key| all.iter().all(|own| own.key != *key))
        .unwrap_or_default()
}

fn bad(field: &str, text: &str) -> Error {
    Error::new(ErrorCode::BadLetterhead)
        .with("field", field)
        .with("text", text)
}

/// The same without stray blanks and empty lines; refused where it could not be printed.
fn checked(own: &Letterhead) -> Result<Letterhead> {
    let lines = |texts: &[String]| -> Vec<String> {
        let texts = texts.iter().map(|own| clean(own));
        texts.filter(|own| !own.is_empty()).collect()
    };
    let optional = |text: &Option<String>| {
        let text = text.as_deref().map(clean);
        text.filter(|own| !own.is_empty())
    };
    let out = Letterhead {
        name: clean(&own.name),
        superior: optional(&own.superior),
        issuer: lines(&own.issuer),
        issuer_name: clean(&own.issuer_name),
        symbol: clean(&own.symbol),
        drafting_unit: clean(&own.drafting_unit),
        place: clean(&own.place),
        addressees: lines(&own.addressees),
        recipients: lines(&own.recipients),
        signature: lines(&own.signature),
        signer: optional(&own.signer),
        print_code: own.print_code,
        charts: own.charts,
    };
    // "BC-UBND": a number is written before it, so neither blanks nor strokes fit.
    let fits = |text: &str| !text.contains([' ', '/']);
    if out.issuer.is_empty() {
        return Err(bad("issuer", ""));
    }
    if out.symbol.is_empty() || !fits(&out.symbol) {
        return Err(bad("symbol", &out.symbol));
    }
    if !fits(&out.drafting_unit) {
        return Err(bad("drafting_unit", &out.drafting_unit));
    }
    if out.place.is_empty() {
        return Err(bad("place", ""));
    }
    Ok(out)
}
