//! What a territory of one day was made of on another: whole predecessors, documented shares, and what no
//! document tells.

use crate::domain::body::Extent;
use crate::domain::boundary::{Fraction, Portion};
use crate::domain::{Day, Id, IdSet};
use crate::engine::directory::{Directory, Link};

/// A body, or a documented part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Whose figure it is.
    pub body: Id,
    /// What of it passes, the first division first; empty for all of it.
    pub portions: Vec<Portion>,
}

impl Piece {
    /// What of a value of the body belongs to the piece.
    pub fn of(&self, value: i64) -> Option<i64> {
        self.portions
            .iter()
            .try_fold(value, |left, portion| portion.of(left))
    }
}

/// What a territory was made of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Composition {
    /// Pieces whose figures make up its own.
    pub pieces: Vec<Piece>,
    /// Bodies of which an unknown part belongs to it: no share is ever assumed.
    pub unknown: Vec<Id>,
    /// Documents that gave the shares used.
    pub documents: Vec<Id>,
}

impl Composition {
    /// Whether nothing is unknown.
    pub const fn complete(&self) -> bool {
        self.unknown.is_empty()
    }

    /// Whether it is the body itself.
    pub fn is_itself(&self, body: Id) -> bool {
        self.complete() && matches!(self.pieces.as_slice(), [one] if one.body == body)
    }
}

/// Longest chain of successions that is followed.
const GENERATIONS: usize = 16;

/// What `body` was made of in a span of days, for one indicator: a stock speaks of one day, a flow of all of its
/// period, in which both a predecessor and its heir may have counted.
pub fn composition(
    directory: &Directory,
    body: Id,
    indicator: Id,
    (first, last): (Day, Day),
) -> Composition {
    let mut walk = Walk {
        directory,
        indicator,
        span: (first, last),
        out: Composition::default(),
        seen: IdSet::default(),
    };
    walk.go(body, &[], GENERATIONS);
    walk.out
}

struct Walk<'a> {
    directory: &'a Directory,
    indicator: Id,
    span: (Day, Day),
    out: Composition,
    seen: IdSet,
}

impl Walk<'_> {
    fn go(&mut self, body: Id, portions: &[Portion], left: usize) {
        let (first, last) = self.span;
        let (born, ended) = self.directory.life(body);
        let lived = born.is_none_or(|day| day <= last) && ended.is_none_or(|day| first <= day);
        if lived && (!portions.is_empty() || self.seen.insert(body)) {
            self.out.pieces.push(Piece {
                body,
                portions: portions.to_vec(),
            });
        }
        if born.is_none_or(|day| day <= first) {
            if !lived {
                self.unknown(body);
            }
            return;
        }
        let links: Vec<Link> = self.directory.predecessors(body).to_vec();
        if links.is_empty() || left == 0 {
            if !lived {
                self.unknown(body);
            }
            return;
        }
        for link in links {
            match link.extent {
                Extent::Whole => self.go(link.body, portions, left - 1),
                Extent::Part => match self.portion(&link, body) {
                    Some(portion) => {
                        let mut all = vec![portion];
                        all.extend_from_slice(portions);
                        self.go(link.body, &all, left - 1);
                    }
                    None => self.unknown(link.body),
                },
            }
        }
    }

    fn unknown(&mut self, body: Id) {
        if !self.out.unknown.contains(&body) {
            self.out.unknown.push(body);
        }
    }

    /// The stretch of a divided predecessor that passed to `heir`: by its documented share, or, where all other
    /// heirs have theirs and the predecessor ended, by what is left.
    fn portion(&mut self, link: &Link, heir: Id) -> Option<Portion> {
        let heirs: Vec<&Link> = self
            .directory
            .successors(link.body)
            .iter()
            .filter(|other| other.day == link.day)
            .collect();
        let mut from = Fraction::ZERO;
        let mut own = None;
        let mut silent = Vec::new();
        for other in &heirs {
            let Some(share) = other.share(self.indicator) else {
                silent.push(other.body);
                continue;
            };
            let to = from.plus(Fraction::new(share.numerator, share.denominator)?)?;
            if other.body == heir {
                own = Some(Portion::new(from, to));
                self.out.documents.push(share.document);
            }
            from = to;
        }
        if !from.within_one() {
            return None;
        }
        let (_, ended) = self.directory.life(link.body);
        let all_passed = ended.is_some_and(|last| last.succ_opt() == Some(link.day));
        own.or_else(|| {
            (silent == [heir] && heirs.len() > 1 && all_passed)
                .then(|| Portion::new(from, Fraction::ONE))
        })
    }
}
