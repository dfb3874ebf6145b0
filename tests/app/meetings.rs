//! Meetings: what is understood of a sentence, what becomes of it, and what the board shows.

use proptest::prelude::*;
use so06::api::Language;
use so06::domain::meeting::Conclusion;
use so06::domain::task::{Assignment, Plan, Task};
use so06::domain::{ErrorCode, Id, Timeliness};
use so06::engine::directory::Directory;
use so06::engine::documents::{NewDocument, add_document};
use so06::engine::meetings::{
    self, ConclusionEntry, ConclusionReading, MeetingBoard, MeetingEntry, StandingRow,
};
use so06::engine::tasks::{self, PartKey};
use so06::engine::undo;
use so06::store::{self, Book};

use crate::support::{Example, TODAY, day, example};

const UNITS: &str = "Phường Bình Thủy; Phường Trà An; Phường Trà Nóc; Phường Thới An Đông; Phường An Thới; \
                     Phường Bùi Hữu Nghĩa; Phường Long Hòa; Phường Long Tuyền";

fn meeting(book: &mut Book, on: &str) -> Id {
    let entry = MeetingEntry {
        day: day(on),
        ..MeetingEntry::default()
    };
    meetings::save_meeting(book, None, &entry)
        .expect("a meeting")
        .value
}

fn read(book: &Book, meeting: Id, text: &str) -> ConclusionReading {
    book.read(|c| meetings::read_conclusion(c, meeting, (text, None), day(TODAY)))
        .expect("a reading")
}

fn names(bodies: &[meetings::NamedBody]) -> String {
    let names: Vec<&str> = bodies.iter().map(|body| body.name.as_str()).collect();
    names.join("; ")
}

fn body(book: &Book, name: &str) -> Id {
    book.read(|c| Directory::load(c)?.resolve(name, day(TODAY)))
        .expect("a body")
}

fn typed(text: &str) -> ConclusionEntry {
    ConclusionEntry {
        text: text.to_owned(),
        ..ConclusionEntry::default()
    }
}

fn conclude(book: &mut Book, meeting: Id, text: &str) -> Id {
    meetings::conclude(book, meeting, &typed(text))
        .expect("a conclusion")
        .value
}

fn all<R: so06::domain::Record>(book: &Book) -> Vec<store::Kept<R>> {
    book.read(|c| store::list::<R>(c, "1 = 1 ORDER BY id", &[]))
        .expect("a list")
}

fn task_of(book: &Book, conclusion: Id) -> store::Kept<Task> {
    let own = all::<Conclusion>(book)
        .into_iter()
        .find(|kept| kept.id == conclusion)
        .expect("the conclusion");
    book.read(|c| store::get(c, own.record.task.expect("a task")))
        .expect("a reading")
        .expect("the task")
}

/// Sentence → who, with whom, until when, what, the task above, whether it is sure.
type Line = (
    &'static str,
    &'static str,
    &'static str,
    Option<&'static str>,
    &'static str,
    Option<&'static str>,
    bool,
);

