-- The book of Sổ 06. Rewritten freely until the first release, never edited after it.
--
-- One shape for everything that is kept: `entity` is the identity, each table holds its states, and a
-- state is valid from one operation to another (from_seq ≤ s < to_seq; to_seq is null for what holds now).
-- So the book can be looked at as of any operation by a filter, and undo puts an earlier state back.
-- Scalars only: a row, its image in the journal and its Rust struct have the same fields.

CREATE TABLE operation (              -- thao tác: everything that ever changed the book
  seq      INTEGER PRIMARY KEY,
  kind     TEXT NOT NULL,             -- name of the use case
  params   TEXT NOT NULL,             -- JSON, for the words in the journal and beside undo
  officer  TEXT NOT NULL,
  moment   TEXT NOT NULL,             -- machine time at +07:00; order is seq, never this
  undoes   INTEGER REFERENCES operation(seq),
  redoes   INTEGER REFERENCES operation(seq),
  hash     BLOB NOT NULL,             -- SHA-256 of the hash before it, of this row, and of what it changed
  digest   BLOB,                      -- SHA-256 of this row as it was; kept only where its words were blanked
  redacted INTEGER REFERENCES operation(seq)  -- the operation that did so, with its reason
) STRICT;

CREATE TABLE entity (                 -- identity of anything; never deleted
  id       INTEGER PRIMARY KEY,
  kind     TEXT NOT NULL,
  born     INTEGER NOT NULL REFERENCES operation(seq),
  uid      BLOB CHECK (length(uid) = 16)  -- UUIDv7, for what leaves the book; a fact is known by what it is about
) STRICT;
CREATE UNIQUE INDEX entity_uid ON entity(uid) WHERE uid IS NOT NULL;
CREATE INDEX entity_site ON entity(id, uid) WHERE kind = 'site'; -- asked for by every package, and few among many

-- nhật ký: one row per changed entity; the operation's hash is over all of them. What was before and what is after are
-- the states themselves: the one with to_seq = seq and the one with from_seq = seq. So nothing is kept twice, and a
-- state that is changed from outside breaks the chain.
CREATE TABLE journal (
  seq      INTEGER NOT NULL REFERENCES operation(seq),
  n        INTEGER NOT NULL,          -- order within the operation
  entity   INTEGER NOT NULL REFERENCES entity(id),
  kind     TEXT NOT NULL,
  salt     BLOB,                      -- random; null once a payload is blanked, so that it cannot be guessed from its digest
  digest   BLOB,                      -- SHA-256 of salt, before, after; kept only where a payload was blanked
  redacted INTEGER REFERENCES operation(seq),  -- the operation that did so, with its reason
  CHECK ((salt IS NULL) = (digest IS NOT NULL) AND (digest IS NULL) = (redacted IS NULL)),
  PRIMARY KEY (seq, n)) STRICT, WITHOUT ROWID;

-- Settings, officers, documents, calendar ---------------------------------------------------------------

