CREATE TABLE accounts (
  id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  head TEXT NOT NULL,
  content TEXT NOT NULL,
  login TEXT GENERATED ALWAYS AS (json_extract(content, '$.login')) STORED,
  name TEXT GENERATED ALWAYS AS (json_extract(content, '$.name')) STORED,
  person TEXT GENERATED ALWAYS AS (json_extract(content, '$.person')) STORED,
  state TEXT GENERATED ALWAYS AS (json_extract(content, '$.state')) STORED,
  organization TEXT GENERATED ALWAYS AS (json_extract(content, '$.duties[#-1].organization')) STORED,
  PRIMARY KEY (id)
)

CREATE UNIQUE INDEX accounts_by_login ON accounts (login)

CREATE INDEX accounts_by_organization ON accounts (organization)

CREATE INDEX accounts_by_person ON accounts (person)

CREATE TABLE appraisals (
  id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  head TEXT NOT NULL,
  content TEXT NOT NULL,
  organization TEXT GENERATED ALWAYS AS (json_extract(content, '$.organization')) STORED,
  year TEXT GENERATED ALWAYS AS (json_extract(content, '$.year')) STORED,
  PRIMARY KEY (id)
)

CREATE TABLE attachment_reads (
  id TEXT NOT NULL,
  at TEXT NOT NULL,
  account TEXT NOT NULL,
  name TEXT NOT NULL,
  duty TEXT NOT NULL,
  organization TEXT NOT NULL,
  subject TEXT NOT NULL,
  digest TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (id)
)

CREATE INDEX attachment_reads_by_account ON attachment_reads (account, at)

CREATE INDEX attachment_reads_by_subject ON attachment_reads (subject, at)

CREATE INDEX attachment_reads_by_time ON attachment_reads (at)

CREATE TABLE attachments (
  digest TEXT NOT NULL,
  size INTEGER NOT NULL,
  stored_at TEXT NOT NULL,
  PRIMARY KEY (digest)
)

CREATE TABLE ballot_codes (
  digest TEXT NOT NULL,
  ballot TEXT NOT NULL,
  voters TEXT NOT NULL,
  used BOOLEAN NOT NULL,
  PRIMARY KEY (digest)
)

CREATE INDEX ballot_codes_by_ballot ON ballot_codes (ballot)

CREATE TABLE ballots (
  id TEXT NOT NULL,
  subject TEXT NOT NULL,
  activity TEXT NOT NULL,
  box TEXT NOT NULL,
  PRIMARY KEY (id)
)

CREATE TABLE bodies (
  id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  head TEXT NOT NULL,
  content TEXT NOT NULL,
  name TEXT GENERATED ALWAYS AS (json_extract(content, '$.name')) STORED,
  kind TEXT GENERATED ALWAYS AS (json_extract(content, '$.kind')) STORED,
  organization TEXT GENERATED ALWAYS AS (json_extract(content, '$.organization')) STORED,
  PRIMARY KEY (id)
)

CREATE INDEX bodies_by_organization ON bodies (organization)

CREATE TABLE calendars (
  digest TEXT NOT NULL,
  entered_at TEXT NOT NULL,
  text BLOB NOT NULL,
  PRIMARY KEY (digest)
)

CREATE TABLE cases (
  id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  head TEXT NOT NULL,
  content TEXT NOT NULL,
  number TEXT GENERATED ALWAYS AS (json_extract(content, '$.number')) STORED,
  person TEXT,
  post TEXT,
  selection TEXT,
  process TEXT GENERATED ALWAYS AS (json_extract(content, '$.process')) STORED,
  edition TEXT GENERATED ALWAYS AS (json_extract(content, '$.edition')) STORED,
  state TEXT GENERATED ALWAYS AS (json_extract(content, '$.state')) STORED,
  stage TEXT GENERATED ALWAYS AS (json_extract(content, '$.stage')) STORED,
  department TEXT GENERATED ALWAYS AS (json_extract(content, '$.department')) STORED,
  PRIMARY KEY (id),
  CONSTRAINT a_case_stands_somewhere CHECK (state IS NOT NULL)
)

CREATE INDEX cases_by_person ON cases (person)

CREATE INDEX cases_by_post ON cases (post)

CREATE INDEX cases_by_selection ON cases (selection)

CREATE INDEX cases_by_state ON cases (department, state)

CREATE TABLE checkpoints (
  epoch INTEGER NOT NULL,
  size BIGINT NOT NULL,
  at TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (epoch, size)
)

CREATE TABLE claims (
  task TEXT NOT NULL,
  account TEXT NOT NULL,
  name TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (task)
)

CREATE INDEX claims_by_account ON claims (account)

CREATE TABLE commands (
  id TEXT NOT NULL,
  account TEXT NOT NULL,
  payload TEXT NOT NULL,
  entry TEXT NOT NULL,
  PRIMARY KEY (id)
)
 WITHOUT ROWID

CREATE TABLE credentials (
  account TEXT NOT NULL,
  password TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  initial BOOLEAN NOT NULL,
  PRIMARY KEY (account)
)

CREATE TABLE editions (
  digest TEXT NOT NULL,
  name TEXT NOT NULL,
  process TEXT NOT NULL,
  title TEXT NOT NULL,
  published_at TEXT NOT NULL,
  text BLOB NOT NULL,
  PRIMARY KEY (digest),
  UNIQUE (name)
)

CREATE TABLE entries (
  id TEXT NOT NULL,
  subject TEXT NOT NULL,
  seq INTEGER NOT NULL,
  prev TEXT NOT NULL,
  digest TEXT NOT NULL,
  at TEXT NOT NULL,
  occurred_on TEXT NOT NULL,
  kind TEXT NOT NULL,
  account TEXT NOT NULL,
  duty TEXT NOT NULL,
  command TEXT NOT NULL,
  act TEXT NOT NULL,
  activity TEXT NOT NULL,
  about TEXT NOT NULL,
  province TEXT NOT NULL,
  case_year INTEGER NOT NULL,
  content TEXT NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (id),
  CONSTRAINT one_entry_a_seq UNIQUE (subject, seq)
)

CREATE INDEX entries_by_about ON entries (about) WHERE about <> ''

CREATE INDEX entries_by_account ON entries (account, at)

CREATE INDEX entries_by_time ON entries (at, id)

CREATE TABLE erased (
  mark TEXT NOT NULL,
  entry TEXT NOT NULL,
  PRIMARY KEY (mark)
)

