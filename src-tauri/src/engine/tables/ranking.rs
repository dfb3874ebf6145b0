//! The ranking of the units.

use super::{WantedTable, boundary_words, column, names, root_name, titled};
use crate::domain::instant::show_day;
use crate::domain::number::Qualifier;
use crate::domain::rank::RankState;
use crate::domain::text::capitalise;
use crate::domain::{Id, Result};
use crate::engine::counts::{self, Base, RankQuestion, RankRow, Scope};
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::store::Book;
use crate::tabular::out::{Brief, CellOut, ColumnKind, FigureOut, RowKind, RowOut, TableOut};

pub(super) fn table(
    book: &Book,
    wanted: &WantedTable,
    indicator: Id,
    base: Option<Id>,
) -> Result<TableOut> {
    let scope = Scope::of(wanted.period, wanted.today);
    let day = scope.as_of.day;
    let (ranking, decimals) = book.read(|connection| {
        let directory = Directory::load(connection)?;
        let dictionary = Dictionary::load(connection)?;
        let own = dictionary.need(indicator)?;
        let compared = base.map_or(Base::Target, Base::Indicator);
        let question = RankQuestion {
            territory: directory.territory(wanted.boundary, day, wanted.today),
            ..RankQuestion::new(indicator, compared, scope)
        };
        let decimals = |id| dictionary.definition(id, day).map_or(0, |own| own.decimals);
        // Of a ratio the parts are shown: what is above the line, and what is below it.
        let part = own.numerator.unwrap_or(indicator);
        let main = dictionary.main_base(indicator).map(|own| own.base);
        let below = base.or_else(|| own.numerator.and(main)).unwrap_or(part);
        let ranking = counts::rank(connection, &question)?;
        Ok((ranking, (decimals(part), decimals(below))))
    })?;
    let remarks = ranking
        .rows
        .iter()
        .any(|row| row.state == RankState::Stale || row.state == RankState::NoBase);
    let mut columns = vec![
        column("Hạng", ColumnKind::Ordinal, Brief::Main),
        column("Đơn vị", ColumnKind::Name, Brief::Main),
        column(&ranking.title, ColumnKind::Figure, Brief::Main),
        column(
            &capitalise(&ranking.base_name),
            ColumnKind::Figure,
            Brief::Picture,
        ),
        column("Tỷ lệ (%)", ColumnKind::Percent, Brief::Aside),
    ];
    if remarks {
        columns.push(column("Ghi chú", ColumnKind::Text, Brief::Aside));
    }
    let rows = ranking
        .rows
        .iter()
        .map(|row| row_out(row, decimals, remarks))
        .collect();
    let root = root_name(book, day)?;
    let mut notes = vec![format!(
        "{}/{} đơn vị có số.",
        ranking.submitted, ranking.total
    )];
    if let Some(last) = ranking.last_day {
        notes.push(format!("Hạn của chỉ tiêu giao: {}.", show_day(last)));
    }
    Ok(TableOut {
        sheet: "Xếp hạng".to_owned(),
        title: titled(
            format!(
                "XẾP HẠNG {}: {} so với {}",
                root, ranking.title, ranking.base_name
            ),
            ranking.illustrative,
        ),
        subtitle: vec![format!(
            "{}, tính đến hết ngày {}. {}.",
            wanted.period.label(),
            show_day(day),
            boundary_words(wanted.boundary)
        )],
        columns,
        rows,
        notes,
        mark: None,
        made: wanted.today,
    })
}

fn row_out(row: &RankRow, decimals: (u8, u8), remarks: bool) -> RowOut {
    let figure = |value: Option<i64>, decimals: u8, qualifier: Qualifier| {
        value.map_or(CellOut::Empty, |value| {
            CellOut::Figure(FigureOut {
                qualifier,
                ..FigureOut::plain(value, decimals)
            })
        })
    };
    let mut cells = vec![
        row.rank
            .map_or(CellOut::Empty, |rank| CellOut::Text(rank.to_string())),
        names::unit(&row.name),
        figure(row.raw, decimals.0, row.qualifier),
        figure(row.raw_base, decimals.1, row.base_qualifier),
        figure(row.bar, 2, row.percent_qualifier()),
    ];
    if remarks {
        cells.push(match row.state {
            RankState::Stale => CellOut::Text("số cũ".to_owned()),
            RankState::NoBase => CellOut::Text("chưa có số để so".to_owned()),
            RankState::Ranked | RankState::NoData => CellOut::Empty,
        });
    }
    RowOut {
        kind: RowKind::Body,
        cells,
        brief: true,
    }
}
