//! Who has a task: forms, conclusions and plans from elsewhere give and take it by one rule.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use so06::domain::task::{Assignment, Role};
use so06::domain::{ErrorCode, Id};
use so06::engine::meetings::{self, ConclusionEntry, MeetingEntry};
use so06::engine::plan_intake::{PlanChoices, PlanFile, bring_in_plan, read_plan};
use so06::engine::tasks;
use so06::store;

use super::Office;
use crate::support::{TODAY, day};

/// Leads and partners, each a bit of the first units.
type Wanted = (u8, u8);

fn of(units: &[Id], bits: u8) -> Vec<Id> {
    let chosen = units.iter().enumerate();
    let chosen = chosen.filter(|(at, _)| bits & (1 << at) != 0);
    chosen.map(|(_, id)| *id).collect()
}

/// One task in one book, given in one of the three ways.
struct Way {
    office: Office,
    units: Vec<Id>,
    task: Id,
    give: fn(&mut Self, Wanted) -> Result<(), ErrorCode>,
    /// The conclusion, where the task is one of a meeting.
    conclusion: Id,
}

impl Way {
    fn new(give: fn(&mut Self, Wanted) -> Result<(), ErrorCode>) -> Self {
        let office = Office::new();
        let units = office.units()[..4].to_vec();
        Self {
            office,
            units,
            task: 0,
            give,
            conclusion: 0,
        }
    }

    fn parties(&self, (leads, partners): Wanted) -> (Vec<Id>, Vec<Id>) {
        (of(&self.units, leads), of(&self.units, partners))
    }

    fn by_form(&mut self, wanted: Wanted) -> Result<(), ErrorCode> {
        let (leads, partners) = self.parties(wanted);
        let mut draft = self
            .office
            .draft("Báo cáo số liệu", "chậm nhất ngày 29/3/2024", &leads);
        draft.partners = partners;
        let known = (self.task != 0).then_some(self.task);
        let done = tasks::save_task(self.office.book(), known, &draft);
        self.task = done.map_err(|e| e.code)?.value;
        Ok(())
    }

    fn by_conclusion(&mut self, wanted: Wanted) -> Result<(), ErrorCode> {
        let (leads, partners) = self.parties(wanted);
        let entry = ConclusionEntry {
            text: "Báo cáo số liệu chậm nhất ngày 29/3/2024".to_owned(),
            bodies: Some(leads),
            partners: Some(partners),
            ..ConclusionEntry::default()
        };
        let book = self.office.book();
        if self.task != 0 {
            let changed = meetings::change_conclusion(book, self.conclusion, &entry);
            return changed.map(drop).map_err(|e| e.code);
        }
        let meeting = MeetingEntry {
            day: day(TODAY),
            ..MeetingEntry::default()
        };
        let meeting = meetings::save_meeting(book, None, &meeting).expect("a meeting");
        let made = meetings::conclude(book, meeting.value, &entry).expect("a conclusion");
        self.conclusion = made.value;
        let kept = book
            .read(|c| store::get::<so06::domain::meeting::Conclusion>(c, made.value))
            .expect("a conclusion");
        self.task = kept.and_then(|own| own.record.task).expect("its task");
        Ok(())
    }

    fn by_plan(&mut self, wanted: Wanted) -> Result<(), ErrorCode> {
        let (leads, partners) = self.parties(wanted);
        let board = self.office.board();
        let names = |bodies: &[Id]| {
            let names = bodies
                .iter()
                .map(|body| board.directory.name(*body, board.today));
            names.collect::<Vec<_>>().join("; ")
        };
        let text = format!(
            "KẾ HOẠCH\nThu thập số liệu năm 2024\nSTT\tNội dung nhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tThời hạn\n\
             1\tBáo cáo số liệu\t{}\t{}\t29/03/2024\n2\tTổng hợp số liệu chung\tPhòng Tư pháp\t\t30/03/2024\n",
            names(&leads),
            names(&partners)
        );
        let file = PlanFile::of_text(&text).expect("a text");
        let draft =
            read_plan(&self.office.made.book, &file, &PlanChoices::default()).expect("a plan");
        let plan = bring_in_plan(self.office.book(), &draft)
            .map_err(|e| e.code)?
            .value;
        let board = self.office.board();
        let own = board.tasks.iter().filter(|kept| kept.record.plan == plan);
        let named: Vec<Id> = own
            .filter(|kept| kept.record.title == "Báo cáo số liệu")
            .map(|kept| kept.id)
            .collect();
        assert_eq!(named.len(), 1, "one task of that title");
        self.task = named[0];
        Ok(())
    }

    fn rows(&self) -> Vec<Assignment> {
        let task = self.task;
        let read = |c: &_| store::list::<Assignment>(c, "task = ?1", &[&task]);
        let rows = self.office.made.book.read(read).expect("rows");
        rows.into_iter().map(|own| own.record).collect()
    }

