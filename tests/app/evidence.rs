//! Documents, and files of evidence beside the book.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;
use so06::domain::access::Role;
use so06::domain::merit::Evidence;
use so06::domain::{ErrorCode, Id};
use so06::engine::documents::{
    NewDocument, add_document, document_rows, find_documents, remove_document, save_document,
};
use so06::engine::evidence::{
    AttachEvidence, attach_evidence, check_evidence, drop_evidence, evidence_at, evidence_file,
    evidence_list, folder_of,
};
use so06::engine::settings::set_setting;
use so06::engine::tasks::{Board, PartKey, search_tasks};
use so06::engine::undo;
use so06::store::{self, Book, Operation};

use crate::support::{Example, TODAY, clock, day, example, open_example};

fn part(book: &Book, number: &str, body: &str) -> PartKey {
    book.read(|c| {
        let board = Board::load(c, day(TODAY))?;
        let body = board.directory.resolve(body, day(TODAY))?;
        let part = board.part_of(board.find(number)?, body, None)?;
        Ok(PartKey {
            assignment: part.assignment,
            occurrence: part.occurrence.clone(),
        })
    })
    .expect("a part")
}

fn file(name: &str, bytes: &[u8]) -> AttachEvidence {
    AttachEvidence {
        name: name.to_owned(),
        bytes: bytes.to_vec(),
        ..AttachEvidence::default()
    }
}

fn attach(made: &mut Example, part: &PartKey, name: &str, bytes: &[u8]) -> Id {
    attach_evidence(&mut made.book, part, &file(name, bytes))
        .expect("attached")
        .value
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).into_iter().flatten().flatten() {
            if entry.path().is_dir() {
                open.push(entry.path());
            } else {
                out.push(entry.path());
            }
        }
    }
    out.sort();
    out
}

#[test]
fn a_file_lies_by_its_digest_beside_the_book_and_the_same_bytes_lie_once() {
    let mut made = example();
    let (one, two) = (
        part(&made.book, "NV-001", "Trà Nóc"),
        part(&made.book, "NV-001", "Trà An"),
    );
    let first = attach(
        &mut made,
        &one,
        "C:\\Users\\x\\..\\Kế hoạch 15.pdf",
        b"%PDF 15",
    );
    let again = attach(&mut made, &one, "khác tên.pdf", b"%PDF 15");
    assert_eq!(first, again, "the same bytes at the same part are the same");
    let other = attach(&mut made, &two, "ke-hoach.pdf", b"%PDF 15");
    assert_ne!(first, other);
    let folder = made.dir.path().join("sổ mẫu.so06.minh-chung");
    assert_eq!(folder_of(&made.book), folder);
    let lie = files(&folder);
    assert_eq!(lie.len(), 1, "{lie:?}");
    let digest = lie[0]
        .file_name()
        .and_then(|name| name.to_str())
        .expect("a name");
    assert_eq!(digest.len(), 64);
    assert_eq!(lie[0].parent(), Some(folder.join(&digest[..2]).as_path()));
    let back = evidence_file(&made.book, first).expect("the file");
    assert_eq!(
        (back.name.as_str(), back.bytes.as_slice()),
        ("Kế hoạch 15.pdf", b"%PDF 15".as_slice())
    );
    let rows = evidence_list(&made.book, None, day(TODAY)).expect("a list");
    assert_eq!(rows.len(), 2);
    assert_eq!(
        (
            rows[0].number.as_str(),
            rows[0].body_name.as_str(),
            rows[0].view.present
        ),
        ("NV-001", "Phường Trà Nóc", true)
    );
    let of = made.book.read(|c| evidence_at(c, one.assignment));
    let of = of.expect("of a row");
    assert_eq!((of.len(), of[0].present), (1, true));
    let found = check_evidence(&made.book, day(TODAY)).expect("a check");
    assert_eq!(
        (
            found.files,
            found.missing.len(),
            found.changed.len(),
            found.strangers.len()
        ),
        (1, 0, 0, 0)
    );
}

