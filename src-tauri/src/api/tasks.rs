//! Handlers of plans, tasks and what is done to them.

use serde::Deserialize;
use ts_rs::TS;

use super::requests::{Nothing, OfDay, requests};
use super::session::Session;
use super::words;
use super::work::unchanged;
use crate::domain::deadline::read_deadline;
use crate::domain::instant::show_day;
use crate::domain::timeliness::WorkState;
use crate::domain::{Day, Id, Result};
use crate::engine::checklists::{self, ChecklistDraft, ChecklistView, VersionTaken};
use crate::engine::profile;
use crate::engine::tasks::{
    self, Board, Bulk, BulkOutcome, DueDay, ExtendDeadline, PartKey, PlanDraft, PlanTemplateView,
    PlanView, SearchHit, TaskChange, TaskDetail, TaskDraft, TaskList, TaskMatrix, TodayWork,
};
use crate::store::Done;

requests! {
    /// The tasks as of a day, compared with an earlier one.
    TasksWanted { as_of: Option<Day>, baseline: Option<Day> }
    /// One task.
    TaskWanted { id: Id, as_of: Option<Day> }
    /// A tick.
    TickItem { part: PartKey, item: Id, done: bool, evidence: Option<String> }
    /// A claim of completion.
    ClaimCompletion { part: PartKey, day: Day, evidence: String }
    /// One part.
    PartOnly { part: PartKey }
    /// A claim returned with its reason.
    ReturnCompletion { part: PartKey, reason: String }
    /// Many parts.
    PartsOnly { parts: Vec<PartKey> }
    /// Many parts paused, cancelled or resumed.
    SetWorkState { parts: Vec<PartKey>, state: WorkState, note: String }
    /// A wording of a deadline.
    WordingOnly { text: String, issued: Option<Day> }
    /// A task as it is entered, or changed.
    SaveTask { id: Option<Id>, draft: TaskDraft }
    /// Tasks.
    TasksOnly { tasks: Vec<Id> }
    /// A task to another place.
    MoveTask { id: Id, group: String, before: Option<Id> }
    /// Many tasks.
    ChangeTasks { tasks: Vec<Id>, change: TaskChange }
    /// The day of an event.
    EventDay { task: Id, day: Option<Day> }
    /// An extension that is decided.
    DecideExtension { id: Id, approve: bool, answer: String, day: Day }
    /// The matrix of all plans, or of one.
    MatrixWanted { as_of: Option<Day>, plan: Option<Id> }
    /// Days.
    DaysWanted { from: Day, to: Day }
    /// What is looked for.
    SearchWanted { text: String, as_of: Option<Day> }
    /// A plan to be made.
    MakePlan { template: Option<String>, draft: PlanDraft }
    /// A plan to be changed.
    SavePlan { id: Id, draft: PlanDraft }
    /// A group to be added or changed.
    SaveGroup { key: Option<String>, plan: Id, letter: String, title: String }
    /// A version of a checklist for a task.
    UseChecklist { task: Id, checklist: Id }
}

/// What was understood of a wording (đã hiểu là).
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, TS)]
pub struct DeadlineReading {
    /// What it says, day by day.
    pub fix: tasks::DeadlineFix,
    /// The day that it names.
    pub stated_day: Option<Day>,
    /// In words: "chậm nhất thứ Năm 14/03/2024".
    pub words: String,
    /// False marks a doubtful reading.
    pub sure: bool,
}

/// What a notification of the system says once a day (thông báo trong ngày).
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, TS)]
pub struct DayNotice {
    /// The day.
    pub day: Day,
    /// First line.
    pub title: String,
    /// What waits, in one line.
    pub body: String,
}

