//! What every paper is made from: tasks, letterhead, what an officer wrote, and the names that papers say.

use std::collections::HashMap;

use chrono::Datelike;
use rusqlite::Connection;

use super::width::Width;
use super::{ReportRequest, texts};
use crate::domain::body::BodyClass;
use crate::domain::text::uncapitalise;
use crate::domain::{Day, Id, Instant, Period, Result};
use crate::engine::letterheads::{self, Letterhead};
use crate::engine::profile;
use crate::engine::tasks::Board;
use crate::report::content::{self, Block, Document, Form, Reference, Signature};

/// Words across a draft that holds example figures.
pub(super) const WATERMARK: &str = "SỐ LIỆU MINH HỌA";

pub(super) struct Office {
    pub(super) period: Period,
    pub(super) as_of: Instant,
    /// How the paper speaks of its period.
    pub(super) width: Width,
    /// The day on which the paper is written.
    pub(super) today: Day,
    pub(super) board: Board,
    pub(super) texts: HashMap<String, String>,
    pub(super) letterhead: Letterhead,
    /// Working days from the as-of to a later day are counted by it.
    pub(super) calendar: crate::domain::Calendar,
    /// "Đề án 06", the plan that the book is named after; empty when it has none.
    pub(super) plan: String,
    /// Whether the book is a shipped example.
    pub(super) example: bool,
}

impl Office {
    /// Reads it as of a moment.
    pub(super) fn load(
        connection: &Connection,
        request: &ReportRequest,
        as_of: Instant,
        now: Instant,
    ) -> Result<Self> {
        let title = profile::plan_title(connection)?;
        Ok(Self {
            period: request.period,
            as_of,
            width: Width::load(connection, request.period)?,
            today: now.day,
            board: Board::load(connection, now.looking_at(as_of))?,
            texts: texts::texts(connection, request)?,
            letterhead: letterheads::letterhead_of(connection, request.profile.as_deref())?,
            calendar: profile::calendar(connection)?,
            plan: title.split(" · ").next().unwrap_or_default().to_owned(),
            example: profile::text(connection, "example")?.is_some_and(|name| !name.is_empty()),
        })
    }

    /// The period as the opening names it, with the day that the figures are of; both in one pair of brackets where the
    /// days of the period stand in brackets, too.
    pub(super) fn until(&self, day: String) -> String {
        let opening = &self.width.opening;
        opening.strip_suffix(')').map_or_else(
            || format!("{opening} (số liệu tính đến ngày {day})"),
            |days| format!("{days}, số liệu tính đến ngày {day})"),
        )
    }

    /// Lines of a section that an officer wrote.
    pub(super) fn lines(&self, section: &str) -> impl Iterator<Item = &str> {
        self.texts
            .get(section)
            .into_iter()
            .flat_map(|text| text.lines())
            .map(str::trim)
            .filter(|line| !line.is_empty())
    }

    /// "quận Bình Thủy".
    pub(super) fn root_name(&self) -> String {
        uncapitalise(
            &self
                .board
                .directory
                .name(self.board.directory.root, self.as_of.day),
        )
    }

    /// "quận".
    pub(super) fn root_kind(&self) -> String {
        let directory = &self.board.directory;
        directory
            .version(directory.root, self.as_of.day)
            .map_or_else(|| "địa phương".to_owned(), |v| v.kind.clone())
    }

    /// "phường" when all units are of one kind, else "đơn vị".
    pub(super) fn unit_kind(&self) -> String {
        let directory = &self.board.directory;
        let mut kinds: Vec<&str> = directory
            .units(self.as_of.day)
            .into_iter()
            .filter_map(|unit| directory.version(unit, self.as_of.day))
            .map(|version| version.kind.as_str())
            .collect();
        kinds.dedup();
        if let [kind] = kinds.as_slice() {
            (*kind).to_owned()
        } else {
            "đơn vị".to_owned()
        }
    }

    /// "Ủy ban nhân dân quận Bình Thủy".
    pub(super) fn issuer_name(&self) -> String {
        if self.letterhead.issuer_name.is_empty() {
            format!("Ủy ban nhân dân {}", self.root_name())
        } else {
            self.letterhead.issuer_name.clone()
        }
    }

    /// How a letter addresses a body: a territory through its committee, an office by its name.
    pub(super) fn addressee(&self, body: Id) -> String {
        let directory = &self.board.directory;
        let name = directory.name(body, self.as_of.day);
        match directory.class(body) {
            BodyClass::Territory => format!("Ủy ban nhân dân {}", uncapitalise(&name)),
            BodyClass::Organization => name,
        }
    }

    /// A body in a narrow column: "Phường An Thới", "P. Tư pháp".
    pub(super) fn brief(&self, body: Id) -> String {
        let directory = &self.board.directory;
        match directory.class(body) {
            BodyClass::Territory => directory.name(body, self.as_of.day),
            BodyClass::Organization => directory.short_name(body, self.as_of.day),
        }
    }

    /// "Đề án 06 quý I năm 2024 trên địa bàn quận Bình Thủy", as title and closing say it.
    pub(super) fn theme(&self) -> String {
        format!(
            "Đề án 06 {} trên địa bàn {}",
            self.width.title,
            self.root_name()
        )
    }

    /// A body within a sentence: "phường An Thới", "Phòng Tư pháp".
    pub(super) fn called(&self, body: Id) -> String {
        let directory = &self.board.directory;
        let name = directory.name(body, self.as_of.day);
        match directory.class(body) {
            BodyClass::Territory => uncapitalise(&name),
            BodyClass::Organization => name,
        }
    }