#[test]
fn names_lose_every_path_and_every_sign_that_a_system_refuses() {
    let mut made = example();
    let own = part(&made.book, "NV-001", "Trà Nóc");
    let long = format!("{}.docx", "ă".repeat(400));
    for (n, (typed, kept)) in [
        ("../../../etc/passwd", "passwd"),
        ("..", "tep"),
        ("", "tep"),
        ("a:b*c?.pdf", "a_b_c_.pdf"),
        (".ẩn.txt", "ẩn.txt"),
        ("ảnh\u{0}\n1.jpg ", "ảnh1.jpg"),
        (long.as_str(), ""),
    ]
    .into_iter()
    .enumerate()
    {
        let id = attach(&mut made, &own, typed, format!("nội dung {n}").as_bytes());
        let name = evidence_file(&made.book, id).expect("the file").name;
        if kept.is_empty() {
            assert_eq!(name.chars().count(), 150);
            assert!(
                std::path::Path::new(&name)
                    .extension()
                    .is_some_and(|own| own == "docx")
            );
        } else {
            assert_eq!(name, kept);
        }
    }
    assert!(files(made.dir.path()).iter().all(|path| {
        path.starts_with(folder_of(&made.book)) || path.parent() == Some(made.dir.path())
    }));
}

#[test]
fn what_is_missing_changed_or_strange_is_told() {
    let mut made = example();
    let own = part(&made.book, "NV-001", "Trà Nóc");
    let (a, b) = (
        attach(&mut made, &own, "một.pdf", b"mot"),
        attach(&mut made, &own, "hai.pdf", b"hai"),
    );
    let named = "hai.pdf";
    let hits = made
        .book
        .read(|c| search_tasks(c, &Board::load(c, day(TODAY))?, named))
        .expect("a search");
    assert_eq!(hits.len(), 1, "a file is found by its name: {hits:?}");
    let folder = folder_of(&made.book);
    fs::write(folder.join("ghi chú.txt"), "lạc").expect("a stranger");
    let rows = evidence_list(&made.book, None, day(TODAY)).expect("a list");
    let place = |digest: &str| folder.join(&digest[..2]).join(digest);
    fs::remove_file(place(&rows[0].digest)).expect("one is lost");
    fs::write(place(&rows[1].digest), "hAi").expect("one is changed");
    let found = check_evidence(&made.book, day(TODAY)).expect("a check");
    let ids = |list: &[so06::engine::evidence::EvidenceFault]| -> Vec<Id> {
        list.iter().map(|own| own.id).collect()
    };
    assert_eq!(
        (ids(&found.missing), ids(&found.changed)),
        (vec![a], vec![b])
    );
    assert_eq!(found.strangers, ["ghi chú.txt"]);
    assert_eq!(
        evidence_file(&made.book, a).expect_err("lost").code,
        ErrorCode::EvidenceMissing
    );
    assert_eq!(
        evidence_file(&made.book, b).expect_err("changed").code,
        ErrorCode::EvidenceChanged
    );
    // Attached again, both are whole.
    attach(&mut made, &own, "một.pdf", b"mot");
    attach(&mut made, &own, "hai.pdf", b"hai");
    let found = check_evidence(&made.book, day(TODAY)).expect("a check");
    assert_eq!((found.missing.len(), found.changed.len()), (0, 0));
    // A book that is moved without its folder says so.
    let moved = made.dir.path().join("nơi khác").join("sổ.so06");
    fs::create_dir_all(moved.parent().expect("a folder")).expect("a folder");
    drop(std::mem::replace(
        &mut made.book,
        Book::in_memory(clock(TODAY), "t").expect("a book"),
    ));
    fs::copy(&made.path, &moved).expect("a copy");
    let book = Book::open(&moved, clock(TODAY), "t").expect("the copy");
    let found = check_evidence(&book, day(TODAY)).expect("a check");
    assert!(!found.folder_there);
    assert_eq!(found.missing.len(), 2);
    let refused = evidence_file(&book, a).expect_err("not here");
    let said = so06::api::message(&refused, so06::api::Language::Vietnamese);
    assert!(
        said.contains("sổ.so06.minh-chung") && said.contains("hãy chép"),
        "{said}"
    );
}