#[test]
fn a_sentence_is_understood() {
    let lines: [Line; 21] = [
        (
            "Thới An Đông ký kế hoạch trước ngày 22/3",
            "Phường Thới An Đông",
            "",
            Some("2024-03-21"),
            "Ký kế hoạch",
            Some("NV-001"),
            true,
        ),
        (
            "thoi an dong ky ke hoach truoc ngay 22/3",
            "Phường Thới An Đông",
            "",
            Some("2024-03-21"),
            "Ky ke hoach",
            Some("NV-001"),
            true,
        ),
        (
            "Các phường chưa ban hành kế hoạch phải ban hành trước ngày 25/3",
            "Phường Thới An Đông",
            "",
            Some("2024-03-24"),
            "Các phường chưa ban hành kế hoạch phải ban hành",
            Some("NV-001"),
            true,
        ),
        (
            "Công an quận phối hợp với Phòng Tư pháp rà soát dữ liệu hộ tịch, xong trong tháng 4",
            "Công an quận",
            "Phòng Tư pháp",
            Some("2024-04-30"),
            "Rà soát dữ liệu hộ tịch",
            None,
            true,
        ),
        (
            "Tất cả các phường báo cáo kết quả trước 16 giờ thứ Sáu",
            UNITS,
            "",
            Some("2024-03-22"),
            "Báo cáo kết quả",
            None,
            true,
        ),
        (
            "8 phường nộp báo cáo chậm nhất ngày 20/3",
            UNITS,
            "",
            Some("2024-03-20"),
            "Nộp báo cáo",
            None,
            true,
        ),
        (
            "4 phường nộp báo cáo chậm nhất ngày 20/3",
            "",
            "",
            Some("2024-03-20"),
            "Nộp báo cáo",
            None,
            false,
        ),
        (
            "Trước ngày 30/3, P. Trà Nóc và P. Trà An niêm yết mã QR",
            "Phường Trà Nóc; Phường Trà An",
            "",
            Some("2024-03-29"),
            "Niêm yết mã QR",
            None,
            true,
        ),
        (
            "UBND phường Trà Nóc, UBND phường Trà An niêm yết mã QR trong tuần này",
            "Phường Trà Nóc; Phường Trà An",
            "",
            Some("2024-03-22"),
            "Niêm yết mã QR",
            None,
            true,
        ),
        (
            "Giao CAQ chủ trì, phối hợp các phường kiểm tra NV-022, hoàn thành trong tuần này",
            "Công an quận",
            UNITS,
            Some("2024-03-22"),
            "Kiểm tra NV-022",
            Some("NV-022"),
            true,
        ),
        (
            "Các phường trừ An Thới gửi danh sách tổ công nghệ số cộng đồng ngày mai",
            "Phường Bình Thủy; Phường Trà An; Phường Trà Nóc; Phường Thới An Đông; Phường Bùi Hữu Nghĩa; Phường Long Hòa; Phường Long Tuyền",
            "",
            Some("2024-03-19"),
            "Gửi danh sách tổ công nghệ số cộng đồng",
            None,
            true,
        ),
        (
            "Bình Thủy cấp CCCD lưu động tuần sau",
            "Phường Bình Thủy",
            "",
            Some("2024-03-29"),
            "Cấp CCCD lưu động",
            None,
            true,
        ),
        (
            "Quận Bình Thủy ban hành văn bản chỉ đạo cuối tháng",
            "Quận Bình Thủy",
            "",
            Some("2024-03-31"),
            "Ban hành văn bản chỉ đạo",
            None,
            // A month that is not named is that of the meeting, and is shown as a guess.
            false,
        ),
        (
            "Văn phòng tham mưu UBND quận trình trước 20/03",
            "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân quận",
            "",
            Some("2024-03-19"),
            "Tham mưu UBND quận trình",
            None,
            true,
        ),
        (
            "Biểu dương phường An Thới",
            "",
            "",
            None,
            "Biểu dương phường An Thới",
            None,
            false,
        ),
        (
            "Các phòng, ban rà soát thủ tục theo Nghị định 107/2021/NĐ-CP trong quý II",
            "*",
            "",
            Some("2024-06-30"),
            "Rà soát thủ tục theo Nghị định 107/2021/NĐ-CP",
            None,
            true,
        ),
        (
            "Long Hòa thực hiện Kế hoạch số 15/KH-UBND ngày 05/01/2024 chậm nhất 30/6",
            "Phường Long Hòa",
            "",
            Some("2024-06-30"),
            "Thực hiện Kế hoạch số 15/KH-UBND ngày 05/01/2024",
            None,
            true,
        ),
        (
            "Trà Nóc nộp báo cáo trước ngày 25/3, hoàn thành số hóa trước ngày 30/4",
            "Phường Trà Nóc",
            "",
            Some("2024-03-24"),
            "Nộp báo cáo hoàn thành số hóa trước ngày 30/4",
            None,
            false,
        ),
        (
            "Đẩy mạnh tuyên truyền trên địa bàn quận Bình Thủy",
            "",
            "",
            None,
            "Đẩy mạnh tuyên truyền trên địa bàn quận Bình Thủy",
            None,
            false,
        ),
        ("", "", "", None, "", None, false),
        (
            "!!! ... 22/3/2024 //",
            "",
            "",
            Some("2024-03-22"),
            "!!! ... 22/3/2024 //",
            None,
            false,
        ),
    ];
    let mut made = example();
    let id = meeting(&mut made.book, TODAY);
    for (text, who, with, until, what, above, sure) in lines {
        let own = read(&made.book, id, text);
        if who == "*" {
            assert_eq!(own.bodies.len(), 14, "{text}: {}", names(&own.bodies));
        } else {
            assert_eq!(names(&own.bodies), who, "{text}");
        }
        assert_eq!(names(&own.partners), with, "{text}");
        assert_eq!(own.deadline.last_day, until.map(day), "{text}");
        assert_eq!(own.title, what, "{text}");
        let parent = own.parent.as_ref().map(|own| own.number.as_str());
        assert_eq!(parent, above, "{text}");
        assert_eq!(own.sure, sure, "{text}");
    }
    let weekly = read(
        &made.book,
        id,
        "Trà An gửi báo cáo hằng tuần về Công an quận",
    );
    assert_eq!(names(&weekly.bodies), "Phường Trà An");
    assert_eq!(names(&weekly.candidates), "Công an quận");
    assert_eq!(weekly.deadline.text, "hằng tuần");
    let dated = "Trà An nộp báo cáo trước ngày 22/3 năm 2024";
    assert_eq!(read(&made.book, id, dated).title, "Nộp báo cáo");
}