    /// "nhiệm vụ Đề án 06", or "nhiệm vụ được giao" where the book has no plan.
    pub(super) fn work(&self) -> String {
        if self.plan.is_empty() {
            "nhiệm vụ được giao".to_owned()
        } else {
            format!("nhiệm vụ {}", self.plan)
        }
    }

    /// The year of a blank date: that of the day on which the paper is written.
    pub(super) fn year(&self) -> i32 {
        self.today.year().max(self.as_of.day.year())
    }

    /// "TB-UBND": a kind with the issuer's part of the symbol.
    pub(super) fn symbol(&self, kind: &str) -> String {
        join([kind, self.issuer_part()])
    }

    /// "UBND-VP": a letter has no kind in its symbol, but the unit that drafts it.
    pub(super) fn letter_symbol(&self) -> String {
        join([
            self.issuer_part(),
            self.letterhead.drafting_unit.as_str().trim(),
        ])
    }

    /// "UBND" of "BC-UBND".
    fn issuer_part(&self) -> &str {
        let symbol = self.letterhead.symbol.trim();
        symbol.split_once('-').map_or(symbol, |(_, issuer)| issuer)
    }

    /// The unit that drafts, by its name, where a body of the book has that code.
    pub(super) fn drafting_body(&self) -> Option<String> {
        let directory = &self.board.directory;
        let wanted = self.letterhead.drafting_unit.trim();
        directory
            .all(self.as_of.day)
            .into_iter()
            .find(|body| !wanted.is_empty() && directory.code(*body, self.as_of.day) == wanted)
            .map(|body| directory.name(body, self.as_of.day))
    }

    /// Nơi nhận: what an officer wrote; else "Như trên" and where the draft is kept.
    pub(super) fn recipients(&self, first: &str, between: &[String]) -> Vec<String> {
        let written: Vec<String> = self.lines("recipients").map(str::to_owned).collect();
        if !written.is_empty() {
            return written;
        }
        let unit = self.letterhead.drafting_unit.trim();
        let kept = if unit.is_empty() {
            "Lưu: VT".to_owned()
        } else {
            format!("Lưu: VT, {unit}")
        };
        std::iter::once(first.to_owned())
            .chain(between.iter().cloned())
            .chain([kept])
            .collect()
    }

    /// Those whom reports go to beside the one above: "Thành viên Tổ công tác quận".
    pub(super) fn others(&self) -> Vec<String> {
        self.letterhead
            .recipients
            .iter()
            .filter(|text| {
                let text = text.trim_start_matches("- ");
                !text.starts_with("Như ") && !text.starts_with("Lưu")
            })
            .cloned()
            .collect()
    }

    /// What the line under an annex's title names.
    pub(super) fn reference(&self, kind: &str) -> Option<Reference> {
        Some(Reference {
            document: kind.to_owned(),
            issuer: self.issuer_name(),
        })
    }

    /// A paper of this office with nothing in it yet; number and day are left to văn thư.
    pub(super) fn paper(&self, form: Form, symbol: String) -> Document {
        let head = &self.letterhead;
        Document {
            title: String::new(),
            form,
            letterhead: content::Letterhead {
                superior: head.superior.clone().into_iter().collect(),
                issuer: head.issuer.clone(),
                number: None,
                symbol,
                place: head.place.clone(),
                day: None,
                year: self.year(),
            },
            kind_name: String::new(),
            subject: Vec::new(),
            addressees: Vec::new(),
            body: Vec::new(),
            // A sheet to work on is signed by those who work on it, minutes by both sides.
            signature: if matches!(form, Form::Sheet | Form::Minutes) {
                Signature::default()
            } else {
                Signature {
                    lines: head.signature.clone(),
                    name: head.signer.clone().unwrap_or_default(),
                }
            },
            recipients: Vec::new(),
            annexes: Vec::new(),
            code: None,
            watermark: self.example.then(|| WATERMARK.to_owned()),
            author: self.issuer_name(),
            keywords: vec![self.plan.clone(), self.root_name()],
            created: Instant::end_of(self.today),
        }
    }
}

/// Ends the running text: "./." after its last words (Decree 30, Phụ lục I, Mục II.6).
pub(super) fn finish(blocks: &mut [Block]) {
    let last = blocks.iter_mut().rev().find_map(|block| match block {
        Block::Paragraph { runs, .. } => runs.last_mut(),
        _ => None,
    });
    if let Some(run) = last {
        let text = run.text.trim_end();
        let text = text.strip_suffix("./.").unwrap_or(text);
        run.text = format!("{}./.", text.trim_end_matches(['.', ';', ' ']));
    }
}

/// Headings with the numbers of those that are there.
#[derive(Default)]
pub(super) struct Headings(usize);

impl Headings {
    /// "1. Kết quả chung".
    pub(super) fn next(&mut self, title: &str) -> String {
        self.0 += 1;
        format!("{}. {title}", self.0)
    }
}

/// Sections of a paper with the words that stand where an officer wrote none.
#[derive(Default)]
pub(super) struct Standard(pub(super) Vec<(&'static str, String)>);

impl Standard {
    /// The paragraphs of a section: those written, else the standard ones.
    pub(super) fn say(
        &mut self,
        office: &Office,
        section: &'static str,
        words: String,
    ) -> Vec<Block> {
        let mut written: Vec<Block> = office.lines(section).map(Block::plain).collect();
        if written.is_empty() {
            written = words.lines().map(Block::plain).collect();
        }
        self.0.push((section, words));
        written
    }
}

fn join<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("-")
}
