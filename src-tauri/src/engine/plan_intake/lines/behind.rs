//! Who is named behind the work: in brackets, after "do", after a second "giao".

use super::super::columns::{holds, lowered, plain};
use super::super::units::{Units, split_partners};
use super::who::{Given, after_verb, has_verb, leader, up_to_verb, with_partners};

/// Who is named behind the work: "(Công an quận chủ trì, phối hợp …)", "…; do UBND các phường thực hiện".
pub(super) fn behind(units: &Units<'_>, text: &str) -> Option<(Given, String)> {
    bracketed(units, text)
        .or_else(|| done_by(units, text))
        .or_else(|| given_later(units, text))
}

fn bracketed(units: &Units<'_>, text: &str) -> Option<(Given, String)> {
    let from = text.rfind('(')?;
    let end = text[from..].find(')').map_or(text.len(), |at| from + at);
    let inner = text[from + 1..end].trim();
    let words = plain(inner);
    if !["chu tri", "thuc hien", "phu trach", "dau moi", "tham muu"]
        .iter()
        .any(|own| holds(&words, own))
    {
        return None;
    }
    let (inner, later) = inner.split_once(';').unwrap_or((inner, ""));
    let (_, inner) = after_verb(inner);
    let inner = inner
        .trim_end_matches(" thực hiện")
        .trim_end_matches(" phụ trách");
    let mut said = String::new();
    let given = leader(units, inner, true)
        .and_then(|own| {
            // "Phòng A tham mưu, trong quý IV": what follows tells when.
            let rest = own
                .work
                .trim_start_matches("tham mưu")
                .trim_start_matches("thực hiện");
            let ended = rest.is_empty() || rest.starts_with([',', ';']);
            rest.trim_start_matches([',', ';', ' '])
                .clone_into(&mut said);
            ended.then_some(Given {
                work: String::new(),
                ..own
            })
        })
        .or_else(|| {
            let (lead, partners) = split_partners(inner);
            let lead = lead.trim_end_matches(" chủ trì").trim();
            let named = !lead.is_empty() && !has_verb(lead);
            named.then(|| Given {
                lead: lead.to_owned(),
                partners,
                work: String::new(),
            })
        })?;
    let after = text.get(end + 1..).unwrap_or_default().trim();
    let before = text[..from].trim_end();
    let rest = [before, said.as_str(), later.trim(), after]
        .into_iter()
        .filter(|own| own.chars().any(char::is_alphanumeric));
    Some((given, rest.collect::<Vec<_>>().join("; ")))
}

/// "…; do UBND các phường thực hiện thường xuyên".
fn done_by(units: &Units<'_>, text: &str) -> Option<(Given, String)> {
    let lower = lowered(text)?;
    let (at, _) = lower
        .rmatch_indices("do ")
        .find(|(at, _)| *at > 0 && lower[..*at].ends_with([' ', '(']))?;
    let rest = &text[at + "do ".len()..];
    let rest_lower = &lower[at + "do ".len()..];
    let doing = ["chủ trì", "thực hiện", "phụ trách", "đảm nhiệm", "tham mưu"];
    let (end, verb) = doing
        .iter()
        .filter_map(|own| Some((rest_lower.find(own)?, *own)))
        .min()?;
    let named = units.read(rest[..end].trim());
    if named.bodies.is_empty() || !named.text.is_empty() {
        return None;
    }
    let given = with_partners(
        units,
        rest[..end].trim().to_owned(),
        String::new(),
        &rest[end + verb.len()..],
    );
    let before = text[..at]
        .trim_end()
        .trim_end_matches([',', ';', '(', '-', '–'])
        .trim_end();
    let after = given.work.clone();
    let left = [before, after.trim()]
        .into_iter()
        .filter(|own| !own.is_empty())
        .collect::<Vec<_>>()
        .join("; ");
    Some((
        Given {
            work: String::new(),
            ..given
        },
        left,
    ))
}

/// "Thống nhất chủ trương …; giao UBND phường An Thới xây dựng kế hoạch": what is given is the work.
fn given_later(units: &Units<'_>, text: &str) -> Option<(Given, String)> {
    let lower = lowered(text)?;
    let at = [
        "; giao ",
        ". giao ",
        ", giao ",
        "; đề nghị ",
        ". đề nghị ",
        "; yêu cầu ",
        ". yêu cầu ",
    ]
    .iter()
    .filter_map(|own| lower.find(own))
    .min()?;
    let (given, rest) = after_verb(text[at + 1..].trim_start());
    if !given {
        return None;
    }
    let own = leader(units, rest, true).or_else(|| up_to_verb(units, rest))?;
    let work = own.work.trim_matches([' ', ';', ',', '.']).to_owned();
    let before = text[..at].trim().to_owned();
    // Where only who does it follows, the work stands before.
    let timed = !has_verb(&work)
        || ["hoàn thành", "xong", "trình", "thời"]
            .iter()
            .any(|own| work.starts_with(own));
    let left = if work.is_empty() || timed {
        [before, work].join("; ")
    } else {
        work
    };
    let left = left.trim_end_matches([';', ' ']).to_owned();
    Some((
        Given {
            work: String::new(),
            ..own
        },
        left,
    ))
}