#[test]
fn a_conclusion_is_a_task_in_one_operation_and_one_undo_takes_it_back() {
    let mut made = example();
    let id = meeting(&mut made.book, TODAY);
    let (tasks, parts) = (
        all::<Task>(&made.book).len(),
        all::<Assignment>(&made.book).len(),
    );
    let before = made.book.journal(1).expect("a journal")[0].seq;
    let own = conclude(
        &mut made.book,
        id,
        "Thới An Đông ký kế hoạch trước ngày 22/3",
    );
    assert_eq!(made.book.journal(1).expect("a journal")[0].seq, before + 1);
    let task = task_of(&made.book, own);
    assert_eq!(task.record.number, "KL-001");
    assert_eq!(task.record.title, "Ký kế hoạch");
    assert_eq!(
        task.record.content,
        "Thới An Đông ký kế hoạch trước ngày 22/3"
    );
    assert_eq!(task.record.last_day, Some(day("2024-03-21")));
    assert_eq!(task.record.stated_day, Some(day("2024-03-22")));
    let plan = all::<Plan>(&made.book)
        .into_iter()
        .find(|kept| kept.id == task.record.plan)
        .expect("its plan");
    assert_eq!(
        (plan.record.key.as_str(), plan.record.prefix.as_str()),
        ("giao-ban", "KL")
    );
    let above = all::<Task>(&made.book)
        .into_iter()
        .find(|kept| Some(kept.id) == task.record.parent)
        .expect("the task above");
    assert_eq!(above.record.number, "NV-001");
    // It stands in the list with its own group, and is asked for like any other.
    let list = made
        .book
        .read(|c| tasks::tasks(c, day(TODAY), None))
        .expect("the list");
    let group = list
        .groups
        .iter()
        .find(|group| group.title == "Kết luận giao ban")
        .expect("the group");
    assert_eq!(group.tasks[0].lead, "Phường Thới An Đông");
    assert_eq!(group.tasks[0].state, Timeliness::DueSoon);
    let second = conclude(&mut made.book, id, "Các phường báo cáo chậm nhất 29/3");
    assert_eq!(task_of(&made.book, second).record.number, "KL-002");
    assert_eq!(all::<Plan>(&made.book).len(), 2, "the plan is made once");
    undo::undo(&mut made.book).expect("a step");
    undo::undo(&mut made.book).expect("a step");
    assert_eq!(all::<Task>(&made.book).len(), tasks);
    assert_eq!(all::<Assignment>(&made.book).len(), parts);
    assert_eq!(all::<Plan>(&made.book).len(), 1);
    assert!(all::<Conclusion>(&made.book).is_empty());
    undo::redo(&mut made.book).expect("a step");
    assert_eq!(task_of(&made.book, own).record, task.record);
    // Undone and concluded anew, it is in the plan of the same identity.
    undo::undo(&mut made.book).expect("a step");
    let again = conclude(&mut made.book, id, "Trà Nóc báo cáo chậm nhất 29/3");
    assert_eq!(task_of(&made.book, again).record.plan, task.record.plan);
}

