//! Pages: margins, lines, headings, signature, numbers, watermark.

use so06::report::content::{Block, Document, Letterhead, Level, Run, Signature, Style};
use so06::report::{Item, Text, layout};

use super::{MM, all_letters, empty, fonts, letters, right_end, sample, texts, with_body};

const LEFT: f64 = 30.0 * MM;
const RIGHT: f64 = 195.0 * MM;

fn sentence(words: usize) -> Block {
    const SYLLABLES: [&str; 7] = ["tổ", "công", "tác", "triển", "khai", "nghiêm", "túc"];
    Block::plain(
        (0..words)
            .map(|n| SYLLABLES[n % 7])
            .collect::<Vec<_>>()
            .join(" "),
    )
}

/// Whether it belongs to the running text: upright, 14 pt, no page number.
fn is_body(text: &Text) -> bool {
    text.style == Style::Regular && text.size == 14.0 && text.node.is_some()
}

fn signed() -> Signature {
    Signature {
        lines: vec!["TM. ỦY BAN NHÂN DÂN".to_owned(), "CHỦ TỊCH".to_owned()],
        name: "Người Ký".to_owned(),
    }
}

#[test]
fn an_empty_document_is_one_page_with_the_national_title() {
    let set = layout(&empty(), &fonts());
    assert_eq!(set.pages.len(), 1);
    assert!(all_letters(&set).contains(&"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM".to_owned()));
}

#[test]
fn a_document_may_consist_of_its_signature() {
    let set = layout(
        &Document {
            signature: signed(),
            ..empty()
        },
        &fonts(),
    );
    assert_eq!(set.pages.len(), 1);
    assert!(all_letters(&set).contains(&"Người Ký".to_owned()));
}

#[test]
fn inner_lines_of_a_paragraph_end_at_the_margin() {
    let set = layout(&with_body(vec![sentence(120)]), &fonts());
    let body: Vec<_> = texts(&set.pages[0]).filter(|text| is_body(text)).collect();
    assert!(body.len() > 5, "{} lines", body.len());
    for line in &body[..body.len() - 1] {
        assert!(
            (right_end(line) - RIGHT).abs() < 0.01,
            "{} ends at {}",
            letters(line),
            right_end(line)
        );
    }
    assert!(
        (body[0].x - LEFT - 12.7 * MM).abs() < 0.01,
        "first line is indented by 1,27 cm"
    );
    assert!((body[1].x - LEFT).abs() < 0.01);
}

#[test]
fn words_of_two_lines_are_read_as_two() {
    let set = layout(&with_body(vec![sentence(120)]), &fonts());
    let read: String = set
        .pages
        .iter()
        .flat_map(texts)
        .filter(|text| is_body(text))
        .map(letters)
        .collect();
    assert_eq!(
        read.split(' ').filter(|word| !word.is_empty()).count(),
        120,
        "{read}"
    );
}

#[test]
fn a_word_longer_than_the_line_stays_inside_the_margins() {
    let long = "https://dichvucong.gov.vn/".to_owned() + &"x".repeat(400);
    let set = layout(
        &with_body(vec![Block::plain(format!("Xem tại {long} để biết."))]),
        &fonts(),
    );
    for text in set.pages.iter().flat_map(texts) {
        assert!(
            right_end(text) <= RIGHT + 0.02,
            "{} ends at {}",
            letters(text),
            right_end(text)
        );
    }
    assert_eq!(
        all_letters(&set).concat().matches('x').count(),
        400,
        "no letter is lost"
    );
}

#[test]
fn no_break_blanks_without_end_stay_inside_the_margins() {
    let chain = vec!["dài"; 120].join("\u{a0}");
    let set = layout(&with_body(vec![Block::plain(chain)]), &fonts());
    for text in set.pages.iter().flat_map(texts) {
        assert!(
            right_end(text) <= RIGHT + 0.02,
            "{} ends at {}",
            letters(text),
            right_end(text)
        );
    }
}

#[test]
fn what_belongs_to_a_number_stays_on_its_line() {
    let mut torn = 0;
    for words in 3..40 {
        let Block::Paragraph { mut runs, .. } = sentence(words) else {
            panic!("a sentence is a paragraph")
        };
        runs.push(Run::plain(
            " đến ngày 14/3/2024 và chi tiết tại Phụ lục II, không có thời hạn nào khác",
        ));
        let lines = all_letters(&layout(
            &with_body(vec![Block::Paragraph { key: None, runs }]),
            &fonts(),
        ));
        torn += usize::from(!lines.iter().any(|line| line.contains("ngày 14/3/2024")));
        assert!(
            lines.iter().any(|line| line.contains("Phụ lục II,")),
            "{lines:?}"
        );
    }
    // Only where the blanks of the line before would be holes.
    assert!(torn <= 3, "{torn} of 37 days are torn");
}

#[test]
fn the_signature_has_two_lines_of_text_above_it() {
    let fonts = fonts();
    for paragraphs in 1..30 {
        for last in [4, 20, 50] {
            let mut body: Vec<Block> = (0..paragraphs).map(|_| sentence(47)).collect();
            body.push(sentence(last));
            let document = Document {
                signature: signed(),
                recipients: vec!["Như trên".to_owned(), "Lưu: VT".to_owned()],
                ..with_body(body)
            };
            let set = layout(&document, &fonts);
            let page = set
                .pages
                .iter()
                .find(|page| texts(page).any(|text| letters(text).starts_with("TM. ")))
                .expect("the signature is printed");
            let words: Vec<String> = texts(page).map(letters).collect();
            let lines = texts(page).filter(|text| is_body(text)).count();
            assert!(
                lines >= 2,
                "{paragraphs} paragraphs, last of {last} words: {lines} lines above the signature"
            );
            assert!(
                words.contains(&"Người Ký".to_owned()),
                "the name stays with its title"
            );
            assert!(
                words.contains(&"Nơi nhận:".to_owned()),
                "the recipients stay with the signature"
            );
        }
    }
}