#[test]
fn undo_leaves_the_file_and_the_past_is_looked_at_with_it() {
    let mut made = example();
    let own = part(&made.book, "NV-001", "Trà Nóc");
    let seq = made.book.journal(1).expect("a journal")[0].seq;
    let id = attach(&mut made, &own, "một.pdf", b"mot");
    let with = made.book.journal(1).expect("a journal")[0].seq;
    undo::undo(&mut made.book).expect("a step");
    assert!(
        evidence_list(&made.book, None, day(TODAY))
            .expect("a list")
            .is_empty()
    );
    let found = check_evidence(&made.book, day(TODAY)).expect("a check");
    assert_eq!(
        (found.files, found.strangers.len()),
        (1, 0),
        "the past still names it"
    );
    // Looked back at, the evidence and its file are there; nothing can be attached meanwhile, nor laid beside.
    made.book.look_at(Some(with)).expect("the past");
    assert_eq!(
        evidence_file(&made.book, id).expect("the file").bytes,
        b"mot"
    );
    let refused =
        attach_evidence(&mut made.book, &own, &file("b.pdf", b"khac")).expect_err("the past");
    assert_eq!(refused.code, ErrorCode::LookingBack);
    assert_eq!(files(&folder_of(&made.book)).len(), 1);
    made.book.look_at(Some(seq)).expect("the past");
    assert!(
        evidence_list(&made.book, None, day(TODAY))
            .expect("a list")
            .is_empty()
    );
    let found = check_evidence(&made.book, day(TODAY)).expect("a check");
    assert!(
        found.strangers.is_empty(),
        "what was attached later is no stranger"
    );
    made.book.look_at(None).expect("the present");
    undo::redo(&mut made.book).expect("a step");
    assert_eq!(
        evidence_file(&made.book, id).expect("the file").bytes,
        b"mot"
    );
    drop_evidence(&mut made.book, id).expect("dropped");
    assert_eq!(
        drop_evidence(&mut made.book, id).expect_err("gone").code,
        ErrorCode::NoSuchEvidence
    );
    assert_eq!(files(&folder_of(&made.book)).len(), 1);
}

#[test]
fn what_cannot_be_attached_is_refused_and_lays_no_file() {
    let mut made = example();
    let own = part(&made.book, "NV-001", "Trà Nóc");
    let seq = made.book.journal(1).expect("a journal")[0].seq;
    let refuse = |made: &mut Example, part: &PartKey, entry: &AttachEvidence| {
        attach_evidence(&mut made.book, part, entry)
            .expect_err("a refusal")
            .code
    };
    assert_eq!(
        refuse(&mut made, &own, &AttachEvidence::default()),
        ErrorCode::NothingAttached
    );
    let nowhere = PartKey::from(-1);
    assert_eq!(
        refuse(&mut made, &nowhere, &file("a", b"a")),
        ErrorCode::NoSuchAssignment
    );
    let entry = AttachEvidence {
        document: Some(-1),
        ..file("a", b"a")
    };
    assert_eq!(refuse(&mut made, &own, &entry), ErrorCode::NoSuchDocument);
    let entry = file("CCCD 092123456789.jpg", b"a");
    assert_eq!(refuse(&mut made, &own, &entry), ErrorCode::CitizenNumber);
    let large = vec![7; 20 * 1024 * 1024 + 1];
    assert_eq!(
        refuse(&mut made, &own, &file("a", &large)),
        ErrorCode::EvidenceTooLarge
    );
    assert!(files(&folder_of(&made.book)).is_empty());
    assert_eq!(made.book.journal(1).expect("a journal")[0].seq, seq);
    set_setting(&mut made.book, "evidence_megabytes", "21").expect("a setting");
    attach(&mut made, &own, "lớn.bin", &large);
    for wrong in ["0", "501", "-1", "mười"] {
        let refused =
            set_setting(&mut made.book, "evidence_megabytes", wrong).expect_err("no limit");
        assert_eq!(refused.code, ErrorCode::BadSetting, "{wrong}");
    }
    // The folder that cannot be made: a file bears its name.
    let mut other = example();
    let own = part(&other.book, "NV-001", "Trà Nóc");
    fs::write(folder_of(&other.book), "chắn").expect("a file in the way");
    let seq = other.book.journal(1).expect("a journal")[0].seq;
    let code = refuse(&mut other, &own, &file("a", b"a"));
    assert_eq!(code, ErrorCode::IoFailed);
    assert_eq!(
        other.book.journal(1).expect("a journal")[0].seq,
        seq,
        "no record without its file"
    );
}

#[test]
fn a_digest_that_is_a_path_leads_nowhere() {
    let mut made = example();
    let own = part(&made.book, "NV-001", "Trà Nóc");
    // As a foreign book may hold it: as long as a digest, and none.
    let wrong = format!(
        "../../../../../../../../../../../../../../../../../../../etc/{}",
        "x".repeat(3)
    );
    assert_eq!(wrong.len(), 64);
    let record = Evidence {
        assignment: own.assignment,
        document: None,
        digest: wrong,
        name: "x".to_owned(),
        size: 1,
        note: String::new(),
    };
    let id = made
        .book
        .transact(Operation::new("attach_evidence", json!({})), |tx| {
            tx.add(&record)
        })
        .expect("a foreign record")
        .value;
    assert_eq!(
        evidence_file(&made.book, id).expect_err("none").code,
        ErrorCode::EvidenceMissing
    );
    let found = check_evidence(&made.book, day(TODAY)).expect("a check");
    assert_eq!(found.missing.len(), 1);
}

