//! Names of bodies and posts in titles, letterheads and narrow cells: where a line is better not ended.
//!
//! A line may end within a name when nothing else is left, so nothing here forbids it: each blank has a cost, which
//! is weighed against how full the lines are.

use super::breaking::Word;

/// What a line end costs within a name: more than any arrangement of a title's other lines.
const WITHIN: f64 = 1e5;
/// What it costs between an office and its place ("Ủy ban nhân dân | quận Bình Thủy"): as a line half empty.
const JOINT: f64 = 3e3;

/// Words that are one thing.
const PHRASES: [&[&str]; 18] = [
    &["ủy", "ban", "nhân", "dân"],
    &["hội", "đồng", "nhân", "dân"],
    &["văn", "phòng"],
    &["công", "an"],
    &["tổ", "công", "tác"],
    &["ban", "chỉ", "đạo"],
    &["phó", "chủ", "tịch"],
    &["phó", "tổ", "trưởng"],
    &["chủ", "tịch"],
    &["tổ", "trưởng"],
    &["trưởng", "ban"],
    &["trưởng", "phòng"],
    &["giao", "ban"],
    &["thị", "trấn"],
    &["thị", "xã"],
    &["thành", "phố"],
    &["đặc", "khu"],
    &["đề", "án"],
];

/// Words of two syllables that titles are full of; to end a line within one costs as much as within a day.
const PAIRS: [&str; 24] = [
    "nhiệm vụ",
    "thực hiện",
    "triển khai",
    "hoàn thành",
    "quá hạn",
    "đôn đốc",
    "kết luận",
    "kết quả",
    "kế hoạch",
    "báo cáo",
    "tình hình",
    "theo dõi",
    "công việc",
    "dịch vụ",
    "dữ liệu",
    "số liệu",
    "chuyển đổi",
    "cuộc họp",
    "hội nghị",
    "đơn vị",
    "danh mục",
    "chỉ tiêu",
    "tài khoản",
    "trả lại",
];

/// Those of them after which a place or another office follows.
const OFFICES: [&str; 12] = [
    "ủy ban nhân dân",
    "hội đồng nhân dân",
    "văn phòng",
    "công an",
    "tổ công tác",
    "ban chỉ đạo",
    "phó chủ tịch",
    "phó tổ trưởng",
    "chủ tịch",
    "tổ trưởng",
    "trưởng ban",
    "trưởng phòng",
];

/// Generic nouns before a proper name.
const GENERIC: [&str; 15] = [
    "quận",
    "huyện",
    "phường",
    "xã",
    "tỉnh",
    "trấn",
    "phố",
    "khu",
    "phòng",
    "sở",
    "bộ",
    "cục",
    "vụ",
    "đoàn",
    "hội",
];

/// Says of each blank what it costs to end a line there.
pub(super) fn weigh(words: &mut [Word]) {
    let texts: Vec<String> = words.iter().map(Word::text).collect();
    let plain: Vec<String> = texts
        .iter()
        .map(|text| {
            text.trim_matches(|c: char| !c.is_alphanumeric())
                .to_lowercase()
        })
        .collect();
    for place in 1..words.len() {
        let ends = texts[place - 1].ends_with([',', ';', '.', ':', ')', '-', '–']);
        let cost = if ends {
            0.0
        } else if within_phrase(&plain, &texts, place) || within_name(&plain, &texts, place) {
            WITHIN
        } else if after_office(&plain, place) || of_a_day(&plain, place) || in_pair(&plain, place) {
            JOINT
        } else {
            0.0
        };
        words[place].cost = cost;
    }
}

/// Whether a phrase goes on across the blank before a word.
fn within_phrase(plain: &[String], texts: &[String], place: usize) -> bool {
    PHRASES.iter().any(|phrase| {
        (1..phrase.len()).any(|at| {
            let Some(start) = place.checked_sub(at) else {
                return false;
            };
            let end = start + phrase.len();
            end <= plain.len()
                && plain[start..end].iter().zip(*phrase).all(|(a, b)| a == b)
                // Punctuation inside says that it is none.
                && texts[start..end - 1]
                    .iter()
                    .all(|text| text.ends_with(char::is_alphanumeric))
        })
    })
}

/// Whether a generic noun and its name, or two words of a name, stand at both sides of a blank.
fn within_name(plain: &[String], texts: &[String], place: usize) -> bool {
    let proper = |at: usize| {
        let first = texts[at].chars().find(|c| c.is_alphanumeric());
        first.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
    };
    // In a line of capitals nothing says where the name ends: then it has two words.
    let capitals = texts[place].chars().all(|c| !c.is_lowercase());
    let most = if capitals { 2 } else { 4 };
    for back in 1..=most.min(place) {
        if !proper(place + 1 - back) {
            return false;
        }
        if GENERIC.contains(&plain[place - back].as_str()) {
            return true;
        }
    }
    false
}

/// Whether what stands before is a whole office or post.
fn after_office(plain: &[String], place: usize) -> bool {
    OFFICES.iter().any(|office| {
        let count = office.split(' ').count();
        place >= count
            && plain[place - count..place]
                .iter()
                .zip(office.split(' '))
                .all(|(a, b)| a == b)
    })
}

/// "ngày 18 | tháng 3 | năm 2024".
fn of_a_day(plain: &[String], place: usize) -> bool {
    matches!(plain[place].as_str(), "tháng" | "năm")
        && plain[place - 1].chars().all(|c| c.is_ascii_digit())
        && !plain[place - 1].is_empty()
}

/// Whether a word of two syllables stands at both sides.
fn in_pair(plain: &[String], place: usize) -> bool {
    PAIRS.iter().any(|pair| {
        pair.split_once(' ')
            .is_some_and(|(first, second)| plain[place - 1] == first && plain[place] == second)
    })
}
