//! Where the words of a deadline stand in a sentence.

use super::super::columns::lowered;
use super::super::marks::roman;
use super::Lines;
use super::labels::tidy;
use crate::domain::Day;
use crate::domain::deadline::{Deadline, DeadlineKind, read_deadline};

/// Words with which deadlines begin.
const TIMES: [&str; 64] = [
    "vào sáng thứ",
    "vào chiều thứ",
    "sáng thứ",
    "chiều thứ",
    "vào ngày",
    "thứ hai h",
    "thứ ba h",
    "thứ tư h",
    "thứ năm h",
    "thứ sáu h",
    "thứ bảy h",
    "chủ nhật h",
    "hoàn thành trước",
    "hoàn thành xong trước",
    "hoàn thành trong",
    "hoàn thành chậm nhất",
    "hoàn thành vào",
    "phải xong trước",
    "xong trước",
    "trước ngày",
    "trước 1",
    "trước 2",
    "trước 3",
    "trước 0",
    "trước tháng",
    "chậm nhất",
    "muộn nhất",
    "trong tháng",
    "trong quý",
    "trong năm",
    "trong tuần",
    "ngay trong",
    "đến hết ngày",
    "đến ngày",
    "hết ngày",
    "thời hạn",
    "hạn ",
    "định kỳ",
    "vào thứ",
    "hằng ngày",
    "hàng ngày",
    "hằng tháng",
    "hàng tháng",
    "hằng tuần",
    "hàng tuần",
    "hằng quý",
    "hàng quý",
    "hằng năm",
    "hàng năm",
    "thường xuyên",
    "từ ngày",
    "từ tháng",
    "từ nay đến",
    "ngay sau khi",
    "trong quí",
    "báo cáo trước",
    "gửi trước",
    "trình trước",
    "báo cáo kết quả trước",
    "xong trong",
    "trước khi",
    "trong vòng",
    "phấn đấu hoàn thành",
    "kết thúc trước",
];

/// Words after which a time tells when figures were counted, not when work is due.
const COUNTED: [&str; 4] = ["tính", "số liệu", "lũy kế", "kể từ"];

/// Signs of a wording.
const LONGEST: usize = 110;

impl Lines<'_> {
    pub(super) fn reads(&self, text: &str) -> Deadline {
        let given = self.issued.or(Day::from_ymd_opt(2_000, 1, 1));
        read_deadline(text, given, self.rules)
    }

    /// Where the words of a deadline stand.
    pub(super) fn deadline_at(&self, text: &str) -> Option<(usize, usize)> {
        let lower = lowered(text)?;
        let mut starts: Vec<usize> = TIMES
            .iter()
            .flat_map(|word| lower.match_indices(word).map(|(at, _)| at))
            .filter(|at| !lower[..*at].ends_with(char::is_alphanumeric))
            .filter(|at| {
                let before = lower[..*at].trim_end();
                !COUNTED.iter().any(|own| before.ends_with(own))
            })
            .collect();
        starts.sort_unstable();
        starts.dedup();
        for from in starts {
            let rest = &text[from..];
            let end = rest
                .match_indices([';', '.', ')', '\n'])
                .find(|(at, sign)| {
                    *sign != "."
                        || (rest[at + 1..].starts_with(' ') || rest[at + 1..].is_empty())
                            && !rest[..*at].ends_with(|c: char| c.is_ascii_digit())
                        || rest[at + 1..].trim_start().starts_with(char::is_uppercase)
                })
                .map_or(rest.len(), |(at, _)| at);
            let own = tidy(&rest[..end]);
            if let Some(length) = self.shortest(own) {
                return Some((from, from + length));
            }
        }
        None
    }

    /// How much of a text says the time: work may follow it in the same sentence.
    fn shortest(&self, text: &str) -> Option<usize> {
        let clear =
            |own: &Deadline| !matches!(own.kind, DeadlineKind::Unclear | DeadlineKind::None);
        let ends = text
            .char_indices()
            .filter(|(_, c)| matches!(c, ' ' | ','))
            .map(|(at, _)| at)
            .chain([text.len()]);
        let ends: Vec<usize> = ends.take(24).collect();
        let longest = *ends
            .iter()
            .rfind(|end| text[..**end].chars().count() <= LONGEST)?;
        let whole = self.reads(&text[..longest]);
        if !clear(&whole) {
            // A time may stand before a longer text that is none.
            let short = ends.iter().rev().skip(1);
            return short.map(|end| tidy(&text[..*end]).len()).find(|end| {
                *end > 8 && clear(&self.reads(&text[..*end])) && self.reads(&text[..*end]).sure
            });
        }
        let same = |own: &Deadline| {
            (own.kind, own.first_day, own.last_day, &own.last_time)
                == (
                    whole.kind,
                    whole.first_day,
                    whole.last_day,
                    &whole.last_time,
                )
                && (own.rhythm, &own.event, own.length, own.stated_day)
                    == (whole.rhythm, &whole.event, whole.length, whole.stated_day)
        };
        ends.into_iter()
            .filter(|end| *end <= longest)
            .find(|end| !goes_on(&text[*end..]) && same(&self.reads(&text[..*end])))
            .map(|end| tidy(&text[..end]).len())
    }
}

/// Whether what follows still tells the time: "3/2024" of "trong tháng 3/2024".
fn goes_on(rest: &str) -> bool {
    let rest = rest.trim_start_matches([' ', ',']);
    let word = rest.split([' ', '/', '-', ',']).next().unwrap_or_default();
    rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '(' | '-' | '–'))
        || roman(word).is_some()
        || [
            "năm", "tháng", "quý", "ngày", "tuần", "thứ", "hằng", "hàng", "đầu", "cuối", "này",
            "tới", "và", "đến", "sau", "tiếp",
        ]
        .iter()
        .any(|own| {
            rest.strip_prefix(own)
                .is_some_and(|more| !more.starts_with(char::is_alphanumeric))
        })
}