#[test]
fn evidence_of_an_occurrence_hangs_at_its_own_row() {
    let mut made = example();
    let list = made
        .book
        .read(|c| store::list::<so06::domain::task::Task>(c, "number = 'NV-014'", &[]));
    let kept = list.expect("a list").pop().expect("NV-014");
    let record = so06::domain::task::Task {
        rhythm: "month".to_owned(),
        first_day: Some(day("2024-01-01")),
        ..kept.record
    };
    let operation = Operation::new("tick_item", json!({ "item": "", "body": "", "task": "" }));
    made.book
        .transact(operation, |tx| tx.set(kept.id, &record))
        .expect("it recurs");
    let board = made
        .book
        .read(|c| Board::load(c, day(TODAY)))
        .expect("a board");
    let Some(first) = board.parts(kept.id).first().cloned() else {
        return; // a rhythm written otherwise: what recurs is tried elsewhere
    };
    assert!(!first.occurrence.is_empty());
    let own = PartKey {
        assignment: first.assignment,
        occurrence: first.occurrence.clone(),
    };
    let id = attach(&mut made, &own, "biên bản.pdf", b"bb");
    let rows = evidence_list(&made.book, Some(kept.id), day(TODAY)).expect("a list");
    assert_eq!(rows[0].occurrence, first.occurrence);
    drop_evidence(&mut made.book, id).expect("dropped");
}

#[test]
fn documents_are_found_by_their_number_however_it_is_written() {
    let mut made = example();
    let entry = |number: &str| NewDocument {
        kind: "Kế hoạch".to_owned(),
        number: number.to_owned(),
        day: Some(day("2024-03-12")),
        issuer: "UBND quận Bình Thủy".to_owned(),
        excerpt: "Triển khai Đề án 06 năm 2024".to_owned(),
    };
    let id = add_document(&mut made.book, &entry("15/KH-UBND"))
        .expect("a document")
        .value;
    assert_eq!(
        add_document(&mut made.book, &entry("15/KH-UBND"))
            .expect("the same")
            .value,
        id
    );
    for text in [
        "15/KH-UBND",
        "15 / kh-ubnd",
        "Kế hoạch số 15/KH-UBND ngày 12/3/2024",
        "kế hoạch số 15/kh-ubnd",
    ] {
        let found = made
            .book
            .read(|c| find_documents(c, text))
            .expect("a search");
        let ids: Vec<Id> = found.iter().map(|row| row.id).collect();
        assert_eq!(ids, [id], "{text}");
    }
    let rows = made.book.read(document_rows).expect("rows");
    let notice = rows
        .iter()
        .find(|row| row.number == "96/TB-VPCP")
        .expect("it");
    let of = made
        .book
        .read(|c| store::list::<so06::domain::task::Task>(c, "document = ?1", &[&notice.id]));
    assert_eq!(notice.tasks as usize, of.expect("tasks").len());
    assert!(notice.tasks > 10);
    let other = save_document(&mut made.book, None, &entry("16/KH-UBND"))
        .expect("another")
        .value;
    let refused =
        save_document(&mut made.book, Some(other), &entry("15/KH-UBND")).expect_err("twice");
    assert_eq!(refused.code, ErrorCode::DocumentExists);
    save_document(&mut made.book, Some(other), &entry("17/KH-UBND")).expect("a change");
    assert!(
        made.book
            .read(|c| find_documents(c, "16/KH-UBND"))
            .expect("a search")
            .is_empty()
    );
    undo::undo(&mut made.book).expect("a step");
    assert_eq!(
        made.book
            .read(|c| find_documents(c, "16/KH-UBND"))
            .expect("a search")
            .len(),
        1
    );
    // What names it keeps it: the key of a shipped document stays when its words are set right.
    let changed = NewDocument {
        kind: "Thông báo".to_owned(),
        number: "96/TB-VPCP".to_owned(),
        day: notice.day,
        issuer: "Văn phòng Chính phủ".to_owned(),
        excerpt: "x".to_owned(),
    };
    save_document(&mut made.book, Some(notice.id), &changed).expect("a change");
    let kept = made
        .book
        .read(|c| store::get::<so06::domain::book::Document>(c, notice.id))
        .expect("it")
        .expect("it");
    assert_eq!(kept.record.key, "tb-96");
}

