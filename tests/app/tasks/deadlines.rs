//! Deadlines of units, events, extensions, and what closes by numbers.

use so06::domain::number::{Entry, Qualifier};
use so06::domain::task::ExtensionState;
use so06::domain::timeliness::Timeliness;
use so06::domain::{ErrorCode, Period};
use so06::engine::counts::{RecordCount, Stated, record_count};
use so06::engine::dictionary::Dictionary;
use so06::engine::tasks::{self, ExtendDeadline, PartKey, TaskDraft};
use so06::engine::undo;

use super::{Office, states};
use crate::support::{TODAY, day};

fn extension(task: i64, part: Option<PartKey>, to: &str) -> ExtendDeadline {
    ExtendDeadline {
        task,
        part,
        last_day: Some(day(to)),
        reason: "Chờ phần mềm".to_owned(),
        document: None,
        state: ExtensionState::Approved,
    }
}

#[test]
fn units_owe_it_earlier_than_the_district_and_the_province_later() {
    let mut office = Office::new();
    let units = office.units();
    let root = office.board().directory.root;
    let draft = TaskDraft {
        unit_margin: "3wd".to_owned(),
        superior_day: Some(day("2024-04-12")),
        ..office.draft("Rà soát dữ liệu", "trước ngày 10/4", &[units[0], root])
    };
    let task = tasks::save_task(office.book(), None, &draft)
        .expect("a task")
        .value;
    // 09/04 is a Tuesday; three working days before it lie Monday, Friday and Thursday.
    assert_eq!(
        office.last_days(task, TODAY),
        [Some(day("2024-04-04")), Some(day("2024-04-09"))]
    );
    let row = office.detail(task).row;
    assert_eq!(row.deadline.own_day, Some(day("2024-04-09")));
    assert_eq!(row.deadline.superior_day, Some(day("2024-04-12")));
    // The district's day moves, and the units' with it.
    tasks::extend_deadline(office.book(), &extension(task, None, "2024-04-16")).expect("moved");
    assert_eq!(
        office.last_days(task, TODAY),
        [Some(day("2024-04-11")), Some(day("2024-04-16"))]
    );
}

#[test]
fn an_event_that_took_place_gives_the_last_day() {
    let mut office = Office::new();
    let units = office.units();
    let task = office.enter(
        "Quy chế mạng",
        "20 ngày sau khi Tỉnh ủy ban hành",
        &units[..1],
    );
    assert_eq!(office.last_days(task, TODAY), [None]);
    let today = tasks::today_work(&office.board());
    assert!(today.waiting.iter().any(|row| row.id == task));
    tasks::set_event_day(office.book(), task, Some(day("2024-03-11"))).expect("an event");
    // 31/03/2024 is a Sunday.
    assert_eq!(office.last_days(task, TODAY), [Some(day("2024-04-01"))]);
    assert!(
        tasks::today_work(&office.board())
            .waiting
            .iter()
            .all(|row| row.id != task)
    );
    // A change of the title keeps the day; another wording drops it.
    let mut draft = office.detail(task).draft;
    draft.title = "Quy chế mạng máy tính".to_owned();
    tasks::save_task(office.book(), Some(task), &draft).expect("renamed");
    assert_eq!(office.last_days(task, TODAY), [Some(day("2024-04-01"))]);
    tasks::set_event_day(office.book(), task, None).expect("taken away");
    assert_eq!(office.last_days(task, TODAY), [None]);
    let plain = office.enter("Có ngày", "trước ngày 10/4", &units[..1]);
    let refused = tasks::set_event_day(office.book(), plain, Some(day("2024-03-11")));
    assert_eq!(refused.expect_err("no event").code, ErrorCode::NoEvent);
}

