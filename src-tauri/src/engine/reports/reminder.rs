//! The letter that urges bodies on (công văn đôn đốc): what is late, and by choice what falls due, what was returned
//! and which figures are missing.

use rusqlite::Connection;

use super::ReportRequest;
use super::build::Paper;
use super::findings::{ok, warn};
use super::late::{Missing, Sources};
use super::office::{Office, Standard, finish};
use super::reminder_tables::{Owed, Section, late_table, sections};
use super::sentences::counted;
use crate::domain::instant::{show_day, spell_day};
use crate::domain::{Error, ErrorCode, Id, Result};
use crate::report::content::{Annex, Block, Document, Form, Level, Orientation};

/// Tables of more rows than this are an annex.
const MOST_ROWS: usize = 12;
/// More addressees than this are said together.
const MOST_ADDRESSEES: usize = 12;
/// More documents than this are not cited one by one.
const MOST_CITED: usize = 3;
/// Working days in which the answer is asked for.
const ANSWER_DAYS: u32 = 3;
/// Sizes of letters in tables of the text and of the annex.
const SIZES: (f64, f64) = (11.0, 12.0);

/// What the letter is about, with those whom it goes to.
struct Letter<'a> {
    office: &'a Office,
    owed: Owed<'a>,
    bodies: Vec<Id>,
    in_annex: bool,
}

pub(super) fn paper(
    connection: &Connection,
    office: &Office,
    request: &ReportRequest,
) -> Result<Paper> {
    let only: Vec<Id> = request
        .subject
        .map_or_else(|| request.bodies.clone(), |own| vec![own]);
    let owed = Owed::read(connection, office, &only, &request.also)?;
    let bodies = owed.bodies(office);
    if bodies.is_empty() {
        let who = only.first().copied().unwrap_or(office.board.directory.root);
        return Err(Error::new(ErrorCode::NothingLate)
            .with("day", show_day(office.as_of.day))
            .with("body", office.board.directory.name(who, office.as_of.day)));
    }
    let letter = Letter {
        in_annex: owed.rows() > MOST_ROWS,
        office,
        owed,
        bodies,
    };
    letter.paper(connection)
}

