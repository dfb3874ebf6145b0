//! Plans from templates and by hand; checklists with versions; search.

use so06::domain::ErrorCode;
use so06::engine::checklists::{ChecklistDraft, checklists, save_checklist, use_checklist_version};
use so06::engine::tasks::{self, HitWhere, PlanDraft};
use so06::store::identity;

use super::Office;
use crate::support::day;

#[test]
fn every_template_makes_its_plan_once_with_every_wording_kept() {
    for template in tasks::plan_templates().expect("templates") {
        let mut office = Office::new();
        let draft = PlanDraft {
            prefix: "MAU".to_owned(),
            // The example has the plan of 2024 already.
            first_day: Some(day("2025-01-10")),
            ..PlanDraft::default()
        };
        let before = office.board().tasks.len();
        let plan = tasks::make_plan(office.book(), Some(&template.key), &draft)
            .expect("a plan")
            .value;
        let board = office.board();
        assert_eq!(
            board.tasks.len() - before,
            template.tasks as usize,
            "{}",
            template.key
        );
        let own: Vec<_> = board
            .tasks
            .iter()
            .filter(|task| task.record.plan == plan)
            .collect();
        assert!(
            own.iter()
                .all(|task| task.record.number.starts_with("MAU-"))
        );
        let list = office
            .book()
            .read(|c| tasks::tasks(c, day("2024-03-18"), None))
            .expect("a list");
        let shown: usize = list.groups.iter().map(|group| group.tasks.len()).sum();
        assert_eq!(shown, board.tasks.len(), "every task is in one group");
        let again = tasks::make_plan(office.book(), Some(&template.key), &draft);
        assert_eq!(again.expect_err("once").code, ErrorCode::PlanMade);
    }
}

#[test]
fn a_template_gives_the_same_tasks_in_two_books() {
    let made = || {
        let mut office = Office::new();
        let draft = PlanDraft {
            prefix: "CĐS".to_owned(),
            ..PlanDraft::default()
        };
        let plan = tasks::make_plan(office.book(), Some("chuyen-doi-so-100-ngay"), &draft)
            .expect("a plan")
            .value;
        let board = office.board();
        let ids: Vec<i64> = board
            .tasks
            .iter()
            .filter(|own| own.record.plan == plan)
            .map(|own| own.id)
            .collect();
        office
            .book()
            .read(|c| {
                ids.iter()
                    .map(|id| identity::uid(c, *id))
                    .collect::<Result<Vec<_>, _>>()
            })
            .expect("identifiers")
    };
    let (first, second) = (made(), made());
    assert_eq!(first, second);
    assert_eq!(first.len(), 17);
}

#[test]
fn ticks_go_along_to_the_next_version() {
    let mut office = Office::new();
    let all = office.book().read(checklists).expect("checklists");
    let own = all
        .iter()
        .find(|own| own.used > 0 && own.latest)
        .expect("one that is used")
        .clone();
    let board = office.board();
    let task = board
        .tasks
        .iter()
        .find(|task| task.record.checklist == Some(own.id) && !board.parts(task.id).is_empty())
        .expect("a task")
        .id;
    let part = office.part(task, 0);
    let items = office.detail(task).assignments[0].checklist.clone();
    for item in &items[..2] {
        tasks::tick_item(office.book(), &part, item.item, true, "").expect("a tick");
    }
    let ticked = office.detail(task).row.clone();
    let mut next = own.items.clone();
    let gone = next.remove(0);
    next.push(so06::engine::checklists::ChecklistEntry {
        key: None,
        title: "Việc mới".to_owned(),
        group: None,
    });
    let draft = ChecklistDraft {
        key: Some(own.key.clone()),
        title: own.title.clone(),
        source: own.source.clone(),
        items: next,
    };
    let id = save_checklist(office.book(), &draft)
        .expect("a version")
        .value;
    let again = save_checklist(office.book(), &draft);
    assert!(
        again.is_ok_and(|done| done.changes.is_empty() || done.value != id),
        "the same again"
    );
    assert_eq!(
        office.detail(task).assignments[0].checklist.len(),
        items.len(),
        "the task keeps its version"
    );
    let taken = use_checklist_version(office.book(), task, id)
        .expect("taken")
        .value;
    assert!(taken.kept >= 1);
    assert_eq!(taken.dropped, [gone.title]);
    let after = &office.detail(task).assignments[0];
    assert!(
        after
            .checklist
            .iter()
            .any(|item| item.title == "Việc mới" && !item.done)
    );
    assert!(
        after
            .checklist
            .iter()
            .any(|item| item.done && item.title == items[1].title)
    );
    assert_eq!(office.detail(task).row.number, ticked.number);
}

#[test]
fn anything_written_is_found_without_marks() {
    let mut office = Office::new();
    let units = office.units();
    let task = office.enter("Niêm yết danh sách cử tri", "từ 22-2 đến 23-3", &units[..1]);
    let part = office.part(task, 0);
    tasks::claim_completion(
        office.book(),
        &part,
        day("2024-03-14"),
        "Biên bản số 7/BB-UBND",
    )
    .expect("a claim");
    let hits = |office: &Office, text: &str| {
        let book = &office.made.book;
        book.read(|c| tasks::search_tasks(c, &tasks::Board::load(c, day("2024-03-18"))?, text))
            .expect("hits")
    };
    let found = hits(&office, "niem yet cu tri");
    assert_eq!((found[0].task, found[0].place), (task, HitWhere::Title));
    let evidence = hits(&office, "bien ban so 7");
    assert_eq!(
        (evidence[0].task, evidence[0].place),
        (task, HitWhere::Part)
    );
    assert!(
        evidence[0].text.contains("7/BB-UBND"),
        "{}",
        evidence[0].text
    );
    // Words that the task has too are found in a claim that holds all of them; a field is named that holds the most.
    let places = |office: &Office| -> Vec<HitWhere> {
        let found = hits(office, "danh sach cu tri");
        let own = found.iter().filter(|own| own.task == task);
        own.map(|own| own.place).collect()
    };
    assert_eq!(places(&office), [HitWhere::Title]);
    tasks::return_completion(office.book(), &part, "Danh sách cử tri thiếu tổ 5")
        .expect("returned");
    assert_eq!(places(&office), [HitWhere::Title, HitWhere::Part]);
    assert!(!hits(&office, "96/TB-VPCP").is_empty(), "by document");
    assert!(hits(&office, "không có chữ này đâu").is_empty());
}

#[test]
fn a_list_is_compared_with_an_earlier_day() {
    let mut office = Office::new();
    let units = office.units();
    let task = office.enter("Việc", "chậm nhất ngày 15/3/2024", &units[..1]);
    let list = office
        .book()
        .read(|c| tasks::tasks(c, day("2024-03-18"), Some(day("2024-03-14"))))
        .expect("a list");
    let row = list
        .groups
        .iter()
        .flat_map(|group| &group.tasks)
        .find(|row| row.id == task)
        .expect("the row");
    assert_eq!(row.state, so06::domain::Timeliness::Overdue);
    assert_eq!(row.was, Some(so06::domain::Timeliness::DueSoon));
    let sum = |counts: &[tasks::ClassCount]| counts.iter().map(|own| own.count).sum::<u32>();
    assert_eq!(
        (sum(&list.classes), sum(&list.baseline_classes)),
        (list.total, list.total)
    );
}
