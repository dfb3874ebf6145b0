//! How the units stand by one indicator (báo cáo xếp hạng): those that lead first, those that lag last, those without
//! a figure apart; the whole table with bars in an annex.

use rusqlite::Connection;

use super::annexes::{DELTA, without_empty_column};
use super::build::Paper;
use super::findings::{Finding, illustrative, ok, warn};
use super::office::{Headings, Office, Standard, WATERMARK, finish};
use super::ranked::{example_note, named, ranked, total, without};
use super::sentences::counted;
use super::{ReportRequest, scopes};
use crate::domain::indicator::{Direction, IndicatorKind};
use crate::domain::instant::{show_day, spell_day};
use crate::domain::number::{Percent, decimal};
use crate::domain::rank::RankState;
use crate::domain::text::{capitalise, uncapitalise};
use crate::domain::{Error, ErrorCode, Result};
use crate::engine::counts::{Base, RankQuestion, RankRow, Ranking, rank};
use crate::engine::dictionary::Dictionary;
use crate::engine::overview::MAIN_INDICATOR;
use crate::report::content::{
    Align, Annex, Block, Column, Document, Form, Level, Orientation, Row, Table,
};

/// Units that are named one by one in a sentence.
const MOST_NAMED: usize = 5;
/// A hundred per cent, in hundredths of a percent.
const WHOLE: i64 = 10_000;

/// The ranking, and what of the indicator is needed beside it.
struct Ranked {
    ranking: Ranking,
    /// Decimals of the figures, and of what they are compared with.
    decimals: (u8, u8),
    /// Unit of measure: "tài khoản".
    measure: String,
    /// Whether more is better and the base is what was asked for, so that a unit can have reached it.
    reachable: bool,
}

pub(super) fn paper(
    connection: &Connection,
    office: &Office,
    request: &ReportRequest,
) -> Result<Paper> {
    let own = read(connection, office, request)?;
    let ranking = &own.ranking;
    let title = uncapitalise(&ranking.title);
    let day = spell_day(office.as_of.day);
    let place = office.root_name();
    let symbol = office.symbol("BC");
    let mut standard = Standard::default();
    let opening = format!(
        "{} báo cáo kết quả {title} so với {} của các {} trên địa bàn {place}, số liệu tính đến ngày {day}, như sau:",
        office.issuer_name(),
        own.base(),
        office.unit_kind(),
    );
    let mut body = standard.say(office, "opening", opening);
    let plain = |lines: Vec<String>| lines.into_iter().map(Block::plain).collect();
    let parts: [(&str, Vec<Block>); 5] = [
        ("Kết quả chung", plain(overall(office, &own))),
        ("Đơn vị đạt kết quả cao", plain(leading(&own))),
        ("Đơn vị đạt kết quả thấp", plain(lagging(&own))),
        ("Đơn vị chưa xếp hạng", plain(without(office, ranking))),
        (
            "Nhận xét, đề nghị",
            standard.say(office, "remarks", String::new()),
        ),
    ];
    let mut headings = Headings::default();
    for (title, blocks) in parts.into_iter().filter(|(_, blocks)| !blocks.is_empty()) {
        body.push(Block::Heading {
            level: Level::Subsection,
            text: headings.next(title),
            key: None,
        });
        body.extend(blocks);
    }
    body.push(Block::plain(format!(
        "Trên đây là báo cáo kết quả {title} trên địa bàn {place} (chi tiết tại Phụ lục kèm theo)."
    )));
    finish(&mut body);
    let about = format!(
        "Kết quả {title} của các {}, tính đến ngày {day}",
        office.unit_kind()
    );
    let document = Document {
        title: format!("Báo cáo {}", uncapitalise(&about)),
        kind_name: "BÁO CÁO".to_owned(),
        subject: vec![about],
        addressees: office.letterhead.addressees.clone(),
        body,
        recipients: office.letterhead.recipients.clone(),
        annexes: vec![annex(office, &own, &symbol)],
        ..office.paper(Form::Report, symbol)
    };
    Ok(Paper {
        document: Document {
            watermark: ranking
                .illustrative
                .then(|| WATERMARK.to_owned())
                .or(document.watermark),
            ..document
        },
        standard: standard.0,
        findings: findings(&own),
    })
}

impl Ranked {
    /// What is compared with, inside a sentence: "chỉ tiêu giao".
    fn base(&self) -> String {
        uncapitalise(&self.ranking.base_name)
    }
}

