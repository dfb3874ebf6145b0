//! Copies, restoring, checking, blanking: `backup`, `copies`, `doctor`, `journal verify|redact`.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use so06::api::{self, misfit_words};
use so06::domain::{Error, ErrorCode, Result};
use so06::engine::doctor;
use so06::engine::exchange::Mounts;
use so06::engine::redaction::{RedactWords, redact_words};
use so06::engine::safety::{self, HeadSource, SafetyMemory};
use so06::store::copies::{self, CopyReason, SafetyCopy};
use so06::store::scratch;

use crate::acts::{clock, officer, open};
use crate::args::{Cli, Copies};
use crate::output::Output;
use crate::places::notes;

fn internal(error: serde_json::Error) -> Error {
    Error::new(ErrorCode::Internal).detail(error)
}

fn line(copy: &SafetyCopy, folder: &Path) -> String {
    format!(
        "{} · {} · {} byte · thao tác {}",
        copy.moment.format("%d/%m/%Y %H:%M:%S"),
        folder.join(&copy.file).display(),
        copy.bytes,
        copy.operation
    )
}

fn value(copy: &SafetyCopy, folder: &Path) -> Result<Value> {
    let mut own = serde_json::to_value(copy).map_err(internal)?;
    own["path"] = json!(folder.join(&copy.file));
    Ok(own)
}

/// `backup [--to DIR]`.
pub fn backup(cli: &Cli, to: Option<&Path>, out: Output) -> Result<()> {
    let book = open(cli)?;
    let (made, folder) = match to {
        Some(folder) => (safety::copy_to_folder(&book, folder)?, folder.to_owned()),
        None => (
            safety::make_copy(&book, CopyReason::ByHand)?,
            safety::folder_of(&book),
        ),
    };
    let copy =
        made.ok_or_else(|| Error::new(ErrorCode::ReadOnly).with("path", book.path().display()))?;
    if to.is_none() {
        let data = api::user_data_dir();
        let mut memory = SafetyMemory::load(&data, book.path());
        if safety::carry_out(&book, &mut memory, &Mounts::of_machine()) > 0 {
            memory.save(&data, book.path())?;
        }
    }
    out.answer(&value(&copy, &folder)?, || {
        vec![format!("Đã sao lưu: {}", line(&copy, &folder))]
    });
    Ok(())
}

/// `copies list|preview|rehearse|second`.
pub fn copies(cli: &Cli, wanted: &Copies, out: Output) -> Result<()> {
    match wanted {
        Copies::List => {
            let folder = safety::folder_of(&open(cli)?);
            let mut all = copies::list(&folder);
            all.reverse();
            let values: Result<Vec<Value>> = all.iter().map(|own| value(own, &folder)).collect();
            out.answer(&Value::from(values?), || {
                all.iter().map(|own| line(own, &folder)).collect()
            });
            Ok(())
        }
        Copies::Preview { file } => preview(cli, file, out),
        Copies::Rehearse => rehearse(cli, out),
        Copies::Second { folder } => second(cli, folder, out),
    }
}

fn preview(cli: &Cli, file: &Path, out: Output) -> Result<()> {
    let book = cli.book.is_some().then(|| open(cli)).transpose()?;
    let found = safety::preview_restore(book.as_ref(), file)?;
    let label = |own| api::operation_label(own, out.language);
    let lost: Vec<Value> = found
        .lost
        .operations
        .iter()
        .map(|own| json!({ "operation": own.seq, "moment": own.moment, "officer": own.officer, "label": label(own) }))
        .collect();
    let last = found.last.as_ref().map(|own| own.moment.clone());
    let answer = json!({
        "last": last, "own_past": found.own_past, "lost": lost, "lost_count": found.lost.count,
        "figures": found.lost.figures, "papers": found.lost.papers, "sent": found.lost.sent,
    });
    out.answer(&answer, || {
        let mut lines = vec![format!("Bản sao dừng ở {}.", last.unwrap_or_default())];
        lines.push(if found.own_past {
            format!(
                "Phục hồi bản này thì mất {} thao tác: {} số liệu, {} văn bản, {} gói đã gửi.",
                found.lost.count, found.lost.figures, found.lost.papers, found.lost.sent
            )
        } else {
            "Bản sao không phải của quá khứ sổ này, nên không so được.".to_owned()
        });
        lines.extend(
            found
                .lost
                .operations
                .iter()
                .map(|own| format!("{} {}", own.moment, label(own))),
        );
        lines
    });
    Ok(())
}