#[test]
fn a_wording_typed_beside_the_sentence_is_the_deadline() {
    let mut made = example();
    let id = meeting(&mut made.book, TODAY);
    let text = "Trà Nóc nộp báo cáo trước ngày 25/3";
    let read = |wording: Option<&str>| {
        made.book
            .read(|c| meetings::read_conclusion(c, id, (text, wording), day(TODAY)))
            .expect("a reading")
    };
    let plain = read(None);
    assert_eq!(plain.deadline.text, "trước ngày 25/3");
    let own = read(Some("trong tháng 4/2024"));
    assert_eq!(own.deadline.text, "trong tháng 4/2024");
    assert_eq!(own.deadline.last_day, Some(day("2024-04-30")));
    assert_eq!(
        (own.title, own.bodies, own.sure),
        (plain.title, plain.bodies, true)
    );
    assert_eq!(read(Some("")).deadline.last_day, None);
    assert!(!read(Some("trước ngày 32/13")).sure);
    let say = |language| so06::api::reading_words(&own.deadline, language);
    assert_eq!(say(Language::Vietnamese), "chậm nhất thứ Ba 30/04/2024");
    assert_eq!(say(Language::English), "by Tuesday 30/04/2024");
}

#[test]
fn what_the_officer_says_goes_before_what_was_understood() {
    let mut made = example();
    let id = meeting(&mut made.book, TODAY);
    let police = body(&made.book, "Công an quận");
    let entry = ConclusionEntry {
        bodies: Some(vec![police]),
        deadline_text: Some("trong quý II".to_owned()),
        parent: Some(0),
        ..typed("Thới An Đông ký kế hoạch trước ngày 22/3")
    };
    let own = meetings::conclude(&mut made.book, id, &entry)
        .expect("a conclusion")
        .value;
    let task = task_of(&made.book, own).record;
    assert_eq!(
        (task.last_day, task.parent, task.deadline_text.as_str()),
        (Some(day("2024-06-30")), None, "trong quý II")
    );
    let shown = made
        .book
        .read(|c| meetings::meeting(c, id, day(TODAY)))
        .expect("the meeting");
    assert_eq!(shown.conclusions[0].bodies, "Công an quận");
    // Something said, and nothing to do: no task.
    let praise = conclude(&mut made.book, id, "Biểu dương phường An Thới");
    let shown = made
        .book
        .read(|c| meetings::meeting(c, id, day(TODAY)))
        .expect("the meeting");
    assert_eq!(shown.conclusions[1].id, praise);
    assert_eq!(shown.conclusions[1].task, None);
}

#[test]
fn conclusions_are_changed_dropped_and_put_in_order() {
    let mut made = example();
    let id = meeting(&mut made.book, TODAY);
    let first = conclude(
        &mut made.book,
        id,
        "Thới An Đông ký kế hoạch trước ngày 22/3",
    );
    let second = conclude(&mut made.book, id, "Trà Nóc niêm yết mã QR trước ngày 30/3");
    let third = conclude(&mut made.book, id, "Trà An niêm yết mã QR trước ngày 30/3");
    meetings::move_conclusion(&mut made.book, third, Some(first)).expect("an order");
    let order = |book: &Book| -> Vec<Id> {
        let shown = book.read(|c| meetings::meeting(c, id, day(TODAY)));
        let shown = shown.expect("the meeting").conclusions;
        shown.iter().map(|own| own.id).collect()
    };
    assert_eq!(order(&made.book), [third, first, second]);
    meetings::move_conclusion(&mut made.book, third, None).expect("an order");
    assert_eq!(order(&made.book), [first, second, third]);
    // The wording of the deadline only: bodies and the rest stay.
    let entry = ConclusionEntry {
        deadline_text: Some("trước ngày 05/4".to_owned()),
        ..typed("Thới An Đông ký kế hoạch trước ngày 22/3")
    };
    meetings::change_conclusion(&mut made.book, first, &entry).expect("a change");
    let task = task_of(&made.book, first);
    assert_eq!(task.record.last_day, Some(day("2024-04-04")));
    // A new sentence is understood anew: other bodies, the same task.
    let entry = typed("Long Hòa ký kế hoạch trước ngày 02/4");
    meetings::change_conclusion(&mut made.book, first, &entry).expect("a change");
    let changed = task_of(&made.book, first);
    assert_eq!(
        (changed.id, &changed.record.number),
        (task.id, &task.record.number)
    );
    let given: Vec<Id> = all::<Assignment>(&made.book)
        .into_iter()
        .filter(|kept| kept.record.task == task.id)
        .map(|kept| kept.record.body)
        .collect();
    assert_eq!(given, [body(&made.book, "Long Hòa")]);
    // What was claimed is not taken away.
    let part = all::<Assignment>(&made.book)
        .into_iter()
        .find(|kept| kept.record.task == task.id)
        .expect("the part");
    tasks::claim_completion(&mut made.book, &PartKey::from(part.id), day(TODAY), "CV 5")
        .expect("a claim");
    let refused = meetings::drop_conclusion(&mut made.book, first).expect_err("worked on");
    assert_eq!(refused.code, ErrorCode::ConclusionWorked);
    let entry = typed("An Thới ký kế hoạch trước ngày 02/4");
    let refused = meetings::change_conclusion(&mut made.book, first, &entry);
    assert_eq!(
        refused.expect_err("worked on").code,
        ErrorCode::ConclusionWorked
    );
    meetings::drop_conclusion(&mut made.book, second).expect("dropped");
    assert_eq!(order(&made.book), [first, third]);
    let refused = meetings::remove_meeting(&mut made.book, id).expect_err("not empty");
    assert_eq!(refused.code, ErrorCode::MeetingHasConclusions);
}

