//! An indicator's page: where it stands for a body, against what, how it came there, and what cannot be said.

mod parts;
mod target;
mod trend;
mod views;

pub(in crate::engine) use target::per_day;
pub(in crate::engine) use trend::TrendLine;
pub use views::{
    BaseView, BodyChoice, FunnelStep, IndicatorPage, SourceFigure, StandingView, TargetView,
    TrendPoint,
};

use rusqlite::Connection;

use super::figures::{Figures, Reach, Scope};
use super::ranking::{Base, RankQuestion, rank};
use super::standing::{Standing, Whole};
use super::targets::Targets;
use crate::domain::instant::show_day;
use crate::domain::number::{decimal, signed};
use crate::domain::{
    Boundary, Calendar, Day, Error, ErrorCode, Id, IdSet, Instant, Period, Result, Territory,
};
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::engine::profile;

/// What page is wanted.
#[derive(Debug, Clone)]
pub struct PageQuestion {
    /// The indicator.
    pub indicator: Id,
    /// The body; the root when none is given.
    pub body: Option<Id>,
    /// The period.
    pub period: Period,
    /// The day looked at.
    pub today: Day,
    /// By which boundaries.
    pub boundary: Boundary,
    /// What units are ranked against: `target` or an indicator's code.
    pub base: Option<String>,
}

/// What a page is made of, read once.
struct Page<'a> {
    connection: &'a Connection,
    question: &'a PageQuestion,
    directory: &'a Directory,
    dictionary: &'a Dictionary,
    calendar: &'a Calendar,
    targets: Targets,
    /// Whose page it is.
    body: Id,
    /// The indicator whose figures are shown: of a ratio the one above the line.
    part: Id,
    scope: Scope,
    territory: Territory,
    figures: Figures,
    before: Figures,
}

/// What a page needs of the book beside its figures.
#[derive(Clone, Copy)]
pub(in crate::engine) struct Known<'a> {
    pub directory: &'a Directory,
    pub dictionary: &'a Dictionary,
    pub calendar: &'a Calendar,
}

/// The page of an indicator.
pub fn indicator_page(connection: &Connection, question: &PageQuestion) -> Result<IndicatorPage> {
    let (directory, dictionary) = (Directory::load(connection)?, Dictionary::load(connection)?);
    let known = Known {
        directory: &directory,
        dictionary: &dictionary,
        calendar: &profile::calendar(connection)?,
    };
    Page::load(connection, known, question)?.view()
}

/// The trend of an indicator alone, for a drawing.
pub(in crate::engine) fn trend_line(
    connection: &Connection,
    known: Known<'_>,
    question: &PageQuestion,
) -> Result<TrendLine> {
    Page::load(connection, known, question)?.trend_line()
}

impl<'a> Page<'a> {
    fn load(
        connection: &'a Connection,
        known: Known<'a>,
        question: &'a PageQuestion,
    ) -> Result<Self> {
        let Known {
            directory,
            dictionary,
            calendar,
        } = known;
        let own = dictionary.need(question.indicator)?;
        let part = own.numerator.unwrap_or(question.indicator);
        let body = question.body.unwrap_or(directory.root);
        if !directory.knows(body) {
            return Err(Error::new(ErrorCode::NoSuchBody)
                .with("body", body)
                .with("day", show_day(question.today)));
        }
        let scope = Scope::of(question.period, question.today);
        let territory = directory.territory(question.boundary, scope.as_of.day, question.today);
        let wanted: Vec<Id> = [part]
            .into_iter()
            .chain(dictionary.bases(question.indicator).map(|base| base.base))
            .chain(dictionary.bases(part).map(|base| base.base))
            .chain(dictionary.funnel().iter().copied())
            .collect();
        let bodies = reached(directory, body, territory.day);
        let before = Scope {
            as_of: Instant::end_of(question.period.days().0 - chrono::Days::new(1)),
            period: question.period.previous(),
        };
        let load = |scope: Scope, wanted: &[Id]| {
            let reach = Reach::Until(&bodies);
            Figures::load(connection, dictionary, wanted.iter().copied(), scope, reach)
        };
        Ok(Self {
            figures: load(scope, &wanted)?,
            before: load(before, &[part])?,
            calendar,
            targets: Targets::load(connection, [part])?,
            connection,
            question,
            directory,
            dictionary,
            body,
            part,
            scope,
            territory,
        })
    }