#[test]
fn the_window_attaches_and_opens_by_base64() {
    let mut open = open_example();
    let list = open.ask("tasks", json!({ "as_of": null }));
    let rows = list["groups"]
        .as_array()
        .expect("groups")
        .iter()
        .flat_map(|g| g["tasks"].as_array().expect("tasks"));
    let task = rows
        .clone()
        .find(|row| row["number"] == "NV-001")
        .expect("NV-001")["id"]
        .clone();
    let detail = open.ask("task", json!({ "id": task, "as_of": null }));
    let assignment = detail["assignments"][0]["id"].clone();
    let request = json!({ "assignment": assignment, "occurrence": "", "document": null, "name": "a.txt", "bytes": "bW90", "note": "" });
    let reply = open.reply("attach_evidence", request);
    assert_eq!(reply["changes"], json!(["tasks"]));
    let id = reply["value"].clone();
    assert_eq!(
        open.ask("evidence_file", json!({ "id": id })),
        json!({ "name": "a.txt", "bytes": "bW90" })
    );
    assert_eq!(
        open.ask("evidence", json!({ "task": task }))[0]["body_name"],
        detail["assignments"][0]["body_name"]
    );
    assert_eq!(open.ask("check_evidence", json!({}))["files"], 1);
    let broken = json!({ "assignment": assignment, "occurrence": "", "document": null, "name": "a", "bytes": "%%%", "note": "" });
    assert_eq!(open.refusal("attach_evidence", broken).code, "bad_request");
}

#[test]
fn the_open_form_carries_the_new_records_and_the_files() {
    use so06::engine::commendations::{CommendationEntry, save_commendation};
    use so06::engine::meetings::{ConclusionEntry, MeetingEntry, conclude, save_meeting};
    use so06::engine::open_form::{export_book, import_book};
    use so06::engine::outreach::{ContactEntry, ReminderEntry, record_reminders, save_contact};
    use so06::engine::saved_views::save_view;
    let mut made = example();
    let own = part(&made.book, "NV-001", "Trà Nóc");
    let kept = attach(&mut made, &own, "một.pdf", b"mot");
    let dropped = attach(&mut made, &own, "hai.pdf", b"hai");
    drop_evidence(&mut made.book, dropped).expect("dropped");
    let body = made
        .book
        .read(|c| so06::engine::directory::Directory::load(c)?.resolve("Trà Nóc", day(TODAY)));
    let body = body.expect("a body");
    let contact = ContactEntry {
        body,
        name: "Đầu mối".to_owned(),
        phone: "113".to_owned(),
        ..ContactEntry::default()
    };
    save_contact(&mut made.book, None, &contact).expect("a contact");
    let reminder = ReminderEntry {
        body,
        way: so06::domain::outreach::ReminderWay::Message,
        text: "Kính gửi".to_owned(),
        items: vec![own.clone()],
        document: None,
    };
    record_reminders(&mut made.book, &[reminder]).expect("kept");
    let meeting = MeetingEntry {
        day: day(TODAY),
        ..MeetingEntry::default()
    };
    let meeting = save_meeting(&mut made.book, None, &meeting)
        .expect("a meeting")
        .value;
    let said = ConclusionEntry {
        text: "Trà Nóc ký kế hoạch trước ngày 22/3".to_owned(),
        ..ConclusionEntry::default()
    };
    conclude(&mut made.book, meeting, &said).expect("a conclusion");
    let praise = CommendationEntry {
        body,
        form: String::new(),
        number: 1,
        state: so06::domain::merit::CommendationState::Proposed,
        day: day(TODAY),
        document: None,
        reason: String::new(),
    };
    save_commendation(&mut made.book, None, &praise).expect("praise");
    save_view(&mut made.book, "tasks", "Cách xem", "{}").expect("a view");
    let (out, again) = (made.dir.path().join("ra"), made.dir.path().join("ra hai"));
    export_book(&made.book, &out).expect("an export");
    let copy = made.dir.path().join("mới").join("bản sao.so06");
    fs::create_dir_all(copy.parent().expect("a folder")).expect("a folder");
    let book = import_book(&out, &copy, clock(TODAY), "Người nhập").expect("a book");
    assert_eq!(evidence_file(&book, kept).expect("the file").bytes, b"mot");
    let found = check_evidence(&book, day(TODAY)).expect("a check");
    assert_eq!(
        (found.files, found.missing.len(), found.strangers.len()),
        (2, 0, 0),
        "what was dropped too"
    );
    export_book(&book, &again).expect("an export");
    let below = |folder: &Path| -> Vec<(PathBuf, Vec<u8>)> {
        files(folder)
            .into_iter()
            .map(|path| {
                let name = path.strip_prefix(folder).expect("below it").to_owned();
                (name, fs::read(&path).expect("a file"))
            })
            .collect()
    };
    let (first, second) = (below(&out), below(&again));
    assert!(
        first
            .iter()
            .any(|(name, bytes)| name.starts_with("minh-chung") && bytes == b"mot")
    );
    for table in [
        "contact",
        "reminder",
        "reminder_item",
        "meeting",
        "conclusion",
        "commendation",
        "saved_view",
        "evidence",
    ] {
        let file = first
            .iter()
            .find(|(name, _)| name == Path::new(&format!("{table}.jsonl")));
        assert!(
            file.is_some_and(|(_, bytes)| !bytes.is_empty()),
            "{table} is carried"
        );
    }
    assert_eq!(first, second, "equal books give equal bytes");
}

