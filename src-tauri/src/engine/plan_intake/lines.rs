//! Lines instead of a table: "1. Rà soát …; chủ trì: …; hạn: …", "Giao Phòng A … trước ngày 15/3", conclusions.

use super::columns::{ColumnRole, lowered, plain};
use super::marks::Mark;
use super::rows::{Raw, RawGroup, RawKind, Rows, inherit_lines};
use super::units::{Units, names_partners};
use crate::domain::Day;
use crate::domain::deadline::{DeadlineKind, DeadlineRules, read_deadline};
use crate::domain::text::capitalise;

/// Signs of a line that are looked at.
const LONGEST: usize = 4_000;

/// What lines are read by.
pub(super) struct Lines<'a> {
    pub units: &'a Units<'a>,
    pub rules: &'a DeadlineRules,
    pub issued: Option<Day>,
}

impl Lines<'_> {
    /// Reads a text, with the lines above its first entry.
    pub(super) fn read(&self, text: &str) -> (Vec<String>, Rows) {
        let mut above = Vec::new();
        let mut out = Rows::default();
        let mut group = None;
        for (number, line) in (1..).zip(text.lines()).take(super::rows::MOST_ROWS) {
            let line = without_stamp(line.trim());
            if !line.chars().any(char::is_alphanumeric) {
                continue;
            }
            let cut: String = line.chars().take(LONGEST).collect();
            let cut = cut.trim_end().to_owned();
            let (mark, rest) =
                Mark::split(&cut).map_or((None, cut.as_str()), |(mark, rest)| (Some(mark), rest));
            if matches!(mark, Some(Mark::Roman(_) | Mark::Letter(_))) && self.is_title(rest) {
                let letter = cut[..cut.len() - rest.len()]
                    .trim()
                    .trim_end_matches(['.', ')', ':'])
                    .to_owned();
                let title = rest.trim_end_matches([':', '.']).to_owned();
                let mut raw = Raw::new(number, RawKind::Group);
                raw.written_mark.clone_from(&letter);
                raw.title.clone_from(&title);
                out.groups.push(RawGroup {
                    letter,
                    title,
                    row: number,
                });
                group = Some(out.groups.len() - 1);
                raw.group = group;
                out.rows.push(raw);
                continue;
            }
            if mark.is_none() && Self::adds(&mut out, rest) {
                continue;
            }
            let Some(mut raw) = self.entry(number, mark, rest) else {
                if out.rows.is_empty() {
                    above.push(line.to_owned());
                } else {
                    let mut raw = Raw::new(number, RawKind::Skipped);
                    raw.title = line.chars().take(200).collect();
                    raw.remarks
                        .push("Không thấy việc được giao trong dòng này.".to_owned());
                    out.rows.push(raw);
                }
                continue;
            };
            if cut.len() < line.len() {
                raw.doubt("Dòng dài bất thường, đã cắt bớt.");
            }
            cut[..cut.len() - rest.len()]
                .trim()
                .clone_into(&mut raw.written_mark);
            raw.group = group;
            out.rows.push(raw);
        }
        inherit_lines(&mut out);
        (above, out)
    }

    /// Whether a text names a group: no deadline, no labels, short.
    fn is_title(&self, text: &str) -> bool {
        text.chars().count() < 160 && labels_in(text).is_empty() && self.deadline_at(text).is_none()
    }

    /// A line of labels belongs to the entry above it: "Chủ trì: …"; so does one that begins in lower case.
    fn adds(out: &mut Rows, line: &str) -> bool {
        let labels = labels_in(line);
        let Some(last) = out.rows.last_mut().filter(|own| own.is_task()) else {
            return false;
        };
        let begins = labels
            .first()
            .is_some_and(|own| own.from == 0 && own.role != ColumnRole::Task);
        if begins {
            take_labels(last, line, &labels);
            return true;
        }
        let lower = line.chars().next().is_some_and(char::is_lowercase);
        if lower && labels.is_empty() {
            last.title.push(' ');
            last.title.push_str(line);
        }
        lower && labels.is_empty()
    }

    fn entry(&self, number: u32, mark: Option<Mark>, text: &str) -> Option<Raw> {
        let mut raw = Raw::new(number, RawKind::Task);
        let marked = mark.is_some();
        raw.mark = mark;
        let labels = labels_in(text);
        let first = labels.first().map_or(text.len(), |own| own.from);
        let mut body = tidy(&text[..first]).to_owned();
        take_labels(&mut raw, text, &labels);
        if raw.title.is_empty() {
            raw.title.clone_from(&body);
        } else {
            body.clone_from(&raw.title);
        }
        let (given, rest) = after_verb(&body);
        if raw.lead.is_empty() {
            if let Some((lead, partners, work)) = self.leader(rest, given) {
                raw.lead = lead;
                if raw.partners.is_empty() {
                    raw.partners = partners;
                }
                raw.title = work;
            } else if given && let Some((lead, work)) = up_to_verb(rest) {
                raw.lead = lead;
                raw.title = work;
            }
        }
        if raw.deadline.is_empty()
            && let Some((from, to)) = self.deadline_at(&raw.title)
        {
            tidy(&raw.title[from..to]).clone_into(&mut raw.deadline);
            let after = raw.title[to..]
                .trim_start_matches([';', '.', ',', ')', ' '])
                .to_owned();
            let before = raw.title[..from]
                .trim_end()
                .trim_end_matches(['(', ',', ';', ':', '-', '–', '.'])
                .trim_end();
            raw.title = if before.is_empty() {
                after
            } else {
                [before, after.as_str()]
                    .join(". ")
                    .trim_end_matches(". ")
                    .to_owned()
            };
        }
        raw.title = capitalise(tidy(&raw.title));
        let says = !raw.lead.is_empty() || !raw.deadline.is_empty() || given;
        if raw.title.is_empty() || !says && !marked {
            return None;
        }
        Some(raw)
    }

    /// Who leads, who takes part, and the work: "Công an quận: …", "Phòng A chủ trì, phối hợp B tham mưu …".
    fn leader(&self, text: &str, given: bool) -> Option<(String, String, String)> {
        if let Some((head, work)) = text.split_once(':')
            && head.chars().count() <= 160
            && !work.trim().is_empty()
        {
            let (lead, partners) = self.units.both(head);
            if !lead.bodies.is_empty() && lead.text.is_empty() {
                let (lead, partners_text) = super::units::split_partners(head);
                return Some((
                    lead,
                    if partners == super::units::Parties::default() {
                        String::new()
                    } else {
                        partners_text
                    },
                    work.trim().to_owned(),
                ));
            }
        }
        let ends: Vec<usize> = text
            .char_indices()
            .filter(|(_, c)| c.is_whitespace())
            .map(|(at, _)| at)
            .take(28)
            .collect();
        let least = usize::from(!given);
        for end in ends.into_iter().skip(least).rev() {
            let head = text[..end].trim_end_matches([',', ';']);
            if head.ends_with(['-', '–']) {
                continue;
            }
            let words = plain(head);
            if ["phoi hop", "voi", "va", "chu tri", "cung", "cac"]
                .iter()
                .any(|own| words.ends_with(own))
            {
                // "… chủ trì" is taken below, with what follows it.
                if !words.ends_with("chu tri") {
                    continue;
                }
            }
            let (lead, partners) = self.units.both(head);
            let whole = !lead.bodies.is_empty() && lead.text.is_empty() && partners.text.is_empty();
            if whole && (!names_partners(head) || !partners.bodies.is_empty()) {
                let (lead, partners) = super::units::split_partners(head);
                let work = text[end..].trim_start_matches([',', ' ', '-', '–']);
                let work = [
                    "chủ trì, ",
                    "chủ trì ",
                    "có trách nhiệm ",
                    "chịu trách nhiệm ",
                ]
                .iter()
                .fold(work, |own, word| own.strip_prefix(word).unwrap_or(own));
                return Some((lead, partners, work.trim().to_owned()));
            }
        }
        None
    }

    /// Where the words of a deadline stand.
    fn deadline_at(&self, text: &str) -> Option<(usize, usize)> {
        let lower = lowered(text)?;
        let mut starts: Vec<usize> = TIMES
            .iter()
            .flat_map(|word| lower.match_indices(word).map(|(at, _)| at))
            .filter(|at| !lower[..*at].ends_with(char::is_alphanumeric))
            .collect();
        starts.sort_unstable();
        starts.dedup();
        for from in starts {
            let rest = &text[from..];
            let end = rest
                .match_indices([';', '.', ')', '\n'])
                .find(|(at, sign)| {
                    *sign != "."
                        || rest[at + 1..].starts_with(' ')
                            && !rest[..*at].ends_with(|c: char| c.is_ascii_digit())
                })
                .map_or(rest.len(), |(at, _)| at);
            let own = tidy(&rest[..end]);
            if own.chars().count() > 110 {
                continue;
            }
            let found = read_deadline(
                own,
                self.issued.or(Day::from_ymd_opt(2_000, 1, 1)),
                self.rules,
            );
            if !matches!(found.kind, DeadlineKind::Unclear | DeadlineKind::None) {
                return Some((from, from + end));
            }
        }
        None
    }
}