CREATE TABLE setting (
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  key TEXT NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX setting_now ON setting(key) WHERE to_seq IS NULL;

CREATE TABLE officer (
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  name TEXT NOT NULL CHECK (name <> ''), post TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('enter', 'check', 'lead', 'administer')),
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;

CREATE TABLE document (
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  key TEXT NOT NULL, kind TEXT NOT NULL, number TEXT NOT NULL, day TEXT CHECK (day IS date(day)), issuer TEXT NOT NULL, excerpt TEXT NOT NULL,
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;

CREATE TABLE calendar_day (
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  day TEXT NOT NULL CHECK (day IS date(day)), working INTEGER NOT NULL CHECK (working IN (0, 1)), name TEXT NOT NULL,
  sure INTEGER NOT NULL CHECK (sure IN (0, 1)),         -- 0 for what no announcement could be compared with
  document TEXT NOT NULL, own INTEGER NOT NULL CHECK (own IN (0, 1)),
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX calendar_day_now ON calendar_day(day) WHERE to_seq IS NULL;

-- Bodies --------------------------------------------------------------------------------------------------

CREATE TABLE body (
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  key TEXT NOT NULL, class TEXT NOT NULL CHECK (class IN ('territory', 'organization')),
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;

CREATE TABLE body_version (           -- code, name, kind and parent have days: a code names a territory only together with a day
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  body INTEGER NOT NULL REFERENCES entity(id),
  from_day TEXT CHECK (from_day IS date(from_day)), to_day TEXT CHECK (to_day IS date(to_day)),
  code TEXT NOT NULL CHECK (code <> ''), name TEXT NOT NULL CHECK (name <> ''), kind TEXT NOT NULL, short_name TEXT NOT NULL,
  from_sure INTEGER NOT NULL CHECK (from_sure IN (0, 1)), to_sure INTEGER NOT NULL CHECK (to_sure IN (0, 1)),   -- 0: the latest possible day
  parent INTEGER REFERENCES entity(id), position INTEGER NOT NULL, document INTEGER REFERENCES entity(id),
  CHECK (from_day IS NULL OR to_day IS NULL OR from_day <= to_day),
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;
CREATE INDEX body_version_code ON body_version(code) WHERE to_seq IS NULL;
CREATE INDEX body_version_body ON body_version(body) WHERE to_seq IS NULL;

CREATE TABLE succession (
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  predecessor INTEGER NOT NULL REFERENCES entity(id), successor INTEGER NOT NULL REFERENCES entity(id),
  day TEXT NOT NULL CHECK (day IS date(day)), day_sure INTEGER NOT NULL CHECK (day_sure IN (0, 1)),
  extent TEXT NOT NULL CHECK (extent IN ('whole', 'part')), document INTEGER REFERENCES entity(id),
  CHECK (predecessor <> successor),
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX succession_now ON succession(predecessor, successor, day) WHERE to_seq IS NULL;

CREATE TABLE share (                  -- a share without its document would be a guess
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  succession INTEGER NOT NULL REFERENCES entity(id), indicator INTEGER REFERENCES entity(id),
  numerator INTEGER NOT NULL CHECK (numerator >= 0), denominator INTEGER NOT NULL CHECK (denominator > 0),
  document INTEGER NOT NULL REFERENCES entity(id),
  CHECK (numerator <= denominator),
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX share_now ON share(succession, ifnull(indicator, 0)) WHERE to_seq IS NULL;

-- Indicators, facts, targets ------------------------------------------------------------------------------

CREATE TABLE source (
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  code TEXT NOT NULL, name TEXT NOT NULL, summable INTEGER NOT NULL CHECK (summable IN (0, 1)),
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX source_now ON source(code) WHERE to_seq IS NULL;

CREATE TABLE indicator (
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  code TEXT NOT NULL CHECK (code <> ''), kind TEXT NOT NULL CHECK (kind IN ('stock', 'flow', 'ratio', 'index', 'yes_no')),
  direction TEXT NOT NULL CHECK (direction IN ('up', 'down')), group_key TEXT NOT NULL, source TEXT NOT NULL,
  entered_at TEXT NOT NULL CHECK (entered_at IN ('unit', 'root', 'any')),
  numerator INTEGER REFERENCES entity(id), part_of INTEGER REFERENCES entity(id),
  in_grid INTEGER NOT NULL CHECK (in_grid IN (0, 1)), position INTEGER NOT NULL,
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX indicator_now ON indicator(code) WHERE to_seq IS NULL;

CREATE TABLE indicator_version (
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  indicator INTEGER NOT NULL REFERENCES entity(id), from_day TEXT CHECK (from_day IS date(from_day)),
  name TEXT NOT NULL CHECK (name <> ''), short_name TEXT NOT NULL, unit TEXT NOT NULL,
  decimals INTEGER NOT NULL CHECK (decimals BETWEEN 0 AND 4), definition TEXT NOT NULL, document INTEGER REFERENCES entity(id),
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;

CREATE TABLE denominator (
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  indicator INTEGER NOT NULL REFERENCES entity(id), base INTEGER NOT NULL REFERENCES entity(id),
  label TEXT NOT NULL, position INTEGER NOT NULL,
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;

CREATE TABLE fact (                   -- who entered it and when are those of operation from_seq
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  body INTEGER NOT NULL REFERENCES entity(id), indicator INTEGER NOT NULL REFERENCES entity(id),
  "window" TEXT NOT NULL,             -- '@DAY' or '@DAYTHH:MM' for a stock, the key of a period for a flow
  day TEXT NOT NULL CHECK (day IS date(day)), source TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('value', 'no_data', 'withdrawn')),
  value INTEGER CHECK (value >= 0),
  qualifier TEXT NOT NULL CHECK (qualifier IN ('exact', 'tren', 'gan', 'khoang')),
  note TEXT NOT NULL, revision INTEGER NOT NULL CHECK (revision > 0), document INTEGER REFERENCES entity(id),
  CHECK ((state = 'value') = (value IS NOT NULL)),
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;
-- One body through time, and the one fact of a window and source.
CREATE UNIQUE INDEX fact_now ON fact(indicator, body, day, "window", source) WHERE to_seq IS NULL;
-- All bodies at a time: a roll-up, a ranking, a trend is one run through it, without the table. Past states are in it too.
CREATE INDEX fact_day ON fact(indicator, day, body, to_seq, source, "window", state, value, qualifier);

CREATE TABLE doubt_acceptance (       -- a doubt is derived; only that it was accepted, and why, is kept
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  fact INTEGER NOT NULL REFERENCES entity(id), code TEXT NOT NULL CHECK (code <> ''), value INTEGER NOT NULL,
  reason TEXT NOT NULL CHECK (reason <> ''),
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX doubt_acceptance_now ON doubt_acceptance(fact, code) WHERE to_seq IS NULL;

CREATE TABLE form_column (            -- what the columns of a table meant, for the next file of the same form
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  form TEXT NOT NULL, head TEXT NOT NULL, meaning TEXT NOT NULL, indicator INTEGER REFERENCES entity(id),
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX form_column_now ON form_column(form, head) WHERE to_seq IS NULL;

CREATE TABLE target (
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  body INTEGER NOT NULL REFERENCES entity(id), indicator INTEGER NOT NULL REFERENCES entity(id),
  period TEXT NOT NULL, value INTEGER NOT NULL CHECK (value >= 0),
  last_day TEXT CHECK (last_day IS date(last_day)), central_day TEXT CHECK (central_day IS date(central_day)),
  document TEXT NOT NULL, document_day TEXT CHECK (document_day IS date(document_day)),
  illustrative INTEGER NOT NULL CHECK (illustrative IN (0, 1)),
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;
CREATE INDEX target_now ON target(indicator, body) WHERE to_seq IS NULL;

CREATE TABLE period_window (          -- a due day is fixed when its period opens
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  period TEXT NOT NULL, first_day TEXT NOT NULL, last_day TEXT NOT NULL, due_day TEXT NOT NULL,
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX period_window_now ON period_window(period) WHERE to_seq IS NULL;

CREATE TABLE campaign (               -- đợt cao điểm: a named span of days, used as a period by its key FIRST..LAST
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  name TEXT NOT NULL CHECK (name <> ''), first_day TEXT NOT NULL CHECK (first_day IS date(first_day)),
  last_day TEXT NOT NULL CHECK (last_day IS date(last_day)), document TEXT NOT NULL,
  CHECK (first_day <= last_day),
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX campaign_now ON campaign(first_day, last_day) WHERE to_seq IS NULL;

CREATE TABLE closing (                -- chốt số liệu; a reopened one stays, a new closing is a new one
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  period TEXT NOT NULL, report_set TEXT NOT NULL, body INTEGER REFERENCES entity(id), head INTEGER NOT NULL REFERENCES operation(seq),
  state TEXT NOT NULL CHECK (state IN ('closed', 'reopened')), reason TEXT NOT NULL,
  submitted INTEGER NOT NULL CHECK (submitted >= 0), expected INTEGER NOT NULL CHECK (expected >= submitted),
  CHECK (state = 'closed' OR reason <> ''),
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX closing_now ON closing(period, report_set, ifnull(body, 0)) WHERE to_seq IS NULL AND state = 'closed';

CREATE TABLE closing_total (          -- control total of an indicator as it was closed, so that later drift shows
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  closing INTEGER NOT NULL REFERENCES entity(id), indicator INTEGER NOT NULL REFERENCES entity(id),
  value INTEGER, counted INTEGER NOT NULL, units INTEGER NOT NULL, illustrative INTEGER NOT NULL CHECK (illustrative IN (0, 1)),
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;
CREATE INDEX closing_total_now ON closing_total(closing) WHERE to_seq IS NULL;

CREATE TABLE adjustment (             -- bút toán điều chỉnh of a closed period
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  body INTEGER NOT NULL REFERENCES entity(id), indicator INTEGER NOT NULL REFERENCES entity(id), period TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount <> 0), entered INTEGER, reason TEXT NOT NULL CHECK (reason <> ''),
  state TEXT NOT NULL CHECK (state IN ('proposed', 'accepted', 'rejected', 'posted')), answer TEXT NOT NULL,
  CHECK (state <> 'rejected' OR answer <> ''),
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;
CREATE INDEX adjustment_now ON adjustment(indicator, period) WHERE to_seq IS NULL;

-- Plans and tasks -----------------------------------------------------------------------------------------

CREATE TABLE plan (
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  key TEXT NOT NULL CHECK (key <> ''), title TEXT NOT NULL CHECK (title <> ''), prefix TEXT NOT NULL CHECK (prefix <> ''),
  document INTEGER REFERENCES entity(id),
  first_day TEXT CHECK (first_day IS date(first_day)), last_day TEXT CHECK (last_day IS date(last_day)), note TEXT NOT NULL,
  CHECK (first_day IS NULL OR last_day IS NULL OR first_day <= last_day),
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX plan_now ON plan(key) WHERE to_seq IS NULL;

CREATE TABLE task_group (             -- the five groups of Đề án 06 have no plan: indicators are in them too
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  plan INTEGER REFERENCES entity(id), key TEXT NOT NULL, letter TEXT NOT NULL, title TEXT NOT NULL, position INTEGER NOT NULL,
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX task_group_now ON task_group(key) WHERE to_seq IS NULL;

CREATE TABLE task (
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  plan INTEGER NOT NULL REFERENCES entity(id), number TEXT NOT NULL CHECK (number <> ''), parent INTEGER REFERENCES entity(id),
  group_key TEXT NOT NULL, position INTEGER NOT NULL,
  title TEXT NOT NULL CHECK (title <> ''), content TEXT NOT NULL, deliverable TEXT NOT NULL, document INTEGER REFERENCES entity(id),
  deadline_text TEXT NOT NULL, deadline_kind TEXT NOT NULL,
  first_day TEXT CHECK (first_day IS date(first_day)), last_day TEXT CHECK (last_day IS date(last_day)), last_time TEXT,
  stated_day TEXT CHECK (stated_day IS date(stated_day)), event TEXT, event_day TEXT CHECK (event_day IS date(event_day)),
  length TEXT NOT NULL, rhythm TEXT NOT NULL,             -- tokens: "10wd" after an event, "week:thu@16:00"
  unit_margin TEXT NOT NULL,                              -- how much earlier units owe it: "3wd"
  superior_day TEXT CHECK (superior_day IS date(superior_day)), sure INTEGER NOT NULL CHECK (sure IN (0, 1)),
  lead_text TEXT NOT NULL, partners_text TEXT NOT NULL, watched INTEGER NOT NULL CHECK (watched IN (0, 1)), person TEXT NOT NULL,
  checklist INTEGER REFERENCES entity(id), indicator INTEGER REFERENCES entity(id), goal INTEGER CHECK (goal >= 0), note TEXT NOT NULL,
  CHECK (first_day IS NULL OR last_day IS NULL OR first_day <= last_day), CHECK (parent IS NULL OR parent <> id),
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX task_now ON task(number) WHERE to_seq IS NULL;

CREATE TABLE assignment (             -- a recurring task is given by a row without occurrence; an occurrence gets its row once something is said of it
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  task INTEGER NOT NULL REFERENCES entity(id), body INTEGER NOT NULL REFERENCES entity(id),
  role TEXT NOT NULL CHECK (role IN ('lead', 'partner')), occurrence TEXT NOT NULL,
  work_state TEXT NOT NULL CHECK (work_state IN ('open', 'paused', 'cancelled')),
  last_day TEXT CHECK (last_day IS date(last_day)), note TEXT NOT NULL,
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX assignment_now ON assignment(task, body, role, occurrence) WHERE to_seq IS NULL;

CREATE TABLE claim (
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  assignment INTEGER NOT NULL REFERENCES entity(id), day TEXT NOT NULL CHECK (day IS date(day)), evidence TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('claimed', 'confirmed', 'returned')), note TEXT NOT NULL,
  officer TEXT NOT NULL, recorded_at TEXT NOT NULL, illustrative INTEGER NOT NULL CHECK (illustrative IN (0, 1)),
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX claim_now ON claim(assignment) WHERE to_seq IS NULL;

CREATE TABLE extension (
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  task INTEGER NOT NULL REFERENCES entity(id), assignment INTEGER REFERENCES entity(id), last_day TEXT CHECK (last_day IS date(last_day)),
  reason TEXT NOT NULL CHECK (reason <> ''), document INTEGER REFERENCES entity(id),
  state TEXT NOT NULL CHECK (state IN ('proposed', 'approved', 'refused')),
  day TEXT NOT NULL CHECK (day IS date(day)), answer TEXT NOT NULL,
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;
CREATE INDEX extension_now ON extension(task) WHERE to_seq IS NULL;

CREATE TABLE checklist (
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  key TEXT NOT NULL CHECK (key <> ''), version INTEGER NOT NULL CHECK (version > 0), title TEXT NOT NULL CHECK (title <> ''), source TEXT NOT NULL,
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX checklist_now ON checklist(key, version) WHERE to_seq IS NULL;

CREATE TABLE checklist_item (
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  checklist INTEGER NOT NULL REFERENCES entity(id), key TEXT NOT NULL CHECK (key <> ''), position INTEGER NOT NULL,
  title TEXT NOT NULL CHECK (title <> ''), group_title TEXT,
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;
CREATE INDEX checklist_item_now ON checklist_item(checklist, position) WHERE to_seq IS NULL;

CREATE TABLE tick (
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  assignment INTEGER NOT NULL REFERENCES entity(id), item INTEGER NOT NULL REFERENCES entity(id),
  day TEXT NOT NULL CHECK (day IS date(day)), officer TEXT NOT NULL, evidence TEXT NOT NULL,
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX tick_now ON tick(assignment, item) WHERE to_seq IS NULL;

CREATE TABLE evidence (               -- files lie by their digest in the folder beside the book
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  assignment INTEGER NOT NULL REFERENCES entity(id), document INTEGER REFERENCES entity(id),
  digest TEXT NOT NULL CHECK (digest = '' OR length(digest) = 64), name TEXT NOT NULL, size INTEGER NOT NULL CHECK (size >= 0), note TEXT NOT NULL,
  CHECK (document IS NOT NULL OR digest <> ''),
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;
CREATE INDEX evidence_now ON evidence(assignment) WHERE to_seq IS NULL;

-- Contacts, reminders, meetings, commendations ------------------------------------------------------------

CREATE TABLE contact (                -- đầu mối liên hệ
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  body INTEGER NOT NULL REFERENCES entity(id), name TEXT NOT NULL CHECK (name <> ''), post TEXT NOT NULL, phone TEXT NOT NULL,
  duty TEXT NOT NULL, position INTEGER NOT NULL,
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;
CREATE INDEX contact_now ON contact(body) WHERE to_seq IS NULL;

CREATE TABLE reminder (               -- đôn đốc: what was said, to whom and when
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  body INTEGER NOT NULL REFERENCES entity(id), day TEXT NOT NULL CHECK (day IS date(day)),
  way TEXT NOT NULL CHECK (way IN ('message', 'letter', 'call')), text TEXT NOT NULL, document INTEGER REFERENCES entity(id),
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;
CREATE INDEX reminder_now ON reminder(body, day) WHERE to_seq IS NULL;

CREATE TABLE reminder_item (
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  reminder INTEGER NOT NULL REFERENCES entity(id), assignment INTEGER NOT NULL REFERENCES entity(id), occurrence TEXT NOT NULL,
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;
CREATE INDEX reminder_item_now ON reminder_item(assignment) WHERE to_seq IS NULL;

CREATE TABLE meeting (                -- họp giao ban
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  day TEXT NOT NULL CHECK (day IS date(day)), time TEXT NOT NULL, title TEXT NOT NULL CHECK (title <> ''), place TEXT NOT NULL,
  chair TEXT NOT NULL, invited TEXT NOT NULL, agenda TEXT NOT NULL, document INTEGER REFERENCES entity(id),
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;

CREATE TABLE conclusion (             -- kết luận, and the task that it became
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  meeting INTEGER NOT NULL REFERENCES entity(id), position INTEGER NOT NULL, text TEXT NOT NULL CHECK (text <> ''),
  task INTEGER REFERENCES entity(id),
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;
CREATE INDEX conclusion_now ON conclusion(meeting, position) WHERE to_seq IS NULL;

CREATE TABLE commendation (           -- khen thưởng
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  body INTEGER NOT NULL REFERENCES entity(id), form TEXT NOT NULL CHECK (form <> ''), number INTEGER NOT NULL CHECK (number > 0),
  state TEXT NOT NULL CHECK (state IN ('proposed', 'decided')), day TEXT NOT NULL CHECK (day IS date(day)),
  document INTEGER REFERENCES entity(id), reason TEXT NOT NULL,
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;

CREATE TABLE saved_view (
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  screen TEXT NOT NULL, name TEXT NOT NULL CHECK (name <> ''), spec TEXT NOT NULL, position INTEGER NOT NULL,
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX saved_view_now ON saved_view(screen, name) WHERE to_seq IS NULL;

-- Reports -------------------------------------------------------------------------------------------------

CREATE TABLE report_text (
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  report_kind TEXT NOT NULL, period TEXT NOT NULL, subject INTEGER REFERENCES entity(id), section TEXT NOT NULL, text TEXT NOT NULL,
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX report_text_now ON report_text(report_kind, period, ifnull(subject, 0), section) WHERE to_seq IS NULL;

-- Bytes are kept once by their digest; records name the digest, so the journal stays small.
CREATE TABLE content (
  digest TEXT PRIMARY KEY CHECK (length(digest) = 64), kind TEXT NOT NULL CHECK (kind IN ('content', 'pdf')), bytes BLOB NOT NULL) STRICT;

CREATE TABLE report (                 -- what was submitted for signature or issued; a draft is what the book says now
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  report_kind TEXT NOT NULL, period TEXT NOT NULL, subject INTEGER REFERENCES entity(id), request TEXT NOT NULL, title TEXT NOT NULL,
  as_of TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('submitted', 'issued')),
  number INTEGER CHECK (number > 0), symbol TEXT NOT NULL, day TEXT CHECK (day IS date(day)), book_seq INTEGER NOT NULL REFERENCES operation(seq),
  content TEXT NOT NULL REFERENCES content(digest), pages TEXT NOT NULL REFERENCES content(digest), page_count INTEGER NOT NULL, code TEXT NOT NULL,
  replaces INTEGER REFERENCES entity(id),
  CHECK ((state = 'issued') = (number IS NOT NULL AND day IS NOT NULL)),
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX report_number ON report(symbol, substr(day, 1, 4), number) WHERE to_seq IS NULL AND number IS NOT NULL;
CREATE UNIQUE INDEX report_code ON report(code) WHERE to_seq IS NULL;

CREATE TABLE signed_copy (            -- files lie where evidence lies, by their digest
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  report INTEGER NOT NULL REFERENCES entity(id), digest TEXT NOT NULL, name TEXT NOT NULL, size INTEGER NOT NULL, note TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;

CREATE TABLE superior_form (          -- the superior level's own form, mapped once and filled again each week
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  name TEXT NOT NULL, fingerprint TEXT NOT NULL CHECK (fingerprint <> ''), labels TEXT NOT NULL, no_data TEXT NOT NULL,
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX superior_form_now ON superior_form(fingerprint) WHERE to_seq IS NULL;

CREATE TABLE form_spot (              -- which figure belongs into which of its places
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  form INTEGER NOT NULL REFERENCES entity(id), sheet INTEGER NOT NULL, sheet_name TEXT NOT NULL, place TEXT NOT NULL CHECK (place <> ''),
  row_label TEXT NOT NULL, head_label TEXT NOT NULL,
  what TEXT NOT NULL CHECK (what IN ('value', 'percent', 'delta', 'target', 'rank', 'as_of', 'period', 'unit', 'skip')),
  indicator INTEGER REFERENCES entity(id), body INTEGER REFERENCES entity(id), base INTEGER REFERENCES entity(id),
  "window" TEXT NOT NULL CHECK ("window" IN ('current', 'previous', 'year')), pattern TEXT NOT NULL,
  over_formula INTEGER NOT NULL CHECK (over_formula IN (0, 1)),
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX form_spot_now ON form_spot(form, sheet, place) WHERE to_seq IS NULL;

-- Exchange ------------------------------------------------------------------------------------------------

CREATE TABLE site (                   -- máy: an installation of a book; its own identity is the entity's uid
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  body INTEGER REFERENCES entity(id), name TEXT NOT NULL, signing_key TEXT NOT NULL, receiving_key TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('own', 'known', 'replaced', 'revoked')),
  predecessor INTEGER REFERENCES entity(id), succession TEXT NOT NULL CHECK (succession IN ('none', 'restored', 'copied', 'handed_over', 'resumed')),
  because TEXT NOT NULL, after INTEGER NOT NULL CHECK (after >= 0), proof TEXT NOT NULL, reason TEXT NOT NULL, day TEXT NOT NULL CHECK (day IS date(day)),
  CHECK (state IN ('own', 'known') OR reason <> ''),
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;

CREATE TABLE enrolment (              -- one secret for one body: the first package that proves it brings its key
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  body INTEGER NOT NULL REFERENCES entity(id), secret TEXT NOT NULL CHECK (length(secret) = 64), used_by INTEGER REFERENCES entity(id),
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;
CREATE INDEX enrolment_now ON enrolment(body) WHERE to_seq IS NULL;

CREATE TABLE recognition (            -- công nhận trước: eight signs that somebody told before the first package came
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  body INTEGER NOT NULL REFERENCES entity(id), fingerprint TEXT NOT NULL CHECK (length(fingerprint) = 9), used_by INTEGER REFERENCES entity(id),
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX recognition_now ON recognition(fingerprint) WHERE to_seq IS NULL;

CREATE TABLE package (                -- gói: what came and went, in any order, each once
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  site INTEGER NOT NULL REFERENCES entity(id), receiver INTEGER REFERENCES entity(id), direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
  kind TEXT NOT NULL, number INTEGER NOT NULL CHECK (number > 0), digest TEXT NOT NULL CHECK (length(digest) = 64), previous TEXT NOT NULL,
  period TEXT NOT NULL, written TEXT NOT NULL, book_seq INTEGER NOT NULL, head TEXT NOT NULL, row_count INTEGER NOT NULL CHECK (row_count >= 0),
  state TEXT NOT NULL CHECK (state IN ('sent', 'acknowledged', 'withdrawn', 'taken')),
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX package_digest ON package(digest) WHERE to_seq IS NULL;
CREATE INDEX package_now ON package(site, number) WHERE to_seq IS NULL;
CREATE INDEX package_receiver ON package(receiver) WHERE to_seq IS NULL;
CREATE INDEX package_of ON package(site, digest);

CREATE TABLE receipt (                -- biên nhận: what became of a package where it was taken, here or there
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  package INTEGER NOT NULL REFERENCES entity(id), site INTEGER REFERENCES entity(id), seq INTEGER NOT NULL CHECK (seq >= 0),
  withdrawn INTEGER NOT NULL CHECK (withdrawn IN (0, 1)), taken TEXT NOT NULL,
  new INTEGER NOT NULL CHECK (new >= 0), changed INTEGER NOT NULL CHECK (changed >= 0), same INTEGER NOT NULL CHECK (same >= 0),
  conflict INTEGER NOT NULL CHECK (conflict >= 0), closed INTEGER NOT NULL CHECK (closed >= 0), refused INTEGER NOT NULL CHECK (refused >= 0),
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX receipt_now ON receipt(package, ifnull(site, 0)) WHERE to_seq IS NULL;

CREATE TABLE query (                  -- hỏi lại: a figure that the office above sent back with a question, and what the unit answered
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  asker INTEGER NOT NULL REFERENCES entity(id), body INTEGER NOT NULL REFERENCES entity(id), indicator INTEGER NOT NULL REFERENCES entity(id),
  period TEXT NOT NULL CHECK (period <> ''), value INTEGER, question TEXT NOT NULL CHECK (question <> ''),
  "window" TEXT NOT NULL, qualifier TEXT NOT NULL CHECK (qualifier IN ('exact', 'tren', 'gan', 'khoang')), no_data INTEGER NOT NULL CHECK (no_data IN (0, 1)),
  asked TEXT NOT NULL, asked_by TEXT NOT NULL, settled TEXT NOT NULL,
  answer TEXT NOT NULL, answered TEXT NOT NULL, answered_by TEXT NOT NULL,
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;
CREATE INDEX query_now ON query(body, indicator) WHERE to_seq IS NULL;

CREATE TABLE held (                   -- giữ lại: a row of a package that a person must look at, with what it says
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  package INTEGER NOT NULL REFERENCES entity(id), kind TEXT NOT NULL, name TEXT NOT NULL, thing INTEGER REFERENCES entity(id),
  fields TEXT NOT NULL, vector TEXT NOT NULL, officer TEXT NOT NULL, moment TEXT NOT NULL,
  why TEXT NOT NULL CHECK (why IN ('conflict', 'closed', 'refused')), code TEXT NOT NULL, about TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'ours', 'theirs', 'passed')), answer TEXT NOT NULL,
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;
CREATE INDEX held_now ON held(name, state) WHERE to_seq IS NULL;

CREATE TABLE peer_mark (              -- mốc của máy cùng cơ quan: how far another machine of the office has come
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq), to_seq INTEGER REFERENCES operation(seq),
  site INTEGER NOT NULL REFERENCES entity(id), own INTEGER NOT NULL REFERENCES entity(id), number INTEGER NOT NULL CHECK (number >= 0),
  written TEXT NOT NULL, officer TEXT NOT NULL, acknowledged INTEGER NOT NULL CHECK (acknowledged >= 0), has INTEGER NOT NULL CHECK (has >= 0),
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX peer_mark_now ON peer_mark(site) WHERE to_seq IS NULL;

-- What no journal row stands for bears a sum over its own row, so that a byte that turned over is seen.
CREATE TABLE epoch (                  -- from which operation on the book is which site; a copy begins a new one
  from_seq INTEGER PRIMARY KEY, site INTEGER NOT NULL REFERENCES entity(id), sum BLOB NOT NULL) STRICT;

CREATE TABLE origin (                 -- what a state that came from elsewhere has seen: "latest" goes by it, never by arrival or clock
  id INTEGER NOT NULL REFERENCES entity(id), from_seq INTEGER NOT NULL REFERENCES operation(seq),
  vector TEXT NOT NULL, officer TEXT NOT NULL, moment TEXT NOT NULL, package INTEGER REFERENCES entity(id),
  sum BLOB NOT NULL,
  PRIMARY KEY (id, from_seq)) STRICT, WITHOUT ROWID;

CREATE TABLE secret (                 -- keys of this site; they stay in this file
  name TEXT PRIMARY KEY, bytes BLOB NOT NULL, sum BLOB NOT NULL) STRICT;

-- What a grown book looks like, so that the planner takes the index of one body for one body from the first day on:
-- a million facts, sixty indicators, four hundred units, three years of months.
ANALYZE;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('fact', 'fact', '1000000 1 1'),
  ('fact', 'fact_now', '1000000 16000 36 1 1 1'),
  ('fact', 'fact_day', '1000000 16000 400 1 1 1 1 1 1 1');
ANALYZE sqlite_schema;
