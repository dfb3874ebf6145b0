//! What holds of every content tree: nothing is lost on the way to paper, pages end where they may, equal content
//! gives equal bytes. `SO06_TREES` says how many trees are tried; the same number tries the same trees.
#![allow(
    clippy::redundant_closure_for_method_calls,
    reason = "a method by its name is bound to one lifetime"
)]

mod grow;
mod read;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use so06::report::content::{Block, Document};
use so06::report::{layout, render};

use super::fonts;
use read::Paper;

/// How many trees: a part of what the environment asks for, else what the ordinary tests have time for.
fn trees(part: u32, ordinary: u32) -> TestRunner {
    let wanted = std::env::var("SO06_TREES")
        .ok()
        .and_then(|text| text.parse::<u32>().ok());
    let config = Config {
        cases: wanted.map_or(ordinary, |all| (all / part).max(1)),
        failure_persistence: None,
        max_shrink_iters: 400,
        ..Config::default()
    };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

/// Tries it on documents; a failure shows the least document that fails.
fn holds(part: u32, ordinary: u32, of: impl Fn(&Paper<'_>) -> Result<(), String>) {
    let fonts = fonts();
    trees(part, ordinary)
        .run(&grow::document(), |document| {
            let layout = layout(&document, &fonts);
            of(&Paper::new(&document, &layout)).map_err(TestCaseError::fail)
        })
        .unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn every_word_stands_on_the_pages_in_its_order() {
    holds(1, 40, |paper| paper.says_everything());
}

#[test]
fn what_is_placed_stays_within_the_type_area() {
    holds(1, 40, |paper| paper.keeps_its_margins());
}

#[test]
fn pages_end_where_they_may() {
    holds(1, 60, |paper| paper.ends_pages_well());
}

#[test]
fn tables_keep_their_heads_groups_and_totals() {
    holds(1, 60, |paper| paper.keeps_tables_whole());
}

#[test]
fn the_signature_never_stands_alone() {
    holds(1, 60, |paper| paper.keeps_the_signature());
}

#[test]
fn there_is_room_for_signature_and_seal_and_their_pictures() {
    holds(1, 60, |paper| {
        paper.leaves_room_for_signing()?;
        paper.leaves_the_corner_of_first_pages()
    });
}

#[test]
fn more_content_never_takes_fewer_pages() {
    let fonts = fonts();
    let pages = |document: &Document| layout(document, &fonts).pages.len();
    trees(4, 12)
        .run(
            &(
                grow::document(),
                proptest::collection::vec(grow::block(), 1..4),
            ),
            |(mut document, more)| {
                let mut before = pages(&document);
                for block in more {
                    document.body.push(block);
                    let after = pages(&document);
                    prop_assert!(after >= before, "{before} pages, with more {after}");
                    before = after;
                }
                Ok(())
            },
        )
        .unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn two_files_of_one_content_have_equal_bytes_and_say_it_when_read_back() {
    let fonts = fonts();
    trees(8, 4)
        .run(&grow::document(), |document| {
            let first = render(&document, &fonts).unwrap();
            let second = render(&document.clone(), &fonts).unwrap();
            prop_assert!(first.pdf == second.pdf, "two files of one content differ");
            read::says_when_read_back(&document, &layout(&document, &fonts), &first.pdf)
                .map_err(TestCaseError::fail)
        })
        .unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn justified_lines_have_no_wide_gaps() {
    let fonts = fonts();
    let all = std::cell::Cell::new(read::Spread::default());
    trees(1, 60)
        .run(&grow::plain_words(45..150), |text| {
            let document = super::with_body(vec![Block::plain(text)]);
            let own = read::spread(&layout(&document, &fonts));
            all.set(all.get().and(own));
            prop_assert!(own.gap < 6.0, "a gap of {:.2} pt", own.gap);
            // What the eye does not see yet: 3 % apart, 1 % together.
            prop_assert!(own.apart < 0.0301 * 14.0, "{:.3} pt apart", own.apart);
            prop_assert!(own.together < 0.0101 * 14.0, "{:.3} pt", own.together);
            prop_assert!(own.short < 28.0, "{:.1} pt before the margin", own.short);
            Ok(())
        })
        .unwrap_or_else(|failure| panic!("{failure}"));
    let all = all.get();
    println!("{all:?}");
    assert!(
        all.shorts * 500 <= all.lines.max(500),
        "too many lines end early: {all:?}"
    );
}