/// By the target that was given; where no unit has one, by what the indicator is first compared with.
fn read(connection: &Connection, office: &Office, request: &ReportRequest) -> Result<Ranked> {
    let dictionary = Dictionary::load(connection)?;
    let id = match request.subject {
        Some(id) => {
            dictionary.need(id)?;
            id
        }
        None => dictionary.by_code(MAIN_INDICATOR).ok_or_else(|| {
            Error::new(ErrorCode::NoSuchIndicator).with("indicator", MAIN_INDICATOR)
        })?,
    };
    let (scope, before) = scopes(request, office.as_of);
    let ask = |base: Base| {
        let question = RankQuestion {
            before: Some(before),
            ..RankQuestion::new(id, base, scope)
        };
        rank(connection, &question)
    };
    let has = |ranking: &Ranking| ranking.rows.iter().any(|row| row.rank.is_some());
    let mut ranking = ask(Base::Target)?;
    let mut by_target = true;
    if !has(&ranking)
        && let Some(base) = dictionary.main_base(id)
    {
        ranking = ask(Base::Indicator(base.base))?;
        by_target = false;
    }
    if !has(&ranking) {
        return Err(Error::new(ErrorCode::NothingRanked)
            .with("indicator", &ranking.title)
            .with("day", show_day(office.as_of.day)));
    }
    let indicator = dictionary.need(id)?;
    // Of a ratio the parts are shown: what is above the line, and what is below it.
    let part = indicator.numerator.unwrap_or(id);
    let main = dictionary.main_base(id).map(|own| own.base);
    let below = main.filter(|_| !by_target || indicator.numerator.is_some());
    let of = |id| dictionary.definition(id, office.as_of.day);
    let decimals = |id| of(id).map_or(0, |own| own.decimals);
    Ok(Ranked {
        decimals: (decimals(part), decimals(below.unwrap_or(part))),
        measure: of(part).map_or_else(String::new, |own| own.unit.clone()),
        reachable: by_target
            && indicator.direction == Direction::Up
            && indicator.kind != IndicatorKind::Ratio,
        ranking,
    })
}

fn overall(office: &Office, own: &Ranked) -> Vec<String> {
    let ranking = &own.ranking;
    let kind = office.unit_kind();
    let note = example_note(ranking.illustrative);
    let both = || {
        let rows = ranking.rows.iter();
        rows.filter_map(|row| row.raw.zip(row.raw_base))
    };
    // Σ over Σ of the units that have both, never a mean of percentages.
    let (part, whole): (i64, i64) = (both().map(|own| own.0).sum(), both().map(|own| own.1).sum());
    let percent = Percent::of_scaled((part, own.decimals.0), (whole, own.decimals.1))
        .map(|own| format!(", đạt {}%", own.text()))
        .unwrap_or_default();
    let measure = if own.measure.is_empty() {
        String::new()
    } else {
        format!(" {}", own.measure)
    };
    let mut said = format!(
        "Đến ngày {}, có {}/{} {kind} có số liệu. Cộng các {kind} có cả kết quả và {}: {}/{}{measure}{percent}{note}.",
        spell_day(office.as_of.day),
        counted(ranking.submitted),
        counted(ranking.total),
        own.base(),
        decimal(part, own.decimals.0),
        decimal(whole, own.decimals.1),
    );
    if own.reachable {
        let all = ranked(ranking);
        let reached = all.iter().filter(|row| reached(row)).count();
        said.push_str(&match (reached, all.len() - reached) {
            (0, _) => format!(" Chưa có {kind} nào đạt {}.", own.base()),
            (all, 0) => format!(
                " Cả {} {kind} đạt và vượt {}.",
                counted(all as u32),
                own.base()
            ),
            (some, rest) => format!(
                " Trong đó {} {kind} đạt và vượt {}; {} {kind} chưa đạt.",
                counted(some as u32),
                own.base(),
                counted(rest as u32)
            ),
        });
    }
    if let Some(last) = ranking.last_day {
        said.push_str(&format!(
            " Hạn hoàn thành {}: ngày {}.",
            own.base(),
            spell_day(last)
        ));
    }
    vec![said]
}

fn reached(row: &RankRow) -> bool {
    row.bar.is_some_and(|bar| bar >= WHOLE)
}

/// The first of the ranking; where it can be reached, those that reached it, else the upper part.
fn leading(own: &Ranked) -> Vec<String> {
    let all = ranked(&own.ranking);
    let count = best(own, &all);
    let named: Vec<String> = all[..count.min(MOST_NAMED)]
        .iter()
        .map(|row| named(row))
        .collect();
    let more = match count - named.len() {
        0 => String::new(),
        more => format!(" và {more} đơn vị khác"),
    };
    if named.is_empty() {
        return Vec::new();
    }
    vec![format!("Biểu dương: {}{more}.", named.join("; "))]
}

/// How many are praised: who reached what was asked; where nobody did or nobody could, the upper third.
fn best(own: &Ranked, all: &[&RankRow]) -> usize {
    let reached = all.iter().filter(|row| reached(row)).count();
    if own.reachable && reached > 0 {
        reached
    } else {
        (all.len() / 3).min(MOST_NAMED)
    }
}