fn rehearse(cli: &Cli, out: Output) -> Result<()> {
    let book = open(cli)?;
    let data = api::user_data_dir();
    let mut memory = SafetyMemory::load(&data, book.path());
    let done = safety::rehearse(
        &book,
        &mut memory,
        &Mounts::of_machine(),
        &scratch::folder(),
    )?;
    memory.save(&data, book.path())?;
    if !done.whole {
        return Err(Error::new(ErrorCode::CopyDamaged)
            .with("path", done.copy)
            .detail(done.detail));
    }
    let answer = serde_json::to_value(&done).map_err(internal)?;
    out.answer(&answer, || {
        vec![format!(
            "Phục hồi thử bản lúc {}: nguyên vẹn, {} mục khớp với sổ.",
            done.copy.replace('T', " "),
            done.things
        )]
    });
    Ok(())
}

fn second(cli: &Cli, folder: &str, out: Output) -> Result<()> {
    let book = open(cli)?;
    let data = api::user_data_dir();
    let mut memory = SafetyMemory::load(&data, book.path());
    let mounts = Mounts::of_machine();
    memory.second = if folder.trim().is_empty() {
        None
    } else {
        Some(safety::check_second(
            &book,
            &PathBuf::from(folder.trim()),
            &mounts,
        )?)
    };
    let carried = safety::carry_out(&book, &mut memory, &mounts);
    memory.save(&data, book.path())?;
    out.answer(
        &json!({ "second": folder.trim(), "carried": carried }),
        || {
            vec![match &memory.second {
                None => "Không dùng nơi sao lưu thứ hai.".to_owned(),
                Some(own) => format!("Nơi sao lưu thứ hai: {}", own.folder.path.display()),
            }]
        },
    );
    Ok(())
}

/// `journal verify`.
pub fn verify(cli: &Cli, out: Output) -> Result<()> {
    let book = open(cli)?;
    let memory = SafetyMemory::load(&api::user_data_dir(), book.path());
    let second = memory
        .second
        .and_then(|own| own.folder.place(&Mounts::of_machine()));
    let proof = safety::prove(&book, &notes(), second.as_deref())?;
    let verdict = &proof.verdict;
    if let Some(first) = verdict.misfits.first() {
        let all = verdict.misfits.iter().map(|own| {
            misfit_words(
                own.what,
                &api::table_words(&own.table, out.language),
                own.operation,
                out.language,
            )
        });
        return Err(Error::new(ErrorCode::DamagedBook)
            .with("path", book.path().display())
            .with("operation", first.operation)
            .detail(all.collect::<Vec<_>>().join(" ")));
    }
    if let Some(wrong) = proof.heads.iter().find(|own| !own.fits) {
        return Err(Error::new(ErrorCode::JournalCut)
            .with("operation", wrong.operation)
            .with("last", verdict.last)
            .with("known", source(wrong.source)));
    }
    let mut answer = serde_json::to_value(verdict).map_err(internal)?;
    answer["heads"] = serde_json::to_value(&proof.heads).map_err(internal)?;
    answer["proved"] = json!(proof.proved);
    answer["unproved"] = json!(proof.unproved());
    out.answer(&answer, || {
        let mut lines = vec![format!(
            "Nhật ký nguyên vẹn: {} thao tác, {} dòng, {} chỗ đã xóa lời có lý do.",
            verdict.operations, verdict.rows, verdict.redacted
        )];
        lines.push(match proof.proved {
            0 => "Chưa có gì bên ngoài sổ để đối chiếu; hãy sao lưu.".to_owned(),
            proved => format!(
                "Khớp với bên ngoài đến thao tác {proved}; {} thao tác sau đó chưa có gì chứng thực.",
                proof.unproved()
            ),
        });
        lines
    });
    Ok(())
}

