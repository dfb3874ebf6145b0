//! Whom a sentence gives work to, and what is left of it as the work.

use super::super::columns::{holds, lowered, plain};
use super::super::units::{Parties, Units, names_partners, split_partners};

/// Who is given what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Given {
    pub lead: String,
    pub partners: String,
    pub work: String,
}

/// Whether a line gives something to somebody, and what follows the verb.
pub(super) fn after_verb(text: &str) -> (bool, &str) {
    for verb in [
        "Giao cho ",
        "Giao ",
        "Đề nghị ",
        "Yêu cầu ",
        "Phân công ",
        "giao cho ",
        "giao ",
        "đề nghị ",
        "yêu cầu ",
        "phân công ",
    ] {
        if let Some(rest) = text.strip_prefix(verb) {
            return (true, rest);
        }
    }
    (false, text)
}

/// Whoever is named at the beginning, and the work: "Công an quận: …", "Phòng A chủ trì, phối hợp B tham mưu …".
pub(super) fn leader(units: &Units<'_>, text: &str, given: bool) -> Option<Given> {
    if let Some((head, work)) = text.split_once(':')
        && head.chars().count() <= 160
        && !work.trim().is_empty()
    {
        let (lead, partners) = units.both(head);
        if !lead.bodies.is_empty() && lead.text.is_empty() {
            let (lead, partners_text) = split_partners(head);
            let partners = if partners == Parties::default() {
                String::new()
            } else {
                partners_text
            };
            return Some(with_partners(units, lead, partners, work));
        }
    }
    let ends: Vec<usize> = text
        .char_indices()
        .filter(|(_, c)| c.is_whitespace())
        .map(|(at, _)| at)
        .take(28)
        .chain((text.chars().count() < 200).then_some(text.len()))
        .collect();
    let least = usize::from(!given);
    for end in ends.into_iter().skip(least).rev() {
        let head = text[..end].trim_end_matches([',', ';', '.', ':']);
        if head.ends_with(['-', '–']) {
            continue;
        }
        let words = plain(head);
        // "… chủ trì" is taken below, with what follows it.
        let open = ["phoi hop", "voi", "va", "cung", "cac"];
        if open.iter().any(|own| words.ends_with(own)) {
            continue;
        }
        // Whoever takes part, and what is done, is told from what follows the name.
        let said = ["chu tri", "chiu trach nhiem", "dau moi"];
        let more = said
            .iter()
            .any(|own| holds(&words, own) && !words.ends_with(own));
        if more || names_partners(head) {
            continue;
        }
        let lead = units.read(&split_partners(head).0);
        if !lead.bodies.is_empty() && lead.text.is_empty() {
            let (lead, partners) = split_partners(head);
            return Some(with_partners(units, lead, partners, &text[end..]));
        }
    }
    None
}

/// Takes "chủ trì, phối hợp với …" off the beginning of the work.
pub(super) fn with_partners(
    units: &Units<'_>,
    lead: String,
    partners: String,
    work: &str,
) -> Given {
    const SIGNS: [char; 6] = [',', ' ', '-', '–', ':', ';'];
    const SAID: [&str; 18] = [
        "chủ trì; ",
        "chủ trì. ",
        "chủ trì, ",
        "chủ trì ",
        "Chủ trì, ",
        "Chủ trì ",
        "là cơ quan chủ trì, ",
        "là đơn vị chủ trì, ",
        "là đầu mối, ",
        "làm đầu mối, ",
        "là đầu mối ",
        "làm đầu mối ",
        "có trách nhiệm ",
        "chịu trách nhiệm ",
        "chủ động ",
        "căn cứ chức năng, nhiệm vụ được giao ",
        "theo chức năng, nhiệm vụ được giao ",
        "và ",
    ];
    let mut work = work.trim_start_matches(SIGNS);
    let mut seen = true;
    while seen {
        seen = false;
        for said in SAID {
            // "chủ động phối hợp" says who takes part; "chủ động rà soát" is the work itself.
            let after = work.strip_prefix(said);
            let after = after.filter(|rest| {
                said != "chủ động " && said != "và "
                    || lowered(rest).is_some_and(|own| own.starts_with("phối hợp"))
                    || said == "và " && !partners.is_empty()
            });
            if let Some(rest) = after {
                work = rest.trim_start_matches(SIGNS);
                seen = true;
            }
        }
    }
    if matches!(work.trim_end_matches('.'), "chủ trì" | "Chủ trì") {
        work = "";
    }
    let own = partners_of(units, work);
    let (more, rest) = own.map_or((String::new(), work), |(more, rest)| (more, rest));
    let more = match (partners.is_empty(), more.is_empty()) {
        (true, _) => more,
        (false, true) => partners,
        (false, false) => format!("{partners}; {more}"),
    };
    let rest = rest.trim().trim_start_matches(SIGNS);
    let rest = if is_generic(rest) { "" } else { rest };
    Given {
        lead,
        partners: more,
        work: rest.to_owned(),
    }
}

/// "thực hiện", "triển khai thực hiện": who does it was said, what is done stands elsewhere.
pub(super) fn is_generic(work: &str) -> bool {
    let words = plain(work);
    matches!(
        words.as_str(),
        "" | "thuc hien"
            | "trien khai thuc hien"
            | "to chuc thuc hien"
            | "trien khai"
            | "thuc hien nhiem vu nay"
            | "thuc hien noi dung nay"
            | "phoi hop thuc hien"
            | "cung thuc hien"
    )
}

