//! Contacts, reminders, commendations, kept views.

use proptest::prelude::*;
use serde_json::json;
use so06::domain::merit::CommendationState;
use so06::domain::outreach::ReminderWay;
use so06::domain::{ErrorCode, Id, Instant, Timeliness};
use so06::engine::commendations::{
    CommendationEntry, ProposalQuestion, commendations, propose_commendations, remove_commendation,
    save_commendation, save_proposals,
};
use so06::engine::directory::Directory;
use so06::engine::documents::{NewDocument, add_document};
use so06::engine::outreach::{
    ContactEntry, ReminderDraft, ReminderEntry, ReminderQuestion, clean_phone, contacts,
    last_reminders, paste_contacts, record_reminders, reminded, reminder_drafts, reminder_for_all,
    reminders, remove_contact, save_contact,
};
use so06::engine::saved_views::{remove_view, save_view, saved_views};
use so06::engine::tasks::{self, Board, PartKey};
use so06::engine::undo;
use so06::store::Book;

use crate::support::{TODAY, day, example, open_example};

fn body(book: &Book, name: &str) -> Id {
    book.read(|c| Directory::load(c)?.resolve(name, day(TODAY)))
        .expect("a body")
}

fn drafts(book: &Book, horizon: u32, on: &str) -> Vec<ReminderDraft> {
    let question = ReminderQuestion {
        horizon,
        returned: false,
        figures: false,
        ..ReminderQuestion::default()
    };
    book.read(|c| reminder_drafts(c, &question, day(on)))
        .expect("drafts")
}