#[test]
fn a_heading_is_never_the_last_line_of_a_page() {
    let fonts = fonts();
    for before in 1..40 {
        let mut body: Vec<Block> = (0..before).map(|_| sentence(30)).collect();
        body.push(Block::Heading {
            level: Level::Section,
            text: "II. KẾT QUẢ".to_owned(),
            key: None,
        });
        body.push(Block::Heading {
            level: Level::Subsection,
            text: "1. Tiến độ".to_owned(),
            key: None,
        });
        body.push(sentence(60));
        let set = layout(&with_body(body), &fonts);
        for page in &set.pages {
            let last = texts(page).last().map(letters).unwrap_or_default();
            assert!(
                !last.starts_with("II. ") && !last.starts_with("1. "),
                "{before}: {last}"
            );
        }
    }
}

#[test]
fn text_keeps_to_the_type_area() {
    let set = layout(&sample::quarter(), &fonts());
    for page in &set.pages {
        for text in texts(page).filter(|text| text.node.is_some()) {
            let (top, bottom) = (text.y - 0.75 * text.size, text.y + 0.22 * text.size);
            assert!(
                top >= 19.9 * MM && bottom <= page.height - 19.9 * MM,
                "{} at {}",
                letters(text),
                text.y
            );
            assert!(
                text.x >= LEFT - 0.01 && right_end(text) <= page.width - 15.0 * MM + 0.02,
                "{}",
                letters(text)
            );
        }
    }
}

#[test]
fn each_annex_counts_its_own_pages() {
    let set = layout(&sample::quarter(), &fonts());
    let numbers: Vec<Option<String>> = set
        .pages
        .iter()
        .map(|page| {
            texts(page)
                .find(|text| text.y < 15.0 * MM && text.node.is_none())
                .map(letters)
        })
        .collect();
    let starts: Vec<usize> = set
        .pages
        .iter()
        .enumerate()
        .filter(|(number, page)| {
            *number == 0 || texts(page).any(|text| letters(text).starts_with("Phụ lục I"))
        })
        .filter(|(number, page)| {
            *number == 0
                || texts(page)
                    .next()
                    .is_some_and(|t| letters(t).starts_with("Phụ lục"))
        })
        .map(|(number, _)| number)
        .collect();
    assert_eq!(starts.len(), 3, "the report and two annexes");
    for (page, number) in numbers.iter().enumerate() {
        let start = starts
            .iter()
            .rev()
            .find(|start| **start <= page)
            .copied()
            .unwrap_or(0);
        let expected = (page > start).then(|| (page - start + 1).to_string());
        assert_eq!(*number, expected, "page {}", page + 1);
    }
}

#[test]
fn number_and_day_are_printed_as_the_decree_writes_them() {
    let day = chrono::NaiveDate::from_ymd_opt(2024, 1, 5);
    let head = |number: Option<&str>, day| Letterhead {
        number: number.map(str::to_owned),
        day,
        ..sample::quarter().letterhead
    };
    let given = all_letters(&layout(
        &Document {
            letterhead: head(Some("5"), day),
            ..empty()
        },
        &fonts(),
    ));
    assert!(given.contains(&"Số: 05/BC-UBND".to_owned()), "{given:?}");
    assert!(
        given.contains(&"Bình Thủy, ngày 05 tháng 01 năm 2024".to_owned()),
        "{given:?}"
    );
    let draft = all_letters(&layout(
        &Document {
            letterhead: head(None, None),
            ..empty()
        },
        &fonts(),
    ));
    assert!(draft.contains(&"Số: /BC-UBND".to_owned()), "{draft:?}");
    assert!(
        draft.contains(&"Bình Thủy, ngày tháng năm 2024".to_owned()),
        "{draft:?}"
    );
}

#[test]
fn several_addressees_stand_on_dashed_lines() {
    let addressees = vec![
        "Thành ủy".to_owned(),
        "Ủy ban nhân dân thành phố".to_owned(),
    ];
    let lines = all_letters(&layout(
        &Document {
            addressees,
            ..empty()
        },
        &fonts(),
    ));
    for line in ["Kính gửi:", "- Thành ủy;", "- Ủy ban nhân dân thành phố."] {
        assert!(lines.contains(&line.to_owned()), "{line} in {lines:?}");
    }
}

#[test]
fn a_watermark_crosses_every_page_and_is_no_content() {
    let document = Document {
        watermark: Some("SỐ LIỆU MINH HỌA".to_owned()),
        ..sample::quarter()
    };
    let set = layout(&document, &fonts());
    for page in &set.pages {
        let turned: Vec<_> = texts(page).filter(|text| text.turn != 0.0).collect();
        assert_eq!(turned.len(), 1);
        assert_eq!(letters(turned[0]), "SỐ LIỆU MINH HỌA");
        assert_eq!(turned[0].node, None);
        assert!(
            matches!(&page.items[0], Item::Text(text) if text.turn != 0.0),
            "it lies below the text"
        );
    }
    let plain = layout(&sample::quarter(), &fonts());
    assert!(
        plain
            .pages
            .iter()
            .flat_map(texts)
            .all(|text| text.turn == 0.0)
    );
}