const fn source(own: HeadSource) -> &'static str {
    match own {
        HeadSource::Copy => "bản sao lưu",
        HeadSource::Note => "dấu ngoài sổ",
        HeadSource::Receipt => "biên nhận",
    }
}

/// `journal redact WORDS --reason …`.
pub fn redact(cli: &Cli, (words, reason, dry_run): (&str, &str, bool), out: Output) -> Result<()> {
    let mut book = open(cli)?;
    let request = RedactWords {
        words: words.to_owned(),
        reason: reason.to_owned(),
        rehearse: dry_run,
    };
    let done = redact_words(&mut book, &request)?.value;
    let answer = serde_json::to_value(&done).map_err(internal)?;
    out.answer(&answer, || {
        let what = if dry_run { "Sẽ xóa" } else { "Đã xóa" };
        vec![
            format!("{what}: {} chỗ đang có, {} chỗ trong lịch sử.", done.now, done.history),
            format!(
                "Không xóa được ở nơi khác: {} văn bản đã trình hoặc ban hành, {} gói đã gửi, các bản sao lưu cũ.",
                done.issued, done.sent
            ),
        ]
    });
    Ok(())
}

/// `doctor [--repair-to FILE]`: looks at a file and writes nothing to it.
pub fn doctor(cli: &Cli, repair_to: Option<&Path>, out: Output) -> Result<()> {
    let path = cli
        .book
        .as_deref()
        .ok_or_else(|| Error::new(ErrorCode::NoBook))?;
    if let Some(to) = repair_to {
        return repair(cli, path, to, out);
    }
    let found = doctor::examine(path, clock(cli)?)?;
    let state = api::state_words(found.health.state, out.language);
    let findings = api::finding_words(&found, out.language);
    if let Some(refusal) = found.refusal(path) {
        eprintln!("{state}");
        return Err(refusal.detail(lines_of(&findings).join("; ")));
    }
    let answer = json!({
        "state": found.health.state, "text": state, "findings": findings, "bytes": found.health.bytes,
        "operation": found.health.operation, "moment": found.health.moment, "copies": found.copies,
    });
    out.answer(&answer, || {
        let mut lines = vec![state];
        lines.extend(lines_of(&findings));
        lines
    });
    Ok(())
}

/// What was found, with how often, and what was said of it in the words of whoever found it.
fn lines_of(findings: &[api::FindingRow]) -> Vec<String> {
    let line = |own: &api::FindingRow| {
        let often = match own.count {
            0 | 1 => String::new(),
            count => format!(" × {count}"),
        };
        let mut out = vec![format!("{}{often}", own.text)];
        out.extend(own.details.iter().map(|detail| format!("  {detail}")));
        out
    };
    findings.iter().flat_map(line).collect()
}

fn repair(cli: &Cli, path: &Path, to: &Path, out: Output) -> Result<()> {
    let by = officer(cli);
    let saved = doctor::repair(path, to, &[], (clock(cli)?, &by))?;
    let text = api::saved_words(&saved, out.language);
    let answer = json!({
        "book": to, "whole": saved.whole, "text": text, "hurt": saved.hurt, "tables": saved.tables, "copies": saved.copies,
    });
    out.answer(&answer, || {
        let mut lines = vec![text];
        let some = saved
            .tables
            .iter()
            .filter(|(_, own)| own.given + own.lost > 0);
        lines.extend(some.map(|(table, own)| {
            format!(
                "{}: đọc được {}, lấy từ bản sao {}, mất {}",
                api::table_words(table, out.language),
                own.read,
                own.given,
                own.lost
            )
        }));
        lines
    });
    Ok(())
}