    const fn whole<'b>(&'b self, figures: &'b Figures) -> Whole<'b> {
        Whole {
            directory: self.directory,
            dictionary: self.dictionary,
            figures,
            territory: self.territory,
        }
    }

    fn day(&self) -> Day {
        self.scope.as_of.day
    }

    fn decimals(&self, indicator: Id) -> u8 {
        self.dictionary
            .definition(indicator, self.day())
            .map_or(0, |own| own.decimals)
    }

    fn standing(&self) -> Option<Standing> {
        self.whole(&self.figures).standing_of(self.part, self.body)
    }

    fn view(&self) -> Result<IndicatorPage> {
        let own = self.dictionary.need(self.question.indicator)?;
        let definition = self
            .dictionary
            .definition(self.question.indicator, self.day());
        let whole = self.whole(&self.figures);
        let standing = self.standing();
        let entered = whole.entered(self.part, self.body);
        let summed = whole.summed(self.part, self.body);
        let figure = |own: &Standing| whole.figure(own, self.body);
        let difference = entered
            .as_ref()
            .zip(summed.as_ref())
            .filter(|(own, sum)| own.illustrative() == sum.illustrative())
            .map(|(own, sum)| signed(own.value - sum.value, self.decimals(self.part)));
        let given = self.target();
        Ok(IndicatorPage {
            indicator: self.question.indicator,
            code: own.code.clone(),
            name: self.dictionary.name(self.question.indicator, self.day()),
            unit: definition.map(|own| own.unit.clone()).unwrap_or_default(),
            kind: own.kind,
            direction: own.direction,
            definition: definition
                .map(|own| own.definition.clone())
                .unwrap_or_default(),
            since: definition.and_then(|own| own.from_day),
            body: self.body,
            body_name: self.directory.name(self.body, self.territory.day),
            period: self.question.period.key(),
            as_of: self.day(),
            boundary: self.question.boundary,
            standing: self.standing_view(standing.as_ref()),
            entered: entered.as_ref().and_then(figure),
            counted: summed
                .as_ref()
                .and_then(|own| own.summed)
                .map(|(counted, of)| format!("{counted}/{of} đơn vị")),
            summed: summed.as_ref().and_then(figure),
            difference,
            bases: self.bases(standing.as_ref(), given.as_ref()),
            target: given
                .as_ref()
                .map(|given| self.target_view(given, standing.as_ref(), true)),
            newer_target: self.newer_target(standing.as_ref()),
            targets: self.all_targets(standing.as_ref()),
            sources: self.sources(standing.as_ref()),
            funnel: self.funnel(),
            trend: self.trend()?,
            ranking: self.ranking()?,
            bodies: self.choices(),
            remarks: self.remarks(standing.as_ref()),
        })
    }

    fn standing_view(&self, standing: Option<&Standing>) -> StandingView {
        let whole = self.whole(&self.figures);
        let decimals = self.decimals(self.part);
        let earlier = self
            .whole(&self.before)
            .standing_of(self.part, self.body)
            .filter(|own| {
                standing
                    .is_none_or(|now| now.illustrative() == own.illustrative() && own.day < now.day)
            });
        let how = match standing {
            None => String::new(),
            Some(own) => match (own.summed, own.pieces) {
                (Some((counted, of)), _) => format!("cộng {counted}/{of} đơn vị"),
                (None, 1) => format!(
                    "{} nhập, nguồn {}",
                    crate::domain::text::uncapitalise(&self.directory.name(self.body, own.day)),
                    self.dictionary.source_name(&own.source)
                ),
                (None, pieces) => format!("cộng {pieces} đơn vị trước sắp xếp"),
            },
        };
        StandingView {
            figure: standing.and_then(|own| whole.figure(own, self.body)),
            how,
            delta: standing
                .zip(earlier.as_ref())
                .map(|(now, then)| signed(now.value - then.value, decimals)),
            delta_of: earlier.map(|then| format!("so với {}", show_day(then.day))),
            partial: !self.untold().is_empty(),
        }
    }