CREATE TABLE exports (
  id TEXT NOT NULL,
  at TEXT NOT NULL,
  account TEXT NOT NULL,
  name TEXT NOT NULL,
  duty TEXT NOT NULL,
  organization TEXT NOT NULL,
  what TEXT NOT NULL,
  filters TEXT NOT NULL,
  form TEXT NOT NULL,
  row_count INTEGER NOT NULL,
  PRIMARY KEY (id)
)

CREATE INDEX exports_by_time ON exports (at)

CREATE TABLE figures (
  below TEXT NOT NULL,
  part TEXT NOT NULL,
  made_at TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (below, part)
)
 WITHOUT ROWID

CREATE TABLE follows (
  account TEXT NOT NULL,
  case_id TEXT NOT NULL,
  since TEXT NOT NULL,
  PRIMARY KEY (account, case_id)
)

CREATE TABLE inquiries (
  id TEXT NOT NULL,
  subject TEXT NOT NULL,
  case_id TEXT NOT NULL,
  selection TEXT NOT NULL,
  department TEXT NOT NULL,
  activity TEXT NOT NULL,
  title TEXT NOT NULL,
  round INTEGER NOT NULL,
  organization TEXT NOT NULL,
  ask TEXT NOT NULL,
  item TEXT NOT NULL,
  asked_on TEXT NOT NULL,
  due_on TEXT NOT NULL,
  reminded INTEGER NOT NULL,
  answered_on TEXT NOT NULL,
  stance TEXT NOT NULL,
  stance_title TEXT NOT NULL,
  waiting BOOLEAN NOT NULL,
  unheeded BOOLEAN NOT NULL,
  PRIMARY KEY (id)
)

CREATE INDEX inquiries_by_department ON inquiries (department, asked_on)

CREATE INDEX inquiries_by_organization ON inquiries (organization, asked_on)

CREATE INDEX inquiries_by_subject ON inquiries (subject)

CREATE TABLE instance (
  "key" TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY ("key")
)

CREATE TABLE interferences (
  id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  head TEXT NOT NULL,
  content TEXT NOT NULL,
  concerns TEXT GENERATED ALWAYS AS (json_extract(content, '$.concerns')) STORED,
  organization TEXT GENERATED ALWAYS AS (json_extract(content, '$.organization')) STORED,
  recorder TEXT GENERATED ALWAYS AS (json_extract(content, '$.recorder')) STORED,
  state TEXT GENERATED ALWAYS AS (json_extract(content, '$.state')) STORED,
  PRIMARY KEY (id)
)

CREATE TABLE leaves (
  epoch INTEGER NOT NULL,
  position BIGINT NOT NULL,
  entry TEXT NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (epoch, position),
  CONSTRAINT one_leaf_an_entry UNIQUE (epoch, entry)
)
 WITHOUT ROWID

CREATE TABLE ledgers (
  id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  head TEXT NOT NULL,
  content TEXT NOT NULL,
  day TEXT GENERATED ALWAYS AS (json_extract(content, '$.day')) STORED,
  PRIMARY KEY (id)
)

CREATE TABLE login_attempts (
  id TEXT NOT NULL,
  login TEXT NOT NULL,
  address TEXT NOT NULL,
  at TEXT NOT NULL,
  succeeded BOOLEAN NOT NULL,
  PRIMARY KEY (id)
)

CREATE INDEX login_attempts_by_login ON login_attempts (login, at)

CREATE INDEX login_attempts_by_time ON login_attempts (at)

CREATE TABLE meetings (
  id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  head TEXT NOT NULL,
  content TEXT NOT NULL,
  body TEXT GENERATED ALWAYS AS (json_extract(content, '$.body')) STORED,
  kind TEXT GENERATED ALWAYS AS (json_extract(content, '$.kind')) STORED,
  held_on TEXT GENERATED ALWAYS AS (json_extract(content, '$.held_on')) STORED,
  state TEXT GENERATED ALWAYS AS (json_extract(content, '$.state')) STORED,
  PRIMARY KEY (id)
)

CREATE INDEX meetings_by_body ON meetings (body)

CREATE TABLE names (
  person TEXT NOT NULL,
  name TEXT NOT NULL,
  organization TEXT NOT NULL,
  sort_key TEXT DEFAULT '' NOT NULL,
  spelled TEXT DEFAULT '' NOT NULL,
  PRIMARY KEY (person)
)

CREATE INDEX names_by_name ON names (name)

CREATE INDEX names_by_organization ON names (organization)

CREATE INDEX names_by_sort_key ON names (sort_key)

CREATE TABLE nodes (
  epoch INTEGER NOT NULL,
  level INTEGER NOT NULL,
  place BIGINT NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (epoch, level, place)
)
 WITHOUT ROWID

CREATE TABLE notices (
  id TEXT NOT NULL,
  subject TEXT NOT NULL,
  case_id TEXT NOT NULL,
  selection TEXT NOT NULL,
  department TEXT NOT NULL,
  activity TEXT NOT NULL,
  title TEXT NOT NULL,
  round INTEGER NOT NULL,
  posted_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  complaints INTEGER NOT NULL,
  unresolved INTEGER NOT NULL,
  concluded BOOLEAN NOT NULL,
  current BOOLEAN NOT NULL,
  PRIMARY KEY (id)
)

CREATE INDEX notices_by_day ON notices (posted_on)

CREATE INDEX notices_by_department ON notices (department, posted_on)

CREATE INDEX notices_by_subject ON notices (subject)

CREATE TABLE organizations (
  id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  head TEXT NOT NULL,
  content TEXT NOT NULL,
  name TEXT GENERATED ALWAYS AS (json_extract(content, '$.name')) STORED,
  kind TEXT GENERATED ALWAYS AS (json_extract(content, '$.kind')) STORED,
  parent TEXT GENERATED ALWAYS AS (json_extract(content, '$.parent')) STORED,
  path TEXT GENERATED ALWAYS AS (json_extract(content, '$.path')) STORED,
  state TEXT GENERATED ALWAYS AS (json_extract(content, '$.state')) STORED,
  PRIMARY KEY (id)
)

CREATE INDEX organizations_by_parent ON organizations (parent)

CREATE INDEX organizations_by_path ON organizations (path)