/// The notice of the day; none where nothing waits.
pub(super) fn day_notice(session: &mut Session, _: Nothing) -> Result<Done<Option<DayNotice>>> {
    let language = session.language;
    from_board(session, None, |_, board| {
        let work = tasks::today_work(board);
        let soon = work.warnings.iter().filter(|own| own.days > 0).count();
        let lines = [
            ("overdue", work.overdue.len()),
            ("due_today", work.due_today.len()),
            ("soon", soon),
            ("to_confirm", work.to_confirm.len()),
            ("extensions", work.extensions.len()),
        ];
        let said: Vec<String> = lines
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(key, count)| words::notice(key, &count.to_string(), language))
            .collect();
        Ok((!said.is_empty()).then(|| DayNotice {
            day: work.day,
            title: words::notice("title", &show_day(work.day), language),
            body: said.join(" · "),
        }))
    })
}

pub(super) fn tasks(session: &mut Session, request: TasksWanted) -> Result<Done<TaskList>> {
    let at = session.moment(request.as_of)?;
    let read = |c: &rusqlite::Connection| tasks::tasks(c, at, request.baseline);
    Ok(unchanged(session.book()?.read(read)?))
}

pub(super) fn task(session: &mut Session, request: TaskWanted) -> Result<Done<TaskDetail>> {
    let at = session.moment(request.as_of)?;
    let read = |c: &rusqlite::Connection| tasks::task(c, &request.id.to_string(), at);
    Ok(unchanged(session.book()?.read(read)?))
}

/// Answers from the board of a moment.
fn from_board<T>(
    session: &mut Session,
    as_of: Option<Day>,
    answer: impl FnOnce(&rusqlite::Connection, &Board) -> Result<T>,
) -> Result<Done<T>> {
    let at = session.moment(as_of)?;
    let read = |c: &rusqlite::Connection| answer(c, &Board::load(c, at)?);
    Ok(unchanged(session.book()?.read(read)?))
}

pub(super) fn task_matrix(
    session: &mut Session,
    request: MatrixWanted,
) -> Result<Done<TaskMatrix>> {
    from_board(session, request.as_of, |_, board| {
        Ok(tasks::task_matrix(board, request.plan))
    })
}

pub(super) fn deadline_days(
    session: &mut Session,
    request: DaysWanted,
) -> Result<Done<Vec<DueDay>>> {
    from_board(session, None, |connection, board| {
        tasks::deadline_days(connection, board, (request.from, request.to))
    })
}

pub(super) fn today_work(session: &mut Session, request: OfDay) -> Result<Done<TodayWork>> {
    from_board(session, request.as_of, |_, board| {
        Ok(tasks::today_work(board))
    })
}

pub(super) fn search_tasks(
    session: &mut Session,
    request: SearchWanted,
) -> Result<Done<Vec<SearchHit>>> {
    from_board(session, request.as_of, |connection, board| {
        tasks::search_tasks(connection, board, &request.text)
    })
}

pub(super) fn plans(session: &mut Session, _: Nothing) -> Result<Done<Vec<PlanView>>> {
    from_board(session, None, |_, board| Ok(tasks::plans(board)))
}

pub(super) fn plan_templates(_: &mut Session, _: Nothing) -> Result<Done<Vec<PlanTemplateView>>> {
    Ok(unchanged(tasks::plan_templates()?))
}

pub(super) fn make_plan(session: &mut Session, request: MakePlan) -> Result<Done<Id>> {
    tasks::make_plan(
        session.book_mut()?,
        request.template.as_deref(),
        &request.draft,
    )
}

pub(super) fn save_plan(session: &mut Session, request: SavePlan) -> Result<Done<()>> {
    tasks::save_plan(session.book_mut()?, request.id, &request.draft)
}

pub(super) fn save_group(session: &mut Session, request: SaveGroup) -> Result<Done<String>> {
    tasks::save_group(
        session.book_mut()?,
        request.key.as_deref(),
        request.plan,
        &request.letter,
        &request.title,
    )
}

pub(super) fn read_wording(
    session: &mut Session,
    request: WordingOnly,
) -> Result<Done<DeadlineReading>> {
    let rules = session.book()?.read(profile::deadline_rules)?;
    let read = read_deadline(&request.text, request.issued, &rules);
    let words = super::reading::deadline_words(&read, session.language);
    let (stated_day, sure) = (read.stated_day, read.sure);
    Ok(unchanged(DeadlineReading {
        words,
        stated_day,
        sure,
        fix: tasks::DeadlineFix::of(&read),
    }))
}