#[test]
fn the_signed_document_is_that_of_every_task_and_each_unit_has_its_list() {
    let mut made = example();
    let id = meeting(&mut made.book, TODAY);
    let own = conclude(
        &mut made.book,
        id,
        "Thới An Đông ký kế hoạch trước ngày 22/3",
    );
    conclude(
        &mut made.book,
        id,
        "Công an quận phối hợp với Thới An Đông rà soát tài khoản, xong trong tháng 4",
    );
    let entry = NewDocument {
        kind: "Thông báo".to_owned(),
        number: "12/TB-UBND".to_owned(),
        day: Some(day("2024-03-19")),
        excerpt: "Kết luận giao ban".to_owned(),
        ..NewDocument::default()
    };
    let document = add_document(&mut made.book, &entry)
        .expect("a document")
        .value;
    meetings::sign_conclusions(&mut made.book, id, document).expect("signed");
    assert_eq!(task_of(&made.book, own).record.document, Some(document));
    let lists = made
        .book
        .read(|c| meetings::conclusion_lists(c, id, day(TODAY)))
        .expect("lists");
    let names: Vec<&str> = lists.iter().map(|own| own.body_name.as_str()).collect();
    assert_eq!(names, ["Phường Thới An Đông", "Công an quận"]);
    assert_eq!(
        lists[0].text,
        "Kính gửi UBND phường Thới An Đông,\n\
         Theo Thông báo số 12/TB-UBND ngày 19/03/2024, đơn vị có 02 nhiệm vụ:\n\
         1. KL-001 Thới An Đông ký kế hoạch trước ngày 22/3. Hạn: hết thứ Năm 21/03/2024.\n\
         2. KL-002 Công an quận phối hợp với Thới An Đông rà soát tài khoản, xong trong tháng 4 (phối hợp). Hạn: hết thứ Ba 30/04/2024.\n\
         Đề nghị đơn vị triển khai thực hiện và báo cáo kết quả. Trân trọng!"
    );
    undo::undo(&mut made.book).expect("a step");
    assert_eq!(task_of(&made.book, own).record.document, None);
}

fn board(book: &Book, meeting: Option<Id>, as_of: Option<&str>) -> MeetingBoard {
    book.read(|c| meetings::meeting_board(c, meeting, as_of.map(day), day(TODAY)))
        .expect("a board")
}

