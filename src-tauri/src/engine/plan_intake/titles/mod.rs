//! What stands above a table: the plan's title, its document, the day of issue.

mod document;

use chrono::Datelike;

use super::columns::{holds, plain, starts};
use super::marks::Mark;
use crate::domain::deadline::days_in;
use crate::domain::text::{capitalise, clean, uncapitalise};
use crate::domain::{Day, Error, ErrorCode, Result};
use document::{document_in, issuer_in, kind_before, kind_of_symbol, symbol_in};

/// A document as titles name it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FoundDocument {
    /// Kind: "Kế hoạch".
    pub kind: String,
    /// Số, ký hiệu.
    pub number: String,
    /// Day of issue.
    pub day: Option<Day>,
    /// Issuer.
    pub issuer: String,
}

impl FoundDocument {
    /// A document as it is typed: "Kế hoạch số 12/KH-UBND ngày 15/01/2026 của UBND xã Công Hải".
    pub fn parse(text: &str) -> Result<Self> {
        let text = clean(text);
        let (number, from, to) = symbol_in(&text).ok_or_else(|| {
            Error::new(ErrorCode::ReasonNeeded).with("what", "số, ký hiệu văn bản (như 12/KH-UBND)")
        })?;
        let kind = kind_before(&plain(&text[..from])).or_else(|| kind_of_symbol(&number));
        Ok(Self {
            kind: kind.unwrap_or_else(|| "Công văn".to_owned()),
            day: days_in(&text[to..]).into_iter().next(),
            issuer: issuer_in(&text[to..]),
            number,
        })
    }
}

/// What titles say.
#[derive(Debug, Clone, Default)]
pub(super) struct Titles {
    pub title: String,
    pub document: Option<FoundDocument>,
    /// The day of issue, also where no number stands.
    pub issued: Option<Day>,
    /// The year that the titles name, where they name no day.
    pub year: Option<i32>,
}

impl Titles {
    /// What these titles do not say is taken from others.
    pub(super) fn or(self, other: Self) -> Self {
        let title = if self.title.is_empty() {
            other.title
        } else {
            self.title
        };
        let document = self.document.or(other.document);
        let issued = self.issued.or(other.issued);
        let year = self.year.or(other.year).filter(|_| issued.is_none());
        Self {
            title,
            document,
            issued,
            year,
        }
    }
}

/// Kinds of documents: as their heads print them, and what their symbols begin with.
const KINDS: [(&str, &str, &str); 14] = [
    ("ke hoach", "Kế hoạch", "KH"),
    ("quyet dinh", "Quyết định", "QĐ"),
    ("thong bao", "Thông báo", "TB"),
    ("chi thi", "Chỉ thị", "CT"),
    ("nghi quyet", "Nghị quyết", "NQ"),
    ("chuong trinh", "Chương trình", "CTr"),
    ("cong van", "Công văn", "CV"),
    ("bao cao", "Báo cáo", "BC"),
    ("to trinh", "Tờ trình", "TTr"),
    ("huong dan", "Hướng dẫn", "HD"),
    ("ket luan", "Kết luận", "KL"),
    ("phuong an", "Phương án", "PA"),
    ("de an", "Đề án", "ĐA"),
    ("cong dien", "Công điện", "CĐ"),
];

/// Reads the texts above a table in their order.
pub(super) fn titles_of(texts: &[String]) -> Titles {
    let lines: Vec<String> = texts
        .iter()
        .flat_map(|text| text.lines())
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|line| !line.is_empty())
        .map(|line| without_annex(&line).to_owned())
        .collect();
    let document = document_in(&lines);
    let dated = lines.iter().find_map(|line| place_and_day(line));
    let issued = document.as_ref().and_then(|own| own.day).or(dated);
    let title = title_in(&lines);
    let year = issued.map_or_else(
        || year_in(&title).or_else(|| lines.iter().find_map(|line| year_in(line))),
        |_| None,
    );
    Titles {
        title,
        document,
        issued,
        year,
    }
}

/// "PHỤ LỤC II: NHIỆM VỤ CỤ THỂ" is titled by what follows.
fn without_annex(line: &str) -> &str {
    let annex = ["phu luc", "bieu", "bieu so", "mau so"];
    let head = |sign: char| {
        line.split_once(sign).filter(|(head, rest)| {
            let words = plain(head);
            head.chars().count() <= 16
                && rest.trim().len() > 8
                && annex.iter().any(|own| starts(&words, own))
        })
    };
    head(':')
        .or_else(|| head('.'))
        .or_else(|| head('-'))
        .map_or(line, |(_, rest)| rest.trim())
}

fn is_motto(words: &str) -> bool {
    words.starts_with("cong hoa xa hoi")
        || words.starts_with("doc lap")
        || words.starts_with("dang cong san")
}

