//! The table of commands.

use serde_json::{Value, json};

use super::log::{SLOW, scrubbed};
use super::progress::WorkProgress;
use super::requests::{
    AcceptDoubt, AddIndicator, CellAddress, DivideAt, ExampleAt, FindUnits, GridWanted,
    IndicatorOnly, JournalWanted, NamesToMatch, Nothing, OfDay, OfPeriod, PageWanted, PathOnly,
    PlaceSettled, RecordBlock, RecordEntry, RedefineIndicator, RootAt, SetTargetEntry, ShowInGrid,
    UnitWanted, ViewWanted,
};
use super::session::Session;
use super::views::{
    ApiError, BlockOutcome, BookHead, JournalRow, RecordOutcome, StartView, StepDone,
};
use super::{
    bodies, books, counts, doctor, encryption, evidence, exchange, folder, handover, indicators,
    intake, meetings, officers, out, outreach, papers, plan_intake, progress, queries, safety,
    superior_forms, support, tasks, time, work,
};
use crate::clock::stopwatch;
use crate::domain::{ChangeKind, Error, ErrorCode, Id, Result as Outcome};
use crate::engine::bodies::{
    AddBody, ChangeUnits, NameMatch, SetShare, TellDay, UnitDetail, UnitTree, UnitsChanged,
};
use crate::engine::calendar::CalendarYear;
use crate::engine::catalogue::UnitOption;
use crate::engine::checklists::{ChecklistDraft, ChecklistView, VersionTaken};
use crate::engine::closing::ClosingView;
use crate::engine::commendations::{CommendationProposal, CommendationView};
use crate::engine::counts::{CountGrid, FactRevision, GridCell, IndicatorPage};
use crate::engine::dictionary::{IndicatorList, IndicatorWords};
use crate::engine::divide::Division;
use crate::engine::documents::DocumentRow;
use crate::engine::evidence::{EvidenceCheck, EvidenceRow};
use crate::engine::exchange::{
    BodyStatus, DueReceipt, Foretold, HeldView, PackageLine, PackageView,
};
use crate::engine::intake::IntakeView;
use crate::engine::letterheads::OfficeProfile;
use crate::engine::meetings::{
    ConclusionList, ConclusionReading, MeetingBoard, MeetingHead, MeetingView,
};
use crate::engine::officers::{OfficerRow, SaveOfficer, SavedOfficer};
use crate::engine::open_form::ExportedBook;
use crate::engine::outreach::{ContactView, PastedContacts, ReminderDraft, ReminderView};
use crate::engine::overview::Overview;
use crate::engine::periods::PeriodRulesView;
use crate::engine::plan_intake::PlanReading;
use crate::engine::queries::QueryView;
use crate::engine::redaction::{RedactWords, Redacted};
use crate::engine::reports::{
    Comparison, FigureChange, IssuedReport, QuickReport, ReportPreview, SavedFile, SavedLetters,
    SignedCopyView, SignedReading, Trace, VerifiedCode,
};
use crate::engine::saved_views::SavedViewRow;
use crate::engine::submissions::SubmissionMatrix;
use crate::engine::superior_forms::{KeptForm, SuperiorFormView};
use crate::engine::tasks::{
    Bulk, BulkOutcome, DueDay, ExtendDeadline, PlanTemplateView, PlanView, SearchHit, TaskDetail,
    TaskList, TaskMatrix, TodayWork,
};

/// Tells the log what changed the book, what was refused, and what took long.
fn note(session: &Session, name: &str, milliseconds: u64, result: &Outcome<Value>) {
    let known = NAMES.contains(&name);
    let name = if known { name } else { "(unknown)" };
    match result {
        Ok(reply)
            if reply["changes"]
                .as_array()
                .is_some_and(|own| !own.is_empty()) =>
        {
            session.log.line(&format!("{name} done {milliseconds}"));
        }
        Ok(_) if milliseconds >= SLOW => session.log.line(&format!("{name} slow {milliseconds}")),
        Ok(_) => {}
        Err(error) => {
            let detail = scrubbed(&error.detail);
            session.log.line(&format!(
                "{name} {} {milliseconds} {detail}",
                error.code.as_str()
            ));
        }
    }
}