#[test]
fn the_board_tells_who_is_late_and_what_changed_since_the_last_meeting() {
    let mut made = example();
    meeting(&mut made.book, "2024-03-04");
    let now = meeting(&mut made.book, TODAY);
    let shown = board(&made.book, Some(now), None);
    assert_eq!(shown.previous, Some(day("2024-03-04")));
    assert_eq!(shown.late.len(), 1);
    assert_eq!(shown.late[0].body_name, "Phường Thới An Đông");
    assert_eq!(shown.late[0].overdue[0].number, "NV-001");
    let first = &shown.changes[0];
    assert_eq!(
        (first.number.as_str(), first.from, first.to),
        ("NV-001", Timeliness::InTime, Timeliness::Overdue)
    );
    // Every change is one, and the two boards agree with the lists of their days.
    let classes = |on: &str| {
        let rows = made
            .book
            .read(|c| Ok(tasks::assignment_rows(&tasks::Board::load(c, day(on))?)));
        rows.expect("rows")
            .into_iter()
            .map(|row| ((row.assignment, row.occurrence.clone()), row.state))
            .collect::<std::collections::HashMap<_, _>>()
    };
    let (was, is) = (classes("2024-03-04"), classes(TODAY));
    let differ = is
        .iter()
        .filter(|(key, state)| was.get(*key) != Some(state));
    assert_eq!(shown.changes.len(), differ.count());
    for change in &shown.changes {
        let key = (change.assignment, change.occurrence.clone());
        assert_eq!(is[&key], change.to);
        assert_eq!(was.get(&key), Some(&change.from));
    }
    // A meeting that is over is looked at from its own day; without a meeting before there are no changes.
    let earlier = board(&made.book, None, Some("2024-03-04"));
    assert_eq!((earlier.previous, earlier.changes.len()), (None, 0));
    assert!(earlier.late.is_empty());
    assert!(shown.indicator.is_some());
}

/// Ranks as a person counts them: one more than how many stand before, by comparing fractions.
fn counted(rows: &[StandingRow]) {
    for row in rows {
        let better = rows.iter().filter(|other| {
            other.owed > 0
                && u64::from(other.on_time) * u64::from(row.owed)
                    > u64::from(row.on_time) * u64::from(other.owed)
        });
        let wanted = (row.owed > 0).then(|| better.count() as u32 + 1);
        assert_eq!(row.rank, wanted, "{}", row.body_name);
    }
}

#[test]
fn standing_counts_every_part_once_and_ranks_1_2_2_4() {
    let made = example();
    for on in [
        "2024-02-22",
        "2024-03-14",
        TODAY,
        "2024-12-31",
        "2026-01-01",
    ] {
        let shown = board(&made.book, None, Some(on));
        counted(&shown.standing);
        let rows = made
            .book
            .read(|c| Ok(tasks::assignment_rows(&tasks::Board::load(c, day(on))?)))
            .expect("rows");
        let sum = |of: fn(&StandingRow) -> u32| shown.standing.iter().map(of).sum::<u32>();
        let count = |state: fn(Timeliness) -> bool| {
            rows.iter().filter(|row| state(row.state)).count() as u32
        };
        assert_eq!(sum(|row| row.done), count(Timeliness::is_done), "{on}");
        assert_eq!(
            sum(|row| row.overdue),
            count(|state| state == Timeliness::Overdue),
            "{on}"
        );
        let out = count(|s| matches!(s, Timeliness::Paused | Timeliness::Cancelled));
        assert_eq!(sum(|row| row.total) + out, rows.len() as u32, "{on}");
    }
}

#[test]
fn bad_input_is_refused_in_words_and_writes_nothing() {
    let mut made = example();
    let id = meeting(&mut made.book, TODAY);
    let seq = made.book.journal(1).expect("a journal")[0].seq;
    let mut refusal = |entry: &ConclusionEntry, meeting: Id| {
        meetings::conclude(&mut made.book, meeting, entry)
            .expect_err("a refusal")
            .code
    };
    assert_eq!(refusal(&typed("  "), id), ErrorCode::ReasonNeeded);
    assert_eq!(refusal(&typed("x"), 999_999), ErrorCode::NoSuchMeeting);
    assert_eq!(
        refusal(&typed(&"dài ".repeat(25_000)), id),
        ErrorCode::TextTooLong
    );
    assert_eq!(
        refusal(&typed("Trà Nóc gặp ông có số 092123456789"), id),
        ErrorCode::CitizenNumber
    );
    let wrong = ConclusionEntry {
        bodies: Some(vec![-5]),
        ..typed("Trà Nóc báo cáo")
    };
    assert_eq!(refusal(&wrong, id), ErrorCode::BodyNotAlive);
    let wrong = ConclusionEntry {
        parent: Some(123_456_789),
        ..typed("Trà Nóc báo cáo")
    };
    assert_eq!(refusal(&wrong, id), ErrorCode::NoSuchTask);
    let late = MeetingEntry {
        day: day(TODAY),
        time: "25:00".to_owned(),
        ..MeetingEntry::default()
    };
    let refused = meetings::save_meeting(&mut made.book, None, &late).expect_err("no hour");
    assert_eq!(refused.code, ErrorCode::BadTime);
    assert_eq!(made.book.journal(1).expect("a journal")[0].seq, seq);
    for (typed, kept) in [
        ("7:30", "07:30"),
        ("14h", "14:00"),
        ("8 giờ 15", "08:15"),
        ("", ""),
    ] {
        let entry = MeetingEntry {
            day: day(TODAY),
            time: typed.to_owned(),
            ..MeetingEntry::default()
        };
        let id = meetings::save_meeting(&mut made.book, None, &entry)
            .expect("a meeting")
            .value;
        let shown = made.book.read(|c| meetings::meeting(c, id, day(TODAY)));
        assert_eq!(shown.expect("it").time, kept);
    }
}