CREATE TABLE people (
  id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  head TEXT NOT NULL,
  content TEXT NOT NULL,
  standing TEXT GENERATED ALWAYS AS (json_extract(content, '$.standing')) STORED,
  organization TEXT GENERATED ALWAYS AS (json_extract(content, '$.organization')) STORED,
  PRIMARY KEY (id),
  CONSTRAINT a_standing_is_one_of_three CHECK (standing IN ('clear', 'held', 'vetoed'))
)

CREATE INDEX people_by_organization ON people (organization)

CREATE INDEX people_not_clear ON people (standing) WHERE standing != 'clear'

CREATE TABLE personal_keys (
  person TEXT NOT NULL,
  wrapped BLOB NOT NULL,
  PRIMARY KEY (person)
)

CREATE TABLE personal_values (
  commitment TEXT NOT NULL,
  person TEXT NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (commitment)
)

CREATE INDEX personal_values_by_person ON personal_values (person)

CREATE TABLE posts (
  id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  head TEXT NOT NULL,
  content TEXT NOT NULL,
  title TEXT GENERATED ALWAYS AS (json_extract(content, '$.title')) STORED,
  organization TEXT GENERATED ALWAYS AS (json_extract(content, '$.organization')) STORED,
  level TEXT GENERATED ALWAYS AS (json_extract(content, '$.level')) STORED,
  PRIMARY KEY (id)
)

CREATE INDEX posts_by_organization ON posts (organization)

CREATE TABLE profiles (
  person TEXT NOT NULL,
  sex TEXT NOT NULL,
  nation TEXT NOT NULL,
  born_on TEXT NOT NULL,
  level TEXT NOT NULL,
  education TEXT NOT NULL,
  unverified INTEGER NOT NULL,
  PRIMARY KEY (person)
)

CREATE INDEX profiles_by_level ON profiles (level)

CREATE TABLE prompts (
  id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  head TEXT NOT NULL,
  content TEXT NOT NULL,
  number TEXT GENERATED ALWAYS AS (json_extract(content, '$.number')) STORED,
  organization TEXT GENERATED ALWAYS AS (json_extract(content, '$.organization')) STORED,
  issuer TEXT GENERATED ALWAYS AS (json_extract(content, '$.issuer')) STORED,
  due_on TEXT GENERATED ALWAYS AS (json_extract(content, '$.due_on')) STORED,
  state TEXT GENERATED ALWAYS AS (json_extract(content, '$.state')) STORED,
  PRIMARY KEY (id)
)

CREATE TABLE receipts (
  id TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  size BIGINT NOT NULL,
  witness TEXT NOT NULL,
  at TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (id)
)

CREATE TABLE refused_attempts (
  id TEXT NOT NULL,
  at TEXT NOT NULL,
  account TEXT NOT NULL,
  duty TEXT NOT NULL,
  command TEXT NOT NULL,
  subject TEXT NOT NULL,
  what TEXT NOT NULL,
  message TEXT NOT NULL,
  reasons TEXT NOT NULL,
  mark TEXT NOT NULL,
  salt TEXT NOT NULL,
  PRIMARY KEY (id)
)

CREATE INDEX refused_attempts_by_subject ON refused_attempts (subject, at)

CREATE INDEX refused_attempts_by_time ON refused_attempts (at)

CREATE TABLE reminders (
  task TEXT NOT NULL,
  "on" TEXT NOT NULL,
  account TEXT NOT NULL,
  name TEXT NOT NULL,
  duty TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (task, "on", account)
)

CREATE TABLE requests (
  id TEXT NOT NULL,
  subject TEXT NOT NULL,
  activity TEXT NOT NULL,
  act TEXT NOT NULL,
  title TEXT NOT NULL,
  duty TEXT NOT NULL,
  organization TEXT NOT NULL,
  due_on TEXT NOT NULL,
  opened_on TEXT NOT NULL,
  onwards BOOLEAN NOT NULL,
  task TEXT NOT NULL,
  from_name TEXT NOT NULL,
  from_duty TEXT NOT NULL,
  PRIMARY KEY (id)
)
 WITHOUT ROWID

CREATE INDEX requests_by_duty ON requests (duty, organization, onwards, task)

CREATE INDEX requests_by_subject ON requests (subject)

CREATE TABLE selections (
  id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  head TEXT NOT NULL,
  content TEXT NOT NULL,
  title TEXT GENERATED ALWAYS AS (json_extract(content, '$.title')) STORED,
  department TEXT GENERATED ALWAYS AS (json_extract(content, '$.department')) STORED,
  body TEXT GENERATED ALWAYS AS (json_extract(content, '$.body')) STORED,
  process TEXT GENERATED ALWAYS AS (json_extract(content, '$.process')) STORED,
  edition TEXT GENERATED ALWAYS AS (json_extract(content, '$.edition')) STORED,
  state TEXT GENERATED ALWAYS AS (json_extract(content, '$.state')) STORED,
  PRIMARY KEY (id)
)

CREATE INDEX selections_by_department ON selections (department)

CREATE TABLE sessions (
  id TEXT NOT NULL,
  account TEXT NOT NULL,
  duty TEXT NOT NULL,
  organization TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  closed_at TEXT NOT NULL,
  PRIMARY KEY (id)
)

CREATE INDEX sessions_by_account ON sessions (account, opened_at)

CREATE TABLE summaries (
  case_id TEXT NOT NULL,
  evaluated_at TEXT NOT NULL,
  move TEXT NOT NULL,
  blocked INTEGER NOT NULL,
  warned INTEGER NOT NULL,
  since TEXT NOT NULL,
  due_on TEXT NOT NULL,
  handler TEXT NOT NULL,
  ended BOOLEAN NOT NULL,
  PRIMARY KEY (case_id)
)
 WITHOUT ROWID

CREATE TABLE unplaced (
  entry TEXT NOT NULL,
  PRIMARY KEY (entry)
)
 WITHOUT ROWID

CREATE TABLE verifications (
  id TEXT NOT NULL,
  at TEXT NOT NULL,
  account TEXT NOT NULL,
  entries INTEGER NOT NULL,
  subjects INTEGER NOT NULL,
  broken INTEGER NOT NULL,
  PRIMARY KEY (id)
)

CREATE TRIGGER entries_refuse_update BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'entries 只增不改，不得更改'); END

CREATE TRIGGER entries_refuse_delete BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'entries 只增不改，不得删除'); END

