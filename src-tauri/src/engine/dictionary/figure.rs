//! The one place where the dictionary asks for figures.

use rusqlite::Connection;

use super::Dictionary;
use crate::domain::indicator::IndicatorKind;
use crate::domain::{Boundary, Day, Id, Instant, Period, Result};
use crate::engine::counts::{Figure, Figures, Reach, Scope, Whole};
use crate::engine::directory::Directory;
use crate::engine::profile;

/// A figure of the whole book with what it is compared with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Shown {
    pub(super) figure: Option<Figure>,
    /// "98.000 hồ sơ đã thu nhận".
    pub(super) base_text: Option<String>,
    pub(super) percent: Option<String>,
    /// The scaled value behind the figure, for the score.
    pub(super) value: Option<i64>,
}

/// Figures of the whole book for these indicators as of a day: stocks at it, flows in the period at hand.
/// An index is only ever the root's own; it is never summed or averaged.
pub(super) fn shown(
    connection: &Connection,
    dictionary: &Dictionary,
    indicators: &[Id],
    as_of: Day,
) -> Result<Vec<Shown>> {
    let directory = Directory::load(connection)?;
    let scope = Scope {
        period: Period::at_hand(as_of, &profile::calendar(connection)?),
        as_of: Instant::end_of(as_of),
    };
    // A page of the dictionary needs the figures of its indicators and of all that they are compared with.
    let parts = |id: &Id| {
        let numerator = dictionary.get(*id).and_then(|own| own.numerator);
        let bases = dictionary.bases(*id).map(|base| base.base);
        std::iter::once(*id)
            .chain(numerator)
            .chain(bases)
            .collect::<Vec<Id>>()
    };
    let bodies = directory
        .units(as_of)
        .into_iter()
        .chain([directory.root])
        .collect();
    let wanted = indicators.iter().flat_map(parts);
    let figures = Figures::load(connection, dictionary, wanted, scope, Reach::Until(&bodies))?;
    let whole = Whole {
        directory: &directory,
        dictionary,
        figures: &figures,
        territory: directory.territory(Boundary::Then, as_of, as_of),
    };
    let of = |indicator: Id| -> Shown {
        let kind = dictionary.get(indicator).map(|own| own.kind);
        if matches!(kind, Some(IndicatorKind::Index | IndicatorKind::YesNo)) {
            let own = whole.of_body(indicator, directory.root);
            return Shown {
                figure: own
                    .as_ref()
                    .and_then(|standing| whole.figure(standing, directory.root)),
                value: own.map(|standing| standing.value),
                ..Shown::default()
            };
        }
        if kind == Some(IndicatorKind::Ratio) {
            return ratio(&whole, indicator).unwrap_or_default();
        }
        let standing = whole.standing(indicator);
        let Some(row) = whole.row_of(indicator, standing.as_ref()) else {
            return Shown::default();
        };
        Shown {
            base_text: row
                .base
                .zip(row.base_name)
                .map(|(base, name)| base_text(&base, &name)),
            figure: row.figure,
            percent: row.percent,
            value: standing.map(|standing| standing.value),
        }
    };
    Ok(indicators.iter().map(|id| of(*id)).collect())
}

/// A ratio shows the percentage of its parts, against the first of its bases that is known.
fn ratio(whole: &Whole<'_>, indicator: Id) -> Option<Shown> {
    let root = whole.directory.root;
    let ratio = whole.ratio(indicator)?;
    Some(Shown {
        figure: whole.figure(&ratio.part, root),
        base_text: whole
            .figure(&ratio.base, root)
            .map(|figure| base_text(&figure, &ratio.label)),
        percent: Some(ratio.percent.text()),
        value: None,
    })
}

fn base_text(base: &Figure, name: &str) -> String {
    format!("{} {} {name}", base.prefix, base.text)
        .trim_start()
        .to_owned()
}