/// "Công Hải, ngày 15 tháng 01 năm 2026".
fn place_and_day(line: &str) -> Option<Day> {
    let words = plain(line);
    let dated = holds(&words, "ngay") && holds(&words, "thang") && line.chars().count() < 80;
    let spoken = ["truoc ngay", "den ngay", "tu ngay", "kem theo", "so"]
        .iter()
        .any(|own| starts(&words, own));
    (dated && !spoken)
        .then(|| days_in(line).into_iter().next())
        .flatten()
}

/// "năm 2026" in a title.
fn year_in(text: &str) -> Option<i32> {
    let words = plain(text);
    let at = words.rfind("nam 2")? + "nam ".len();
    let year: i32 = words.get(at..at + 4)?.parse().ok()?;
    (2_000..2_100).contains(&year).then_some(year)
}

/// The title among the lines.
fn title_in(lines: &[String]) -> String {
    let named: Vec<&String> = lines.iter().filter(|line| names_plan(line)).collect();
    // "KẾ HOẠCH" stands alone above what it is about.
    let alone = named.iter().position(|line| {
        let words = plain(line);
        KINDS.iter().any(|(own, ..)| *own == words)
    });
    if let Some(at) = alone {
        let mut title = capitalise(&named[at].to_lowercase());
        for line in named.iter().skip(at + 1).take(2) {
            if is_sentence(line) {
                break;
            }
            let own = if is_capitals(line) {
                (*line).clone()
            } else {
                uncapitalise(line)
            };
            title = format!("{title} {own}");
        }
        return title.chars().take(300).collect();
    }
    let mut titles: Vec<&String> = named
        .into_iter()
        .filter(|line| !is_sentence(line))
        .collect();
    if titles.iter().any(|line| is_capitals(line)) {
        // Lines in capitals one after the other are one title.
        let from = titles
            .iter()
            .position(|line| is_capitals(line))
            .unwrap_or(0);
        let run = titles[from..]
            .iter()
            .take_while(|line| is_capitals(line))
            .count();
        let rest = titles[from + run..]
            .iter()
            .take(1)
            .filter(|line| year_in(line).is_some())
            .count();
        titles = titles[from..from + run + rest].to_vec();
        let all: Vec<&str> = titles.iter().map(|own| own.as_str()).collect();
        return all.join(" ").chars().take(300).collect();
    }
    let best = titles
        .iter()
        .max_by_key(|line| (title_words(line), line.chars().count().min(120)));
    best.map_or_else(String::new, |line| line.chars().take(300).collect())
}

fn title_words(line: &str) -> bool {
    let words = plain(line);
    [
        "ke hoach",
        "danh muc",
        "bang",
        "chuong trinh",
        "nhiem vu",
        "phan cong",
        "tong hop",
        "ket luan",
    ]
    .iter()
    .any(|own| starts(&words, own))
}

fn is_capitals(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase)
}

fn is_sentence(line: &str) -> bool {
    line.chars().count() > 220 || line.ends_with(['.', ';', ':'])
}

/// Whether a line may be the title of a plan.
fn names_plan(line: &str) -> bool {
    let words = plain(line);
    let office = [
        "uy ban nhan dan",
        "ubnd",
        "dang uy",
        "hoi dong nhan dan",
        "van phong",
        "cong an",
        "ban chi dao",
        "to cong tac",
        "dang bo",
        "huyen",
        "quan",
        "tinh",
        "thanh pho",
        "xa",
        "phuong",
        "thi tran",
    ];
    let annex = [
        "phu luc",
        "bieu so",
        "bieu",
        "mau so",
        "mau",
        "kem theo",
        "don vi tinh",
        "noi nhan",
        "kinh gui",
        "can cu",
        "dvt",
        "ngay",
    ];
    let begins = |all: &[&str]| all.iter().any(|own| starts(&words, own));
    let bracket = line.starts_with('(');
    // "Số: 12/KH-UBND" and "Sở Nội vụ", not "Số hóa hồ sơ".
    let number = line.strip_prefix("Số").is_some_and(|rest| {
        rest.trim_start()
            .starts_with(|c: char| c.is_ascii_digit() || matches!(c, ':' | '/' | '.' | '…'))
    });
    let short_office = (begins(&office) || line.starts_with("Sở ") || line.starts_with("SỞ "))
        && line.chars().count() < 60;
    words.len() > 5
        && !is_motto(&words)
        && !bracket
        && !number
        && !short_office
        && !begins(&annex)
        && place_and_day(line).is_none()
        && !matches!(
            Mark::split(line),
            Some((Mark::Roman(_) | Mark::Dotted(_) | Mark::Bullet, _))
        )
        && line.chars().any(char::is_alphabetic)
}

/// The first day of a year.
pub(super) fn first_of(year: i32) -> Option<Day> {
    Day::from_ymd_opt(year, 1, 1)
}

/// The year of a day.
pub(super) fn year_of(day: Day) -> i32 {
    day.year()
}
