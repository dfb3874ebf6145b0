//! Deadlines that wait: for an event, a request, or a length of time.

use super::length::Stated;
use super::span::Group;
use super::token::{Pieces, Token};
use super::wait_event::{before_event, event, event_text, understood_but_event};
use super::words::{all_understood, take_harmless};
use super::{Context, take_all};
use crate::domain::deadline::{Deadline, DeadlineKind};
use crate::domain::instant::Day;

/// Words that begin an event, behind which it stands.
const SINCE: [&str; 14] = [
    "ke tu khi",
    "ke tu ngay",
    "ke tu thoi diem",
    "ke tu",
    "tinh tu khi",
    "tinh tu ngay",
    "tinh tu",
    "tu khi",
    "tu ngay",
    "sau khi",
    "sau ngay",
    "sau thoi diem",
    "sau",
    "tu thoi diem",
];

const REQUESTS: [&str; 16] = [
    "theo de nghi",
    "theo yeu cau",
    "khi co yeu cau",
    "khi co de nghi",
    "khi duoc yeu cau",
    "khi duoc de nghi",
    "theo chi dao",
    "theo su chi dao",
    "theo y kien chi dao",
    "khi cap tren yeu cau",
    "khi cap co tham quyen yeu cau",
    "dot xuat",
    "theo lenh",
    "theo phan cong",
    "theo su phan cong",
    "theo dieu dong",
];

/// "theo hướng dẫn", "theo thông báo": somebody will say when, it is not said who asks.
const TOLD: [&str; 4] = [
    "theo huong dan",
    "theo thong bao",
    "theo giay moi",
    "theo lich",
];

pub(super) fn read(
    context: &Context,
    pieces: &mut Pieces,
    length: Option<Stated>,
    groups: &[Group],
    limited: bool,
) -> Option<Deadline> {
    if let Some(out) = length.and_then(|length| with_length(context, pieces, length, groups)) {
        return Some(out);
    }
    if limited {
        return before_event(context, pieces, None, groups);
    }
    on_request(context, pieces, groups)
        .or_else(|| before_event(context, pieces, None, groups))
        .or_else(|| event(context, pieces, groups))
}

fn with_length(
    context: &Context,
    pieces: &mut Pieces,
    stated: Stated,
    groups: &[Group],
) -> Option<Deadline> {
    if let Some(out) = length_before(context, pieces, stated, groups)
        .or_else(|| before_event(context, pieces, Some(stated), groups))
    {
        return Some(out);
    }
    let since = (0..pieces.len()).find_map(|at| {
        let end = pieces.any_phrase(at, &SINCE)?;
        let sixth = !pieces.is_said(at, "sau") && pieces.word(at) == Some("sau");
        // "sau 10 ngày kể từ …": the first word belongs to the length.
        (!sixth && end != stated.start).then_some((at, end))
    });
    // A day with "kể từ" before it has taken the words along.
    let from = groups
        .iter()
        .find(|group| group.lead.from || group.lead.after || group.lead.closing);
    let (at, behind) = match (since, from) {
        (Some(since), _) => since,
        (None, Some(group)) => (group.lead.start, group.first.start),
        (None, None) if groups.is_empty() => return Some(bare_length(context, stated)),
        (None, None) => return None,
    };
    // "sau 10 ngày" says when it may begin at the earliest.
    let earliest = stated
        .start
        .checked_sub(1)
        .is_some_and(|at| pieces.is_said(at, "sau"))
        && pieces
            .find(&["cham nhat", "khong qua", "muon nhat", "tre nhat"])
            .is_none();
    let mut out = context.plain(DeadlineKind::AfterEvent);
    out.length = stated.length;
    out.event = Some(event_text(context, pieces, at, Some(stated)));
    let (start, sure) = start_day(context, pieces, behind, groups);
    out.last_day = start
        .zip(stated.length)
        .map(|(start, length)| length.after(start, &context.rules.calendar));
    out.sure = sure && !earliest && stated.plain && stated.length.is_some();
    if let Some(own) = stated
        .start
        .checked_sub(1)
        .filter(|own| pieces.is_said(*own, "sau"))
    {
        pieces.take(own, own + 1);
    }
    out.sure &= understood_but_event(pieces, at);
    Some(out)
}