    fn ranking(&self) -> Result<super::ranking::Ranking> {
        let base = match self.question.base.as_deref() {
            None | Some("target") => Base::Target,
            Some(code) => Base::Indicator(self.dictionary.resolve(code)?),
        };
        let question = RankQuestion {
            before: Some(self.before.scope),
            territory: self.territory,
            ..RankQuestion::new(self.question.indicator, base, self.scope)
        };
        rank(self.connection, &question)
    }

    /// Bodies whose page can be looked at: those of the shown territory, then those that have ended.
    fn choices(&self) -> Vec<BodyChoice> {
        let day = self.territory.day;
        let alive = self.directory.descendants(self.directory.root, day);
        let ended = self
            .directory
            .ever()
            .iter()
            .copied()
            .filter(|id| self.directory.inside(*id) && !self.directory.alive(*id, day));
        std::iter::once(self.directory.root)
            .chain(alive)
            .chain(ended)
            .map(|id| BodyChoice {
                body: id,
                code: self.directory.code(id, day),
                name: self.directory.name(id, day),
                alive: self.directory.alive(id, day),
            })
            .collect()
    }

    /// What can and cannot be said, in sentences.
    fn remarks(&self, standing: Option<&Standing>) -> Vec<String> {
        let mut out = Vec::new();
        let (_, ended) = self.directory.life(self.body);
        if let Some(last) = ended.filter(|last| *last < self.day()) {
            let heirs: Vec<String> = self
                .directory
                .successors(self.body)
                .iter()
                .map(|link| self.directory.name(link.body, link.day))
                .collect();
            let followed = if heirs.is_empty() {
                String::new()
            } else {
                format!(" Kế thừa: {}.", heirs.join(", "))
            };
            out.push(format!(
                "{} kết thúc ngày {}.{followed}",
                self.directory.name(self.body, last),
                show_day(last)
            ));
        }
        for unknown in &self.untold() {
            let name = self.directory.name(*unknown, self.day());
            out.push(format!(
                "Một phần của {name} thuộc {}; chưa có văn bản cho biết tỷ lệ nên số liệu trước đó không cộng được. Ghi tỷ lệ theo văn bản ở màn hình Đơn vị.",
                self.directory.name(self.body, self.territory.day)
            ));
        }
        if let (Some(born), Boundary::Then) =
            (self.directory.life(self.body).0, self.question.boundary)
            && !self.directory.predecessors(self.body).is_empty()
            && born > self.oldest_shown()
        {
            out.push(format!(
                "{} có từ {}. Chọn “Địa giới hiện nay” để xem số liệu trước đó cộng từ các đơn vị cũ.",
                self.directory.name(self.body, born),
                show_day(born)
            ));
        }
        if let Some(own) = standing {
            if own.illustrative() {
                out.push(
                    "Số liệu minh họa; không cộng với số liệu thật và không ban hành.".to_owned(),
                );
            }
            if own.oldest < own.day {
                out.push(format!(
                    "Số liệu của các đơn vị không cùng ngày: từ {} đến {}.",
                    show_day(own.oldest),
                    show_day(own.day)
                ));
            }
            if &*own.source != self.official() && !own.illustrative() {
                out.push(format!(
                    "Chưa có số của nguồn chính thức ({}); đang dùng số của {}.",
                    self.dictionary.source_name(self.official()),
                    self.dictionary.source_name(&own.source)
                ));
            }
        }
        out
    }

    /// Units of which an unknown part belongs to the body.
    fn untold(&self) -> Vec<Id> {
        let composition = self.whole(&self.figures).composition(self.part, self.body);
        let others = composition.unknown.into_iter();
        others.filter(|id| *id != self.body).collect()
    }

    fn official(&self) -> &str {
        self.dictionary
            .get(self.part)
            .map_or("", |own| own.source.as_str())
    }

    fn text(&self, value: i64) -> String {
        decimal(value, self.decimals(self.part))
    }
}

/// Bodies whose figures the page may need: the root, the body, the units, and all that these followed.
fn reached(directory: &Directory, body: Id, day: Day) -> IdSet {
    let mut out: IdSet = directory.leaves(directory.root, day).into_iter().collect();
    out.extend([directory.root, body]);
    let mut open = vec![body];
    while let Some(next) = open.pop() {
        for link in directory.predecessors(next) {
            if out.insert(link.body) {
                open.push(link.body);
            }
        }
    }
    out
}
