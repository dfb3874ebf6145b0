//! What was mapped once is found again next week, also in a form that changed.

use so06::domain::ErrorCode;
use so06::engine::superior_forms::{Origin, forget_form, forms_kept};
use so06::engine::undo;

use super::desk::{Desk, open, written};
use super::make::{UNITS, Week, workbook};

#[test]
fn next_week_the_form_is_known_by_its_shape() {
    let mut desk = Desk::new();
    desk.map(
        &open(workbook(&Week::default())),
        "tuần 11.xlsx",
        &["H8=:unit", "E9=skip"],
    );
    // Another day in the title, figures of last week in the cells.
    let filled = desk.fill(&open(workbook(&Week::default())), "2024-T03");
    for (what, bytes) in [
        (
            "new",
            workbook(&Week {
                until: "21/3/2024",
                ..Week::default()
            }),
        ),
        ("filled", filled),
    ] {
        let reading = desk.read(&open(bytes), "2024-T03");
        let known = reading.form.as_ref().map(|(_, name)| name.as_str());
        assert_eq!(known, Some("tuần 11.xlsx"), "{what}");
        if what == "new" {
            assert!(reading.exact, "{what}");
        }
        let told = written(&reading);
        assert_eq!(
            told.get("Phụ lục 1!H8").map(String::as_str),
            Some("Quận Bình Thủy"),
            "{what}"
        );
        assert!(!told.contains_key("Phụ lục 1!E9"), "{what}");
        assert!(reading.lost.is_empty(), "{what}: {:?}", reading.lost);
    }
    // Another period gives other figures in the same cells.
    let earlier = written(&desk.read(&open(workbook(&Week::default())), "2024-T02"));
    assert_eq!(
        earlier.get("Phụ lục 1!E8").map(String::as_str),
        Some("12.000")
    );
}

#[test]
fn a_changed_form_is_told_with_what_still_fits() {
    let mut desk = Desk::new();
    desk.map(
        &open(workbook(&Week::default())),
        "cũ.xlsx",
        &["H8=:unit", "H15=:period", "E8=dinh_danh.kich_hoat@31169"],
    );
    // A column more, and the last unit is gone.
    let changed = open(workbook(&Week {
        units: &UNITS[..7],
        with_code: true,
        ..Week::default()
    }));
    let reading = desk.read(&changed, "2024-T03");
    assert_eq!(
        reading.form.as_ref().map(|(_, name)| name.as_str()),
        Some("cũ.xlsx")
    );
    assert!(!reading.exact);
    let told = written(&reading);
    let of = |cell: &str| told.get(&format!("Phụ lục 1!{cell}")).map(String::as_str);
    assert_eq!(of("I8"), Some("Quận Bình Thủy"), "the note moved");
    assert_eq!(
        of("F8"),
        Some("7.591"),
        "so did the result, with what was said of it"
    );
    assert_eq!(of("F9"), Some("7.591"));
    let moved = reading
        .planned
        .iter()
        .filter(|own| own.origin == Origin::Moved);
    assert!(moved.count() > 20);
    let lost: Vec<&str> = reading.lost.iter().map(|own| own.name.as_str()).collect();
    assert!(lost.contains(&"H15") && lost.contains(&"E15"), "{lost:?}");
    // Remembered in its new shape, it is known at once, and it is still one form.
    desk.map(&changed, "mới.xlsx", &[]);
    assert!(desk.read(&changed, "2024-T03").exact);
    let kept = forms_kept(&desk.example.book).expect("a list");
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].name, "mới.xlsx");
}

#[test]
fn another_form_is_not_taken_for_a_changed_one() {
    let mut desk = Desk::new();
    desk.map(&open(workbook(&Week::default())), "một.xlsx", &[]);
    let other = super::make::workbook_of(
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Biểu tổng hợp văn bản đến</t></is></c></row></sheetData></worksheet>",
    );
    let reading = desk.read(&open(other), "2024-T03");
    assert_eq!(reading.form, None);
}

#[test]
fn a_mapping_is_one_step_that_is_undone_and_forgotten() {
    let mut desk = Desk::new();
    let template = open(workbook(&Week::default()));
    desk.map(&template, "a.xlsx", &["H8=:unit"]);
    desk.map(&template, "a.xlsx", &["H8=:period"]);
    let of = |desk: &Desk| {
        written(&desk.read(&template, "2024-T03"))
            .get("Phụ lục 1!H8")
            .cloned()
    };
    assert_eq!(of(&desk).as_deref(), Some("Tháng 3/2024"));
    undo::undo(desk.book()).expect("undone");
    assert_eq!(of(&desk).as_deref(), Some("Quận Bình Thủy"));
    let id = forms_kept(&desk.example.book).expect("a list")[0].id;
    forget_form(desk.book(), id).expect("forgotten");
    assert_eq!(of(&desk), None);
    let again = forget_form(desk.book(), id).expect_err("gone");
    assert_eq!(again.code, ErrorCode::NoSuchForm);
    assert!(desk.example.book.verify_journal().is_ok());
}

#[test]
fn the_word_for_no_data_is_the_forms_own() {
    use so06::engine::superior_forms::{Change, change_form};
    let mut desk = Desk::new();
    let template = open(workbook(&Week::default()));
    for (word, cell) in [
        ("0", "<c r=\"E10\" s=\"2\"><v>0</v></c>"),
        ("-", "<t xml:space=\"preserve\">-</t>"),
        ("", "<c r=\"E10\" s=\"2\"/>"),
    ] {
        let change = Change {
            no_data: Some(word.to_owned()),
            ..Change::default()
        };
        let asked = desk.asked("2024-T03");
        change_form(desk.book(), (&template, "a.xlsx"), asked, &change).expect("remembered");
        let filled = desk.fill(&template, "2024-T03");
        let own = super::make::part(&filled, "xl/worksheets/sheet1.xml");
        assert!(own.contains(cell), "{word}: {own}");
    }
}
