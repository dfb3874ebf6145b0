//! How the units stand by one indicator (báo cáo xếp hạng): those that lead first, those that lag last, those without
//! a figure apart; the whole table with bars in an annex.

use rusqlite::Connection;

use super::annexes::{delta_head, without_empty_column};
use super::build::Paper;
use super::charts;
use super::findings::{Finding, illustrative, ok, warn};
use super::office::{Headings, Office, Standard, WATERMARK, finish};
use super::rank_figures::RankFigures;
use super::ranked::{example_note, ranked, total, without};
use super::sentences::{Sentence, counted};
use super::{ReportRequest, scopes};
use crate::domain::indicator::{Direction, IndicatorKind};
use crate::domain::instant::{show_day, spell_day};
use crate::domain::rank::RankState;
use crate::domain::text::{capitalise, uncapitalise};
use crate::domain::{Error, ErrorCode, Result};
use crate::engine::counts::{Base, RankQuestion, RankRow, Ranking, rank_among};
use crate::engine::dictionary::Dictionary;
use crate::engine::overview::MAIN_INDICATOR;
use crate::report::content::{
    Align, Annex, Block, Cell, Column, Document, Form, Level, Orientation, Row, Run, Table,
};

/// Units that are named one by one in a sentence.
const MOST_NAMED: usize = 5;
/// A hundred per cent, in hundredths of a percent.
const WHOLE: i64 = 10_000;