#[test]
fn a_document_that_nothing_names_is_taken_out_and_brought_back() {
    let mut made = example();
    let unused = NewDocument {
        kind: "Công văn".to_owned(),
        number: "77/UBND-VP".to_owned(),
        day: Some(day(TODAY)),
        ..NewDocument::default()
    };
    let id = add_document(&mut made.book, &unused)
        .expect("a document")
        .value;
    let there = |book: &Book| {
        let rows = book.read(document_rows).expect("a list");
        rows.iter().any(|row| row.id == id)
    };
    remove_document(&mut made.book, id).expect("out");
    assert!(!there(&made.book));
    assert_eq!(
        remove_document(&mut made.book, id).expect_err("gone").code,
        ErrorCode::NoSuchDocument
    );
    undo::undo(&mut made.book).expect("a step");
    assert!(there(&made.book));
    // Whatever names it holds it, and is named in the language of who reads.
    let (task, unit) = {
        let board = made
            .book
            .read(|c| Board::load(c, day(TODAY)))
            .expect("a board");
        let task = board
            .own()
            .find(|task| task.record.document.is_some())
            .expect("one");
        (
            task.record.number.clone(),
            task.record.document.expect("a document"),
        )
    };
    let before = made.book.read(document_rows).expect("a list");
    let refused = remove_document(&mut made.book, unit).expect_err("in use");
    assert_eq!(refused.code, ErrorCode::DocumentInUse);
    let said = so06::api::message(&refused, so06::api::Language::Vietnamese);
    assert!(
        said.contains("nhiệm vụ ") && said.contains(&task) || said.contains("… ("),
        "{said}"
    );
    let said = so06::api::message(&refused, so06::api::Language::English);
    assert!(said.contains("tasks ") && !said.contains("{term"), "{said}");
    let part = part(&made.book, "NV-001", "Thới An Đông");
    let entry = AttachEvidence {
        document: Some(id),
        name: String::new(),
        bytes: Vec::new(),
        note: String::new(),
    };
    attach_evidence(&mut made.book, &part, &entry).expect("evidence");
    let refused = remove_document(&mut made.book, id).expect_err("in use");
    let said = so06::api::message(&refused, so06::api::Language::Vietnamese);
    assert!(said.contains("minh chứng (1)"), "{said}");
    assert_eq!(made.book.read(document_rows).expect("a list"), before);
}

#[test]
fn every_term_of_a_refusal_has_words_in_both_languages() {
    let read = |text: &str| -> serde_json::Value { serde_json::from_str(text).expect("words") };
    let vi = read(include_str!("../../assets/words/vi/engine.json"));
    let en = read(include_str!("../../assets/words/en/engine.json"));
    for section in ["terms", "reading"] {
        let (own, other) = (vi[section].as_object(), en[section].as_object());
        let (own, other) = (own.expect("words"), other.expect("words"));
        assert_eq!(
            own.keys().collect::<Vec<_>>(),
            other.keys().collect::<Vec<_>>()
        );
        let sorts = include_str!("../../src-tauri/src/engine/documents/remove.rs");
        let roles = Role::ALL.map(|own| format!("role.{}", own.word()));
        for name in own.keys().filter(|_| section == "terms") {
            assert!(
                roles.contains(name) || sorts.contains(&format!("\"{name}\"")),
                "{name} is said nowhere"
            );
        }
    }
}