CREATE TRIGGER personal_values_refuse_update BEFORE UPDATE ON personal_values WHEN NOT (NEW.commitment IS OLD.commitment AND NEW.person IS OLD.person AND length(NEW.sealed) = 0 AND EXISTS (SELECT 1 FROM erased WHERE mark = OLD.commitment)) BEGIN SELECT RAISE(ABORT, 'personal_values 只增不改，不得更改'); END

CREATE TRIGGER personal_values_refuse_delete BEFORE DELETE ON personal_values BEGIN SELECT RAISE(ABORT, 'personal_values 只增不改，不得删除'); END

CREATE TRIGGER commands_refuse_update BEFORE UPDATE ON commands BEGIN SELECT RAISE(ABORT, 'commands 只增不改，不得更改'); END

CREATE TRIGGER commands_refuse_delete BEFORE DELETE ON commands BEGIN SELECT RAISE(ABORT, 'commands 只增不改，不得删除'); END

CREATE TRIGGER editions_refuse_update BEFORE UPDATE ON editions BEGIN SELECT RAISE(ABORT, 'editions 只增不改，不得更改'); END

CREATE TRIGGER editions_refuse_delete BEFORE DELETE ON editions BEGIN SELECT RAISE(ABORT, 'editions 只增不改，不得删除'); END

CREATE TRIGGER calendars_refuse_update BEFORE UPDATE ON calendars BEGIN SELECT RAISE(ABORT, 'calendars 只增不改，不得更改'); END

CREATE TRIGGER calendars_refuse_delete BEFORE DELETE ON calendars BEGIN SELECT RAISE(ABORT, 'calendars 只增不改，不得删除'); END

CREATE TRIGGER refused_attempts_refuse_update BEFORE UPDATE ON refused_attempts WHEN NOT (NEW.id IS OLD.id AND NEW.at IS OLD.at AND NEW.account IS OLD.account AND NEW.duty IS OLD.duty AND NEW.command IS OLD.command AND NEW.subject IS OLD.subject AND NEW.what IS OLD.what AND NEW.mark IS OLD.mark AND EXISTS (SELECT 1 FROM erased WHERE mark = 'refused:' || OLD.id)) BEGIN SELECT RAISE(ABORT, 'refused_attempts 只增不改，不得更改'); END

CREATE TRIGGER refused_attempts_refuse_delete BEFORE DELETE ON refused_attempts BEGIN SELECT RAISE(ABORT, 'refused_attempts 只增不改，不得删除'); END

CREATE TRIGGER leaves_refuse_update BEFORE UPDATE ON leaves BEGIN SELECT RAISE(ABORT, 'leaves 只增不改，不得更改'); END

CREATE TRIGGER leaves_refuse_delete BEFORE DELETE ON leaves BEGIN SELECT RAISE(ABORT, 'leaves 只增不改，不得删除'); END

CREATE TRIGGER nodes_refuse_update BEFORE UPDATE ON nodes BEGIN SELECT RAISE(ABORT, 'nodes 只增不改，不得更改'); END

CREATE TRIGGER nodes_refuse_delete BEFORE DELETE ON nodes BEGIN SELECT RAISE(ABORT, 'nodes 只增不改，不得删除'); END

CREATE TRIGGER checkpoints_refuse_update BEFORE UPDATE ON checkpoints BEGIN SELECT RAISE(ABORT, 'checkpoints 只增不改，不得更改'); END

CREATE TRIGGER checkpoints_refuse_delete BEFORE DELETE ON checkpoints BEGIN SELECT RAISE(ABORT, 'checkpoints 只增不改，不得删除'); END

CREATE TRIGGER receipts_refuse_update BEFORE UPDATE ON receipts BEGIN SELECT RAISE(ABORT, 'receipts 只增不改，不得更改'); END

CREATE TRIGGER receipts_refuse_delete BEFORE DELETE ON receipts BEGIN SELECT RAISE(ABORT, 'receipts 只增不改，不得删除'); END

CREATE TRIGGER exports_refuse_update BEFORE UPDATE ON exports WHEN NOT (NEW.id IS OLD.id AND NEW.at IS OLD.at AND NEW.account IS OLD.account AND NEW.name IS OLD.name AND NEW.duty IS OLD.duty AND NEW.organization IS OLD.organization AND NEW.what IS OLD.what AND NEW.form IS OLD.form AND NEW.row_count IS OLD.row_count AND EXISTS (SELECT 1 FROM erased WHERE mark = 'export:' || OLD.id)) BEGIN SELECT RAISE(ABORT, 'exports 只增不改，不得更改'); END

CREATE TRIGGER exports_refuse_delete BEFORE DELETE ON exports BEGIN SELECT RAISE(ABORT, 'exports 只增不改，不得删除'); END

CREATE TRIGGER personal_keys_refuse_update BEFORE UPDATE ON personal_keys WHEN NOT (NEW.person IS OLD.person AND (length(NEW.wrapped) = 0 AND EXISTS (SELECT 1 FROM erased WHERE mark = 'person:' || OLD.person) OR length(OLD.wrapped) > 0 AND length(NEW.wrapped) > 0)) BEGIN SELECT RAISE(ABORT, 'personal_keys 只增不改，不得更改'); END

CREATE TRIGGER personal_keys_refuse_delete BEFORE DELETE ON personal_keys BEGIN SELECT RAISE(ABORT, 'personal_keys 只增不改，不得删除'); END

CREATE TRIGGER erased_refuse_update BEFORE UPDATE ON erased BEGIN SELECT RAISE(ABORT, 'erased 只增不改，不得更改'); END

CREATE TRIGGER erased_refuse_delete BEFORE DELETE ON erased BEGIN SELECT RAISE(ABORT, 'erased 只增不改，不得删除'); END

CREATE TRIGGER personal_values_refuse_replace BEFORE INSERT ON personal_values WHEN EXISTS (SELECT 1 FROM personal_values WHERE commitment = NEW.commitment) BEGIN SELECT RAISE(ABORT, 'personal_values 已有同号记录'); END

CREATE TRIGGER commands_refuse_replace BEFORE INSERT ON commands WHEN EXISTS (SELECT 1 FROM commands WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'commands 已有同号记录'); END

CREATE TRIGGER editions_refuse_replace BEFORE INSERT ON editions WHEN EXISTS (SELECT 1 FROM editions WHERE digest = NEW.digest) OR EXISTS (SELECT 1 FROM editions WHERE name = NEW.name) BEGIN SELECT RAISE(ABORT, 'editions 已有同号记录'); END

