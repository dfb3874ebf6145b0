//! What the head of a column says that it holds.

use serde::{Deserialize, Serialize};

use crate::domain::text::fold;

macro_rules! roles {
    ($($(#[$doc:meta])* $name:ident = $token:literal,)*) => {
        /// What a column of a plan holds.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
        #[serde(rename_all = "snake_case")]
        #[ts(rename = "PlanColumnRole")]
        pub enum ColumnRole { $($(#[$doc])* $name,)* }

        impl ColumnRole {
            /// Every role.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];
            /// The token that scripts see.
            pub const fn token(self) -> &'static str { match self { $(Self::$name => $token,)* } }
        }
    };
}

roles! {
    /// số thứ tự
    Ordinal = "ordinal",
    /// nhóm nhiệm vụ
    Group = "group",
    /// nhiệm vụ
    Task = "task",
    /// nội dung cụ thể
    Content = "content",
    /// chủ trì
    Lead = "lead",
    /// phối hợp
    Partner = "partner",
    /// người phụ trách
    Person = "person",
    /// sản phẩm
    Deliverable = "deliverable",
    /// thời hạn
    Deadline = "deadline",
    /// ngày bắt đầu
    Start = "start",
    /// ngày kết thúc
    End = "end",
    /// mốc thời gian: tháng, quý, tuần
    Period = "period",
    /// căn cứ
    Basis = "basis",
    /// ghi chú
    Note = "note",
    /// not taken
    Ignored = "ignored",
    /// not understood, not taken
    Unknown = "unknown",
}

/// Signs that a head of a column has at most.
const LONGEST: usize = 120;

/// What a head says; false marks words that often mean something else too.
pub(super) fn role_of(text: &str) -> Option<(ColumnRole, bool)> {
    if text.chars().count() > LONGEST {
        return None;
    }
    let words = plain(text);
    let is = |all: &[&str]| all.contains(&words.as_str());
    let has = |all: &[&str]| all.iter().any(|own| holds(&words, own));
    let begins = |all: &[&str]| all.iter().any(|own| starts(&words, own));
    if is(&["stt", "tt", "so tt", "so thu tu", "thu tu", "no", "#"]) {
        return Some((ColumnRole::Ordinal, true));
    }
    if begins(&[
        "nhom nhiem vu",
        "nhom",
        "linh vuc",
        "mang cong viec",
        "chuyen de",
    ]) {
        return Some((ColumnRole::Group, true));
    }
    let of_time = has(&[
        "thoi han",
        "thoi gian",
        "han hoan thanh",
        "thoi diem",
        "moc thoi gian",
        "tien do",
    ]);
    if is(&["bat dau", "tu ngay", "tu", "ngay bat dau", "khoi dau"]) || of_time && has(&["bat dau"])
    {
        return Some((ColumnRole::Start, true));
    }
    if is(&[
        "ket thuc",
        "den ngay",
        "den",
        "ngay ket thuc",
        "hoan thanh",
        "ngay hoan thanh",
    ]) || of_time && has(&["ket thuc"])
    {
        return Some((ColumnRole::End, true));
    }
    let of_work = begins(&[
        "nhiem vu",
        "noi dung",
        "ten nhiem vu",
        "cong viec",
        "ten cong viec",
        "dau viec",
        "hoat dong",
        "viec",
    ]);
    if is(&["ai", "ai lam", "ai thuc hien", "nguoi lam"]) {
        return Some((ColumnRole::Lead, true));
    }
    if has(&["phoi hop"]) && !has(&["chu tri"]) {
        return Some((ColumnRole::Partner, true));
    }
    if has(&["chu tri"]) || has(&LEADING) && !of_work {
        return Some((ColumnRole::Lead, true));
    }
    if of_time
        || is(&[
            "han",
            "ngay den han",
            "deadline",
            "han cuoi",
            "han xu ly",
            "lo trinh",
            "han chot",
        ])
    {
        return Some((
            ColumnRole::Deadline,
            !has(&["tien do"]) || has(&["thoi gian", "thoi han", "hoan thanh"]),
        ));
    }
    if begins(&["nguoi", "can bo", "lanh dao", "chuyen vien", "ca nhan"]) {
        return Some((ColumnRole::Person, true));
    }
    if of_work {
        return Some((ColumnRole::Task, true));
    }
    if has(&[
        "san pham",
        "dau ra",
        "muc tieu",
        "chi tieu",
        "ket qua can dat",
        "ket qua du kien",
        "hinh thuc van ban",
        "dich",
    ]) {
        return Some((ColumnRole::Deliverable, true));
    }
    if begins(&["ket qua", "yeu cau", "hinh thuc"]) {
        return Some((ColumnRole::Deliverable, is(&["ket qua"])));
    }
    if has(&[
        "can cu",
        "van ban chi dao",
        "van ban giao",
        "nguon giao",
        "so ky hieu",
    ]) || is(&["van ban"])
    {
        return Some((ColumnRole::Basis, true));
    }
    if has(&["nhiem vu", "giai phap", "cong viec", "noi dung"]) {
        return Some((ColumnRole::Task, false));
    }
    if has(&["don vi", "co quan", "phan cong", "trach nhiem"]) && !has(&["don vi tinh"])
        || is(&["thuc hien"])
    {
        return Some((ColumnRole::Lead, false));
    }
    if has(&[
        "ghi chu",
        "tinh trang",
        "trang thai",
        "kho khan",
        "vuong mac",
    ]) {
        return Some((ColumnRole::Note, true));
    }
    None
}

const LEADING: [&str; 18] = [
    "don vi thuc hien",
    "co quan thuc hien",
    "co quan don vi thuc hien",
    "to chuc thuc hien",
    "don vi phu trach",
    "co quan phu trach",
    "bo phan phu trach",
    "don vi duoc giao",
    "co quan duoc giao",
    "trach nhiem thuc hien",
    "phan cong thuc hien",
    "phan cong",
    "don vi dau moi",
    "co quan dau moi",
    "don vi tham muu",
    "co quan tham muu",
    "don vi chiu trach nhiem",
    "chu the thuc hien",
];

/// Words without marks, brackets and signs.
pub(super) fn plain(text: &str) -> String {
    let (mut out, mut depth) = (String::with_capacity(text.len()), 0_u32);
    for c in text.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => {
                depth = depth.saturating_sub(1);
                out.push(' ');
            }
            _ if depth > 0 => {}
            _ if c.is_alphanumeric() || c == '#' => out.push(c),
            _ => out.push(' '),
        }
    }
    let own = fold(&out);
    if own.is_empty() { fold(text) } else { own }
}

/// Whether whole words stand in others.
pub(super) fn holds(words: &str, own: &str) -> bool {
    words.match_indices(own).any(|(at, _)| {
        let before = words[..at].chars().next_back();
        let after = words[at + own.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// Whether a text begins with whole words.
pub(super) fn starts(words: &str, own: &str) -> bool {
    words
        .strip_prefix(own)
        .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// A text in lower case whose places are those of the text; none where a letter has another length then.
pub(super) fn lowered(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let before = out.len();
        out.extend(c.to_lowercase());
        if out.len() - before != c.len_utf8() {
            return None;
        }
    }
    Some(out)
}