/// The ranking, and what of the indicator is needed beside it.
struct Ranked {
    ranking: Ranking,
    figures: RankFigures,
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
    let dictionary = Dictionary::load(connection)?;
    let own = read(connection, office, &dictionary, request)?;
    let ranking = &own.ranking;
    let drawn = charts::blocks(
        charts::trend(connection, office, &dictionary, ranking.part)?
            .into_iter()
            .collect(),
    );
    let title = uncapitalise(&ranking.title);
    let day = spell_day(office.as_of.day);
    let place = request
        .unit(&office.board.directory)
        .map_or_else(|| office.root_name(), |body| office.called(body));
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
        ("Kết quả chung", vec![overall(office, &own)]),
        ("Đơn vị đạt kết quả cao", leading(&own)),
        ("Đơn vị đạt kết quả thấp", lagging(&own)),
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
        "Kết quả {title} của các {}{}, tính đến ngày {day}",
        office.unit_kind(),
        if request.unit(&office.board.directory).is_some() {
            format!(" thuộc {place}")
        } else {
            String::new()
        }
    );
    let document = Document {
        title: format!("Báo cáo {}", uncapitalise(&about)),
        kind_name: "BÁO CÁO".to_owned(),
        subject: vec![about],
        addressees: office.letterhead.addressees.clone(),
        body,
        recipients: office.letterhead.recipients.clone(),
        annexes: vec![annex(office, &own, drawn)],
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
fn read(
    connection: &Connection,
    office: &Office,
    dictionary: &Dictionary,
    request: &ReportRequest,
) -> Result<Ranked> {
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
    let directory = &office.board.directory;
    let below = request.unit(directory);
    if let Some(body) = below
        && directory.children(body, office.as_of.day).is_empty()
    {
        return Err(Error::new(ErrorCode::NoUnitsBelow)
            .with("body", directory.name(body, office.as_of.day))
            .with("day", show_day(office.as_of.day)));
    }
    let ask = |base: Base| {
        let question = RankQuestion {
            before: Some(before),
            below,
            ..RankQuestion::new(id, base, scope)
        };
        rank_among(connection, directory, dictionary, &question)
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
    // Of a ratio the part above the line is shown.
    let part = ranking.part;
    let definition = dictionary.definition(part, office.as_of.day);
    Ok(Ranked {
        figures: RankFigures::new(&ranking, dictionary, scope, office.board.directory.root),
        measure: definition.map_or_else(String::new, |own| own.unit.clone()),
        reachable: by_target
            && indicator.direction == Direction::Up
            && indicator.kind != IndicatorKind::Ratio,
        ranking,
    })
}

fn overall(office: &Office, own: &Ranked) -> Block {
    let ranking = &own.ranking;
    let kind = office.unit_kind();
    let note = example_note(ranking.illustrative);
    let both = || {
        let rows = ranking.rows.iter();
        rows.filter_map(|row| row.raw.zip(row.raw_base))
    };
    // Σ over Σ of the units that have both, never a mean of percentages.
    let (part, whole): (i64, i64) = (both().map(|own| own.0).sum(), both().map(|own| own.1).sum());
    let (part, whole, percent) = own.figures.both(part, whole);
    let measure = if own.measure.is_empty() {
        String::new()
    } else {
        format!(" {}", own.measure)
    };
    let mut said = Sentence::default()
        .say(format!(
            "Đến ngày {}, có {}/{} {kind} có số liệu. Cộng các {kind} có cả kết quả và {}: ",
            spell_day(office.as_of.day),
            counted(ranking.submitted),
            counted(ranking.total),
            own.base(),
        ))
        .list([vec![part], vec![whole]], "/")
        .say(measure);
    if let Some(percent) = percent {
        said = said.say(", đạt ").list([vec![percent]], "");
    }
    said = said.say(format!("{note}."));
    if own.reachable {
        let all = ranked(ranking);
        let reached = all.iter().filter(|row| reached(row)).count();
        said = said.say(match (reached, all.len() - reached) {
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
        said = said.say(format!(
            " Hạn hoàn thành {}: ngày {}.",
            own.base(),
            spell_day(last)
        ));
    }
    said.end("overall")
}

fn reached(row: &RankRow) -> bool {
    row.bar.is_some_and(|bar| bar >= WHOLE)
}

/// The first of the ranking; where it can be reached, those that reached it, else the upper part.
fn leading(own: &Ranked) -> Vec<Block> {
    let all = ranked(&own.ranking);
    let count = best(own, &all);
    let named = &all[..count.min(MOST_NAMED)];
    let more = match count - named.len() {
        0 => String::new(),
        more => format!(" và {more} đơn vị khác"),
    };
    if named.is_empty() {
        return Vec::new();
    }
    let said = Sentence::default()
        .say("Biểu dương: ")
        .list(named.iter().map(|row| own.figures.named(row)), "; ")
        .say(format!("{more}."));
    vec![said.end("leading")]
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
fn lagging(own: &Ranked) -> Vec<Block> {
    let all = ranked(&own.ranking);
    let rest = &all[best(own, &all)..];
    let most = MOST_NAMED.min(all.len() / 2);
    let named: Vec<Vec<Run>> = rest
        .iter()
        .rev()
        .take(most)
        .map(|row| {
            let mut said = own.figures.named(row);
            let left = row.raw_base.zip(row.raw).map(|(base, value)| base - value);
            if let Some(left) = left.filter(|left| own.reachable && *left > 0) {
                said.push(Run::plain(", còn thiếu "));
                said.push(own.figures.left(row, left));
            }
            said
        })
        .collect();
    if named.is_empty() {
        return Vec::new();
    }
    let said = Sentence::default()
        .say("Đề nghị tập trung chỉ đạo, có giải pháp cụ thể để nâng kết quả trong thời gian tới: ")
        .list(named, "; ")
        .say(".");
    vec![said.end("lagging")]
}

fn annex(office: &Office, own: &Ranked, drawn: Vec<Block>) -> Annex {
    let ranking = &own.ranking;
    Annex {
        number: String::new(),
        title: format!(
            "Xếp hạng {} so với {}",
            uncapitalise(&ranking.title),
            own.base()
        ),
        reference: office.reference("Báo cáo"),
        orientation: Orientation::Landscape,
        blocks: std::iter::once(Block::Table(table(office, own)))
            .chain(drawn)
            .collect(),
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
        Column::new(delta_head(office), 13.0, Align::Right),
        Column::new(NOTE, 14.0, Align::Left),
    ];
    let figures = &own.figures;
    let mut rows: Vec<Row> = ranking
        .rows
        .iter()
        .map(|row| {
            Row::body([
                figures.rank(row, "-"),
                row.name.clone().into(),
                figures.base(row),
                figures.value(row, ""),
                figures.percent(row),
                row.bar
                    .map(|bar| bar.to_string())
                    .unwrap_or_default()
                    .into(),
                figures.delta(row),
                remark(row.state).into(),
            ])
        })
        .collect();
    if let Some(sum) = total(office, ranking) {
        let [base, value, percent] = figures.total(&sum);
        let bar = sum.percent.map(|own| own.0.to_string()).unwrap_or_default();
        let (name, bar) = (sum.name.into(), bar.into());
        rows.push(Row::total([
            Cell::default(),
            name,
            base,
            value,
            percent,
            bar,
        ]));
    }
    let table = Table {
        columns,
        rows,
        size: 12.0,
    };
    without_empty_column(without_empty_column(table, &delta_head(office)), NOTE)
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