CREATE TRIGGER calendars_refuse_replace BEFORE INSERT ON calendars WHEN EXISTS (SELECT 1 FROM calendars WHERE digest = NEW.digest) BEGIN SELECT RAISE(ABORT, 'calendars 已有同号记录'); END

CREATE TRIGGER refused_attempts_refuse_replace BEFORE INSERT ON refused_attempts WHEN EXISTS (SELECT 1 FROM refused_attempts WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'refused_attempts 已有同号记录'); END

CREATE TRIGGER leaves_refuse_replace BEFORE INSERT ON leaves WHEN EXISTS (SELECT 1 FROM leaves WHERE epoch = NEW.epoch AND position = NEW.position) OR EXISTS (SELECT 1 FROM leaves WHERE epoch = NEW.epoch AND entry = NEW.entry) BEGIN SELECT RAISE(ABORT, 'leaves 已有同号记录'); END

CREATE TRIGGER nodes_refuse_replace BEFORE INSERT ON nodes WHEN EXISTS (SELECT 1 FROM nodes WHERE epoch = NEW.epoch AND level = NEW.level AND place = NEW.place) BEGIN SELECT RAISE(ABORT, 'nodes 已有同号记录'); END

CREATE TRIGGER checkpoints_refuse_replace BEFORE INSERT ON checkpoints WHEN EXISTS (SELECT 1 FROM checkpoints WHERE epoch = NEW.epoch AND size = NEW.size) BEGIN SELECT RAISE(ABORT, 'checkpoints 已有同号记录'); END

CREATE TRIGGER receipts_refuse_replace BEFORE INSERT ON receipts WHEN EXISTS (SELECT 1 FROM receipts WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'receipts 已有同号记录'); END

CREATE TRIGGER exports_refuse_replace BEFORE INSERT ON exports WHEN EXISTS (SELECT 1 FROM exports WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'exports 已有同号记录'); END

CREATE TRIGGER personal_keys_refuse_replace BEFORE INSERT ON personal_keys WHEN EXISTS (SELECT 1 FROM personal_keys WHERE person = NEW.person) BEGIN SELECT RAISE(ABORT, 'personal_keys 已有同号记录'); END

CREATE TRIGGER erased_refuse_replace BEFORE INSERT ON erased WHEN EXISTS (SELECT 1 FROM erased WHERE mark = NEW.mark) BEGIN SELECT RAISE(ABORT, 'erased 已有同号记录'); END

CREATE TRIGGER entries_are_chained BEFORE INSERT ON entries WHEN EXISTS (SELECT 1 FROM entries WHERE id = NEW.id) OR NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM entries WHERE subject = NEW.subject) OR NEW.prev <> COALESCE((SELECT digest FROM entries WHERE subject = NEW.subject AND seq = NEW.seq - 1), '') BEGIN SELECT RAISE(ABORT, '纪实条目不衔接'); END

CREATE TRIGGER first_entries_bring_rows AFTER INSERT ON entries WHEN NEW.seq = 1 BEGIN INSERT INTO unplaced (entry) VALUES (NEW.id); INSERT INTO accounts (id, seq, head, content) SELECT substr(NEW.subject, 9), NEW.seq, NEW.digest, NEW.content WHERE NEW.subject >= 'account:' AND NEW.subject < 'account;'; INSERT INTO appraisals (id, seq, head, content) SELECT substr(NEW.subject, 11), NEW.seq, NEW.digest, NEW.content WHERE NEW.subject >= 'appraisal:' AND NEW.subject < 'appraisal;'; INSERT INTO bodies (id, seq, head, content) SELECT substr(NEW.subject, 6), NEW.seq, NEW.digest, NEW.content WHERE NEW.subject >= 'body:' AND NEW.subject < 'body;'; INSERT INTO cases (id, seq, head, content, person, post, selection) SELECT substr(NEW.subject, 6), NEW.seq, NEW.digest, NEW.content, json_extract(NEW.content, '$.person'), json_extract(NEW.content, '$.post'), json_extract(NEW.content, '$.selection') WHERE NEW.subject >= 'case:' AND NEW.subject < 'case;'; INSERT INTO interferences (id, seq, head, content) SELECT substr(NEW.subject, 14), NEW.seq, NEW.digest, NEW.content WHERE NEW.subject >= 'interference:' AND NEW.subject < 'interference;'; INSERT INTO ledgers (id, seq, head, content) SELECT substr(NEW.subject, 8), NEW.seq, NEW.digest, NEW.content WHERE NEW.subject >= 'ledger:' AND NEW.subject < 'ledger;'; INSERT INTO meetings (id, seq, head, content) SELECT substr(NEW.subject, 9), NEW.seq, NEW.digest, NEW.content WHERE NEW.subject >= 'meeting:' AND NEW.subject < 'meeting;'; INSERT INTO organizations (id, seq, head, content) SELECT substr(NEW.subject, 14), NEW.seq, NEW.digest, NEW.content WHERE NEW.subject >= 'organization:' AND NEW.subject < 'organization;'; INSERT INTO people (id, seq, head, content) SELECT substr(NEW.subject, 8), NEW.seq, NEW.digest, NEW.content WHERE NEW.subject >= 'person:' AND NEW.subject < 'person;'; INSERT INTO posts (id, seq, head, content) SELECT substr(NEW.subject, 6), NEW.seq, NEW.digest, NEW.content WHERE NEW.subject >= 'post:' AND NEW.subject < 'post;'; INSERT INTO prompts (id, seq, head, content) SELECT substr(NEW.subject, 8), NEW.seq, NEW.digest, NEW.content WHERE NEW.subject >= 'prompt:' AND NEW.subject < 'prompt;'; INSERT INTO selections (id, seq, head, content) SELECT substr(NEW.subject, 11), NEW.seq, NEW.digest, NEW.content WHERE NEW.subject >= 'selection:' AND NEW.subject < 'selection;'; END