#[test]
fn a_phone_number_is_kept_as_it_is_dialled_and_nothing_else_is() {
    for (typed, kept) in [
        ("0912345678", "0912345678"),
        (" 0912 345  678 ", "0912 345 678"),
        ("0912.345.678", "0912 345 678"),
        ("(0292) 3841-234", "0292 3841 234"),
        ("+84 912 345 678", "+84 912 345 678"),
        ("0084912345678", "0084912345678"),
        ("113", "113"),
        ("", ""),
    ] {
        assert_eq!(clean_phone(typed).expect(typed), kept);
    }
    for wrong in [
        "912345678",
        "092123456789",
        "092 123 456 789",
        "0912345678 / 0939345678",
        "máy lẻ 12",
        "12",
        "0912+345678",
        "1234567890123456",
        "+",
    ] {
        assert_eq!(
            clean_phone(wrong).expect_err(wrong).code,
            ErrorCode::BadPhone
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn a_kept_phone_has_digits_blanks_and_a_plus_and_is_kept_the_same_again(typed in "[0-9 +().\\-a-zđ]{0,20}") {
        if let Ok(kept) = clean_phone(&typed) {
            prop_assert!(kept.chars().all(|c| c.is_ascii_digit() || c == ' ' || c == '+'));
            prop_assert!(!kept.contains("  ") && kept.trim() == kept);
            prop_assert_eq!(clean_phone(&kept).expect("kept"), kept.clone());
            let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
            prop_assert_eq!(digits(&kept), digits(&typed));
        }
    }
}

#[test]
fn contacts_are_kept_in_the_order_of_bodies_and_taken_back_one_by_one() {
    let mut made = example();
    let (police, unit) = (
        body(&made.book, "Công an quận"),
        body(&made.book, "Trà Nóc"),
    );
    let entry = |body, name: &str, phone: &str| ContactEntry {
        body,
        name: name.to_owned(),
        post: "Phó Chủ tịch".to_owned(),
        phone: phone.to_owned(),
        duty: "lãnh đạo phụ trách".to_owned(),
    };
    save_contact(
        &mut made.book,
        None,
        &entry(police, "Đầu mối 1", "0292 3841 234"),
    )
    .expect("one");
    let second = save_contact(
        &mut made.book,
        None,
        &entry(unit, "Đầu mối 2", "0912.345.678"),
    )
    .expect("two")
    .value;
    let third = save_contact(&mut made.book, None, &entry(unit, "Đầu mối 3", "")).expect("three");
    let list = |book: &Book| {
        let own = book.read(|c| contacts(c, day(TODAY))).expect("a list");
        own.into_iter()
            .map(|own| format!("{} · {} · {}", own.body_name, own.name, own.phone))
            .collect::<Vec<_>>()
    };
    let three = [
        "Phường Trà Nóc · Đầu mối 2 · 0912 345 678",
        "Phường Trà Nóc · Đầu mối 3 · ",
        "Công an quận · Đầu mối 1 · 0292 3841 234",
    ];
    assert_eq!(list(&made.book), three);
    save_contact(
        &mut made.book,
        Some(second),
        &entry(unit, "Đầu mối 2", "113"),
    )
    .expect("a change");
    assert_eq!(list(&made.book)[0], "Phường Trà Nóc · Đầu mối 2 · 113");
    remove_contact(&mut made.book, third.value).expect("out");
    assert_eq!(list(&made.book).len(), 2);
    undo::undo(&mut made.book).expect("a step");
    undo::undo(&mut made.book).expect("a step");
    assert_eq!(list(&made.book), three);
    let refuse = |book: &mut Book, id, entry: &ContactEntry| {
        save_contact(book, id, entry).expect_err("a refusal").code
    };
    assert_eq!(
        refuse(&mut made.book, None, &entry(-1, "x", "")),
        ErrorCode::NoSuchBody
    );
    assert_eq!(
        refuse(&mut made.book, None, &entry(unit, " ", "")),
        ErrorCode::ReasonNeeded
    );
    assert_eq!(
        refuse(&mut made.book, Some(-1), &entry(unit, "x", "")),
        ErrorCode::NoSuchContact
    );
    assert_eq!(
        refuse(&mut made.book, None, &entry(unit, "x 092123456789", "")),
        ErrorCode::CitizenNumber
    );
    // The journal names the body and not the person.
    let words = made.book.journal(20).expect("a journal");
    assert!(
        words
            .iter()
            .all(|own| !own.params.to_string().contains("Đầu mối"))
    );
}

#[test]
fn a_pasted_directory_is_taken_row_by_row() {
    let mut made = example();
    let text = "STT\tĐơn vị\tHọ và tên\tChức vụ\tSố điện thoại\tGhi chú\n\
                1\tP. Trà Nóc\tĐầu mối A\tPhó Chủ tịch\t0912.345.678\tlãnh đạo\n\
                2\t\tĐầu mối B\tCông chức\t912345678\t\n\
                3\tphường Thới An Đông\tĐầu mối C\t\t0939 111 222\t\n\
                4\tXã Không Có\tĐầu mối D\t\t\t\n";
    let done = paste_contacts(&mut made.book, text.as_bytes())
        .expect("taken")
        .value;
    assert_eq!((done.added, done.changed, done.unchanged), (2, 0, 0));
    let refused: Vec<(u32, ErrorCode)> = done
        .refused
        .iter()
        .map(|own| (own.row, own.why.code))
        .collect();
    assert_eq!(
        refused,
        [(3, ErrorCode::BadPhone), (5, ErrorCode::NoSuchBody)]
    );
    let again = text
        .replace("912345678\t", "0912345679\t")
        .replace("0939 111 222", "0939 111 333");
    let done = paste_contacts(&mut made.book, again.as_bytes())
        .expect("taken")
        .value;
    assert_eq!((done.added, done.changed, done.unchanged), (1, 1, 1));
    let own = made.book.read(|c| contacts(c, day(TODAY))).expect("a list");
    assert_eq!(own.len(), 3);
    undo::undo(&mut made.book).expect("a step");
    assert_eq!(
        made.book
            .read(|c| contacts(c, day(TODAY)))
            .expect("a list")
            .len(),
        2
    );
    let refused = paste_contacts(&mut made.book, b"a\tb\n1\t2\n").expect_err("no columns");
    assert_eq!(refused.code, ErrorCode::NoContactColumns);
}

#[test]
fn a_reminder_says_exactly_what_is_missing_and_until_when() {
    let mut made = example();
    let own = drafts(&made.book, 0, TODAY);
    assert_eq!(own.len(), 1);
    assert_eq!(
        own[0].text,
        "Kính gửi UBND phường Thới An Đông,\n\
         Tính đến ngày 18/03/2024, đơn vị còn 01 nhiệm vụ quá hạn:\n\
         1. NV-001 Ban hành Kế hoạch triển khai Đề án 06 năm 2024: hạn “trước ngày 15/3/2024”, tức thứ Năm 14/03/2024, quá hạn 4 ngày.\n   \
         Còn thiếu: việc 1: Rà soát nhiệm vụ được giao; việc 2: Dự thảo kế hoạch, nêu rõ người, việc, thời gian, kết quả; việc 3: Lấy ý kiến các cơ quan, đơn vị liên quan; việc 4: Trình ký, ban hành; và 1 nội dung khác.\n\
         Đề nghị UBND phường Thới An Đông hoàn thành và báo cáo kết quả trước 16 giờ ngày 19/03/2024 (thứ Ba). Trân trọng!"
    );
    let item = &own[0].items[0];
    assert_eq!(item.missing.len(), 5, "the view has all of it");
    // Ticked, a thing is no longer missing; a claim takes the body out; returned, it says why.
    let part = PartKey {
        assignment: item.assignment,
        occurrence: item.occurrence.clone(),
    };
    let detail = made
        .book
        .read(|c| tasks::task(c, "NV-001", day(TODAY)))
        .expect("it");
    let first = detail.assignments[0].checklist[0].item;
    tasks::tick_item(&mut made.book, &part, first, true, "").expect("a tick");
    assert_eq!(drafts(&made.book, 0, TODAY)[0].items[0].missing.len(), 4);
    tasks::claim_completion(&mut made.book, &part, day(TODAY), "").expect("a claim");
    assert!(drafts(&made.book, 0, TODAY).is_empty());
    tasks::return_completion(&mut made.book, &part, "thiếu chữ ký").expect("returned");
    let again = drafts(&made.book, 0, TODAY);
    assert_eq!(
        again[0].items[0].missing[0],
        "báo cáo đã bị trả lại: thiếu chữ ký"
    );
}

#[test]
fn on_the_day_that_the_wording_names_nobody_is_reproached() {
    let made = example();
    // "trước ngày 15/3" ended on the 14th by the strict reading; many offices take the 15th for the last day.
    let own = drafts(&made.book, 0, "2024-03-15");
    let late = own
        .iter()
        .find(|own| own.body_name == "Phường Thới An Đông")
        .expect("it");
    assert_eq!(late.items[0].state, Timeliness::Overdue);
    assert!(
        late.text.contains("đến hạn hôm nay") && !late.text.contains("quá hạn"),
        "{}",
        late.text
    );
    let next = drafts(&made.book, 0, "2024-03-16");
    let late = next
        .iter()
        .find(|own| own.body_name == "Phường Thới An Đông")
        .expect("it");
    assert!(late.text.contains("quá hạn 2 ngày"), "{}", late.text);
}

#[test]
fn the_horizon_adds_what_is_due_and_drafts_agree_with_the_board() {
    let made = example();
    for on in [
        "2024-03-01",
        "2024-03-10",
        TODAY,
        "2024-12-20",
        "2025-02-01",
    ] {
        let board = made
            .book
            .read(|c| Board::load(c, day(on)))
            .expect("a board");
        for horizon in [0_u32, 7, 30] {
            let own = drafts(&made.book, horizon, on);
            let mut told: Vec<(Id, String)> = own
                .iter()
                .flat_map(|own| &own.items)
                .map(|item| (item.assignment, item.occurrence.clone()))
                .collect();
            let mut wanted: Vec<(Id, String)> = board
                .own()
                .flat_map(|task| board.parts(task.id))
                .filter(|part| {
                    let soon = part
                        .days_left(day(on))
                        .is_some_and(|left| left <= i64::from(horizon));
                    part.state == Timeliness::Overdue
                        || horizon > 0
                            && part.is_open()
                            && part.state != Timeliness::NotStarted
                            && soon
                })
                .map(|part| (part.assignment, part.occurrence.clone()))
                .collect();
            told.sort();
            wanted.sort();
            assert_eq!(told, wanted, "{on} {horizon}");
            for draft in &own {
                assert!(draft.text.starts_with("Kính gửi ") && draft.text.ends_with("Trân trọng!"));
                assert!(!draft.text.contains("  1."), "{}", draft.text);
                for item in &draft.items {
                    assert!(draft.text.contains(&item.number), "{}", draft.text);
                }
            }
        }
    }
}

#[test]
fn one_text_serves_everybody_and_the_hour_can_be_said() {
    let made = example();
    let question = ReminderQuestion {
        horizon: 0,
        until: Some(Instant::parse("2024-03-20T09:30").expect("a moment")),
        figures: false,
        ..ReminderQuestion::default()
    };
    // After the end of the year what was due in it is late for many.
    let text = made
        .book
        .read(|c| reminder_for_all(c, &question, day("2025-01-02")))
        .expect("a text");
    assert!(text.contains("8/8 phường"), "{text}");
    assert!(
        text.ends_with("trước 9 giờ 30 ngày 20/03/2024 (thứ Tư). Trân trọng!"),
        "{text}"
    );
    let before = made
        .book
        .read(|c| reminder_for_all(c, &question, day("2024-01-02")))
        .expect("a text");
    assert_eq!(before, "", "nobody owes anything");
    let stranger = ReminderQuestion {
        bodies: vec![-1],
        ..ReminderQuestion::default()
    };
    let refused = made
        .book
        .read(|c| reminder_drafts(c, &stranger, day(TODAY)));
    assert_eq!(refused.expect_err("nobody").code, ErrorCode::NoSuchBody);
}

#[test]
fn what_was_sent_is_kept_with_its_day_and_its_way() {
    let mut made = example();
    let draft = drafts(&made.book, 0, TODAY).remove(0);
    let part = PartKey {
        assignment: draft.items[0].assignment,
        occurrence: draft.items[0].occurrence.clone(),
    };
    let entry = ReminderEntry {
        body: draft.body,
        way: ReminderWay::Message,
        text: draft.text.clone(),
        items: vec![part.clone(), part.clone()],
        document: None,
    };
    record_reminders(&mut made.book, std::slice::from_ref(&entry)).expect("kept");
    let own = made
        .book
        .read(|c| reminders(c, Some(draft.body), day(TODAY)))
        .expect("a list");
    assert_eq!(own.len(), 1);
    assert_eq!(
        (own[0].text.as_str(), own[0].officer.as_str()),
        (draft.text.as_str(), "Cán bộ quận")
    );
    assert_eq!(own[0].items.len(), 1, "a part is told once");
    assert_eq!(own[0].items[0].number, "NV-001");
    let when = made.book.read(|c| reminded(c, day(TODAY))).expect("days");
    assert_eq!(when.get(&part), Some(&day(TODAY)));
    assert!(
        made.book
            .read(|c| reminded(c, day("2024-03-17")))
            .expect("days")
            .is_empty()
    );
    assert_eq!(
        drafts(&made.book, 0, TODAY)[0]
            .last
            .as_ref()
            .map(|own| own.day),
        Some(day(TODAY))
    );
    // Another unit's task, a text that says nothing, a number of a citizen: refused, nothing kept.
    let other = body(&made.book, "Trà Nóc");
    for (wrong, code) in [
        (
            ReminderEntry {
                body: other,
                ..entry.clone()
            },
            ErrorCode::NoSuchAssignment,
        ),
        (
            ReminderEntry {
                text: " ".to_owned(),
                ..entry.clone()
            },
            ErrorCode::ReasonNeeded,
        ),
        (
            ReminderEntry {
                text: "gọi 092123456789".to_owned(),
                ..entry.clone()
            },
            ErrorCode::CitizenNumber,
        ),
        (
            ReminderEntry {
                text: "a".repeat(100_000),
                ..entry.clone()
            },
            ErrorCode::TextTooLong,
        ),
        (
            ReminderEntry {
                document: Some(-1),
                ..entry.clone()
            },
            ErrorCode::NoSuchDocument,
        ),
        (
            ReminderEntry {
                body: -1,
                ..entry.clone()
            },
            ErrorCode::NoSuchBody,
        ),
    ] {
        let refused = record_reminders(&mut made.book, &[entry.clone(), wrong]);
        assert_eq!(refused.expect_err("a refusal").code, code);
    }
    let call = ReminderEntry {
        way: ReminderWay::Call,
        text: String::new(),
        items: Vec::new(),
        ..entry
    };
    record_reminders(
        &mut made.book,
        &[
            call.clone(),
            ReminderEntry {
                body: other,
                ..call
            },
        ],
    )
    .expect("two calls");
    assert_eq!(
        made.book
            .read(|c| reminders(c, None, day(TODAY)))
            .expect("a list")
            .len(),
        3
    );
    assert_eq!(
        made.book
            .read(|c| last_reminders(c, day(TODAY)))
            .expect("last")[&draft.body]
            .way,
        ReminderWay::Call
    );
    undo::undo(&mut made.book).expect("a step");
    assert_eq!(
        made.book
            .read(|c| reminders(c, None, day(TODAY)))
            .expect("a list")
            .len(),
        1
    );
    undo::undo(&mut made.book).expect("a step");
    assert!(
        made.book
            .read(|c| reminded(c, day(TODAY)))
            .expect("days")
            .is_empty()
    );
}

#[test]
fn commendations_are_proposed_from_results_and_decided_with_a_document() {
    let mut made = example();
    let question = ProposalQuestion {
        at: day(TODAY).into(),
        at_least: 3,
    };
    let own = made
        .book
        .read(|c| propose_commendations(c, question))
        .expect("proposals");
    let first = own
        .iter()
        .find(|own| own.body_name == "Phường An Thới")
        .expect("it");
    assert_eq!((first.on_time, first.owed, first.already), (3, 3, None));
    assert!(
        first
            .reason
            .starts_with("Hoàn thành đúng hạn 03/03 nhiệm vụ đến hạn"),
        "{}",
        first.reason
    );
    assert!(
        own.iter()
            .all(|own| own.on_time == own.owed && own.on_time >= 3 || own.rank == Some(1))
    );
    let more = made.book.read(|c| {
        propose_commendations(
            c,
            ProposalQuestion {
                at_least: 4,
                ..question
            },
        )
    });
    assert!(
        more.expect("proposals")
            .iter()
            .all(|own| own.rank == Some(1))
    );
    // What rests on example figures is shown and never entered.
    let entered = save_proposals(&mut made.book, question)
        .expect("entered")
        .value;
    let real = own.iter().filter(|own| !own.illustrative).count();
    assert_eq!(entered.len(), real);
    let again = save_proposals(&mut made.book, question)
        .expect("nothing new")
        .value;
    assert!(again.is_empty(), "a body is proposed once a year");
    let document = add_document(
        &mut made.book,
        &NewDocument {
            kind: "Quyết định".to_owned(),
            number: "100/QĐ-UBND".to_owned(),
            day: Some(day("2024-03-15")),
            ..NewDocument::default()
        },
    )
    .expect("a document")
    .value;
    let entry = CommendationEntry {
        body: body(&made.book, "Trà Nóc"),
        form: String::new(),
        number: 3,
        state: CommendationState::Decided,
        day: day("2024-03-15"),
        document: Some(document),
        reason: "Cao điểm cấp CCCD".to_owned(),
    };
    let id = save_commendation(&mut made.book, None, &entry)
        .expect("entered")
        .value;
    let list = made.book.read(commendations).expect("a list");
    let shown = list.iter().find(|own| own.id == id).expect("it");
    assert_eq!((shown.form.as_str(), shown.number), ("Giấy khen", 3));
    assert_eq!(shown.document, "Quyết định số 100/QĐ-UBND ngày 15/03/2024");
    for (wrong, code) in [
        (
            CommendationEntry {
                number: 0,
                ..entry.clone()
            },
            ErrorCode::BadCommendation,
        ),
        (
            CommendationEntry {
                number: 1_000_000,
                ..entry.clone()
            },
            ErrorCode::BadCommendation,
        ),
        (
            CommendationEntry {
                document: None,
                ..entry.clone()
            },
            ErrorCode::ReasonNeeded,
        ),
        (
            CommendationEntry {
                day: day("2024-03-19"),
                ..entry.clone()
            },
            ErrorCode::DayInFuture,
        ),
        (
            CommendationEntry {
                body: -1,
                ..entry.clone()
            },
            ErrorCode::NoSuchBody,
        ),
        (
            CommendationEntry {
                document: Some(-1),
                ..entry.clone()
            },
            ErrorCode::NoSuchDocument,
        ),
    ] {
        assert_eq!(
            save_commendation(&mut made.book, None, &wrong)
                .expect_err("refused")
                .code,
            code
        );
    }
    remove_commendation(&mut made.book, id).expect("out");
    undo::undo(&mut made.book).expect("a step");
    assert!(
        made.book
            .read(commendations)
            .expect("a list")
            .iter()
            .any(|own| own.id == id)
    );
}

#[test]
fn a_view_is_kept_under_its_name() {
    let mut made = example();
    let first = save_view(
        &mut made.book,
        "tasks",
        "Quá hạn của phường",
        r#"{"state":"overdue"}"#,
    )
    .expect("kept")
    .value;
    let again = save_view(
        &mut made.book,
        "tasks",
        "Quá hạn của phường",
        r#"{"state":"due_soon"}"#,
    )
    .expect("kept")
    .value;
    assert_eq!(first, again);
    save_view(&mut made.book, "meeting", "Khác", "{}").expect("kept");
    let own = made.book.read(|c| saved_views(c, "tasks")).expect("a list");
    assert_eq!(
        (own.len(), own[0].spec.as_str()),
        (1, r#"{"state":"due_soon"}"#)
    );
    assert_eq!(
        save_view(&mut made.book, "tasks", "x", "{")
            .expect_err("no JSON")
            .code,
        ErrorCode::BadRequest
    );
    assert_eq!(
        save_view(&mut made.book, "tasks", "  ", "{}")
            .expect_err("no name")
            .code,
        ErrorCode::ReasonNeeded
    );
    remove_view(&mut made.book, first).expect("out");
    assert_eq!(
        remove_view(&mut made.book, first).expect_err("gone").code,
        ErrorCode::NoSuchView
    );
    undo::undo(&mut made.book).expect("a step");
    assert_eq!(
        made.book
            .read(|c| saved_views(c, "tasks"))
            .expect("a list")
            .len(),
        1
    );
}

#[test]
fn the_window_goes_through_a_monday() {
    let mut open = open_example();
    let drafts = open.ask(
        "reminder_draft",
        json!({ "bodies": [], "as_of": null, "horizon": 0 }),
    );
    let draft = &drafts[0];
    let items = json!([{ "assignment": draft["items"][0]["assignment"], "occurrence": draft["items"][0]["occurrence"] }]);
    let request = json!({ "body": draft["body"], "way": "message", "text": draft["text"], "items": items, "document": null });
    let reply = open.reply("record_reminder", request);
    assert_eq!(reply["changes"], json!(["outreach"]));
    let meeting = open.ask("save_meeting", json!({ "id": null, "day": "2024-03-18", "time": "8h", "title": "", "place": "", "chair": "", "invited": "", "agenda": "" }));
    let text = "Thới An Đông ký kế hoạch trước ngày 22/3";
    let read = open.ask(
        "read_conclusion",
        json!({ "text": text, "meeting": meeting }),
    );
    assert_eq!(read["deadline"]["words"], "chậm nhất thứ Năm 21/03/2024");
    let request = json!({ "meeting": meeting, "text": text, "bodies": null, "deadline_text": null, "parent": null });
    let reply = open.reply("conclude", request);
    assert_eq!(reply["changes"], json!(["tasks", "meetings"]));
    assert_eq!(
        open.ask("meeting", json!({ "id": meeting }))["conclusions"][0]["task"]["number"],
        "KL-001"
    );
    assert_eq!(
        open.ask("meetings", json!({}))[0]["title"],
        "Họp giao ban ngày 18/03/2024"
    );
    let board = open.ask("meeting_board", json!({ "id": meeting, "as_of": null }));
    assert_eq!(board["late"][0]["body_name"], "Phường Thới An Đông");
    let label = open.ask("journal", json!({ "limit": 1 }))[0]["label"].clone();
    assert_eq!(label, json!(format!("kết luận: {text}")));
    open.ask("undo", json!({}));
    assert_eq!(
        open.ask("meeting", json!({ "id": meeting }))["conclusions"],
        json!([])
    );
}
