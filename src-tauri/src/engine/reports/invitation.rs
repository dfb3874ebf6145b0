//! Invitation to a meeting (giấy mời).

use super::build::Paper;
use super::findings::{ok, warn};
use super::meeting::{Sitting, lines};
use super::office::{Office, Standard, finish};
use crate::report::content::{Block, Document, Form, Run, Style};

/// Dots to be written on by hand.
const BY_HAND: &str =
    "..............................................................................";

pub(super) fn paper(office: &Office, sitting: &Sitting) -> Paper {
    let meeting = &sitting.meeting;
    let mut findings = Vec::new();
    let invited = lines(&meeting.invited);
    let mut body = Vec::new();
    let invites = format!("{} trân trọng kính mời", office.issuer_name());
    match invited.as_slice() {
        [] => {
            findings.push(warn(
                "Phiên họp chưa ghi thành phần mời; giấy mời để trống chỗ đó.",
            ));
            body.push(Block::plain(format!("{invites}: {BY_HAND}")));
        }
        [one] => body.push(Block::plain(format!("{invites}: {one}."))),
        several => {
            body.push(Block::plain(format!("{invites}:")));
            for (place, name) in several.iter().enumerate() {
                let end = if place + 1 == several.len() { '.' } else { ';' };
                body.push(Block::plain(format!("- {name}{end}")));
            }
        }
    }
    body.push(Block::plain(format!(
        "Tới dự {}, cụ thể như sau:",
        sitting.event()
    )));
    if meeting.time.trim().is_empty() {
        findings.push(warn("Phiên họp chưa ghi giờ."));
    }
    body.push(labelled("1. Thời gian", &format!("{}.", sitting.when())));
    let place = match meeting.place.trim() {
        "" => {
            findings.push(warn("Phiên họp chưa ghi địa điểm."));
            BY_HAND.to_owned()
        }
        place => format!("{}.", place.trim_end_matches('.')),
    };
    body.push(labelled("2. Địa điểm", &place));
    body.push(labelled(
        "3. Chủ trì",
        &format!("{}.", sitting.chair(office).trim_end_matches('.')),
    ));
    agenda(&meeting.agenda, &mut body);
    let mut standard = Standard::default();
    let closing = "Đề nghị các đại biểu nghiên cứu tài liệu, chuẩn bị ý kiến và dự họp đúng thành phần, thời gian.";
    body.extend(standard.say(office, "closing", closing.to_owned()));
    finish(&mut body);
    if findings.is_empty() {
        findings.push(ok("Đủ thời gian, địa điểm, chủ trì, thành phần."));
    }
    Paper {
        document: Document {
            title: format!("Giấy mời dự {}", sitting.name()),
            kind_name: "GIẤY MỜI".to_owned(),
            subject: vec![format!("Dự {}", sitting.name())],
            body,
            recipients: office.recipients("Như trên", &[]),
            ..office.paper(Form::Report, office.symbol("GM"))
        },
        standard: standard.0,
        findings,
    }
}

/// A point with its name in bold.
fn labelled(label: &str, text: &str) -> Block {
    Block::Paragraph {
        key: None,
        runs: vec![
            Run {
                text: format!("{label}: "),
                style: Style::Bold,
                figure: None,
            },
            Run::plain(text),
        ],
    }
}

fn agenda(text: &str, body: &mut Vec<Block>) {
    match lines(text).as_slice() {
        [] => {}
        [one] => body.push(labelled("4. Nội dung", &format!("{one}."))),
        several => {
            body.push(Block::Paragraph {
                key: None,
                runs: vec![Run {
                    text: "4. Nội dung:".to_owned(),
                    style: Style::Bold,
                    figure: None,
                }],
            });
            for (place, point) in several.iter().enumerate() {
                let end = if place + 1 == several.len() { '.' } else { ';' };
                body.push(Block::plain(format!("- {point}{end}")));
            }
        }
    }
}