    /// Who has it, and as what, with everything that is kept of it.
    fn given(&self) -> Vec<(Role, Id, String)> {
        let place = |body: Id| {
            self.units
                .iter()
                .position(|own| *own == body)
                .expect("a unit") as Id
        };
        let mut out: Vec<_> = self
            .rows()
            .into_iter()
            .map(|row| {
                let rest = format!(
                    "{:?} {:?} {:?} {:?}",
                    row.occurrence, row.work_state, row.last_day, row.note
                );
                (row.role, place(row.body), rest)
            })
            .collect();
        out.sort_by_key(|(role, body, _)| (*role == Role::Partner, *body));
        out
    }

    /// A body says that it is done, where it leads.
    fn work(&mut self, unit: usize) {
        let body = self.units[unit];
        let board = self.office.board();
        let part = board
            .parts(self.task)
            .iter()
            .find(|part| part.body == body)
            .cloned();
        if let Some(part) = part {
            let key = part.assignment.into();
            tasks::claim_completion(self.office.book(), &key, day(TODAY), "BC").expect("a claim");
        }
    }
}

/// What a change comes to by the rule: who is named, and who led it and did something of it.
fn by_rule(
    before: &[(Role, Id, String)],
    worked: u8,
    (leads, partners): Wanted,
) -> (Vec<(Role, Id)>, bool) {
    let mut out = Vec::new();
    let mut kept = false;
    for unit in 0..4_i64 {
        let led = before
            .iter()
            .any(|(role, body, _)| (*role, *body) == (Role::Lead, unit));
        let named = leads & (1 << unit) != 0;
        let holds = led && worked & (1 << unit) != 0 && !named;
        kept |= holds;
        if named || holds {
            out.push((Role::Lead, unit));
        }
    }
    out.extend(
        (0..4_i64)
            .filter(|unit| partners & (1 << unit) != 0)
            .map(|unit| (Role::Partner, unit)),
    );
    (out, kept)
}

#[test]
fn three_ways_give_and_take_alike() {
    let mut runner = TestRunner::new(Config {
        failure_persistence: None,
        ..Config::with_cases(10)
    });
    let step = (1..16_u8, 0..16_u8, prop::option::of(0..4_usize));
    let tried = runner.run(&prop::collection::vec(step, 1..6), |steps| {
        let mut ways = [
            Way::new(Way::by_form),
            Way::new(Way::by_conclusion),
            Way::new(Way::by_plan),
        ];
        let mut worked = 0_u8;
        for (leads, partners, works) in steps {
            // A plan that names a body twice means it as the lead.
            let partners = partners & !leads;
            let before = ways[0].given();
            let (wanted, kept) = by_rule(&before, worked, (leads, partners));
            for (at, way) in ways.iter_mut().enumerate() {
                let give = way.give;
                let done = give(way, (leads, partners));
                if at == 2 {
                    prop_assert!(done.is_ok(), "a plan takes what it may");
                    let pairs: Vec<_> = way
                        .given()
                        .into_iter()
                        .map(|(role, body, _)| (role, body))
                        .collect();
                    prop_assert_eq!(&pairs, &wanted, "by the plan");
                } else {
                    prop_assert_eq!(done.is_err(), kept, "refused where somebody did something");
                }
            }
            if kept {
                // The two that refuse are left as they were; the plan goes back to it.
                prop_assert_eq!(&ways[0].given(), &before);
                prop_assert_eq!(&ways[1].given(), &before);
                let bits = |role: Role| {
                    before
                        .iter()
                        .filter(|own| own.0 == role)
                        .fold(0_u8, |all, own| all | 1 << own.1)
                };
                let back = (bits(Role::Lead), bits(Role::Partner));
                let give = ways[2].give;
                prop_assert!(give(&mut ways[2], back).is_ok());
            }
            prop_assert_eq!(ways[0].given(), ways[1].given());
            prop_assert_eq!(ways[0].given(), ways[2].given());
            if let Some(unit) = works {
                let led = ways[0]
                    .given()
                    .iter()
                    .any(|(role, body, _)| (*role, *body) == (Role::Lead, unit as Id));
                if led {
                    worked |= 1 << unit;
                    for way in &mut ways {
                        way.work(unit);
                    }
                }
            }
        }
        Ok(())
    });
    tried.expect("the property");
}

#[test]
fn what_asked_for_more_time_is_not_taken_off() {
    let mut office = Office::new();
    let units = office.units();
    let task = office.enter("Việc", "chậm nhất ngày 29/3/2024", &units[..2]);
    let asked = tasks::ExtendDeadline {
        task,
        part: Some(office.part(task, 1)),
        last_day: Some(day("2024-04-05")),
        reason: "chờ số liệu".to_owned(),
        document: None,
        state: so06::domain::task::ExtensionState::Proposed,
    };
    tasks::extend_deadline(office.book(), &asked).expect("asked");
    let draft = office.draft("Việc", "chậm nhất ngày 29/3/2024", &units[..1]);
    let refused = tasks::save_task(office.book(), Some(task), &draft).expect_err("it asked");
    assert_eq!(refused.code, ErrorCode::TaskTouched);
    let refused = tasks::remove_tasks(office.book(), &[task]).expect_err("it asked");
    assert_eq!(refused.code, ErrorCode::TaskTouched);
}