/// Words with which deadlines begin.
const TIMES: [&str; 40] = [
    "hoàn thành trước",
    "hoàn thành xong trước",
    "hoàn thành trong",
    "hoàn thành chậm nhất",
    "phải xong trước",
    "xong trước",
    "trước ngày",
    "trước 1",
    "trước 2",
    "trước 3",
    "trước 0",
    "chậm nhất",
    "muộn nhất",
    "trong tháng",
    "trong quý",
    "trong năm",
    "trong tuần",
    "đến hết ngày",
    "đến ngày",
    "hết ngày",
    "thời hạn",
    "hạn ",
    "định kỳ",
    "hằng tháng",
    "hàng tháng",
    "hằng tuần",
    "hàng tuần",
    "hằng quý",
    "hàng quý",
    "hằng năm",
    "thường xuyên",
    "từ ngày",
    "ngay sau khi",
    "trong quí",
    "báo cáo trước",
    "gửi trước",
    "trình trước",
    "báo cáo kết quả trước",
    "xong trong",
    "từ nay đến",
];

/// A label with its place.
struct Label {
    role: ColumnRole,
    /// Where it begins, and where what it names begins.
    from: usize,
    to: usize,
}

/// Labels of a line: "chủ trì:", "(hạn: …)".
fn labels_in(text: &str) -> Vec<Label> {
    let mut out: Vec<Label> = Vec::new();
    for (at, _) in text.match_indices(':') {
        let head = &text[..at];
        let from = head
            .char_indices()
            .rfind(|(_, c)| matches!(c, ';' | '.' | ',' | '(' | ':' | '|' | '–' | '•' | '\n'))
            .map_or(0, |(place, c)| place + c.len_utf8());
        let dash = head.rfind(" - ").map_or(0, |place| place + 3);
        let from = from.max(dash);
        let from = from + (head[from..].len() - head[from..].trim_start().len());
        if let Some(role) = label(&plain(&head[from..])) {
            out.push(Label {
                role,
                from,
                to: at + 1,
            });
        }
    }
    out
}

