//! From what was typed to papers that are submitted, issued, reprinted.

use serde_json::{Value, json};
use so06::domain::instant::{parse_day, show_day};
use so06::domain::{Id, Result};
use so06::engine::reports::{
    self, Comparison, FigureChange, Issue, IssuedReport, ReportKind, ShownFigure, SignedCopyView,
    SignedReading, Trace, issue_report, issued_report, issued_reports, reprint, submit_report,
    take_back_report,
};
use so06::store::Book;

use crate::acts::{not_yet, open};
use crate::args::Cli;
use crate::output::Output;
use crate::report::{quick, usage, wanted};
use crate::report_args::{Given, Report, Reports};

pub fn reports(cli: &Cli, wanted: &Reports, out: Output) -> Result<()> {
    match wanted {
        Reports::List => {
            let all = open(cli)?.read(issued_reports)?;
            let rows: Vec<Value> = all.iter().map(told).collect();
            out.answer(&json!(rows), || all.iter().map(line).collect());
            Ok(())
        }
        Reports::Issue { id, given } => {
            let mut book = open(cli)?;
            let issue = issue_of(given)?;
            let id = issue_report(&mut book, &Ok(*id), &issue)?.value;
            answer(&book, id, out)
        }
        Reports::TakeBack { id } => {
            let mut book = open(cli)?;
            let own = book.read(|c| issued_report(c, *id))?;
            take_back_report(&mut book, *id)?;
            let words = format!("Đã thu hồi về nháp: {}.", own.title);
            out.answer(&json!({ "id": id, "title": own.title }), || vec![words]);
            Ok(())
        }
        Reports::Reprint { id, out: path } => {
            let saved = reprint(&open(cli)?, *id, path)?;
            let value = json!({ "file": saved.path, "bytes": saved.bytes });
            out.answer(&value, || {
                vec![format!("Đã in lại: {} byte, {}", saved.bytes, saved.path)]
            });
            Ok(())
        }
        Reports::Quick { id, out: path } => quick(&open(cli)?, &Ok(*id), path.as_deref(), out),
        Reports::Compare { one, other } => {
            let found = reports::compare_reports(&mut open(cli)?, *one, *other)?;
            out.answer(&json!(found), || compared(&found));
            Ok(())
        }
        Reports::Verify { code } => {
            let found = reports::verify_code(&open(cli)?, code)?;
            out.answer(&json!(found), || {
                std::iter::once(line(&found.report))
                    .chain(found.figures.iter().map(shown))
                    .collect()
            });
            Ok(())
        }
        Reports::Figures { id } => {
            let found = reports::issued_figures(&open(cli)?, *id)?;
            out.answer(&json!(found), || found.iter().map(shown).collect());
            Ok(())
        }
        Reports::Changed { id } => {
            let found = reports::changed_since(&mut open(cli)?, *id)?;
            out.answer(&json!(found), || {
                if found.is_empty() {
                    return vec!["Các số trong sổ vẫn như trong văn bản.".to_owned()];
                }
                found.iter().flat_map(change).collect()
            });
            Ok(())
        }
        Reports::Trace { id, key } => {
            let found = reports::trace_issued(&mut open(cli)?, *id, key)?;
            out.answer(&json!(found), || traced(&found));
            Ok(())
        }
        Reports::Attach { id, file, note } => {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            let bytes = crate::evidence::bytes_of(file)?;
            let mut book = open(cli)?;
            let copy = reports::attach_signed(&mut book, *id, &name, &bytes, note)?.value;
            let found = reports::read_signed(&book, copy)?;
            out.answer(&json!({ "copy": copy, "reading": found }), || {
                signed(&found)
            });
            Ok(())
        }
        Reports::Signed { id } => {
            let found = open(cli)?.read(|c| reports::copies(c, *id))?;
            out.answer(&json!(found), || {
                let line =
                    |own: &SignedCopyView| format!("{}  {}, {} byte", own.id, own.name, own.size);
                found.iter().map(line).collect()
            });
            Ok(())
        }
        Reports::Other(words) => Err(not_yet("reports", words)),
    }
}

