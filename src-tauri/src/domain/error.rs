//! The one error type of the engine: a closed code, parameters for the words, and a technical detail.
//!
//! The words live in `assets/words`; nothing below `api` forms sentences. The UI and scripts may branch on codes.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Result of everything that can be refused or fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

macro_rules! error_codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal exit $exit:literal,)*) => {
        /// Closed set of error codes; each has words in every language.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum ErrorCode { $($(#[$doc])* #[serde(rename = $text)] $name,)* }

        impl ErrorCode {
            /// Every code, for the test that asks for words.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The name that crosses to scripts and the UI.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// Exit status of the command line: 1 refused because of the input, 2 usage,
            /// 3 the book is damaged, locked or newer, 4 reading or writing failed.
            pub const fn exit_status(self) -> u8 {
                match self { $(Self::$name => $exit,)* }
            }
        }
    };
}

error_codes! {
    /// The file is not an SQLite file with the application id of a book.
    NotABook = "not_a_book" exit 1,
    /// The book was written by a newer program.
    NewerBook = "newer_book" exit 3,
    /// SQLite or the journal finds the book damaged.
    DamagedBook = "damaged_book" exit 3,
    /// The book is encrypted and nobody has given its passphrase.
    BookEncrypted = "book_encrypted" exit 3,
    /// A passphrase that is not the one of the book.
    WrongBookPassphrase = "wrong_book_passphrase" exit 1,
    /// A recovery code in which a sign is not what it was.
    RecoveryCodeMisread = "recovery_code_misread" exit 1,
    /// The book has no passphrase.
    NotEncrypted = "not_encrypted" exit 1,
    /// Another program holds the book.
    BookLocked = "book_locked" exit 3,
    /// The book or its folder cannot be written.
    ReadOnly = "read_only" exit 4,
    /// The file that the office laid down for its machines cannot be used. `path`.
    OfficeFile = "office_file" exit 1,
    /// Reading or writing a file failed.
    IoFailed = "io_failed" exit 4,
    /// A needed font is not there.
    MissingFont = "missing_font" exit 4,
    /// A font file cannot be used.
    BrokenFont = "broken_font" exit 4,
    /// Laying out or writing the report failed.
    ReportFailed = "report_failed" exit 4,
    /// A file of that name exists already.
    FileExists = "file_exists" exit 1,
    /// The file does not exist.
    NoSuchFile = "no_such_file" exit 1,
    /// No book is open or named.
    NoBook = "no_book" exit 1,
    /// The built-in catalogue has no such unit to make a book for.
    NoSuchRoot = "no_such_root" exit 1,
    /// No example of that name is shipped.
    NoSuchExample = "no_such_example" exit 1,
    /// No body bears that code (on that day).
    NoSuchBody = "no_such_body" exit 1,
    /// A written name fits several bodies.
    AmbiguousBody = "ambiguous_body" exit 1,
    /// The body does not exist in the period.
    BodyNotAlive = "body_not_alive" exit 1,
    /// No indicator bears that code or name.
    NoSuchIndicator = "no_such_indicator" exit 1,
    /// The figure is computed and cannot be entered.
    ComputedIndicator = "computed_indicator" exit 1,
    /// No task has that id.
    NoSuchTask = "no_such_task" exit 1,
    /// The task is not assigned to that body.
    NoSuchAssignment = "no_such_assignment" exit 1,
    /// The checklist has no such item.
    NoSuchItem = "no_such_item" exit 1,
    /// Nothing is late that a reminder could speak of.
    NothingLate = "nothing_late" exit 1,
    /// chưa đơn vị nào xếp hạng được
    NothingRanked = "nothing_ranked" exit 1,
    /// đơn vị không có đơn vị trực thuộc để xếp hạng
    NoUnitsBelow = "no_units_below" exit 1,
    /// kỳ báo cáo chưa bắt đầu
    PeriodNotBegun = "period_not_begun" exit 1,
    /// No figure of the period was handed in.
    NothingDelivered = "nothing_delivered" exit 1,
    /// The unit does not have to hand in figures for the period.
    NotReporting = "not_reporting" exit 1,
    /// The task has no checklist that could be printed.
    TaskWithoutChecklist = "task_without_checklist" exit 1,
    /// Which body's checklist is wanted is not said.
    BodyNeeded = "body_needed" exit 1,
    /// No source bears that code.
    NoSuchSource = "no_such_source" exit 1,
    /// A count below zero.
    NegativeValue = "negative_value" exit 1,
    /// A value beyond 10^15.
    ValueTooLarge = "value_too_large" exit 1,
    /// What was typed is not a number.
    NotANumber = "not_a_number" exit 1,
    /// More decimals than the indicator has.
    TooManyDecimals = "too_many_decimals" exit 1,
    /// Not one of the period forms.
    BadPeriod = "bad_period" exit 1,
    /// Not a calendar day.
    BadDay = "bad_day" exit 1,
    /// Not a day or a day with time.
    BadInstant = "bad_instant" exit 1,
    /// A figure's day lies after the current day.
    DayInFuture = "day_in_future" exit 1,
    /// The clock stands before the last entry or far after it.
    ClockDoubtful = "clock_doubtful" exit 1,
    /// A reason is needed for this act.
    ReasonNeeded = "reason_needed" exit 1,
    /// The assignment has no claim of completion to act on.
    NoClaim = "no_claim" exit 1,
    /// Illustrative data cannot be issued.
    IllustrativeData = "illustrative_data" exit 1,
    /// Nothing left to undo.
    NothingToUndo = "nothing_to_undo" exit 1,
    /// Nothing left to redo.
    NothingToRedo = "nothing_to_redo" exit 1,
    /// Later changes touched what would be undone.
    UndoConflict = "undo_conflict" exit 1,
    /// The table or file given cannot be read as asked.
    BadInput = "bad_input" exit 1,
    /// The request from the UI does not have the shape of the contract.
    BadRequest = "bad_request" exit 1,
    /// No such command.
    NoSuchCommand = "no_such_command" exit 2,
    /// The command line was typed wrongly.
    Usage = "usage" exit 2,
    /// The book is looked at as of an earlier moment and cannot be written.
    LookingBack = "looking_back" exit 1,
    /// The book did not exist yet at the moment asked for.
    BeforeTheBook = "before_the_book" exit 1,
    /// A part of the public command line that this version does not have yet.
    NotYet = "not_yet" exit 1,
    /// The labels of the levels of a book cannot be read.
    BadLevels = "bad_levels" exit 1,
    /// A code holds signs that it cannot have.
    BadCode = "bad_code" exit 1,
    /// Another body bears that code on that day.
    CodeTaken = "code_taken" exit 1,
    /// What was entered is already so.
    NothingChanges = "nothing_changes" exit 1,
    /// A body would lie below itself.
    ParentLoop = "parent_loop" exit 1,
    /// A unit that passes whole has one successor only.
    WholeOnce = "whole_once" exit 1,
    /// A unit has changes after the day of this one.
    LaterChange = "later_change" exit 1,
    /// Bodies would be left without the one above them.
    OrphanBodies = "orphan_bodies" exit 1,
    /// A unit that is to end has figures of later days.
    FactsAfter = "facts_after" exit 1,
    /// No succession of that key, or its day is known.
    NoSuchSuccession = "no_such_succession" exit 1,
    /// A share outside 0 … 1, or of a whole succession.
    BadShare = "bad_share" exit 1,
    /// Shares of one unit come to more than the whole.
    SharesOverWhole = "shares_over_whole" exit 1,
    /// A told day that fits no unknown change.
    BadToldDay = "bad_told_day" exit 1,
    /// An own indicator of that code or name is there already.
    IndicatorExists = "indicator_exists" exit 1,
    /// An own code is not `<body>.<slug>`.
    BadSlug = "bad_slug" exit 1,
    /// Decimals outside 0–4, or decimals of a yes.
    BadDecimals = "bad_decimals" exit 1,
    /// No group of utilities has that key.
    NoSuchGroup = "no_such_group" exit 1,
    /// A ratio lacks its numerator or its base.
    RatioParts = "ratio_parts" exit 1,
    /// An index or a yes was given parts.
    NoParts = "no_parts" exit 1,
    /// Parts whose kinds cannot be compared.
    KindMismatch = "kind_mismatch" exit 1,
    /// Indicators that are compared with each other in a circle.
    IndicatorCycle = "indicator_cycle" exit 1,
    /// Only own indicators of the same kind can be merged.
    NotMergeable = "not_mergeable" exit 1,
    /// Rows of a file that do not fit; none was taken.
    RowsRefused = "rows_refused" exit 1,
    /// No setting of that name.
    NoSuchSetting = "no_such_setting" exit 1,
    /// A value that the setting does not take.
    BadSetting = "bad_setting" exit 1,
    /// A book is divided on the last day of its root only.
    RootNotClosed = "root_not_closed" exit 1,
    /// Nobody follows the units of the root.
    NoHeirs = "no_heirs" exit 1,
    /// A row of a calendar file does not say whether offices work on the day.
    BadCalendarRow = "bad_calendar_row" exit 1,
    /// A rule of periods outside what makes sense.
    BadPeriodRules = "bad_period_rules" exit 1,
    /// A campaign of the same days is there already.
    CampaignExists = "campaign_exists" exit 1,
    /// The period was never opened, so no due day is fixed.
    PeriodNotOpen = "period_not_open" exit 1,
    /// The period still runs.
    PeriodNotEnded = "period_not_ended" exit 1,
    /// The period is closed; what comes now is an adjusting entry.
    PeriodClosed = "period_closed" exit 1,
    /// The period is not closed, so figures are entered and not adjusted.
    PeriodNotClosed = "period_not_closed" exit 1,
    /// No report set of that name.
    NoSuchReportSet = "no_such_report_set" exit 1,
    /// No adjusting entry has that number.
    NoSuchAdjustment = "no_such_adjustment" exit 1,
    /// The adjusting entry was accepted or rejected before.
    AdjustmentSettled = "adjustment_settled" exit 1,
    /// An adjusting entry by nothing.
    NothingToAdjust = "nothing_to_adjust" exit 1,
    /// The figure would fall below zero.
    AdjustmentBelowZero = "adjustment_below_zero" exit 1,
    /// A file has no such sheet.
    NoSuchSheet = "no_such_sheet" exit 1,
    /// A text holds a run of 9 or 12 digits, as citizens' numbers are.
    CitizenNumber = "citizen_number" exit 1,
    /// The figure has no such doubt.
    NoSuchDoubt = "no_such_doubt" exit 1,
    /// The book changed since the preview was made.
    IntakeChanged = "intake_changed" exit 1,
    /// Nothing was looked over yet that could be brought in.
    NoIntake = "no_intake" exit 1,
    /// No table of figures was found in a file or text.
    NoFigureTable = "no_figure_table" exit 1,
    /// No list of tasks was found in a file or text.
    NoPlanTable = "no_plan_table" exit 1,
    /// A table has more rows than are understood.
    TableTooLong = "table_too_long" exit 1,
    /// A cell holds a day where a figure belongs.
    CellIsDay = "cell_is_day" exit 1,
    /// A cell holds an error value.
    CellFault = "cell_fault" exit 1,
    /// A cell holds a formula whose value the file does not hold.
    CellNoValue = "cell_no_value" exit 1,
    /// A unit stands twice in a table.
    BodyTwice = "body_twice" exit 1,
    /// Two columns of a table mean the same.
    ColumnTwice = "column_twice" exit 1,
    /// A head may mean several indicators.
    AmbiguousIndicator = "ambiguous_indicator" exit 1,
    /// `book.json` of an open form describes no book of this program.
    OpenFormHead = "open_form_head" exit 1,
    /// An open form of another version.
    OpenFormVersion = "open_form_version" exit 1,
    /// A line of an open form that is no object of JSON.
    OpenFormLine = "open_form_line" exit 1,
    /// A line of an open form with a column that is not known, comes twice, is missing or holds something else.
    OpenFormColumn = "open_form_column" exit 1,
    /// A row of an open form that comes twice or that a book cannot hold.
    OpenFormRow = "open_form_row" exit 1,
    /// An open form that is not as it was written.
    OpenFormChanged = "open_form_changed" exit 1,
    /// Nobody was named who is to get a form.
    NoBodies = "no_bodies" exit 1,
    /// The file is no sealed form.
    NotAForm = "not_a_form" exit 1,
    /// What a form bears is not what was sealed.
    FormSealBroken = "form_seal_broken" exit 1,
    /// The form was made by another book.
    FormOfAnotherBook = "form_of_another_book" exit 1,
    /// The form was made by a newer program.
    FormTooNew = "form_too_new" exit 1,
    /// The file is locked by a password.
    LockedByPassword = "locked_by_password" exit 1,
    /// The file is no file of tables.
    NotATable = "not_a_table" exit 1,
    /// What a path names is a folder, a device or something else that is no regular file.
    NotAFile = "not_a_file" exit 1,
    /// The folder that something is to be written into is not there.
    NoSuchFolder = "no_such_folder" exit 1,
    /// The file is larger than any that is read there.
    FileOverLimit = "file_over_limit" exit 1,
    /// The path holds signs that a path cannot have, leads upwards, or is too long.
    BadPath = "bad_path" exit 1,
    /// The request holds more than any request needs.
    RequestTooLarge = "request_too_large" exit 1,
    /// The file is larger than is read.
    FileTooLarge = "file_too_large" exit 1,
    /// The file is broken from its beginning.
    BrokenFile = "broken_file" exit 1,
    /// A table with more cells than a picture or a sheet can hold.
    TableTooLarge = "table_too_large" exit 1,
    /// No table of that name goes out.
    NoSuchTable = "no_such_table" exit 1,
    /// A file of that ending cannot be written.
    NoSuchFormat = "no_such_format" exit 1,
    /// kế hoạch không có
    NoSuchPlan = "no_such_plan" exit 1,
    /// tiền tố hoặc khóa kế hoạch đã dùng
    PlanTaken = "plan_taken" exit 1,
    /// kế hoạch của mẫu này đã lập
    PlanMade = "plan_made" exit 1,
    /// mẫu kế hoạch không có
    NoSuchPlanTemplate = "no_such_plan_template" exit 1,
    /// nhóm nhiệm vụ không có
    NoSuchTaskGroup = "no_such_task_group" exit 1,
    /// số nhiệm vụ đã dùng
    NumberTaken = "number_taken" exit 1,
    /// nhiệm vụ lớn chính là nó hoặc ở dưới nó
    TaskLoop = "task_loop" exit 1,
    /// ngày cuối trước ngày đầu
    LastBeforeFirst = "last_before_first" exit 1,
    /// quá dài
    TextTooLong = "text_too_long" exit 1,
    /// quá nhiều
    TooManyItems = "too_many_items" exit 1,
    /// không có lần lùi hạn
    NoSuchExtension = "no_such_extension" exit 1,
    /// lần lùi hạn đã quyết
    ExtensionSettled = "extension_settled" exit 1,
    /// việc định kỳ
    RecurringTask = "recurring_task" exit 1,
    /// nhiệm vụ đã có kết quả
    TaskTouched = "task_touched" exit 1,
    /// danh mục việc không có
    NoSuchChecklist = "no_such_checklist" exit 1,
    /// văn bản không có
    NoSuchDocument = "no_such_document" exit 1,
    /// khoảng thời hạn sai
    BadLength = "bad_length" exit 1,
    /// kỳ lặp sai
    BadRhythm = "bad_rhythm" exit 1,
    /// thời hạn không chờ sự kiện
    NoEvent = "no_event" exit 1,
    /// giờ sai
    BadTime = "bad_time" exit 1,
    /// A text names several documents.
    AmbiguousDocument = "ambiguous_document" exit 1,
    /// Another document of the same kind, number and day is there.
    DocumentExists = "document_exists" exit 1,
    /// A document that is to be taken out is named by something.
    DocumentInUse = "document_in_use" exit 1,
    /// A phone number that cannot be dialled, or that may be the number of a citizen.
    BadPhone = "bad_phone" exit 1,
    /// No contact of that key.
    NoSuchContact = "no_such_contact" exit 1,
    /// A table of contacts without columns for the unit and the name.
    NoContactColumns = "no_contact_columns" exit 1,
    /// No meeting of that key.
    NoSuchMeeting = "no_such_meeting" exit 1,
    /// A meeting that is to be taken out still has conclusions.
    MeetingHasConclusions = "meeting_has_conclusions" exit 1,
    /// No conclusion of that key.
    NoSuchConclusion = "no_such_conclusion" exit 1,
    /// A body worked on the task of a conclusion that is to be taken from it.
    ConclusionWorked = "conclusion_worked" exit 1,
    /// No evidence of that key.
    NoSuchEvidence = "no_such_evidence" exit 1,
    /// Evidence without a document and without a file.
    NothingAttached = "nothing_attached" exit 1,
    /// A file larger than the book's setting allows.
    EvidenceTooLarge = "evidence_too_large" exit 1,
    /// The evidence is a document only.
    EvidenceWithoutFile = "evidence_without_file" exit 1,
    /// The file of an evidence does not lie beside the book.
    EvidenceMissing = "evidence_missing" exit 4,
    /// The file of an evidence is not the one that was attached.
    EvidenceChanged = "evidence_changed" exit 4,
    /// No commendation of that key.
    NoSuchCommendation = "no_such_commendation" exit 1,
    /// A number of papers outside what makes sense.
    BadCommendation = "bad_commendation" exit 1,
    /// No kept view of that key.
    NoSuchView = "no_such_view" exit 1,
    /// biểu mẫu không phải xlsx, docx
    NotATemplate = "not_a_template" exit 1,
    /// biểu mẫu không có chỗ nào để điền
    NothingToFill = "nothing_to_fill" exit 1,
    /// hai ô gán chồng lên nhau
    SpotsOverlap = "spots_overlap" exit 1,
    /// biểu mẫu không có ô đó
    NoSuchSpot = "no_such_spot" exit 1,
    /// cách ghi nội dung ô sai
    BadSpot = "bad_spot" exit 1,
    /// ô nằm trong ô gộp
    SpotMerged = "spot_merged" exit 1,
    /// ô có công thức
    SpotIsFormula = "spot_is_formula" exit 1,
    /// chưa nhớ biểu mẫu nào như vậy
    NoSuchForm = "no_such_form" exit 1,
    /// tệp ra trùng tệp mẫu hoặc sai đuôi
    BadFormFile = "bad_form_file" exit 1,
    /// Only papers of figures and tasks have a quick report.
    NoQuickReport = "no_quick_report" exit 1,
    /// No paper of that number was submitted or issued.
    NoSuchReport = "no_such_report" exit 1,
    /// The same paper was submitted already.
    ReportSubmitted = "report_submitted" exit 1,
    /// A paper that was issued is not changed or taken back.
    ReportIssued = "report_issued" exit 1,
    /// Only a paper that was issued can be replaced, reprinted or found by its code.
    ReportNotIssued = "report_not_issued" exit 1,
    /// The paper was replaced before.
    ReportReplaced = "report_replaced" exit 1,
    /// The series of the year has that number.
    ReportNumberTaken = "report_number_taken" exit 1,
    /// A number of a paper is 1 or more.
    BadReportNumber = "bad_report_number" exit 1,
    /// The day of issue is before that of the figures.
    ReportDayEarly = "report_day_early" exit 1,
    /// A sheet to work on has no number and is not issued.
    SheetNotIssued = "sheet_not_issued" exit 1,
    /// A paper with example figures is not issued.
    IllustrativeNotIssued = "illustrative_not_issued" exit 1,
    /// The machine's clock does not fit the last entry.
    ClockInDoubt = "clock_in_doubt" exit 1,
    /// Not a code of a paper.
    BadReportCode = "bad_report_code" exit 1,
    /// No paper of this book has that code.
    NoSuchReportCode = "no_such_report_code" exit 1,
    /// No paper prints a figure of that key.
    NoSuchFigure = "no_such_figure" exit 1,
    /// No letterhead of the office has that name.
    NoSuchProfile = "no_such_profile" exit 1,
    /// A letterhead that could not be printed.
    BadLetterhead = "bad_letterhead" exit 1,
    /// The file is no package.
    NotAPackage = "not_a_package" exit 1,
    /// A package whose end is missing.
    PackageCutOff = "package_cut_off" exit 1,
    /// A package with bytes after its end.
    PackageTooLong = "package_too_long" exit 1,
    /// A package that needs a newer reader.
    PackageTooNew = "package_too_new" exit 1,
    /// A package that was damaged or changed on the way.
    PackageDamaged = "package_damaged" exit 1,
    /// A package whose contents cannot be read although its signature holds.
    PackageBroken = "package_broken" exit 1,
    /// A package with a file in it that does not belong there.
    PackageStrangeName = "package_strange_name" exit 1,
    /// A package with two files of one name.
    PackageNameTwice = "package_name_twice" exit 1,
    /// A package with a link, a folder or a locked file in it.
    PackageNotAFile = "package_not_a_file" exit 1,
    /// A file in a package that is not as large as it says.
    PackageSizeDiffers = "package_size_differs" exit 1,
    /// More in a package than is unpacked.
    PackageTooLarge = "package_too_large" exit 1,
    /// More files in a package than are unpacked.
    PackageTooManyFiles = "package_too_many_files" exit 1,
    /// A package with bytes that belong to none of its files.
    PackageHiddenBytes = "package_hidden_bytes" exit 1,
    /// A package without its list of contents or without rows.
    PackagePartMissing = "package_part_missing" exit 1,
    /// A file of evidence in a package that is not the one it is named by.
    PackageEvidenceDiffers = "package_evidence_differs" exit 1,
    /// A list of contents that cannot be read.
    PackageManifest = "package_manifest" exit 1,
    /// A package that was signed by another key than it names.
    PackageSenderDiffers = "package_sender_differs" exit 1,
    /// A row of a package that cannot be read.
    PackageRow = "package_row" exit 1,
    /// A package that is locked for others.
    PackageNotForUs = "package_not_for_us" exit 1,
    /// A locked package whose lock is not built as locks are.
    PackageLockBroken = "package_lock_broken" exit 1,
    /// A passphrase that does not open a package.
    WrongPassphrase = "wrong_passphrase" exit 1,
    /// A passphrase that is too short to lock anything.
    PassphraseTooShort = "passphrase_too_short" exit 1,
    /// A text that is no key.
    BadPackageKey = "bad_package_key" exit 1,
    /// A row that names a thing which neither the book nor the package has.
    UnknownReference = "unknown_reference" exit 1,
    /// A row that is no record of its kind.
    UnreadableRow = "unreadable_row" exit 1,
    /// A row of a kind that only a newer program knows.
    UnknownRowKind = "unknown_row_kind" exit 1,
    /// A row holds a field that this program does not know: taken without it, it would be lost for everyone who reads this
    /// book. `kind`, `field`.
    UnknownRowField = "unknown_row_field" exit 1,
    /// A row that its sender may not give.
    NotTheirs = "not_theirs" exit 1,
    /// A row about a body that is not the sender's.
    NotTheirUnit = "not_their_unit" exit 1,
    /// Two states that have seen the same: two books work under one identity.
    ForkedSite = "forked_site" exit 1,
    /// Another thing bears the same key.
    KeyTaken = "key_taken" exit 1,
    /// A package that this book wrote itself.
    OwnPackage = "own_package" exit 1,
    /// The body of the sender is not in this book.
    SenderUnknown = "sender_unknown" exit 1,
    /// Neither above nor below nor the same office.
    NoWayBetween = "no_way_between" exit 1,
    /// A site that is known under another key.
    SiteKeyDiffers = "site_key_differs" exit 1,
    /// A site whose key was replaced.
    SiteReplaced = "site_replaced" exit 1,
    /// A site whose key was revoked.
    SiteRevoked = "site_revoked" exit 1,
    /// A package for another body.
    PackageForOther = "package_for_other" exit 1,
    /// Two packages of one number of one sender.
    PackageNumberTwice = "package_number_twice" exit 1,
    /// A package that would change many closed figures, or let figures fall to zero.
    MassChange = "mass_change" exit 1,
    /// Somebody ended a long piece of work before it was done; nothing of it is kept.
    WorkEnded = "work_ended" exit 1,
    /// No held row has that number.
    NoSuchHeld = "no_such_held" exit 1,
    /// A package from which no book can be made.
    NotAnAssignment = "not_an_assignment" exit 1,
    /// A change that needs its reason.
    ReasonMissing = "reason_missing" exit 1,
    /// No site has that number.
    NoSuchSite = "no_such_site" exit 1,
    /// Whether the book was moved or copied must be said before it exchanges anything.
    SiteUnsure = "site_unsure" exit 1,
    /// The folder of notes outside the books cannot be written.
    NotesUnwritable = "notes_unwritable" exit 4,
    /// A machine that says it goes on from one whose key was revoked.
    PredecessorRevoked = "predecessor_revoked" exit 1,
    /// A text that is no fingerprint of a key.
    BadFingerprint = "bad_fingerprint" exit 1,
    /// A package that was signed by another key than its owner told.
    FingerprintDiffers = "fingerprint_differs" exit 1,
    /// The book was handed over to a new officer or machine.
    HandedOver = "handed_over" exit 1,
    /// Nothing was handed over, so nothing is taken up again.
    NotHandedOver = "not_handed_over" exit 1,
    /// A file that hands nothing over.
    NotAHandover = "not_a_handover" exit 1,
    /// A file that hands a book over is opened in another way than a package.
    HandoverHere = "handover_here" exit 1,
    /// What is handed over does not fit what the file says of it.
    HandoverBroken = "handover_broken" exit 1,
    /// No passphrase was given.
    PassphraseMissing = "passphrase_missing" exit 2,
    /// A receipt for a package that this book never wrote.
    ReceiptUnknown = "receipt_unknown" exit 1,
    /// A receipt by somebody whom the package was not for.
    ReceiptNotTheirs = "receipt_not_theirs" exit 1,
    /// A receipt with rows.
    ReceiptWithRows = "receipt_with_rows" exit 1,
    /// Nothing came from there that a receipt could tell of.
    NothingToReceipt = "nothing_to_receipt" exit 1,
    /// A file that is no package which this book ever took.
    NeverTaken = "never_taken" exit 1,
    /// A package for another machine.
    PackageForOtherSite = "package_for_other_site" exit 1,
    /// A question without words.
    QuestionMissing = "question_missing" exit 1,
    /// A question to a body that is not below this one.
    QueryNotBelow = "query_not_below" exit 1,
    /// A question about an example figure.
    QueryIllustrative = "query_illustrative" exit 1,
    /// The same question stands already.
    QueryStands = "query_stands" exit 1,
    /// No question has that number.
    NoSuchQuery = "no_such_query" exit 1,
    /// A question that another office asked.
    QueryNotOurs = "query_not_ours" exit 1,
    /// A question that this office asked itself.
    QueryOurs = "query_ours" exit 1,
    /// A body below that changed a question.
    QueryNotTheirs = "query_not_theirs" exit 1,
    /// An exchange folder in which a live book lies.
    BookInFolder = "book_in_folder" exit 1,
    /// An exchange folder among the files that belong to the book.
    FolderOfBook = "folder_of_book" exit 1,
    /// The exchange folder is not there.
    FolderMissing = "folder_missing" exit 4,
    /// The exchange folder does not answer.
    FolderUnreadable = "folder_unreadable" exit 4,
    /// No stick of that label is plugged in.
    LabelMissing = "label_missing" exit 4,
    /// No exchange folder was chosen.
    NoFolder = "no_folder" exit 1,
    /// A book in a folder that another program copies while it is written.
    BookSynced = "book_synced" exit 1,
    /// A file that another program holds.
    FileHeld = "file_held" exit 4,
    /// A file to be written over that another program has open: Word, Excel, a viewer.
    FileOpen = "file_open" exit 4,
    /// A package whose key nobody has recognised.
    KeyUnknown = "key_unknown" exit 1,
    /// A package whose taking was taken back.
    TakenBack = "taken_back" exit 1,
    /// A package of another machine of the office that goes on from one which never came.
    PeerGap = "peer_gap" exit 1,
    /// The sender has a newer program and tells what this one cannot do without: nothing of it is taken. `body`, `program`.
    NewerProgram = "newer_program" exit 1,
    /// Words to be blanked that are part of a code, a day or another fixed word.
    WordsOfAKey = "words_of_a_key" exit 1,
    /// Words to be blanked that are too short to be found safely.
    WordsTooShort = "words_too_short" exit 1,
    /// Words to be blanked that stand nowhere in the book.
    WordsNotFound = "words_not_found" exit 1,
    /// The journal ends before, or differs from, a head that is known outside. `operation`, `last`, `known`.
    JournalCut = "journal_cut" exit 3,
    /// A safety copy is only looked at; it is restored before it is worked in.
    SafetyCopy = "safety_copy" exit 1,
    /// A file that is no safety copy and no book.
    NotACopy = "not_a_copy" exit 1,
    /// A safety copy that does not read as it was written.
    CopyDamaged = "copy_damaged" exit 3,
    /// The safety copy could not be written, so what needed it was not begun.
    CopyFailed = "copy_failed" exit 4,
    /// The second place for safety copies cannot be reached.
    SecondMissing = "second_missing" exit 4,
    /// The second place for safety copies lies beside the first one.
    SecondBeside = "second_beside" exit 1,
    /// Nothing is wrong with the book, so nothing is repaired.
    NothingToRepair = "nothing_to_repair" exit 1,
    /// Nothing of a damaged file could be read.
    NothingSaved = "nothing_saved" exit 3,
    /// The book has officers, and nobody has shown a PIN.
    NotSignedIn = "not_signed_in" exit 1,
    /// The role of the officer is not enough. `officer`, `role`.
    NotAllowed = "not_allowed" exit 1,
    /// No officer of that name has that PIN.
    WrongPin = "wrong_pin" exit 1,
    /// Too many wrong PINs. `seconds`.
    PinPause = "pin_pause" exit 1,
    /// A PIN that is too short or too long.
    PinTooShort = "pin_too_short" exit 1,
    /// An officer without a name.
    OfficerNameMissing = "officer_name_missing" exit 1,
    /// An officer of that name is there already.
    OfficerKnown = "officer_known" exit 1,
    /// No officer has that number or name.
    NoSuchOfficer = "no_such_officer" exit 1,
    /// The first officer with a PIN must administer.
    FirstAdministers = "first_administers" exit 1,
    /// The last officer who administers must stay while others have a PIN.
    LastAdministrator = "last_administrator" exit 1,
    /// A defect of the program; nothing was written.
    Internal = "internal" exit 4,
}

/// An error on its way to the officer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Error {
    /// What kind of error.
    pub code: ErrorCode,
    /// Parameters for the words, in order.
    pub params: Vec<(String, String)>,
    /// Technical detail for support; empty when there is none.
    pub detail: String,
}

impl Error {
    /// An error without parameters.
    pub const fn new(code: ErrorCode) -> Self {
        Self {
            code,
            params: Vec::new(),
            detail: String::new(),
        }
    }

    /// Adds one parameter for the words.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.params.push((name.to_owned(), value.to_string()));
        self
    }

    /// Adds the technical detail.
    #[must_use]
    pub fn detail(mut self, detail: impl ToString) -> Self {
        self.detail = detail.to_string();
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code.as_str())?;
        for (name, value) in &self.params {
            write!(f, " {name}={value}")?;
        }
        if !self.detail.is_empty() {
            write!(f, ": {}", self.detail)?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

impl From<ErrorCode> for Error {
    fn from(code: ErrorCode) -> Self {
        Self::new(code)
    }
}