#[test]
fn what_was_done_goes_by_the_deadline_of_its_day() {
    let mut office = Office::new();
    let units = office.units();
    let task = office.enter("Kế hoạch", "chậm nhất ngày 10/3/2024", &units[..2]);
    let late = office.part(task, 0);
    tasks::claim_completion(office.book(), &late, day("2024-03-12"), "KH 12").expect("a claim");
    let states_of = |office: &Office| -> Vec<Timeliness> {
        office
            .board()
            .parts(task)
            .iter()
            .map(|part| part.state)
            .collect()
    };
    assert_eq!(
        states_of(&office),
        [Timeliness::DoneLate, Timeliness::Overdue]
    );
    // Approved today: it excuses who is still at work, not who was late before.
    tasks::extend_deadline(office.book(), &extension(task, None, "2024-03-29")).expect("moved");
    assert_eq!(
        states_of(&office),
        [Timeliness::DoneLate, Timeliness::InTime]
    );
    let seen: Vec<Timeliness> = office
        .board_on("2024-03-17")
        .parts(task)
        .iter()
        .map(|part| part.state)
        .collect();
    assert_eq!(
        seen,
        [Timeliness::DoneLate, Timeliness::Overdue],
        "the day before"
    );
}

#[test]
fn an_extension_is_asked_for_decided_once_and_kept() {
    let mut office = Office::new();
    let units = office.units();
    let task = office.enter("Kế hoạch", "chậm nhất ngày 20/3/2024", &units[..2]);
    let part = office.part(task, 1);
    let asked = ExtendDeadline {
        state: ExtensionState::Proposed,
        ..extension(task, Some(part), "2024-03-29")
    };
    let id = tasks::extend_deadline(office.book(), &asked)
        .expect("asked")
        .value;
    let both = |office: &Office| office.last_days(task, TODAY);
    assert_eq!(
        both(&office),
        [Some(day("2024-03-20")), Some(day("2024-03-20"))]
    );
    assert_eq!(tasks::today_work(&office.board()).extensions.len(), 1);
    let silent = tasks::decide_extension(office.book(), id, false, " ", day(TODAY));
    assert_eq!(silent.expect_err("a reason").code, ErrorCode::ReasonNeeded);
    tasks::decide_extension(office.book(), id, true, "", day(TODAY)).expect("approved");
    assert_eq!(
        both(&office),
        [Some(day("2024-03-20")), Some(day("2024-03-29"))]
    );
    let twice = tasks::decide_extension(office.book(), id, true, "", day(TODAY));
    assert_eq!(twice.expect_err("once").code, ErrorCode::ExtensionSettled);
    let detail = office.detail(task);
    assert_eq!(detail.extensions[0].previous, Some(day("2024-03-20")));
    assert!(
        detail.extensions[0].body_name.starts_with("Phường"),
        "whose it is"
    );
}

#[test]
fn figures_close_the_work_and_open_it_again() {
    let mut office = Office::new();
    let units = office.units();
    let dictionary = office.book().read(Dictionary::load).expect("indicators");
    let indicator = dictionary.resolve("ho_tich.so_hoa").unwrap_or_else(|_| {
        dictionary
            .all()
            .iter()
            .find(|kept| kept.record.kind.is_stock() && kept.record.code.contains("so_hoa"))
            .or_else(|| {
                dictionary
                    .all()
                    .iter()
                    .find(|kept| kept.record.kind.is_stock())
            })
            .expect("a stock")
            .id
    });
    let draft = TaskDraft {
        indicator: Some(indicator),
        goal: Some("1.000".to_owned()),
        ..office.draft("Số hóa hộ tịch", "trong tháng 3/2024", &units[..1])
    };
    let task = tasks::save_task(office.book(), None, &draft)
        .expect("a task")
        .value;
    let enter = |office: &mut Office, on: &str, value: i64| {
        let request = RecordCount {
            body: units[0],
            indicator,
            stated: Stated::AsOf(so06::domain::Instant::parse(on).expect("a day")),
            entry: Entry::Value(value, Qualifier::Exact),
            source: None,
            note: None,
        };
        record_count(office.book(), &request).expect("a figure");
    };
    let goal = |office: &Office| office.board().parts(task)[0].clone();
    enter(&mut office, "2024-03-05", 900);
    let open = goal(&office);
    assert_eq!(open.state, Timeliness::InTime);
    assert_eq!(open.goal.as_ref().and_then(tasks::Goal::left), Some(100));
    let view = office.detail(task).assignments[0]
        .goal
        .clone()
        .expect("a goal");
    // 18–29/03/2024: ten working days with today's; what is left is rounded up to a tenth.
    assert_eq!(
        (view.value.as_str(), view.goal.as_str(), view.left.as_str()),
        ("900", "1.000", "100")
    );
    assert!(view.pace.is_some(), "a pace");
    enter(&mut office, "2024-03-12", 1_004);
    let closed = goal(&office);
    assert_eq!(closed.state, Timeliness::DoneOnTime);
    assert_eq!(
        closed.goal.and_then(|own| own.reached),
        Some(day("2024-03-12"))
    );
    assert_eq!(
        office.board_on("2024-03-11").parts(task)[0].state,
        Timeliness::InTime,
        "the day before it was not"
    );
    enter(&mut office, "2024-03-15", 980);
    assert_eq!(goal(&office).state, Timeliness::InTime, "open again");
    let _ = Period::parse("2024-T03");
}

