//! Tasks in a book of 10,000 assignments.

use std::path::Path;

use serde_json::{Value, json};
use so06::api::{Session, dispatch};
use so06::domain::Day;
use so06::engine::tasks::{self, Board, Bulk, BulkDeed, PlanDraft, TaskDraft};

use crate::books;
use crate::measure::{Row, line};

/// Units, and tasks that each of them has.
const UNITS: usize = 100;
const TASKS: usize = 100;

/// Most milliseconds that finding something may take (the limit).
const SEARCH: u32 = 50;
/// Most that a screen may take.
const SCREEN: u32 = 100;

const SUBJECTS: [&str; 5] = [
    "Số hóa kết quả giải quyết thủ tục hành chính còn hiệu lực",
    "Đồng bộ, làm sạch dữ liệu hộ tịch, thuế, bảo hiểm, giáo dục, y tế",
    "Vận động, hướng dẫn người dân kích hoạt tài khoản định danh điện tử",
    "Rà soát, lập, niêm yết danh sách cử tri",
    "Kiện toàn tổ công nghệ số cộng đồng ở khu vực, ấp",
];
const WORDINGS: [&str; 5] = [
    "trước ngày 15/3/2026",
    "trong quý IV/2025",
    "chậm nhất ngày 05/12/2025",
    "thường xuyên",
    "trong năm 2025",
];

/// Makes the book and asks for what the screens of tasks show.
pub fn tasks(dir: &Path) -> Vec<Row> {
    let path = dir.join("tasks.so06");
    let mut book = books::empty(&path, UNITS);
    let plan = tasks::make_plan(
        &mut book,
        None,
        &PlanDraft {
            title: "Kế hoạch đo".to_owned(),
            ..PlanDraft::default()
        },
    )
    .expect("a plan")
    .value;
    let today: Day = books::TODAY.parse().expect("a day");
    let board = book.read(|c| Board::load(c, today)).expect("a board");
    let leads = board.directory.units(today);
    assert_eq!(leads.len(), UNITS, "as many units as were asked for");
    for n in 0..TASKS {
        let draft = TaskDraft {
            plan,
            group: ["a", "b", "c", "d", "dd"][n % 5].to_owned(),
            title: format!("{} ({n})", SUBJECTS[n % SUBJECTS.len()]),
            content: format!("{}. ", SUBJECTS[(n + 2) % SUBJECTS.len()]).repeat(4),
            deliverable: "Báo cáo kết quả, có minh chứng".to_owned(),
            deadline_text: WORDINGS[n % WORDINGS.len()].to_owned(),
            leads: leads.clone(),
            ..TaskDraft::default()
        };
        tasks::save_task(&mut book, None, &draft).expect("a task");
    }
    let board = book.read(|c| Board::load(c, today)).expect("a board");
    let claim = Bulk {
        tasks: board.tasks.iter().map(|task| task.id).collect(),
        bodies: leads.iter().copied().step_by(2).collect(),
        deed: BulkDeed::Claim {
            day: today,
            evidence: "Biên bản số 7/BB-UBND".to_owned(),
        },
    };
    let claimed = tasks::act_on_tasks(&mut book, &claim)
        .expect("claims")
        .value;
    let claimed: u32 = claimed.done.iter().map(|row| row.parts).sum();
    drop(book);
    let mut session = Session::new(books::clock(), "đo", dir.into(), dir.into());
    let mut ask = move |name: &str, request: Value| -> Value {
        dispatch(&mut session, name, request).expect("an answer")["value"].clone()
    };
    ask("open_book", json!({ "path": path }));
    let mut rows = vec![Row::new(
        "assignments",
        &(UNITS * TASKS).to_string(),
        &format!("{claimed} of them claimed"),
    )];
    for text in ["lam sach", "bien ban so 7", "niêm yết 43", "xyz"] {
        rows.push(line(&format!("searched for “{text}”"), SEARCH, || {
            let found = ask("search_tasks", json!({ "text": text, "as_of": null }));
            assert_eq!(found.as_array().is_none_or(Vec::is_empty), text == "xyz");
        }));
    }
    rows.push(line("list", SCREEN, || {
        drop(ask("tasks", json!({ "as_of": null, "baseline": null })));
    }));
    rows.push(line("task × unit", SCREEN, || {
        drop(ask("task_matrix", json!({ "as_of": null, "plan": null })));
    }));
    rows.push(line("today's work", SCREEN, || {
        drop(ask("today_work", json!({ "as_of": null })));
    }));
    rows
}
