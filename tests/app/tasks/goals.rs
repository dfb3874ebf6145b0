//! Work that a percentage closes: since when it is reached, what is lacking above the line, the pace.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use so06::domain::number::{Entry, Percent, Qualifier};
use so06::domain::percent::part_for;
use so06::domain::{Day, Id, Instant, Timeliness};
use so06::engine::counts::{RecordCount, Stated, record_count};
use so06::engine::dictionary::Dictionary;
use so06::engine::tasks::{self, Board, TaskDraft};

use super::Office;
use crate::support::{TODAY, day};

const RATIO: &str = "dinh_danh.ty_le_kich_hoat";
const PART: &str = "dinh_danh.kich_hoat";
const BASE: &str = "dinh_danh.tai_khoan";

fn indicator(office: &Office, code: &str) -> Id {
    let read = office.made.book.read(Dictionary::load).expect("indicators");
    read.resolve(code).expect(code)
}

fn enter(office: &mut Office, (body, code): (Id, &str), on: Day, value: i64) {
    let request = RecordCount {
        body,
        indicator: indicator(office, code),
        stated: Stated::AsOf(Instant::end_of(on)),
        entry: Entry::Value(value, Qualifier::Exact),
        source: None,
        note: None,
    };
    record_count(office.book(), &request).expect("a figure");
}

fn task(office: &mut Office, goal: &str, bodies: &[Id]) -> Id {
    let draft = TaskDraft {
        indicator: Some(indicator(office, RATIO)),
        goal: Some(goal.to_owned()),
        ..office.draft("Kích hoạt", "trong tháng 3/2024", bodies)
    };
    tasks::save_task(office.book(), None, &draft)
        .expect("a task")
        .value
}

#[test]
fn a_percentage_says_what_is_lacking_and_closes_the_work() {
    let mut office = Office::new();
    let unit = office.units()[0];
    let own = task(&mut office, "98", &[unit]);
    enter(&mut office, (unit, BASE), day("2024-03-01"), 2_400);
    enter(&mut office, (unit, PART), day("2024-03-01"), 2_280);
    let view = office.detail(own).assignments[0]
        .goal
        .clone()
        .expect("a goal");
    assert_eq!((view.value.as_str(), view.left.as_str()), ("95,00", "3,00"));
    let lacking = view.lacking.expect("what is lacking");
    // 98 % of 2.400 are 2.352; 97,995 % would print as 98,00 and is 2.351,88.
    assert_eq!(
        (lacking.left.as_str(), lacking.base.as_str()),
        ("72", "2.400")
    );
    assert_eq!(lacking.base_name, "tài khoản đã cấp");
    // The working days from 18/03 to 29/03, as the calendar counts them.
    let board = office.board();
    let days = i64::from(
        board
            .rules
            .calendar
            .working_days_between(day(TODAY), day("2024-03-31")),
    );
    let tenths = (720 + days - 1) / days;
    assert_eq!(view.pace, Some(format!("{},{}", tenths / 10, tenths % 10)));
    enter(&mut office, (unit, PART), day("2024-03-12"), 2_351);
    assert_eq!(
        office.detail(own).assignments[0]
            .goal
            .clone()
            .and_then(|goal| goal.lacking)
            .expect("one")
            .left,
        "1"
    );
    enter(&mut office, (unit, PART), day("2024-03-13"), 2_352);
    let part = office.board().parts(own)[0].clone();
    assert_eq!(part.state, Timeliness::DoneOnTime);
    assert_eq!(
        part.goal.and_then(|goal| goal.reached),
        Some(day("2024-03-13"))
    );
    // More accounts below the line open it again; the old day does not come back with a later figure.
    enter(&mut office, (unit, BASE), day("2024-03-14"), 2_500);
    assert_eq!(
        office.board().parts(own)[0].state,
        Timeliness::InTime.min(office.board().parts(own)[0].state)
    );
    assert!(office.board().parts(own)[0].is_open());
    enter(&mut office, (unit, PART), day("2024-03-16"), 2_450);
    let part = office.board().parts(own)[0].clone();
    assert_eq!(
        part.goal.and_then(|goal| goal.reached),
        Some(day("2024-03-16"))
    );
}