/// "phối hợp với UBND các phường và các đơn vị có liên quan rà soát …": who takes part, and the work.
fn partners_of<'t>(units: &Units<'_>, work: &'t str) -> Option<(String, &'t str)> {
    let lower = lowered(work)?;
    let mut rest = lower.strip_prefix("phối hợp")?.trim_start();
    for word in ["chặt chẽ", "thường xuyên", "với", "cùng", "với"] {
        rest = rest.strip_prefix(word).map_or(rest, str::trim_start);
    }
    let from = work.len() - rest.len();
    let text = &work[from..];
    // Names that the book knows end where the longest list of them ends, unless the list goes on.
    let whole = (text.len() <= 300).then_some(text.len());
    let ends = text
        .match_indices(' ')
        .map(|(at, _)| at)
        .take(28)
        .chain(whole);
    let names = ends.collect::<Vec<_>>().into_iter().rev().find(|end| {
        let name = text[..*end].trim_end_matches([',', ';', '.']);
        let own = units.read(name);
        let open = name.ends_with(" và") || name.ends_with(" các") || name == "các";
        !own.bodies.is_empty() && own.text.is_empty() && !own.doubtful && !open
    });
    let goes_on = |end: usize| {
        text[..end].ends_with(',')
            || ["và ", "các ", ", "]
                .iter()
                .any(|own| text[end..].trim_start().starts_with(own))
    };
    let verb = verbs_in(text).into_iter().find(|at| {
        let head = text[..*at].trim_end();
        !head.is_empty() && !head.ends_with(',') && !unfinished(head)
    });
    let clause = text.find(';').unwrap_or(text.len());
    let at = match (names, verb.filter(|at| *at < clause)) {
        (Some(end), Some(verb)) if verb > end && !goes_on(end) => end,
        (_, Some(verb)) => verb,
        (Some(end), None) => end,
        // Nothing but names: the work stands elsewhere.
        (None, None) => return Some((text.trim_end_matches(['.', ';']).to_owned(), "")),
    };
    Some((
        text[..at].trim().trim_end_matches([',', ';']).to_owned(),
        text[at..].trim_start(),
    ))
}

/// Whether a name goes on: "Phòng" of "Phòng Quản lý đô thị", "các tổ chức".
fn unfinished(head: &str) -> bool {
    let words = plain(head);
    let last = words.rsplit(' ').next().unwrap_or_default();
    matches!(
        last,
        "phong"
            | "ban"
            | "so"
            | "tam"
            | "hoi"
            | "ubnd"
            | "to"
            | "doan"
            | "doi"
            | "cuc"
            | "cac"
            | "va"
            | "voi"
            | "cung"
            | "vien"
            | "chi"
            | "bo"
            | "nganh"
            | "truong"
            | "co"
            | "nguoi"
            | "viec"
            | "duoc"
    ) || words.ends_with("van phong")
        && !holds(&words, "van phong hdnd")
        && words.split(' ').count() == 2
}

/// Verbs of work.
const VERBS: [&str; 92] = [
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
    "tuyên truyền",
    "vận động",
    "tăng cường",
    "duy trì",
    "đánh giá",
    "nâng cấp",
    "lắp đặt",
    "xác minh",
    "đối soát",
    "làm sạch",
    "thu nhận",
    "kích hoạt",
    "công khai",
    "công bố",
    "bảo đảm",
    "đảm bảo",
    "phổ biến",
    "quán triệt",
    "gửi",
    "trình",
    "giải quyết",
    "xử lý",
    "khắc phục",
    "tham gia",
    "hỗ trợ",
    "chỉ đạo",
    "khảo sát",
    "số hóa",
    "cung cấp",
    "thống kê",
    "mua sắm",
    "đề xuất",
    "phân công",
    "thành lập",
    "kiện toàn",
    "thẩm định",
    "giám sát",
    "nhập",
    "quản lý",
    "thí điểm",
    "mở",
    "đưa",
    "chốt",
    "niêm yết",
    "tiếp nhận",
    "vận hành",
    "cấu hình",
    "tích hợp",
    "kết nối",
    "chia sẻ",
    "đăng tải",
    "thông báo",
    "chuyển",
    "lồng ghép",
    "phát động",
    "huy động",
    "củng cố",
    "tập huấn",
    "cấp",
    "chi trả",
    "in",
    "phân bổ",
    "xác định",
    "rút ngắn",
    "sơ kết",
    "tổng kết",
    "chấn chỉnh",
    "phấn đấu",
];

/// Where words of work stand, in their order.
fn verbs_in(text: &str) -> Vec<usize> {
    let mut out: Vec<usize> = VERBS
        .iter()
        .flat_map(|verb| {
            text.match_indices(verb)
                .map(|(at, own)| (at, at + own.len()))
        })
        .filter(|(from, to)| {
            (*from == 0 || text[..*from].ends_with([' ', ',', ';']))
                && (text[*to..].is_empty() || text[*to..].starts_with([' ', ',', ';', '.', ':']))
        })
        .map(|(at, _)| at)
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// Whether a text has a word of work written small: names of offices have theirs in capitals.
pub(super) fn has_verb(text: &str) -> bool {
    !verbs_in(text).is_empty()
}

/// Who is given something, up to the verb of the work; for bodies that the book does not know.
pub(super) fn up_to_verb(units: &Units<'_>, text: &str) -> Option<Given> {
    let colon = text
        .find(": ")
        .filter(|at| text[..*at].chars().count() <= 120);
    let verb = verbs_in(text)
        .into_iter()
        .find(|at| *at > 0 && !unfinished(&text[..*at]) && !text[..*at].trim_end().ends_with(','));
    let at = match (verb, colon) {
        (Some(verb), Some(colon)) => verb.min(colon),
        (own, other) => own.or(other)?,
    };
    let lead = text[..at].trim().trim_end_matches([':', ',']);
    (lead.chars().count() <= 120 && !lead.is_empty())
        .then(|| with_partners(units, lead.to_owned(), String::new(), &text[at..]))
}
