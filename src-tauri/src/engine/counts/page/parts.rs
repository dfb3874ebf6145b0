//! Bases, sources and the funnel of an indicator's page.

use super::super::figures::counting;
use super::super::standing::{Ratio, Standing};
use super::super::targets::Given;
use super::Page;
use super::views::{BaseView, FunnelStep, SourceFigure};
use crate::domain::indicator::Denominator;
use crate::domain::number::{Percent, Qualifier, signed};
use crate::store::series::Point;

impl Page<'_> {
    /// Percentages of the target and of every denominator.
    pub(super) fn bases(
        &self,
        standing: Option<&Standing>,
        given: Option<&Given>,
    ) -> Vec<BaseView> {
        let mut out = Vec::new();
        if let Some(given) = given {
            let percent = standing.and_then(|own| Percent::of(own.value, given.value));
            out.push(BaseView {
                key: "target".to_owned(),
                label: "chỉ tiêu giao".to_owned(),
                base: self.text(given.value),
                percent: percent.map(Percent::text),
                prefix: standing
                    .map(|own| own.qualifier.of_ratio(Qualifier::Exact).word().to_owned())
                    .unwrap_or_default(),
                bar: percent.map(|own| own.0),
                counted: None,
                met: standing.map(|own| self.target_view(given, Some(own), true).met),
            });
        }
        let of = |indicator| {
            self.dictionary
                .bases(indicator)
                .collect::<Vec<&Denominator>>()
        };
        let mut bases = of(self.question.indicator);
        for base in of(self.part) {
            if !bases.iter().any(|known| known.base == base.base) {
                bases.push(base);
            }
        }
        out.extend(bases.into_iter().filter_map(|base| self.base(base)));
        out
    }

    fn base(&self, base: &Denominator) -> Option<BaseView> {
        let whole = self.whole(&self.figures);
        let code = self.dictionary.get(base.base)?.code.clone();
        let under = whole.standing_of(base.base, self.body)?;
        let ratio: Option<Ratio> = whole.ratio_to(self.part, self.body, base);
        let shown = ratio.as_ref().map_or(&under, |ratio| &ratio.base);
        Some(BaseView {
            key: code,
            label: base.label.clone(),
            base: whole.figure(shown, self.body).map(|figure| {
                format!("{} {}", figure.prefix, figure.text)
                    .trim()
                    .to_owned()
            })?,
            percent: ratio.as_ref().map(|own| own.percent.text()),
            prefix: ratio
                .as_ref()
                .map(|own| own.qualifier.word().to_owned())
                .unwrap_or_default(),
            bar: ratio.as_ref().map(|own| own.percent.0),
            counted: ratio
                .as_ref()
                .and_then(|own| own.part.summed)
                .map(|(counted, of)| format!("{counted}/{of} đơn vị")),
            met: None,
        })
    }

    /// What every source says of the body: entered, or summed from the units that it has.
    pub(super) fn sources(&self, standing: Option<&Standing>) -> Vec<SourceFigure> {
        let official = self.official().to_owned();
        let own = self.figures.sources(self.part, self.body);
        let leaves = self.directory.leaves(self.body, self.territory.day);
        let mut codes: Vec<String> = vec![official.clone()];
        let points = leaves
            .iter()
            .flat_map(|leaf| self.figures.sources(self.part, *leaf))
            .chain(own);
        for point in points {
            if !codes.iter().any(|code| **code == *point.source) {
                codes.push(point.source.to_string());
            }
        }
        let figures: Vec<(String, Option<Standing>)> = codes
            .into_iter()
            .map(|code| {
                let figure = self.of_source(&code);
                (code, figure)
            })
            .collect();
        let reference = figures
            .iter()
            .find(|(code, _)| *code == official)
            .and_then(|(_, own)| own.clone())
            .or_else(|| standing.cloned());
        let decimals = self.decimals(self.part);
        figures
            .into_iter()
            .map(|(code, own)| {
                let beside = reference
                    .as_ref()
                    .filter(|reference| *reference.source != *code)
                    .zip(own.as_ref())
                    .filter(|(reference, own)| reference.illustrative() == own.illustrative());
                SourceFigure {
                    name: self.dictionary.source_name(&code),
                    official: code == official,
                    figure: own
                        .as_ref()
                        .and_then(|own| self.whole(&self.figures).figure(own, self.body)),
                    counted: own
                        .as_ref()
                        .and_then(|own| own.summed)
                        .map(|(counted, of)| format!("{counted}/{of} đơn vị")),
                    difference: beside
                        .map(|(reference, own)| signed(own.value - reference.value, decimals)),
                    percent: beside
                        .and_then(|(reference, own)| Percent::of(own.value, reference.value))
                        .map(Percent::text),
                    source: code,
                }
            })
            .collect()
    }

    fn of_source(&self, code: &str) -> Option<Standing> {
        let only = |points: &[Point]| {
            let own: Vec<Point> = points
                .iter()
                .filter(|point| *point.source == *code)
                .cloned()
                .collect();
            counting(&own, code).and_then(|point| Standing::of_point(self.part, point))
        };
        if let Some(own) = only(self.figures.sources(self.part, self.body)) {
            return Some(own);
        }
        let leaves = self.directory.leaves(self.body, self.territory.day);
        let parts: Vec<Standing> = leaves
            .iter()
            .filter_map(|leaf| only(self.figures.sources(self.part, *leaf)))
            .collect();
        let all: Vec<&Standing> = parts.iter().collect();
        let counted = (parts.len() as u32, leaves.len() as u32);
        Standing::sum(&all, Some(counted), 1)
    }

    /// The funnel, when the indicator is a stage of it.
    pub(super) fn funnel(&self) -> Vec<FunnelStep> {
        let stages = self.dictionary.funnel();
        if !stages.contains(&self.part) {
            return Vec::new();
        }
        let whole = self.whole(&self.figures);
        let standings: Vec<Option<Standing>> = stages
            .iter()
            .map(|stage| whole.standing_of(*stage, self.body))
            .collect();
        let widest = standings.iter().flatten().map(|own| own.value).max();
        stages
            .iter()
            .enumerate()
            .map(|(index, stage)| {
                let own = standings[index].as_ref();
                let before = index.checked_sub(1).and_then(|at| standings[at].as_ref());
                FunnelStep {
                    indicator: *stage,
                    name: self.dictionary.name(*stage, self.day()),
                    figure: own.and_then(|own| whole.figure(own, self.body)),
                    percent: own
                        .zip(before)
                        .filter(|(own, before)| own.illustrative() == before.illustrative())
                        .and_then(|(own, before)| Percent::of(own.value, before.value))
                        .map(Percent::text),
                    bar: own
                        .zip(widest)
                        .filter(|(_, widest)| *widest > 0)
                        .map(|(own, widest)| {
                            let thousandths = i128::from(own.value) * 1_000 / i128::from(widest);
                            i64::try_from(thousandths).unwrap_or_default()
                        }),
                }
            })
            .collect()
    }
}