#[test]
fn a_task_never_lies_below_itself() {
    let mut made = example();
    let id = meeting(&mut made.book, TODAY);
    let first = conclude(&mut made.book, id, "Trà Nóc niêm yết mã QR trước ngày 30/3");
    let above = task_of(&made.book, first).id;
    let entry = ConclusionEntry {
        parent: Some(above),
        ..typed("Trà An niêm yết mã QR trước ngày 30/3")
    };
    let second = meetings::conclude(&mut made.book, id, &entry)
        .expect("one below")
        .value;
    let entry = ConclusionEntry {
        parent: Some(task_of(&made.book, second).id),
        ..typed("Trà Nóc niêm yết mã QR trước ngày 30/3")
    };
    let refused = meetings::change_conclusion(&mut made.book, first, &entry);
    assert_eq!(refused.expect_err("a loop").code, ErrorCode::TaskLoop);
    // Dropped, it leaves what lay below it without one above.
    meetings::drop_conclusion(&mut made.book, first).expect("dropped");
    assert_eq!(task_of(&made.book, second).record.parent, None);
}

#[test]
fn nothing_that_is_typed_panics_and_the_same_sentence_reads_the_same() {
    let mut made: Example = example();
    let id = meeting(&mut made.book, TODAY);
    let words = prop::sample::select(vec![
        "Thới An Đông",
        "các",
        "phường",
        "UBND",
        "Công an quận",
        "CAQ",
        "trước",
        "ngày",
        "22/3",
        "chậm nhất",
        "thứ",
        "Sáu",
        "tuần",
        "này",
        "phối hợp",
        "với",
        ",",
        ";",
        ".",
        "8",
        "30/2",
        "trừ",
        "chưa",
        "nộp",
        "kế hoạch",
        "NV-001",
        "hằng tháng",
        "đến hết",
        "16h",
        "/",
        "- ",
        "\u{301}",
        "P.",
        "Trà",
        "số",
        "12/2024",
        "()",
        "khi có",
        "sau khi",
        "𝒳",
        "quý",
        "IV",
        "99999999999999999999",
    ]);
    let sentence = prop::collection::vec(words, 0..14).prop_map(|own| own.join(" "));
    let mut runner = proptest::test_runner::TestRunner::new(proptest::test_runner::Config {
        cases: 300,
        failure_persistence: None,
        ..proptest::test_runner::Config::default()
    });
    let book = &made.book;
    runner
        .run(&sentence, |text| {
            let own = read(book, id, &text);
            prop_assert_eq!(&own, &read(book, id, &text));
            prop_assert!(
                own.deadline
                    .last_day
                    .is_none_or(|last| last >= day("2024-03-17"))
            );
            let mut bodies: Vec<Id> = own.bodies.iter().map(|own| own.id).collect();
            bodies.extend(own.partners.iter().map(|own| own.id));
            bodies.extend(own.candidates.iter().map(|own| own.id));
            let count = bodies.len();
            bodies.sort_unstable();
            bodies.dedup();
            prop_assert_eq!(bodies.len(), count, "each body has one part in a sentence");
            Ok(())
        })
        .expect("every sentence");
}
