//! Deadlines that wait for an event, and the words that name it.

use super::Context;
use super::length::Stated;
use super::span::Group;
use super::token::{Pieces, Token};
use super::words::{all_understood, take_harmless};
use crate::domain::deadline::{Deadline, DeadlineKind};

/// "trước kỳ họp", "trước khi …", "trước ngày khai mạc 10 ngày": the day before, or so long before.
pub(super) fn before_event(
    context: &Context,
    pieces: &mut Pieces,
    stated: Option<Stated>,
    groups: &[Group],
) -> Option<Deadline> {
    let at = (0..pieces.len()).find(|at| pieces.word(*at) == Some("truoc"))?;
    let named = (at + 1..pieces.len())
        .take_while(|next| !groups.iter().any(|group| group.lead.start == *next))
        .any(|next| {
            pieces.word(next).is_some_and(|word| {
                !matches!(
                    word,
                    "ngay" | "khi" | "va" | "trong" | "dau" | "hoac" | "hom" | "nay"
                )
            })
        });
    if !named {
        return None;
    }
    let mut out = context.plain(DeadlineKind::BeforeDay);
    out.event = Some(event_text(context, pieces, at, stated));
    (out.length, out.sure) = (stated.and_then(|stated| stated.length), false);
    Some(out)
}

/// "sau khi …", "khi có …", "ngay sau hội nghị".
pub(super) fn event(context: &Context, pieces: &mut Pieces, groups: &[Group]) -> Option<Deadline> {
    let since = (0..pieces.len()).find_map(|at| {
        let after = pieces.any_phrase(at, &["ngay sau khi", "sau khi", "ke tu khi", "sau"])?;
        let sixth = after == at + 1 && !pieces.is_said(at, "sau");
        (!sixth && after < pieces.len()).then_some((DeadlineKind::AfterEvent, at))
    });
    let when = || {
        let at = (0..pieces.len()).find(|at| pieces.word(*at) == Some("khi"))?;
        let first = (0..at).all(|before| {
            matches!(
                pieces.word(before),
                None | Some("ngay" | "thuc" | "hien" | "bao" | "cao")
            )
        });
        first.then_some((DeadlineKind::WhenEvent, at))
    };
    let (kind, at) = since.or_else(when)?;
    let named = (at + 1..pieces.len()).any(|at| {
        pieces
            .word(at)
            .is_some_and(|word| !matches!(word, "khi" | "do" | "nay"))
    });
    if !named {
        return None;
    }
    let mut out = context.plain(kind);
    out.event = Some(event_text(context, pieces, at, None));
    // Tết and holidays have days that the wording does not give.
    let feast = pieces.find(&["tet", "nghi le", "ke tu khi"]).is_some();
    out.sure = groups.is_empty() && !feast && understood_but_event(pieces, at);
    Some(out)
}

/// Whether all words before an event are understood, and no number is left inside it.
pub(super) fn understood_but_event(pieces: &Pieces, at: usize) -> bool {
    let mut before = pieces.clone();
    let len = before.len();
    let number = (at..len).any(|at| pieces.is_number(at));
    before.take(at, len);
    take_harmless(&mut before, &[]);
    all_understood(&before) && !number
}

/// What stands behind the words that begin an event, verbatim, without a length that stands inside.
pub(super) fn event_text(
    context: &Context,
    pieces: &Pieces,
    at: usize,
    stated: Option<Stated>,
) -> String {
    let all = pieces.all();
    let mut from = at;
    while all
        .get(from)
        .is_some_and(|piece| begins_event(&piece.token))
    {
        from += 1;
    }
    let start = all.get(from).map_or(context.text.len(), |piece| piece.from);
    let end = stated
        .filter(|stated| stated.start > from)
        .and_then(|stated| all.get(stated.start))
        .map_or(context.text.len(), |piece| piece.from);
    context
        .text
        .get(start..end)
        .unwrap_or_default()
        .trim_matches(|c: char| c.is_whitespace() || ".,;:()".contains(c))
        .to_owned()
}

fn begins_event(token: &Token) -> bool {
    let Token::Word { plain, said } = token else {
        return false;
    };
    // "Tỉnh" is no "tính".
    match plain.as_str() {
        "tinh" => said == "tính",
        "ke" | "tu" | "sau" | "khi" | "truoc" | "ngay" | "thoi" | "diem" => true,
        _ => false,
    }
}