CREATE TRIGGER later_entries_bring_rows AFTER INSERT ON entries WHEN NEW.seq > 1 BEGIN INSERT INTO unplaced (entry) VALUES (NEW.id); UPDATE accounts SET seq = NEW.seq, head = NEW.digest, content = NEW.content WHERE NEW.subject >= 'account:' AND NEW.subject < 'account;' AND id = substr(NEW.subject, 9); UPDATE appraisals SET seq = NEW.seq, head = NEW.digest, content = NEW.content WHERE NEW.subject >= 'appraisal:' AND NEW.subject < 'appraisal;' AND id = substr(NEW.subject, 11); UPDATE bodies SET seq = NEW.seq, head = NEW.digest, content = NEW.content WHERE NEW.subject >= 'body:' AND NEW.subject < 'body;' AND id = substr(NEW.subject, 6); UPDATE cases SET seq = NEW.seq, head = NEW.digest, content = NEW.content WHERE NEW.subject >= 'case:' AND NEW.subject < 'case;' AND id = substr(NEW.subject, 6); UPDATE interferences SET seq = NEW.seq, head = NEW.digest, content = NEW.content WHERE NEW.subject >= 'interference:' AND NEW.subject < 'interference;' AND id = substr(NEW.subject, 14); UPDATE ledgers SET seq = NEW.seq, head = NEW.digest, content = NEW.content WHERE NEW.subject >= 'ledger:' AND NEW.subject < 'ledger;' AND id = substr(NEW.subject, 8); UPDATE meetings SET seq = NEW.seq, head = NEW.digest, content = NEW.content WHERE NEW.subject >= 'meeting:' AND NEW.subject < 'meeting;' AND id = substr(NEW.subject, 9); UPDATE organizations SET seq = NEW.seq, head = NEW.digest, content = NEW.content WHERE NEW.subject >= 'organization:' AND NEW.subject < 'organization;' AND id = substr(NEW.subject, 14); UPDATE people SET seq = NEW.seq, head = NEW.digest, content = NEW.content WHERE NEW.subject >= 'person:' AND NEW.subject < 'person;' AND id = substr(NEW.subject, 8); UPDATE posts SET seq = NEW.seq, head = NEW.digest, content = NEW.content WHERE NEW.subject >= 'post:' AND NEW.subject < 'post;' AND id = substr(NEW.subject, 6); UPDATE prompts SET seq = NEW.seq, head = NEW.digest, content = NEW.content WHERE NEW.subject >= 'prompt:' AND NEW.subject < 'prompt;' AND id = substr(NEW.subject, 8); UPDATE selections SET seq = NEW.seq, head = NEW.digest, content = NEW.content WHERE NEW.subject >= 'selection:' AND NEW.subject < 'selection;' AND id = substr(NEW.subject, 11); END

CREATE TRIGGER erased_are_named BEFORE INSERT ON erased WHEN NOT EXISTS (SELECT 1 FROM entries WHERE id = NEW.entry AND act = 'erase' AND instr(CAST(body AS TEXT), '"' || NEW.mark || '"') > 0) BEGIN SELECT RAISE(ABORT, '没有写明清除此项的纪实'); END

CREATE TRIGGER accounts_insert_match_entries BEFORE INSERT ON accounts WHEN NOT EXISTS (SELECT 1 FROM entries WHERE subject = 'account:' || NEW.id AND seq = NEW.seq AND digest = NEW.head AND content = NEW.content AND seq = (SELECT MAX(seq) FROM entries WHERE subject = 'account:' || NEW.id)) BEGIN SELECT RAISE(ABORT, 'accounts 与全程纪实不符'); END

CREATE TRIGGER accounts_update_match_entries BEFORE UPDATE ON accounts WHEN NOT EXISTS (SELECT 1 FROM entries WHERE subject = 'account:' || NEW.id AND seq = NEW.seq AND digest = NEW.head AND content = NEW.content AND seq = (SELECT MAX(seq) FROM entries WHERE subject = 'account:' || NEW.id)) BEGIN SELECT RAISE(ABORT, 'accounts 与全程纪实不符'); END

CREATE TRIGGER accounts_refuse_renaming BEFORE UPDATE OF id ON accounts WHEN NEW.id <> OLD.id BEGIN SELECT RAISE(ABORT, 'accounts 编号不得更改'); END

CREATE TRIGGER accounts_refuse_delete BEFORE DELETE ON accounts BEGIN SELECT RAISE(ABORT, 'accounts 不得删除'); END

CREATE TRIGGER appraisals_insert_match_entries BEFORE INSERT ON appraisals WHEN NOT EXISTS (SELECT 1 FROM entries WHERE subject = 'appraisal:' || NEW.id AND seq = NEW.seq AND digest = NEW.head AND content = NEW.content AND seq = (SELECT MAX(seq) FROM entries WHERE subject = 'appraisal:' || NEW.id)) BEGIN SELECT RAISE(ABORT, 'appraisals 与全程纪实不符'); END

CREATE TRIGGER appraisals_update_match_entries BEFORE UPDATE ON appraisals WHEN NOT EXISTS (SELECT 1 FROM entries WHERE subject = 'appraisal:' || NEW.id AND seq = NEW.seq AND digest = NEW.head AND content = NEW.content AND seq = (SELECT MAX(seq) FROM entries WHERE subject = 'appraisal:' || NEW.id)) BEGIN SELECT RAISE(ABORT, 'appraisals 与全程纪实不符'); END

CREATE TRIGGER appraisals_refuse_renaming BEFORE UPDATE OF id ON appraisals WHEN NEW.id <> OLD.id BEGIN SELECT RAISE(ABORT, 'appraisals 编号不得更改'); END

CREATE TRIGGER appraisals_refuse_delete BEFORE DELETE ON appraisals BEGIN SELECT RAISE(ABORT, 'appraisals 不得删除'); END

CREATE TRIGGER bodies_insert_match_entries BEFORE INSERT ON bodies WHEN NOT EXISTS (SELECT 1 FROM entries WHERE subject = 'body:' || NEW.id AND seq = NEW.seq AND digest = NEW.head AND content = NEW.content AND seq = (SELECT MAX(seq) FROM entries WHERE subject = 'body:' || NEW.id)) BEGIN SELECT RAISE(ABORT, 'bodies 与全程纪实不符'); END

CREATE TRIGGER bodies_update_match_entries BEFORE UPDATE ON bodies WHEN NOT EXISTS (SELECT 1 FROM entries WHERE subject = 'body:' || NEW.id AND seq = NEW.seq AND digest = NEW.head AND content = NEW.content AND seq = (SELECT MAX(seq) FROM entries WHERE subject = 'body:' || NEW.id)) BEGIN SELECT RAISE(ABORT, 'bodies 与全程纪实不符'); END