#[test]
fn nothing_is_reckoned_from_figures_that_are_not_exact() {
    let mut office = Office::new();
    let unit = office.units()[0];
    let own = task(&mut office, "98", &[unit]);
    enter(&mut office, (unit, BASE), day("2024-03-01"), 2_400);
    let request = RecordCount {
        body: unit,
        indicator: indicator(&office, PART),
        stated: Stated::AsOf(Instant::end_of(day("2024-03-01"))),
        entry: Entry::Value(2_280, Qualifier::Tren),
        source: None,
        note: None,
    };
    record_count(office.book(), &request).expect("a figure");
    let view = office.detail(own).assignments[0]
        .goal
        .clone()
        .expect("a goal");
    assert_eq!(
        (view.lacking, view.pace),
        (None, None),
        "“trên 2.280” is no number to count from"
    );
}

/// Since when it is reached is what the book showed day by day: the first of the days without a break on which it was.
#[test]
fn since_is_what_was_seen_day_by_day() {
    let mut runner = TestRunner::new(Config {
        failure_persistence: None,
        ..Config::with_cases(12)
    });
    let entries = prop::collection::vec((0..3_usize, any::<bool>(), 0..18_u64, 80..130_i64), 1..16);
    let tried = runner.run(&entries, |entries| {
        let mut office = Office::new();
        let root = office.board().directory.root;
        let units = office.units();
        let bodies = [units[0], units[1], root];
        let own = task(&mut office, "90", &bodies);
        for (body, above, on, value) in entries {
            let code = if above { PART } else { BASE };
            let on = day("2024-03-01") + chrono::Days::new(on);
            enter(&mut office, (bodies[body], code), on, value);
        }
        let reached = |office: &Office, on: Day| -> Vec<(Option<Day>, bool)> {
            let board = office
                .made
                .book
                .read(|c| Board::load(c, on))
                .expect("a board");
            let parts = board.parts(own).iter();
            let goals = parts.map(|part| part.goal.clone().expect("a goal"));
            goals
                .map(|goal| (goal.reached, goal.illustrative))
                .collect()
        };
        let now = reached(&office, day(TODAY));
        // Before March only what the example has stands in the book.
        let first = day("2024-01-01");
        let days: Vec<Day> = first
            .iter_days()
            .take_while(|on| *on <= day(TODAY))
            .collect();
        let seen: Vec<_> = days.iter().map(|on| reached(&office, *on)).collect();
        for (at, (since, example)) in now.iter().enumerate() {
            let held = seen
                .iter()
                .rev()
                .take_while(|own| own[at].0.is_some() && own[at].1 == *example);
            let wanted = held
                .count()
                .checked_sub(1)
                .map(|back| days[days.len() - 1 - back]);
            if wanted.is_none_or(|own| own > first) {
                prop_assert_eq!(*since, wanted);
            } else {
                prop_assert!(since.is_some_and(|own| own <= first), "before the year");
            }
        }
        Ok(())
    });
    tried.expect("the property");
}

proptest! {
    #[test]
    fn the_part_that_is_needed_is_the_least_that_does(
        goal in 0..13_000_i64, whole in 1..3_000_000_i64, decimals in (0..5_u8, 0..5_u8), up in any::<bool>(),
    ) {
        let (of_part, of_whole) = decimals;
        let percent = |part: i64| Percent::of_scaled((part, of_part), (whole, of_whole)).expect("a percentage");
        match part_for(Percent(goal), (whole, of_whole), of_part, up) {
            Some(part) if up => {
                prop_assert!(percent(part).0 >= goal);
                prop_assert!(part == 0 || percent(part - 1).0 < goal);
            }
            Some(part) => {
                prop_assert!(percent(part).0 <= goal);
                prop_assert!(percent(part + 1).0 > goal);
            }
            None => prop_assert!(!up && percent(0).0 > goal, "nothing is little enough"),
        }
    }
}