pub(super) fn save_task(session: &mut Session, request: SaveTask) -> Result<Done<Id>> {
    tasks::save_task(session.book_mut()?, request.id, &request.draft)
}

pub(super) fn remove_tasks(session: &mut Session, request: TasksOnly) -> Result<Done<()>> {
    tasks::remove_tasks(session.book_mut()?, &request.tasks)
}

pub(super) fn move_task(session: &mut Session, request: MoveTask) -> Result<Done<()>> {
    let MoveTask { id, group, before } = request;
    tasks::move_task(session.book_mut()?, id, &group, before)
}

pub(super) fn change_tasks(session: &mut Session, request: ChangeTasks) -> Result<Done<()>> {
    tasks::change_tasks(session.book_mut()?, &request.tasks, &request.change)
}

pub(super) fn set_event_day(session: &mut Session, request: EventDay) -> Result<Done<()>> {
    tasks::set_event_day(session.book_mut()?, request.task, request.day)
}

pub(super) fn set_work_state(session: &mut Session, request: SetWorkState) -> Result<Done<()>> {
    let SetWorkState { parts, state, note } = request;
    tasks::set_work_state(session.book_mut()?, &parts, state, &note)
}

pub(super) fn extend_deadline(session: &mut Session, request: ExtendDeadline) -> Result<Done<Id>> {
    tasks::extend_deadline(session.book_mut()?, &request)
}

pub(super) fn decide_extension(
    session: &mut Session,
    request: DecideExtension,
) -> Result<Done<()>> {
    let DecideExtension {
        id,
        approve,
        answer,
        day,
    } = request;
    tasks::decide_extension(session.book_mut()?, id, approve, &answer, day)
}

pub(super) fn tick_item(session: &mut Session, request: TickItem) -> Result<Done<()>> {
    let evidence = request.evidence.unwrap_or_default();
    tasks::tick_item(
        session.book_mut()?,
        &request.part,
        request.item,
        request.done,
        &evidence,
    )
}

pub(super) fn claim_completion(
    session: &mut Session,
    request: ClaimCompletion,
) -> Result<Done<()>> {
    tasks::claim_completion(
        session.book_mut()?,
        &request.part,
        request.day,
        &request.evidence,
    )
}

pub(super) fn act_on_tasks(session: &mut Session, request: Bulk) -> Result<Done<BulkOutcome>> {
    let language = session.language;
    let mut done = tasks::act_on_tasks(session.book_mut()?, &request)?;
    for refused in &mut done.value.refused {
        refused.words = words::message(&refused.why, language);
    }
    Ok(done)
}

pub(super) fn confirm_parts(session: &mut Session, request: PartsOnly) -> Result<Done<()>> {
    tasks::confirm_parts(session.book_mut()?, &request.parts)
}

pub(super) fn withdraw_claim(session: &mut Session, request: PartOnly) -> Result<Done<()>> {
    tasks::withdraw_claim(session.book_mut()?, &request.part)
}

pub(super) fn confirm_completion(session: &mut Session, request: PartOnly) -> Result<Done<()>> {
    tasks::confirm_completion(session.book_mut()?, &request.part)
}

pub(super) fn return_completion(
    session: &mut Session,
    request: ReturnCompletion,
) -> Result<Done<()>> {
    tasks::return_completion(session.book_mut()?, &request.part, &request.reason)
}

pub(super) fn checklists(session: &mut Session, _: Nothing) -> Result<Done<Vec<ChecklistView>>> {
    Ok(unchanged(session.book()?.read(checklists::checklists)?))
}

pub(super) fn save_checklist(session: &mut Session, request: ChecklistDraft) -> Result<Done<Id>> {
    checklists::save_checklist(session.book_mut()?, &request)
}

pub(super) fn use_checklist_version(
    session: &mut Session,
    request: UseChecklist,
) -> Result<Done<VersionTaken>> {
    checklists::use_checklist_version(session.book_mut()?, request.task, request.checklist)
}