CREATE TRIGGER bodies_refuse_renaming BEFORE UPDATE OF id ON bodies WHEN NEW.id <> OLD.id BEGIN SELECT RAISE(ABORT, 'bodies 编号不得更改'); END

CREATE TRIGGER bodies_refuse_delete BEFORE DELETE ON bodies BEGIN SELECT RAISE(ABORT, 'bodies 不得删除'); END

CREATE TRIGGER cases_insert_match_entries BEFORE INSERT ON cases WHEN NOT EXISTS (SELECT 1 FROM entries WHERE subject = 'case:' || NEW.id AND seq = NEW.seq AND digest = NEW.head AND content = NEW.content AND seq = (SELECT MAX(seq) FROM entries WHERE subject = 'case:' || NEW.id)) OR NEW.person IS NOT json_extract(NEW.content, '$.person') OR NEW.post IS NOT json_extract(NEW.content, '$.post') OR NEW.selection IS NOT json_extract(NEW.content, '$.selection') BEGIN SELECT RAISE(ABORT, 'cases 与全程纪实不符'); END

CREATE TRIGGER cases_update_match_entries BEFORE UPDATE ON cases WHEN NOT EXISTS (SELECT 1 FROM entries WHERE subject = 'case:' || NEW.id AND seq = NEW.seq AND digest = NEW.head AND content = NEW.content AND seq = (SELECT MAX(seq) FROM entries WHERE subject = 'case:' || NEW.id)) OR NEW.person IS NOT json_extract(NEW.content, '$.person') OR NEW.post IS NOT json_extract(NEW.content, '$.post') OR NEW.selection IS NOT json_extract(NEW.content, '$.selection') BEGIN SELECT RAISE(ABORT, 'cases 与全程纪实不符'); END

CREATE TRIGGER cases_refuse_renaming BEFORE UPDATE OF id ON cases WHEN NEW.id <> OLD.id BEGIN SELECT RAISE(ABORT, 'cases 编号不得更改'); END

CREATE TRIGGER cases_refuse_delete BEFORE DELETE ON cases BEGIN SELECT RAISE(ABORT, 'cases 不得删除'); END

CREATE TRIGGER interferences_insert_match_entries BEFORE INSERT ON interferences WHEN NOT EXISTS (SELECT 1 FROM entries WHERE subject = 'interference:' || NEW.id AND seq = NEW.seq AND digest = NEW.head AND content = NEW.content AND seq = (SELECT MAX(seq) FROM entries WHERE subject = 'interference:' || NEW.id)) BEGIN SELECT RAISE(ABORT, 'interferences 与全程纪实不符'); END

CREATE TRIGGER interferences_update_match_entries BEFORE UPDATE ON interferences WHEN NOT EXISTS (SELECT 1 FROM entries WHERE subject = 'interference:' || NEW.id AND seq = NEW.seq AND digest = NEW.head AND content = NEW.content AND seq = (SELECT MAX(seq) FROM entries WHERE subject = 'interference:' || NEW.id)) BEGIN SELECT RAISE(ABORT, 'interferences 与全程纪实不符'); END

CREATE TRIGGER interferences_refuse_renaming BEFORE UPDATE OF id ON interferences WHEN NEW.id <> OLD.id BEGIN SELECT RAISE(ABORT, 'interferences 编号不得更改'); END

CREATE TRIGGER interferences_refuse_delete BEFORE DELETE ON interferences BEGIN SELECT RAISE(ABORT, 'interferences 不得删除'); END

CREATE TRIGGER ledgers_insert_match_entries BEFORE INSERT ON ledgers WHEN NOT EXISTS (SELECT 1 FROM entries WHERE subject = 'ledger:' || NEW.id AND seq = NEW.seq AND digest = NEW.head AND content = NEW.content AND seq = (SELECT MAX(seq) FROM entries WHERE subject = 'ledger:' || NEW.id)) BEGIN SELECT RAISE(ABORT, 'ledgers 与全程纪实不符'); END

CREATE TRIGGER ledgers_update_match_entries BEFORE UPDATE ON ledgers WHEN NOT EXISTS (SELECT 1 FROM entries WHERE subject = 'ledger:' || NEW.id AND seq = NEW.seq AND digest = NEW.head AND content = NEW.content AND seq = (SELECT MAX(seq) FROM entries WHERE subject = 'ledger:' || NEW.id)) BEGIN SELECT RAISE(ABORT, 'ledgers 与全程纪实不符'); END

CREATE TRIGGER ledgers_refuse_renaming BEFORE UPDATE OF id ON ledgers WHEN NEW.id <> OLD.id BEGIN SELECT RAISE(ABORT, 'ledgers 编号不得更改'); END

CREATE TRIGGER ledgers_refuse_delete BEFORE DELETE ON ledgers BEGIN SELECT RAISE(ABORT, 'ledgers 不得删除'); END

CREATE TRIGGER meetings_insert_match_entries BEFORE INSERT ON meetings WHEN NOT EXISTS (SELECT 1 FROM entries WHERE subject = 'meeting:' || NEW.id AND seq = NEW.seq AND digest = NEW.head AND content = NEW.content AND seq = (SELECT MAX(seq) FROM entries WHERE subject = 'meeting:' || NEW.id)) BEGIN SELECT RAISE(ABORT, 'meetings 与全程纪实不符'); END

CREATE TRIGGER meetings_update_match_entries BEFORE UPDATE ON meetings WHEN NOT EXISTS (SELECT 1 FROM entries WHERE subject = 'meeting:' || NEW.id AND seq = NEW.seq AND digest = NEW.head AND content = NEW.content AND seq = (SELECT MAX(seq) FROM entries WHERE subject = 'meeting:' || NEW.id)) BEGIN SELECT RAISE(ABORT, 'meetings 与全程纪实不符'); END

CREATE TRIGGER meetings_refuse_renaming BEFORE UPDATE OF id ON meetings WHEN NEW.id <> OLD.id BEGIN SELECT RAISE(ABORT, 'meetings 编号不得更改'); END

CREATE TRIGGER meetings_refuse_delete BEFORE DELETE ON meetings BEGIN SELECT RAISE(ABORT, 'meetings 不得删除'); END