fn label(words: &str) -> Option<ColumnRole> {
    let any = |all: &[&str]| all.contains(&words);
    if any(&[
        "chu tri",
        "don vi chu tri",
        "co quan chu tri",
        "thuc hien",
        "don vi thuc hien",
        "co quan thuc hien",
        "don vi",
        "phu trach",
        "dau moi",
        "don vi phu trach",
    ]) {
        return Some(ColumnRole::Lead);
    }
    if any(&[
        "phoi hop",
        "don vi phoi hop",
        "co quan phoi hop",
        "cung phoi hop",
        "phoi hop voi",
    ]) {
        return Some(ColumnRole::Partner);
    }
    if any(&[
        "han",
        "thoi han",
        "thoi gian",
        "thoi gian hoan thanh",
        "hoan thanh",
        "han hoan thanh",
        "thoi han hoan thanh",
        "deadline",
        "thoi gian thuc hien",
        "tien do",
        "han chot",
        "han cuoi",
        "hoan thanh truoc",
        "xong truoc",
    ]) {
        return Some(ColumnRole::Deadline);
    }
    if any(&["san pham", "ket qua", "dau ra", "san pham ket qua"]) {
        return Some(ColumnRole::Deliverable);
    }
    if any(&[
        "nguoi phu trach",
        "can bo phu trach",
        "lanh dao phu trach",
        "lanh dao chi dao",
    ]) {
        return Some(ColumnRole::Person);
    }
    if any(&["noi dung", "nhiem vu", "viec", "cong viec"]) {
        return Some(ColumnRole::Task);
    }
    any(&["ghi chu"]).then_some(ColumnRole::Note)
}