/// `report KIND … --submit` and `--issue`; with `--out` the pages go into a file too.
pub fn freeze(cli: &Cli, kind: ReportKind, report: &Report, out: Output) -> Result<()> {
    if let Some(path) = &report.out {
        let pdf = path
            .extension()
            .is_some_and(|own| own.eq_ignore_ascii_case("pdf"));
        if !pdf {
            return Err(usage(
                "văn bản trình ký, ban hành được giữ ở dạng PDF: --out TỆP.pdf",
            ));
        }
    }
    if report.submit && report.issue {
        return Err(usage("chọn một trong --submit và --issue"));
    }
    let issue = report.issue.then(|| issue_of(&report.given)).transpose()?;
    let mut book = open(cli)?;
    let request = wanted(&book, kind, report)?;
    let id = if let Some(issue) = issue {
        issue_report(&mut book, &Err(request), &issue)?.value
    } else {
        submit_report(&mut book, &request)?.value
    };
    if let Some(path) = &report.out {
        reports::reprint(&book, id, path)?;
    }
    answer(&book, id, out)
}

fn issue_of(given: &Given) -> Result<Issue> {
    let (Some(number), Some(date)) = (given.number, &given.date) else {
        return Err(usage("ban hành cần --number SỐ và --date NGÀY"));
    };
    Ok(Issue {
        number,
        day: parse_day(date)?,
        clock_seen: given.clock_ok,
    })
}

fn answer(book: &Book, id: Id, out: Output) -> Result<()> {
    let own = book.read(|c| issued_report(c, id))?;
    out.answer(&told(&own), || vec![line(&own)]);
    Ok(())
}

fn told(own: &IssuedReport) -> Value {
    json!({
        "id": own.id, "kind": own.kind, "title": own.title, "period": own.period, "as_of": own.as_of,
        "state": own.state, "number": own.number, "day": own.day, "pages": own.pages, "code": own.code,
        "replaces": own.replaces, "replaced_by": own.replaced_by,
    })
}

fn line(own: &IssuedReport) -> String {
    let state = own.day.map_or_else(
        || "trình ký".to_owned(),
        |day| format!("ban hành {}", show_day(day)),
    );
    let replaced = own
        .replaced_by
        .map(|later| format!(", đã được thay thế bằng văn bản {later}"))
        .unwrap_or_default();
    format!(
        "{}  {}  {state}  {}  {} trang, mã {}{replaced}",
        own.id, own.number, own.title, own.pages, own.code
    )
}

fn shown(own: &ShownFigure) -> String {
    format!("{}: {}  [{}]", own.label, own.text, own.key)
}

fn compared(found: &Comparison) -> Vec<String> {
    let mut lines = vec![
        format!("Trước: {}", line(&found.before)),
        format!("Sau:   {}", line(&found.after)),
        format!(
            "{} số như nhau, {} số khác.",
            found.same,
            found.changes.len()
        ),
    ];
    lines.extend(found.changes.iter().flat_map(change));
    for (words, labels) in [("trước", &found.only_before), ("sau", &found.only_after)] {
        lines.extend(
            labels
                .iter()
                .map(|own| format!("Chỉ có trong văn bản {words}: {own}")),
        );
    }
    lines
}

fn change(own: &FigureChange) -> Vec<String> {
    let first = format!(
        "{}: {} → {} ({})",
        own.label, own.before, own.after, own.difference
    );
    let causes = own.causes.iter().map(|cause| format!("    {}", cause.text));
    std::iter::once(first).chain(causes).collect()
}

fn traced(found: &Trace) -> Vec<String> {
    let parts = found.parts.iter().map(|own| {
        let day = own
            .day
            .map_or_else(String::new, |day| format!(", ngày {}", show_day(day)));
        let by = if own.officer.is_empty() {
            String::new()
        } else {
            format!(
                ", {} nhập lúc {}",
                own.officer,
                own.moment.replace('T', " ")
            )
        };
        format!("    {}: {}{day}, {}{by}", own.name, own.text, own.source)
    });
    std::iter::once(found.label.clone()).chain(parts).collect()
}

fn signed(found: &SignedReading) -> Vec<String> {
    if !found.readable {
        return vec![
            "Đã đính kèm. Tệp là ảnh hoặc định dạng không đọc được chữ nên không so được."
                .to_owned(),
        ];
    }
    let mut lines = vec![if found.same_paper {
        format!(
            "Đã đính kèm; {} chỗ khác với văn bản đã giữ.",
            found.differences.len()
        )
    } else {
        "Đã đính kèm, nhưng phần lớn chữ không giống văn bản này: kiểm tra lại có đúng tệp không."
            .to_owned()
    }];
    lines.extend(found.differences.iter().map(|own| {
        let mark = if own.number { "Số" } else { "Lời" };
        format!(
            "    {mark}: … {} [{}] → [{}]",
            own.context, own.before, own.after
        )
    }));
    lines
}