/// "trong vòng 05 ngày", without saying from when.
fn bare_length(context: &Context, stated: Stated) -> Deadline {
    let mut out = context.plain(DeadlineKind::AfterEvent);
    (out.length, out.sure) = (stated.length, false);
    out
}

/// The day of the event, where the wording gives it, and whether it does so plainly.
fn start_day(
    context: &Context,
    pieces: &mut Pieces,
    behind: usize,
    groups: &[Group],
) -> (Option<Day>, bool) {
    if let Some(group) = groups.first() {
        let days = group
            .first
            .year_from(context.issued)
            .and_then(|(year, sure)| Some((group.first.days(year)?, sure)));
        let Some(((first, last), sure)) = days else {
            return (None, false);
        };
        take_harmless(
            pieces,
            &["ke", "tu", "tinh", "sau", "khi", "ngay", "vong", "hạn"],
        );
        let clear = groups.len() == 1 && all_understood(pieces);
        return if group.lead.closing || group.lead.whole {
            (Some(last), sure && clear)
        } else {
            (Some(first), sure && clear && group.first.stretch.is_day())
        };
    }
    match issuing(pieces, behind) {
        Some(sure) => (context.issued, sure),
        None => (None, true),
    }
}

/// Whether the event is the issue of this very document: "ngày ký", "ngày ban hành Kế hoạch này". False inside
/// where another document may be meant.
fn issuing(pieces: &Pieces, behind: usize) -> Option<bool> {
    let (mut signed, mut this, mut named, mut another) = (false, false, false, false);
    let mut at = behind;
    while at < pieces.len() {
        let Some(Token::Word { plain, said }) = pieces.get(at) else {
            at += 1;
            continue;
        };
        match plain.as_str() {
            "ky" if said != "kỳ" => signed = true,
            "hanh" => {
                // "khi Nghị định được ban hành" is not "khi ban hành Nghị định".
                another = named;
                signed = true;
            }
            "nay" => this = true,
            "ke" | "quyet" | "thong" | "cong" | "chi" | "nghi" | "to" | "van" => named = true,
            "ngay" | "ban" | "duoc" | "hoach" | "dinh" | "bao" | "thi" | "trinh" | "khi" => {}
            _ => return None,
        }
        at += 1;
    }
    (signed && (this || !another)).then_some(this || !named)
}

/// "5 ngày trước ngày 30/6", "07 ngày trước ngày khai mạc".
fn length_before(
    context: &Context,
    pieces: &mut Pieces,
    stated: Stated,
    groups: &[Group],
) -> Option<Deadline> {
    let group = groups
        .iter()
        .find(|group| group.lead.before && group.lead.start <= stated.end + 1)?;
    if !group.first.stretch.is_day() {
        return None;
    }
    take_harmless(pieces, &[]);
    let (year, _) = group.first.year_from(context.issued)?;
    let day = group.first.days(year)?.0;
    let mut out = context.plain(DeadlineKind::BeforeDay);
    (out.length, out.stated_day, out.sure) = (stated.length, Some(day), false);
    out.last_day = stated
        .length
        .map(|length| length.before(day, &context.rules.calendar));
    Some(out)
}

fn on_request(context: &Context, pieces: &mut Pieces, groups: &[Group]) -> Option<Deadline> {
    let (first, _) = pieces.find(&REQUESTS).unwrap_or_default();
    let asked = take_all(pieces, &REQUESTS);
    if !asked && pieces.find(&TOLD).is_none() {
        // "khi UBND tỉnh yêu cầu"
        let (when, _) = pieces.find(&["khi"])?;
        let (asks, _) = pieces.find(&["yeu cau", "de nghi"])?;
        let ends = (asks + 2..pieces.len()).all(|at| pieces.word(at).is_none());
        if asks < when || !ends {
            return None;
        }
    }
    let mut out = context.plain(DeadlineKind::OnRequest);
    // "không theo yêu cầu"
    let plain = understood_but_event(pieces, first);
    out.sure = plain && groups.is_empty() && pieces.find(&TOLD).is_none();
    Some(out)
}