fn take_labels(raw: &mut Raw, text: &str, labels: &[Label]) {
    for (at, own) in labels.iter().enumerate() {
        let end = labels.get(at + 1).map_or(text.len(), |next| next.from);
        let value = tidy(text.get(own.to..end).unwrap_or_default());
        let place = match own.role {
            ColumnRole::Lead => &mut raw.lead,
            ColumnRole::Partner => &mut raw.partners,
            ColumnRole::Deadline => &mut raw.deadline,
            ColumnRole::Deliverable => &mut raw.deliverable,
            ColumnRole::Person => &mut raw.person,
            ColumnRole::Note => &mut raw.note,
            _ => &mut raw.title,
        };
        if place.is_empty() {
            value.clone_into(place);
        }
    }
}

fn tidy(text: &str) -> &str {
    text.trim()
        .trim_end_matches([';', ',', '.', '(', '-', '–', ' ', ':'])
        .trim_start_matches([';', ',', ' ', ':'])
        .trim_end_matches(|c| c == ')' && !text.contains('('))
}

/// "[10:05, 18/3/2024] Tên: …" and "Tên, 10:05" of a chat stand before what is said.
fn without_stamp(line: &str) -> &str {
    if let Some(rest) = line.strip_prefix('[')
        && let Some((stamp, said)) = rest.split_once(']')
        && stamp.contains(':')
        && stamp.len() < 40
    {
        let said = said.trim();
        return match said.split_once(':') {
            Some((name, rest))
                if name.chars().count() < 40
                    && label(&plain(name)).is_none()
                    && Mark::split(said).is_none() =>
            {
                rest.trim()
            }
            _ => said,
        };
    }
    line
}

/// Whether a line gives something to somebody, and what follows the verb.
fn after_verb(text: &str) -> (bool, &str) {
    for verb in [
        "Giao cho ",
        "Giao ",
        "Đề nghị ",
        "Yêu cầu ",
        "Phân công ",
        "giao ",
        "đề nghị ",
        "yêu cầu ",
    ] {
        if let Some(rest) = text.strip_prefix(verb) {
            return (true, rest);
        }
    }
    (false, text)
}

/// Who is given something, up to the verb of the work; for bodies that the book does not know.
fn up_to_verb(text: &str) -> Option<(String, String)> {
    const VERBS: [&str; 24] = [
        "tham mưu",
        "chủ trì",
        "xây dựng",
        "rà soát",
        "triển khai",
        "phối hợp",
        "tổ chức",
        "hướng dẫn",
        "thực hiện",
        "báo cáo",
        "hoàn thành",
        "ban hành",
        "đôn đốc",
        "kiểm tra",
        "cập nhật",
        "tiếp tục",
        "khẩn trương",
        "theo dõi",
        "tổng hợp",
        "bố trí",
        "đẩy mạnh",
        "chuẩn bị",
        "lập",
        "nghiên cứu",
    ];
    let lower = lowered(text)?;
    // "Phòng Xây dựng" is a name; its verb comes later.
    let generic = |head: &str| {
        let words = plain(head);
        [
            "phong",
            "ban",
            "so",
            "van phong",
            "trung tam",
            "hoi",
            "ubnd",
            "to",
            "doan",
        ]
        .contains(&words.as_str())
    };
    let places = VERBS.iter().flat_map(|verb| {
        let (bare, after) = (format!(" {verb} "), format!(": {verb} "));
        let all = lower
            .match_indices(bare.as_str())
            .map(|(at, _)| at)
            .collect::<Vec<_>>();
        all.into_iter().chain(lower.find(after.as_str()))
    });
    let at = places
        .filter(|at| !generic(&text[..*at]))
        .min()
        .or_else(|| lower.find(": "))?;
    let lead = text[..at].trim().trim_end_matches([':', ',']);
    (lead.chars().count() <= 120).then(|| {
        let work = text[at..].trim_start_matches([':', ' ']);
        let work = work
            .strip_prefix("chủ trì, ")
            .or_else(|| work.strip_prefix("chủ trì "))
            .unwrap_or(work);
        (lead.to_owned(), work.to_owned())
    })
}