impl Letter<'_> {
    fn paper(&self, connection: &Connection) -> Result<Paper> {
        let office = self.office;
        let symbol = office.letter_symbol();
        let sources = Sources::read(connection)?;
        let size = if self.in_annex { SIZES.1 } else { SIZES.0 };
        let late = late_table(
            office,
            &self.owed.late,
            self.bodies.len() > 1,
            &Missing::read(connection)?,
            size,
        );
        let others = sections(office, &self.owed, size);

        let mut standard = Standard::default();
        let mut text = standard.say(office, "opening", self.opening(&sources));
        let mut annex = Vec::new();
        if !self.owed.late.is_empty() {
            let heading = "Nhiệm vụ quá hạn chưa hoàn thành";
            self.put(&mut text, &mut annex, (heading, Block::Table(late)));
        }
        for Section {
            heading,
            said,
            table,
        } in others
        {
            let place = self.place(annex.len() + 1);
            text.push(Block::plain(format!("{said} ({place}).")));
            self.put(&mut text, &mut annex, (heading, Block::Table(table)));
        }
        text.extend(standard.say(office, "request", self.request()));
        finish(&mut text);

        let about = if self.owed.is_late_only() {
            format!(
                "đôn đốc thực hiện {} quá hạn chưa hoàn thành",
                office.work()
            )
        } else {
            format!("đôn đốc thực hiện {}", office.work())
        };
        let annexes = if annex.is_empty() {
            Vec::new()
        } else {
            vec![self.annex(annex)]
        };
        Ok(Paper {
            document: Document {
                title: format!("Công văn {about}"),
                subject: vec![about],
                addressees: self.addressees(),
                body: text,
                recipients: office.recipients("Như trên", &above(office)),
                annexes,
                ..office.paper(Form::Letter, symbol)
            },
            standard: standard.0,
            findings: vec![
                ok(self.found()),
                warn("Công văn đã ký và gửi thì ghi vào nhật ký đôn đốc, để lần sau biết đã nhắc."),
            ],
        })
    }

    /// A table into the text, or with its heading into the annex.
    fn put(
        &self,
        text: &mut Vec<Block>,
        annex: &mut Vec<(&'static str, Block)>,
        own: (&'static str, Block),
    ) {
        if self.in_annex {
            annex.push(own);
        } else {
            text.push(own.1);
        }
    }

    /// Tables with numbered headings; one alone is named by the title.
    fn annex(&self, tables: Vec<(&'static str, Block)>) -> Annex {
        let title = if self.owed.is_late_only() {
            "Danh mục nhiệm vụ quá hạn chưa hoàn thành"
        } else {
            "Danh mục nội dung cần thực hiện"
        };
        let several = tables.len() > 1;
        let mut blocks = Vec::new();
        for (number, (heading, table)) in (1..).zip(tables) {
            if several {
                blocks.push(Block::Heading {
                    level: Level::Subsection,
                    text: format!("{number}. {heading}"),
                    key: None,
                });
            }
            blocks.push(table);
        }
        Annex {
            number: String::new(),
            title: title.to_owned(),
            reference: self.office.reference("Công văn"),
            orientation: Orientation::Landscape,
            blocks,
        }
    }

    fn addressees(&self) -> Vec<String> {
        if self.bodies.len() > MOST_ADDRESSEES {
            return vec!["Các cơ quan, đơn vị có tên trong Phụ lục".to_owned()];
        }
        let names = self.bodies.iter();
        names.map(|body| self.office.addressee(*body)).collect()
    }

    /// Where the table of a part stands; parts of the annex are told by their number, when there are several.
    fn place(&self, number: usize) -> String {
        if !self.in_annex {
            "chi tiết tại bảng dưới đây".to_owned()
        } else if self.owed.parts() > 1 {
            format!("chi tiết tại mục {number} Phụ lục kèm theo")
        } else {
            "chi tiết tại Phụ lục kèm theo".to_owned()
        }
    }

    /// On what basis, what is late, and since when.
    fn opening(&self, sources: &Sources) -> String {
        let office = self.office;
        let cited = sources.cited(self.owed.items().map(|item| &item.task.record));
        let basis = if cited.is_empty() || cited.matches("; ").count() >= MOST_CITED {
            format!("Thực hiện các văn bản giao {}", office.work())
        } else {
            format!("Thực hiện {cited}")
        };
        let to_whom = match self.bodies.as_slice() {
            [only] => office.addressee(*only),
            _ => "các cơ quan, đơn vị".to_owned(),
        };
        let given = format!(
            "{basis}, {} đã giao {to_whom} chủ trì thực hiện các nhiệm vụ theo thời hạn quy định.",
            office.issuer_name()
        );
        let day = spell_day(office.as_of.day);
        let late = &self.owed.late;
        let rows = late.iter().map(|own| own.items.len() as u32).sum();
        let said = match (late.len(), self.bodies.as_slice()) {
            (0, _) => return format!("{given}\nTình hình thực hiện đến ngày {day} như sau:"),
            (1, [_]) => format!(
                "còn {} nhiệm vụ đã quá thời hạn nhưng chưa hoàn thành",
                counted(rows)
            ),
            (several, _) => format!(
                "còn {} cơ quan, đơn vị có {} phần việc đã quá thời hạn nhưng chưa hoàn thành",
                counted(several as u32),
                counted(rows)
            ),
        };
        format!(
            "{given}\nQua theo dõi, đến ngày {day}, {said} ({}).",
            self.place(1)
        )
    }

    /// What is asked, and until when.
    fn request(&self) -> String {
        let (office, owed) = (self.office, &self.owed);
        let to_whom = match self.bodies.as_slice() {
            [only] => office.addressee(*only),
            _ if owed.is_late_only() => {
                "Thủ trưởng các cơ quan, đơn vị có nhiệm vụ quá hạn".to_owned()
            }
            _ => "Thủ trưởng các cơ quan, đơn vị".to_owned(),
        };
        let through = office
            .drafting_body()
            .map_or_else(String::new, |name| format!(" (qua {name} tổng hợp)"));
        let answer = office
            .calendar
            .add_working_days(office.as_of.day.max(office.today), ANSWER_DAYS);
        let only = owed.late.iter().map(|own| own.items.len()).sum::<usize>() == 1;
        let late = match (owed.is_late_only(), only) {
            (true, true) => "khẩn trương chỉ đạo hoàn thành nhiệm vụ nêu trên",
            (true, false) => "khẩn trương chỉ đạo hoàn thành các nhiệm vụ nêu trên",
            (false, true) => "khẩn trương chỉ đạo hoàn thành nhiệm vụ quá hạn",
            (false, false) => "khẩn trương chỉ đạo hoàn thành các nhiệm vụ quá hạn",
        };
        let asked: Vec<&str> = [
            (!owed.late.is_empty(), late),
            (
                !owed.returned.is_empty(),
                "làm rõ, bổ sung các kết quả đã trả lại",
            ),
            (!owed.figures.is_empty(), "nộp đủ số liệu còn thiếu"),
            (
                !owed.coming.is_empty(),
                "bảo đảm các nhiệm vụ sắp đến hạn hoàn thành đúng thời hạn",
            ),
        ]
        .into_iter()
        .filter_map(|(said, words)| said.then_some(words))
        .collect();
        format!(
            "Để bảo đảm tiến độ chung, {} đề nghị {to_whom} {}{} báo cáo kết quả bằng văn bản kèm minh chứng về \
             {}{through} chậm nhất ngày {}.\n\
             Trường hợp chưa hoàn thành, báo cáo rõ nguyên nhân, trách nhiệm và đề xuất thời gian hoàn thành cụ thể.",
            office.issuer_name(),
            asked.join("; "),
            if asked.len() > 1 { ";" } else { "," },
            office.issuer_name(),
            spell_day(answer)
        )
    }

    /// How much the letter speaks of, for the one who signs.
    fn found(&self) -> String {
        let parts = |own: &[super::late::LateBody<'_>]| -> u32 {
            own.iter().map(|own| own.items.len() as u32).sum()
        };
        let figures = self
            .owed
            .figures
            .iter()
            .map(|(_, own)| own.len() as u32)
            .sum();
        let said: Vec<String> = [
            (parts(&self.owed.late), "phần việc quá hạn"),
            (parts(&self.owed.coming), "phần việc sắp đến hạn"),
            (parts(&self.owed.returned), "kết quả đã trả lại"),
            (figures, "kỳ chưa nộp đủ số liệu"),
        ]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{} {what}", counted(count)))
        .collect();
        format!(
            "{} của {} đơn vị, tính đến ngày {}.",
            said.join(", "),
            counted(self.bodies.len() as u32),
            show_day(self.office.as_of.day)
        )
    }
}

/// Those above and beside who get a copy: all whom reports go to, except the units, which are urged themselves.
fn above(office: &Office) -> Vec<String> {
    office
        .others()
        .into_iter()
        .filter(|text| !text.starts_with("UBND "))
        .collect()
}
