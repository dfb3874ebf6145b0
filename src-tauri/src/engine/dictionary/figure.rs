//! The one place where the dictionary asks for figures.

use rusqlite::Connection;

use super::Dictionary;
use crate::domain::indicator::IndicatorKind;
use crate::domain::{Day, Id, Instant, Period, Result};
use crate::engine::counts::{Figure, Figures, Whole};
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
    let (directory, figures) = (
        Directory::load(connection)?,
        Figures::load(connection, as_of)?,
    );
    let whole = Whole {
        directory: &directory,
        dictionary,
        figures: &figures,
        period: Period::at_hand(as_of, &profile::calendar(connection)?),
        as_of: Instant::end_of(as_of),
    };
    let of = |indicator: Id| -> Shown {
        let kind = dictionary.get(indicator).map(|own| own.kind);
        if matches!(kind, Some(IndicatorKind::Index | IndicatorKind::YesNo)) {
            let own = whole.of_body(indicator, directory.root);
            return Shown {
                figure: own.as_ref().and_then(|standing| whole.figure(standing)),
                value: own.map(|standing| standing.value),
                ..Shown::default()
            };
        }
        if kind == Some(IndicatorKind::Ratio) {
            return ratio(&whole, indicator).unwrap_or_default();
        }
        let Some(row) = whole.row(indicator) else {
            return Shown::default();
        };
        Shown {
            base_text: row
                .base
                .zip(row.base_name)
                .map(|(base, name)| base_text(&base, &name)),
            figure: row.figure,
            percent: row.percent,
            value: whole.standing(indicator).map(|standing| standing.value),
        }
    };
    Ok(indicators.iter().map(|id| of(*id)).collect())
}

/// A ratio shows the percentage of its parts, against the first of its bases that is known.
fn ratio(whole: &Whole<'_>, indicator: Id) -> Option<Shown> {
    let numerator = whole.dictionary.get(indicator)?.numerator?;
    let part = whole.standing(numerator)?;
    whole.dictionary.bases(indicator).find_map(|denominator| {
        let base = whole.standing(denominator.base)?;
        let same_way = base.illustrative() == part.illustrative()
            && base.summed.map(|s| s.0) == part.summed.map(|s| s.0);
        let percent = crate::domain::number::Percent::of(part.value, base.value)?;
        same_way.then(|| Shown {
            figure: whole.figure(&part),
            base_text: whole
                .figure(&base)
                .map(|figure| base_text(&figure, &denominator.label)),
            percent: Some(percent.text()),
            value: None,
        })
    })
}

fn base_text(base: &Figure, name: &str) -> String {
    format!("{} {} {name}", base.prefix, base.text)
        .trim_start()
        .to_owned()
}
