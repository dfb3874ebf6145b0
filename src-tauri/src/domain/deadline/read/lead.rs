//! What stands before a stretch and says how it is meant: "chậm nhất trước ngày", "đến hết", "đầu".

use super::token::{Pieces, Token};

/// Which part of a stretch is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// đầu
    Start,
    /// giữa
    Middle,
    /// cuối
    End,
    /// nửa đầu
    FirstHalf,
    /// nửa cuối
    SecondHalf,
    /// thượng, trung, hạ tuần: 10, 20, 31
    Decade(u32),
}

/// The words before a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Lead {
    /// trước
    pub(super) before: bool,
    /// từ, bắt đầu
    pub(super) from: bool,
    /// đến, tới
    pub(super) until: bool,
    /// hết
    pub(super) whole: bool,
    /// sau
    pub(super) after: bool,
    /// chậm nhất, hạn cuối, không quá
    pub(super) latest: bool,
    /// kết thúc: the last day of the stretch is meant
    pub(super) closing: bool,
    pub(super) part: Option<Part>,
    /// "ngày" right before it, which for a month means that the day is left blank.
    pub(super) day_word: bool,
    /// Where it begins; the start of the stretch when there is none.
    pub(super) start: usize,
}

impl Lead {
    /// Whether the words make a limit of the stretch, so that it is the deadline rather than one it speaks of.
    pub(super) const fn limits(&self) -> bool {
        self.before || self.until || self.whole || self.latest
    }
}

const LATEST: [&str; 17] = [
    "cham nhat",
    "muon nhat",
    "tre nhat",
    "khong qua",
    "khong muon hon",
    "khong cham hon",
    "khong tre hon",
    "khong cham qua",
    "khong sau",
    "han cuoi",
    "han cuoi cung",
    "han chot",
    "thoi han",
    "gia han",
    "han",
    "deadline",
    "toi da",
];

const BEGINNINGS: [&str; 5] = [
    "bat dau thuc hien tu",
    "bat dau trien khai tu",
    "bat dau ap dung tu",
    "bat dau van hanh tu",
    "bat dau tu",
];

const FILLERS: [&str; 10] = [
    "ngay",
    "vao",
    "luc",
    "la",
    "trong",
    "thoi diem",
    "moc",
    "khoang thoi gian",
    "cua",
    "cung",
];

/// Reads the words before a place, from right to left.
pub(super) fn lead(pieces: &Pieces, start: usize) -> Lead {
    let mut lead = Lead {
        start,
        day_word: start
            .checked_sub(1)
            .is_some_and(|at| pieces.is_said(at, "ngày")),
        ..Lead::default()
    };
    while let Some(at) = step(pieces, &mut lead) {
        lead.start = at;
    }
    lead
}

/// One phrase further to the left; none when what stands there says nothing of the stretch.
fn step(pieces: &Pieces, lead: &mut Lead) -> Option<usize> {
    let end = lead.start;
    let last = end.checked_sub(1)?;
    // "trước 17h00, ngày …", "trước thứ Sáu, ngày …": these stand between the words.
    let behind_aside = last.checked_sub(1).is_some_and(|at| pieces.is_aside(at));
    if pieces.is_aside(last)
        || pieces.sign(last) == Some(':')
        || (behind_aside && pieces.sign(last) == Some(','))
    {
        return Some(last);
    }
    let ends = |phrase: &str| ending(pieces, end, phrase);
    if let Some(at) = LATEST.iter().filter_map(|phrase| ends(phrase)).min() {
        lead.latest = true;
        return Some(at);
    }
    let mark = |flag: &mut bool, at: Option<usize>| {
        *flag = *flag || at.is_some();
        at
    };
    part(pieces, lead, end)
        .or_else(|| mark(&mut lead.before, ends("truoc")))
        .or_else(|| mark(&mut lead.closing, ends("ket thuc")))
        .or_else(|| mark(&mut lead.whole, ends("het")))
        .or_else(|| {
            let at = ends("cho den")
                .or_else(|| ends("tinh den"))
                .or_else(|| ends("den"));
            mark(&mut lead.until, at)
        })
        .or_else(|| {
            let at = ends("cho toi").or_else(|| ends("toi"));
            // "tối 15/3" is an evening.
            let said = at.filter(|_| pieces.is_said(last, "tới"));
            mark(&mut lead.until, said)
        })
        .or_else(|| {
            let at = BEGINNINGS
                .iter()
                .find_map(|phrase| ends(phrase))
                .or_else(|| ends("ke tu"))
                .or_else(|| ends("tinh tu"));
            let at = at.or_else(|| ends("bat dau")).or_else(|| ends("tu"));
            mark(&mut lead.from, at)
        })
        .or_else(|| {
            let at = ends("sau").filter(|_| pieces.is_said(last, "sau"));
            mark(&mut lead.after, at)
        })
        .or_else(|| FILLERS.iter().find_map(|phrase| ends(phrase)))
}

/// đầu, giữa, cuối, nửa đầu, trung tuần.
fn part(pieces: &Pieces, lead: &mut Lead, end: usize) -> Option<usize> {
    let ends = |phrase: &str| ending(pieces, end, phrase);
    let found = [
        ("nua dau", Part::FirstHalf),
        ("nua cuoi", Part::SecondHalf),
        ("thuong tuan", Part::Decade(10)),
        ("trung tuan", Part::Decade(20)),
        ("ha tuan", Part::Decade(31)),
        ("giua", Part::Middle),
        ("cuoi", Part::End),
    ]
    .iter()
    .find_map(|(phrase, part)| Some((ends(phrase)?, *part)));
    let (at, part) = if let Some(found) = found {
        found
    } else {
        let at = ends("dau")?;
        let before = at.checked_sub(1).and_then(|at| pieces.word(at));
        // "phấn đấu", "bắt đầu"
        if matches!(before, Some("phan" | "bat")) || !pieces.is_said(at, "đầu") {
            return None;
        }
        (at, Part::Start)
    };
    lead.part = lead.part.or(Some(part));
    Some(at)
}

/// Where a phrase begins that ends right before a place.
fn ending(pieces: &Pieces, end: usize, phrase: &str) -> Option<usize> {
    let count = phrase.split(' ').count();
    let at = end.checked_sub(count)?;
    (pieces.phrase(at, phrase)? == end).then_some(at)
}

/// What stands between two places.
pub(super) enum Gap<'a> {
    Nothing,
    One(&'a Token),
    More,
}

/// What stands between two places.
pub(super) fn between(pieces: &Pieces, from: usize, to: usize) -> Gap<'_> {
    let mut left = (from..to).filter_map(|at| pieces.get(at));
    match (left.next(), left.next()) {
        (None, _) => Gap::Nothing,
        (Some(one), None) => Gap::One(one),
        _ => Gap::More,
    }
}
