//! What a state has seen of each site (máy): "latest" goes by this, never by arrival or by a clock.

use std::cmp::Ordering;

/// How one stands to another (quan hệ giữa hai phiên bản).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// Both have seen the same.
    Equal,
    /// The first has seen less.
    Before,
    /// The first has seen more.
    After,
    /// Each has seen what the other has not.
    Beside,
}

/// Per site the last operation there that a state descends from (dấu phiên bản). An empty one has seen nothing. Sites
/// are named by whatever the reader knows them by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Seen<S> {
    /// Ordered by site, each once, every sequence above 0.
    each: Vec<(S, i64)>,
}

impl<S> Default for Seen<S> {
    fn default() -> Self {
        Self { each: Vec::new() }
    }
}

impl<S: Ord + Copy> Seen<S> {
    /// A state that was made by operation `seq` of `site` and follows from nothing.
    pub fn made(site: S, seq: i64) -> Self {
        let mut out = Self::default();
        out.see(site, seq);
        out
    }

    /// Whether nothing was seen.
    pub const fn is_empty(&self) -> bool {
        self.each.is_empty()
    }

    /// Sites and sequences, ordered by site.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (S, i64)> + '_ {
        self.each.iter().copied()
    }

    /// The last operation of `site` that was seen; 0 for none.
    pub fn of(&self, site: &S) -> i64 {
        match self.place(site) {
            Ok(at) => self.each[at].1,
            Err(_) => 0,
        }
    }

    /// Takes operation `seq` of `site` as seen. What is not above 0 says nothing.
    pub fn see(&mut self, site: S, seq: i64) {
        if seq <= 0 {
            return;
        }
        match self.place(&site) {
            Ok(at) => self.each[at].1 = self.each[at].1.max(seq),
            Err(at) => self.each.insert(at, (site, seq)),
        }
    }

    /// Takes everything that `other` has seen as seen.
    pub fn join(&mut self, other: &Self) {
        for (site, seq) in other.iter() {
            self.see(site, seq);
        }
    }

    /// How this one stands to `other`.
    pub fn relation(&self, other: &Self) -> Relation {
        let (mut less, mut more) = (false, false);
        let (mut own, mut its) = (self.each.iter().peekable(), other.each.iter().peekable());
        loop {
            match (own.peek(), its.peek()) {
                (None, None) => break,
                (Some(_), None) => {
                    more = true;
                    break;
                }
                (None, Some(_)) => {
                    less = true;
                    break;
                }
                (Some((a, x)), Some((b, y))) => match a.cmp(b) {
                    Ordering::Less => {
                        more = true;
                        own.next();
                    }
                    Ordering::Greater => {
                        less = true;
                        its.next();
                    }
                    Ordering::Equal => {
                        match x.cmp(y) {
                            Ordering::Less => less = true,
                            Ordering::Greater => more = true,
                            Ordering::Equal => {}
                        }
                        own.next();
                        its.next();
                    }
                },
            }
        }
        match (less, more) {
            (false, false) => Relation::Equal,
            (true, false) => Relation::Before,
            (false, true) => Relation::After,
            (true, true) => Relation::Beside,
        }
    }

    /// Whether everything that `other` has seen was seen here.
    pub fn covers(&self, other: &Self) -> bool {
        matches!(self.relation(other), Relation::Equal | Relation::After)
    }

    fn place(&self, site: &S) -> Result<usize, usize> {
        self.each.binary_search_by(|(own, _)| own.cmp(site))
    }
}

impl<S: Ord + Copy> FromIterator<(S, i64)> for Seen<S> {
    fn from_iter<I: IntoIterator<Item = (S, i64)>>(seen: I) -> Self {
        let mut out = Self::default();
        for (site, seq) in seen {
            out.see(site, seq);
        }
        out
    }
}