macro_rules! commands {
    ($($(#[$doc:meta])* $name:ident: $request:ty => $response:ty, $handler:path;)*) => {
        /// Names of all commands, in the order of the table.
        pub const NAMES: &[&str] = &[$(stringify!($name),)*];

        /// Runs a command by its name.
        pub fn dispatch(session: &mut Session, name: &str, payload: Value) -> Result<Value, ApiError> {
            let elapsed = stopwatch();
            let allowed = super::access::check(session, name)
                .and_then(|()| super::bounds::request(name, &payload));
            let result = allowed.and_then(|()| match name {
                $($(#[$doc])* stringify!($name) => serde_json::from_value::<$request>(payload)
                    .map_err(|e| Error::new(ErrorCode::BadRequest).detail(format!("{name}: {e}")))
                    .and_then(|request| $handler(session, request))
                    .map(|done| json!({ "value": done.value, "changes": done.changes })),)*
                _ => Err(Error::new(ErrorCode::NoSuchCommand).with("command", name)),
            });
            note(session, name, elapsed(), &result);
            result.map_err(|error| ApiError::of(&error, session.language))
        }

        /// Every type of the contract, handed to `each`, and the interface that joins them.
        pub(super) fn contract(each: &mut dyn FnMut(&mut super::typescript::Collector)) -> String {
            let mut collector = super::typescript::Collector::default();
            let mut out = String::from("export interface Commands {\n");
            $(
                collector.add::<$request>();
                collector.add::<$response>();
                out.push_str(&super::typescript::Collector::line::<$request, $response>(stringify!($name)));
            )*
            out.push_str("}\n");
            collector.add::<ApiError>();
            collector.add::<ChangeKind>();
            each(&mut collector);
            out
        }
    };
}

commands! {
    start: Nothing => StartView, books::start;
    new_example: ExampleAt => BookHead, books::new_example;
    new_book: RootAt => BookHead, books::new_book;
    open_book: PathOnly => BookHead, books::open_book;
    close_book: Nothing => (), books::close_book;
    book: Nothing => Option<BookHead>, books::book;
    set_view: ViewWanted => BookHead, books::set_view;
    find_units: FindUnits => Vec<UnitOption>, books::find_units;
    overview: OfPeriod => Overview, work::overview;
    tasks: tasks::TasksWanted => TaskList, tasks::tasks;
    task: tasks::TaskWanted => TaskDetail, tasks::task;
    tick_item: tasks::TickItem => (), tasks::tick_item;
    claim_completion: tasks::ClaimCompletion => (), tasks::claim_completion;
    withdraw_claim: tasks::PartOnly => (), tasks::withdraw_claim;
    confirm_completion: tasks::PartOnly => (), tasks::confirm_completion;
    return_completion: tasks::ReturnCompletion => (), tasks::return_completion;
    act_on_tasks: Bulk => BulkOutcome, tasks::act_on_tasks;
    confirm_parts: tasks::PartsOnly => (), tasks::confirm_parts;
    set_work_state: tasks::SetWorkState => (), tasks::set_work_state;
    read_wording: tasks::WordingOnly => tasks::DeadlineReading, tasks::read_wording;
    save_task: tasks::SaveTask => Id, tasks::save_task;
    remove_tasks: tasks::TasksOnly => (), tasks::remove_tasks;
    move_task: tasks::MoveTask => (), tasks::move_task;
    change_tasks: tasks::ChangeTasks => (), tasks::change_tasks;
    set_event_day: tasks::EventDay => (), tasks::set_event_day;
    extend_deadline: ExtendDeadline => Id, tasks::extend_deadline;
    decide_extension: tasks::DecideExtension => (), tasks::decide_extension;
    task_matrix: tasks::MatrixWanted => TaskMatrix, tasks::task_matrix;
    deadline_days: tasks::DaysWanted => Vec<DueDay>, tasks::deadline_days;
    day_notice: Nothing => Option<tasks::DayNotice>, tasks::day_notice;
    today_work: OfDay => TodayWork, tasks::today_work;
    search_tasks: tasks::SearchWanted => Vec<SearchHit>, tasks::search_tasks;
    plans: Nothing => Vec<PlanView>, tasks::plans;
    plan_templates: Nothing => Vec<PlanTemplateView>, tasks::plan_templates;
    make_plan: tasks::MakePlan => Id, tasks::make_plan;
    save_plan: tasks::SavePlan => (), tasks::save_plan;
    save_group: tasks::SaveGroup => String, tasks::save_group;
    checklists: Nothing => Vec<ChecklistView>, tasks::checklists;
    save_checklist: ChecklistDraft => Id, tasks::save_checklist;
    use_checklist_version: tasks::UseChecklist => VersionTaken, tasks::use_checklist_version;
    counts: GridWanted => CountGrid, counts::counts;
    cell_history: CellAddress => Vec<FactRevision>, counts::cell_history;
    indicator_page: PageWanted => IndicatorPage, counts::indicator_page;
    set_target: SetTargetEntry => (), counts::set_target;
    record_count: RecordEntry => RecordOutcome, counts::record_count;
    record_block: RecordBlock => BlockOutcome, counts::record_block;
    look_over: intake::LookOver => IntakeView, intake::look_over;
    read_again: intake::ReadAgain => IntakeView, intake::read_again;
    bring_in: intake::ReadAgain => IntakeView, intake::bring_in;
    look_over_plan: plan_intake::LookOverPlan => PlanReading, plan_intake::look_over_plan;
    read_plan_again: plan_intake::ReadPlanAgain => PlanReading, plan_intake::read_plan_again;
    bring_in_plan: plan_intake::ReadPlanAgain => PlanReading, plan_intake::bring_in_plan;
    accept_doubt: AcceptDoubt => GridCell, counts::accept_doubt;
    report: papers::ReportOf => ReportPreview, papers::report;
    write_report_text: papers::WriteReportText => (), papers::write_report_text;
    save_report: papers::SaveReport => SavedFile, papers::save_report;
    save_letters: papers::SaveLetters => SavedLetters, papers::save_letters;
    letterheads: Nothing => Vec<OfficeProfile>, papers::letterheads;
    save_letterhead: papers::SaveLetterhead => String, papers::save_letterhead;
    drop_letterhead: papers::LetterheadOnly => (), papers::drop_letterhead;
    quick_report: papers::ToIssue => QuickReport, papers::quick_report;
    quick_picture: papers::ToIssue => String, papers::quick_picture;
    save_quick: papers::SaveQuick => SavedFile, papers::save_quick;
    submit_report: papers::ReportOf => Id, papers::submit_report;
    take_back_report: papers::IssuedOnly => (), papers::take_back_report;
    issue_offer: papers::ToIssue => papers::IssueOffer, papers::issue_offer;
    issue_report: papers::IssueReport => IssuedReport, papers::issue_report;
    issued_reports: Nothing => Vec<IssuedReport>, papers::issued_reports;
    issued_pages: papers::IssuedOnly => papers::IssuedPages, papers::issued_pages;
    trace_figure: papers::FigureOf => Trace, papers::trace_figure;
    compare_reports: papers::TwoReports => Comparison, papers::compare_reports;
    changed_since: papers::IssuedOnly => Vec<FigureChange>, papers::changed_since;
    verify_code: papers::CodeTyped => VerifiedCode, papers::verify_code;
    attach_signed: papers::SignedOf => Id, papers::attach_signed;
    drop_signed: papers::SignedOnly => (), papers::drop_signed;
    signed_copies: papers::IssuedOnly => Vec<SignedCopyView>, papers::signed_copies;
    read_signed: papers::SignedOnly => SignedReading, papers::read_signed;
    read_returned: papers::SignedOf => SignedReading, papers::read_returned;
    signed_file: papers::SignedOnly => evidence::EvidenceFileView, papers::signed_file;
    reprint_report: papers::ReprintTo => SavedFile, papers::reprint_report;
    indicators: OfDay => IndicatorList, indicators::indicators;
    indicator_words: IndicatorOnly => IndicatorWords, indicators::indicator_words;
    add_indicator: AddIndicator => Id, indicators::add_indicator;
    redefine_indicator: RedefineIndicator => (), indicators::redefine_indicator;
    show_in_grid: ShowInGrid => (), indicators::show_in_grid;
    calendar: time::CalendarOf => CalendarYear, time::calendar;
    set_calendar_day: time::SetCalendarDay => (), time::set_calendar_day;
    period_rules: Nothing => PeriodRulesView, time::period_rules;
    set_period_rules: time::SetPeriodRules => (), time::set_period_rules;
    add_campaign: time::AddCampaign => String, time::add_campaign;
    open_period: time::PeriodOnly => (), time::open_period;
    refix_due_day: time::PeriodBecause => (), time::refix_due_day;
    submissions: time::SubmissionsOf => SubmissionMatrix, time::submissions;
    closing: time::PeriodOnly => ClosingView, time::closing;
    close_period: time::ClosePeriod => (), time::close_period;
    reopen_period: time::PeriodBecause => (), time::reopen_period;
    propose_adjustment: time::ProposeAdjustment => (), time::propose_adjustment;
    accept_adjustment: time::AdjustmentOnly => (), time::accept_adjustment;
    reject_adjustment: time::AdjustmentBecause => (), time::reject_adjustment;
    units: OfDay => UnitTree, bodies::units;
    unit: UnitWanted => UnitDetail, bodies::unit;
    match_names: NamesToMatch => Vec<NameMatch>, bodies::match_names;
    change_units: ChangeUnits => UnitsChanged, bodies::change_units;
    add_body: AddBody => Id, bodies::add_body;
    set_share: SetShare => (), bodies::set_share;
    tell_day: TellDay => (), bodies::tell_day;
    divide_book: DivideAt => Division, bodies::divide_book;
    table_text: out::TableWanted => String, out::table_text;
    table_picture: out::TableWanted => String, out::table_picture;
    save_table: out::SaveTable => SavedFile, out::save_table;
    save_forms: out::SaveForms => Vec<SavedFile>, out::save_forms;
    export_book: out::ExportBook => ExportedBook, out::export_book;
    import_book: out::ImportBook => BookHead, out::import_book;
    open_superior_form: superior_forms::OpenSuperiorForm => SuperiorFormView, superior_forms::open_superior_form;
    read_superior_form: superior_forms::ReadSuperiorForm => SuperiorFormView, superior_forms::read_superior_form;
    map_superior_form: superior_forms::MapSuperiorForm => SuperiorFormView, superior_forms::map_superior_form;
    save_superior_form: superior_forms::SaveSuperiorForm => SavedFile, superior_forms::save_superior_form;
    superior_forms: Nothing => Vec<KeptForm>, superior_forms::superior_forms;
    forget_superior_form: superior_forms::SuperiorFormOnly => (), superior_forms::forget_superior_form;
    contacts: OfDay => Vec<ContactView>, outreach::contacts;
    save_contact: outreach::SaveContact => Id, outreach::save_contact;
    remove_contact: outreach::ContactOnly => (), outreach::remove_contact;
    paste_contacts: outreach::PasteContacts => PastedContacts, outreach::paste_contacts;
    reminder_draft: outreach::ReminderWanted => Vec<ReminderDraft>, outreach::reminder_draft;
    reminder_for_all: outreach::ReminderWanted => String, outreach::reminder_for_all;
    record_reminder: outreach::RecordReminder => Id, outreach::record_reminder;
    record_reminders: outreach::RecordReminders => Vec<Id>, outreach::record_reminders;
    reminders: outreach::RemindersOf => Vec<ReminderView>, outreach::reminders;
    meetings: Nothing => Vec<MeetingHead>, meetings::meetings;
    meeting: meetings::MeetingOnly => MeetingView, meetings::meeting;
    meeting_board: meetings::MeetingBoardOf => MeetingBoard, meetings::meeting_board;
    save_meeting: meetings::SaveMeeting => Id, meetings::save_meeting;
    remove_meeting: meetings::MeetingOnly => (), meetings::remove_meeting;
    read_conclusion: meetings::ConclusionTyped => ConclusionReading, meetings::read_conclusion;
    conclude: meetings::Conclude => Id, meetings::conclude;
    change_conclusion: meetings::ChangeConclusion => (), meetings::change_conclusion;
    drop_conclusion: meetings::ConclusionOnly => (), meetings::drop_conclusion;
    move_conclusion: meetings::MoveConclusion => (), meetings::move_conclusion;
    sign_conclusions: meetings::SignConclusions => (), meetings::sign_conclusions;
    conclusion_lists: meetings::ListsOf => Vec<ConclusionList>, meetings::conclusion_lists;
    documents: Nothing => Vec<DocumentRow>, evidence::documents;
    find_documents: evidence::FindDocuments => Vec<DocumentRow>, evidence::find_documents;
    save_document: evidence::SaveDocument => Id, evidence::save_document;
    remove_document: evidence::DocumentOnly => (), evidence::remove_document;
    attach_evidence: evidence::AttachEvidenceTo => Id, evidence::attach_evidence;
    drop_evidence: evidence::EvidenceOnly => (), evidence::drop_evidence;
    evidence: evidence::EvidenceOf => Vec<EvidenceRow>, evidence::evidence;
    evidence_file: evidence::EvidenceOnly => evidence::EvidenceFileView, evidence::evidence_file;
    work_progress: Nothing => WorkProgress, progress::work_progress;
    end_work: Nothing => (), progress::end_work;
    look_over_packages: exchange::PackagesAt => Vec<PackageView>, exchange::look_over;
    take_packages: exchange::PackagesAt => Vec<PackageView>, exchange::take_packages;
    write_package: exchange::PackageFor => exchange::WrittenPackage, exchange::write_package;
    new_from_package: exchange::PackageBook => BookHead, exchange::new_from_package;
    exchange_status: Nothing => Vec<BodyStatus>, exchange::status;
    write_receipts: exchange::ReceiptsFor => Vec<exchange::WrittenReceipt>, exchange::write_receipts;
    receipts_due: Nothing => Vec<DueReceipt>, exchange::receipts_due;
    packages_of: exchange::PackagesOf => Vec<PackageLine>, exchange::packages_of;
    queries: queries::QueriesWanted => Vec<QueryView>, queries::list;
    ask_query: queries::AskQueryOf => Id, queries::ask;
    answer_query: queries::AnswerQuery => (), queries::answer;
    settle_query: queries::SettleQuery => (), queries::settle;
    withdraw_query: queries::QueryOnly => (), queries::withdraw;
    held_rows: exchange::HeldWanted => Vec<HeldView>, exchange::held;
    save_held: exchange::SaveHeld => SavedFile, exchange::save_held;
    decide_held: exchange::DecideHeld => (), exchange::decide;
    exchange_sites: Nothing => Vec<exchange::SiteRow>, exchange::sites;
    change_site: exchange::ChangeSite => (), exchange::change_site;
    exchange_folder: Nothing => folder::FolderView, folder::folder;
    choose_folder: folder::ChooseFolder => folder::FolderView, folder::choose;
    leave_folder: Nothing => folder::FolderView, folder::leave;
    scan_folder: folder::ScanFolder => folder::FolderView, folder::scan;
    write_joining: folder::JoiningAt => exchange::WrittenPackage, folder::joining;
    hand_over: handover::HandOverTo => handover::HandedOverFile, handover::hand_over;
    open_handover: handover::OpenHandover => BookHead, handover::open_handover;
    resume_book: handover::ResumeBook => (), handover::resume_book;
    settle_place: PlaceSettled => BookHead, books::settle_place;
    enrol_site: exchange::EnrolSite => (), exchange::enrol_site;
    enrol_from_package: exchange::EnrolFrom => (), exchange::enrol_from_package;
    foretold_sites: Nothing => Vec<Foretold>, exchange::foretold_sites;
    forget_recognition: exchange::RecognitionOnly => (), exchange::forget_recognition;
    check_evidence: Nothing => EvidenceCheck, evidence::check_evidence;
    commendations: Nothing => Vec<CommendationView>, outreach::commendations;
    propose_commendations: outreach::ProposalsOf => Vec<CommendationProposal>, outreach::propose_commendations;
    save_proposals: outreach::ProposalsOf => Vec<Id>, outreach::save_proposals;
    save_commendation: outreach::SaveCommendation => Id, outreach::save_commendation;
    remove_commendation: outreach::CommendationOnly => (), outreach::remove_commendation;
    saved_views: outreach::ViewsOf => Vec<SavedViewRow>, outreach::saved_views;
    save_view: outreach::SaveView => Id, outreach::save_view;
    remove_view: outreach::ViewOnly => (), outreach::remove_view;
    officers: Nothing => Vec<OfficerRow>, officers::officers;
    save_officer: SaveOfficer => SavedOfficer, officers::save_officer;
    remove_officer: officers::OfficerOnly => (), officers::remove_officer;
    change_pin: officers::ChangePin => (), officers::change_pin;
    sign_in: officers::SignIn => BookHead, officers::sign_in;
    sign_out: Nothing => BookHead, officers::sign_out;
    safety: Nothing => safety::SafetyView, safety::safety;
    keep_safe: Nothing => safety::SafetyView, safety::keep_safe;
    make_copy: Nothing => safety::SafetyView, safety::make_copy;
    choose_second: PathOnly => safety::SafetyView, safety::choose_second;
    rehearse_restore: Nothing => safety::SafetyView, safety::rehearse_restore;
    preview_restore: PathOnly => safety::RestoreView, safety::preview_restore;
    restore_copy: safety::RestoreCopy => BookHead, safety::restore_copy;
    verify_journal: Nothing => safety::JournalProof, safety::verify_journal;
    unlock_file: encryption::UnlockFile => (), encryption::unlock_file;
    set_passphrase: encryption::SetPassphrase => encryption::PassphraseSet, encryption::set_passphrase;
    recovery_code: encryption::PassphraseOnly => String, encryption::recovery_code;
    support_text: Nothing => String, support::support_text;
    save_support: PathOnly => (), support::save_support;
    examine_book: PathOnly => doctor::HealthView, doctor::examine_book;
    repair_book: doctor::RepairBook => doctor::RepairView, doctor::repair_book;
    redact_words: RedactWords => Redacted, safety::redact_words;
    undo: Nothing => StepDone, work::undo;
    redo: Nothing => StepDone, work::redo;
    journal: JournalWanted => Vec<JournalRow>, work::journal;
}