/// The last of the ranking with what is left of what was asked, the lowest first; never one that is praised.
fn lagging(own: &Ranked) -> Vec<String> {
    let all = ranked(&own.ranking);
    let rest = &all[best(own, &all)..];
    let named: Vec<String> = rest
        .iter()
        .rev()
        .take(MOST_NAMED.min(all.len() / 2))
        .map(|row| {
            let left = row.raw_base.zip(row.raw).map(|(base, value)| base - value);
            match left.filter(|left| own.reachable && *left > 0) {
                Some(left) => format!(
                    "{}, còn thiếu {}",
                    named(row),
                    decimal(left, own.decimals.0)
                ),
                None => named(row),
            }
        })
        .collect();
    if named.is_empty() {
        return Vec::new();
    }
    vec![format!(
        "Đề nghị tập trung chỉ đạo, có giải pháp cụ thể để nâng kết quả trong thời gian tới: {}.",
        named.join("; ")
    )]
}

fn annex(office: &Office, own: &Ranked, symbol: &str) -> Annex {
    let ranking = &own.ranking;
    Annex {
        number: String::new(),
        title: format!(
            "Xếp hạng {} so với {}",
            uncapitalise(&ranking.title),
            own.base()
        ),
        reference: office.reference("Báo cáo", symbol),
        orientation: Orientation::Landscape,
        blocks: vec![Block::Table(table(office, own))],
    }
}

/// Every unit, the best first; bars go on beyond a hundred per cent, which a stroke marks.
fn table(office: &Office, own: &Ranked) -> Table {
    let ranking = &own.ranking;
    let most = ranking.rows.iter().filter_map(|row| row.bar).max();
    let most = u32::try_from(most.unwrap_or(WHOLE).max(WHOLE)).unwrap_or(u32::MAX);
    let columns = vec![
        Column::new("Hạng", 6.0, Align::Center),
        Column::new("Đơn vị", 26.0, Align::Left),
        Column::new(capitalise(&own.ranking.base_name), 13.0, Align::Right),
        Column::new("Kết quả", 13.0, Align::Right),
        Column::new("Tỷ lệ (%)", 11.0, Align::Right),
        Column::new(
            "Vạch đứng: 100%",
            34.0,
            Align::Bar {
                most,
                mark: WHOLE as u32,
            },
        ),
        Column::new(DELTA, 13.0, Align::Right),
        Column::new(NOTE, 14.0, Align::Left),
    ];
    let of = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut rows: Vec<Row> = ranking
        .rows
        .iter()
        .map(|row| {
            Row::body([
                row.rank
                    .map_or_else(|| "-".to_owned(), |rank| rank.to_string()),
                row.name.clone(),
                of(&row.base),
                of(&row.value),
                of(&row.percent),
                row.bar.map(|bar| bar.to_string()).unwrap_or_default(),
                of(&row.delta),
                remark(row.state).to_owned(),
            ])
        })
        .collect();
    if let Some(sum) = total(office, ranking, own.decimals) {
        rows.push(Row::total([
            String::new(),
            sum.name,
            sum.base,
            sum.value,
            sum.percent.map(Percent::text).unwrap_or_default(),
            sum.percent.map(|own| own.0.to_string()).unwrap_or_default(),
        ]));
    }
    let table = Table {
        columns,
        rows,
        size: 12.0,
    };
    without_empty_column(without_empty_column(table, DELTA), NOTE)
}

/// Head of the column that says why a unit has no rank.
const NOTE: &str = "Ghi chú";

const fn remark(state: RankState) -> &'static str {
    match state {
        RankState::Ranked => "",
        RankState::NoData => "Chưa có số liệu",
        RankState::NoBase => "Chưa có số để so",
        RankState::Stale => "Số liệu đã cũ",
    }
}

fn findings(own: &Ranked) -> Vec<Finding> {
    let ranking = &own.ranking;
    let mut out = Vec::new();
    if ranking.illustrative {
        out.push(illustrative());
    }
    let missing = ranking.total - ranking.submitted;
    if missing > 0 {
        out.push(warn(format!(
            "{missing}/{} đơn vị chưa có số liệu; các đơn vị này không được xếp hạng.",
            ranking.total
        )));
    }
    let rows = ranking.rows.iter();
    let stale = rows.filter(|row| row.state == RankState::Stale).count();
    if stale > 0 {
        out.push(warn(format!(
            "{stale} đơn vị chỉ có số liệu cũ nên không được xếp hạng."
        )));
    }
    if out.is_empty() {
        out.push(ok("Mọi đơn vị đều có số liệu và được xếp hạng."));
    }
    out
}