#[test]
fn one_step_takes_each_back() {
    let mut office = Office::new();
    let units = office.units();
    let task = office.enter("Việc", "hằng tuần, thứ Năm", &units[..3]);
    let plain = office.enter("Việc khác", "chậm nhất ngày 20/3/2024", &units[..2]);
    let part = office.part(plain, 0);
    let parts = [part.clone(), office.part(task, 0)];
    let back = |office: &mut Office, what: &str, act: &mut dyn FnMut(&mut Office)| {
        let before = states(&office.made.book);
        act(office);
        assert_ne!(
            states(&office.made.book),
            before,
            "{what} changes something"
        );
        undo::undo(office.book()).expect("undo");
        assert_eq!(states(&office.made.book), before, "{what}");
        undo::redo(office.book()).expect("redo");
        undo::undo(office.book()).expect("undo again");
        assert_eq!(states(&office.made.book), before, "{what} again");
    };
    back(&mut office, "a claim of many", &mut |own| {
        let claim = tasks::Bulk {
            tasks: vec![task, plain],
            bodies: Vec::new(),
            deed: tasks::BulkDeed::Claim {
                day: day(TODAY),
                evidence: String::new(),
            },
        };
        let done = tasks::act_on_tasks(own.book(), &claim).expect("claimed");
        assert_eq!(done.value.done.len(), 2);
    });
    back(&mut office, "a pause", &mut |own| {
        let state = so06::domain::timeliness::WorkState::Paused;
        tasks::set_work_state(own.book(), &parts, state, "chờ")
            .map(drop)
            .expect("paused");
    });
    back(&mut office, "an extension", &mut |own| {
        let asked = extension(plain, Some(part.clone()), "2024-04-20");
        tasks::extend_deadline(own.book(), &asked)
            .map(drop)
            .expect("moved");
    });
    back(&mut office, "a move", &mut |own| {
        tasks::move_task(own.book(), plain, "c", None)
            .map(drop)
            .expect("moved");
    });
    back(&mut office, "a removal", &mut |own| {
        tasks::remove_tasks(own.book(), &[task, plain])
            .map(drop)
            .expect("removed");
    });
    back(&mut office, "a change", &mut |own| {
        let change = tasks::TaskChange {
            person: Some("Cán bộ A".to_owned()),
            unit_margin: Some("2wd".to_owned()),
            add_leads: units[3..5].to_vec(),
            ..tasks::TaskChange::default()
        };
        tasks::change_tasks(own.book(), &[task, plain], &change)
            .map(drop)
            .expect("changed");
    });
    back(&mut office, "a plan", &mut |own| {
        let draft = tasks::PlanDraft::default();
        tasks::make_plan(own.book(), Some("chuyen-doi-so-100-ngay"), &draft)
            .map(drop)
            .expect("a plan");
    });
}
