//! Lists of tasks: those that nobody was given by name, and those of no known group.

use so06::domain::task::Task;
use so06::engine::reports::ReportKind;
use so06::engine::tasks::{self, TaskDraft};
use so06::store::Operation;

use super::papers::{board, concluded, request, says, text};
use crate::support::example;
use crate::tasks::Office;

#[test]
fn a_late_task_that_no_body_was_given_tells_its_deadline() {
    let mut office = Office::new();
    for (title, lead) in [
        ("Rà soát quy trình nội bộ", ""),
        ("Soát lại biểu mẫu", "Tổ chuyên viên giúp việc"),
    ] {
        let draft = TaskDraft {
            lead_text: lead.to_owned(),
            ..office.draft(title, "trước ngày 01/3/2024", &[])
        };
        tasks::save_task(office.book(), None, &draft).unwrap();
    }
    for kind in [ReportKind::Progress, ReportKind::Tasks] {
        let said = text(&office.made, &request(kind));
        says(
            &said,
            &[
                "- Rà soát quy trình nội bộ (thời hạn 29/02/2024)",
                "- Soát lại biểu mẫu (Tổ chuyên viên giúp việc, thời hạn 29/02/2024)",
            ],
        );
        assert!(!said.contains("()"), "{said}");
    }
}

#[test]
fn tasks_of_no_known_group_are_counted_among_the_others() {
    let mut made = example();
    let like = board(&made.book).find("NV-001").unwrap().record.clone();
    let other = Task {
        group_key: "khong_ro".to_owned(),
        ..concluded(&like, "NV-900", "Việc ngoài nhóm", "", None)
    };
    made.book
        .transact(Operation::new("test", serde_json::json!({})), |tx| {
            tx.add(&other)
        })
        .unwrap();
    assert!(board(&made.book).own().count() > 1);
    let said = text(&made, &request(ReportKind::Tasks));
    says(&said, &["- Nhiệm vụ khác: 01 nhiệm vụ"]);
    let total = board(&made.book).own().count();
    let counted: usize = said
        .lines()
        .skip_while(|line| !line.starts_with("Tiến độ theo từng nhóm nhiệm vụ:"))
        .skip(1)
        .take_while(|line| line.starts_with("- "))
        .filter_map(|line| {
            let rest = line.rsplit_once(": ")?.1;
            rest.split(' ').next()?.parse::<usize>().ok()
        })
        .sum();
    assert_eq!(counted, total, "{said}");
}