CREATE TRIGGER organizations_insert_match_entries BEFORE INSERT ON organizations WHEN NOT EXISTS (SELECT 1 FROM entries WHERE subject = 'organization:' || NEW.id AND seq = NEW.seq AND digest = NEW.head AND content = NEW.content AND seq = (SELECT MAX(seq) FROM entries WHERE subject = 'organization:' || NEW.id)) BEGIN SELECT RAISE(ABORT, 'organizations 与全程纪实不符'); END

CREATE TRIGGER organizations_update_match_entries BEFORE UPDATE ON organizations WHEN NOT EXISTS (SELECT 1 FROM entries WHERE subject = 'organization:' || NEW.id AND seq = NEW.seq AND digest = NEW.head AND content = NEW.content AND seq = (SELECT MAX(seq) FROM entries WHERE subject = 'organization:' || NEW.id)) BEGIN SELECT RAISE(ABORT, 'organizations 与全程纪实不符'); END

CREATE TRIGGER organizations_refuse_renaming BEFORE UPDATE OF id ON organizations WHEN NEW.id <> OLD.id BEGIN SELECT RAISE(ABORT, 'organizations 编号不得更改'); END

CREATE TRIGGER organizations_refuse_delete BEFORE DELETE ON organizations BEGIN SELECT RAISE(ABORT, 'organizations 不得删除'); END

CREATE TRIGGER people_insert_match_entries BEFORE INSERT ON people WHEN NOT EXISTS (SELECT 1 FROM entries WHERE subject = 'person:' || NEW.id AND seq = NEW.seq AND digest = NEW.head AND content = NEW.content AND seq = (SELECT MAX(seq) FROM entries WHERE subject = 'person:' || NEW.id)) BEGIN SELECT RAISE(ABORT, 'people 与全程纪实不符'); END

CREATE TRIGGER people_update_match_entries BEFORE UPDATE ON people WHEN NOT EXISTS (SELECT 1 FROM entries WHERE subject = 'person:' || NEW.id AND seq = NEW.seq AND digest = NEW.head AND content = NEW.content AND seq = (SELECT MAX(seq) FROM entries WHERE subject = 'person:' || NEW.id)) BEGIN SELECT RAISE(ABORT, 'people 与全程纪实不符'); END

CREATE TRIGGER people_refuse_renaming BEFORE UPDATE OF id ON people WHEN NEW.id <> OLD.id BEGIN SELECT RAISE(ABORT, 'people 编号不得更改'); END

CREATE TRIGGER people_refuse_delete BEFORE DELETE ON people BEGIN SELECT RAISE(ABORT, 'people 不得删除'); END

CREATE TRIGGER posts_insert_match_entries BEFORE INSERT ON posts WHEN NOT EXISTS (SELECT 1 FROM entries WHERE subject = 'post:' || NEW.id AND seq = NEW.seq AND digest = NEW.head AND content = NEW.content AND seq = (SELECT MAX(seq) FROM entries WHERE subject = 'post:' || NEW.id)) BEGIN SELECT RAISE(ABORT, 'posts 与全程纪实不符'); END

CREATE TRIGGER posts_update_match_entries BEFORE UPDATE ON posts WHEN NOT EXISTS (SELECT 1 FROM entries WHERE subject = 'post:' || NEW.id AND seq = NEW.seq AND digest = NEW.head AND content = NEW.content AND seq = (SELECT MAX(seq) FROM entries WHERE subject = 'post:' || NEW.id)) BEGIN SELECT RAISE(ABORT, 'posts 与全程纪实不符'); END

CREATE TRIGGER posts_refuse_renaming BEFORE UPDATE OF id ON posts WHEN NEW.id <> OLD.id BEGIN SELECT RAISE(ABORT, 'posts 编号不得更改'); END

CREATE TRIGGER posts_refuse_delete BEFORE DELETE ON posts BEGIN SELECT RAISE(ABORT, 'posts 不得删除'); END

CREATE TRIGGER prompts_insert_match_entries BEFORE INSERT ON prompts WHEN NOT EXISTS (SELECT 1 FROM entries WHERE subject = 'prompt:' || NEW.id AND seq = NEW.seq AND digest = NEW.head AND content = NEW.content AND seq = (SELECT MAX(seq) FROM entries WHERE subject = 'prompt:' || NEW.id)) BEGIN SELECT RAISE(ABORT, 'prompts 与全程纪实不符'); END

CREATE TRIGGER prompts_update_match_entries BEFORE UPDATE ON prompts WHEN NOT EXISTS (SELECT 1 FROM entries WHERE subject = 'prompt:' || NEW.id AND seq = NEW.seq AND digest = NEW.head AND content = NEW.content AND seq = (SELECT MAX(seq) FROM entries WHERE subject = 'prompt:' || NEW.id)) BEGIN SELECT RAISE(ABORT, 'prompts 与全程纪实不符'); END

CREATE TRIGGER prompts_refuse_renaming BEFORE UPDATE OF id ON prompts WHEN NEW.id <> OLD.id BEGIN SELECT RAISE(ABORT, 'prompts 编号不得更改'); END

CREATE TRIGGER prompts_refuse_delete BEFORE DELETE ON prompts BEGIN SELECT RAISE(ABORT, 'prompts 不得删除'); END

CREATE TRIGGER selections_insert_match_entries BEFORE INSERT ON selections WHEN NOT EXISTS (SELECT 1 FROM entries WHERE subject = 'selection:' || NEW.id AND seq = NEW.seq AND digest = NEW.head AND content = NEW.content AND seq = (SELECT MAX(seq) FROM entries WHERE subject = 'selection:' || NEW.id)) BEGIN SELECT RAISE(ABORT, 'selections 与全程纪实不符'); END

CREATE TRIGGER selections_update_match_entries BEFORE UPDATE ON selections WHEN NOT EXISTS (SELECT 1 FROM entries WHERE subject = 'selection:' || NEW.id AND seq = NEW.seq AND digest = NEW.head AND content = NEW.content AND seq = (SELECT MAX(seq) FROM entries WHERE subject = 'selection:' || NEW.id)) BEGIN SELECT RAISE(ABORT, 'selections 与全程纪实不符'); END

CREATE TRIGGER selections_refuse_renaming BEFORE UPDATE OF id ON selections WHEN NEW.id <> OLD.id BEGIN SELECT RAISE(ABORT, 'selections 编号不得更改'); END

CREATE TRIGGER selections_refuse_delete BEFORE DELETE ON selections BEGIN SELECT RAISE(ABORT, 'selections 不得删除'); END
